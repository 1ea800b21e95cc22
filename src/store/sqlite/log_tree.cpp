#include "store/sqlite/log_tree.h"

#include <fmt/format.h>

#include "store/sql.h"

namespace cleangate::store {
namespace {

using ledger::kTileHeight;

constexpr std::size_t kHashBytes = sizeof(Hash);

}  // namespace

Result<std::string> read_tile(Database& database, unsigned level, std::uint64_t from,
                              std::uint64_t count) {
  Statement& statement = *TRY(database.statement(query(level == 0 ? "leaves" : "tree_hashes")));
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
    return fail(ErrorCode::not_found,
                fmt::format("the tree has no {} hashes of level {} from {}", count, level, from));
  }
  return hashes;
}

Result<Hash> read_subtree(Database& database, unsigned level, std::uint64_t index) {
  if (level >= 64 || (index << level) >> level != index) {
    return fail(ErrorCode::not_found, "no such subtree");
  }
  const unsigned base = level / kTileHeight * kTileHeight;
  const unsigned above = level - base;
  const auto hashes = TRY(read_tile(database, base, index << above, std::uint64_t{1} << above));
  return TRY(OpenTiles::range_of(hashes)).root();
}

Result<OpenTiles> load_tree(Database& database, std::uint64_t size) {
  return OpenTiles::load(size, [&](unsigned level, std::uint64_t from, std::uint64_t count) {
    return read_tile(database, level, from, count);
  });
}

Result<void> append_leaf(Database& database, OpenTiles& tree, const Hash& leaf) {
  for (const OpenTiles::Full& tile : tree.append(leaf)) {
    Statement::Run run(
        *TRY(database.statement(R"(INSERT INTO tree(level,"index",hash) VALUES(?,?,?))")));
    run.integer(1, tile.level).integer(2, static_cast<std::int64_t>(tile.index));
    TRY(run.blob(3, tile.hash.view()).finish());
  }
  return {};
}

}  // namespace cleangate::store
