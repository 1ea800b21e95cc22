#include "sim/draw_front.h"

#include <algorithm>

#include "base/random.h"
#include "sim/draw_plate.h"

namespace cleangate::sim {
namespace {

// Drawn about a third larger than life, so that 1280 pixels show what a zoomed camera sees.
constexpr double kPlateScale = 1.35;
constexpr double kPlateWidth = 440 * kPlateScale;

/// Paint, glass and lamps of one vehicle at one hour.
struct Palette {
  Colour paint, paint_light, paint_dark, black, dark, glass_top, glass_bottom, chrome;
  double light;
};

Palette palette_of(const VehicleLook& look, double light) {
  const auto lit = [&](Colour colour) { return mix(rgb(0x05070A), colour, 0.28 + 0.72 * light); };
  const Colour paint = rgb(look.paint);
  return {lit(paint),
          lit(mix(paint, rgb(0xFFFFFF), 0.28)),
          lit(mix(paint, rgb(0x000000), 0.38)),
          lit(rgb(0x15181B)),
          lit(rgb(0x2A2F34)),
          lit(rgb(0x6F8CA0)),
          lit(rgb(0x1A232B)),
          lit(rgb(0xC9CFD4)),
          light};
}

Paint body_paint(const Palette& palette, double half_width) {
  return Paint::linear({-half_width, 0}, {half_width, 0}, palette.paint_dark, palette.paint_light,
                       palette.paint_dark);
}

void draw_wheels(Canvas& canvas, const Palette& palette, double half_width, double tyre_width,
                 double height) {
  for (const double side : {-1.0, 1.0}) {
    const double x = side < 0 ? -half_width : half_width - tyre_width;
    canvas.fill_round({x, -height, tyre_width, height}, 40, palette.black);
    for (double y = -height + 50; y < -20; y += 55) {
      canvas.line({x + 15, y}, {x + tyre_width - 15, y + 18}, 9, palette.dark);
    }
  }
}

void draw_mirror(Canvas& canvas, const Palette& palette, double side, Point arm, Box glass) {
  canvas.line(arm, {side * (glass.x + glass.width / 2), glass.y + 60}, 34, palette.black);
  canvas.line({arm.x, arm.y + 160}, {side * (glass.x + glass.width / 2), glass.y + glass.height},
              26, palette.black);
  const double x = side < 0 ? -glass.x - glass.width : glass.x;
  canvas.fill_round({x, glass.y, glass.width, glass.height}, 55, palette.black);
  canvas.fill_round({x + 14, glass.y + 16, glass.width - 28, glass.height - 32}, 42,
                    palette.dark);
}

void draw_windscreen(Canvas& canvas, const Palette& palette, double top_half, double bottom_half,
                     double top, double bottom) {
  canvas.fill_soft_polygon({{-top_half - 28, top - 28},
                            {top_half + 28, top - 28},
                            {bottom_half + 28, bottom + 28},
                            {-bottom_half - 28, bottom + 28}},
                           110, palette.black);
  canvas.fill_soft_polygon(
      {{-top_half, top}, {top_half, top}, {bottom_half, bottom}, {-bottom_half, bottom}}, 90,
      Paint::linear({0, top}, {0, bottom}, palette.glass_top, palette.glass_bottom));
  const double height = bottom - top;
  // Seats behind the glass, the reflection of the sky before them.
  for (const double side : {-1.0, 1.0}) {
    const double x = side * bottom_half * 0.5;
    canvas.fill_soft_polygon({{x - 190, bottom - 10},
                              {x - 170, bottom - height * 0.42},
                              {x - 95, bottom - height * 0.52},
                              {x - 80, bottom - height * 0.72},
                              {x + 80, bottom - height * 0.72},
                              {x + 95, bottom - height * 0.52},
                              {x + 170, bottom - height * 0.42},
                              {x + 190, bottom - 10}},
                             60, mix(palette.glass_bottom, rgb(0x000000), 0.45));
  }
  const Colour shine = rgb(0xFFFFFF, 0.10 + 0.16 * palette.light);
  canvas.fill_polygon({{-bottom_half * 0.30, bottom},
                       {bottom_half * 0.02, bottom},
                       {bottom_half * 0.42, top},
                       {bottom_half * 0.10, top}},
                      shine);
  canvas.fill_polygon({{bottom_half * 0.10, bottom},
                       {bottom_half * 0.20, bottom},
                       {bottom_half * 0.60, top},
                       {bottom_half * 0.50, top}},
                      shine);
  for (const double side : {-1.0, 1.0}) {
    canvas.line({side * bottom_half * 0.75, bottom + 8}, {side * 60, bottom - height * 0.16}, 15,
                palette.black);
  }
}

void draw_lamp(Canvas& canvas, const Palette& palette, const Box& box) {
  canvas.fill_round({box.x - 12, box.y - 12, box.width + 24, box.height + 24}, 50, palette.black);
  canvas.fill_round(box, 44,
                    Paint::linear({box.x, box.y}, {box.x, box.y + box.height}, rgb(0xF4F7F9),
                                  mix(rgb(0x8F9AA3), rgb(0xF4F7F9), 1 - palette.light)));
  for (const double at : {0.3, 0.7}) {
    const Point middle{box.x + box.width * at, box.y + box.height / 2};
    const double radius = std::min(box.width * 0.17, box.height * 0.38);
    canvas.fill_ellipse(middle, radius, radius, rgb(0x59636B, 0.8));
    canvas.fill_ellipse(middle, radius * 0.7, radius * 0.7, rgb(0xFFFFFF));
  }
  if (palette.light > 0.6) return;
  const Point middle{box.x + box.width / 2, box.y + box.height / 2};
  const double glow = 900 * (1 - palette.light);
  canvas.fill_ellipse(middle, glow, glow,
                      Paint::radial({0, 0}, 1, rgb(0xFFF6DC, 0), rgb(0xFFF6DC, 0)));
  for (const double radius : {box.width * 0.55, box.width * 1.1, box.width * 1.9}) {
    canvas.fill_ellipse(middle, radius, radius * 0.8, rgb(0xFFF4D6, 0.16));
  }
}

void draw_slats(Canvas& canvas, const Palette& palette, const Box& box, int count) {
  canvas.fill_round(box, 50, palette.black);
  const double step = box.height / (count + 1);
  for (int i = 1; i <= count; ++i) {
    const double y = box.y + i * step;
    canvas.fill_round({box.x + 40, y - step * 0.22, box.width - 80, step * 0.44}, 12,
                      Paint::linear({0, y - step * 0.22}, {0, y + step * 0.22}, palette.chrome,
                                    palette.dark));
  }
}

void draw_emblem(Canvas& canvas, const Palette& palette, Point middle, double size) {
  canvas.fill_ellipse(middle, size, size * 0.8, palette.chrome);
  canvas.fill_ellipse(middle, size * 0.84, size * 0.66, palette.dark);
  canvas.fill_polygon({{middle.x, middle.y - size * 0.45},
                       {middle.x + size * 0.5, middle.y + size * 0.35},
                       {middle.x, middle.y + size * 0.1},
                       {middle.x - size * 0.5, middle.y + size * 0.35}},
                      palette.chrome);
}

void draw_own_plate(Canvas& canvas, const VehicleLook& look, const Palette& palette) {
  const Point middle = plate_middle(look.body);
  if (look.plate.empty()) {
    canvas.fill_round({middle.x - 310, middle.y - 98, 620, 196}, 14, palette.dark);
    return;
  }
  const double ratio = plate_ratio(look.plate, look.plate_colour);
  const double width = kPlateWidth * ratio / (440.0 / 140.0);
  const double height = width / ratio;
  const Point at{middle.x - width / 2, middle.y - height / 2};
  canvas.fill_round({at.x - 12, at.y - 10, width + 24, height + 24}, 16, rgb(0x000000, 0.5));
  draw_plate(canvas, at, width, look.plate, look.plate_colour);
  // A plate throws the camera's own light back, so it darkens less than the paint.
  canvas.fill_round({at.x, at.y, width, height}, 12, rgb(0x000000, 0.22 * (1 - palette.light)));
}

void draw_cargo(Canvas& canvas, const VehicleLook& look, const Palette& palette, double half_width,
                double top, double bottom) {
  SeededRandom random(look.seed ^ 0xCA46);
  constexpr std::uint32_t kBoxes[] = {0x8E9499, 0x2F5D8C, 0x6B7F57, 0xA9542B, 0xC9CDD0, 0x3D4A52};
  const Colour base = mix(rgb(0x05070A), rgb(kBoxes[random.below(std::size(kBoxes))]),
                          0.24 + 0.7 * palette.light);
  canvas.fill_round({-half_width, top, 2 * half_width, bottom - top}, 30,
                    Paint::linear({-half_width, 0}, {half_width, 0}, mix(base, rgb(0x000000), 0.35),
                                  base, mix(base, rgb(0x000000), 0.35)));
  for (double x = -half_width + 130; x < half_width - 60; x += 170) {
    canvas.line({x, top + 40}, {x, bottom - 40}, 16, mix(base, rgb(0x000000), 0.22));
  }
  canvas.fill({-half_width, top, 2 * half_width, 60}, mix(base, rgb(0xFFFFFF), 0.15));
}

void draw_bumper(Canvas& canvas, const Palette& palette, double half_width, double top,
                 double bottom, bool painted) {
  canvas.fill_soft_polygon({{-half_width, top},
                            {half_width, top},
                            {half_width - 60, bottom},
                            {-half_width + 60, bottom}},
                           80, painted ? body_paint(palette, half_width) : Paint(palette.dark));
  canvas.fill_soft_polygon({{-half_width * 0.62, top + (bottom - top) * 0.52},
                            {half_width * 0.62, top + (bottom - top) * 0.52},
                            {half_width * 0.56, bottom - 20},
                            {-half_width * 0.56, bottom - 20}},
                           50, palette.black);
}

void draw_heavy(Canvas& canvas, const VehicleLook& look, const Palette& palette) {
  constexpr double kHalf = 1245;  // GB 1589: trucks are at most 2550 mm wide
  const bool tractor = look.body == Body::tractor;
  draw_cargo(canvas, look, palette, 1275, tractor ? -3950 : -3450, -1100);
  draw_wheels(canvas, palette, 1215, 310, 760);
  if (tractor) {
    canvas.fill_soft_polygon({{-820, -3720}, {820, -3720}, {1130, -3080}, {-1130, -3080}}, 220,
                             body_paint(palette, 1130));
    canvas.fill_soft_polygon({{-560, -3600}, {560, -3600}, {680, -3260}, {-680, -3260}}, 120,
                             palette.paint_dark);
  }
  canvas.fill_soft_polygon({{-1140, -3160}, {1140, -3160}, {kHalf, -2300}, {kHalf, -560},
                            {-kHalf, -560}, {-kHalf, -2300}},
                           170, body_paint(palette, kHalf));
  for (const double x : {-900.0, -450.0, 450.0, 900.0}) {
    canvas.fill_round({x - 60, -3135, 120, 46}, 20, rgb(0xF09A2A));
  }
  draw_windscreen(canvas, palette, 1010, 1105, -2900, -1990);
  canvas.fill_soft_polygon({{-1090, -3040}, {1090, -3040}, {1060, -2850}, {-1060, -2850}}, 60,
                           palette.black);
  for (const double side : {-1.0, 1.0}) {
    draw_mirror(canvas, palette, side, {side * 1190, -2700}, {1330, -2640, 250, 720});
    canvas.line({side * 1150, -1880}, {side * 1150, -640}, 12, palette.paint_dark);
  }
  draw_slats(canvas, palette, {-760, -1800, 1520, 720}, 5);
  draw_emblem(canvas, palette, {0, -1650}, 150);
  canvas.fill_soft_polygon({{-1120, -1880}, {1120, -1880}, {1100, -1800}, {-1100, -1800}}, 40,
                           palette.dark);
  draw_bumper(canvas, palette, 1250, -1010, -330, tractor);
  for (const double side : {-1.0, 1.0}) {
    const double x = side < 0 ? -1160 : 760;
    draw_lamp(canvas, palette, {x, -985, 400, 230});
    canvas.fill_round({side < 0 ? -1180.0 : 1080.0, -720, 100, 80}, 20, rgb(0xF09A2A));
    canvas.fill_ellipse({side * 920, -520}, 78, 62, palette.chrome);
  }
}

void draw_light_truck(Canvas& canvas, const VehicleLook& look, const Palette& palette) {
  constexpr double kHalf = 960;
  draw_cargo(canvas, look, palette, 1080, -2900, -820);
  draw_wheels(canvas, palette, 930, 220, 600);
  canvas.fill_soft_polygon({{-800, -2280}, {800, -2280}, {kHalf, -1500}, {kHalf, -420},
                            {-kHalf, -420}, {-kHalf, -1500}},
                           170, body_paint(palette, kHalf));
  draw_windscreen(canvas, palette, 730, 860, -2140, -1440);
  for (const double side : {-1.0, 1.0}) {
    draw_mirror(canvas, palette, side, {side * 880, -1950}, {1030, -1930, 190, 430});
    draw_lamp(canvas, palette, {side < 0 ? -890.0 : 560.0, -1120, 330, 230});
  }
  draw_slats(canvas, palette, {-500, -1180, 1000, 330}, 3);
  draw_emblem(canvas, palette, {0, -1270}, 95);
  draw_bumper(canvas, palette, 965, -830, -280, false);
}

void draw_car(Canvas& canvas, const VehicleLook& look, const Palette& palette) {
  const bool van = look.body == Body::van;
  const double roof = van ? -1950 : -1480;
  const double half = van ? 960 : 920;
  draw_wheels(canvas, palette, half - 30, 235, 560);
  canvas.fill_soft_polygon({{-560, roof}, {560, roof}, {780, -980}, {-780, -980}}, 200,
                           body_paint(palette, 780));
  draw_windscreen(canvas, palette, 540, 730, roof + 110, -1010);
  canvas.fill_soft_polygon({{-800, -1000}, {800, -1000}, {half, -760}, {half, -300},
                            {half - 70, -210}, {-half + 70, -210}, {-half, -300}, {-half, -760}},
                           190,
                           Paint::linear({0, -1000}, {0, -210}, palette.paint_light,
                                         palette.paint, palette.paint_dark));
  canvas.line({-420, -960}, {-560, -720}, 10, palette.paint_dark);
  canvas.line({420, -960}, {560, -720}, 10, palette.paint_dark);
  for (const double side : {-1.0, 1.0}) {
    const double x = side < 0 ? -1070 : 870;
    canvas.fill_round({x, -1120, 200, 130}, 60, body_paint(palette, half));
    draw_lamp(canvas, palette, {side < 0 ? -860.0 : 540.0, -745, 320, 120});
    canvas.fill_ellipse({side * 700, -360}, 62, 46, palette.chrome);
  }
  const bool electric = look.plate_colour == plate::Colour::green;
  if (electric) {
    canvas.fill_round({-480, -700, 960, 110}, 50, palette.paint_dark);
  } else {
    draw_slats(canvas, palette, {-470, -735, 940, 190}, 4);
  }
  draw_emblem(canvas, palette, {0, electric ? -645.0 : -690.0}, 62);
  canvas.fill_soft_polygon({{-560, -300}, {560, -300}, {500, -205}, {-500, -205}}, 40,
                           palette.black);
}

}  // namespace

Point plate_middle(Body body) {
  switch (body) {
    case Body::tractor:
    case Body::rigid_truck:
      return {0, -560};
    case Body::light_truck:
      return {0, -545};
    case Body::van:
    case Body::car:
      break;
  }
  return {0, -415};
}

void draw_front(Canvas& canvas, const VehicleLook& look, double light) {
  const Palette palette = palette_of(look, light);
  switch (look.body) {
    case Body::tractor:
    case Body::rigid_truck:
      draw_heavy(canvas, look, palette);
      break;
    case Body::light_truck:
      draw_light_truck(canvas, look, palette);
      break;
    case Body::van:
    case Body::car:
      draw_car(canvas, look, palette);
      break;
  }
  draw_own_plate(canvas, look, palette);
}

}  // namespace cleangate::sim
