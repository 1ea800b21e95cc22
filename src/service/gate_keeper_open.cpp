// Openings, holds and ends: what follows a decision.
#include <algorithm>

#include "base/limits.h"
#include "base/log.h"
#include "service/gate_keeper_impl.h"

namespace cleangate::service {
namespace {

using ledger::Field;

constexpr std::string_view kHasLeft = "the vehicle has left: another one has come";

/// Told once the failure is on record: who reads the answer finds the hold open again.
std::move_only_function<void()> refusal(Error error, Reply reply) {
  if (!reply) return nullptr;
  return [error = std::move(error), reply = std::move(reply)]() mutable {
    reply(std::unexpected(std::move(error)));
  };
}

}  // namespace

LanePassage* GateKeeper::Impl::standing(const std::string& lane, const std::string& passage) {
  auto& present = lanes[lane].passage;
  const bool is_it = present && present->id == passage && !present->state.is_settled();
  return is_it ? &*present : nullptr;
}

bool GateKeeper::Impl::is_wanted(const std::string& lane, const std::string& passage) {
  const auto* present = standing(lane, passage);
  return present && present->state.is_opening() && !lanes[lane].next_comes;
}

void GateKeeper::Impl::command(const std::string& lane, const std::string& passage,
                               DisplayText display, Milliseconds within, Reply reply) {
  const auto give_up = [&](ErrorCode code, std::string_view cause, std::string said) {
    not_opened(lane, passage, std::string(cause),
               refusal({code, std::move(said)}, std::move(reply)));
  };
  // Asked again here: a guard's word takes a commit to get this far.
  if (lane_state(lane).kill_switch != false) {
    return give_up(ErrorCode::conflict, "kill switch", "the kill switch was turned on meanwhile");
  }
  if (!passage.empty() && !is_wanted(lane, passage)) {
    return give_up(ErrorCode::conflict, kHasLeft, std::string(kHasLeft));
  }
  auto& present = lanes[lane].passage;
  const auto* camera = present ? plant.state.device(present->device) : nullptr;
  if (!camera || camera->lane != lane) camera = plant.state.camera_of(lane);
  if (!camera) {
    return give_up(ErrorCode::unavailable, "no device", "lane " + lane + " has no device to open");
  }
  OpenCommand order{camera->id, {}, std::move(display), within, {}};
  if (!passage.empty()) {
    present->state.send_command();
    order.plate = present->read.plate;
    order.still_wanted = [this, lane, passage] { return is_wanted(lane, passage); };
  }
  plant.barrier.open(std::move(order), plant.executor,
                     [this, lane, passage, reply = std::move(reply)](auto result) mutable {
                       if (result) {
                         return opened(lane, passage, result->stage, result->path, result->detail,
                                       std::move(reply));
                       }
                       auto error = std::move(result).error();
                       // The camera refused us: that says nothing of the guard's own rights.
                       if (error.code == ErrorCode::denied) error.code = ErrorCode::unavailable;
                       const auto cause = error.message;
                       not_opened(lane, passage, cause,
                                  refusal(std::move(error), std::move(reply)));
                     });
}

void GateKeeper::Impl::opened(const std::string& lane, const std::string& passage,
                              const std::string& stage, const std::string& path, const Json& detail,
                              Reply reply) {
  const Actor system{"system", "system"};
  std::vector<Draft> drafts;
  Draft actuation = note(ledger::Kind::actuation, passage, lane, system);
  actuation.payload.set(Field::stage_of, stage).set(Field::path, path);
  if (!detail.is_null()) actuation.payload.set(Field::detail, detail.dump());
  drafts.push_back(std::move(actuation));
  auto& run = lanes[lane];
  if (passage.empty() && run.passage) run.passage->state.lift();
  const bool went_back = std::ranges::find(run.turned_back, passage) != run.turned_back.end();
  if (!passage.empty() && !went_back) {
    // No sensor tells whether it drove through: assumed until somebody says otherwise.
    Draft outcome = note(ledger::Kind::outcome, passage, lane, system);
    outcome.payload.set(Field::outcome, "crossed").set(Field::assumed, "1");
    drafts.push_back(std::move(outcome));
    if (run.passage && run.passage->id == passage) run.passage->state.open();
  }
  // It has happened: also on a full disk it must be written, and the guard must hear that it did.
  plant.log.append_all(std::move(drafts), Priority::lane, Reserve::yes,
                       [stage, reply = std::move(reply)](auto result) mutable {
                         if (!result) {
                           log_event(LogLevel::error, "opening_not_logged",
                                     {{"cause", result.error().message}});
                         }
                         if (!reply) return;
                         Json said = Json::object({{"opened", true}, {"actuation", stage}});
                         if (!result) said.set("logged", false);
                         reply(std::move(said));
                       });
}

void GateKeeper::Impl::not_opened(const std::string& lane, const std::string& passage,
                                  const std::string& cause, std::move_only_function<void()> then) {
  Draft draft = note(ledger::Kind::actuation, passage, lane, {"system", "system"});
  draft.payload.set(Field::stage_of, "failed")
      .set(Field::detail, Json::object({{"cause", cause}}).dump());
  auto* present = standing(lane, passage);
  if (present && present->state.fail_opening()) {
    // The vehicle still stands there: the guard is asked.
    const auto limit = hold_limit(lane);
    draft.payload.set(Field::open_until, to_rfc3339(plant.clock.wall() + limit));
    start_hold(lane, limit);
  }
  log_quietly(std::move(draft), "actuation", std::move(then));
}

Milliseconds GateKeeper::Impl::hold_limit(const std::string& lane) const {
  const auto* config = plant.state.lane(lane);
  return config ? config->hold_limit : Milliseconds(kHoldLimit);
}

void GateKeeper::Impl::start_hold(const std::string& lane, Milliseconds limit) {
  auto& passage = *lanes[lane].passage;
  if (!passage.state.wait()) return;
  plant.executor.cancel(passage.timer);
  passage.hold_ends = plant.clock.monotonic() + limit;
  passage.timer = plant.executor.post_after(limit, [this, lane, id = passage.id] {
    const auto* present = standing(lane, id);
    if (present && present->state.waits()) end_passage(lane, "unknown", "expired");
  });
}

void GateKeeper::Impl::stop_hold(LanePassage& passage) {
  plant.executor.cancel(passage.timer);
  passage.state.stop_waiting();
}

/// The lane's newest passage ends without a crossing of which anything is known.
void GateKeeper::Impl::end_passage(const std::string& lane, std::string_view outcome,
                                   std::string_view cause) {
  auto& run = lanes[lane];
  // What the camera saw beats what was assumed.
  const bool is_seen = cause == "camera";
  if (!run.passage || (run.passage->state.is_settled() && !is_seen)) return;
  auto& passage = *run.passage;
  plant.executor.cancel(passage.timer);
  passage.state.end();
  log_quietly(end_draft(lane, passage, outcome, cause), "outcome");
}

Draft GateKeeper::Impl::end_draft(const std::string& lane, const LanePassage& passage,
                                  std::string_view outcome, std::string_view cause) {
  Draft draft = note(ledger::Kind::outcome, passage.id, lane, {"system", "system"});
  // A refused vehicle that made room for the next has turned back.
  const bool refused = passage.verdict == rules::Verdict::refuse && outcome == "left";
  draft.payload.set(Field::outcome, refused ? "turned_back" : std::string(outcome))
      .set(Field::cause, std::string(cause));
  if (cause != "camera") draft.payload.set(Field::assumed, "1");
  return draft;
}

void GateKeeper::Impl::log_quietly(Draft draft, std::string_view what,
                                   std::move_only_function<void()> then) {
  plant.log.append(std::move(draft), Priority::lane, Reserve::yes,
                   [what = std::string(what), then = std::move(then)](auto result) mutable {
                     if (!result) {
                       log_event(LogLevel::error, "entry_not_logged",
                                 {{"what", what}, {"cause", result.error().message}});
                     }
                     if (then) then();
                   });
}

}  // namespace cleangate::service
