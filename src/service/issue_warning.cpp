#include "service/issue_warning.h"

#include <algorithm>

#include "base/text.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;

bool has_chain(const Plant& plant, const std::string& chain) {
  return std::ranges::any_of(plant.state.warnings(),
                             [&](const auto& action) { return action.chain == chain; });
}

Result<void> set_level(ledger::Payload& payload, const Json& body) {
  payload.set(Field::level, TRY(one_of(body, "level", {"yellow", "orange", "red"})));
  return {};
}

Result<void> set_effective(ledger::Payload& payload, const Json& body) {
  const auto at = TRY(optional_time(body, "effective_at"));
  if (at.empty()) return fail(ErrorCode::invalid, "effective_at: is missing");
  payload.set(Field::effective_at, at);
  return {};
}

/// A warning for a region that is not the plant's would be written and never be in force.
Result<void> set_region(ledger::Payload& payload, std::string_view plant_region, const Json& body) {
  const auto region = TRY(optional_text(body, "region"));
  if (region.empty()) return {};
  const bool is_code = region.size() == 6 && parse_integer(region);
  if (!is_code || !rules::region_covers(region, plant_region)) {
    return fail(ErrorCode::invalid,
                "region: must be the 6-digit code (GB/T 2260) of the plant's county, its city or "
                "its province, or be left out; the plant's is " +
                    std::string(plant_region));
  }
  payload.set(Field::region, region);
  return {};
}

Result<void> fill(ledger::Payload& payload, const std::string& action, const Plant& plant,
                  const Json& body) {
  if (action == "start") {
    TRY(only_members(body, {"level", "effective_at", "expected_end", "region", "order"}));
  } else if (action == "change") {
    TRY(only_members(body, {"level", "effective_at", "order"}));
  } else if (action == "extend") {
    TRY(only_members(body, {"expected_end", "order"}));
  } else if (action == "lift") {
    TRY(only_members(body, {"effective_at", "order"}));
  }
  TRY(must_be_object(body));
  if (action == "start" || action == "change") TRY(set_level(payload, body));
  if (action == "start" || action == "change" || action == "lift") {
    TRY(set_effective(payload, body));
  }
  if (action == "start" || action == "extend") {
    const auto end = TRY(optional_time(body, "expected_end"));
    if (action == "extend" && end.empty()) {
      return fail(ErrorCode::invalid, "expected_end: is missing");
    }
    payload.set_if(Field::expected_end, end);
    TRY(set_region(payload, plant.state.plant()["region"].text().value_or(""), body));
  }
  if (const Json& order = body["order"]; order.is_object()) {
    payload.set(Field::order, order.dump());
  }
  if (action == "measures") payload.set(Field::detail, body.dump());
  return {};
}

}  // namespace

void start_warning(Plant& plant, const Json& body, const Actor& actor, Reply reply) {
  Draft draft = make_draft(plant, ledger::Kind::warning, actor);
  const auto id = to_text(draft.event_id);
  draft.payload.set(Field::chain, id).set(Field::action, "start");
  if (const auto filled = fill(draft.payload, "start", plant, body); !filled) {
    return reply(std::unexpected(filled.error()));
  }
  append_and_reply(plant, std::move(draft), Json::object({{"id", id}}), std::move(reply));
}

void change_warning(Plant& plant, const std::string& chain, const std::string& action,
                    const Json& body, const Actor& actor, Reply reply) {
  if (!has_chain(plant, chain)) return reply(fail(ErrorCode::not_found, "no such warning"));
  Draft draft = make_draft(plant, ledger::Kind::warning, actor);
  draft.payload.set(Field::chain, chain).set(Field::action, action);
  if (const auto filled = fill(draft.payload, action, plant, body); !filled) {
    return reply(std::unexpected(filled.error()));
  }
  const auto id = action == "measures" ? to_text(draft.event_id) : chain;
  append_and_reply(plant, std::move(draft), Json::object({{"id", id}}), std::move(reply));
}

Json show_warnings(const Plant& plant) {
  constexpr std::array<std::string_view, 5> kActions{"start", "change", "lift", "extend",
                                                     "measures"};
  Json items = Json::array();
  for (const auto& action : plant.state.warnings()) {
    items.push(Json::object({{"id", action.chain},
                             {"index", action.index},
                             {"action", kActions[static_cast<std::size_t>(action.kind)]},
                             {"level", rules::to_text(action.level)},
                             {"effective_at", to_rfc3339(action.effective_at)}}));
  }
  Json in_force;
  const auto region = plant.state.plant()["region"].text().value_or("");
  if (const auto now = rules::warning_in_force(plant.state.warnings(), region, plant.now())) {
    in_force = Json::object({{"id", now->chain},
                             {"level", rules::to_text(now->level)},
                             {"since", to_rfc3339(now->since)}});
  }
  return Json::object(
      {{"items", std::move(items)}, {"in_force", std::move(in_force)}, {"next", nullptr}});
}

}  // namespace cleangate::service
