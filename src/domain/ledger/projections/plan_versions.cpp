#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {

using namespace plan_versions;

TableSchema plan_versions_schema() {
  return {kTable,
          {{"entry_index", kInteger},
           {"value", kText},
           {"note", kText},
           {"actor", kText},
           {"at", kInteger}},
          1,
          {}};
}

Result<void> fold_plan_versions(Folding& folding) {
  if (folding.kind() != Kind::plan) return {};
  Row row(kColumnCount);
  row[kIndex] = folding.index();
  row[kValue] = folding.cell(Field::value);
  row[kNote] = folding.cell(Field::note);
  row[kActor] = folding.cell(Field::actor);
  row[kAt] = to_unix_ms(folding.entry().log_time);
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace cleangate::ledger
