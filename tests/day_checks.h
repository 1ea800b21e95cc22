#pragma once
// Judges a VirtualDay by its ledger and by what was seen from outside. Reads the log of a stopped
// plant. Knows the blueprint's rules for such a day, not how the program reaches them.

#include <optional>
#include <string>
#include <vector>

#include "tests/virtual_day.h"

namespace cleangate::tests {

struct DayReport {
  std::vector<std::string> wrong;  ///< one line a broken promise; empty = all were kept
  std::string root;                ///< hex, of the verified log
  std::size_t entries = 0, passages = 0, arrivals = 0;
  std::size_t opened = 0;     ///< by the program itself
  std::size_t qualified = 0;  ///< that had to open
  std::size_t kept_shut = 0;  ///< reads that had to stay shut
  std::size_t guard_pulses = 0;
  std::string openings;  ///< all of them as text, to compare two runs
};

/// What was broken on the way, so that a promise does not hold of every message.
struct Troubles {
  bool deaths = false;  ///< an answer of "no" may be lost with the process
  /// Until then the store failed: nothing had to open or to be logged.
  std::optional<WallTime> faults_until = std::nullopt;
};

[[nodiscard]] DayReport check_day(const VirtualDay& day, Troubles troubles);
/// "" = every answered opening is in the log and the log is sound: what must hold at any moment.
[[nodiscard]] std::string check_log(const VirtualDay& day);

}  // namespace cleangate::tests
