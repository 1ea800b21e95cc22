#pragma once
// The RFC 6962 tree in SQLite: leaves stand in `entries`, the hashes of full tiles (levels 8, 16,
// 24 …) in `tree`; every other hash is computed from those. One thread.

#include <cstdint>
#include <string>

#include "store/open_tiles.h"
#include "store/sqlite/database.h"

namespace cleangate::store {

/// `count` hashes of the perfect subtrees of a level that is a multiple of kTileHeight, in a row.
/// Errors: not_found (not that many), corrupt (a stored hash of wrong length).
[[nodiscard]] Result<std::string> read_tile(Database& database, unsigned level, std::uint64_t from,
                                            std::uint64_t count);
/// Hash of the perfect subtree of any level. Errors: as read_tile.
[[nodiscard]] Result<Hash> read_subtree(Database& database, unsigned level, std::uint64_t index);

/// The open tiles of a log of `size` entries.
[[nodiscard]] Result<OpenTiles> load_tree(Database& database, std::uint64_t size);
/// Appends a leaf; its row is the caller's business, full tiles get theirs here.
Result<void> append_leaf(Database& database, OpenTiles& tree, const Hash& leaf);

}  // namespace cleangate::store
