#include "service/say_stage.h"

#include "domain/vehicle/dossier_change.h"
#include "domain/vehicle/vin.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;

Draft word_draft(Plant& plant, const StageWord& word, std::string_view action,
                 const std::string& passage, const Actor& actor) {
  Draft draft = make_draft(plant, ledger::Kind::stage_statement, actor);
  draft.payload.set(Field::plate, word.name.plate)
      .set(Field::colour, std::string(plate::to_text(word.name.colour)))
      .set(Field::action, std::string(action))
      .set(Field::value, vehicle::to_json(word.statement).dump())
      .set(Field::source, std::string(vehicle::to_text(word.statement.source)))
      .set_if(Field::passage, passage);
  if (word.facts) draft.payload.set(Field::facts, vehicle::to_json(*word.facts).dump());
  return draft;
}

/// What the gate would say of this vehicle if the word were in the log.
void set_verdict(ledger::Payload& payload, Plant& plant, const StageWord& word,
                 const vehicle::Registered& facts, std::string_view vehicle_class,
                 std::string_view direction) {
  const auto& [plate, colour] = word.name;
  auto situation = plant.state.situation(
      plate, colour, vehicle_class,
      direction == "out" ? rules::Direction::out : rules::Direction::in, plant.now());
  situation.facts = vehicle::facts_of(facts, plate, colour, vehicle_class);
  const auto decision = rules::decide(situation);
  if (!facts.stage.is_unknown()) payload.set(Field::stage, stage_json(situation.facts).dump());
  payload.set(Field::verdict, std::string(rules::to_text(decision.verdict)))
      .set(Field::reasons, rules::to_log_json(decision).dump());
}

}  // namespace

std::string speaks_of_another(const vehicle::Statement& statement, const VehicleName& name,
                              std::string_view vin) {
  if (!statement.vin.empty() && !vin.empty() &&
      vehicle::normalise_vin(statement.vin) != vehicle::normalise_vin(vin)) {
    return "other_vin";
  }
  using plate::Colour;
  if (!statement.plate.empty() && plate::normalise(statement.plate) != name.plate) {
    return "other_plate";
  }
  const bool has_other_colour = statement.colour != Colour::unknown &&
                                name.colour != Colour::unknown && statement.colour != name.colour;
  return has_other_colour ? "other_plate" : "";
}

namespace {

/// The entry with what the dossier and the gate make of it.
Draft counting_word(Plant& plant, const StageWord& word, std::string_view action,
                    const Actor& actor) {
  const auto& [plate, colour] = word.name;
  const auto& book = plant.state.dossiers();
  const auto registry = plant.state.registry(plate, colour);
  const auto now = std::max(plant.now(), word.statement.at);
  std::string passage = word.passage, vehicle_class = word.vehicle_class;
  std::string direction = word.direction;
  if (const auto* held = book.held(plate, colour); held && passage.empty()) {
    passage = held->passage;
    vehicle_class = held->vehicle_class;
    direction = held->direction;
  }
  Draft draft = word_draft(plant, word, action, passage, actor);
  const SaidNow said{&word.statement, word.facts ? &*word.facts : nullptr};
  const auto before = book.dossier(plate, colour, registry, now);
  const auto after = book.dossier(plate, colour, registry, now, said);
  draft.payload.set(Field::state, after.pending ? "pending" : "settled");
  if (const auto change = vehicle::compare(before, after)) {
    draft.payload.set(Field::detail, vehicle::to_json(*change).dump());
  }
  set_verdict(draft.payload, plant, word, book.counting(plate, colour, registry, now, said),
              vehicle_class, direction);
  return draft;
}

}  // namespace

Draft accepted_word(Plant& plant, const StageWord& word, const Actor& actor) {
  return counting_word(plant, word, "add", actor);
}

Draft confirmed_word(Plant& plant, const StageWord& word, const std::string& entry,
                     const Actor& actor) {
  auto draft = counting_word(plant, word, "confirm", actor);
  draft.payload.set(Field::item, entry);
  return draft;
}

Draft rejected_word(Plant& plant, const StageWord& word, std::string_view cause,
                    const Actor& actor) {
  Draft draft = word_draft(plant, word, "reject", word.passage, actor);
  draft.payload.set(Field::state, "pending").set(Field::cause, std::string(cause));
  return draft;
}

}  // namespace cleangate::service
