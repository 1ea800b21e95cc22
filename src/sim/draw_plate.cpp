#include "sim/draw_plate.h"

#include <algorithm>
#include <numbers>

#include "base/text.h"

namespace cleangate::sim {
namespace {

using plate::Colour;

// Millimetres; proportions as in look.md, Plates (after GA 36-2018, figure of the plate).
constexpr double kHeight = 140, kWidth = 440, kWidthNev = 480;
constexpr double kGlyphHeight = 90, kGlyphWidth = 45, kGlyphWidthNev = 43;
constexpr double kGap = 12, kGapNev = 9, kDotGap = 34, kDotGapNev = 49;

struct Scheme {
  Rgb ground, ink;
};

Scheme scheme_of(Colour colour) {
  switch (colour) {
    case Colour::blue:
      return {rgb(0x1450C8), rgb(0xFFFFFF)};
    case Colour::yellow:
      return {rgb(0xF9C31F), rgb(0x111315)};
    case Colour::white:
      return {rgb(0xF7F7F4), rgb(0x111315)};
    case Colour::black:
      return {rgb(0x111315), rgb(0xFFFFFF)};
    case Colour::green:
    case Colour::yellow_green:
      return {rgb(0x46B763), rgb(0x111315)};
    case Colour::other:
    case Colour::unknown:
      break;
  }
  return {rgb(0xD8D8D4), rgb(0x111315)};
}

void ground(Canvas& canvas, const Box& box, double radius, Colour colour, double letter_end) {
  const Scheme scheme = scheme_of(colour);
  if (colour == Colour::green) {
    return canvas.shaded_box(box, radius, rgb(0xF6FBF7), rgb(0x35B36B));
  }
  canvas.round_box(box, radius, scheme.ground);
  if (colour != Colour::yellow_green) return;
  cairo_save(canvas.pen());
  cairo_rectangle(canvas.pen(), box.x, box.y, letter_end - box.x, box.height);
  cairo_clip(canvas.pen());
  canvas.round_box(box, radius, rgb(0xF9C31F));
  cairo_restore(canvas.pen());
}

}  // namespace

double plate_width(std::string_view text, double height) {
  const bool wide = to_code_points(text).size() >= 8;
  return (wide ? kWidthNev : kWidth) / kHeight * height;
}

void draw_plate(Canvas& canvas, double x, double y, double height, std::string_view text,
                Colour colour) {
  const std::u32string letters = to_code_points(text);
  if (letters.empty()) return;
  const bool wide = letters.size() >= 8;
  const double unit = height / kHeight;
  const double width = plate_width(text, height);
  double cell = (wide ? kGlyphWidthNev : kGlyphWidth) * unit;
  double gap = (wide ? kGapNev : kGap) * unit;
  double dot_gap = (wide ? kDotGapNev : kDotGap) * unit;
  const auto count = static_cast<double>(letters.size());
  const double used = cell * count + gap * (count - 2) + dot_gap;
  // Texts longer than any real plate still stand inside the frame.
  const double squeeze = std::min(1.0, (width - 24 * unit) / used);
  cell *= squeeze, gap *= squeeze, dot_gap *= squeeze;
  double at = x + (width - used * squeeze) / 2;

  const Box box{x, y, width, height};
  ground(canvas, box, 10 * unit, colour, at + 2 * cell + gap + dot_gap / 4);
  const Scheme scheme = scheme_of(colour);
  canvas.colour(scheme.ink);
  cairo_set_line_width(canvas.pen(), std::max(1.0, 3 * unit));
  canvas.round_path({x + 5 * unit, y + 5 * unit, width - 10 * unit, height - 10 * unit}, 7 * unit);
  cairo_stroke(canvas.pen());

  for (std::size_t i = 0; i < letters.size(); ++i) {
    const std::string letter = to_utf8(letters.substr(i, 1));
    const bool red = colour == Colour::white && (letter == "警" || letter == "使");
    const bool thin = letter == "1" || letter == "I";
    const double inset = thin ? cell * 0.28 : 0;
    const double top = y + (kHeight - kGlyphHeight) / 2 * unit;
    canvas.glyphs(letter, {at + inset, top, cell - 2 * inset, kGlyphHeight * unit},
                  red ? rgb(0xC81E1E) : scheme.ink);
    at += cell + (i == 1 ? dot_gap : gap);
    if (i != 1) continue;
    canvas.colour(scheme.ink);
    cairo_arc(canvas.pen(), at - dot_gap / 2, y + height / 2, 6 * unit, 0, 2 * std::numbers::pi);
    cairo_fill(canvas.pen());
  }
}

}  // namespace cleangate::sim
