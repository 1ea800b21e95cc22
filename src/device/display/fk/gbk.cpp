#include "device/display/fk/gbk.h"

#include "base/text.h"

namespace cleangate::display::fk {

std::string to_gbk(std::string_view utf8, std::size_t limit) {
  std::string out;
  for (const char32_t c : to_code_points(utf8)) {
    if (c < 0x20 || c == 0x7F) continue;
    const std::string character = utf8_to_gbk(to_utf8(std::u32string_view(&c, 1)));
    if (out.size() + character.size() > limit) break;
    out += character;
  }
  return out;
}

}  // namespace cleangate::display::fk
