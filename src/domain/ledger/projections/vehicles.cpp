#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {

using namespace vehicles;

TableSchema vehicles_schema() {
  return {kTable,
          {{"plate", kText},
           {"colour", kText},
           {"facts", kText},
           {"source", kText},
           {"updated_index", kInteger}},
          2,
          {}};
}

/// The facts are the whole new state of the vehicle.
Result<void> fold_vehicles(Folding& folding) {
  if (folding.kind() != Kind::vehicle_fact) return {};
  Row row(kColumnCount);
  row[kPlate] = TRY(folding.needed(Field::plate));
  row[kColour] = folding.cell_or(Field::colour, "unknown");
  if (folding.text(Field::action) == "remove") {
    const Row key = {row[kPlate], row[kColour]};
    const auto known = TRY(folding.get(kTable, key));
    if (!known) return fail(ErrorCode::not_found, "no such vehicle");
    folding.remove(kTable, key);
    return {};
  }
  row[kFacts] = folding.cell_or(Field::facts, "{}");
  row[kSource] = folding.cell(Field::source);
  row[kUpdatedIndex] = folding.index();
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace cleangate::ledger
