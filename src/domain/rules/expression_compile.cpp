#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "domain/rules/expression_node.h"

namespace cleangate::rules {

/// Lays a tree out as steps for a stack; `and`, `or` jump over what cannot change the answer.
struct Compiler {
  Expression& out;
  std::size_t height = 0;  // of the stack now
  std::size_t highest = 0;

  void step(Operation operation, std::size_t index, std::int64_t value, int change) {
    out.steps_.push_back({operation, static_cast<std::uint16_t>(index), value});
    height += static_cast<std::size_t>(change);
    highest = std::max(highest, height);
  }

  void emit(const Node& node) {
    switch (node.kind) {
      case Node::Kind::literal:
      case Node::Kind::word:
        return step(Operation::push, 0, node.cell, 1);
      case Node::Kind::fact:
        out.facts_.set(node.index);
        return step(Operation::fact, node.index, 0, 1);
      case Node::Kind::parameter:
        return step(Operation::parameter, node.index, 0, 1);
      case Node::Kind::operation:
        return emit_operation(node);
    }
  }

  void emit_operation(const Node& node) {
    emit(node.children.front());
    const bool is_logic = node.operation == Operation::both || node.operation == Operation::either;
    const auto jump = out.steps_.size();
    if (is_logic) {
      step(node.operation == Operation::both ? Operation::jump_if_no : Operation::jump_if_yes, 0, 0,
           0);
    }
    if (node.children.size() == 2) emit(node.children.back());
    std::size_t index = node.index;
    if (node.operation == Operation::in_set) {
      index = out.sets_.size();
      out.sets_.push_back(node.list);
    }
    if (node.operation == Operation::window) {
      out.facts_.set(static_cast<std::size_t>(Fact::minute_of_day));
    }
    step(node.operation, index, 0, node.children.size() == 2 ? -1 : 0);
    if (is_logic) out.steps_[jump].index = static_cast<std::uint16_t>(out.steps_.size());
  }
};

std::expected<Expression, ExpressionFault> Expression::compile(std::string_view text,
                                                               const Scope& scope) {
  const auto node = parse_expression(text, scope);
  if (!node) return std::unexpected(node.error());
  if (node->kind == Node::Kind::word || node->type != Type::truth) {
    return std::unexpected(
        ExpressionFault{0, "this is neither true nor false", "compare it, e.g. stage <= 4"});
  }
  Expression out;
  out.steps_.clear();
  Compiler compiler{out};
  compiler.emit(*node);
  if (compiler.highest > kMaxExpressionStack) {
    return std::unexpected(
        ExpressionFault{0, "brackets stand too deep in each other", "split it with a let"});
  }
  return out;
}

namespace {

// Letters to add, drop or change.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t before = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = before + (a[i - 1] == b[j - 1] ? 0 : 1);
      before = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string nearest_word(std::string_view written, const std::vector<std::string_view>& words) {
  if (written.size() > 64) return {};
  std::string_view nearest;
  std::size_t least = written.size() / 3 + 1;  // more changes than this is another word
  for (const auto word : words) {
    const auto changes = distance(written, word);
    if (changes > least || (changes == least && !nearest.empty())) continue;
    least = changes;
    nearest = word;
  }
  return std::string(nearest);
}

}  // namespace cleangate::rules
