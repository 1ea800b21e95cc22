#include "store/sqlite/row_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "store/sqlite/schema.h"

namespace cleangate::store {
namespace {

using ledger::Row;

constexpr std::size_t kMaxUpdateShapes = 64;  // sets of changed columns kept prepared for a table

}  // namespace

struct RowStore::Table {
  const ledger::TableSchema& schema;
  Statement* by_key = nullptr;
  Statement* insert = nullptr;
  Statement* upsert = nullptr;
  Statement* remove = nullptr;
  std::map<std::string_view, Statement*> by_index;
  std::map<std::uint64_t, Statement*> updates;

  explicit Table(const ledger::TableSchema& described) : schema(described) {}
  [[nodiscard]] Row key_of(const Row& row) const {
    return {row.begin(), row.begin() + static_cast<std::ptrdiff_t>(schema.key_columns)};
  }
  [[nodiscard]] std::uint64_t all_columns() const {
    const std::uint64_t every = ~std::uint64_t{0} >> (64 - schema.columns.size());
    return every & ~((std::uint64_t{1} << schema.key_columns) - 1);
  }
};

RowStore::RowStore(Database& database) : database_(database) {
  for (const auto& schema : ledger::projection_tables()) {
    if (schema.columns.size() > 64) throw std::logic_error("a table has more than 64 columns");
    tables_.emplace(schema.name, std::make_unique<Table>(schema));
  }
}

RowStore::~RowStore() = default;

void RowStore::begin_entry() {
  seen_.clear();
  read_failed_ = false;
}

RowStore::Table& RowStore::table(std::string_view name) {
  const auto found = tables_.find(name);
  if (found == tables_.end()) throw std::logic_error("no table " + std::string(name));
  return *found->second;
}

RowStore::Seen* RowStore::find_seen(const Table& table, const Row& key) {
  const auto found = std::ranges::find_if(
      seen_, [&](const Seen& seen) { return seen.table == &table && seen.key == key; });
  return found == seen_.end() ? nullptr : &*found;
}

void RowStore::remember(const Table& table, Row key, std::optional<Row> row) {
  if (Seen* seen = find_seen(table, key)) {
    seen->row = std::move(row);
  } else {
    seen_.push_back({&table, std::move(key), std::move(row)});
  }
}

/// Prepares once into `kept`. Building the text every time would cost more than running it.
template <class Text>
Result<Statement*> RowStore::prepare(Statement*& kept, const Text& text) {
  if (kept) return kept;
  auto prepared = database_.statement(text());
  if (!prepared) {
    read_failed_ = true;
    return prepared;
  }
  return kept = *prepared;
}

Result<std::optional<Row>> RowStore::read(Statement& statement, const Row& values) {
  Statement::Run run(statement);
  for (std::size_t i = 0; i < values.size(); ++i) run.cell(static_cast<int>(i) + 1, values[i]);
  const auto found = run.step();
  if (!found) {
    read_failed_ = true;
    return std::unexpected(found.error());
  }
  return *found ? std::optional(run.row()) : std::nullopt;
}

Result<std::optional<Row>> RowStore::get(std::string_view name, const Row& key) {
  Table& from = table(name);
  if (const Seen* seen = find_seen(from, key)) return seen->row;
  Statement* statement = TRY(prepare(from.by_key, [&] { return select_by_key(from.schema); }));
  auto row = TRY(read(*statement, key));
  remember(from, key, row);
  return row;
}

Result<std::optional<Row>> RowStore::get_by(std::string_view name, std::string_view index,
                                            const Row& values) {
  Table& from = table(name);
  const auto described = std::ranges::find(from.schema.indexes, index, &ledger::Index::name);
  if (described == from.schema.indexes.end()) {
    throw std::logic_error(fmt::format("no index {} of {}", index, name));
  }
  Statement* statement = TRY(prepare(from.by_index[described->name],
                                     [&] { return select_by_index(from.schema, *described); }));
  auto row = TRY(read(*statement, values));
  if (row) remember(from, from.key_of(*row), row);
  return row;
}

Result<void> RowStore::apply(const std::vector<ledger::RowChange>& changes) {
  for (const ledger::RowChange& change : changes) {
    Table& into = table(change.table);
    if (change.action == ledger::RowChange::Action::put) {
      TRY(put(into, change.row));
      remember(into, into.key_of(change.row), change.row);
    } else {
      TRY(remove(into, change.row));
      remember(into, change.row, std::nullopt);
    }
  }
  return {};
}

Result<void> RowStore::put(Table& into, const Row& row) {
  if (row.size() != into.schema.columns.size()) {
    throw std::logic_error(fmt::format("a row of {} has {} cells", into.schema.name, row.size()));
  }
  const Seen* seen = find_seen(into, into.key_of(row));
  if (seen && seen->row) return update(into, *seen->row, row);
  Statement* statement = TRY(prepare(seen ? into.insert : into.upsert, [&] {
    return seen ? insert_row(into.schema) : upsert_row(into.schema);
  }));
  Statement::Run run(*statement);
  for (std::size_t i = 0; i < row.size(); ++i) run.cell(static_cast<int>(i) + 1, row[i]);
  return run.finish();
}

Result<void> RowStore::update(Table& into, const Row& before, const Row& row) {
  std::uint64_t changed = 0;
  for (std::size_t i = into.schema.key_columns; i < row.size(); ++i) {
    if (before[i] != row[i]) changed |= std::uint64_t{1} << i;
  }
  if (changed == 0) return {};
  if (!into.updates.contains(changed) && into.updates.size() >= kMaxUpdateShapes) {
    changed = into.all_columns();
  }
  Statement* statement =
      TRY(prepare(into.updates[changed], [&] { return update_row(into.schema, changed); }));
  Statement::Run run(*statement);
  int position = 0;
  for (std::size_t i = into.schema.key_columns; i < row.size(); ++i) {
    if ((changed >> i & 1) != 0) run.cell(++position, row[i]);
  }
  for (std::size_t i = 0; i < into.schema.key_columns; ++i) run.cell(++position, row[i]);
  TRY(run.finish());
  if (database_.changes() != 1) {
    throw std::logic_error(fmt::format("an update of {} found no row", into.schema.name));
  }
  return {};
}

Result<void> RowStore::remove(Table& from, const Row& key) {
  Statement* statement = TRY(prepare(from.remove, [&] { return delete_row(from.schema); }));
  Statement::Run run(*statement);
  for (std::size_t i = 0; i < key.size(); ++i) run.cell(static_cast<int>(i) + 1, key[i]);
  return run.finish();
}

}  // namespace cleangate::store
