#pragma once
// UUIDs as values; version 7 (RFC 9562) so that keys grow with time.

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "base/time.h"

namespace cleangate {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Uuid&) const = default;
};

[[nodiscard]] Uuid uuid_v7(WallTime now, Random& random);
/// Lower case, 8-4-4-4-12.
[[nodiscard]] std::string to_text(const Uuid& id);
[[nodiscard]] Result<Uuid> parse_uuid(std::string_view text);

}  // namespace cleangate

template <>
struct std::hash<cleangate::Uuid> {
  std::size_t operator()(const cleangate::Uuid& id) const noexcept {
    std::size_t h = 0;
    for (auto b : id.bytes) h = h * 1099511628211u + b;
    return h;
  }
};
