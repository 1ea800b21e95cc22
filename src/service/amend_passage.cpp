#include "service/amend_passage.h"

#include "base/limits.h"
#include "domain/ledger/projections/tables.h"
#include "service/register_vehicle.h"
#include "service/show_passage.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;
namespace table = ledger::passages;

SeenAs seen_as(const ledger::Row& row) {
  SeenAs seen;
  seen.plate = ledger::text(row[table::kPlate]);
  seen.colour =
      plate::parse_colour(ledger::text(row[table::kColour])).value_or(plate::Colour::unknown);
  if (ledger::text(row[table::kDirection]) == "out") seen.direction = rules::Direction::out;
  return seen;
}

Result<void> may_amend(const Plant& plant, const ledger::Row& row, const Actor& actor) {
  const std::string id(ledger::text(row[table::kId]));
  if (actor.role == "guard" && !plant.state.open_holds().contains(id)) {
    return fail(ErrorCode::denied,
                "this vehicle waits for nobody any more: a manager may amend the passage");
  }
  const auto layers = parse_json(ledger::text(row[table::kAmendments]));
  if (layers && layers->items().size() >= kMaxAmendments) {
    return fail(ErrorCode::conflict, "this passage was amended too often");
  }
  return {};
}

Result<Draft> amendment(Plant& plant, const ledger::Row& row, const Json& body,
                        const Actor& actor) {
  TRY(must_be_object(body));
  TRY(may_amend(plant, row, actor));
  const auto reason = TRY(required_text(body, "reason", kMaxNoteBytes));
  Draft draft = make_draft(plant, ledger::Kind::amendment, actor);
  draft.payload.set(Field::passage, std::string(ledger::text(row[table::kId])))
      .set(Field::reason, reason);
  const bool says = TRY(set_correction(plant, seen_as(row), body, draft.payload));
  if (!says) return fail(ErrorCode::invalid, "plate: another plate or colour than it has");
  return draft;
}

}  // namespace

Result<bool> set_correction(const Plant& plant, const SeenAs& seen, const Json& body,
                            ledger::Payload& payload) {
  const auto plate_text = TRY(optional_text(body, "plate"));
  const auto colour_text = TRY(optional_text(body, "colour"));
  if (plate_text.empty() && colour_text.empty()) return false;
  const auto right = TRY(vehicle_name(
      plate_text.empty() ? seen.plate : plate_text,
      colour_text.empty() ? plate::to_text(seen.colour) : std::string_view(colour_text)));
  if (right.plate == seen.plate && right.colour == seen.colour) return false;
  const auto facts =
      plant.state.situation(right.plate, right.colour, "", seen.direction, plant.clock.wall())
          .facts;
  payload.set(Field::plate, right.plate)
      .set(Field::colour, std::string(plate::to_text(right.colour)))
      .set(Field::plate_class,
           std::string(plate::to_text(plate::classify(right.plate, right.colour))))
      .set_if(Field::vehicle_class, facts.vehicle_class);
  if (!facts.stage.is_unknown()) payload.set(Field::stage, stage_json(facts).dump());
  return true;
}

void amend_passage(Plant& plant, const ledger::Row& row, const Json& body, const Actor& actor,
                   Reply reply) {
  auto draft = amendment(plant, row, body, actor);
  if (!draft) return reply(std::unexpected(draft.error()));
  const auto show = [find = plant.state.rules().find_pack()](const ledger::Row& changed) {
    return show_passage(changed, find);
  };
  append_and_show(plant, *std::move(draft), table::kTable, show, std::move(reply));
}

}  // namespace cleangate::service
