// What the guard's desk and the registry ask for, in memory (memory_log.h).
#include <algorithm>

#include "base/limits.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"
#include "store/evidence_order.h"
#include "store/memory/memory_log.h"

namespace cleangate::store {
namespace {

using ledger::Row;
namespace passages_table = ledger::passages;

std::size_t page_limit(std::size_t limit) {
  return std::clamp<std::size_t>(limit, 1, kMaxPage + 1);
}

bool fits(const std::optional<std::string>& wanted, const ledger::Cell& cell) {
  return !wanted || ledger::text(cell) == *wanted;
}

bool has_part(const std::optional<std::string>& part, const ledger::Cell& cell) {
  return !part || ledger::text(cell).contains(*part);
}

bool is_before(const std::optional<std::uint64_t>& index, const ledger::Cell& cell) {
  return !index || static_cast<std::uint64_t>(ledger::integer(cell)) < *index;
}

bool is_of_stage(const std::optional<std::string>& wanted, const ledger::Cell& cell) {
  const auto stage = ledger::text(cell);
  return fits(wanted, cell) || (wanted == "6" && (stage == "6a" || stage == "6b"));
}

std::vector<Row> newest(std::vector<Row> rows, std::size_t column, std::size_t limit) {
  std::ranges::sort(rows, std::greater<>(),
                    [&](const Row& row) { return ledger::integer(row[column]); });
  if (rows.size() > page_limit(limit)) rows.resize(page_limit(limit));
  return rows;
}

}  // namespace

Result<service::FoundRows> MemoryLog::find_passages(const service::PassageFilter& filter) {
  return service::FoundRows{TRY(passages(filter)), std::nullopt};
}

Result<std::vector<Row>> MemoryLog::inside(const service::PassageFilter& filter) {
  namespace table = ledger::presence;
  const std::lock_guard lock(mutex_);
  std::vector<Row> found;
  for (const auto& [key, vehicle] : rows_.rows(table::kTable)) {
    if (ledger::integer(vehicle[table::kInside]) != 1 ||
        !is_before(filter.before_index, vehicle[table::kLastIndex]) ||
        !has_part(filter.part, vehicle[table::kPlate])) {
      continue;
    }
    std::optional<Row> crossing;
    for (const auto& [index, passage] : rows_.rows(passages_table::kTable)) {
      if (passage[passages_table::kPlate] == vehicle[table::kPlate] &&
          passage[passages_table::kColour] == vehicle[table::kColour] &&
          ledger::text(passage[passages_table::kDirection]) == "in" &&
          ledger::text(passage[passages_table::kOutcome]) == "crossed") {
        crossing = passage;
      }
    }
    if (!crossing) continue;
    crossing->push_back(vehicle[table::kLastIndex]);
    found.push_back(*std::move(crossing));
  }
  return newest(std::move(found), passages_table::kColumnCount, filter.limit);
}

Result<std::int64_t> MemoryLog::count_inside() {
  const std::lock_guard lock(mutex_);
  return std::ranges::count_if(rows_.rows(ledger::presence::kTable), [](const auto& row) {
    return ledger::integer(row.second[ledger::presence::kInside]) == 1;
  });
}

Result<service::FoundRows> MemoryLog::find_vehicles(const service::VehicleFilter& filter) {
  namespace table = ledger::vehicles;
  const std::lock_guard lock(mutex_);
  std::vector<Row> found;
  for (const auto& [key, row] : rows_.rows(table::kTable)) {
    if (has_part(filter.part, row[table::kPlate]) &&
        is_of_stage(filter.stage, row[table::kStage]) && fits(filter.source, row[table::kSource]) &&
        fits(filter.state, row[table::kState]) &&
        is_before(filter.before_index, row[table::kUpdatedIndex])) {
      found.push_back(row);
    }
  }
  return service::FoundRows{newest(std::move(found), table::kUpdatedIndex, filter.limit),
                            std::nullopt};
}

Result<std::vector<Row>> MemoryLog::evidence_of(std::string_view plate, std::string_view colour) {
  namespace table = ledger::vehicle_evidence;
  const std::lock_guard lock(mutex_);
  std::vector<Row> found;
  for (const auto& [key, row] : rows_.rows(table::kTable)) {
    if (ledger::text(row[table::kPlate]) == plate && ledger::text(row[table::kColour]) == colour) {
      found.push_back(row);
    }
  }
  sort_evidence(found);
  return found;
}

Result<std::vector<Row>> MemoryLog::find_list_items(std::string_view part, std::size_t limit) {
  const std::lock_guard lock(mutex_);
  std::vector<Row> found;
  const auto& all = rows_.rows(ledger::list_items::kTable);
  for (auto row = all.rbegin(); row != all.rend() && found.size() < page_limit(limit); ++row) {
    if (ledger::text(row->second[ledger::list_items::kPlate]).contains(part)) {
      found.push_back(row->second);
    }
  }
  return found;
}

Result<std::vector<Row>> MemoryLog::stage_statements(std::string_view plate,
                                                     std::string_view colour, std::size_t limit) {
  namespace table = ledger::stage_statements;
  const std::lock_guard lock(mutex_);
  std::vector<Row> found;
  for (const auto& [key, row] : rows_.rows(table::kTable)) {
    if (ledger::text(row[table::kPlate]) == plate && ledger::text(row[table::kColour]) == colour) {
      found.push_back(row);
    }
  }
  return newest(std::move(found), table::kIndex, limit);
}

Result<std::vector<Row>> MemoryLog::verification_queue(std::optional<std::uint64_t> before_index,
                                                       WallTime seen_since, std::size_t limit) {
  namespace table = ledger::verification_queue;
  const std::lock_guard lock(mutex_);
  std::vector<Row> found;
  for (const auto& [key, row] : rows_.rows(table::kTable)) {
    const bool is_recent = ledger::integer(row[table::kLastAt]) >= to_unix_ms(seen_since);
    if (is_recent && is_before(before_index, row[table::kSinceIndex])) found.push_back(row);
  }
  return newest(std::move(found), table::kSinceIndex, limit);
}

Result<std::vector<Row>> MemoryLog::shifts(std::optional<std::uint64_t> before_index,
                                           std::size_t limit) {
  const std::lock_guard lock(mutex_);
  std::vector<Row> found;
  for (const auto& [key, row] : rows_.rows(ledger::shifts::kTable)) {
    if (is_before(before_index, row[ledger::shifts::kIndex])) found.push_back(row);
  }
  return newest(std::move(found), ledger::shifts::kIndex, limit);
}

Result<service::ShiftCounts> MemoryLog::count_shift(std::uint64_t from, std::uint64_t to) {
  const std::lock_guard lock(mutex_);
  const auto is_in = [&](const ledger::Cell& cell) {
    const auto index = static_cast<std::uint64_t>(ledger::integer(cell));
    return index >= from && index < to;
  };
  service::ShiftCounts counts;
  for (const auto& [key, row] : rows_.rows(passages_table::kTable)) {
    if (!is_in(row[passages_table::kIndex])) continue;
    const auto verdict = ledger::text(row[passages_table::kVerdict]);
    counts.passages += 1;
    counts.refused += verdict == "refuse" ? 1 : 0;
    counts.held += verdict == "hold" ? 1 : 0;
  }
  for (const auto& [key, row] : rows_.rows(ledger::movements::kTable)) {
    const bool is_lift = ledger::text(row[ledger::movements::kKind]) == "lift";
    counts.lifts += is_lift && is_in(row[ledger::movements::kIndex]) ? 1 : 0;
  }
  return counts;
}

}  // namespace cleangate::store
