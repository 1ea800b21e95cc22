#include "base/uuid.h"
#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {

using namespace measure_executions;

TableSchema measure_executions_schema() {
  return {kTable,
          {{"entry_index", kInteger},
           {"id", kText},
           {"chain", kText},
           {"measure", kText},
           {"level", kText},
           {"at", kInteger},
           {"proof", kText},
           {"note", kText},
           {"actor", kText}},
          1,
          {{"by_warning", {"chain", "entry_index"}}}};
}

Result<void> fold_measure_executions(Folding& folding) {
  if (folding.kind() != Kind::measure_execution || !folding.has(Field::chain)) return {};
  Row row(kColumnCount);
  row[kIndex] = folding.index();
  row[kId] = to_text(folding.entry().event_id);
  row[kChain] = folding.cell(Field::chain);
  row[kMeasure] = TRY(folding.needed(Field::item));
  row[kLevel] = folding.cell(Field::level);
  row[kAt] = folding.event_ms();
  row[kProof] = folding.cell_or(Field::detail, "{}");
  row[kNote] = folding.cell(Field::note);
  row[kActor] = folding.cell(Field::actor);
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace cleangate::ledger
