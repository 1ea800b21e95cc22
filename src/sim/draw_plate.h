#pragma once
// A number plate in its true colours (gate-standards.md 7.1; look.md, Plates). Inside the room
// only; the caller's thread. Draws what the plate is, not what a camera reads.

#include <string_view>

#include "domain/plate/plate.h"
#include "sim/draw_canvas.h"

namespace cleangate::sim {

/// Width of the plate for this height: 440 mm or 480 mm (NEV) by 140 mm (GA 36-2018).
[[nodiscard]] double plate_width(std::string_view text, double height);
/// At (x, y), `height` pixels high. An empty text draws nothing.
void draw_plate(Canvas& canvas, double x, double y, double height, std::string_view text,
                plate::Colour colour);

}  // namespace cleangate::sim
