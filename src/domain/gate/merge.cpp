#include "domain/gate/merge.h"

#include "domain/plate/confusable.h"

namespace cleangate::gate {
namespace {

bool is_trailer(const Read& read) {
  return plate::classify(read.plate, read.colour) == plate::PlateClass::trailer;
}

bool is_near(const Read& earlier, const Read& later, Milliseconds window) {
  if (earlier.received && later.received) {
    return std::chrono::abs(*later.received - *earlier.received) <= window;
  }
  return std::chrono::abs(later.at - earlier.at) <= window;
}

}  // namespace

Same compare(const Read& earlier, const Read& later, Milliseconds window, bool barrier_cycled) {
  if (earlier.direction != later.direction) return Same::no;
  if (!is_near(earlier, later, window)) return Same::no;
  if (earlier.plate.empty() || later.plate.empty()) return Same::no;
  // The trailer passes while the barrier is open for its tractor.
  if (is_trailer(later) && !is_trailer(earlier)) return Same::trailer;
  if (barrier_cycled) return Same::no;
  const bool colours_agree = earlier.colour == later.colour ||
                             earlier.colour == plate::Colour::unknown ||
                             later.colour == plate::Colour::unknown;
  if (!colours_agree) return Same::no;
  if (earlier.plate == later.plate) return Same::equal;
  if (earlier.is_known && later.is_known) return Same::no;
  return plate::differ_by_one_confusable(earlier.plate, later.plate) ? Same::correction : Same::no;
}

}  // namespace cleangate::gate
