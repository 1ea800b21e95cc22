// Committed entries are shared by all who hear of them.
#include <algorithm>

#include "base/limits.h"
#include "base/log.h"
#include "service/gate_keeper_impl.h"

namespace cleangate::service {

using ledger::Field;

namespace {

// A reply or a command is on its way for seconds: some vehicles, not more.
constexpr std::size_t kTurnedBackKept = 16;

/// What the guard reads when a vehicle stands at the lane and could not be written down.
Json lost_alert(const Job& job, const Error& error) {
  const bool full = error.code == ErrorCode::full;
  const std::string zh = full ? "磁盘已满" : "记录写入失败";
  const std::string en = full ? "the disk is full" : "the record could not be written";
  return Json::object(
      {{"type", "alert"},
       {"alert", "not_recorded"},
       {"lane", job.lane},
       {"plate", job.sighting.plate.empty() ? Json() : Json(job.sighting.plate)},
       {"at", to_rfc3339(job.sighting.received)},
       {"cause", full ? "full" : "unavailable"},
       {"detail", error.message},
       {"text", Json::object({{"zh", zh + "：此车未记录，不自动放行，请人工核实，必要时手动抬杆"},
                              {"en", en + ": this vehicle is not recorded and not let in; see to "
                                          "it and lift the barrier by hand if need be"}})}});
}

/// Told once the failure is on record: who reads the answer finds the hold open again.
std::move_only_function<void()> refusal(Error error, Reply reply) {
  if (!reply) return nullptr;
  return [error = std::move(error), reply = std::move(reply)]() mutable {
    reply(std::unexpected(std::move(error)));
  };
}

}  // namespace

DisplayText ask_the_guard(const std::string& first) {
  return {{first, "待核实", "请联系门卫"}, first + ",请联系门卫", "amber"};
}

DisplayText display_of(const rules::Decision& decision, rules::Direction direction,
                       std::string_view plate) {
  const std::string first = plate.empty() ? "无牌车" : std::string(plate);
  if (direction == rules::Direction::out) {
    return {{first, "准许驶出", "一路平安"}, first + ",一路平安", "green"};
  }
  const auto* reason = decision.speaking();
  switch (decision.verdict) {
    case rules::Verdict::admit:
      return {{first, "符合标准", "准许进入"}, first + ",欢迎光临", "green"};
    case rules::Verdict::refuse:
      return {{first, reason ? rules::board_words(*reason) : "", "禁止进入"},
              first + ",禁止进入",
              "red"};
    case rules::Verdict::hold:
      break;
  }
  return ask_the_guard(first);
}

void GateKeeper::Impl::process(const std::shared_ptr<Job>& job) {
  auto judgement = judge(*job);
  const auto key = keys.find(job->sighting.vendor_key);
  if (key != keys.end()) {
    key->second->display = display_of(judgement.decision, judgement.direction, job->sighting.plate);
  }
  const bool is_new = judgement.same == gate::Same::no;
  if (is_new && judgement.fresh) end_passage(job->lane, "left", "next vehicle");
  Draft draft = is_new ? passage_draft(*job, judgement) : sighting_draft(*job, judgement);
  const auto reserve = judgement.direction == rules::Direction::out ? Reserve::yes : Reserve::no;
  plant.log.append(std::move(draft), Priority::lane, reserve, [this, job, judgement](auto result) {
    committed(job, judgement, std::move(result));
  });
}

void GateKeeper::Impl::committed(const std::shared_ptr<Job>& job, const Judgement& judgement,
                                 Result<std::shared_ptr<const Committed>> result) {
  const auto lane = job->lane;
  if (!result) {
    // A conflict is a message that was logged before this process remembers: a duplicate.
    const bool duplicate = result.error().code == ErrorCode::conflict;
    log_event(duplicate ? LogLevel::info : LogLevel::error, "sighting_not_logged",
              {{"lane", lane}, {"cause", result.error().message}});
    if (const auto key = keys.find(job->sighting.vendor_key); key != keys.end()) {
      const auto held = key->second;
      // A message that was not logged may be sent again and be logged then.
      if (!duplicate) keys.erase(key);
      held->recorded = duplicate;
      if (!duplicate) held->show_wait();
      close_key(*held);
    }
    if (!duplicate) lost(*job, result.error());
    return release(lane);
  }
  remember(*job, judgement, **result);
  open_or_wait(job, judgement);
  release(lane);
}

/// The lane holds without a record: whoever watches must know.
void GateKeeper::Impl::lost(const Job& job, const Error& error) {
  ++not_recorded;
  plant.live.alert(lost_alert(job, error));
}

void GateKeeper::Impl::remember(const Job& job, const Judgement& judgement,
                                const Committed& entry) {
  auto& run = lanes[job.lane];
  const auto& sighting = job.sighting;
  if (judgement.same == gate::Same::no) {
    // A late record is history: it does not displace the vehicle that stands at the lane.
    if (!judgement.fresh && run.passage && !run.passage->settled) return;
    LanePassage passage;
    passage.id = to_text(entry.logged.entry.event_id);
    passage.index = entry.logged.entry.index;
    passage.plate = sighting.plate;
    passage.device = sighting.device;
    passage.verdict = judgement.decision.verdict;
    passage.read = {sighting.plate, sighting.colour, judgement.direction, judgement.at,
                    judgement.known};
    passage.settled = !judgement.fresh;
    run.passage = std::move(passage);
    return;
  }
  auto& passage = *run.passage;
  passage.reads += 1;
  if (judgement.same == gate::Same::trailer) return;
  passage.read.at = judgement.at;
  if (passage.read.colour == plate::Colour::unknown) passage.read.colour = sighting.colour;
  if (judgement.replaces) {
    passage.plate = passage.read.plate = sighting.plate;
    passage.read.is_known = true;
    passage.verdict = judgement.decision.verdict;
  }
}

void GateKeeper::Impl::open_or_wait(const std::shared_ptr<Job>& job, const Judgement& judgement) {
  const auto found = keys.find(job->sighting.vendor_key);
  if (found == keys.end()) return;
  const auto key = found->second;
  key->recorded = true;
  auto& run = lanes[job->lane];
  if (run.passage) key->passage = run.passage->id;
  if (job->sighting.turn_back && run.passage && judgement.fresh) {
    run.passage->settled = false;  // what the camera saw beats what was assumed
    run.turned_back.push_back(run.passage->id);
    if (run.turned_back.size() > kTurnedBackKept) run.turned_back.pop_front();
    end_passage(job->lane, "turned_back", "camera");
    return close_key(*key);
  }
  if (judgement.waits) {
    const auto* config = plant.state.lane(job->lane);
    start_hold(job->lane, config ? config->hold_limit : Milliseconds(kHoldLimit));
  }
  // The corrected plate decides: its entry ended the hold.
  const bool decided = judgement.replaces && judgement.decision.verdict != rules::Verdict::hold;
  if (decided || judgement.opens) stop_hold(*run.passage);
  if (!judgement.opens) return close_key(*key);
  const auto now = plant.clock.monotonic();
  if (!gate::may_open_now(lane_state(job->lane), job->sighting.received_monotonic, now)) {
    key->show_wait();
    close_key(*key);
    return not_opened(job->lane, run.passage->id, "deadline");
  }
  run.passage->opened = true;
  if (job->options.opens_by_reply) {
    return hand_over(key, {true, job->options.is_closed}, std::exchange(key->answer, nullptr));
  }
  close_key(*key);
  command(job->lane, run.passage->id, key->display, nullptr);
}

void GateKeeper::Impl::command(const std::string& lane, const std::string& passage,
                               DisplayText display, Reply reply) {
  // Asked again here: a guard's word takes a commit to get this far.
  if (lane_state(lane).kill_switch != false) {
    return not_opened(lane, passage, "kill switch",
                      refusal({ErrorCode::conflict, "the kill switch was turned on meanwhile"},
                              std::move(reply)));
  }
  const auto& present = lanes[lane].passage;
  const auto* camera = present ? plant.state.device(present->device) : nullptr;
  if (!camera) camera = plant.state.camera_of(lane);
  if (!camera) {
    return not_opened(lane, passage, "no device",
                      refusal({ErrorCode::unavailable, "lane " + lane + " has no device to open"},
                              std::move(reply)));
  }
  const auto plate = present ? present->plate : std::string();
  plant.barrier.open({camera->id, plate, std::move(display)}, plant.executor,
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
  const bool went_back = std::ranges::find(run.turned_back, passage) != run.turned_back.end();
  if (!passage.empty() && !went_back) {
    // No sensor tells whether it drove through: assumed until somebody says otherwise.
    Draft outcome = note(ledger::Kind::outcome, passage, lane, system);
    outcome.payload.set(Field::outcome, "crossed").set(Field::assumed, "1");
    drafts.push_back(std::move(outcome));
    if (run.passage && run.passage->id == passage) {
      run.passage->opened = true;
      run.passage->settled = true;
    }
  }
  // It has happened: also on a full disk it must be written.
  plant.log.append_all(std::move(drafts), Priority::lane, Reserve::yes,
                       [stage, reply = std::move(reply)](auto result) mutable {
                         if (!result) {
                           log_event(LogLevel::error, "opening_not_logged",
                                     {{"cause", result.error().message}});
                         }
                         if (!reply) return;
                         if (!result) return reply(std::unexpected(result.error()));
                         reply(Json::object({{"opened", true}, {"actuation", stage}}));
                       });
}

void GateKeeper::Impl::not_opened(const std::string& lane, const std::string& passage,
                                  const std::string& cause, std::move_only_function<void()> then) {
  auto& run = lanes[lane];
  Draft draft = note(ledger::Kind::actuation, passage, lane, {"system", "system"});
  draft.payload.set(Field::stage_of, "failed")
      .set(Field::detail, Json::object({{"cause", cause}}).dump());
  const bool stands = run.passage && run.passage->id == passage && !run.passage->settled;
  if (stands && !run.passage->holds) {
    // The vehicle still stands there: the guard is asked.
    const auto* config = plant.state.lane(lane);
    const auto limit = config ? config->hold_limit : Milliseconds(kHoldLimit);
    draft.payload.set(Field::open_until, to_rfc3339(plant.clock.wall() + limit));
    run.passage->opened = false;
    start_hold(lane, limit);
  }
  log_quietly(std::move(draft), "actuation", std::move(then));
}

void GateKeeper::Impl::start_hold(const std::string& lane, Milliseconds limit) {
  auto& passage = *lanes[lane].passage;
  passage.holds = true;
  passage.hold_ends = plant.clock.monotonic() + limit;
  passage.timer = plant.executor.post_after(limit, [this, lane, id = passage.id] {
    const auto& current = lanes[lane].passage;
    if (current && current->id == id && current->holds) end_passage(lane, "unknown", "expired");
  });
}

void GateKeeper::Impl::stop_hold(LanePassage& passage) {
  if (passage.holds) plant.executor.cancel(passage.timer);
  passage.holds = false;
}

/// The lane's newest passage ends without a crossing of which anything is known.
void GateKeeper::Impl::end_passage(const std::string& lane, std::string_view outcome,
                                   std::string_view cause) {
  auto& run = lanes[lane];
  if (!run.passage || run.passage->settled) return;
  auto& passage = *run.passage;
  stop_hold(passage);
  passage.settled = true;
  Draft draft = note(ledger::Kind::outcome, passage.id, lane, {"system", "system"});
  // A refused vehicle that made room for the next has turned back.
  const bool refused = passage.verdict == rules::Verdict::refuse && outcome == "left";
  draft.payload.set(Field::outcome, refused ? "turned_back" : std::string(outcome))
      .set(Field::cause, std::string(cause));
  if (cause != "camera") draft.payload.set(Field::assumed, "1");
  log_quietly(std::move(draft), "outcome");
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
