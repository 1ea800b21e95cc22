#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {
namespace {

using namespace movements;

Row movement(const Folding& folding, std::string_view kind) {
  Row row(kColumnCount);
  row[kIndex] = folding.index();
  row[kAt] = folding.event_ms();
  row[kLane] = folding.cell(Field::lane);
  row[kKind] = text_cell(kind);
  row[kPath] = folding.cell(Field::path);
  row[kActor] = folding.cell(Field::actor);
  row[kReason] = folding.cell(Field::reason);
  return row;
}

/// The first sign that the barrier went up for a passage; later signs are of the same movement.
Result<void> fold_actuation(Folding& folding) {
  const std::string_view stage = folding.text(Field::stage_of);
  if (stage != "reply_written" && stage != "commanded" && stage != "moved") return {};
  const Row& passage = *folding.passage_after;
  const auto earlier = TRY(folding.get_by(kTable, "by_passage", {passage[passages::kId]}));
  if (earlier) return {};
  Row row = movement(folding, "passage");
  row[kPassage] = passage[passages::kId];
  if (is_null(row[kLane])) row[kLane] = passage[passages::kLane];
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace

TableSchema movements_schema() {
  return {kTable,
          {{"entry_index", kInteger},
           {"at", kInteger},
           {"lane", kText},
           {"passage", kText},
           {"kind", kText},
           {"path", kText},
           {"actor", kText},
           {"reason", kText}},
          1,
          {{"by_passage", {"passage"}, true}}};
}

Result<void> fold_movements(Folding& folding) {
  if (folding.kind() == Kind::lift) folding.put(kTable, movement(folding, "lift"));
  if (folding.kind() != Kind::actuation || !folding.passage_after) return {};
  return fold_actuation(folding);
}

}  // namespace cleangate::ledger
