#include "domain/gate/freshness.h"

#include <algorithm>
#include <vector>

#include "base/limits.h"

namespace cleangate::gate {
namespace {

Milliseconds offset_of(const Sighting& sighting) {
  const auto received = sighting.received_monotonic.time_since_epoch();
  return std::chrono::duration_cast<Milliseconds>(received) -
         sighting.device_time->time_since_epoch();
}

}  // namespace

void ClockOffset::learn(const Sighting& sighting, bool fresh) {
  const bool dated = sighting.device_time && sighting.clock_quality != ClockQuality::contradictory;
  if (!sighting.is_live() || !dated) return;
  if (!fresh) return doubt({offset_of(sighting), sighting.received_monotonic});
  doubted_.clear();
  offsets_.push_back(offset_of(sighting));
  if (offsets_.size() > kClockWindow) offsets_.pop_front();
}

void ClockOffset::doubt(const Sample& sample) {
  doubted_.push_back(sample);
  if (doubted_.size() > kClockLearnMessages) doubted_.pop_front();
  if (doubted_.size() < kClockLearnMessages) return;
  const auto [least, most] = std::ranges::minmax_element(doubted_, {}, &Sample::offset);
  const bool agree = most->offset - least->offset <= kClockAgreement;
  const bool in_real_time = sample.received - doubted_.front().received >= kFreshTolerance;
  if (!agree || !in_real_time) return;
  offsets_.clear();
  for (const auto& each : doubted_) offsets_.push_back(each.offset);
  doubted_.clear();
}

std::optional<Milliseconds> ClockOffset::age(const Sighting& sighting) const {
  if (offsets_.size() < kClockLearnMessages || !sighting.device_time) return std::nullopt;
  std::vector<Milliseconds> sorted(offsets_.begin(), offsets_.end());
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  return offset_of(sighting) - *middle;
}

bool is_fresh(const Sighting& sighting, std::optional<Milliseconds> age) {
  return sighting.is_live() && (!age || std::chrono::abs(*age) <= kFreshTolerance);
}

WallTime event_time(const Sighting& sighting, bool fresh, std::optional<Milliseconds> age) {
  if (fresh || !sighting.device_time) return sighting.received;
  if (age) return sighting.received - std::max(*age, Milliseconds{0});
  return std::min(*sighting.device_time, sighting.received);
}

}  // namespace cleangate::gate
