#include "domain/gate/actuation.h"

#include <array>

namespace cleangate::gate {
namespace {

constexpr std::array<std::string_view, 3> kModes{"automatic", "observe", "manual"};

bool is_stopped(const Lane& lane) {
  return !lane.kill_switch.has_value() || *lane.kill_switch || lane.mode == Mode::manual;
}

}  // namespace

std::string_view to_text(Mode mode) {
  return kModes[static_cast<std::size_t>(mode)];
}

std::optional<Mode> parse_mode(std::string_view text) {
  for (std::size_t i = 0; i < kModes.size(); ++i) {
    if (kModes[i] == text) return static_cast<Mode>(i);
  }
  return std::nullopt;
}

bool means_to_open(const Lane& lane, const Arrival& arrival) {
  if (is_stopped(lane) || !arrival.fresh || arrival.already_opened) return false;
  if (arrival.direction == rules::Direction::out) return true;
  if (lane.mode == Mode::observe) return !arrival.denied;
  return arrival.verdict == rules::Verdict::admit && !arrival.fake_plate;
}

bool may_open_now(const Lane& lane, MonotonicTime received, MonotonicTime now) {
  return !is_stopped(lane) && now - received <= kOpenDeadline;
}

}  // namespace cleangate::gate
