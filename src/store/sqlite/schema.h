#pragma once
// SQL of the projections' tables, written from ledger::TableSchema, so that no table is described
// twice. Pure text.

#include <cstdint>
#include <string>

#include "domain/ledger/projection.h"

namespace cleangate::store {

/// CREATE TABLE and CREATE INDEX of all projections, with the indexes that only this store's
/// queries need.
[[nodiscard]] std::string create_projections();
/// DROP TABLE IF EXISTS of all projections.
[[nodiscard]] std::string drop_projections();
/// Hex SHA-256 of create_projections(): another one in the file means that its tables were made
/// by another version and must be folded again.
[[nodiscard]] std::string projections_fingerprint();

[[nodiscard]] std::string select_by_key(const ledger::TableSchema& table);
[[nodiscard]] std::string select_by_index(const ledger::TableSchema& table,
                                          const ledger::Index& index);
/// All rows in key order.
[[nodiscard]] std::string select_all(const ledger::TableSchema& table);
[[nodiscard]] std::string insert_row(const ledger::TableSchema& table);
/// Inserts, or replaces the row of that key; another row's unique value stays a conflict.
[[nodiscard]] std::string upsert_row(const ledger::TableSchema& table);
/// Sets the columns whose bit is set in `columns`, in order; the key columns follow.
[[nodiscard]] std::string update_row(const ledger::TableSchema& table, std::uint64_t columns);
[[nodiscard]] std::string delete_row(const ledger::TableSchema& table);

}  // namespace cleangate::store
