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
                  const Judgement& judgement) {
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

Judgement GateKeeper::Impl::judge(const Job& job) {
  const auto& sighting = job.sighting;
  auto& clock = clocks[sighting.device];
  Judgement out;
  out.fresh = gate::is_fresh(sighting, clock.learnt());
  out.at = gate::event_time(sighting, out.fresh, clock.learnt());
  clock.learn(sighting);
  out.direction = direction_of(plant.state, job.lane, sighting);
  out.situation = plant.state.situation(sighting.plate, sighting.colour, sighting.vehicle_class,
                                        out.direction, out.at);
  out.decision = rules::decide(out.situation);
  out.candidates = candidates_of(plant.state, sighting, out.direction, out.at);
  out.known = plant.state.is_known(sighting.plate, sighting.colour, out.at);
  const auto& passage = lanes[job.lane].passage;
  if (passage) {
    const auto* config = plant.state.lane(job.lane);
    const gate::Read read{sighting.plate, sighting.colour, out.direction, out.at, out.known};
    out.same =
        gate::compare(passage->read, read, config ? config->merge_window : kMergeWindow, false);
    if (passage->reads >= kMaxReadsPerPassage) out.same = gate::Same::no;
  }
  out.replaces = out.same == gate::Same::correction && out.known;
  gate::Arrival arrival;
  arrival.direction = out.direction;
  arrival.verdict = out.decision.verdict;
  arrival.fresh = out.fresh && !sighting.turn_back;
  arrival.fake_plate = sighting.fake_plate;
  arrival.denied =
      std::ranges::any_of(out.situation.lists, [](const auto& hit) { return hit.list == "deny"; });
  arrival.already_opened = out.same != gate::Same::no && passage->opened;
  const bool may_change = out.same == gate::Same::no || out.replaces;
  out.opens = may_change && gate::means_to_open(lane_state(job.lane), arrival);
  const bool asks = out.direction == rules::Direction::out ||
                    out.decision.verdict == rules::Verdict::hold || sighting.fake_plate;
  out.waits = out.same == gate::Same::no && arrival.fresh && !out.opens && asks;
  return out;
}

Draft GateKeeper::Impl::passage_draft(const Job& job, const Judgement& judgement) {
  const auto* config = plant.state.lane(job.lane);
  Draft draft;
  draft.kind = ledger::Kind::passage;
  draft.event_id = uuid_v7(plant.clock.wall(), plant.random);
  draft.event_time = judgement.at;
  draft.clock_quality = job.sighting.clock_quality;
  draft.device = job.sighting.device;
  draft.payload.set(Field::lane, job.lane)
      .set_if(Field::gate, config ? config->gate : "")
      .set(Field::direction, std::string(rules::to_text(judgement.direction)))
      .set(Field::mode, std::string(gate::to_text(lane_state(job.lane).mode)))
      .set(Field::intent, judgement.opens ? "open" : "none");
  if (!judgement.fresh) draft.payload.set(Field::historic, "1");
  if (judgement.waits) {
    const auto limit = config ? config->hold_limit : Milliseconds(kHoldLimit);
    draft.payload.set(Field::open_until, to_rfc3339(plant.clock.wall() + limit));
  }
  set_reading(draft.payload, job.sighting);
  set_decision(draft.payload, job.sighting, judgement);
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
    set_decision(draft.payload, job.sighting, judgement);
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
