#pragma once
// May a command go to the barrier? A late pulse at a gate is worse than none. Pure.

#include <optional>
#include <string>

#include "base/limits.h"
#include "base/time.h"
#include "domain/rules/decision.h"

namespace cleangate::gate {

/// Stored as text: NEVER CHANGE a word.
enum class Mode : std::uint8_t { automatic, observe, manual };
[[nodiscard]] std::string_view to_text(Mode mode);
[[nodiscard]] std::optional<Mode> parse_mode(std::string_view text);

struct Lane {
  Mode mode = Mode::manual;
  /// nullopt: the switch could not be read, which means stop.
  std::optional<bool> kill_switch;
};

struct Arrival {
  rules::Direction direction = rules::Direction::in;
  rules::Verdict verdict = rules::Verdict::hold;
  bool fresh = false;
  bool denied = false;  ///< on the deny list
  bool fake_plate = false;
  bool already_opened = false;
};

/// What the lane means to do, before the entry is written.
[[nodiscard]] bool means_to_open(const Lane& lane, const Arrival& arrival);
/// Asked again after the commit: the clock and the switch may have moved meanwhile.
[[nodiscard]] bool may_open_now(const Lane& lane, MonotonicTime received, MonotonicTime now);

}  // namespace cleangate::gate
