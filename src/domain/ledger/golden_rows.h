#pragma once
// What the golden log's file says of the projections' rows: a digest of each table, as far as it
// stood when the file was made. Tests only.

#include <span>
#include <string>
#include <string_view>

#include "base/encoding.h"
#include "base/hash.h"
#include "domain/ledger/memory_rows.h"

namespace cleangate::ledger::golden {

/// Tables and columns as they stood when the file was made. Later ones stand behind these and have
/// tests of their own: the file stays as it is for ever.
struct GoldenTable {
  std::string_view name;
  std::size_t columns;
};
inline constexpr GoldenTable kGoldenTables[] = {
    {"passages", 33}, {"sightings", 3},       {"vehicles", 5},     {"list_items", 10},
    {"settings", 6},  {"warning_actions", 9}, {"rule_packs", 7},   {"presence", 5},
    {"movements", 8}, {"device_states", 5},   {"daily_counts", 5},
};

/// Of all cells of all rows, each with its type and length.
inline Hash digest_of(const MemoryRows& rows, const GoldenTable& table) {
  std::string bytes;
  for (const auto& [key, row] : rows.rows(table.name)) {
    for (const Cell& cell : std::span(row).first(table.columns)) {
      bytes.push_back(static_cast<char>(cell.index()));
      if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        put_u64(bytes, static_cast<std::uint64_t>(*number));
      } else {
        put_u64(bytes, text(cell).size());
        bytes += text(cell);
      }
    }
  }
  return sha256(bytes);
}

}  // namespace cleangate::ledger::golden
