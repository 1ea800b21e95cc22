#include "service/preview_decision.h"

#include "service/register_vehicle.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

Result<void> assume_share(rules::Situation& situation, const Json& share) {
  const auto qualifying = share["qualifying"].integer();
  const auto total = share["total"].integer();
  if (!qualifying || !total || *qualifying < 0 || *total < *qualifying) {
    return fail(ErrorCode::invalid,
                "share: must be {\"qualifying\":…,\"total\":…}, integers, 0 ≤ qualifying ≤ total");
  }
  situation.share_qualifying = qualifying;
  situation.share_total = total;
  return {};
}

Result<void> assume(rules::Situation& situation, const Json& assumed) {
  if (assumed.is_null()) return {};
  if (!assumed.is_object()) return fail(ErrorCode::invalid, "assume: must be a JSON object");
  if (!assumed["grade"].is_null()) {
    situation.grade = TRY(
        one_of(assumed, "grade", {"A+", "A", "B", "B-", "C", "D", "引领性", "非引领性", "未评级"}));
  }
  if (!assumed["warning"].is_null()) {
    const auto level = TRY(one_of(assumed, "warning", {"none", "yellow", "orange", "red"}));
    situation.warning = rules::parse_level(level);
    // Orders speak in their warning only; the plan's measures follow the level by themselves.
    if (!situation.warning) {
      std::erase_if(situation.measures, [](const rules::MeasureInForce& each) {
        return each.measure->group == rules::Group::order;
      });
    }
  }
  if (!assumed["share_guard"].is_null()) {
    const auto guard = TRY(one_of(assumed, "share_guard", {"remind", "hold", "refuse"}));
    situation.share_guard = *rules::parse_outcome(guard);
  }
  if (const Json& share = assumed["share"]; !share.is_null()) {
    TRY(assume_share(situation, share));
  }
  return {};
}

}  // namespace

Result<Json> preview_decision(const Plant& plant, const Json& body) {
  TRY(must_be_object(body));
  const auto plate = plate::normalise(TRY(optional_text(body, "plate")));
  const auto colour_text = TRY(optional_text(body, "colour"));
  const auto lane = TRY(optional_text(body, "lane"));
  if (!lane.empty() && !plant.state.lane(lane)) {
    return fail(ErrorCode::invalid, "lane: there is no lane " + lane);
  }
  const auto colour = plate::parse_colour(colour_text.empty() ? "unknown" : colour_text);
  if (!colour) return fail(ErrorCode::invalid, "colour: " + colour.error().message);
  const auto direction = TRY(one_of(body, "direction", {"in", "out"}));
  const auto at_text = TRY(optional_time(body, "at"));
  const auto at = at_text.empty() ? plant.now() : *parse_rfc3339(at_text);
  std::optional<vehicle::Registered> replacing;
  if (!body["vehicle"].is_null()) replacing = TRY(vehicle::parse_registered(body["vehicle"]));
  auto situation = plant.state.situation(
      plate, *colour, "", direction == "out" ? rules::Direction::out : rules::Direction::in, at,
      replacing ? &*replacing : nullptr);
  TRY(assume(situation, body["assume"]));
  const auto decision = rules::decide(situation);
  Json reasons = Json::array();
  for (const auto& reason : decision.reasons) reasons.push(rules::to_json(reason));
  return Json::object({{"verdict", rules::to_text(decision.verdict)},
                       {"reasons", std::move(reasons)},
                       {"exempted", rules::exempted_json(decision)}});
}

}  // namespace cleangate::service
