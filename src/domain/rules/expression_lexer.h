#pragma once
// The words of an expression: names, numbers, stages, times, texts, signs. Pure.

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "domain/rules/expression.h"

namespace cleangate::rules {

struct Token {
  enum class Kind : std::uint8_t { end, name, number, stage, text, sign };
  Kind kind = Kind::end;
  std::string text;         ///< the name, sign, stage or what stands between the quotes
  std::int64_t number = 0;  ///< of a number; a time 22:00 is the minute of the day
  std::size_t offset = 0;   ///< bytes
};

/// All tokens, the last is the end. Errors: a character that has no meaning, an open text, a number
/// beyond 10^12, a time that no clock shows.
[[nodiscard]] std::expected<std::vector<Token>, ExpressionFault> tokens_of(std::string_view text);

}  // namespace cleangate::rules
