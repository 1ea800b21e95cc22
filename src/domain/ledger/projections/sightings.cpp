#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {

using namespace sightings;

TableSchema sightings_schema() {
  return {kTable, {{"vendor_key", kText}, {"entry_index", kInteger}, {"passage", kText}}, 1, {}};
}

Result<void> fold_sightings(Folding& folding) {
  if (folding.kind() != Kind::passage && folding.kind() != Kind::sighting) return {};
  if (!folding.has(Field::vendor_key)) return {};
  Row row(kColumnCount);
  row[kVendorKey] = folding.cell(Field::vendor_key);
  const auto known = TRY(folding.get(kTable, {row[kVendorKey]}));
  if (known) return fail(ErrorCode::conflict, "duplicate message: its vendor key is in the log");
  row[kEntry] = folding.index();
  row[kPassage] = (*folding.passage_after)[passages::kId];
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace cleangate::ledger
