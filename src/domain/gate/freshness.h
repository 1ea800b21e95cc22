#pragma once
// Is a message about now? Learns each device's clock from its live messages, against our
// monotonic clock: turning the server's clock changes nothing. Pure.

#include <deque>
#include <optional>

#include "domain/gate/sighting.h"

namespace cleangate::gate {

class ClockOffset {
 public:
  /// Takes a live message into account; `fresh`: what was found of it before. Stale ones teach
  /// only when kClockLearnMessages in a row agree within kClockAgreement and came over at least
  /// kFreshTolerance: a clock that was set runs on like that, a burst of stored reads does not.
  void learn(const Sighting& sighting, bool fresh);
  /// How long ago it happened by the device's own clock; negative = its clock is ahead. nullopt:
  /// no device time, or fewer than kClockLearnMessages learnt.
  [[nodiscard]] std::optional<Milliseconds> age(const Sighting& sighting) const;

 private:
  struct Sample {
    Milliseconds offset;  ///< monotonic receive time − device time
    MonotonicTime received;
  };
  void doubt(const Sample& sample);

  std::deque<Milliseconds> offsets_;  // the last kClockWindow that were fresh
  std::deque<Sample> doubted_;        // the last kClockLearnMessages that were not
};

/// No retransmission, offline or history flag, and |age| ≤ 10 s once it is known; until then the
/// flags alone.
[[nodiscard]] bool is_fresh(const Sighting& sighting, std::optional<Milliseconds> age);

/// When it happened: a live message at its receive time, a late one as long ago as its device's
/// corrected clock says, never later than it was received.
[[nodiscard]] WallTime event_time(const Sighting& sighting, bool fresh,
                                  std::optional<Milliseconds> age);

}  // namespace cleangate::gate
