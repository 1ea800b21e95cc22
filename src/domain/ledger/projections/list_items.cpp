#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {

using namespace list_items;

TableSchema list_items_schema() {
  return {kTable,
          {{"id", kText},
           {"list", kText},
           {"plate", kText},
           {"colour", kText},
           {"reason", kText},
           {"source", kText},
           {"valid_from", kInteger},
           {"valid_to", kInteger},
           {"actor", kText},
           {"updated_index", kInteger}},
          1,
          {}};
}

Result<void> fold_list_items(Folding& folding) {
  if (folding.kind() != Kind::list_change) return {};
  Row row(kColumnCount);
  row[kId] = TRY(folding.needed(Field::item));
  const std::string_view action = folding.text(Field::action);
  if (action == "remove") {
    const auto known = TRY(folding.get(kTable, {row[kId]}));
    if (!known) return fail(ErrorCode::not_found, "no such list item");
    folding.remove(kTable, {row[kId]});
    return {};
  }
  if (action != "add") return fail(ErrorCode::invalid, "list_change: neither add nor remove");
  row[kList] = TRY(folding.needed(Field::list));
  row[kPlate] = folding.cell(Field::plate);
  row[kColour] = folding.cell(Field::colour);  // null: any
  row[kReason] = folding.cell(Field::reason);
  row[kSource] = folding.cell(Field::source);
  row[kValidFrom] = TRY(folding.time_cell(Field::valid_from));
  row[kValidTo] = TRY(folding.time_cell(Field::valid_to));
  row[kActor] = folding.cell(Field::actor);
  row[kUpdatedIndex] = folding.index();
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace cleangate::ledger
