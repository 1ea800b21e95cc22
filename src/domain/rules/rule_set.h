#pragma once
// The packs in force, united, and the judgement of a situation's facts by them: which clauses
// apply, with which outcome. No words, no allocation but for what applies. Immutable; swapped as a
// whole behind a shared_ptr, so that a switch is never half-way. Pure, any thread.

#include <memory>
#include <span>
#include <vector>

#include "domain/rules/measure.h"
#include "domain/rules/pack.h"

namespace cleangate::rules {

/// A clause that applied, or that an exemption lifted.
struct Finding {
  const Pack* pack = nullptr;  ///< lives as long as the RuleSet or the Measure
  const Clause* clause = nullptr;
  const Measure* measure = nullptr;  ///< nullptr: of a pack in force
  Outcome outcome = Outcome::remind;
  Truth condition = Truth::yes;          ///< of the clause; never no
  const Exemption* exemption = nullptr;  ///< that lifts it, or that may
  bool is_lifted = false;                ///< then it is no reason
};

/// A measure and what only memory knows of it.
struct MeasureInForce {
  MeasurePtr measure;
  std::optional<std::int64_t> admitted_today;  ///< entries it admitted this local day
};

struct Judged {
  const FactSet& facts;
  WallTime at;
  Outcome share_guard = Outcome::remind;
  std::optional<Level> warning;
  std::span<const MeasureInForce> measures;
};

class RuleSet {
 public:
  RuleSet() = default;  ///< no pack: lists and visitors only
  /// The base pack and overlays, in the order of their activation.
  explicit RuleSet(std::vector<PackPtr> packs);

  /// Every clause that applies, in the law's order; those lifted too. Cleared first.
  void judge(const Judged& judged, std::vector<Finding>& findings) const;
  [[nodiscard]] const std::vector<PackPtr>& packs() const { return packs_; }
  /// Whether a base pack counts at that time.
  [[nodiscard]] bool has_base(WallTime at) const;
  /// The level that a forecast asks for (packs of kind thresholds); nullopt when none.
  [[nodiscard]] std::optional<Level> warning_for(const FactSet& forecast, WallTime at) const;

 private:
  struct Entry {
    const Pack* pack;
    const Clause* clause;
    std::vector<const Pack*> replaced_by;  ///< overlays with a clause of the same id
  };
  std::vector<PackPtr> packs_;
  std::vector<Entry> entries_;  // sorted by group
};

}  // namespace cleangate::rules
