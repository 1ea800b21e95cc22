#pragma once
// The fronts of vehicles, drawn standing on (0,0) with y upward negative and 1 unit = 1 mm of the
// vehicle. One thread. Knows nothing of scene and camera.

#include "sim/canvas.h"
#include "sim/draw_truck.h"

namespace cleangate::sim {

/// `light` 0 (night) to 1 (day) darkens paint and lights lamps. The plate is drawn with it.
void draw_front(Canvas& canvas, const VehicleLook& look, double light);

/// Where the plate hangs: its middle, in the same units.
[[nodiscard]] Point plate_middle(Body body);

}  // namespace cleangate::sim
