#pragma once
// Number plates as they look: the right ground, characters, dot and frame. Draws on a canvas;
// one thread. Proportions as in docs of practice (440 × 140 mm, NEV 480 × 140), not the
// standard's own typeface.

#include <string_view>

#include "domain/plate/plate.h"
#include "sim/canvas.h"

namespace cleangate::sim {

/// Width divided by height of a plate of that text and colour.
[[nodiscard]] double plate_ratio(std::string_view plate, plate::Colour colour);

/// Draws the plate at `at` (its top left), `width` pixels wide; an unknown or other colour is
/// drawn grey. Nothing is drawn for "".
void draw_plate(Canvas& canvas, Point at, double width, std::string_view plate,
                plate::Colour colour);

}  // namespace cleangate::sim
