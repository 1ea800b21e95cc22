#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {
namespace {

using namespace daily_counts;
using OptionalRow = std::optional<Row>;

/// Where a passage counts; nullopt while it has not crossed.
std::optional<Row> place_of(const OptionalRow& passage) {
  if (!passage || text(passage->at(passages::kOutcome)) != "crossed") return std::nullopt;
  const auto word = [&](passages::Column column) { return text_cell(text((*passage)[column])); };
  return Row{local_day(from_unix_ms(integer(passage->at(passages::kAt)))), word(passages::kLane),
             word(passages::kDirection), word(passages::kVerdict)};
}

}  // namespace

TableSchema daily_counts_schema() {
  return {kTable,
          {{"day", kInteger},
           {"lane", kText},
           {"direction", kText},
           {"verdict", kText},
           {"count", kInteger}},
          4,
          {}};
}

Result<void> fold_daily_counts(Folding& folding) {
  return move_count(folding, kTable, place_of(folding.passage_before),
                    place_of(folding.passage_after));
}

}  // namespace cleangate::ledger
