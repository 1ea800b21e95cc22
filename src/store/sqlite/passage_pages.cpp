#include "store/sqlite/passage_pages.h"

#include <algorithm>
#include <limits>

#include "base/limits.h"
#include "domain/ledger/projections/tables.h"
#include "store/sql.h"

namespace cleangate::store {
namespace {

using ledger::Row;
using service::FoundRows;
using service::PassageFilter;

constexpr std::chrono::hours kLate{1};  // as in the index passages_late_by_at (schema.cpp)
constexpr auto kNewest = std::numeric_limits<std::int64_t>::max() - 1;

struct IndexRange {
  std::int64_t low = 0;
  std::int64_t high = kNewest;  ///< inclusive
  std::int64_t before = kNewest;
};

Result<IndexRange> range_of(Database& database, const PassageFilter& filter) {
  IndexRange range;
  if (filter.from) range.low = TRY(first_logged(database, *filter.from - kLate));
  if (filter.to) range.high = TRY(first_logged(database, *filter.to + kLate)) - 1;
  if (filter.before_index && *filter.before_index < static_cast<std::uint64_t>(kNewest)) {
    range.before = static_cast<std::int64_t>(*filter.before_index);
  }
  return range;
}

/// The index to walk: the first of these that is set leaves the fewest rows. Nearly all passages
/// cross and most are admitted, so those two are worse than a lane.
std::string_view walk_for(const PassageFilter& filter) {
  if (filter.hold) return "passages_held";
  if (filter.plate) return "passages_by_plate";
  if (filter.outcome && *filter.outcome != "crossed") return "passages_by_outcome";
  if (filter.verdict && *filter.verdict != "admit") return "passages_by_verdict";
  if (filter.lane) return "passages_by_lane";
  return "passages_recent";
}

void bind(Statement::Run& run, const char* name, const std::optional<std::string>& value) {
  if (value) run.text(run.position(name), *value);
}

void bind(Statement::Run& run, const char* name, const std::optional<WallTime>& value) {
  if (value) run.integer(run.position(name), to_unix_ms(*value));
}

void bind_filter(Statement::Run& run, const PassageFilter& filter) {
  bind(run, ":plate", filter.plate);
  bind(run, ":lane", filter.lane);
  bind(run, ":verdict", filter.verdict);
  bind(run, ":outcome", filter.outcome);
  bind(run, ":direction", filter.direction);
  bind(run, ":hold", filter.hold);
  bind(run, ":part", filter.part);
  run.integer(run.position(":limit"), static_cast<std::int64_t>(filter.limit));
}

Result<std::vector<Row>> rows_of(Statement::Run& run) {
  std::vector<Row> rows;
  while (TRY(run.step())) rows.push_back(run.row());
  return rows;
}

Result<std::vector<Row>> walk(Database& database, const PassageFilter& filter,
                              const IndexRange& range) {
  Statement::Run run(*TRY(database.statement(query(walk_for(filter)))));
  bind_filter(run, filter);
  bind(run, ":from", filter.from);
  bind(run, ":to", filter.to);
  run.integer(run.position(":low"), range.low);
  run.integer(run.position(":high"), std::min(range.high, range.before - 1));
  return rows_of(run);
}

Result<std::vector<Row>> late(Database& database, const PassageFilter& filter,
                              const IndexRange& range) {
  Statement::Run run(*TRY(database.statement(query("passages_late"))));
  bind_filter(run, filter);
  run.integer(run.position(":from"),
              filter.from ? to_unix_ms(*filter.from) : std::numeric_limits<std::int64_t>::min());
  run.integer(run.position(":to"),
              filter.to ? to_unix_ms(*filter.to) : std::numeric_limits<std::int64_t>::max());
  run.integer(run.position(":before"), range.before);
  run.integer(run.position(":low"), range.low);
  run.integer(run.position(":high"), range.high);
  return rows_of(run);
}

bool is_newer(const Row& a, const Row& b) {
  return ledger::integer(a[ledger::passages::kIndex]) >
         ledger::integer(b[ledger::passages::kIndex]);
}

/// `lowest`: what is below it is left to a later page.
Result<std::vector<Row>> page_of(Database& database, const PassageFilter& filter, IndexRange range,
                                 std::int64_t lowest) {
  const IndexRange whole = range;
  range.low = std::max(range.low, lowest);
  auto rows = TRY(walk(database, filter, range));
  if (!filter.from && !filter.to) return rows;
  auto others = TRY(late(database, filter, whole));
  std::erase_if(others, [&](const Row& row) {
    return ledger::integer(row[ledger::passages::kIndex]) < lowest;
  });
  std::vector<Row> page;
  std::ranges::merge(rows, others, std::back_inserter(page), is_newer);
  if (page.size() > filter.limit) page.resize(filter.limit);
  return page;
}

/// So many plates have this part that the newest passages have it, too, or it takes long to say
/// that they do not.
Result<FoundRows> walk_a_piece(Database& database, const PassageFilter& filter,
                               const IndexRange& range) {
  const std::int64_t size = ledger::integer(TRY(database.single(query("size"))));
  const std::int64_t top = std::min({range.before, range.high + 1, size});
  const std::int64_t low = std::max<std::int64_t>(0, top - std::int64_t{kSearchPiece});
  const bool is_last = low <= range.low;
  FoundRows found;
  found.rows = TRY(page_of(database, filter, range, is_last ? 0 : low));
  if (!is_last && found.rows.size() < filter.limit) {
    found.go_on_before = static_cast<std::uint64_t>(low);
  }
  return found;
}

}  // namespace

Result<std::optional<std::vector<std::string>>> plates_with(Database& database,
                                                            std::string_view part) {
  // No UTF-8 text that goes on behind the part has a byte above 0xF4.
  const std::string behind = std::string(part) + "\xff";
  Statement::Run run(*TRY(database.statement(query("plates_by_part"))));
  run.text(run.position(":part"), part);
  run.text(run.position(":behind"), behind);
  run.integer(run.position(":limit"), static_cast<std::int64_t>(kMaxFoundPlates + 1));
  std::vector<std::string> plates;
  while (TRY(run.step())) plates.emplace_back(run.text(0));
  if (plates.size() > kMaxFoundPlates) return std::nullopt;
  std::ranges::sort(plates);
  plates.erase(std::ranges::unique(plates).begin(), plates.end());
  return plates;
}

Result<std::int64_t> first_logged(Database& database, WallTime time) {
  std::int64_t low = 0;
  std::int64_t high = ledger::integer(TRY(database.single(query("size"))));
  Statement& step = *TRY(database.statement(query("log_time_at")));
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    Statement::Run run(step);
    run.integer(1, middle);
    const bool found = TRY(run.step());
    if (!found || run.integer(1) >= to_unix_ms(time)) {
      high = middle;
    } else {
      low = run.integer(0) + 1;
    }
  }
  return low;
}

Result<std::vector<Row>> passage_page(Database& database, const PassageFilter& wanted) {
  PassageFilter filter = wanted;
  // One beyond a page: it tells the caller that another page follows.
  filter.limit = std::clamp<std::size_t>(filter.limit, 1, kMaxPage + 1);
  const IndexRange range = TRY(range_of(database, filter));
  return page_of(database, filter, range, 0);
}

Result<FoundRows> find_passages(Database& database, const PassageFilter& wanted) {
  PassageFilter filter = wanted;
  filter.limit = std::clamp<std::size_t>(filter.limit, 1, kMaxPage + 1);
  FoundRows found;
  // What waits is few, and one plate is one index: no need to look for plates first.
  if (!filter.part || filter.plate || filter.hold) {
    found.rows = TRY(passage_page(database, filter));
    return found;
  }
  const auto plates = TRY(plates_with(database, *filter.part));
  const IndexRange range = TRY(range_of(database, filter));
  if (!plates) return walk_a_piece(database, filter, range);
  filter.part.reset();
  std::int64_t lowest = 0;
  for (const std::string& plate : *plates) {
    filter.plate = plate;
    auto page = TRY(page_of(database, filter, range, lowest));
    std::vector<Row> merged;
    std::ranges::merge(found.rows, page, std::back_inserter(merged), is_newer);
    if (merged.size() > filter.limit) merged.resize(filter.limit);
    found.rows = std::move(merged);
    // Once the page is full, older passages of the plates to come are not even read.
    if (found.rows.size() == filter.limit) {
      lowest = ledger::integer(found.rows.back()[ledger::passages::kIndex]);
    }
  }
  return found;
}

}  // namespace cleangate::store
