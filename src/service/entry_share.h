#pragma once
// The share of clean trucks among what came in (law.md, Share), kept as passages cross and as the
// registry changes: exact integers by month, with what is known of each vehicle today. Plant's
// executor only.

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/ledger/projection.h"
#include "domain/vehicle/provisional.h"

namespace cleangate::service {

struct Share {
  std::int64_t qualifying = 0, total = 0;
  bool operator==(const Share&) const = default;
  Share& operator+=(Share other) {
    qualifying += other.qualifying;
    total += other.total;
    return *this;
  }
  Share& operator-=(Share other) { return *this += Share{-other.qualifying, -other.total}; }
};

/// The months of the period that holds `at`, [first, last], by the plant's `share_period` (month,
/// quarter or year; year when it is missing).
struct SharePeriod {
  std::int64_t first = 0, last = 0;  ///< 202601
  [[nodiscard]] bool holds(std::int64_t month) const { return first <= month && month <= last; }
};
[[nodiscard]] SharePeriod share_period_at(const Json& plant, WallTime at);
/// What the manager entered for the time before the gate counted; 0 in another period.
[[nodiscard]] Share share_opening_in(const Json& plant, SharePeriod period);
/// A change of `share_opening` gets the time at which it was entered. Errors: invalid.
[[nodiscard]] Result<void> check_share_settings(const Json& old, Json& plant, WallTime now);

class EntryShare {
 public:
  /// A row change of `monthly_counts`. `registered`: what counts of the vehicle, registry and
  /// dossier together; nullptr when nobody knows anything.
  void apply(const ledger::RowChange& change, const vehicle::LayeredFacts* registered);
  /// The registry or the dossier changed.
  void judge_again(std::string_view plate, std::string_view colour,
                   const vehicle::LayeredFacts* registered);
  /// What has expired by now, the log's time, will not come back. → whose word expired: judge
  /// these again.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> settle(WallTime now);
  /// Of the crossings alone. `at`: a guard's word that has expired by then is none.
  [[nodiscard]] Share in(SharePeriod period, WallTime at) const;

 private:
  using Key = std::pair<std::string, std::string>;  // plate, colour
  using Month = std::int64_t;
  struct Vehicle {
    std::map<std::pair<Month, std::string>, std::int64_t> counts;  // by month and class read
    std::map<Month, Share> now, later;                             // later: from `until` on
    std::optional<WallTime> until;
  };
  void judge(const Key& key, Vehicle& vehicle, const vehicle::LayeredFacts* registered);

  std::map<Key, Vehicle> vehicles_;
  std::map<Month, Share> sums_;
  std::set<std::pair<WallTime, Key>> expiring_;  // vehicles with `until`
};

}  // namespace cleangate::service
