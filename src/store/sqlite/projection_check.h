#pragma once
// Compares the stored projections with a fold of the log while the log is read once, in bounded
// memory: a row is held only from the entry that makes it to the last one that changes it, which
// the stored row itself names. Says "fits" only when it does; when in doubt says so, and
// first_difference() finds out. One thread, inside one read transaction.

#include <map>
#include <string_view>
#include <vector>

#include "domain/ledger/projection.h"
#include "store/audit.h"
#include "store/sqlite/database.h"

namespace cleangate::store {

/// The column that names the last entry which changed a row; nullopt when a table has none.
[[nodiscard]] std::optional<std::size_t> as_of_column(const ledger::TableSchema& table);

class ProjectionCheck final : public ledger::RowSource {
 public:
  explicit ProjectionCheck(Database& database);
  ~ProjectionCheck() override;

  /// Folds the next entry. Does nothing once in doubt.
  void add(const ledger::LoggedEntry& entry);
  /// After the last entry: true when every stored row is what the fold makes, and nothing else is
  /// stored.
  [[nodiscard]] bool fits();

  Result<std::optional<ledger::Row>> get(std::string_view table, const ledger::Row& key) override;
  Result<std::optional<ledger::Row>> get_by(std::string_view table, std::string_view index,
                                            const ledger::Row& values) override;

 private:
  struct Table;
  [[nodiscard]] Table& table(std::string_view name);
  Result<Statement*> by_key(Table& table);
  /// Runs a select of whole rows to its first row.
  static Result<bool> find(Statement::Run& run, const ledger::Cell* values, std::size_t count);
  Result<void> apply(const ledger::RowChange& change);
  Result<bool> table_fits(Table& table);

  Database& database_;
  std::map<std::string_view, Table> tables_;
  std::int64_t index_ = 0;  ///< of the entry being folded
  bool in_doubt_ = false;
};

/// Folds the whole log into a temporary database and compares row by row: the difference with the
/// lowest entry index, nullopt when there is none. Errors: corrupt (an entry does not fold), the
/// store's.
[[nodiscard]] Result<std::optional<Finding>> first_difference(Database& database,
                                                              std::uint64_t size,
                                                              const std::string& vfs);

}  // namespace cleangate::store
