#pragma once
// The hot path while every vehicle is looked up: the same pushes with the look-up on and off, in
// turns of a second. The service answers at once, which is the most work that it can make.

#include "bench/plant_under_load.h"
#include "bench/table.h"

namespace cleangate::bench {

/// `seconds` of each. Throws when a push is not answered or nobody was looked up.
[[nodiscard]] Line measure_look_ups(PlantUnderLoad& load, int seconds);

}  // namespace cleangate::bench
