#pragma once
// Projections: every table is a pure fold of the log. A fold gets an entry and may ask for rows;
// it answers with row changes, which the store applies in the entry's own transaction, memory
// state applies after the commit, and `verify` computes again. Pure; no SQL.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "domain/ledger/entry.h"
#include "domain/ledger/payload.h"

namespace cleangate::ledger {

using Cell = std::variant<std::monostate, std::int64_t, std::string>;
using Row = std::vector<Cell>;

enum class ColumnType : std::uint8_t { integer, text };
struct Column {
  std::string_view name;
  ColumnType type;
};
struct Index {
  std::string_view name;
  std::vector<std::string_view> columns;
  bool unique = false;
};
struct TableSchema {
  std::string_view name;
  std::vector<Column> columns;
  std::size_t key_columns;  ///< the first n columns are the primary key
  std::vector<Index> indexes;
};

struct RowChange {
  enum class Action : std::uint8_t { put, remove };
  std::string_view table;
  Action action = Action::put;
  Row row;  ///< put: all columns; remove: the key columns
};

/// Rows as they stand before this entry plus the changes of this fold so far.
class RowSource {
 public:
  virtual ~RowSource() = default;
  /// `key`: the key columns. nullopt when there is none. Errors: the store's.
  virtual Result<std::optional<Row>> get(std::string_view table, const Row& key) = 0;
  /// By a unique index's columns.
  virtual Result<std::optional<Row>> get_by(std::string_view table, std::string_view index,
                                            const Row& values) = 0;
};

/// An entry with what it says.
struct LoggedEntry {
  Entry entry;
  Payload payload;
  std::vector<MediaItem> media;
};

/// All tables, in a fixed order.
[[nodiscard]] const std::vector<TableSchema>& projection_tables();
[[nodiscard]] const TableSchema* find_table(std::string_view name);

/// Every projection's changes for one entry, in order.
/// Errors: conflict when the entry may not be appended (a vendor key or an id that exists, a hold
/// that is resolved already): the store then rolls this entry back and logs nothing.
[[nodiscard]] Result<std::vector<RowChange>> fold(const LoggedEntry& entry, RowSource& rows);

[[nodiscard]] inline std::int64_t integer(const Cell& cell) {
  const auto* value = std::get_if<std::int64_t>(&cell);
  return value ? *value : 0;
}
[[nodiscard]] inline std::string_view text(const Cell& cell) {
  const auto* value = std::get_if<std::string>(&cell);
  return value ? std::string_view(*value) : std::string_view();
}
[[nodiscard]] inline bool is_null(const Cell& cell) {
  return cell.index() == 0;
}

}  // namespace cleangate::ledger
