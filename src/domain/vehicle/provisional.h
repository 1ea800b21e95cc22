#pragma once
// Facts by a guard (门岗补录): they count from when they are logged for kGuardFactsCount, or until
// a manager confirms them; after that what was registered before counts again. Pure: time comes
// as an argument, so that a decision is the same whenever it is computed.

#include <optional>

#include "base/time.h"
#include "domain/vehicle/vehicle.h"

namespace cleangate::vehicle {

struct LayeredFacts {
  Registered facts;                ///< as last written
  std::optional<Registered> base;  ///< what stood below a guard's word
  std::optional<WallTime> until;   ///< of a guard's word; nullopt: no end
};

[[nodiscard]] bool has_expired(const LayeredFacts& layers, WallTime at);
/// The facts that count at `at`; nullptr: none do, the vehicle is in no register.
[[nodiscard]] const Registered* in_force(const LayeredFacts& layers, WallTime at);

}  // namespace cleangate::vehicle
