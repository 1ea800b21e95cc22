#include "service/show_warnings.h"

#include <algorithm>
#include <array>
#include <set>

namespace cleangate::service {
namespace {

using Kind = rules::WarningAction::Kind;

std::string region_of(const Plant& plant) {
  return std::string(plant.state.plant()["region"].text().value_or(""));
}

Json time_or_null(std::optional<WallTime> time) {
  return time ? Json(to_rfc3339(*time)) : Json();
}

Json action_json(const rules::WarningAction& action, const Orders::Said& said, bool is_cancelled) {
  constexpr std::array<std::string_view, 5> kActions{"start", "change", "lift", "extend",
                                                     "measures"};
  const bool has_level = action.kind == Kind::start || action.kind == Kind::change;
  return Json::object({{"id", action.chain},
                       {"index", action.index},
                       {"action", kActions[static_cast<std::size_t>(action.kind)]},
                       {"level", has_level ? Json(rules::to_text(action.level)) : Json()},
                       {"effective_at", to_rfc3339(action.effective_at)},
                       {"expected_end", time_or_null(said.expected_end)},
                       {"region", action.region.empty() ? Json() : Json(action.region)},
                       {"order", said.detail["order"]},
                       {"reduction_list", said.detail["reduction_list"]},
                       {"measure", said.detail["id"]},
                       {"actor", said.actor},
                       {"cancelled", is_cancelled}});
}

Json chain_json(const Plant& plant, const std::string& chain) {
  const auto now = plant.now();
  const auto end = plant.state.orders().expected_end(chain);
  const auto level = level_of_chain(plant, chain, now);
  return Json::object({{"id", chain},
                       {"level", level},
                       {"expected_end", time_or_null(end)},
                       // law.md, Time: it ends nothing; the console asks.
                       {"overdue", !level.is_null() && end && *end <= now}});
}

}  // namespace

Json level_of_chain(const Plant& plant, std::string_view chain, WallTime at) {
  for (const auto& each : plant.state.orders().chains(region_of(plant), at)) {
    if (each.chain == chain) return rules::to_text(each.level);
  }
  return {};
}

Json warning_now(const Plant& plant) {
  const auto at = plant.now();
  const auto now = plant.state.orders().warning(region_of(plant), at);
  if (!now) return {};
  const auto end = plant.state.orders().expected_end(now->chain);
  return Json::object({{"id", now->chain},
                       {"level", rules::to_text(now->level)},
                       {"since", to_rfc3339(now->since)},
                       {"expected_end", time_or_null(end)},
                       {"overdue", end && *end <= at}});
}

Json show_measure(const Plant& plant, const Orders::Item& item) {
  const auto now = plant.now();
  const auto region = region_of(plant);
  const auto level = plant.state.orders().warning(region, now);
  const auto measures = plant.state.orders().in_force(region, now);
  const bool counts_now = std::ranges::any_of(measures, [&](const rules::MeasureInForce& each) {
    return each.measure == item.measure &&
           each.measure->is_for(level ? std::optional(level->level) : std::nullopt);
  });
  const auto& validity = item.measure->validity;
  const auto& title = item.measure->pack->title;
  const bool is_plan = item.chain.empty();
  return Json::object({{"id", item.id},
                       {"warning", is_plan ? Json() : Json(item.chain)},
                       {"level", item.level ? Json(rules::to_text(*item.level)) : Json()},
                       {"template", item.asked["template"]},
                       {"title", Json::object({{"zh", title.zh}, {"en", title.en}})},
                       {"text", item.asked["text"]},
                       {"params", item.asked["params"]},
                       {"exemptions", item.asked["exemptions"]},
                       {"from", is_plan ? Json() : Json(to_rfc3339(validity.from))},
                       {"to", time_or_null(validity.to)},
                       {"order", item.asked["order"]},
                       {"fault", item.fault.empty() ? Json() : Json(item.fault)},
                       {"in_force", counts_now},
                       {"admitted_today",
                        item.counts ? Json(plant.state.orders().admitted(item.id, now)) : Json()}});
}

Json show_warnings(const Plant& plant) {
  const auto& orders = plant.state.orders();
  const auto cancelled = rules::cancelled(orders.actions());
  const std::set<std::uint64_t> gone(cancelled.begin(), cancelled.end());
  Json items = Json::array();
  std::set<std::string> seen;
  Json chains = Json::array();
  for (std::size_t i = 0; i < orders.actions().size(); ++i) {
    const auto& action = orders.actions()[i];
    const bool is_cancelled = gone.contains(action.index);
    items.push(action_json(action, orders.said()[i], is_cancelled));
    if (seen.insert(action.chain).second) chains.push(chain_json(plant, action.chain));
  }
  Json measures = Json::array();
  for (const auto& item : orders.add_ons()) measures.push(show_measure(plant, item));
  return Json::object({{"items", std::move(items)},
                       {"chains", std::move(chains)},
                       {"measures", std::move(measures)},
                       {"in_force", warning_now(plant)},
                       {"next_change", time_or_null(orders.next_change(plant.now()))},
                       {"next", nullptr}});
}

}  // namespace cleangate::service
