#include "store/sqlite/projection_check.h"

#include <algorithm>
#include <stdexcept>

#include "domain/ledger/projections/tables.h"
#include "store/sqlite/schema.h"

namespace cleangate::store {
namespace {

using ledger::Row;

constexpr std::string_view kUpdatedColumn = "updated_index";
constexpr std::string_view kMadeColumn = "entry_index";

std::size_t position_of(const ledger::TableSchema& schema, std::string_view column) {
  const auto found = std::ranges::find(schema.columns, column, &ledger::Column::name);
  return static_cast<std::size_t>(found - schema.columns.begin());
}

}  // namespace

struct ProjectionCheck::Table {
  const ledger::TableSchema* schema = nullptr;
  /// Column that names the last entry which changed the row; without it the table is held whole
  /// (presence, daily counts: a row for each vehicle or day).
  std::optional<std::size_t> as_of;
  std::map<Row, Row> held;
  std::int64_t live = 0;  ///< rows the fold has made and not removed
  Statement* by_key = nullptr;
  std::map<std::string_view, Statement*> by_index;
};

std::optional<std::size_t> as_of_column(const ledger::TableSchema& schema) {
  for (const std::string_view name : {kUpdatedColumn, kMadeColumn}) {
    const std::size_t position = position_of(schema, name);
    if (position != schema.columns.size()) return position;
  }
  return std::nullopt;
}

ProjectionCheck::ProjectionCheck(Database& database) : database_(database) {
  for (const auto& schema : ledger::projection_tables()) {
    Table& table = tables_[schema.name];
    table.schema = &schema;
    table.as_of = as_of_column(schema);
  }
}

ProjectionCheck::~ProjectionCheck() = default;

ProjectionCheck::Table& ProjectionCheck::table(std::string_view name) {
  return tables_.at(name);
}

Result<std::optional<Row>> ProjectionCheck::stored(Table& from, const Row& key) {
  if (!from.by_key) from.by_key = TRY(database_.statement(select_by_key(*from.schema)));
  Statement::Run run(*from.by_key);
  for (std::size_t i = 0; i < key.size(); ++i) run.cell(static_cast<int>(i) + 1, key[i]);
  const bool found = TRY(run.step());
  return found ? std::optional(run.row()) : std::nullopt;
}

Result<std::optional<Row>> ProjectionCheck::get(std::string_view name, const Row& key) {
  Table& from = table(name);
  if (const auto held = from.held.find(key); held != from.held.end()) return held->second;
  if (!from.as_of) return std::nullopt;
  auto row = TRY(stored(from, key));
  // Last changed earlier: it was compared then and let go. Later: it is not made yet.
  if (row && ledger::integer((*row)[*from.as_of]) < index_) return row;
  return std::nullopt;
}

Result<std::optional<Row>> ProjectionCheck::get_by(std::string_view name, std::string_view index,
                                                   const Row& values) {
  Table& from = table(name);
  const auto described = std::ranges::find(from.schema->indexes, index, &ledger::Index::name);
  if (described == from.schema->indexes.end() || !from.as_of) {
    throw std::logic_error("a fold asks for an index that this check does not know");
  }
  Statement*& statement = from.by_index[described->name];
  if (!statement) statement = TRY(database_.statement(select_by_index(*from.schema, *described)));
  Statement::Run run(*statement);
  for (std::size_t i = 0; i < values.size(); ++i) run.cell(static_cast<int>(i) + 1, values[i]);
  const bool found = TRY(run.step());
  if (!found) return std::nullopt;
  const Row row = run.row();
  const Row key(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(from.schema->key_columns));
  auto now = get(name, key);
  // The stored row has these values; as it was at this entry it may have had others.
  for (std::size_t i = 0; i < values.size() && now && *now; ++i) {
    if ((**now)[position_of(*from.schema, described->columns[i])] != values[i]) now->reset();
  }
  return now;
}

void ProjectionCheck::add(const ledger::LoggedEntry& entry) {
  if (in_doubt_) return;
  index_ = static_cast<std::int64_t>(entry.entry.index);
  const auto changes = ledger::fold(entry, *this);
  in_doubt_ = !changes || !std::ranges::all_of(*changes, [this](const ledger::RowChange& change) {
    return apply(change).has_value();
  });
}

Result<void> ProjectionCheck::apply(const ledger::RowChange& change) {
  Table& into = table(change.table);
  const auto key_end = change.row.begin() + static_cast<std::ptrdiff_t>(into.schema->key_columns);
  const Row key(change.row.begin(), key_end);
  const bool was_there = TRY(get(change.table, key)).has_value();
  if (change.action == ledger::RowChange::Action::remove) {
    into.live -= was_there ? 1 : 0;
    return remove(into, key);
  }
  into.live += was_there ? 0 : 1;
  return put(into, key, change.row);
}

Result<void> ProjectionCheck::put(Table& into, const Row& key, const Row& row) {
  if (into.as_of) {
    const auto last = TRY(stored(into, key));
    const std::int64_t as_of = last ? ledger::integer((*last)[*into.as_of]) : index_ + 1;
    if (as_of < index_) return fail(ErrorCode::conflict, "changed after its last change");
    if (as_of == index_) {
      if (*last != row) return fail(ErrorCode::conflict, "another row");
      into.held.erase(key);
      return {};
    }
  }
  into.held.insert_or_assign(key, row);
  return {};
}

Result<void> ProjectionCheck::remove(Table& from, const Row& key) {
  from.held.erase(key);
  if (!from.as_of) return {};
  const auto last = TRY(stored(from, key));
  if (last && ledger::integer((*last)[*from.as_of]) <= index_) {
    return fail(ErrorCode::conflict, "it should be gone");
  }
  return {};
}

Result<bool> ProjectionCheck::table_fits(Table& table) {
  if (table.as_of) {
    const auto rows =
        TRY(database_.single("SELECT count(*) FROM " + quoted(table.schema->name)));
    return table.held.empty() && ledger::integer(rows) == table.live;
  }
  Statement::Run run(*TRY(database_.statement(select_all(*table.schema))));
  for (const auto& [key, row] : table.held) {
    const bool found = TRY(run.step());
    if (!found || run.row() != row) return false;
  }
  return !TRY(run.step());
}

bool ProjectionCheck::fits() {
  if (in_doubt_) return false;
  return std::ranges::all_of(tables_, [this](auto& entry) {
    const auto fits = table_fits(entry.second);
    return fits && *fits;
  });
}

}  // namespace cleangate::store
