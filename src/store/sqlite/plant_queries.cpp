#include "store/sqlite/plant_queries.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/limits.h"
#include "store/sql.h"
#include "store/sqlite/log_tree.h"
#include "store/sqlite/passage_pages.h"
#include "store/sqlite/schema.h"

namespace cleangate::store {
namespace {

using ledger::Row;
using service::MediaLocation;
using service::RawEntry;

std::int64_t page_limit(std::size_t limit) {
  return static_cast<std::int64_t>(std::clamp<std::size_t>(limit, 1, kMaxPage));
}

/// As SQLite counts; beyond it nothing stands.
std::int64_t as_integer(std::uint64_t index) {
  constexpr std::uint64_t kLargest = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min(index, kLargest));
}

Result<std::vector<Row>> all_rows(Statement::Run& run) {
  std::vector<Row> rows;
  while (TRY(run.step())) rows.push_back(run.row());
  return rows;
}

}  // namespace

Result<std::vector<Row>> PlantQueries::passages(const service::PassageFilter& filter) {
  const auto lease = TRY(pool_.borrow());
  return passage_page(*lease, filter);
}

Result<std::optional<Row>> PlantQueries::passage(const Uuid& id) {
  const auto lease = TRY(pool_.borrow());
  const std::string text = to_text(id);
  Statement::Run run(*TRY((*lease).statement(query("passage_by_id"))));
  const bool found = TRY(run.text(1, text).step());
  return found ? std::optional(run.row()) : std::nullopt;
}

Result<std::vector<Row>> PlantQueries::rows(std::string_view table) {
  const ledger::TableSchema* schema = ledger::find_table(table);
  if (!schema) return fail(ErrorCode::not_found, fmt::format("no table {}", table));
  const auto lease = TRY(pool_.borrow());
  Statement::Run run(*TRY((*lease).statement(select_all(*schema))));
  return all_rows(run);
}

Result<std::vector<RawEntry>> PlantQueries::entries(std::uint64_t from, std::size_t limit) {
  const auto lease = TRY(pool_.borrow());
  Statement::Run run(*TRY((*lease).statement(query("entries"))));
  run.integer(1, as_integer(from)).integer(2, page_limit(limit));
  std::vector<RawEntry> entries;
  while (TRY(run.step())) {
    entries.push_back({static_cast<std::uint64_t>(run.integer(0)), std::string(run.blob(1)),
                       std::string(run.blob(2)), std::string(run.blob(3)), std::string(run.blob(4)),
                       TRY(hash_from_bytes(run.blob(5)))});
  }
  return entries;
}

Result<std::uint64_t> PlantQueries::size() {
  const auto lease = TRY(pool_.borrow());
  return static_cast<std::uint64_t>(ledger::integer(TRY((*lease).single(query("size")))));
}

Result<std::string> PlantQueries::checkpoint() {
  const auto lease = TRY(pool_.borrow());
  Statement::Run run(*TRY((*lease).statement(query("checkpoint"))));
  if (TRY(run.step())) return std::string(run.text(0));
  return fail(ErrorCode::not_found, "no checkpoint is signed yet");
}

Result<std::string> PlantQueries::tile(const ledger::TilePath& path) {
  if (path.level == ledger::kEntriesLevel) {
    return fail(ErrorCode::invalid, "an entries bundle is no tile of hashes");
  }
  const std::uint64_t entries = TRY(size());
  if (path.width == 0 || path.width > ledger::tile_width(path.level, path.index, entries)) {
    return fail(ErrorCode::not_found, fmt::format("the log has {} entries: no such tile", entries));
  }
  const auto lease = TRY(pool_.borrow());
  return read_tile(*lease, path.level * ledger::kTileHeight, path.index * ledger::kTileWidth,
                   path.width);
}

Result<Hash> PlantQueries::subtree(unsigned level, std::uint64_t index) {
  const auto lease = TRY(pool_.borrow());
  return read_subtree(*lease, level, index);
}

Result<std::vector<MediaLocation>> PlantQueries::media_of(std::uint64_t index) {
  const auto lease = TRY(pool_.borrow());
  Statement::Run run(*TRY((*lease).statement(query("media_of"))));
  run.integer(1, as_integer(index));
  std::vector<MediaLocation> locations;
  while (TRY(run.step())) {
    locations.push_back({static_cast<std::uint32_t>(run.integer(0)),
                         static_cast<std::uint64_t>(run.integer(1)),
                         static_cast<std::uint32_t>(run.integer(2))});
  }
  return locations;
}

Result<std::vector<Row>> PlantQueries::passages_after(std::uint64_t after, std::size_t limit) {
  const auto lease = TRY(pool_.borrow());
  Statement::Run run(*TRY((*lease).statement(query("passages_after"))));
  run.integer(1, as_integer(after)).integer(2, page_limit(limit));
  return all_rows(run);
}

}  // namespace cleangate::store
