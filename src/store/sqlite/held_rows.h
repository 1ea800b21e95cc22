#pragma once
// Rows of one table in memory, found by key and by unique index; for checks that fold a log
// without a database of their own. One thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/ledger/projection.h"

namespace cleangate::store {

/// Cells as bytes, for hashing: different cells give different bytes.
[[nodiscard]] std::string bytes_of(const ledger::Cell* cells, std::size_t count);

class HeldRows {
 public:
  struct Held {
    ledger::Row row;
    std::int64_t last_change = -1;  ///< entry of the last change to come, once it is known
  };
  explicit HeldRows(const ledger::TableSchema& schema);

  [[nodiscard]] Held* find(const ledger::Row& key_or_row);
  /// nullptr when none is held; throws when the index is unknown or not unique.
  [[nodiscard]] Held* find_by(std::string_view index, const ledger::Row& values);
  void put(const ledger::Row& row, std::int64_t last_change);
  void remove(const ledger::Row& key_or_row);
  [[nodiscard]] std::size_t size() const { return rows_.size(); }

 private:
  struct Unique {
    std::string_view name;
    std::vector<std::size_t> columns;
    std::unordered_map<std::string, std::string> keys;  ///< values → key
  };
  [[nodiscard]] static std::string values_of(const Unique& index, const ledger::Row& row);
  [[nodiscard]] std::string key_of(const ledger::Row& row) const;

  std::size_t key_columns_;
  std::unordered_map<std::string, Held> rows_;
  std::vector<Unique> unique_;
};

}  // namespace cleangate::store
