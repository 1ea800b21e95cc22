#include "store/sqlite/projection_check.h"

#include <algorithm>
#include <stdexcept>

#include "base/encoding.h"
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

/// The first `count` cells as bytes, for hashing; different cells give different bytes.
std::string key_bytes(const Row& row, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += static_cast<char>(row[i].index());
    put_u64(out, static_cast<std::uint64_t>(ledger::integer(row[i])));
    const std::string_view words = ledger::text(row[i]);
    put_u64(out, words.size());
    out += words;
  }
  return out;
}

}  // namespace

struct ProjectionCheck::Table {
  const ledger::TableSchema* schema = nullptr;
  /// Without one the table is held whole (presence, daily counts: a row for each vehicle or day).
  std::optional<std::size_t> as_of;
  std::unordered_map<std::string, Row> held;
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

Result<Statement*> ProjectionCheck::by_key(Table& table) {
  if (!table.by_key) table.by_key = TRY(database_.statement(select_by_key(*table.schema)));
  return table.by_key;
}

Result<bool> ProjectionCheck::find(Statement::Run& run, const Row& values) {
  for (std::size_t i = 0; i < values.size(); ++i) run.cell(static_cast<int>(i) + 1, values[i]);
  return run.step();
}

ProjectionCheck::Stored ProjectionCheck::when(const Table& table, const Statement::Run& row) const {
  const std::int64_t as_of = row.integer(static_cast<int>(*table.as_of));
  if (as_of < index_) return Stored::earlier;
  return as_of == index_ ? Stored::now : Stored::later;
}

Result<std::optional<Row>> ProjectionCheck::get(std::string_view name, const Row& key) {
  return get(table(name), key);
}

Result<std::optional<Row>> ProjectionCheck::get(Table& from, const Row& key) {
  if (const auto held = from.held.find(key_bytes(key, key.size())); held != from.held.end()) {
    return held->second;
  }
  if (!from.as_of) return std::nullopt;
  Statement::Run run(*TRY(by_key(from)));
  const bool found = TRY(find(run, key));
  return found && when(from, run) == Stored::earlier ? std::optional(run.row()) : std::nullopt;
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
  const bool found = TRY(find(run, values));
  if (!found) return std::nullopt;
  if (when(from, run) == Stored::earlier) return run.row();
  Row key;
  for (std::size_t i = 0; i < from.schema->key_columns; ++i) {
    key.push_back(run.cell(static_cast<int>(i)));
  }
  const auto held = from.held.find(key_bytes(key, key.size()));
  if (held == from.held.end()) return std::nullopt;
  // The stored row has these values; as it is at this entry it may have others.
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t column = position_of(*from.schema, described->columns[i]);
    if (held->second[column] != values[i]) return std::nullopt;
  }
  return held->second;
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
  const std::size_t key_columns = into.schema->key_columns;
  const std::string key = key_bytes(change.row, key_columns);
  const auto held = into.held.find(key);
  Stored stored = Stored::none;
  bool same = false;
  if (into.as_of) {
    Statement::Run run(*TRY(by_key(into)));
    for (std::size_t i = 0; i < key_columns; ++i) run.cell(static_cast<int>(i) + 1, change.row[i]);
    if (TRY(run.step())) stored = when(into, run);
    same = stored == Stored::now && put && run.equals(change.row);
  }
  const bool was_there = held != into.held.end() || stored == Stored::earlier;
  into.live += (put ? 1 : 0) - (was_there ? 1 : 0);
  // Changed now, yet the stored row says it was not; or it was, and is another.
  const bool wrong = stored == Stored::earlier || (stored == Stored::now && !same);
  if (wrong) return fail(ErrorCode::conflict, "not the row that is stored");
  if (put && !same) {
    into.held.insert_or_assign(key, change.row);
  } else if (held != into.held.end()) {
    into.held.erase(held);
  }
  return {};
}

Result<bool> ProjectionCheck::table_fits(Table& table) {
  if (table.as_of) {
    const auto rows = TRY(database_.single("SELECT count(*) FROM " + quoted(table.schema->name)));
    return table.held.empty() && ledger::integer(rows) == table.live;
  }
  std::size_t rows = 0;
  Statement::Run run(*TRY(database_.statement(select_all(*table.schema))));
  while (TRY(run.step())) {
    const Row row = run.row();
    const auto held = table.held.find(key_bytes(row, table.schema->key_columns));
    if (held == table.held.end() || held->second != row) return false;
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
