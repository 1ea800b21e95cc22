#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {
namespace {

using namespace monthly_counts;
using OptionalRow = std::optional<Row>;

/// Where a passage counts; nullopt while it has not crossed inwards.
std::optional<Row> place_of(const OptionalRow& passage) {
  if (!passage || text(passage->at(passages::kOutcome)) != "crossed") return std::nullopt;
  if (text(passage->at(passages::kDirection)) != "in") return std::nullopt;
  const auto word = [&](passages::Column column) { return text_cell(text((*passage)[column])); };
  return Row{local_month(from_unix_ms(integer(passage->at(passages::kAt)))), word(passages::kPlate),
             word(passages::kColour), word(passages::kVehicleClass)};
}

/// A count that falls to 0 has no row.
Result<void> add(Folding& folding, const Row& place, std::int64_t difference) {
  const auto known = TRY(folding.get(kTable, place));
  const std::int64_t count = (known ? integer(known->at(kCount)) : 0) + difference;
  if (count == 0) {
    folding.remove(kTable, place);
    return {};
  }
  Row row = place;
  row.push_back(count);
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace

TableSchema monthly_counts_schema() {
  return {kTable,
          {{"month", kInteger},
           {"plate", kText},
           {"colour", kText},
           {"vehicle_class", kText},
           {"count", kInteger}},
          4,
          {}};
}

Result<void> fold_monthly_counts(Folding& folding) {
  const auto before = place_of(folding.passage_before);
  const auto after = place_of(folding.passage_after);
  if (before == after) return {};
  if (before) TRY(add(folding, *before, -1));
  if (after) TRY(add(folding, *after, 1));
  return {};
}

}  // namespace cleangate::ledger
