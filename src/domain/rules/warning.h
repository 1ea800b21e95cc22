#pragma once
// Heavy-pollution warnings (重污染天气预警) as chains of actions; the level in force at a time
// (law.md, Time). Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace cleangate::rules {

/// The order is by severity. Stored as text: NEVER CHANGE a word.
enum class Level : std::uint8_t { yellow, orange, red };
[[nodiscard]] std::string_view to_text(Level level);
[[nodiscard]] std::optional<Level> parse_level(std::string_view text);
[[nodiscard]] std::string_view to_chinese(Level level);   ///< 黄色 橙色 红色
[[nodiscard]] std::string_view response_of(Level level);  ///< Ⅲ Ⅱ Ⅰ

struct WarningAction {
  enum class Kind : std::uint8_t { start, change, lift, extend, measures };
  std::uint64_t index = 0;  ///< of its entry
  std::string chain;
  Kind kind = Kind::start;
  Level level = Level::yellow;
  WallTime effective_at;  ///< max(as entered, log time)
  std::string region;     ///< of the start; empty = the plant's own
};
[[nodiscard]] std::optional<WarningAction::Kind> parse_action(std::string_view text);

struct InForce {
  Level level;
  WallTime since;  ///< when that level of that chain took effect
  std::string chain;
};

/// The highest level of all chains that cover the plant at `at`; nullopt when there is none.
/// `actions` in rising index; a start, change or lift cancels every earlier logged action of its
/// chain that is effective at or after it.
[[nodiscard]] std::optional<InForce> warning_in_force(const std::vector<WarningAction>& actions,
                                                      std::string_view plant_region, WallTime at);
/// A lift of that chain took effect by `at` that ends what was logged at `index` and effective at
/// `since`: what it named ends with the chain, though a later change takes the chain up again.
[[nodiscard]] bool was_lifted_since(const std::vector<WarningAction>& actions,
                                    std::string_view chain, std::uint64_t index, WallTime since,
                                    WallTime at);
/// Of these; the first of equals. nullopt when there is none.
[[nodiscard]] std::optional<InForce> highest(const std::vector<InForce>& chains);
/// The same of each such chain that has a level at `at`, in the order of their ids.
[[nodiscard]] std::vector<InForce> chains_in_force(const std::vector<WarningAction>& actions,
                                                   std::string_view plant_region, WallTime at);
/// Indexes of the actions that a later one cancelled.
[[nodiscard]] std::vector<std::uint64_t> cancelled(const std::vector<WarningAction>& actions);
/// The next time after `at` when the answer above changes; nullopt when never.
[[nodiscard]] std::optional<WallTime> next_change(const std::vector<WarningAction>& actions,
                                                  WallTime at);
/// Equal, or without its trailing 00 pairs a prefix of the plant's code.
[[nodiscard]] bool region_covers(std::string_view region, std::string_view plant_region);

}  // namespace cleangate::rules
