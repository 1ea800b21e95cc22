#include "bench/traffic.h"

#include <fmt/format.h>

#include "base/json.h"

namespace cleangate::bench {

using ledger::Field;
using ledger::Kind;
using service::Draft;

namespace {

Draft draft_of(Kind kind, WallTime at, Random& random) {
  Draft draft;
  draft.kind = kind;
  draft.event_time = at;
  draft.event_id = uuid_v7(at, random);
  return draft;
}

}  // namespace

std::vector<Draft> first_drafts(const std::string& plant_id, WallTime at, Random& random) {
  std::vector<Draft> drafts;
  const auto set = [&](std::string subject, const Json& value) {
    auto& draft = drafts.emplace_back(draft_of(Kind::configuration, at, random));
    draft.payload.set(Field::actor, "init")
        .set(Field::subject, std::move(subject))
        .set(Field::key, "")
        .set(Field::value, value.dump());
  };
  set("plant", Json::object({{"id", plant_id},
                             {"name", "测试厂"},
                             {"region", "131002"},
                             {"grade", "C"},
                             {"industry", "generic"}}));
  set("kill_switch", Json::object({{"on", false}}));
  auto& pack = drafts.emplace_back(draft_of(Kind::rule_pack, at, random));
  pack.payload.set(Field::actor, "init")
      .set(Field::pack, "cn-2020-340-generic")
      .set(Field::pack_version, "1")
      .set(Field::action, "activate")
      .set(Field::note, "init");
  return drafts;
}

std::string plate_of(std::uint64_t vehicle) {
  return fmt::format("冀B{:05}", vehicle);
}

Draft Traffic::next(WallTime at) {
  const unsigned step = mixed_ ? step_++ % 3 : 0;
  if (step == 0) return passage(at);
  return later(step == 1 ? Kind::actuation : Kind::outcome, at);
}

Draft Traffic::passage(WallTime at) {
  auto draft = draft_of(Kind::passage, at, random_);
  last_ = draft.event_id;
  const auto lane = std::to_string(random_.below(4));
  const auto plate = plate_of(random_.below(vehicles_));
  draft.device = "camera-" + lane;
  draft.device_sequence = 1;
  draft.payload = {{Field::lane, lane},
                   {Field::gate, "g1"},
                   {Field::direction, random_.below(2) == 0 ? "in" : "out"},
                   {Field::plate, plate},
                   {Field::colour, "yellow"},
                   {Field::plate_class, "ordinary"},
                   {Field::verdict, random_.below(50) == 0 ? "hold" : "admit"},
                   {Field::reasons, R"([{"pack":"cn-2020-340-generic","clause":"no_warning"}])"},
                   {Field::mode, "automatic"},
                   {Field::vendor_key, to_hex(sha256(random_.bytes(16)))},
                   {Field::device_time, to_rfc3339(at)},
                   {Field::confidence, "97"},
                   {Field::vehicle_class, "H11"},
                   {Field::stage, R"({"min":"5","max":"5","source":"registry"})"},
                   {Field::facts, R"({"fuel":"diesel","stage":"5","source":"registry"})"},
                   {Field::plate_raw, plate},
                   {Field::intent, "open"},
                   {Field::reads, "1"},
                   {Field::device_direction, "forward"},
                   {Field::received_at, to_rfc3339(at)}};
  return draft;
}

Draft Traffic::later(Kind kind, WallTime at) {
  auto draft = draft_of(kind, at, random_);
  draft.payload.set(Field::passage, to_text(last_)).set(Field::actor, "system");
  if (kind == Kind::actuation) {
    draft.payload.set(Field::stage_of, "reply_written").set(Field::path, "reply");
  } else {
    draft.payload.set(Field::outcome, "crossed").set(Field::assumed, "1");
  }
  return draft;
}

}  // namespace cleangate::bench
