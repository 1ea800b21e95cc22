#include <algorithm>

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
    if (run.passage && run.passage->id == passage_id && run.passage->holds) lane = id;
  }
  if (lane.empty()) {
    return reply(fail(ErrorCode::conflict,
                      "this passage waits for nobody: it is resolved, has ended, or never held"));
  }
  const bool admits = *verdict == rules::Verdict::admit;
  if (admits && self.lane_state(lane).kill_switch != false) {
    return reply(std::unexpected(stopped()));
  }
  const auto& seen = *self.lanes[lane].passage;
  ledger::Payload correction;
  const auto corrects = set_correction(
      self.plant, {seen.plate, seen.read.colour, seen.read.direction}, body, correction);
  if (!corrects) return reply(std::unexpected(corrects.error()));
  auto& passage = *self.lanes[lane].passage;
  self.stop_hold(passage);  // a second resolve meets a conflict while this one is being written
  Draft draft = self.note(ledger::Kind::resolution, passage_id, lane, actor);
  draft.payload.set(Field::verdict, admits ? "admit" : "refuse").set(Field::reason, *reason);
  for (const auto& item : correction.items()) draft.payload.set(item.field, item.value);
  if (*corrects) passage.plate = draft.payload.text(Field::plate);
  self.plant.log.append(
      std::move(draft), Priority::lane, Reserve::yes,
      [&self, lane, passage_id, admits, reply = std::move(reply)](auto result) mutable {
        if (!result) {
          const auto& present = self.lanes[lane].passage;
          const bool stands = present && present->id == passage_id && !present->settled;
          if (stands) {
            const auto left = present->hold_ends - self.plant.clock.monotonic();
            self.start_hold(
                lane, std::max(std::chrono::duration_cast<Milliseconds>(left), Milliseconds{0}));
          }
          return reply(std::unexpected(std::move(result).error()));
        }
        if (!admits) {
          if (const auto* camera = self.plant.state.camera_of(lane)) {
            self.plant.barrier.show(camera->id, {{"禁止进入", "请掉头离开"}, "禁止进入", "red"});
          }
          return reply(Json::object({{"id", passage_id}, {"opened", false}}));
        }
        DisplayText text{{"准许进入"}, "请进", "green"};
        self.command(lane, passage_id, std::move(text), std::move(reply));
      });
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
                          self.command(lane, "", {{"准许通行"}, "请通行", "green"},
                                       std::move(reply));
                        });
}

}  // namespace cleangate::service
