#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {

using namespace rule_packs;

TableSchema rule_packs_schema() {
  return {kTable,
          {{"entry_index", kInteger},
           {"pack", kText},
           {"version", kText},
           {"action", kText},
           {"note", kText},
           {"actor", kText},
           {"at", kInteger},
           {"valid_from", kInteger},
           {"toml", kText}},
          1,
          {}};
}

Result<void> fold_rule_packs(Folding& folding) {
  if (folding.kind() != Kind::rule_pack) return {};
  Row row(kColumnCount);
  row[kIndex] = folding.index();
  row[kPack] = TRY(folding.needed(Field::pack));
  row[kVersion] = folding.cell(Field::pack_version);
  row[kAction] = folding.cell(Field::action);
  row[kNote] = folding.cell(Field::note);
  row[kActor] = folding.cell(Field::actor);
  row[kAt] = folding.event_ms();
  row[kValidFrom] = TRY(folding.time_cell(Field::valid_from));
  row[kToml] = folding.cell(Field::toml);
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace cleangate::ledger
