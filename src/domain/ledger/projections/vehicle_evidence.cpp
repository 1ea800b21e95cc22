#include "base/encoding.h"
#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {

using namespace vehicle_evidence;

TableSchema vehicle_evidence_schema() {
  return {kTable,
          {{"plate", kText},
           {"colour", kText},
           {"sha256", kText},
           {"entry_index", kInteger},
           {"place", kInteger},
           {"mime", kText},
           {"size", kInteger},
           {"at", kInteger},
           {"actor", kText}},
          3,
          {}};
}

Result<void> fold_vehicle_evidence(Folding& folding) {
  if (folding.kind() != Kind::evidence || !folding.has(Field::plate)) return {};
  std::int64_t place = 0;
  for (const MediaItem& item : folding.media()) {
    Row row(kColumnCount);
    row[kPlate] = folding.cell(Field::plate);
    row[kColour] = folding.cell_or(Field::colour, "unknown");
    row[kSha256] = to_hex(item.sha256);
    row[kIndex] = folding.index();
    row[kPlace] = place++;
    row[kMime] = item.mime;
    row[kSize] = static_cast<std::int64_t>(item.size);
    row[kAt] = folding.event_ms();
    row[kActor] = folding.cell(Field::actor);
    const auto known = TRY(folding.get(kTable, {row[kPlate], row[kColour], row[kSha256]}));
    if (!known) folding.put(kTable, std::move(row));
  }
  return {};
}

}  // namespace cleangate::ledger
