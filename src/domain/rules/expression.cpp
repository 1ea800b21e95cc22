#include "domain/rules/expression.h"

#include <algorithm>
#include <array>

#include "base/limits.h"

namespace cleangate::rules {
namespace {

constexpr auto kUnknownTruth = static_cast<std::int64_t>(Truth::unknown);

constexpr std::int64_t cell_of(Truth value) {
  return static_cast<std::int64_t>(value);
}

// Largest whole number not above a / b; b > 0 is proved when the text is compiled.
constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

Truth stage_within(vehicle::StageInterval stage, vehicle::StageInterval wanted) {
  if (stage.min >= wanted.min && stage.max <= wanted.max) return Truth::yes;
  return stage.max < wanted.min || stage.min > wanted.max ? Truth::no : Truth::unknown;
}

}  // namespace

const Parameter::Dated* Parameter::value_at(WallTime at) const {
  const Dated* found = nullptr;
  for (const auto& value : values) {
    if (value.from > at) break;
    found = &value;
  }
  return found;
}

std::string Parameter::text_at(WallTime at) const {
  const auto* value = value_at(at);
  if (!value) return "unknown";
  if (is_list) {
    std::string out;
    for (const auto cell : value->list) out += (out.empty() ? "" : " ") + decode(domain, cell);
    return out;
  }
  switch (type) {
    case Type::truth:
      return std::string(to_text(static_cast<Truth>(value->cell)));
    case Type::stage:
      return std::string(vehicle::to_text(stage_of_cell(value->cell).max));
    case Type::symbol:
      return decode(domain, value->cell);
    case Type::integer:
      break;
  }
  if (!is_time) return std::to_string(value->cell);
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(value->cell / 60) + ":" + two(value->cell % 60);
}

std::int64_t Parameter::unknown_cell() const {
  return type == Type::truth ? kUnknownTruth : kUnknownCell;
}

struct Expression::Stack {
  std::array<std::int64_t, kMaxExpressionStack> cells;  // not cleared: top says what counts
  std::size_t top = 0;
  void push(std::int64_t cell) { cells[top++] = cell; }
  std::int64_t pop() { return cells[--top]; }
  [[nodiscard]] std::int64_t& last() { return cells[top - 1]; }
};

namespace {

template <class Stack, class Compare>
void compare(Stack& stack, Compare&& holds) {
  const auto right = stack.pop();
  auto& left = stack.last();
  left = left == kUnknownCell || right == kUnknownCell ? kUnknownTruth
                                                       : cell_of(truth(holds(left, right)));
}

template <class Stack, class Operate>
void calculate(Stack& stack, Operate&& operate) {
  const auto right = stack.pop();
  auto& left = stack.last();
  left = left == kUnknownCell || right == kUnknownCell ? kUnknownCell : operate(left, right);
}

template <class Stack, class Compare>
void compare_stage(Stack& stack, Compare&& holds) {
  const auto right = stack.pop();
  auto& left = stack.last();
  left = right == kUnknownCell ? kUnknownTruth
                               : cell_of(holds(stage_of_cell(left), stage_of_cell(right)));
}

template <class Stack>
void compare_truths(Stack& stack, bool wanted) {
  const auto right = stack.pop();
  auto& left = stack.last();
  left = left == kUnknownTruth || right == kUnknownTruth
             ? kUnknownTruth
             : cell_of(truth((left == right) == wanted));
}

std::int64_t in_list(std::int64_t cell, const std::vector<std::int64_t>& list) {
  if (cell == kUnknownCell) return kUnknownTruth;
  return cell_of(truth(std::ranges::find(list, cell) != list.end()));
}

// [from, to) on the clock, over midnight when from > to (law.md, Time).
std::int64_t in_window(std::int64_t minute, std::int64_t from, std::int64_t to) {
  if (minute == kUnknownCell || from == kUnknownCell || to == kUnknownCell) return kUnknownTruth;
  const bool inside = from <= to ? from <= minute && minute < to : minute >= from || minute < to;
  return cell_of(truth(inside));
}

}  // namespace

Expression::Expression() : steps_{{Operation::push, 0, cell_of(Truth::yes)}} {}

namespace {

/// Compares and calculates with the two numbers on top; false when the step is no such thing.
bool run_number(Operation operation, auto& stack) {
  switch (operation) {
    case Operation::equal:
      compare(stack, std::equal_to<>());
      return true;
    case Operation::not_equal:
      compare(stack, std::not_equal_to<>());
      return true;
    case Operation::less:
      compare(stack, std::less<>());
      return true;
    case Operation::at_most:
      compare(stack, std::less_equal<>());
      return true;
    case Operation::more:
      compare(stack, std::greater<>());
      return true;
    case Operation::at_least:
      compare(stack, std::greater_equal<>());
      return true;
    case Operation::add:
      calculate(stack, std::plus<>());
      return true;
    case Operation::subtract:
      calculate(stack, std::minus<>());
      return true;
    case Operation::multiply:
      calculate(stack, std::multiplies<>());
      return true;
    case Operation::divide:
      calculate(stack, floor_divide);
      return true;
    case Operation::remainder:
      calculate(stack, [](auto a, auto b) { return a - b * floor_divide(a, b); });
      return true;
    case Operation::negate:
      if (stack.last() != kUnknownCell) stack.last() = -stack.last();
      return true;
    default:
      return false;
  }
}

/// Compares the vehicle's stage with a fixed one; false when the step is no such thing.
bool run_stage(Operation operation, auto& stack) {
  using vehicle::at_least;
  using vehicle::at_most;
  switch (operation) {
    case Operation::stage_equal:
      compare_stage(stack, stage_within);
      return true;
    case Operation::stage_not_equal:
      compare_stage(stack, [](auto a, auto b) { return !stage_within(a, b); });
      return true;
    case Operation::stage_less:
      compare_stage(stack, [](auto a, auto b) { return !at_least(a, b.min); });
      return true;
    case Operation::stage_at_most:
      compare_stage(stack, [](auto a, auto b) { return at_most(a, b.max); });
      return true;
    case Operation::stage_more:
      compare_stage(stack, [](auto a, auto b) { return !at_most(a, b.max); });
      return true;
    case Operation::stage_at_least:
      compare_stage(stack, [](auto a, auto b) { return at_least(a, b.min); });
      return true;
    default:
      return false;
  }
}

}  // namespace

void Expression::run(const Step& step, Stack& stack, const FactSet& facts,
                     const Parameters& parameters, WallTime at) const {
  switch (step.operation) {
    case Operation::push:
      return stack.push(step.value);
    case Operation::fact:
      return stack.push(facts.cell(static_cast<Fact>(step.index)));
    case Operation::parameter: {
      const auto* value = parameters[step.index].value_at(at);
      return stack.push(value ? value->cell : parameters[step.index].unknown_cell());
    }
    case Operation::negate_truth:
      stack.last() = 2 - stack.last();
      return;
    case Operation::both: {
      const auto right = stack.pop();
      stack.last() = std::min(stack.last(), right);
      return;
    }
    case Operation::either: {
      const auto right = stack.pop();
      stack.last() = std::max(stack.last(), right);
      return;
    }
    case Operation::truth_equal:
      return compare_truths(stack, true);
    case Operation::truth_not_equal:
      return compare_truths(stack, false);
    case Operation::in_set:
      stack.last() = in_list(stack.last(), sets_[step.index]);
      return;
    case Operation::in_parameter: {
      const auto* value = parameters[step.index].value_at(at);
      stack.last() = value ? in_list(stack.last(), value->list) : kUnknownTruth;
      return;
    }
    case Operation::window: {
      const auto to = stack.pop();
      stack.last() = in_window(facts.cell(Fact::minute_of_day), stack.last(), to);
      return;
    }
    default:
      break;
  }
  if (!run_stage(step.operation, stack)) run_number(step.operation, stack);
}

Truth Expression::evaluate(const FactSet& facts, const Parameters& parameters, WallTime at) const {
  Stack stack;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    if (step.operation == Operation::jump_if_no || step.operation == Operation::jump_if_yes) {
      const auto decided = cell_of(truth(step.operation == Operation::jump_if_yes));
      if (stack.last() == decided) i = step.index - 1u;
      continue;
    }
    run(step, stack, facts, parameters, at);
  }
  return static_cast<Truth>(stack.last());
}

bool Expression::uses_parameter(std::size_t index) const {
  return std::ranges::any_of(steps_, [&](const Step& step) {
    return (step.operation == Operation::parameter || step.operation == Operation::in_parameter) &&
           step.index == index;
  });
}

}  // namespace cleangate::rules
