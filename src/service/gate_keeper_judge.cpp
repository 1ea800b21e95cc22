#include <algorithm>

#include "base/limits.h"
#include "domain/plate/confusable.h"
#include "service/gate_keeper_impl.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;

rules::Direction direction_of(const PlantState& state, const std::string& lane,
                              const gate::Sighting& sighting) {
  const auto* device = state.device(sighting.device);
  const auto* config = state.lane(lane);
  std::string direction = device ? device->direction : "";
  if (direction != "in" && direction != "out") direction.clear();
  if (direction.empty() && config && config->direction != "both") direction = config->direction;
  if (direction.empty()) direction = sighting.movement == "reverse" ? "out" : "in";
  return direction == "out" ? rules::Direction::out : rules::Direction::in;
}

/// Plates one confusable character away that this plant knows, each with where it leads.
Json candidates_of(const PlantState& state, const gate::Sighting& sighting,
                   rules::Direction direction, WallTime at) {
  Json out = Json::array();
  if (sighting.plate.empty() || state.is_known(sighting.plate, sighting.colour, at)) return out;
  for (const auto& plate : plate::repair_candidates(sighting.plate)) {
    if (!state.is_known(plate, sighting.colour, at)) continue;
    const auto decision = rules::decide(
        state.situation(plate, sighting.colour, sighting.vehicle_class, direction, at));
    out.push(Json::object({{"plate", plate},
                           {"colour", plate::to_text(sighting.colour)},
                           {"verdict", rules::to_text(decision.verdict)},
                           {"reasons", rules::to_log_json(decision)}}));
  }
  return out;
}

void set_reading(ledger::Payload& payload, const gate::Sighting& sighting) {
  payload.set(Field::vendor_key, sighting.vendor_key)
      .set_if(Field::device_time, sighting.device_time_text)
      .set_if(Field::plate_raw, sighting.plate_raw)
      .set_if(Field::device_direction, sighting.movement)
      .set(Field::received_at, to_rfc3339(sighting.received));
  if (sighting.confidence) payload.set(Field::confidence, std::to_string(*sighting.confidence));
}

void set_decision(ledger::Payload& payload, const gate::Sighting& sighting,
                  const Judgement& judgement, bool is_correction) {
  const auto& facts = judgement.situation.facts;
  payload.set_if(Field::plate, sighting.plate)
      .set(Field::colour, std::string(plate::to_text(sighting.colour)))
      .set(Field::plate_class,
           std::string(plate::to_text(plate::classify(sighting.plate, sighting.colour))))
      .set_if(Field::vehicle_class,
              facts.vehicle_class.empty() ? sighting.vehicle_class : facts.vehicle_class)
      .set(Field::verdict, std::string(rules::to_text(judgement.decision.verdict)))
      .set(Field::reasons, rules::to_log_json(judgement.decision).dump())
      .set(Field::facts, vehicle::to_json(facts).dump());
  if (!judgement.decision.exempted.empty()) {
    payload.set(Field::exempted, rules::exempted_json(judgement.decision).dump());
  }
  Json quotas = Json::array();
  for (auto& id : quotas_of(judgement.situation)) quotas.push(std::move(id));
  // A corrected reading takes back what the first one counted in.
  if (is_correction || !quotas.items().empty()) {
    payload.set(Field::detail, Json::object({{"quotas", std::move(quotas)}}).dump());
  }
  if (!facts.stage.is_unknown()) {
    payload.set(Field::stage, stage_json(facts).dump());
  }
  if (!judgement.candidates.items().empty()) {
    payload.set(Field::candidates, judgement.candidates.dump());
  }
}

void set_photos(Draft& draft, const Job& job) {
  if (job.photo_fault.empty()) {
    draft.media = job.photos.items;
    draft.locations = job.locations;
    return;
  }
  Json missing = Json::array();
  for (const auto& item : job.photos.items) {
    missing.push(Json::object({{"kind", item.kind}, {"cause", job.photo_fault}}));
  }
  draft.payload.set(Field::photos_missing, missing.dump());
}

}  // namespace

gate::Lane GateKeeper::Impl::lane_state(const std::string& lane) const {
  const auto* config = plant.state.lane(lane);
  return {config ? config->mode : gate::Mode::manual, plant.state.kill_switch()};
}

/// Live, late, or in doubt. A live message that only its camera's clock calls old may be a vehicle
/// that stands there: the guard is asked, unless the lane waits for another vehicle already (a
/// burst of stored reads is one question, not forty).
void GateKeeper::Impl::judge_time(const Job& job, Judgement& judgement) {
  const auto& sighting = job.sighting;
  auto& clock = clocks[sighting.device];
  const auto age = clock.age(sighting);
  judgement.fresh = gate::is_fresh(sighting, age);
  clock.learn(sighting, judgement.fresh);
  const auto& present = lanes[job.lane].passage;
  const bool is_free = !present || present->state.is_settled();
  if (!judgement.fresh && sighting.is_live() && is_free) {
    judgement.fresh = judgement.in_doubt = true;
  }
  judgement.at = gate::event_time(sighting, judgement.fresh, age);
  if (judgement.fresh) judgement.at = std::max(judgement.at, plant.state.last_logged());
}

void GateKeeper::Impl::judge_merge(const Job& job, Judgement& judgement) const {
  const auto& present = lanes.at(job.lane).passage;
  if (!present || present->reads >= kMaxReadsPerPassage) return;
  const auto& sighting = job.sighting;
  // After its end an arrival is a new one, also of the same vehicle.
  const bool has_ended = present->state.phase() == gate::PassageState::Phase::ended;
  if (has_ended && judgement.fresh && !sighting.turn_back) return;
  gate::Read read{sighting.plate, sighting.colour, judgement.direction,
                  judgement.at,   judgement.known, {}};
  if (judgement.fresh) read.received = sighting.received_monotonic;
  // Under the barrier that went up, a plate not yet read is another vehicle.
  const bool cycled = present->state.has_opened() &&
                      std::ranges::find(present->read_as, sighting.plate) == present->read_as.end();
  const auto* config = plant.state.lane(job.lane);
  const auto window = config ? config->merge_window : Milliseconds(kMergeWindow);
  judgement.same = gate::compare(present->read, read, window, cycled);
  judgement.replaces =
      judgement.same == gate::Same::correction && judgement.known && judgement.fresh;
}

void GateKeeper::Impl::judge_opening(const Job& job, Judgement& judgement) const {
  const auto& present = lanes.at(job.lane).passage;
  const bool is_arrival = judgement.is_arrival();
  gate::Arrival arrival;
  arrival.direction = judgement.direction;
  arrival.verdict = judgement.decision.verdict;
  arrival.fresh = judgement.fresh && !judgement.in_doubt && !judgement.turns_back;
  arrival.fake_plate = job.sighting.fake_plate;
  arrival.denied = std::ranges::any_of(judgement.situation.lists,
                                       [](const auto& hit) { return hit.list == "deny"; });
  arrival.already_opened = !is_arrival && present && !present->state.may_open_by_read();
  const bool may_change = is_arrival || judgement.replaces;
  judgement.opens = may_change && gate::means_to_open(lane_state(job.lane), arrival);
  // A vehicle that may pass and finds the barrier shut asks for the guard.
  const bool asks = judgement.decision.verdict != rules::Verdict::refuse ||
                    job.sighting.fake_plate || judgement.in_doubt;
  const bool waits_on = judgement.replaces && present && present->state.waits();
  judgement.waits = (is_arrival || waits_on) && !judgement.opens && asks && !judgement.turns_back;
}

Judgement GateKeeper::Impl::judge(const Job& job) {
  const auto& sighting = job.sighting;
  Judgement out;
  out.turns_back = sighting.turn_back;
  judge_time(job, out);
  out.direction = direction_of(plant.state, job.lane, sighting);
  out.situation = plant.state.situation(sighting.plate, sighting.colour, sighting.vehicle_class,
                                        out.direction, out.at);
  out.decision = rules::decide(out.situation);
  out.candidates = candidates_of(plant.state, sighting, out.direction, out.at);
  out.known = plant.state.is_known(sighting.plate, sighting.colour, out.at);
  judge_merge(job, out);
  judge_opening(job, out);
  return out;
}

Draft GateKeeper::Impl::passage_draft(const Job& job, const Judgement& judgement) {
  const auto* config = plant.state.lane(job.lane);
  Draft draft;
  draft.kind = ledger::Kind::passage;
  draft.event_id = uuid_v7(plant.clock.wall(), plant.random);
  draft.event_time = judgement.at;
  draft.clock_quality =
      judgement.in_doubt ? ClockQuality::contradictory : job.sighting.clock_quality;
  draft.device = job.sighting.device;
  draft.payload.set(Field::lane, job.lane)
      .set_if(Field::gate, config ? config->gate : "")
      .set(Field::direction, std::string(rules::to_text(judgement.direction)))
      .set(Field::mode, std::string(gate::to_text(lane_state(job.lane).mode)))
      .set(Field::intent, judgement.opens ? "open" : "none");
  if (!judgement.fresh) draft.payload.set(Field::historic, "1");
  if (judgement.waits) {
    draft.payload.set(Field::open_until, to_rfc3339(plant.clock.wall() + hold_limit(job.lane)));
  }
  set_reading(draft.payload, job.sighting);
  set_decision(draft.payload, job.sighting, judgement, false);
  set_photos(draft, job);
  return draft;
}

Draft GateKeeper::Impl::sighting_draft(const Job& job, const Judgement& judgement) {
  Draft draft =
      note(ledger::Kind::sighting, lanes[job.lane].passage->id, job.lane, {"system", "system"});
  draft.event_time = judgement.at;
  draft.clock_quality = job.sighting.clock_quality;
  draft.device = job.sighting.device;
  set_reading(draft.payload, job.sighting);
  if (judgement.same == gate::Same::trailer) {
    draft.payload.set(Field::merged_as, "trailer").set(Field::trailer, job.sighting.plate);
  } else if (judgement.replaces) {
    draft.payload.set(Field::merged_as, "correction");
    set_decision(draft.payload, job.sighting, judgement, true);
    if (judgement.opens) draft.payload.set(Field::intent, "open");
  } else {
    draft.payload.set(Field::merged_as, "repeat");
  }
  set_photos(draft, job);
  return draft;
}

Draft GateKeeper::Impl::note(ledger::Kind kind, const std::string& passage, const std::string& lane,
                             const Actor& actor) {
  Draft draft;
  draft.kind = kind;
  draft.event_time = plant.clock.wall();
  draft.event_id = uuid_v7(draft.event_time, plant.random);
  draft.payload.set_if(Field::passage, passage)
      .set(Field::lane, lane)
      .set(Field::actor, actor.name);
  return draft;
}

}  // namespace cleangate::service
