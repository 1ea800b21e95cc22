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
  return move_count(folding, kTable, place_of(folding.passage_before),
                    place_of(folding.passage_after));
}

}  // namespace cleangate::ledger
