#include "service/confirm_vehicle.h"

#include "domain/ledger/projections/tables.h"
#include "service/register_vehicle.h"
#include "service/show_vehicle.h"
#include "service/use_case.h"

namespace cleangate::service {

using ledger::Field;
namespace table = ledger::vehicles;

void confirm_vehicle(Plant& plant, const std::string& plate, const std::string& colour,
                     const Actor& actor, Reply reply) {
  const auto name = vehicle_name(plate, colour);
  if (!name) return reply(std::unexpected(name.error()));
  const auto* record = plant.state.vehicle(name->plate, name->colour);
  if (!record) return reply(fail(ErrorCode::not_found, "this vehicle is not registered"));
  if (!record->layers.until) {
    return reply(fail(ErrorCode::conflict, "nothing waits to be confirmed for this vehicle"));
  }
  Draft draft = make_draft(plant, ledger::Kind::vehicle_fact, actor);
  draft.payload.set(Field::plate, name->plate)
      .set(Field::colour, std::string(plate::to_text(name->colour)))
      .set(Field::action, "confirm")
      .set(Field::facts, std::string(ledger::text(record->row[table::kFacts])))
      .set(Field::source, std::string(ledger::text(record->row[table::kSource])));
  const auto now = plant.clock.wall();
  append_and_show(
      plant, std::move(draft), table::kTable,
      [now](const ledger::Row& row) { return show_vehicle(row, now); }, std::move(reply));
}

}  // namespace cleangate::service
