#include "store/sqlite/schema.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "base/hash.h"
#include "store/sqlite/database.h"

namespace cleangate::store {
namespace {

/// Raise it when entries that are logged already fold to other rows: the tables are made anew.
constexpr std::string_view kFolds = "3";

using ledger::Column;
using ledger::ColumnType;
using ledger::TableSchema;

// A live client resumes by the last entry that changed a passage; a page of a period needs the
// few passages that were logged more than an hour away from when they happened
// (passage_pages.h). The partial ones are of the few rows that a guard's screen asks for. All
// belong to this store's queries, not to the fold.
constexpr std::string_view kOwnIndexes = R"sql(
CREATE INDEX "passages_by_updated" ON "passages"("updated_index");
CREATE INDEX "passages_late_by_at" ON "passages"("at") WHERE abs("at" - "log_time") > 3600000;
CREATE INDEX "passages_held" ON "passages"("hold_state") WHERE "hold_state" <> '';
CREATE INDEX "presence_inside" ON "presence"("last_index") WHERE "inside" = 1;
CREATE INDEX "movements_lifts" ON "movements"("entry_index") WHERE "kind" = 'lift';
CREATE INDEX "vehicles_by_updated" ON "vehicles"("updated_index");
CREATE INDEX "vehicles_by_state" ON "vehicles"("state","updated_index");
CREATE INDEX "vehicles_by_stage" ON "vehicles"("stage","updated_index");
CREATE INDEX "vehicles_by_source" ON "vehicles"("source","updated_index");
)sql";

bool has_rowid_key(const TableSchema& table) {
  return table.key_columns == 1 && table.columns[0].type == ColumnType::integer;
}

std::vector<std::string> names(const TableSchema& table, std::size_t count) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(quoted(table.columns[i].name));
  return out;
}

std::string all_names(const TableSchema& table) {
  return fmt::format("{}", fmt::join(names(table, table.columns.size()), ","));
}

std::string key_matches(const TableSchema& table) {
  return fmt::format("{}=?", fmt::join(names(table, table.key_columns), "=? AND "));
}

std::string create_table(const TableSchema& table) {
  std::string columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    columns += fmt::format("{} {}{}", quoted(column.name),
                           column.type == ColumnType::integer ? "INTEGER" : "TEXT",
                           i == 0 && has_rowid_key(table) ? " PRIMARY KEY" : "");
    if (i + 1 < table.columns.size()) columns += ',';
  }
  if (has_rowid_key(table)) {
    return fmt::format("CREATE TABLE {}({}) STRICT;\n", quoted(table.name), columns);
  }
  return fmt::format("CREATE TABLE {}({},PRIMARY KEY({})) STRICT, WITHOUT ROWID;\n",
                     quoted(table.name), columns, fmt::join(names(table, table.key_columns), ","));
}

std::string create_index(const TableSchema& table, const ledger::Index& index) {
  std::vector<std::string> columns;
  for (const auto name : index.columns) columns.push_back(quoted(name));
  // Every SQLite index ends in the rowid anyway; named again it would be stored twice.
  if (has_rowid_key(table) && columns.size() > 1 && index.columns.back() == table.columns[0].name) {
    columns.pop_back();
  }
  return fmt::format("CREATE {}INDEX {} ON {}({});\n", index.unique ? "UNIQUE " : "",
                     quoted(fmt::format("{}_{}", table.name, index.name)), quoted(table.name),
                     fmt::join(columns, ","));
}

}  // namespace

std::string create_projections() {
  std::string sql;
  for (const TableSchema& table : ledger::projection_tables()) {
    sql += create_table(table);
    for (const ledger::Index& index : table.indexes) sql += create_index(table, index);
  }
  return sql.append(kOwnIndexes);
}

std::string drop_projections() {
  std::string sql;
  for (const TableSchema& table : ledger::projection_tables()) {
    sql += fmt::format("DROP TABLE IF EXISTS {};\n", quoted(table.name));
  }
  return sql;
}

std::string projections_fingerprint() {
  return to_hex(sha256(create_projections() + std::string(kFolds)));
}

std::string select_by_key(const TableSchema& table) {
  return fmt::format("SELECT {} FROM {} WHERE {}", all_names(table), quoted(table.name),
                     key_matches(table));
}

std::string select_by_index(const TableSchema& table, const ledger::Index& index) {
  std::vector<std::string> columns;
  for (const auto name : index.columns) columns.push_back(quoted(name));
  return fmt::format("SELECT {} FROM {} WHERE {}=?", all_names(table), quoted(table.name),
                     fmt::join(columns, "=? AND "));
}

std::string select_all(const TableSchema& table) {
  return fmt::format("SELECT {} FROM {} ORDER BY {}", all_names(table), quoted(table.name),
                     fmt::join(names(table, table.key_columns), ","));
}

std::string insert_row(const TableSchema& table) {
  const std::vector<std::string_view> marks(table.columns.size(), "?");
  return fmt::format("INSERT INTO {}({}) VALUES({})", quoted(table.name), all_names(table),
                     fmt::join(marks, ","));
}

std::string upsert_row(const TableSchema& table) {
  std::vector<std::string> sets;
  for (std::size_t i = table.key_columns; i < table.columns.size(); ++i) {
    const std::string name = quoted(table.columns[i].name);
    sets.push_back(fmt::format("{0}=excluded.{0}", name));
  }
  return fmt::format("{} ON CONFLICT({}) DO UPDATE SET {}", insert_row(table),
                     fmt::join(names(table, table.key_columns), ","), fmt::join(sets, ","));
}

std::string update_row(const TableSchema& table, std::uint64_t columns) {
  std::vector<std::string> sets;
  for (std::size_t i = table.key_columns; i < table.columns.size(); ++i) {
    if ((columns >> i & 1) != 0) sets.push_back(quoted(table.columns[i].name) + "=?");
  }
  return fmt::format("UPDATE {} SET {} WHERE {}", quoted(table.name), fmt::join(sets, ","),
                     key_matches(table));
}

std::string delete_row(const TableSchema& table) {
  return fmt::format("DELETE FROM {} WHERE {}", quoted(table.name), key_matches(table));
}

}  // namespace cleangate::store
