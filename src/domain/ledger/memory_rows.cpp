#include "domain/ledger/memory_rows.h"

#include <algorithm>
#include <stdexcept>

namespace cleangate::ledger {
namespace {

/// nullopt when a value is null: unique indexes let nulls repeat.
std::optional<Row> indexed_values(const std::vector<std::size_t>& columns, const Row& row) {
  Row values;
  values.reserve(columns.size());
  for (const std::size_t column : columns) {
    if (is_null(row[column])) return std::nullopt;
    values.push_back(row[column]);
  }
  return values;
}

std::vector<std::size_t> positions(const TableSchema& schema, const Index& index) {
  std::vector<std::size_t> columns;
  for (const std::string_view name : index.columns) {
    const auto found = std::ranges::find(schema.columns, name, &Column::name);
    if (found == schema.columns.end()) throw std::logic_error("an index over an unknown column");
    columns.push_back(static_cast<std::size_t>(found - schema.columns.begin()));
  }
  return columns;
}

Row key_of(const TableSchema& schema, const Row& row) {
  return Row(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(schema.key_columns));
}

bool fits(const Cell& cell, ColumnType type) {
  return is_null(cell) ||
         (type == ColumnType::integer) == std::holds_alternative<std::int64_t>(cell);
}

}  // namespace

MemoryRows::MemoryRows() {
  for (const TableSchema& schema : projection_tables()) {
    Table& table = tables_[schema.name];
    table.schema = &schema;
    for (const Index& index : schema.indexes) {
      if (index.unique) table.indexes[index.name].columns = positions(schema, index);
    }
  }
}

MemoryRows::Table& MemoryRows::table(std::string_view name) {
  const auto found = tables_.find(name);
  if (found == tables_.end()) throw std::out_of_range("no such table");
  return found->second;
}

Result<std::optional<Row>> MemoryRows::get(std::string_view table_name, const Row& key) {
  const Table& place = table(table_name);
  const auto found = place.rows.find(key);
  if (found == place.rows.end()) return std::nullopt;
  return found->second;
}

Result<std::optional<Row>> MemoryRows::get_by(std::string_view table_name, std::string_view index,
                                              const Row& values) {
  const Table& place = table(table_name);
  const auto& keys = place.indexes.at(index).keys;
  const auto found = keys.find(values);
  if (found == keys.end()) return std::nullopt;
  return place.rows.at(found->second);
}

Result<void> MemoryRows::check(const Table& table, const RowChange& change) {
  const auto& columns = table.schema->columns;
  const bool whole = change.action == RowChange::Action::put;
  if (change.row.size() != (whole ? columns.size() : table.schema->key_columns)) {
    return fail(ErrorCode::internal, std::string(change.table) + ": wrong number of columns");
  }
  for (std::size_t i = 0; i < change.row.size(); ++i) {
    const bool is_key = i < table.schema->key_columns;
    if (!fits(change.row[i], columns[i].type) || (is_key && is_null(change.row[i]))) {
      return fail(ErrorCode::internal,
                  std::string(change.table) + "." + std::string(columns[i].name) + ": wrong type");
    }
  }
  return {};
}

Result<void> MemoryRows::put(Table& table, Rows::iterator at, const Row& key, const Row& row) {
  const Row* old = at != table.rows.end() && at->first == key ? &at->second : nullptr;
  for (const auto& [name, index] : table.indexes) {
    const auto values = indexed_values(index.columns, row);
    const auto holder = values ? index.keys.find(*values) : index.keys.end();
    if (holder != index.keys.end() && holder->second != key) {
      return fail(ErrorCode::conflict,
                  std::string(table.schema->name) + "." + std::string(name) + ": exists already");
    }
  }
  for (auto& [name, index] : table.indexes) {
    const auto values = indexed_values(index.columns, row);
    const auto before = old ? indexed_values(index.columns, *old) : std::nullopt;
    if (old && before == values) continue;
    if (before) index.keys.erase(*before);
    if (values) index.keys.emplace(*values, key);
  }
  if (old) {
    at->second = row;
  } else {
    table.rows.emplace_hint(at, key, row);
  }
  return {};
}

void MemoryRows::remove(Table& table, Rows::iterator at) {
  for (auto& [name, index] : table.indexes) {
    if (const auto values = indexed_values(index.columns, at->second)) index.keys.erase(*values);
  }
  table.rows.erase(at);
}

Result<RowChange> MemoryRows::apply_one(const RowChange& change) {
  Table& place = table(change.table);
  const Row key = key_of(*place.schema, change.row);
  const auto at = place.rows.lower_bound(key);
  const bool exists = at != place.rows.end() && at->first == key;
  RowChange back{change.table, RowChange::Action::remove, key};
  if (exists) back = {change.table, RowChange::Action::put, at->second};
  if (change.action == RowChange::Action::put) {
    TRY(put(place, at, key, change.row));
  } else if (exists) {
    remove(place, at);
  }
  return back;
}

Result<void> MemoryRows::apply(const std::vector<RowChange>& changes) {
  for (const RowChange& change : changes) {
    if (!tables_.contains(change.table)) return fail(ErrorCode::internal, "no such table");
    TRY(check(table(change.table), change));
  }
  std::vector<RowChange> undo;  // newest last
  for (const RowChange& change : changes) {
    auto back = apply_one(change);
    if (back) {
      undo.push_back(*std::move(back));
      continue;
    }
    for (; !undo.empty(); undo.pop_back()) (void)apply_one(undo.back());
    return std::unexpected(std::move(back).error());
  }
  return {};
}

const MemoryRows::Rows& MemoryRows::rows(std::string_view table) const {
  return tables_.at(table).rows;
}

bool MemoryRows::operator==(const MemoryRows& other) const {
  return std::ranges::all_of(
      tables_, [&](const auto& named) { return named.second.rows == other.rows(named.first); });
}

}  // namespace cleangate::ledger
