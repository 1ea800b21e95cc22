#include "store/sqlite/vehicle_pages.h"

#include <algorithm>
#include <limits>

#include "base/limits.h"
#include "domain/ledger/projections/tables.h"
#include "store/sql.h"
#include "store/sqlite/passage_pages.h"

namespace cleangate::store {
namespace {

using ledger::Row;
using service::FoundRows;
using service::VehicleFilter;
namespace table = ledger::vehicles;

struct Range {
  std::int64_t low = 0;
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
};

bool is_later(const Row& a, const Row& b) {
  return ledger::integer(a[table::kUpdatedIndex]) > ledger::integer(b[table::kUpdatedIndex]);
}

/// Most vehicles are confirmed: that is no way to find the others.
std::string_view walk_for(const VehicleFilter& filter) {
  if (filter.state && *filter.state != "confirmed") return "vehicles_by_state";
  if (filter.stage) return "vehicles_by_stage";
  if (filter.source) return "vehicles_by_source";
  return "vehicles_recent";
}

Result<std::vector<Row>> walk(Database& database, const VehicleFilter& filter, const Range& range) {
  Statement::Run run(*TRY(database.statement(query(walk_for(filter)))));
  const auto bind = [&](const char* name, const std::optional<std::string>& value) {
    if (value) run.text(run.position(name), *value);
  };
  bind(":state", filter.state);
  bind(":stage", filter.stage);
  bind(":source", filter.source);
  bind(":part", filter.part);
  run.integer(run.position(":low"), range.low).integer(run.position(":high"), range.high);
  run.integer(run.position(":limit"), static_cast<std::int64_t>(filter.limit));
  std::vector<Row> rows;
  while (TRY(run.step())) rows.push_back(run.row());
  return rows;
}

void take_in(std::vector<Row>& page, std::vector<Row> rows, std::size_t limit) {
  page.insert(page.end(), std::make_move_iterator(rows.begin()),
              std::make_move_iterator(rows.end()));
  std::ranges::sort(page, is_later);
  if (page.size() > limit) page.resize(limit);
}

/// Rows of the plates found, those that fit.
Result<std::vector<Row>> of_plates(Database& database, const std::vector<std::string>& plates,
                                   const VehicleFilter& filter, const Range& range) {
  const auto fits = [](const std::optional<std::string>& wanted, const ledger::Cell& cell) {
    return !wanted || ledger::text(cell) == *wanted;
  };
  std::vector<Row> page;
  for (const std::string& plate : plates) {
    Statement::Run run(*TRY(database.statement(query("vehicles_of_plate"))));
    run.text(1, plate);
    std::vector<Row> rows;
    while (TRY(run.step())) {
      Row row = run.row();
      const std::int64_t index = ledger::integer(row[table::kUpdatedIndex]);
      if (index <= range.high && fits(filter.state, row[table::kState]) &&
          fits(filter.stage, row[table::kStage]) && fits(filter.source, row[table::kSource])) {
        rows.push_back(std::move(row));
      }
    }
    take_in(page, std::move(rows), filter.limit);
  }
  return page;
}

/// Where the piece ends that this call looks at; 0: the registry ends first.
Result<std::int64_t> piece_end(Database& database, const Range& range) {
  Statement::Run run(*TRY(database.statement(query("vehicles_piece"))));
  run.integer(run.position(":high"), range.high);
  run.integer(run.position(":piece"), static_cast<std::int64_t>(kVehiclePiece));
  const bool found = TRY(run.step());
  return found ? run.integer(0) : 0;
}

Result<FoundRows> page_of_stage(Database& database, const VehicleFilter& filter, Range range) {
  FoundRows found;
  if (filter.part) {
    const auto plates = TRY(plates_with(database, *filter.part));
    if (plates) {
      found.rows = TRY(of_plates(database, *plates, filter, range));
      return found;
    }
    range.low = TRY(piece_end(database, range));
  }
  found.rows = TRY(walk(database, filter, range));
  if (range.low > 0 && found.rows.size() < filter.limit) {
    found.go_on_before = static_cast<std::uint64_t>(range.low);
  }
  return found;
}

}  // namespace

Result<FoundRows> vehicle_page(Database& database, const VehicleFilter& wanted) {
  VehicleFilter filter = wanted;
  filter.limit = std::clamp<std::size_t>(filter.limit, 1, kMaxPage + 1);
  Range range;
  if (filter.before_index && *filter.before_index <= static_cast<std::uint64_t>(range.high)) {
    range.high = static_cast<std::int64_t>(*filter.before_index) - 1;
  }
  if (filter.stage != "6") return page_of_stage(database, filter, range);
  // The union keeps to what all three have looked at.
  FoundRows all;
  for (const char* stage : {"6", "6a", "6b"}) {
    filter.stage = stage;
    auto found = TRY(page_of_stage(database, filter, range));
    take_in(all.rows, std::move(found.rows), filter.limit);
    all.go_on_before = std::max(all.go_on_before, found.go_on_before);
  }
  if (!all.go_on_before) return all;
  std::erase_if(all.rows, [&](const Row& row) {
    const auto index = static_cast<std::uint64_t>(ledger::integer(row[table::kUpdatedIndex]));
    return index < *all.go_on_before;
  });
  if (all.rows.size() == filter.limit) all.go_on_before.reset();
  return all;
}

}  // namespace cleangate::store
