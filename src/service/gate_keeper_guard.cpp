#include "base/limits.h"
#include "domain/ledger/projections/tables.h"
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
  auto& passage = *self.lanes[lane].passage;
  self.plant.executor.cancel(passage.timer);
  passage.holds = false;  // a second resolve meets a conflict while this one is being written
  Draft draft = self.note(ledger::Kind::resolution, passage_id, lane, actor);
  draft.payload.set(Field::verdict, admits ? "admit" : "refuse").set(Field::reason, *reason);
  self.plant.log.append(
      std::move(draft), Priority::lane, Reserve::yes,
      [&self, lane, passage_id, admits, reply = std::move(reply)](auto result) mutable {
        if (!result) {
          const auto& present = self.lanes[lane].passage;
          const bool stands = present && present->id == passage_id && !present->settled;
          if (stands) self.start_hold(lane, kHoldLimit);
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

void GateKeeper::recover(Reply reply) {
  auto& self = *impl_;
  namespace table = ledger::passages;
  for (const auto& [lane, config] : self.plant.state.lanes()) {
    PassageFilter filter;
    filter.lane = lane;
    filter.limit = kDefaultPage;
    const auto rows = self.plant.queries.passages(filter);
    if (!rows) return reply(std::unexpected(rows.error()));
    bool newest = true;
    for (const auto& row : *rows) {
      const std::string id(ledger::text(row[table::kId]));
      if (ledger::text(row[table::kActuation]) == "intended") {
        Draft draft = self.note(ledger::Kind::actuation, id, lane, {"system", "system"});
        draft.payload.set(Field::stage_of, "not_confirmed")
            .set(Field::detail, R"({"cause":"restart between commit and reply"})");
        self.log_quietly(std::move(draft), "actuation");
      }
      if (std::exchange(newest, false) && ledger::integer(row[table::kHistoric]) == 0 &&
          ledger::text(row[table::kOutcome]) == "pending") {
        LanePassage passage;
        passage.id = id;
        passage.index = static_cast<std::uint64_t>(ledger::integer(row[table::kIndex]));
        passage.plate = ledger::text(row[table::kPlate]);
        passage.device = ledger::text(row[table::kDevice]);
        passage.verdict =
            rules::parse_verdict(ledger::text(row[table::kVerdict])).value_or(rules::Verdict::hold);
        passage.read.plate = passage.plate;
        passage.read.at = from_unix_ms(ledger::integer(row[table::kAt]));
        passage.read.direction = ledger::text(row[table::kDirection]) == "out"
                                     ? rules::Direction::out
                                     : rules::Direction::in;
        passage.opened = ledger::text(row[table::kActuation]) != "none";
        self.lanes[lane].passage = passage;
        if (ledger::text(row[table::kHoldState]) == "open") {
          self.start_hold(lane, config.hold_limit);
        }
      }
    }
  }
  reply(Json::object({{"recovered", true}}));
}

}  // namespace cleangate::service
