#include "domain/ledger/projections/amendments.h"

#include "base/json.h"
#include "domain/ledger/projections/stage_cells.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {
namespace {

using namespace passages;

Json shown(const Row& row) {
  const auto plate = text(row[kPlate]);
  return Json::object(
      {{"plate", plate.empty() ? Json() : Json(plate)}, {"colour", text(row[kColour])}});
}

}  // namespace

bool names_plate(const Folding& folding) {
  return folding.has(Field::plate) || folding.has(Field::colour);
}

Result<void> amend(const Folding& folding, Row& row) {
  Json layer = Json::object({{"entry", folding.index()},
                             {"at", to_rfc3339(folding.entry().event_time)},
                             {"by", folding.text(Field::actor)},
                             {"reason", folding.text(Field::reason)},
                             {"before", shown(row)}});
  if (folding.has(Field::plate)) row[kPlate] = folding.cell(Field::plate);
  if (folding.has(Field::colour)) row[kColour] = folding.cell(Field::colour);
  if (folding.has(Field::plate_class)) row[kPlateClass] = folding.cell(Field::plate_class);
  layer.set("after", shown(row));
  row[kVehicleClass] = folding.cell(Field::vehicle_class);
  auto stage = TRY(stage_cells(folding.has(Field::stage) ? folding.text(Field::stage) : "{}"));
  row[kStageMin] = std::move(stage[0]);
  row[kStageMax] = std::move(stage[1]);
  row[kStageSource] = std::move(stage[2]);
  Json layers = TRY(parse_json(text(row[kAmendments])));
  layers.push(std::move(layer));
  row[kAmendments] = layers.dump();
  return {};
}

}  // namespace cleangate::ledger
