#include "store/sqlite/held_rows.h"

#include <algorithm>
#include <stdexcept>

#include "base/encoding.h"

namespace cleangate::store {

using ledger::Row;

std::string bytes_of(const ledger::Cell* cells, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view words = ledger::text(cells[i]);
    out += static_cast<char>(cells[i].index());
    put_u64(out, static_cast<std::uint64_t>(ledger::integer(cells[i])));
    put_u64(out, words.size());
    out += words;
  }
  return out;
}

HeldRows::HeldRows(const ledger::TableSchema& schema) : key_columns_(schema.key_columns) {
  for (const ledger::Index& index : schema.indexes) {
    if (!index.unique) continue;
    Unique& unique = unique_.emplace_back(index.name);
    for (const std::string_view name : index.columns) {
      const auto found = std::ranges::find(schema.columns, name, &ledger::Column::name);
      unique.columns.push_back(static_cast<std::size_t>(found - schema.columns.begin()));
    }
  }
}

std::string HeldRows::key_of(const Row& row) const {
  return bytes_of(row.data(), key_columns_);
}

std::string HeldRows::values_of(const Unique& index, const Row& row) {
  Row values;
  for (const std::size_t column : index.columns) values.push_back(row[column]);
  return bytes_of(values.data(), values.size());
}

HeldRows::Held* HeldRows::find(const Row& key_or_row) {
  if (rows_.empty()) return nullptr;  // as most tables are, most of the time
  const auto found = rows_.find(key_of(key_or_row));
  return found == rows_.end() ? nullptr : &found->second;
}

HeldRows::Held* HeldRows::find_by(std::string_view index, const Row& values) {
  const auto unique = std::ranges::find(unique_, index, &Unique::name);
  if (unique == unique_.end()) throw std::logic_error("no unique index " + std::string(index));
  if (unique->keys.empty()) return nullptr;
  const auto key = unique->keys.find(bytes_of(values.data(), values.size()));
  return key == unique->keys.end() ? nullptr : &rows_.at(key->second);
}

void HeldRows::put(const Row& row, std::int64_t last_change) {
  std::string key = key_of(row);
  const auto [held, is_new] = rows_.try_emplace(key);
  for (Unique& index : unique_) {
    std::string values = values_of(index, row);
    if (!is_new) {
      const std::string old_values = values_of(index, held->second.row);
      if (old_values == values) continue;
      index.keys.erase(old_values);
    }
    index.keys.insert_or_assign(std::move(values), key);
  }
  held->second = {row, last_change};
}

void HeldRows::remove(const Row& key_or_row) {
  const auto held = rows_.find(key_of(key_or_row));
  if (held == rows_.end()) return;
  for (Unique& index : unique_) {
    const auto mapped = index.keys.find(values_of(index, held->second.row));
    if (mapped != index.keys.end() && mapped->second == held->first) index.keys.erase(mapped);
  }
  rows_.erase(held);
}

}  // namespace cleangate::store
