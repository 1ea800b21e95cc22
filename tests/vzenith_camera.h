#pragma once
// What a Vzenith camera sends, and whether a reply opens its barrier. Pure.

#include <cstdint>
#include <string>
#include <string_view>

namespace cleangate::tests {

/// Their bytes; empty = not in the message.
struct Photos {
  std::string_view scene;
  std::string_view plate;
};

/// A read of `plate` taken now; `plate_id` counts up per camera.
[[nodiscard]] std::string vzenith_read(std::string_view serial, std::string_view plate,
                                       std::uint64_t plate_id, const Photos& photos = {});
/// Whether the reply's "info" is "ok".
[[nodiscard]] bool opens(std::string_view reply);

}  // namespace cleangate::tests
