#pragma once
// The vehicles of a seeded day: what they are, what they burn, and their plates. Pure; inside the
// room only.

#include <vector>

#include "base/random.h"
#include "sim/scenario.h"

namespace cleangate::sim {

/// `count` vehicles with plates that all differ.
[[nodiscard]] std::vector<SimVehicle> make_fleet(Random& random, std::size_t count);

}  // namespace cleangate::sim
