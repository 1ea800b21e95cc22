#pragma once
// A rule pack: one document's clauses as data, read from TOML and checked. Immutable once read;
// shared by whoever judges with it. The format: docs/rule-packs.md. Pure, any thread.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "domain/rules/expression.h"
#include "domain/rules/warning.h"

namespace cleangate::rules {

struct Text {
  std::string zh, en;
  [[nodiscard]] bool empty() const { return zh.empty() && en.empty(); }
};

/// Stored as text: NEVER CHANGE a word.
enum class Outcome : std::uint8_t { remind, hold, refuse };
[[nodiscard]] std::string_view to_text(Outcome outcome);
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view text);

/// How sure a clause is (grading-rules.md, evidence marks).
enum class Evidence : std::uint8_t { primary, secondary, brochure, unverified };
[[nodiscard]] std::string_view to_text(Evidence evidence);

/// The law's order of reasons; lists and visitors come after.
enum class Group : std::uint8_t { order, plan, city, grade };
[[nodiscard]] std::string_view to_text(Group group);

/// What a pack is for.
enum class PackKind : std::uint8_t {
  base,        ///< of an industry: exactly one is in force
  overlay,     ///< any number beside it
  template_,   ///< "template": says nothing until an order or plan names it with parameters
  thresholds,  ///< tells which warning a forecast asks for
};
[[nodiscard]] std::string_view to_text(PackKind kind);

/// From `from` up to, not including, `to`.
struct Validity {
  WallTime from;
  std::optional<WallTime> to;  ///< nullopt = open
  [[nodiscard]] bool holds(WallTime at) const { return from <= at && (!to || at < *to); }
};

/// What lifts one clause for one vehicle.
struct Exemption {
  std::string id;
  std::string when_text;
  Expression when;
  Text text;
  std::string evidence;  ///< what the guard asks to see, or the plant keeps
};

/// A set of grades, e.g. those a clause is for.
struct GradeSet {
  std::uint32_t bits = 0;
  [[nodiscard]] bool holds(std::int64_t grade_cell) const {
    return grade_cell >= 0 && grade_cell < 32 && (bits >> grade_cell & 1u) != 0;
  }
  void add(std::int64_t grade_cell) { bits |= 1u << grade_cell; }
  bool operator==(const GradeSet&) const = default;
};

struct Clause {
  std::string id;
  Group group = Group::grade;
  GradeSet grades;             ///< empty = all
  GradeSet unverified_grades;  ///< of these the clause is only believed to hold
  std::string when_text;
  Expression when;
  Outcome outcome = Outcome::refuse;
  bool outcome_by_share_guard = false;  ///< the plant's setting share_guard decides
  Outcome on_unknown = Outcome::hold;
  std::optional<Level> warns;  ///< of a thresholds pack, instead of an outcome
  Evidence evidence = Evidence::unverified;
  std::string citation;
  Text text, held, advice, held_advice;  ///< templates: {stage} {class} {warning} {doubt} …
  std::string board;                     ///< the short cause for board and LED
  std::vector<Exemption> exemptions;
  int line = 0;

  [[nodiscard]] Evidence evidence_for(std::int64_t grade_cell) const;
};

/// 停推台锯2台: what production does at a level; data for plan and board, no clause.
struct ProductionMeasure {
  GradeSet grades;
  Level level = Level::yellow;
  std::string verb;  ///< limit | stop | voluntary | …
  std::string target;
  std::optional<std::int64_t> percent;
  std::string base_method;
  Text text;
  bool has_gap = false;  ///< the source does not say it; the manager is shown that
  Evidence evidence = Evidence::unverified;
  std::string citation;
};

/// A share that a grade asks for: of all vehicles of the scope, this many count.
struct Indicator {
  std::string id;
  GradeSet grades;
  std::string scope;  ///< road | plant | machines | clean_mode
  std::int64_t min_percent = 100;
  std::string counts_text, rest_text;
  Expression counts;               ///< surely counts when true
  std::optional<Expression> rest;  ///< what all others must satisfy
  std::string metric;              ///< trips | vehicles | tonnes
  std::string definition;          ///< of clean transport: CT_MODE | CT_MODE_NEV, else empty
  Evidence evidence = Evidence::unverified;
  std::string citation;

  /// qualifying·100 ≥ min_percent·total, exact; a total of 0 is met by nothing (no data).
  [[nodiscard]] bool is_met(std::int64_t qualifying, std::int64_t total) const;
};

struct Pack {
  std::string id, version;
  PackKind kind = PackKind::base;
  Text title;
  std::string document, citation, region, industry, note;
  std::string template_name;  ///< of a template: what an order calls it, e.g. M1
  Validity validity;
  Evidence evidence = Evidence::unverified;
  Parameters parameters;
  std::vector<std::string> required;  ///< parameters that an order must give
  std::vector<Scope::Let> lets;
  std::vector<Clause> clauses;
  std::vector<ProductionMeasure> production;
  std::vector<Indicator> indicators;

  [[nodiscard]] const Clause* clause(std::string_view clause_id) const;
  [[nodiscard]] Scope scope() const { return {&parameters, lets}; }
};
using PackPtr = std::shared_ptr<const Pack>;

/// A fault of a file, or with `is_hint` something to look at.
struct Problem {
  std::string file;
  int line = 0, column = 0;
  std::string message, mend;
  bool is_hint = false;
  /// "file:line:column: message; mend"
  [[nodiscard]] std::string text() const;
};

struct ReadPack {
  PackPtr pack;  ///< nullptr when a problem is no hint
  std::vector<Problem> problems;
};

/// Reads and checks everything, and tells all it finds, at most kMaxPackProblems. `file` only names
/// the file in the problems.
[[nodiscard]] ReadPack read_pack(std::string_view toml, std::string_view file);

}  // namespace cleangate::rules
