#pragma once
// UTF-8 and GBK. Pure.

#include <string>
#include <string_view>

#include "base/result.h"

namespace cleangate {

[[nodiscard]] bool is_utf8(std::string_view bytes);
/// Invalid bytes become U+FFFD.
[[nodiscard]] std::u32string to_code_points(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::u32string_view code_points);
/// １ → 1, － → -, a wide blank → a blank; others stay (Unicode's block U+FF00).
[[nodiscard]] char32_t half_width(char32_t code_point);
/// Characters outside GBK become '?'. Never fails.
[[nodiscard]] std::string utf8_to_gbk(std::string_view utf8);
[[nodiscard]] Result<std::string> gbk_to_utf8(std::string_view gbk);
/// At most `most` bytes of it, cut between two characters.
[[nodiscard]] std::string cut_utf8(std::string_view text, std::size_t most);
/// Without leading and trailing ASCII white space.
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string to_lower_ascii(std::string_view text);
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);
/// Decimal digits only, whole text, no sign. Errors: invalid.
[[nodiscard]] Result<std::int64_t> parse_integer(std::string_view text);

}  // namespace cleangate
