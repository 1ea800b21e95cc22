#pragma once
// All projection tables in memory: for `verify`, for the in-memory store and for tests. Not
// thread-safe. Rows stand in the order of their keys, so that two folds compare row by row.

#include <map>
#include <string_view>
#include <vector>

#include "domain/ledger/projection.h"

namespace cleangate::ledger {

class MemoryRows final : public RowSource {
 public:
  using Rows = std::map<Row, Row>;  ///< key columns → all columns
  MemoryRows();
  Result<std::optional<Row>> get(std::string_view table, const Row& key) override;
  Result<std::optional<Row>> get_by(std::string_view table, std::string_view index,
                                    const Row& values) override;
  /// All or none. Errors: conflict (a unique index has these values for another key), internal (no
  /// such table, wrong number or type of columns): a store would refuse the same.
  Result<void> apply(const std::vector<RowChange>& changes);
  /// By key, ascending; null < integer < text, text by bytes. Throws for an unknown table.
  [[nodiscard]] const Rows& rows(std::string_view table) const;
  bool operator==(const MemoryRows& other) const;

 private:
  struct UniqueIndex {
    std::vector<std::size_t> columns;
    std::map<Row, Row> keys;  ///< indexed values → key; rows with a null in them are left out
  };
  struct Table {
    const TableSchema* schema;
    Rows rows;
    std::map<std::string_view, UniqueIndex> indexes;
  };
  [[nodiscard]] Table& table(std::string_view name);
  static Result<void> check(const Table& table, const RowChange& change);
  /// `at`: the row of that key, or the place where it would stand.
  static Result<void> put(Table& table, Rows::iterator at, const Row& key, const Row& row);
  static void remove(Table& table, Rows::iterator at);
  /// Answers the change that takes it back.
  Result<RowChange> apply_one(const RowChange& change);

  std::map<std::string_view, Table> tables_;
};

}  // namespace cleangate::ledger
