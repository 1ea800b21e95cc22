#include "domain/gate/freshness.h"

#include <algorithm>
#include <vector>

#include "base/limits.h"

namespace cleangate::gate {

void ClockOffset::learn(const Sighting& sighting) {
  const bool dated = sighting.device_time && sighting.clock_quality != ClockQuality::contradictory;
  if (!sighting.is_live() || !dated) return;
  offsets_.push_back(sighting.received - *sighting.device_time);
  if (offsets_.size() > kClockWindow) offsets_.pop_front();
}

std::optional<Milliseconds> ClockOffset::learnt() const {
  if (offsets_.size() < kClockLearnMessages) return std::nullopt;
  std::vector<Milliseconds> sorted(offsets_.begin(), offsets_.end());
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  return *middle;
}

bool is_fresh(const Sighting& sighting, std::optional<Milliseconds> offset) {
  if (!sighting.is_live()) return false;
  if (!offset || !sighting.device_time) return true;
  const auto age = sighting.received - *sighting.device_time - *offset;
  return std::chrono::abs(age) <= kFreshTolerance;
}

WallTime event_time(const Sighting& sighting, bool fresh, std::optional<Milliseconds> offset) {
  if (fresh || !sighting.device_time) return sighting.received;
  return std::min(*sighting.device_time + offset.value_or(Milliseconds{0}), sighting.received);
}

}  // namespace cleangate::gate
