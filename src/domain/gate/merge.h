#pragma once
// Which reads are one vehicle (blueprint, "Merge"). Pure. In doubt two passages.

#include <chrono>
#include <optional>
#include <string>

#include "base/time.h"
#include "domain/plate/plate.h"
#include "domain/rules/decision.h"

namespace cleangate::gate {

/// What a lane remembers of a read to compare the next with.
struct Read {
  std::string plate;
  plate::Colour colour = plate::Colour::unknown;
  rules::Direction direction = rules::Direction::in;
  WallTime at;            ///< event time
  bool is_known = false;  ///< registry, list, appointment, or a passage in 90 days
  /// Of a live read: two of these are compared by it, so that a turned clock parts nobody.
  std::optional<MonotonicTime> received;
};

enum class Same : std::uint8_t {
  no,
  equal,       ///< the same plate again
  correction,  ///< differs by one confusable character, while not both are known
  trailer,     ///< a 挂 plate behind its tractor
};

/// `barrier_cycled`: the lane opened for another vehicle, or opened and closed, in between.
[[nodiscard]] Same compare(const Read& earlier, const Read& later, Milliseconds window,
                           bool barrier_cycled);

}  // namespace cleangate::gate
