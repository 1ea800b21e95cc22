#pragma once
// Fixed-length patterns over code points, the grammar's own notation. Pure, any thread; inside
// the room only.

#include <string_view>

namespace cleangate::plate {

/// Whole match, one pattern character per character of the text. Small letters are kinds:
///   p  省, one of the 31 abbreviations      d  0-9
///   l  office, A-Z without I and O          x  0-9 A-Z
///   a  serial, l or d                       u  A-Z
///   n  NEV letter, A B C D E F G H J K      s  S or X (应急)
/// every other character is itself. Normal form has no small letters, so they cannot collide.
[[nodiscard]] bool matches(std::u32string_view pattern, std::u32string_view text);

}  // namespace cleangate::plate
