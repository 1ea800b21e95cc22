#include "store/sqlite/projection_check.h"

#include <algorithm>

#include "store/sqlite/held_rows.h"
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
  explicit Table(const ledger::TableSchema& described)
      : schema(described), as_of(as_of_column(described)), held(described) {}
  const ledger::TableSchema& schema;
  /// Without one the table is held whole (presence, daily counts: a row for each vehicle or day).
  std::optional<std::size_t> as_of;
  HeldRows held;
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
  for (const auto& schema : ledger::projection_tables()) tables_.try_emplace(schema.name, schema);
}

ProjectionCheck::~ProjectionCheck() = default;

ProjectionCheck::Table& ProjectionCheck::table(std::string_view name) {
  return tables_.at(name);
}

Result<Statement*> ProjectionCheck::by_key(Table& table) {
  if (!table.by_key) table.by_key = TRY(database_.statement(select_by_key(table.schema)));
  return table.by_key;
}

Result<bool> ProjectionCheck::find(Statement::Run& run, const ledger::Cell* values,
                                   std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) run.cell(static_cast<int>(i) + 1, values[i]);
  return run.step();
}

Result<std::optional<Row>> ProjectionCheck::get(std::string_view name, const Row& key) {
  Table& from = table(name);
  if (const auto* held = from.held.find(key)) return held->row;
  if (!from.as_of) return std::nullopt;
  Statement::Run run(*TRY(by_key(from)));
  const bool found = TRY(find(run, key.data(), key.size()));
  // Last changed earlier: it was compared then and let go. Later: it is not made yet.
  const bool let_go = found && run.integer(static_cast<int>(*from.as_of)) < index_;
  return let_go ? std::optional(run.row()) : std::nullopt;
}

Result<std::optional<Row>> ProjectionCheck::get_by(std::string_view name, std::string_view index,
                                                   const Row& values) {
  Table& from = table(name);
  if (const auto* held = from.held.find_by(index, values)) return held->row;
  if (!from.as_of) return std::nullopt;
  const auto described = std::ranges::find(from.schema.indexes, index, &ledger::Index::name);
  Statement*& statement = from.by_index[described->name];
  if (!statement) statement = TRY(database_.statement(select_by_index(from.schema, *described)));
  Statement::Run run(*statement);
  const bool found = TRY(find(run, values.data(), values.size()));
  const bool let_go = found && run.integer(static_cast<int>(*from.as_of)) < index_;
  return let_go ? std::optional(run.row()) : std::nullopt;
}

void ProjectionCheck::add(const ledger::LoggedEntry& entry) {
  if (in_doubt_) return;
  index_ = static_cast<std::int64_t>(entry.entry.index);
  const auto changes = ledger::fold(entry, *this);
  in_doubt_ = !changes || !std::ranges::all_of(*changes, [this](const ledger::RowChange& change) {
    return apply(change).has_value();
  });
}

/// Errors: conflict when the stored row is not, or not to become, what the fold makes.
Result<void> ProjectionCheck::apply(const ledger::RowChange& change) {
  Table& into = table(change.table);
  const bool put = change.action == ledger::RowChange::Action::put;
  const auto* held = into.held.find(change.row);
  std::int64_t last_change = held ? held->last_change : -1;
  bool same = false;
  const bool was_there = held != nullptr;
  // As long as its last change is known to come, the stored row need not be looked at.
  if (into.as_of && last_change <= index_) {
    Statement::Run run(*TRY(by_key(into)));
    const bool stored = TRY(find(run, change.row.data(), into.schema.key_columns));
    last_change = stored ? run.integer(static_cast<int>(*into.as_of)) : -1;
    if (stored && last_change < index_) {
      return fail(ErrorCode::conflict, "the stored row was not changed since");
    }
    same = stored && last_change == index_;
    if (same && !(put && run.equals(change.row))) {
      return fail(ErrorCode::conflict, "another row is stored");
    }
  }
  into.live += (put ? 1 : 0) - (was_there ? 1 : 0);
  if (put && !same) {
    into.held.put(change.row, last_change);
  } else if (held) {
    into.held.remove(change.row);
  }
  return {};
}

Result<bool> ProjectionCheck::table_fits(Table& table) {
  if (table.as_of) {
    const auto rows = TRY(database_.single("SELECT count(*) FROM " + quoted(table.schema.name)));
    return table.held.size() == 0 && ledger::integer(rows) == table.live;
  }
  std::size_t rows = 0;
  Statement::Run run(*TRY(database_.statement(select_all(table.schema))));
  while (TRY(run.step())) {
    const Row row = run.row();
    const auto* held = table.held.find(row);
    if (!held || held->row != row) return false;
    ++rows;
  }
  return rows == table.held.size();
}

bool ProjectionCheck::fits() {
  if (in_doubt_) return false;
  return std::ranges::all_of(tables_, [this](auto& entry) {
    const auto fits = table_fits(entry.second);
    return fits && *fits;
  });
}

}  // namespace cleangate::store
