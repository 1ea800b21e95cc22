#include "store/sqlite/log_tree.h"

#include <fmt/format.h>

#include <stdexcept>

#include "store/sql.h"

namespace cleangate::store {
namespace {

using ledger::CompactRange;
using ledger::kTileHeight;
using ledger::kTileWidth;

constexpr std::size_t kHashBytes = sizeof(Hash);

Result<CompactRange> range_of(std::string_view hashes) {
  CompactRange range;
  for (; !hashes.empty(); hashes.remove_prefix(kHashBytes)) {
    range.append(TRY(hash_from_bytes(hashes.substr(0, kHashBytes))));
  }
  return range;
}

}  // namespace

Result<std::string> read_tile(Database& database, unsigned level, std::uint64_t from,
                              std::uint64_t count) {
  Statement& statement =
      *TRY(database.statement(query(level == 0 ? "leaves" : "tree_hashes")));
  Statement::Run run(statement);
  if (level != 0) run.integer(run.position(":level"), level);
  run.integer(run.position(":from"), static_cast<std::int64_t>(from));
  run.integer(run.position(":to"), static_cast<std::int64_t>(from + count - 1));
  std::string hashes;
  hashes.reserve(count * kHashBytes);
  while (TRY(run.step())) {
    if (run.blob(0).size() != kHashBytes) {
      return fail(ErrorCode::corrupt, fmt::format("a hash of tree level {} has {} bytes: run "
                                                  "'cleangate verify'",
                                                  level, run.blob(0).size()));
    }
    hashes += run.blob(0);
  }
  if (hashes.size() != count * kHashBytes) {
    return fail(ErrorCode::not_found, fmt::format("the tree has no {} hashes of level {} from {}",
                                                  count, level, from));
  }
  return hashes;
}

Result<Hash> read_subtree(Database& database, unsigned level, std::uint64_t index) {
  if (level >= 64 || (index << level) >> level != index) {
    return fail(ErrorCode::not_found, "no such subtree");
  }
  const unsigned base = level / kTileHeight * kTileHeight;
  const unsigned above = level - base;
  return TRY(range_of(TRY(read_tile(database, base, index << above, std::uint64_t{1} << above))))
      .root();
}

Result<LogTree> LogTree::load(Database& database, std::uint64_t size) {
  LogTree tree;
  tree.size_ = size;
  for (unsigned level = 0; level == 0 || (level < 64 && size >> level != 0); level += kTileHeight) {
    const std::uint64_t whole = size >> level;
    const std::uint64_t open = whole % kTileWidth;
    tree.open_tiles_.push_back(
        open == 0 ? CompactRange()
                  : TRY(range_of(TRY(read_tile(database, level, whole - open, open)))));
  }
  return tree;
}

Result<void> LogTree::append(Database& database, const Hash& leaf) {
  Hash hash = leaf;
  for (std::size_t tile = 0;; ++tile) {
    if (tile == open_tiles_.size()) open_tiles_.emplace_back();
    open_tiles_[tile].append(hash);
    if (open_tiles_[tile].size() < kTileWidth) break;
    hash = open_tiles_[tile].root();
    open_tiles_[tile] = CompactRange();
    const auto level = static_cast<unsigned>(tile + 1) * kTileHeight;
    Statement::Run run(
        *TRY(database.statement(R"(INSERT INTO tree(level,"index",hash) VALUES(?,?,?))")));
    run.integer(1, level).integer(2, static_cast<std::int64_t>(size_ >> level));
    TRY(run.blob(3, hash.view()).finish());
  }
  ++size_;
  return {};
}

Hash LogTree::root() const {
  std::vector<Hash> roots;
  for (auto tile = open_tiles_.rbegin(); tile != open_tiles_.rend(); ++tile) {
    roots.insert(roots.end(), tile->roots().begin(), tile->roots().end());
  }
  const auto whole = CompactRange::from(size_, std::move(roots));
  if (!whole) throw std::logic_error("the tree does not fit its size: " + whole.error().message);
  return whole->root();
}

}  // namespace cleangate::store
