#include "store/open_tiles.h"

#include <stdexcept>

namespace cleangate::store {

using ledger::CompactRange;
using ledger::kTileHeight;
using ledger::kTileWidth;

Result<CompactRange> OpenTiles::range_of(std::string_view hashes) {
  if (hashes.size() % sizeof(Hash) != 0) return fail(ErrorCode::corrupt, "a hash is cut short");
  CompactRange range;
  for (; !hashes.empty(); hashes.remove_prefix(sizeof(Hash))) {
    range.append(TRY(hash_from_bytes(hashes.substr(0, sizeof(Hash)))));
  }
  return range;
}

std::vector<OpenTiles::Full> OpenTiles::append(const Hash& leaf) {
  std::vector<Full> full;
  Hash hash = leaf;
  for (std::size_t tile = 0;; ++tile) {
    if (tile == tiles_.size()) tiles_.emplace_back();
    tiles_[tile].append(hash);
    if (tiles_[tile].size() < kTileWidth) break;
    hash = tiles_[tile].root();
    tiles_[tile] = CompactRange();
    const auto level = static_cast<unsigned>(tile + 1) * kTileHeight;
    full.push_back({level, size_ >> level, hash});
  }
  ++size_;
  return full;
}

Hash OpenTiles::root() const {
  std::vector<Hash> roots;
  for (auto tile = tiles_.rbegin(); tile != tiles_.rend(); ++tile) {
    roots.insert(roots.end(), tile->roots().begin(), tile->roots().end());
  }
  const auto whole = CompactRange::from(size_, std::move(roots));
  if (!whole) throw std::logic_error("the tree does not fit its size: " + whole.error().message);
  return whole->root();
}

}  // namespace cleangate::store
