#include <algorithm>

#include "base/limits.h"
#include "service/amend_passage.h"
#include "service/gate_keeper_impl.h"

namespace cleangate::service {
namespace {

using ledger::Field;

constexpr std::size_t kMaxReasonBytes = 600;  // some 200 Chinese characters

Result<std::string> reason_of(const Json& body) {
  const auto reason = body["reason"].text().value_or("");
  if (reason.empty()) return fail(ErrorCode::invalid, "reason: say why, it is written down");
  if (reason.size() > kMaxReasonBytes) {
    return fail(ErrorCode::invalid, "reason: at most 200 characters");
  }
  return std::string(reason);
}

Error stopped() {
  return {ErrorCode::conflict,
          "the kill switch is on (or unreadable): nothing opens until an administrator lifts it"};
}

}  // namespace

void GateKeeper::resolve(const std::string& passage_id, const Json& body, const Actor& actor,
                         Reply reply) {
  auto& self = *impl_;
  const auto verdict = rules::parse_verdict(body["verdict"].text().value_or(""));
  if (!verdict || *verdict == rules::Verdict::hold) {
    return reply(fail(ErrorCode::invalid, "verdict: must be admit or refuse"));
  }
  const auto reason = reason_of(body);
  if (!reason) return reply(std::unexpected(reason.error()));
  std::string lane;
  for (const auto& [id, run] : self.lanes) {
    if (run.passage && run.passage->id == passage_id && run.passage->state.takes_word()) lane = id;
  }
  if (lane.empty()) {
    return reply(fail(ErrorCode::conflict,
                      "this passage waits for nobody: it is resolved, has ended, or never held"));
  }
  const bool admits = *verdict == rules::Verdict::admit;
  if (admits && self.lane_state(lane).kill_switch != false) {
    return reply(std::unexpected(stopped()));
  }
  auto& passage = *self.lanes[lane].passage;
  ledger::Payload correction;
  const auto corrects =
      set_correction(self.plant, {passage.read.plate, passage.read.colour, passage.read.direction},
                     body, correction);
  if (!corrects) return reply(std::unexpected(corrects.error()));
  // A second resolve meets a conflict while this one is being written.
  passage.state.take_word();
  self.plant.executor.cancel(passage.timer);
  Draft draft = self.note(ledger::Kind::resolution, passage_id, lane, actor);
  draft.payload.set(Field::verdict, admits ? "admit" : "refuse").set(Field::reason, *reason);
  for (const auto& item : correction.items()) draft.payload.set(item.field, item.value);
  if (*corrects) {
    passage.read.plate = draft.payload.text(Field::plate);
    passage.read_as.push_back(passage.read.plate);
  }
  self.plant.log.append(
      std::move(draft), Priority::lane, Reserve::yes,
      [&self, lane, passage_id, admits, reply = std::move(reply)](auto result) mutable {
        if (!result) {
          self.word_lost(lane, passage_id);
          return reply(std::unexpected(std::move(result).error()));
        }
        self.follow_word(lane, passage_id, admits, std::move(reply));
      });
}

/// The hold runs on to its end as if nothing had been said.
void GateKeeper::Impl::word_lost(const std::string& lane, const std::string& passage) {
  auto* present = standing(lane, passage);
  if (!present) return;
  present->state.lose_word();
  if (!present->state.waits()) return;
  const auto left =
      std::chrono::duration_cast<Milliseconds>(present->hold_ends - plant.clock.monotonic());
  start_hold(lane, std::max(left, Milliseconds{0}));
}

void GateKeeper::Impl::follow_word(const std::string& lane, const std::string& passage, bool admits,
                                   Reply reply) {
  auto* present = standing(lane, passage);
  if (present) present->state.follow_word(admits);
  if (admits) {
    const bool leaves = present && present->read.direction == rules::Direction::out;
    DisplayText text{{leaves ? "准许驶出" : "准许进入"}, leaves ? "请通行" : "请进", "green"};
    // Nothing opens when another vehicle has come meanwhile: command() asks.
    return command(lane, passage, std::move(text), kDeviceTimeout, std::move(reply));
  }
  if (present && !lanes[lane].next_comes) {
    plant.barrier.show(present->device, {{"禁止进入", "请掉头离开"}, "禁止进入", "red"});
  }
  reply(Json::object({{"id", passage}, {"opened", false}}));
}

void GateKeeper::open_lane(const std::string& lane, const Json& body, const Actor& actor,
                           Reply reply) {
  auto& self = *impl_;
  if (!self.plant.state.lane(lane)) {
    return reply(fail(ErrorCode::not_found, "no lane " + lane));
  }
  const auto reason = reason_of(body);
  if (!reason) return reply(std::unexpected(reason.error()));
  if (self.lane_state(lane).kill_switch != false) return reply(std::unexpected(stopped()));
  Draft draft = self.note(ledger::Kind::lift, "", lane, actor);
  draft.payload.set(Field::reason, *reason);
  self.plant.log.append(std::move(draft), Priority::lane, Reserve::yes,
                        [&self, lane, reply = std::move(reply)](auto result) mutable {
                          if (!result) return reply(std::unexpected(std::move(result).error()));
                          self.command(lane, "", {{"准许通行"}, "请通行", "green"}, kDeviceTimeout,
                                       std::move(reply));
                        });
}

}  // namespace cleangate::service
