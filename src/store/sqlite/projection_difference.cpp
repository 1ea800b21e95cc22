#include <fmt/format.h>

#include "domain/ledger/projections/tables.h"
#include "store/sqlite/projection_check.h"
#include "store/sqlite/rebuild.h"
#include "store/sqlite/schema.h"

namespace cleangate::store {
namespace {

using ledger::Row;

/// One table's rows in key order.
class Cursor {
 public:
  explicit Cursor(Statement& statement) : run_(statement) {}
  Result<void> next() {
    const bool found = TRY(run_.step());
    row_ = found ? std::optional(run_.row()) : std::nullopt;
    return {};
  }
  [[nodiscard]] const std::optional<Row>& row() const { return row_; }

 private:
  Statement::Run run_;
  std::optional<Row> row_;
};

/// The entry that made the row what it is, as far as the row tells.
std::optional<std::uint64_t> entry_of(const ledger::TableSchema& table,
                                      const std::optional<Row>& row, std::uint64_t size) {
  if (!row) return std::nullopt;
  std::optional<std::size_t> column = as_of_column(table);
  if (table.name == ledger::presence::kTable) column = ledger::presence::kLastIndex;
  if (!column) return std::nullopt;
  const std::int64_t index = ledger::integer((*row)[*column]);
  if (index < 0 || static_cast<std::uint64_t>(index) >= size) return std::nullopt;
  return static_cast<std::uint64_t>(index);
}

/// Before: `a` is the smaller key or `b` has ended.
bool comes_first(const std::optional<Row>& a, const std::optional<Row>& b,
                 std::size_t key_columns) {
  if (!a || !b) return a.has_value();
  return std::lexicographical_compare(
      a->begin(), a->begin() + static_cast<std::ptrdiff_t>(key_columns), b->begin(),
      b->begin() + static_cast<std::ptrdiff_t>(key_columns));
}

std::string key_text(const ledger::TableSchema& table, const Row& row) {
  std::string out;
  for (std::size_t i = 0; i < table.key_columns; ++i) {
    const auto* number = std::get_if<std::int64_t>(&row[i]);
    out += fmt::format("{}{}={}", i == 0 ? "" : " ", table.columns[i].name,
                       number ? std::to_string(*number) : std::string(ledger::text(row[i])));
  }
  return out;
}

std::string describe(const ledger::TableSchema& table, const std::optional<Row>& stored,
                     const std::optional<Row>& folded) {
  if (!stored) return "no row for " + key_text(table, *folded);
  if (!folded) return "a row that no entry made: " + key_text(table, *stored);
  std::string columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if ((*stored)[i] != (*folded)[i]) columns += fmt::format(" {}", table.columns[i].name);
  }
  return fmt::format("the row {} differs in{}", key_text(table, *stored), columns);
}

Result<void> compare(const ledger::TableSchema& table, Database& database, Database& folded,
                     std::uint64_t size, std::optional<Finding>& first) {
  const auto select = database.statement(select_all(table));
  if (!select) {
    if (select.error().code != ErrorCode::internal) return std::unexpected(select.error());
    // The SQL is ours and fits the schema: the table is gone.
    if (!first) {
      first = Finding{size == 0 ? 0 : size - 1, "unknown", fmt::format("projection:{}", table.name),
                      select.error().message};
    }
    return {};
  }
  Cursor ours(**select);
  Cursor theirs(*TRY(folded.statement(select_all(table))));
  TRY(ours.next());
  TRY(theirs.next());
  while (ours.row() || theirs.row()) {
    const bool ours_only = comes_first(ours.row(), theirs.row(), table.key_columns);
    const bool theirs_only = comes_first(theirs.row(), ours.row(), table.key_columns);
    const std::optional<Row> stored = theirs_only ? std::nullopt : ours.row();
    const std::optional<Row> made = ours_only ? std::nullopt : theirs.row();
    if (stored != made) {
      const auto from_fold = entry_of(table, made, size);
      const auto from_row = entry_of(table, stored, size);
      const std::uint64_t index = from_fold.value_or(from_row.value_or(size - 1));
      if (!first || index < first->index) {
        first = Finding{index, "unknown", fmt::format("projection:{}", table.name),
                        describe(table, stored, made)};
      }
    }
    if (stored) TRY(ours.next());
    if (made) TRY(theirs.next());
  }
  return {};
}

Result<std::string> kind_of(Database& database, std::uint64_t index) {
  Statement::Run run(*TRY(database.statement(R"(SELECT entry FROM entries WHERE "index"=?)")));
  const bool found = TRY(run.integer(1, static_cast<std::int64_t>(index)).step());
  if (!found) return std::string("unknown");
  return std::string(ledger::to_text(TRY(ledger::decode_entry(run.blob(0))).kind));
}

}  // namespace

Result<std::optional<Finding>> first_difference(Database& database, std::uint64_t size,
                                                const std::string& vfs) {
  Database folded = TRY(Database::temporary(vfs));
  TRY(folded.execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536"));
  TRY(folded.execute("BEGIN"));
  TRY(folded.execute(create_projections()));
  TRY(fold_all(database, folded));
  std::optional<Finding> first;
  for (const auto& table : ledger::projection_tables()) {
    TRY(compare(table, database, folded, size, first));
  }
  if (first && size > 0) first->kind = TRY(kind_of(database, first->index));
  return first;
}

}  // namespace cleangate::store
