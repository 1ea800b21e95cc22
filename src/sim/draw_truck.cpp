#include "sim/draw_truck.h"

#include <algorithm>
#include <functional>

#include "base/random.h"
#include "sim/draw_front.h"
#include "sim/draw_plate.h"
#include "sim/draw_scene.h"

namespace cleangate::sim {
namespace {

struct Stand {
  Point at;      ///< where the vehicle touches the ground, 1280 × 720
  double scale;  ///< pixels per millimetre
};

Stand stand_of(const VehicleLook& look, std::uint64_t seed) {
  SeededRandom random(seed);
  const double aside = static_cast<double>(random.below(60)) - 30;
  switch (look.body) {
    case Body::tractor:
    case Body::rigid_truck:
      return {{640 + aside, 655}, 0.1665};
    case Body::light_truck:
      return {{640 + aside, 652}, 0.205};
    case Body::van:
    case Body::car:
      break;
  }
  return {{640 + aside, 650}, 0.245};
}

std::uint64_t hash_of(const std::string& text) {
  std::uint64_t hash = 1469598103934665603u;  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

/// What cameras print into the picture: time above, lane below.
void print_overlay(Canvas& canvas, const VehicleLook& look) {
  const double unit = canvas.height() / 720.0;
  const Colour white = rgb(0xFFFFFF);
  const Colour black = rgb(0x000000, 0.75);
  canvas.text({24 * unit, 14 * unit}, 26 * unit, look.stamp, white, black);
  canvas.text({24 * unit, canvas.height() - 58 * unit}, 26 * unit, look.lane_name, white, black);
}

}  // namespace

std::string draw_scene_jpeg(const VehicleLook& look, int width, int height, int quality) {
  const double light = daylight(look.hour);
  Canvas canvas(width, height);
  draw_lane(canvas, light, hash_of(look.lane_name));
  const Stand stand = stand_of(look, look.seed ^ hash_of(look.stamp));
  const double unit_x = width / 1280.0;
  const double unit_y = height / 720.0;
  canvas.fill_ellipse({stand.at.x * unit_x, (stand.at.y - 4) * unit_y},
                      1400 * stand.scale * unit_x, 34 * unit_y, rgb(0x000000, 0.35));
  canvas.begin({stand.at.x * unit_x, stand.at.y * unit_y}, stand.scale * unit_x,
               stand.scale * unit_y);
  draw_front(canvas, look, light);
  canvas.end();
  canvas.add_noise(light > 0.5 ? 5.0 : 7.0, look.seed ^ hash_of(look.stamp));
  print_overlay(canvas, look);
  return canvas.to_jpeg(quality);
}

std::string draw_plate_jpeg(const VehicleLook& look, int width, int quality) {
  if (look.plate.empty()) return {};
  const double ratio = plate_ratio(look.plate, look.plate_colour);
  const double plate_width = width * 0.86;
  const int height = static_cast<int>(plate_width / ratio + width * 0.16) / 2 * 2;
  Canvas canvas(width, height);
  const double light = daylight(look.hour);
  SeededRandom random(look.seed ^ hash_of(look.stamp));
  canvas.fill({0, 0, static_cast<double>(width), static_cast<double>(height)},
              mix(rgb(0x0B0D10), rgb(0x33383D), light));
  // Cameras look down from the side: the crop leans a little.
  const double lean = (static_cast<double>(random.below(100)) - 50) / 50 * 0.035;
  canvas.begin({width * 0.07, width * 0.08 - lean * plate_width / 2}, 1, 1, lean);
  draw_plate(canvas, {0, 0}, plate_width, look.plate, look.plate_colour);
  canvas.end();
  canvas.add_noise(light > 0.5 ? 6.0 : 9.0, look.seed ^ hash_of(look.stamp));
  return canvas.to_jpeg(quality);
}

}  // namespace cleangate::sim
