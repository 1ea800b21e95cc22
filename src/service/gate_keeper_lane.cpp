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

gate::Read read_of(const gate::Sighting& sighting, const Judgement& judgement) {
  gate::Read read{sighting.plate, sighting.colour, judgement.direction,
                  judgement.at,   judgement.known, {}};
  if (judgement.fresh) read.received = sighting.received_monotonic;
  return read;
}

}  // namespace

void GateKeeper::Impl::process(const std::shared_ptr<Job>& job) {
  auto judgement = judge(*job);
  if (const auto key = keys.find(job->sighting.vendor_key); key != keys.end()) {
    key->second->display = display_of(judgement, job->sighting.plate);
  }
  auto& run = lanes[job->lane];
  run.next_comes = judgement.is_arrival() && run.passage.has_value();
  const bool is_new = judgement.same == gate::Same::no;
  // Written together: a vehicle that could not be written does not end the one before it.
  std::vector<Draft> drafts;
  if (run.next_comes && !run.passage->state.is_settled()) {
    drafts.push_back(end_draft(job->lane, *run.passage, "left", "next vehicle"));
  }
  drafts.push_back(is_new ? passage_draft(*job, judgement) : sighting_draft(*job, judgement));
  const auto reserve = judgement.direction == rules::Direction::out ? Reserve::yes : Reserve::no;
  plant.log.append_all(std::move(drafts), Priority::lane, reserve,
                       [this, job, judgement](auto result) {
                         lanes[job->lane].next_comes = false;
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
    // A late record is history: it neither ends nor becomes what stands at the lane.
    if (!judgement.fresh) return;
    if (run.passage) plant.executor.cancel(run.passage->timer);
    LanePassage passage;
    passage.id = to_text(entry.logged.entry.event_id);
    passage.device = sighting.device;
    passage.verdict = judgement.decision.verdict;
    passage.in_doubt = judgement.in_doubt;
    passage.read = read_of(sighting, judgement);
    passage.read_as = {sighting.plate};
    run.passage = std::move(passage);
    return;
  }
  auto& passage = *run.passage;
  passage.reads += 1;
  if (judgement.same == gate::Same::trailer || !judgement.fresh) return;
  passage.read_as.push_back(sighting.plate);
  const auto before = std::exchange(passage.read, read_of(sighting, judgement));
  if (passage.read.colour == plate::Colour::unknown) passage.read.colour = before.colour;
  if (judgement.replaces) {
    passage.verdict = judgement.decision.verdict;
    return;
  }
  passage.read.plate = before.plate;
  passage.read.is_known = before.is_known;
}

void GateKeeper::Impl::open_or_wait(const std::shared_ptr<Job>& job, const Judgement& judgement) {
  const auto found = keys.find(job->sighting.vendor_key);
  if (found == keys.end()) return;
  const auto key = found->second;
  key->recorded = true;
  auto& run = lanes[job->lane];
  if (!judgement.fresh || !run.passage) return close_key(*key);
  auto& passage = *run.passage;
  key->passage = passage.id;
  if (job->sighting.turn_back) {
    run.turned_back.push_back(passage.id);
    if (run.turned_back.size() > kTurnedBackKept) run.turned_back.pop_front();
    end_passage(job->lane, "turned_back", "camera");
    return close_key(*key);
  }
  if (judgement.waits && judgement.is_arrival()) start_hold(job->lane, hold_limit(job->lane));
  if (judgement.replaces && judgement.decision.verdict == rules::Verdict::refuse) {
    stop_hold(passage);  // the corrected plate decides: its entry ended the hold
  }
  if (!judgement.opens || !passage.state.open_by_read()) return close_key(*key);
  plant.executor.cancel(passage.timer);
  const auto now = plant.clock.monotonic();
  const auto received = job->sighting.received_monotonic;
  if (!gate::may_open_now(lane_state(job->lane), received, now)) {
    key->show_wait();
    close_key(*key);
    return not_opened(job->lane, passage.id, "deadline");
  }
  if (job->options.opens_by_reply) {
    return hand_over(key, {true, job->options.is_closed}, std::exchange(key->answer, nullptr));
  }
  const auto display = key->display;
  close_key(*key);
  const auto left = kOpenDeadline - std::chrono::duration_cast<Milliseconds>(now - received);
  command(job->lane, passage.id, display, left, nullptr);
}

}  // namespace cleangate::service
