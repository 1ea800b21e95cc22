#pragma once
// Projection rows in SQLite: what a fold reads, and its row changes written. One thread, inside
// the writer's transaction. An update writes only the columns that changed, so that only their
// indexes are touched.

#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/ledger/projection.h"
#include "store/sqlite/database.h"

namespace cleangate::store {

class RowStore final : public ledger::RowSource {
 public:
  /// `database` must outlive this and hold the projections' tables.
  explicit RowStore(Database& database);
  ~RowStore() override;

  /// Before each fold: forgets the rows seen for the last one.
  void begin_entry();
  Result<std::optional<ledger::Row>> get(std::string_view table, const ledger::Row& key) override;
  Result<std::optional<ledger::Row>> get_by(std::string_view table, std::string_view index,
                                            const ledger::Row& values) override;
  /// In order. Errors: conflict (a unique value that another row has), the store's.
  Result<void> apply(const std::vector<ledger::RowChange>& changes);
  /// True when a read of this entry failed in the store: the fold's error is then not about the
  /// entry but about the disk.
  [[nodiscard]] bool read_failed() const { return read_failed_; }

 private:
  struct Table;
  struct Seen {
    const Table* table;
    ledger::Row key;
    std::optional<ledger::Row> row;
  };
  template <class Text>
  Result<Statement*> prepare(Statement*& kept, const Text& text);
  Result<std::optional<ledger::Row>> read(Statement& statement, const ledger::Row& values);
  [[nodiscard]] Table& table(std::string_view name);
  [[nodiscard]] Seen* find_seen(const Table& table, const ledger::Row& key);
  void remember(const Table& table, ledger::Row key, std::optional<ledger::Row> row);
  Result<void> put(Table& table, const ledger::Row& row);
  Result<void> update(Table& table, const ledger::Row& before, const ledger::Row& row);
  Result<void> remove(Table& table, const ledger::Row& key);

  Database& database_;
  std::map<std::string_view, std::unique_ptr<Table>> tables_;
  std::vector<Seen> seen_;  // rows of this entry; a handful
  bool read_failed_ = false;
};

}  // namespace cleangate::store
