#pragma once
// Re-judging (重新判定): what changed between two results of the same dossier, after new
// statements, other tables or other facts, and what that can do at the gate. Pure.

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "domain/vehicle/dossier.h"

namespace cleangate::vehicle {

/// `stage ≤ highest` had one answer and has another: a clause with that limit may now judge
/// differently.
struct AnswerChange {
  Stage highest;
  Truth before, after;
  bool operator==(const AnswerChange&) const = default;
};

struct DossierChange {
  StageInterval before, after;                    ///< best knowledge
  StageInterval gate_before, gate_after;          ///< what decisions use
  std::string source_before, source_after;        ///< names of StageSource; empty: none
  std::vector<AnswerChange> answers;              ///< by rising limit, 0 to 6a
  int conflicts_before = 0, conflicts_after = 0;  ///< not settled ones
  bool was_pending = false, is_pending = false;
  /// Decisions of some rule pack may differ; else it is a change of paper only.
  [[nodiscard]] bool touches_gate() const { return !answers.empty(); }
};

/// nullopt: nothing that anybody would see. Age and the time of statements are no change.
[[nodiscard]] std::optional<DossierChange> compare(const Dossier& before, const Dossier& after);

/// 国五（车辆档案）→国四（官方查询）
[[nodiscard]] std::string describe_chinese(const DossierChange& change);
[[nodiscard]] std::string describe_english(const DossierChange& change);
[[nodiscard]] Json to_json(const DossierChange& change);

}  // namespace cleangate::vehicle
