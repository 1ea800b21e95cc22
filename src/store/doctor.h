#pragma once
// Looks after a plant's database: its state, its integrity as a file, its projections folded
// again. For the command line, with no server running on the folder (rebuild) or beside one
// (examine). What is sealed is verify's business and is never changed here.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace cleangate::store {

struct DoctorReport {
  std::string plant_id;
  std::uint64_t entries = 0;
  std::uint64_t signed_entries = 0;  ///< under the newest checkpoint
  std::uint64_t database_bytes = 0;
  std::uint64_t wal_bytes = 0;        ///< write-ahead log, not moved yet
  std::uint64_t reserve_bytes = 0;    ///< kept aside for a full disk; 0: released, find room
  std::vector<std::string> problems;  ///< of the file (integrity_check), at most kMaxProblems
  [[nodiscard]] bool is_healthy() const { return problems.empty(); }
};
inline constexpr std::size_t kMaxProblems = 20;

/// Read-only. Errors: not_found, invalid (newer or older schema), unavailable; a damaged file is
/// a report with problems as far as it can be opened at all.
[[nodiscard]] Result<DoctorReport> examine(const std::string& path, const std::string& vfs = {});

/// Folds all projections again from the log, in one transaction: until it commits the old ones
/// stand. Answers how many entries were folded. Errors: corrupt (an entry does not fold), full.
[[nodiscard]] Result<std::uint64_t> rebuild(const std::string& path, const std::string& vfs = {});

}  // namespace cleangate::store
