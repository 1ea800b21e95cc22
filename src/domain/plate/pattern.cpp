#include "domain/plate/pattern.h"

namespace cleangate::plate {
namespace {

// gate-standards.md 7.1, PROV
constexpr std::u32string_view kProvinces =
    U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char32_t c) {
  return c >= 'A' && c <= 'Z';
}
bool is_office(char32_t c) {
  return is_upper(c) && c != 'I' && c != 'O';
}

bool fits(char32_t kind, char32_t c) {
  switch (kind) {
    case 'p':
      return kProvinces.find(c) != std::u32string_view::npos;
    case 'l':
      return is_office(c);
    case 'a':
      return is_office(c) || is_digit(c);
    case 'n':
      return c >= 'A' && c <= 'K' && c != 'I';
    case 'd':
      return is_digit(c);
    case 'x':
      return is_digit(c) || is_upper(c);
    case 'u':
      return is_upper(c);
    case 's':
      return c == 'S' || c == 'X';
    default:
      return c == kind;
  }
}

}  // namespace

bool matches(std::u32string_view pattern, std::u32string_view text) {
  if (pattern.size() != text.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!fits(pattern[i], text[i])) return false;
  }
  return true;
}

}  // namespace cleangate::plate
