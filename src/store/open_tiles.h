#pragma once
// The right edge of a growing RFC 6962 tree by tiles of 256: at most one open tile of each level,
// nothing else is held. Pure.

#include <cstdint>
#include <string_view>
#include <vector>

#include "domain/ledger/merkle.h"

namespace cleangate::store {

class OpenTiles {
 public:
  /// A tile that became full: the hash of its perfect subtree. Level 8, 16, 24 …
  struct Full {
    unsigned level;
    std::uint64_t index;
    Hash hash;
  };
  /// Of the first `size` leaves; `read(level, from, count)` gives concatenated hashes of levels
  /// 0, 8, 16 … Errors: the reader's, corrupt.
  template <class Read>
  [[nodiscard]] static Result<OpenTiles> load(std::uint64_t size, const Read& read) {
    OpenTiles out;
    out.size_ = size;
    for (unsigned level = 0; level == 0 || (level < 64 && size >> level != 0);
         level += ledger::kTileHeight) {
      const std::uint64_t whole = size >> level;
      const std::uint64_t open = whole % ledger::kTileWidth;
      std::string hashes;
      if (open != 0) hashes = TRY(read(level, whole - open, open));
      out.tiles_.push_back(TRY(range_of(hashes)));
    }
    return out;
  }
  /// The tiles that this leaf filled, lowest first.
  std::vector<Full> append(const Hash& leaf);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Hash root() const;

  /// A range over concatenated hashes. Errors: corrupt (cut short).
  [[nodiscard]] static Result<ledger::CompactRange> range_of(std::string_view hashes);

 private:
  std::uint64_t size_ = 0;
  std::vector<ledger::CompactRange> tiles_;  // by tile level
};

}  // namespace cleangate::store
