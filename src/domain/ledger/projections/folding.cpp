#include "domain/ledger/projections/folding.h"

#include <algorithm>

#include "base/text.h"

namespace cleangate::ledger {

Cell Folding::cell(Field field) const {
  return has(field) ? text_cell(text(field)) : Cell();
}

Cell Folding::cell_or(Field field, std::string_view fallback) const {
  return text_cell(has(field) ? text(field) : fallback);
}

Cell Folding::number_cell(Field field) const {
  const auto number = parse_integer(text(field));
  return number ? Cell(*number) : Cell();
}

Result<Cell> Folding::time_cell(Field field) const {
  if (!has(field)) return Cell();
  const auto time = parse_rfc3339(text(field));
  if (!time) {
    return fail(ErrorCode::invalid, std::string(field_info(field)->name) + ": not RFC 3339");
  }
  return Cell(to_unix_ms(*time));
}

Result<std::string> Folding::needed(Field field) const {
  if (!has(field)) {
    return fail(ErrorCode::invalid,
                std::string(to_text(kind())) + " without " + std::string(field_info(field)->name));
  }
  return std::string(text(field));
}

Result<std::optional<Row>> Folding::get(std::string_view table, const Row& key) {
  // Newest first: a fold makes a handful of changes.
  for (auto change = changes_.rbegin(); change != changes_.rend(); ++change) {
    if (change->table != table || !std::equal(key.begin(), key.end(), change->row.begin()))
      continue;
    if (change->action == RowChange::Action::remove) return std::nullopt;
    return change->row;
  }
  return rows_.get(table, key);
}

Result<std::optional<Row>> Folding::get_by(std::string_view table, std::string_view index,
                                           const Row& values) {
  return rows_.get_by(table, index, values);
}

void Folding::put(std::string_view table, Row row) {
  changes_.push_back({table, RowChange::Action::put, std::move(row)});
}

void Folding::remove(std::string_view table, Row key) {
  changes_.push_back({table, RowChange::Action::remove, std::move(key)});
}

Result<void> add_to_count(Folding& folding, std::string_view table, Row place,
                          std::int64_t difference) {
  const auto known = TRY(folding.get(table, place));
  const std::int64_t count = (known ? integer(known->at(place.size())) : 0) + difference;
  if (count == 0) {
    folding.remove(table, std::move(place));
    return {};
  }
  place.push_back(count);
  folding.put(table, std::move(place));
  return {};
}

Result<void> move_count(Folding& folding, std::string_view table, const std::optional<Row>& from,
                        const std::optional<Row>& to) {
  if (from == to) return {};
  if (from) TRY(add_to_count(folding, table, *from, -1));
  if (to) TRY(add_to_count(folding, table, *to, 1));
  return {};
}

}  // namespace cleangate::ledger
