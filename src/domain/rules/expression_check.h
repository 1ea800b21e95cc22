#pragma once
// Makes the nodes of an expression and proves each: types fit, words are of their domain, numbers
// cannot overflow, nothing is divided by zero. Each answers the node, or the fault and its mend.

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "domain/rules/expression_node.h"

namespace cleangate::rules {

using Checked = std::expected<Node, ExpressionFault>;

[[nodiscard]] bool is_comparison(std::string_view sign);

[[nodiscard]] Checked truth_node(bool value, std::size_t offset);
[[nodiscard]] Checked number_node(std::int64_t value, std::size_t offset);
[[nodiscard]] Checked stage_node(std::string_view stage, std::size_t offset);
/// A text; its domain comes from what it is compared with.
[[nodiscard]] Checked word_node(std::string text, std::size_t offset);
/// A fact or parameter (`is_list`: a parameter that is a list); `lets` only for the advice.
[[nodiscard]] Checked name_node(std::string_view name, const Scope& scope, std::size_t lets,
                                bool is_list, std::size_t offset);

[[nodiscard]] Checked logic(bool is_and, Node left, Node right, std::size_t offset);
[[nodiscard]] Checked inverted(Node inner, std::size_t offset);
[[nodiscard]] Checked negated(Node inner, std::size_t offset);
[[nodiscard]] Checked compared(std::string_view sign, Node left, Node right, std::size_t offset);
[[nodiscard]] Checked calculated(std::string_view sign, Node left, Node right, std::size_t offset);
[[nodiscard]] Checked in_list(Node left, std::vector<Node> items, std::size_t offset);
[[nodiscard]] Checked in_parameter(Node left, Node list, std::size_t offset);
[[nodiscard]] Checked window_node(Node from, Node to, std::size_t offset);

}  // namespace cleangate::rules
