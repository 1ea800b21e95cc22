#include "base/encoding.h"
#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {

using namespace documents;

TableSchema documents_schema() {
  return {kTable,
          {{"sha256", kText},
           {"entry_index", kInteger},
           {"place", kInteger},
           {"mime", kText},
           {"size", kInteger},
           {"name", kText},
           {"at", kInteger},
           {"actor", kText}},
          1,
          {}};
}

Result<void> fold_documents(Folding& folding) {
  if (folding.kind() != Kind::evidence || folding.text(Field::subject) != "document") return {};
  std::int64_t place = 0;
  for (const MediaItem& item : folding.media()) {
    Row row(kColumnCount);
    row[kSha256] = to_hex(item.sha256);
    row[kIndex] = folding.index();
    row[kPlace] = place++;
    row[kMime] = item.mime;
    row[kSize] = static_cast<std::int64_t>(item.size);
    row[kName] = folding.cell(Field::note);
    row[kAt] = folding.event_ms();
    row[kActor] = folding.cell(Field::actor);
    if (!TRY(folding.get(kTable, {row[kSha256]}))) folding.put(kTable, std::move(row));
  }
  return {};
}

}  // namespace cleangate::ledger
