#pragma once
// The gate lane without a vehicle: sky, works, asphalt, island, barrier. One thread.

#include "sim/canvas.h"

namespace cleangate::sim {

/// 0 at night, 1 by day, between at dawn and dusk; December at 39° N, where the demo plant lies.
[[nodiscard]] double daylight(int hour);

/// Fills the canvas. `variant` tells lanes apart (where booth and works stand).
void draw_lane(Canvas& canvas, double light, std::uint64_t variant);

}  // namespace cleangate::sim
