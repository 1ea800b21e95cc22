#include "domain/rules/expression_check.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"

namespace cleangate::rules {
namespace {

// No sum of a few can overflow 64 bits.
constexpr std::int64_t kLargest = std::int64_t{1} << 60;

std::unexpected<ExpressionFault> fault(std::size_t offset, std::string message, std::string mend) {
  return std::unexpected(ExpressionFault{offset, std::move(message), std::move(mend)});
}

Node leaf(Node::Kind kind, Type type, std::size_t offset) {
  Node node;
  node.kind = kind;
  node.type = type;
  node.offset = offset;
  return node;
}

Checked operation(Operation operation, Type type, std::vector<Node> children, std::size_t offset) {
  Node node = leaf(Node::Kind::operation, type, offset);
  node.operation = operation;
  for (const auto& child : children) node.size += child.size;
  if (node.size > kMaxExpressionSteps) {
    return fault(offset, "the expression with all its lets is too long",
                 "split the clause into two");
  }
  node.children = std::move(children);
  return node;
}

template <class... Nodes>
std::vector<Node> list_of(Nodes&&... nodes) {
  std::vector<Node> out;
  (out.push_back(std::forward<Nodes>(nodes)), ...);
  return out;
}

std::string kind_of(const Node& node) {
  return node.kind == Node::Kind::word ? "text" : std::string(to_text(node.type));
}

bool is_truth(const Node& node) {
  return node.type == Type::truth && node.kind != Node::Kind::word;
}
bool is_number(const Node& node) {
  return node.type == Type::integer && node.kind != Node::Kind::word;
}

/// A literal becomes what the other side is: "B" a fuel, 4 a stage.
std::expected<void, ExpressionFault> fit(Node& literal, const Node& other) {
  if (other.kind == Node::Kind::word) return {};
  if (literal.kind == Node::Kind::word && other.type == Type::symbol) {
    const auto cell = encode(other.domain, literal.text);
    if (!cell) {
      return fault(literal.offset,
                   "'" + literal.text + "' is no " + std::string(to_text(other.domain)),
                   "use " + words_of(other.domain));
    }
    literal.kind = Node::Kind::literal;
    literal.type = Type::symbol;
    literal.domain = other.domain;
    literal.cell = *cell;
  } else if (other.type == Type::stage && literal.kind == Node::Kind::literal &&
             literal.type == Type::integer) {
    const auto stage =
        vehicle::parse_stage(std::to_string(literal.cell), std::to_string(literal.cell));
    if (!stage) return fault(literal.offset, "there is no such stage", "stages are 0 to 6, 6a, 6b");
    literal.type = Type::stage;
    literal.cell = stage_cell(*stage);
  } else if (other.type == Type::stage && literal.kind == Node::Kind::word) {
    const auto stage = vehicle::parse_stage(literal.text, literal.text);
    if (!stage || literal.text.empty() || literal.text == "X") {
      return fault(literal.offset, "'" + literal.text + "' is no stage",
                   "stages are 0 to 6, 6a, 6b, \"D\"");
    }
    literal.kind = Node::Kind::literal;
    literal.type = Type::stage;
    literal.cell = stage_cell(*stage);
  }
  return {};
}

struct Comparison {
  std::string_view sign;
  Operation number, stage;
};
constexpr Comparison kComparisons[]{
    {"=", Operation::equal, Operation::stage_equal},
    {"==", Operation::equal, Operation::stage_equal},
    {"!=", Operation::not_equal, Operation::stage_not_equal},
    {"<", Operation::less, Operation::stage_less},
    {"<=", Operation::at_most, Operation::stage_at_most},
    {">", Operation::more, Operation::stage_more},
    {">=", Operation::at_least, Operation::stage_at_least},
};

bool is_equality(Operation operation) {
  return operation == Operation::equal || operation == Operation::not_equal;
}

Checked compared_stages(const Comparison& comparison, Node left, Node right, std::size_t offset) {
  if (left.kind != Node::Kind::fact) {
    return fault(left.offset, "the stage of the vehicle stands on the left",
                 "write stage " + std::string(comparison.sign) + " 4");
  }
  if (right.kind == Node::Kind::fact) {
    return fault(right.offset, "a stage is compared with a fixed one", "write stage <= 4");
  }
  const bool is_d = right.kind == Node::Kind::literal && stage_of_cell(right.cell).is_electric();
  if (is_d && !is_equality(comparison.number)) {
    return fault(right.offset, "D stands outside the order", "write stage = \"D\" or use nev");
  }
  return operation(comparison.stage, Type::truth, list_of(std::move(left), std::move(right)),
                   offset);
}

/// [min, max] of the four corners.
bool range_of(std::string_view sign, const Node& left, const Node& right, Node& node) {
  const std::int64_t lefts[]{left.min, left.max};
  const std::int64_t rights[]{right.min, right.max};
  bool first = true;
  for (const auto a : lefts) {
    for (const auto b : rights) {
      std::int64_t value = 0;
      if (sign == "*" ? __builtin_mul_overflow(a, b, &value) : false) return false;
      if (sign == "+") value = a + b;
      if (sign == "-") value = a - b;
      if (sign == "/") value = a / b - (a % b < 0 ? 1 : 0);
      node.min = first ? value : std::min(node.min, value);
      node.max = first ? value : std::max(node.max, value);
      first = false;
    }
  }
  if (sign == "%") {
    node.min = 0;
    node.max = right.max - 1;
  }
  return node.min >= -kLargest && node.max <= kLargest;
}

Operation arithmetic(std::string_view sign) {
  if (sign == "+") return Operation::add;
  if (sign == "-") return Operation::subtract;
  if (sign == "*") return Operation::multiply;
  return sign == "/" ? Operation::divide : Operation::remainder;
}

}  // namespace

bool is_comparison(std::string_view sign) {
  return std::ranges::find(kComparisons, sign, &Comparison::sign) != std::end(kComparisons);
}

Checked truth_node(bool value, std::size_t offset) {
  Node node = leaf(Node::Kind::literal, Type::truth, offset);
  node.cell = static_cast<std::int64_t>(truth(value));
  return node;
}

Checked number_node(std::int64_t value, std::size_t offset) {
  Node node = leaf(Node::Kind::literal, Type::integer, offset);
  node.cell = node.min = node.max = value;
  return node;
}

Checked stage_node(std::string_view stage, std::size_t offset) {
  Node node = leaf(Node::Kind::literal, Type::stage, offset);
  node.cell = stage_cell(vehicle::parse_stage(stage, stage).value_or(vehicle::StageInterval{}));
  return node;
}

Checked word_node(std::string text, std::size_t offset) {
  Node node = leaf(Node::Kind::word, Type::symbol, offset);
  node.text = std::move(text);
  return node;
}

Checked name_node(std::string_view name, const Scope& scope, std::size_t lets, bool is_list,
                  std::size_t offset) {
  const auto& parameters = scope.parameters ? *scope.parameters : Parameters{};
  if (const auto found = std::ranges::find(parameters, name, &Parameter::name);
      found != parameters.end()) {
    if (found->is_list != is_list) {
      return fault(offset, "'" + std::string(name) + (is_list ? "' is no list" : "' is a list"),
                   is_list ? "write in (\"A\", \"B\")" : "write fact in " + std::string(name));
    }
    Node node = leaf(Node::Kind::parameter, found->type, offset);
    node.domain = found->domain;
    node.min = found->min;
    node.max = found->max;
    node.index = static_cast<std::size_t>(found - parameters.begin());
    return node;
  }
  const auto* info = is_list ? nullptr : find_fact(name);
  if (!info) {
    std::vector<std::string_view> words;
    for (const auto& parameter : parameters) {
      if (parameter.is_list == is_list) words.push_back(parameter.name);
    }
    for (std::size_t i = 0; !is_list && i < lets; ++i) words.push_back(scope.lets[i].name);
    for (const auto& each : fact_catalogue()) {
      if (!is_list) words.push_back(each.name);
    }
    const auto near = nearest_word(name, words);
    return fault(offset, "nothing is called '" + std::string(name) + "'",
                 near.empty() ? "name a fact, a let above or a parameter of this pack"
                              : "did you mean '" + near + "'?");
  }
  Node node = leaf(Node::Kind::fact, info->type, offset);
  node.domain = info->domain;
  node.min = info->min;
  node.max = info->max;
  node.index = static_cast<std::size_t>(info->fact);
  return node;
}

Checked logic(bool is_and, Node left, Node right, std::size_t offset) {
  for (const auto* side : {&left, &right}) {
    if (!is_truth(*side)) {
      return fault(side->offset, "a " + kind_of(*side) + " is neither true nor false",
                   "compare it, e.g. stage <= 4");
    }
  }
  return operation(is_and ? Operation::both : Operation::either, Type::truth,
                   list_of(std::move(left), std::move(right)), offset);
}

Checked inverted(Node inner, std::size_t offset) {
  if (!is_truth(inner)) {
    return fault(inner.offset, "a " + kind_of(inner) + " is neither true nor false",
                 "write not (stage <= 4)");
  }
  return operation(Operation::negate_truth, Type::truth, list_of(std::move(inner)), offset);
}

Checked negated(Node inner, std::size_t offset) {
  if (!is_number(inner)) return fault(offset, "only a number has a minus", "leave the - out");
  const auto min = -inner.max;
  const auto max = -inner.min;
  auto node = operation(Operation::negate, Type::integer, list_of(std::move(inner)), offset);
  if (node) node->min = min;
  if (node) node->max = max;
  return node;
}

Checked compared(std::string_view sign, Node left, Node right, std::size_t offset) {
  const auto& comparison = *std::ranges::find(kComparisons, sign, &Comparison::sign);
  if (auto fitted = fit(left, right); !fitted) return std::unexpected(fitted.error());
  if (auto fitted = fit(right, left); !fitted) return std::unexpected(fitted.error());
  const bool same = left.type == right.type && left.domain == right.domain &&
                    left.kind != Node::Kind::word && right.kind != Node::Kind::word;
  if (!same) {
    return fault(offset, "a " + kind_of(left) + " cannot be compared with a " + kind_of(right),
                 "compare numbers with numbers, words with \"words\"");
  }
  if (left.type == Type::stage) {
    return compared_stages(comparison, std::move(left), std::move(right), offset);
  }
  const bool has_order =
      left.type == Type::integer || (left.type == Type::symbol && left.domain == Domain::level);
  if (!has_order && !is_equality(comparison.number)) {
    return fault(offset, "these have no order", "use = or !=");
  }
  auto code = comparison.number;
  if (left.type == Type::truth) {
    code = code == Operation::equal ? Operation::truth_equal : Operation::truth_not_equal;
  }
  return operation(code, Type::truth, list_of(std::move(left), std::move(right)), offset);
}

Checked calculated(std::string_view sign, Node left, Node right, std::size_t offset) {
  if (!is_number(left) || !is_number(right)) {
    return fault(offset, "only numbers can be calculated with", "use facts that are numbers");
  }
  if ((sign == "/" || sign == "%") && right.min < 1) {
    return fault(right.offset, "the divisor could be 0 or less",
                 "divide by a number above 0, or give the parameter min = 1");
  }
  Node ranges;
  if (!range_of(sign, left, right, ranges)) {
    return fault(offset, "the number could become too large",
                 "use smaller numbers or give parameters a smaller max");
  }
  auto node = operation(arithmetic(sign), Type::integer, list_of(std::move(left), std::move(right)),
                        offset);
  if (node) node->min = ranges.min;
  if (node) node->max = ranges.max;
  return node;
}

Checked in_list(Node left, std::vector<Node> items, std::size_t offset) {
  if (left.kind == Node::Kind::word || left.type == Type::truth || left.type == Type::stage) {
    return fault(offset, "only a word or number can be in a list", "write fuel in (\"B\", \"E\")");
  }
  std::vector<std::int64_t> cells;
  for (auto& item : items) {
    if (auto fitted = fit(item, left); !fitted) return std::unexpected(fitted.error());
    if (item.kind == Node::Kind::word || item.type != left.type) {
      return fault(item.offset, "a " + kind_of(item) + " cannot be a " + kind_of(left),
                   "list values of the same kind");
    }
    cells.push_back(item.cell);
  }
  auto node = operation(Operation::in_set, Type::truth, list_of(std::move(left)), offset);
  if (node) node->list = std::move(cells);
  return node;
}

Checked in_parameter(Node left, Node list, std::size_t offset) {
  if (left.kind == Node::Kind::word || left.type != list.type || left.domain != list.domain) {
    return fault(offset, "the list holds other words than this",
                 "give the parameter the domain of the fact");
  }
  auto node = operation(Operation::in_parameter, Type::truth, list_of(std::move(left)), offset);
  if (node) node->index = list.index;
  return node;
}

Checked window_node(Node from, Node to, std::size_t offset) {
  for (const auto* end : {&from, &to}) {
    if (!is_number(*end) || end->min < 0 || end->max > 1439) {
      return fault(end->offset, "this is no time of the day", "write window(22:00, 08:00)");
    }
  }
  return operation(Operation::window, Type::truth, list_of(std::move(from), std::move(to)), offset);
}

}  // namespace cleangate::rules
