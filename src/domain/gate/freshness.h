#pragma once
// Is a message about now? Learns each device's clock offset from its live messages. Pure.

#include <deque>
#include <optional>

#include "domain/gate/sighting.h"

namespace cleangate::gate {

class ClockOffset {
 public:
  /// Takes a live message into account. Messages without a device time teach nothing.
  void learn(const Sighting& sighting);
  /// receive time − device time; nullopt until kClockLearnMessages live messages.
  [[nodiscard]] std::optional<Milliseconds> learnt() const;

 private:
  std::deque<Milliseconds> offsets_;  // the last kClockWindow
};

/// No retransmission, offline or history flag, and |receive − device − offset| ≤ 10 s once the
/// offset is learnt; until then the flags alone.
[[nodiscard]] bool is_fresh(const Sighting& sighting, std::optional<Milliseconds> offset);

/// When it happened: a live message at its receive time, a late one at its device time corrected
/// by the learnt offset, never later than it was received.
[[nodiscard]] WallTime event_time(const Sighting& sighting, bool fresh,
                                  std::optional<Milliseconds> offset);

}  // namespace cleangate::gate
