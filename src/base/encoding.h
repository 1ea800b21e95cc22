#pragma once
// Hex, base64 and big-endian integers. Pure. Bytes are std::string / std::string_view.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cleangate {

[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] Result<std::string> from_hex(std::string_view text);
/// RFC 4648 section 4, padded.
[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Strict RFC 4648: padding required, no blanks. Errors: invalid.
[[nodiscard]] Result<std::string> from_base64(std::string_view text);

void put_u16(std::string& out, std::uint16_t value);
void put_u32(std::string& out, std::uint32_t value);
void put_u64(std::string& out, std::uint64_t value);

/// Reads big-endian values off a view; every read is bounded and fails once short.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] Result<std::uint8_t> u8();
  [[nodiscard]] Result<std::uint16_t> u16();
  [[nodiscard]] Result<std::uint32_t> u32();
  [[nodiscard]] Result<std::uint64_t> u64();
  [[nodiscard]] Result<std::string_view> take(std::size_t count);
  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// Same time whatever the content; lengths may leak.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace cleangate
