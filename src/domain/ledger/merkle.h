#pragma once
// The RFC 6962 tree: hashes, proofs, verification, and the tlog tile layout (C2SP tlog-tiles,
// height 8). Pure. Proofs are computed from tiles; nothing else is stored.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"

namespace cleangate::ledger {

[[nodiscard]] Hash leaf_hash(std::string_view entry);               ///< H(0x00 || entry)
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);  ///< H(0x01 || l || r)
[[nodiscard]] Hash empty_root();                                    ///< H("")
[[nodiscard]] Hash root_of(const std::vector<Hash>& leaves);

/// Appends leaf after leaf holding at most 64 hashes.
class CompactRange {
 public:
  /// Restores from the roots of the perfect subtrees of `size`, largest first.
  static Result<CompactRange> from(std::uint64_t size, std::vector<Hash> roots);
  void append(const Hash& leaf);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Hash root() const;
  [[nodiscard]] const std::vector<Hash>& roots() const { return roots_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> roots_;
};

/// Hash of the perfect subtree of 2^level leaves that starts at leaf index << level.
using SubtreeReader = std::function<Result<Hash>(unsigned level, std::uint64_t index)>;
[[nodiscard]] Result<Hash> tree_root(std::uint64_t size, const SubtreeReader& read);
[[nodiscard]] Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                                        const SubtreeReader& read);
/// From 0 there is nothing to prove: invalid, here and in verify_consistency.
[[nodiscard]] Result<std::vector<Hash>> consistency_proof(std::uint64_t from, std::uint64_t to,
                                                          const SubtreeReader& read);
/// Errors: invalid, saying what does not fit.
[[nodiscard]] Result<void> verify_inclusion(const Hash& leaf, std::uint64_t index,
                                            std::uint64_t size, const std::vector<Hash>& proof,
                                            const Hash& root);
[[nodiscard]] Result<void> verify_consistency(std::uint64_t from, std::uint64_t to,
                                              const std::vector<Hash>& proof, const Hash& from_root,
                                              const Hash& to_root);

inline constexpr unsigned kTileHeight = 8;
inline constexpr std::uint64_t kTileWidth = 256;
inline constexpr unsigned kEntriesLevel = 64;  ///< stands for "entries": bundles of entries
struct TilePath {
  unsigned level;  ///< 0–63, or kEntriesLevel
  std::uint64_t index;
  std::uint64_t width;  ///< 1–256; < 256 is a partial tile (".p/W")
  bool operator==(const TilePath&) const = default;
};
/// "tile/0/x001/234.p/17" (C2SP tlog-tiles, path encoding); entries bundles use level "entries".
[[nodiscard]] std::string to_text(const TilePath& path);
/// The exact inverse. Errors: invalid.
[[nodiscard]] Result<TilePath> parse_tile_path(std::string_view path);

/// Hashes (or entries) of that tile in a tree of `size`: 256 full, less partial, 0 beyond it.
[[nodiscard]] std::uint64_t tile_width(unsigned level, std::uint64_t index, std::uint64_t size);
/// Reads at least `path.width` concatenated hashes of a tile.
using TileReader = std::function<Result<std::string>(const TilePath& path)>;
/// Subtrees of a tree of `size`, computed from its tiles. Errors: invalid (not whole in this
/// tree), corrupt (tile too short), the reader's.
[[nodiscard]] SubtreeReader subtrees_from_tiles(std::uint64_t size, TileReader read);

}  // namespace cleangate::ledger
