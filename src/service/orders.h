#pragma once
// Orders (预警通告) and the plan's transport measures as memory state: every action of every
// warning chain, the add-on measures, the plan in force, and what quotas have let in. It changes
// by rows of committed entries only, so that a restart gives the same. Plant's executor only.
// A measure that cannot be read stops every entry; it is never left out.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/ledger/projection.h"
#include "domain/rules/decision.h"
#include "domain/rules/measure.h"
#include "domain/rules/warning.h"

namespace cleangate::service {

class Orders {
 public:
  /// What an action says besides what decides the level; in rising index, as actions().
  struct Said {
    std::optional<WallTime> expected_end;
    Json detail;  ///< {order?, reduction_list?, id?, template?, params?, exemptions?, from?, to?}
    std::string actor;
  };
  /// A measure of an order (add-on) or of the plan.
  struct Item {
    std::string id;
    std::string chain;                  ///< of its warning; "" = of the plan
    std::optional<rules::Level> level;  ///< of the plan's; nullopt = whatever the chain's level is
    Json asked;                         ///< {template, params, exemptions, text?}
    rules::MeasurePtr measure;          ///< never null: what cannot be read stops
    std::string fault;                  ///< why it cannot be read; "" = it can
    bool counts = false;                ///< one of its clauses asks admitted_today
    std::uint64_t index = 0;            ///< of the order's entry; of the plan: 0
  };
  struct Document {
    std::uint64_t entry = 0;
    std::size_t place = 0;
    std::string mime, name;
  };

  /// Rows of warning_actions, settings (the plan), quota_counts, documents; others are ignored.
  void apply(const ledger::RowChange& change);

  [[nodiscard]] const std::vector<rules::WarningAction>& actions() const { return actions_; }
  [[nodiscard]] const std::vector<Said>& said() const { return said_; }
  [[nodiscard]] const std::vector<Item>& add_ons() const { return add_ons_; }
  [[nodiscard]] const std::vector<Item>& plan_items() const { return plan_items_; }
  /// By content, hex.
  [[nodiscard]] const std::map<std::string, Document, std::less<>>& documents() const {
    return documents_;
  }
  [[nodiscard]] bool has_chain(std::string_view chain) const;
  /// When the action of that entry takes effect; the epoch when there is none.
  [[nodiscard]] WallTime effective_at(std::uint64_t index) const;
  /// The latest end that was said of the chain; it ends nothing (law.md, Time).
  [[nodiscard]] std::optional<WallTime> expected_end(std::string_view chain) const;

  /// The chains that have a level at `at`; see rules::chains_in_force(). Between two changes the
  /// answer is kept: a plant has many chains behind it.
  [[nodiscard]] const std::vector<rules::InForce>& chains(std::string_view plant_region,
                                                          WallTime at) const;
  /// The highest level of these; nullopt: there is no warning.
  [[nodiscard]] std::optional<rules::InForce> warning(std::string_view plant_region,
                                                      WallTime at) const;
  /// Add-ons of the chains in force, in the order of their entries, then the plan's (which its
  /// levels switch).
  [[nodiscard]] std::vector<rules::MeasureInForce> in_force(std::string_view plant_region,
                                                            WallTime at) const;
  /// Entries that this measure admitted on the local day of `at`.
  [[nodiscard]] std::int64_t admitted(std::string_view measure, WallTime at) const;
  /// The next time after `at` when a level or an add-on begins or ends; nullopt when never.
  [[nodiscard]] std::optional<WallTime> next_change(WallTime at) const;

 private:
  /// What is in force from `from` until the next change.
  struct Moment {
    std::string region;
    WallTime from;
    std::optional<WallTime> until;
    std::vector<rules::InForce> chains;
    std::vector<std::size_t> add_ons;  ///< places in add_ons_
  };
  [[nodiscard]] const Moment& moment(std::string_view plant_region, WallTime at) const;
  void apply_action(const ledger::RowChange& change);
  void apply_plan(const ledger::RowChange& change);
  void apply_count(const ledger::RowChange& change);

  std::vector<rules::WarningAction> actions_;
  std::vector<Said> said_;
  std::vector<Item> add_ons_, plan_items_;
  std::map<std::string, std::map<std::int64_t, std::int64_t>, std::less<>> counts_;
  std::map<std::string, Document, std::less<>> documents_;
  mutable std::optional<Moment> moment_;  // the last that was asked for
};

/// The request of a measure as an order or the plan writes it: {template, params?, exemptions?,
/// from?, to?}. Errors: invalid, naming the member.
[[nodiscard]] Result<rules::MeasurePtr> read_measure(const Json& asked, std::string id,
                                                     std::string source, rules::Group group,
                                                     rules::Validity validity,
                                                     std::optional<rules::Level> level);
/// Ids of the situation's measures that count this entry passage when it is admitted: a quota
/// whose clause would speak if its day were full. Empty on exits.
[[nodiscard]] std::vector<std::string> quotas_of(const rules::Situation& situation);

}  // namespace cleangate::service
