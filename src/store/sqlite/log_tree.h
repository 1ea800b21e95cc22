#pragma once
// The RFC 6962 tree in SQLite: leaves stand in `entries`, the hashes of full tiles (levels 8, 16,
// 24 …) in `tree`; every other hash is computed from those. One thread.

#include <cstdint>
#include <vector>

#include "domain/ledger/merkle.h"
#include "store/sqlite/database.h"

namespace cleangate::store {

/// `count` hashes of the perfect subtrees of a level that is a multiple of kTileHeight, in a row.
/// Errors: not_found (not that many), corrupt (a stored hash of wrong length).
[[nodiscard]] Result<std::string> read_tile(Database& database, unsigned level, std::uint64_t from,
                                            std::uint64_t count);
/// Hash of the perfect subtree of any level. Errors: as read_tile.
[[nodiscard]] Result<Hash> read_subtree(Database& database, unsigned level, std::uint64_t index);

/// Appends leaves, holding at most one open tile of each level.
class LogTree {
 public:
  [[nodiscard]] static Result<LogTree> load(Database& database, std::uint64_t size);
  /// The leaf's row is the caller's business; full tiles get theirs here.
  Result<void> append(Database& database, const Hash& leaf);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Hash root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<ledger::CompactRange> open_tiles_;  // by tile level
};

}  // namespace cleangate::store
