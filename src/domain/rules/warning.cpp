#include "domain/rules/warning.h"

#include <algorithm>
#include <array>
#include <map>

namespace cleangate::rules {
namespace {

struct LevelName {
  std::string_view text, chinese, response;
};
constexpr std::array<LevelName, 3> kLevels{
    {{"yellow", "黄色", "Ⅲ"}, {"orange", "橙色", "Ⅱ"}, {"red", "红色", "Ⅰ"}}};
constexpr std::array<std::string_view, 5> kActions{"start", "change", "lift", "extend", "measures"};

bool sets_level(WarningAction::Kind kind) {
  return kind == WarningAction::Kind::start || kind == WarningAction::Kind::change ||
         kind == WarningAction::Kind::lift;
}

/// Level-setting actions of one chain that no later one cancelled, in rising index.
std::vector<const WarningAction*> standing(const std::vector<const WarningAction*>& chain) {
  std::vector<const WarningAction*> kept;
  for (const auto* action : chain) {
    std::erase_if(
        kept, [&](const auto* earlier) { return earlier->effective_at >= action->effective_at; });
    kept.push_back(action);
  }
  return kept;
}

std::map<std::string, std::vector<const WarningAction*>> by_chain(
    const std::vector<WarningAction>& actions) {
  std::map<std::string, std::vector<const WarningAction*>> chains;
  for (const auto& action : actions) {
    if (sets_level(action.kind)) chains[action.chain].push_back(&action);
  }
  return chains;
}

}  // namespace

std::string_view to_text(Level level) {
  return kLevels[static_cast<std::size_t>(level)].text;
}
std::string_view to_chinese(Level level) {
  return kLevels[static_cast<std::size_t>(level)].chinese;
}
std::string_view response_of(Level level) {
  return kLevels[static_cast<std::size_t>(level)].response;
}

std::optional<Level> parse_level(std::string_view text) {
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    if (kLevels[i].text == text) return static_cast<Level>(i);
  }
  return std::nullopt;
}

std::optional<WarningAction::Kind> parse_action(std::string_view text) {
  for (std::size_t i = 0; i < kActions.size(); ++i) {
    if (kActions[i] == text) return static_cast<WarningAction::Kind>(i);
  }
  return std::nullopt;
}

std::vector<InForce> chains_in_force(const std::vector<WarningAction>& actions,
                                     std::string_view plant_region, WallTime at) {
  std::vector<InForce> out;
  for (const auto& [chain, list] : by_chain(actions)) {
    if (!region_covers(list.front()->region, plant_region)) continue;
    const WarningAction* current = nullptr;
    for (const auto* action : standing(list)) {
      const bool applies = action->effective_at <= at;
      // Ties go to the higher index; `standing` is in rising index.
      if (applies && (!current || action->effective_at >= current->effective_at)) current = action;
    }
    if (!current || current->kind == WarningAction::Kind::lift) continue;
    out.push_back({current->level, current->effective_at, chain});
  }
  return out;
}

std::optional<InForce> warning_in_force(const std::vector<WarningAction>& actions,
                                        std::string_view plant_region, WallTime at) {
  return highest(chains_in_force(actions, plant_region, at));
}

std::optional<InForce> highest(const std::vector<InForce>& chains) {
  std::optional<InForce> found;
  for (const auto& each : chains) {
    if (!found || each.level > found->level) found = each;
  }
  return found;
}

bool was_lifted_since(const std::vector<WarningAction>& actions, std::string_view chain,
                      std::uint64_t index, WallTime since, WallTime at) {
  std::vector<const WarningAction*> list;
  for (const auto& action : actions) {
    if (action.chain == chain && sets_level(action.kind)) list.push_back(&action);
  }
  return std::ranges::any_of(standing(list), [&](const auto* action) {
    return action->kind == WarningAction::Kind::lift && action->effective_at <= at &&
           (action->index > index || action->effective_at >= since);
  });
}

std::vector<std::uint64_t> cancelled(const std::vector<WarningAction>& actions) {
  std::vector<std::uint64_t> out;
  for (const auto& [chain, list] : by_chain(actions)) {
    const auto kept = standing(list);
    for (const auto* action : list) {
      if (std::ranges::find(kept, action) == kept.end()) out.push_back(action->index);
    }
  }
  return out;
}

std::optional<WallTime> next_change(const std::vector<WarningAction>& actions, WallTime at) {
  std::optional<WallTime> next;
  for (const auto& [chain, list] : by_chain(actions)) {
    for (const auto* action : standing(list)) {
      if (action->effective_at > at && (!next || action->effective_at < *next)) {
        next = action->effective_at;
      }
    }
  }
  return next;
}

bool region_covers(std::string_view region, std::string_view plant_region) {
  if (region.empty() || region == plant_region) return true;
  while (region.size() >= 2 && region.substr(region.size() - 2) == "00") region.remove_suffix(2);
  return !region.empty() && plant_region.starts_with(region);
}

}  // namespace cleangate::rules
