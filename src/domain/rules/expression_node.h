#pragma once
// A checked expression as a tree, between reading its text and compiling it. Pure.

#include <cstdint>
#include <string>
#include <vector>

#include "domain/rules/expression.h"

namespace cleangate::rules {

struct Node {
  enum class Kind : std::uint8_t { literal, word, fact, parameter, operation };
  Kind kind = Kind::literal;
  Type type = Type::truth;
  Domain domain = Domain::none;
  std::int64_t cell = 0;          ///< of a literal
  std::int64_t min = 0, max = 0;  ///< what an integer can be, proved
  std::string text;               ///< of a word whose domain is not known yet
  std::size_t index = 0;          ///< of a fact or parameter (in_parameter: the list)
  Operation operation = Operation::push;
  std::vector<std::int64_t> list;  ///< of in_set
  std::vector<Node> children;
  std::size_t size = 1;    ///< nodes of the tree
  std::size_t offset = 0;  ///< bytes into the text
};

/// Reads and checks; the root may be of any type.
[[nodiscard]] std::expected<Node, ExpressionFault> parse_expression(std::string_view text,
                                                                    const Scope& scope);

/// The nearest of `words` to what was written, or "" when none is near.
[[nodiscard]] std::string nearest_word(std::string_view written,
                                       const std::vector<std::string_view>& words);

}  // namespace cleangate::rules
