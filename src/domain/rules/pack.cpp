#include "domain/rules/pack.h"

#include <algorithm>
#include <array>

namespace cleangate::rules {

std::string_view to_text(Outcome outcome) {
  constexpr std::array<std::string_view, 3> kNames{"remind", "hold", "refuse"};
  return kNames[static_cast<std::size_t>(outcome)];
}
std::optional<Outcome> parse_outcome(std::string_view text) {
  for (const auto outcome : {Outcome::remind, Outcome::hold, Outcome::refuse}) {
    if (to_text(outcome) == text) return outcome;
  }
  return std::nullopt;
}
std::string_view to_text(Evidence evidence) {
  constexpr std::array<std::string_view, 4> kNames{"primary", "secondary", "brochure",
                                                   "unverified"};
  return kNames[static_cast<std::size_t>(evidence)];
}
std::string_view to_text(Group group) {
  constexpr std::array<std::string_view, 4> kNames{"order", "plan", "city", "grade"};
  return kNames[static_cast<std::size_t>(group)];
}
std::string_view to_text(PackKind kind) {
  constexpr std::array<std::string_view, 4> kNames{"base", "overlay", "template", "thresholds"};
  return kNames[static_cast<std::size_t>(kind)];
}

Evidence Clause::evidence_for(std::int64_t grade_cell) const {
  return unverified_grades.holds(grade_cell) ? Evidence::unverified : evidence;
}

bool Indicator::is_met(std::int64_t qualifying, std::int64_t total) const {
  return total > 0 && qualifying * 100 >= min_percent * total;
}

const Clause* Pack::clause(std::string_view clause_id) const {
  const auto found = std::ranges::find(clauses, clause_id, &Clause::id);
  return found == clauses.end() ? nullptr : &*found;
}

std::string Problem::text() const {
  return file + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + message + "; " +
         mend;
}

}  // namespace cleangate::rules
