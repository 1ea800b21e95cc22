#include "base/uuid.h"

#include <algorithm>
#include <span>

#include "base/encoding.h"

namespace cleangate {

Uuid uuid_v7(WallTime now, Random& random) {
  Uuid id;
  // RFC 9562 section 5.7: 48 bits of Unix milliseconds, then version, random, variant, random.
  const auto ms = static_cast<std::uint64_t>(std::max<std::int64_t>(to_unix_ms(now), 0));
  for (int i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  random.fill(std::span(id.bytes).subspan(6));
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | (id.bytes[6] & 0x0f));
  id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
  return id;
}

std::string to_text(const Uuid& id) {
  std::string text = to_hex({reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()});
  for (std::size_t dash : {8, 13, 18, 23}) text.insert(dash, 1, '-');
  return text;
}

Result<Uuid> parse_uuid(std::string_view text) {
  std::string digits;
  bool good = text.size() == 36;
  for (std::size_t i = 0; good && i < text.size(); ++i) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      good = text[i] == '-';
    } else {
      digits += text[i];
    }
  }
  const auto bytes = from_hex(digits);
  if (!good || !bytes) return fail(ErrorCode::invalid, "not a UUID (8-4-4-4-12 hex digits)");
  Uuid id;
  std::copy(bytes->begin(), bytes->end(), id.bytes.begin());
  return id;
}

}  // namespace cleangate
