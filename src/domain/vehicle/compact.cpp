#include "domain/vehicle/compact.h"

#include "base/text.h"

namespace cleangate::vehicle {

std::string compact_upper(std::string_view raw) {
  std::u32string kept;
  for (const char32_t wide : to_code_points(raw)) {
    char32_t c = half_width(wide);
    if (c <= U' ' || c == U'-' || c == U'\u00A0') continue;
    if (c >= U'a' && c <= U'z') c -= U'a' - U'A';
    kept.push_back(c);
  }
  return to_utf8(kept);
}

}  // namespace cleangate::vehicle
