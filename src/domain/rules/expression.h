#pragma once
// The language of clauses: total expressions over facts and parameters, checked when a pack is read
// so that evaluating one cannot fail. Grammar and examples: docs/rule-packs.md. Pure, any thread.

#include <bitset>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "domain/rules/facts.h"

namespace cleangate::rules {

/// A number or word that a document fixes, with the values it has had; unknown before the first.
struct Parameter {
  struct Dated {
    WallTime from;
    std::int64_t cell = kUnknownCell;
    std::vector<std::int64_t> list;  ///< instead of the cell when is_list
  };
  std::string name;
  Type type = Type::integer;
  Domain domain = Domain::none;
  std::int64_t min = 0, max = 0;  ///< of an integer, checked when the value is read
  bool is_list = false;           ///< words of a domain, for `in`
  bool is_time = false;           ///< an integer written 22:00, the minute of the day
  std::vector<Dated> values{};    ///< by rising `from`

  /// The value that counts at `at`; nullptr when none does yet.
  [[nodiscard]] const Dated* value_at(WallTime at) const;
  /// "80", "4", "22:00", "B E", "unknown": for reasons.
  [[nodiscard]] std::string text_at(WallTime at) const;
  /// What "unknown" is for its type.
  [[nodiscard]] std::int64_t unknown_cell() const;
};
using Parameters = std::vector<Parameter>;

/// What one step of a compiled expression does.
enum class Operation : std::uint8_t {
  push,
  fact,
  parameter,
  negate_truth,
  both,
  either,
  jump_if_no,   // keeps the value
  jump_if_yes,  // keeps the value
  equal,
  not_equal,
  less,
  at_most,
  more,
  at_least,
  truth_equal,
  truth_not_equal,
  stage_equal,
  stage_not_equal,
  stage_less,
  stage_at_most,
  stage_more,
  stage_at_least,
  add,
  subtract,
  multiply,
  divide,
  remainder,
  negate,
  in_set,
  in_parameter,
  window,
};

/// Why a text is no expression; `offset` in bytes of the text.
struct ExpressionFault {
  std::size_t offset = 0;
  std::string message;  ///< what is wrong
  std::string mend;     ///< what to write instead
};

/// What a text may name beside the facts.
struct Scope {
  struct Let {
    std::string name, text;
  };
  const Parameters* parameters = nullptr;
  std::vector<Let> lets;  ///< each may use those before it; all have compiled by themselves
};

/// A compiled condition. Small, flat, copied freely.
class Expression {
 public:
  /// `true`
  Expression();
  /// Errors name the place; a text that gives a number or a word is one.
  [[nodiscard]] static std::expected<Expression, ExpressionFault> compile(std::string_view text,
                                                                          const Scope& scope);
  /// Strong Kleene; cannot fail. `parameters` as in the scope, other values allowed.
  [[nodiscard]] Truth evaluate(const FactSet& facts, const Parameters& parameters,
                               WallTime at) const;
  [[nodiscard]] bool uses(Fact fact) const { return facts_[static_cast<std::size_t>(fact)]; }
  [[nodiscard]] bool uses_parameter(std::size_t index) const;
  [[nodiscard]] std::size_t size() const { return steps_.size(); }

 private:
  friend struct Compiler;
  struct Step {
    Operation operation = Operation::push;
    std::uint16_t index = 0;  // of a fact, parameter, set, or the step to jump to
    std::int64_t value = 0;
  };
  struct Stack;
  void run(const Step& step, Stack& stack, const FactSet& facts, const Parameters& parameters,
           WallTime at) const;
  std::vector<Step> steps_;
  std::vector<std::vector<std::int64_t>> sets_;
  std::bitset<kFactCount> facts_;
};

}  // namespace cleangate::rules
