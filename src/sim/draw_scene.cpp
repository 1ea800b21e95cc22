#include "sim/draw_scene.h"

#include "base/random.h"

namespace cleangate::sim {
namespace {

// Everything is laid out for 1280 × 720 and scaled to the canvas.
constexpr double kWidth = 1280;
constexpr double kHeight = 720;
constexpr double kHorizon = 250;

Colour lit(std::uint32_t colour, double light) {
  return mix(rgb(0x04060A), rgb(colour), 0.16 + 0.84 * light);
}

void draw_sky(Canvas& canvas, double light) {
  const Colour top = mix(rgb(0x080C16), rgb(0x7FA6CC), light);
  const Colour bottom = mix(rgb(0x1B2230), rgb(0xDCE4E8), light);
  canvas.fill({0, 0, kWidth, kHorizon + 10}, Paint::linear({0, 0}, {0, kHorizon}, top, bottom));
  if (light < 0.2) return;
  // Haze, as on a day on which the gate matters.
  canvas.fill({0, kHorizon - 120, kWidth, 130},
              Paint::linear({0, kHorizon - 120}, {0, kHorizon}, rgb(0xE6E1D4, 0),
                            rgb(0xE6E1D4, 0.75)));
}

void draw_works(Canvas& canvas, double light, std::uint64_t variant) {
  SeededRandom random(variant ^ 0x30F2);
  const Colour far = mix(lit(0x8D9AA6, light), lit(0xDCE4E8, light), 0.45);
  for (int i = 0; i < 3; ++i) {
    const double x = 120 + 340.0 * i + static_cast<double>(random.below(160));
    const double top = 60 + static_cast<double>(random.below(60));
    canvas.fill_polygon({{x, kHorizon}, {x + 8, top}, {x + 30, top}, {x + 38, kHorizon}}, far);
    canvas.fill({x + 8, top + 14, 22, 10}, lit(0xB9483F, light));
    canvas.fill({x + 8, top + 36, 22, 10}, lit(0xB9483F, light));
  }
  double x = -20;
  while (x < kWidth) {
    const double width = 130 + static_cast<double>(random.below(150));
    const double height = 46 + static_cast<double>(random.below(70));
    const Colour wall = lit(random.below(2) == 0 ? 0xA7B0B7 : 0x8FA3B3, light);
    canvas.fill({x, kHorizon - height, width, height}, wall);
    canvas.fill({x, kHorizon - height, width, 9}, lit(0x5C6B77, light));
    for (double window = x + 14; window < x + width - 20; window += 30) {
      const bool lamp = light < 0.4 && random.below(3) == 0;
      canvas.fill({window, kHorizon - height + 22, 17, 11},
                  lamp ? rgb(0xF2D38A) : lit(0x55646F, light));
    }
    x += width + static_cast<double>(random.below(40));
  }
}

void draw_ground(Canvas& canvas, double light) {
  canvas.fill({0, kHorizon, kWidth, kHeight - kHorizon},
              Paint::linear({0, kHorizon}, {0, kHeight}, lit(0x8A8D8F, light),
                            lit(0x55595C, light)));
  const Colour white = lit(0xE4E6E4, light);
  // Lane edges run towards the camera.
  canvas.fill_polygon({{505, kHorizon}, {511, kHorizon}, {158, kHeight}, {122, kHeight}}, white);
  canvas.fill_polygon({{769, kHorizon}, {775, kHorizon}, {1158, kHeight}, {1122, kHeight}},
                      white);
  // The loop under the vehicle, cut into the asphalt.
  const Colour cut = lit(0x2C2F31, light);
  const Point loop[] = {{430, 560}, {850, 560}, {905, 668}, {375, 668}};
  for (std::size_t i = 0; i < 4; ++i) canvas.line(loop[i], loop[(i + 1) % 4], 4, cut);
  canvas.fill_polygon({{300, 690}, {980, 690}, {990, 704}, {290, 704}}, white);
}

void draw_fence(Canvas& canvas, double light) {
  const Colour post = lit(0x4F5B63, light);
  canvas.line({0, kHorizon - 22}, {kWidth, kHorizon - 22}, 4, post);
  canvas.line({0, kHorizon + 4}, {kWidth, kHorizon + 4}, 4, post);
  for (double x = 8; x < kWidth; x += 26) {
    canvas.line({x, kHorizon - 34}, {x, kHorizon + 12}, 3, post);
  }
}

void draw_booth(Canvas& canvas, double light, double x) {
  canvas.fill({x, 150, 150, 330}, Paint::linear({x, 0}, {x + 150, 0}, lit(0xE9ECEE, light),
                                                lit(0xA9B1B7, light)));
  canvas.fill({x - 14, 132, 178, 26}, lit(0x1F5E8A, light));
  canvas.fill({x + 14, 190, 122, 120},
              light < 0.4 ? Paint(rgb(0xF5DFA6)) : Paint(lit(0x5E7688, light)));
  canvas.line({x + 75, 190}, {x + 75, 310}, 5, lit(0xE9ECEE, light));
  canvas.fill({x, 440, 150, 40}, lit(0x3B4248, light));
}

/// The island with its striped kerb, the barrier's cabinet and its raised arm.
void draw_island(Canvas& canvas, double light) {
  canvas.fill_polygon({{1010, 470}, {1280, 470}, {1280, 640}, {1075, 640}}, lit(0x9A9E9F, light));
  for (int i = 0; i < 6; ++i) {
    const double y = 470 + 28.3 * i;
    const double x = 1010 + 10.8 * i;
    canvas.fill_polygon({{x, y}, {x + 40, y}, {x + 51, y + 28.3}, {x + 10.8, y + 28.3}},
                        i % 2 == 0 ? lit(0xF2C230, light) : lit(0x1D1F21, light));
  }
  canvas.line({1110, 408}, {1000, 20}, 15, lit(0xEDEFEF, light));
  for (int i = 0; i < 5; ++i) {
    const double share = 0.1 + 0.19 * i;
    canvas.line({1110 - 110 * share, 408 - 388 * share},
                {1110 - 110 * (share + 0.08), 408 - 388 * (share + 0.08)}, 15,
                lit(0xC9242B, light));
  }
  canvas.fill_round({1072, 390, 84, 150}, 8,
                    Paint::linear({1072, 0}, {1156, 0}, lit(0xF2A13A, light),
                                  lit(0xB86E16, light)));
  canvas.fill({1086, 420, 56, 34}, lit(0x1D1F21, light));
}

void draw_lamps(Canvas& canvas, double light) {
  for (const double x : {70.0, 940.0}) {
    canvas.line({x, kHorizon + 10}, {x, 40}, 6, lit(0x3D464D, light));
    canvas.line({x, 40}, {x + 60, 34}, 5, lit(0x3D464D, light));
    if (light >= 0.5) continue;
    canvas.fill_ellipse({x + 62, 40}, 16, 8, rgb(0xFFE9B8));
    for (const double radius : {40.0, 90.0, 170.0}) {
      canvas.fill_ellipse({x + 62, 44}, radius, radius, rgb(0xFFE3A4, 0.10));
    }
  }
  if (light < 0.5) {
    canvas.fill_ellipse({640, 600}, 620, 190, rgb(0xFFF0CC, 0.10 * (1 - light)));
    canvas.fill_ellipse({640, 620}, 420, 120, rgb(0xFFF0CC, 0.12 * (1 - light)));
  }
}

}  // namespace

double daylight(int hour) {
  constexpr double kByHour[24] = {0, 0, 0, 0, 0, 0, 0.12, 0.5, 0.85, 1, 1, 1,
                                  1, 1, 1, 0.95, 0.75, 0.35, 0.1, 0, 0, 0, 0, 0};
  return kByHour[((hour % 24) + 24) % 24];
}

void draw_lane(Canvas& canvas, double light, std::uint64_t variant) {
  canvas.begin({0, 0}, canvas.width() / kWidth, canvas.height() / kHeight);
  draw_sky(canvas, light);
  draw_works(canvas, light, variant);
  draw_fence(canvas, light);
  draw_ground(canvas, light);
  draw_booth(canvas, light, variant % 2 == 0 ? 30 : 60);
  draw_island(canvas, light);
  draw_lamps(canvas, light);
  canvas.end();
}

}  // namespace cleangate::sim
