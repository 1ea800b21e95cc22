#include "sim/draw_truck.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/random.h"
#include "sim/draw_canvas.h"
#include "sim/draw_plate.h"

namespace cleangate::sim {
namespace {

constexpr int kWidth = 1280, kHeight = 720;
constexpr double kHorizon = 250;
constexpr double kMiddle = 640;
constexpr int kQuality = 86;

constexpr std::array<std::uint32_t, 8> kTruckPaints = {0xB3261E, 0xE8E6E1, 0x1F4FA3, 0xD9A21B,
                                                       0x2E7D4F, 0x8A8F94, 0xC4591B, 0x3B4A5A};
constexpr std::array<std::uint32_t, 7> kCarPaints = {0xF0F0EE, 0x1B1D20, 0x9AA0A6, 0x7A1A1F,
                                                     0x23406B, 0x5B5148, 0xC9CBCC};

/// What the hour does to the scene.
struct Light {
  Rgb sky_top, sky_low, ground_far, ground_near;
  double day;  ///< 0 night … 1 day: how much of a paint is seen
};

Light light_of(int hour) {
  if (hour < 6 || hour >= 20) {
    return {rgb(0x0B1220), rgb(0x263247), rgb(0x23262A), rgb(0x3A3D40), 0.45};
  }
  if (hour < 8) return {rgb(0x7D93B5), rgb(0xE9C9A0), rgb(0x6A6B6C), rgb(0x56585A), 0.85};
  if (hour >= 18) return {rgb(0x4D5F86), rgb(0xD98E5F), rgb(0x55565A), rgb(0x47494C), 0.7};
  return {rgb(0x9DB7D3), rgb(0xDCE4E8), rgb(0x8B8D8C), rgb(0x6B6E70), 1};
}

struct Scene {
  Canvas& canvas;
  const VehicleLook& look;
  Light light;
  SeededRandom random;
  [[nodiscard]] Rgb lit(std::uint32_t paint) const {
    return mix(rgb(0x07090D), rgb(paint), light.day);
  }
  [[nodiscard]] bool night() const { return light.day < 0.75; }
};

void draw_works(Scene& s) {
  Canvas& c = s.canvas;
  const Rgb far = mix(s.light.sky_low, s.lit(0x5C6670), 0.55);
  const Rgb near = mix(s.light.sky_low, s.lit(0x4A525A), 0.8);
  for (const double x : {96.0, 1130.0}) {  // chimneys
    c.shape({x, kHorizon, x + 6, 62, x + 26, 62, x + 32, kHorizon}, far);
    c.box({x + 5, 70, 22, 9}, s.lit(0xA8483C), 0.7);
    c.box({x + 4, 96, 24, 9}, s.lit(0xA8483C), 0.7);
  }
  c.box({0, 170, 260, kHorizon - 170}, near);
  c.shape({240, kHorizon, 240, 190, 330, 150, 420, 190, 420, kHorizon}, far);
  c.box({860, 160, 240, kHorizon - 160}, far);
  c.box({1060, 186, 220, kHorizon - 186}, near);
  for (int i = 0; i < 9; ++i) {
    const bool on = s.night() && s.random.below(3) != 0;
    const Rgb pane = on ? rgb(0xF3D58A) : mix(near, rgb(0xFFFFFF), 0.18);
    c.box({14.0 + 26 * i, 190, 14, 18}, pane);
    if (i < 8) c.box({1074.0 + 25 * i, 204, 13, 16}, pane);
  }
}

void draw_ground(Scene& s) {
  Canvas& c = s.canvas;
  c.shaded_box({0, kHorizon, kWidth, kHeight - kHorizon}, 0, s.light.ground_far,
               s.light.ground_near);
  // Verges, islands with their striped kerbs, lane lines; all towards one far point.
  const auto at = [](double x_near, double y) {
    const double part = (y - 190) / (kHeight - 190);
    return kMiddle + (x_near - kMiddle) * part;
  };
  const auto band = [&](double from, double to, double y0, double y1, Rgb paint, double alpha) {
    c.shape({at(from, y0), y0, at(to, y0), y0, at(to, y1), y1, at(from, y1), y1}, paint, alpha);
  };
  band(-2400, -330, kHorizon, kHeight, s.lit(0x6F7A5E), 1);
  band(1610, 3600, kHorizon, kHeight, s.lit(0x6F7A5E), 1);
  band(-330, 40, kHorizon, kHeight, s.lit(0xA9A9A4), 1);
  band(1240, 1610, kHorizon, kHeight, s.lit(0xA9A9A4), 1);
  double y = kHorizon;
  for (int i = 0; y < kHeight; ++i) {
    const double next = std::min<double>(y + (y - 190) * 0.16, kHeight);
    const Rgb stripe = i % 2 == 0 ? s.lit(0xF0C419) : s.lit(0x202224);
    band(40, 84, y, next, stripe, 1);
    band(1196, 1240, y, next, stripe, 1);
    y = next;
  }
  band(150, 168, kHorizon, kHeight, s.lit(0xE9E9E4), 0.75);
  band(1112, 1130, kHorizon, kHeight, s.lit(0xE9E9E4), 0.75);
  for (int i = 0; i < 260; ++i) {  // patches and oil of years
    const double py = kHorizon + 12 + static_cast<double>(s.random.below(458));
    const double px = static_cast<double>(s.random.below(kWidth));
    const double size = (py - 190) / 22 * (1 + static_cast<double>(s.random.below(3)));
    c.shape({px - size, py, px, py - size / 5, px + size * 1.3, py, px, py + size / 4},
            s.random.below(2) != 0 ? rgb(0x000000) : rgb(0xFFFFFF), 0.04);
  }
}

/// The raised pole and its housing, left of the lane; a hut with a window at the right.
void draw_gate(Scene& s) {
  Canvas& c = s.canvas;
  c.shaded_box({1082, 214, 134, 200}, 4, s.lit(0xE4E7E8), s.lit(0xB4BABD));
  c.box({1070, 204, 158, 14}, s.lit(0x2F5D8C));
  c.box({1096, 244, 104, 70}, s.night() ? rgb(0xE9C877) : s.lit(0x3D4C58));
  c.box({1146, 244, 4, 70}, s.lit(0xD0D4D6));
  c.shaded_box({206, 330, 52, 118}, 6, s.lit(0xE98A15), s.lit(0xB86508));
  c.box({214, 346, 36, 22}, s.lit(0x23272B));
  cairo_t* pen = c.pen();
  cairo_save(pen);
  cairo_translate(pen, 232, 344);
  cairo_rotate(pen, -1.36);
  for (int i = 0; i < 9; ++i) {
    c.box({34.0 * i, -7, 34, 14}, i % 2 == 0 ? s.lit(0xC8201C) : s.lit(0xF2F2EE));
  }
  cairo_restore(pen);
}

void draw_lamp(Scene& s, double x, double y, double radius) {
  Canvas& c = s.canvas;
  c.round_box({x - radius * 1.5, y - radius, radius * 3, radius * 2}, radius * 0.5,
              s.lit(0x15181B));
  c.round_box({x - radius * 1.3, y - radius * 0.8, radius * 2.6, radius * 1.6}, radius * 0.4,
              s.night() ? rgb(0xFFF6D8) : s.lit(0xCBD6DD));
  c.round_box({x - radius * 1.1, y - radius * 0.6, radius * 1.2, radius * 0.9}, radius * 0.3,
              rgb(0xFFFFFF), 0.7);
  if (s.night()) c.glow(x, y, radius * 7, rgb(0xFFF1C4), 0.75);
}

/// Glass with the sky in it; corners as four points.
void draw_glass(Scene& s, double left, double right, double top, double bottom, double lean) {
  Canvas& c = s.canvas;
  const Rgb glass = s.lit(0x22303A);
  c.shape({left + lean, top, right - lean, top, right, bottom, left, bottom}, glass);
  const double third = (right - left) / 3;
  c.shape({left + lean, top, right - lean, top, right - lean - third / 2, top + (bottom - top) / 2,
           left + lean / 2, top + (bottom - top) * 0.62},
          s.light.sky_low, 0.26);
  c.shape({left + third, top, left + third * 1.5, top, left + third * 1.1, bottom,
           left + third * 0.55, bottom},
          rgb(0xFFFFFF), 0.10);
  cairo_t* pen = c.pen();
  c.colour(rgb(0x0B0D0F));
  cairo_set_line_width(pen, 4);
  for (const double x : {left + third * 0.6, left + third * 1.7}) {  // wipers
    cairo_move_to(pen, x, bottom - 2);
    cairo_line_to(pen, x + third * 0.85, bottom - 26);
    cairo_stroke(pen);
  }
}

void draw_shadow(Scene& s, double y, double half) {
  cairo_t* pen = s.canvas.pen();
  cairo_save(pen);
  cairo_translate(pen, kMiddle, y);
  cairo_scale(pen, half, 34);
  s.canvas.glow(0, 0, 1.25, rgb(0x000000), 0.95);
  cairo_restore(pen);
}

void draw_mounted_plate(Scene& s, double y, double height) {
  const double width = plate_width(s.look.plate, height);
  const double x = kMiddle - width / 2;
  s.canvas.round_box({x - 4, y - 4, width + 8, height + 8}, 5, rgb(0x1A1C1E));
  draw_plate(s.canvas, x, y, height, s.look.plate, s.look.colour);
  if (s.light.day < 1) {
    s.canvas.round_box({x, y, width, height}, 4, rgb(0x000000), (1 - s.light.day) * 0.35);
  }
}

void draw_load(Scene& s) {
  Canvas& c = s.canvas;
  const std::array<std::uint32_t, 4> boxes = {0x8D969C, 0x3F6E8C, 0xA9B0A2, 0x7B4A3A};
  const std::uint32_t paint = boxes[s.random.below(boxes.size())];
  c.shaded_box({404, 44, 472, 480}, 6, s.lit(paint), mix(s.lit(paint), rgb(0x000000), 0.4));
  for (int i = 0; i < 13; ++i) c.box({416.0 + 35 * i, 50, 3, 440}, rgb(0x000000), 0.16);
}

void draw_cab(Scene& s, Rgb paint) {
  Canvas& c = s.canvas;
  const Rgb dark = mix(paint, rgb(0x000000), 0.35);
  const Rgb light = mix(paint, rgb(0xFFFFFF), 0.22 * s.light.day);
  c.shape({470, 128, 500, 74, 780, 74, 810, 128}, light);  // deflector
  c.shape({492, 116, 512, 84, 768, 84, 788, 116}, paint);
  c.shaded_box({428, 120, 424, 410}, 26, light, dark);
  c.box({440, 148, 400, 18}, s.lit(0x1D2226));  // visor
  for (int i = 0; i < 5; ++i) {
    c.round_box({470.0 + 80 * i, 130, 20, 8}, 4, s.night() ? rgb(0xFFC24A) : s.lit(0xD98C1A));
  }
  draw_glass(s, 444, 836, 166, 318, 14);
  c.round_box({446, 330, 388, 132}, 10, dark);  // grille
  c.round_box({462, 338, 356, 116}, 8, s.lit(0x16191C));
  for (int i = 0; i < 5; ++i) {
    c.shaded_box({470, 346.0 + 21 * i, 340, 9}, 3, s.lit(0xB9BFC3), s.lit(0x4C5257));
  }
  c.round_box({602, 372, 76, 40}, 19, s.lit(0xC9CED1));
  c.round_box({608, 377, 64, 30}, 15, dark);
  for (const double side : {-1.0, 1.0}) {  // mirrors and door edges
    const double x = kMiddle + side * 246;
    c.box({std::min(x, kMiddle + side * 210), 190, 36, 7}, s.lit(0x1A1D20));
    c.round_box({x - 15, 180, 30, 118}, 9, s.lit(0x22262A));
    c.box({kMiddle + side * 204 - 1, 330, 3, 170}, rgb(0x000000), 0.35);
  }
}

void draw_truck_front(Scene& s, Rgb paint) {
  Canvas& c = s.canvas;
  draw_shadow(s, 640, 330);
  draw_load(s);
  for (const double x : {436.0, 774.0}) c.round_box({x, 540, 70, 108}, 14, rgb(0x0D0E10));
  c.box({500, 580, 280, 34}, rgb(0x121416));
  draw_cab(s, paint);
  const Rgb bumper = s.random.below(2) != 0 ? s.lit(0x34393E) : mix(paint, rgb(0x000000), 0.12);
  c.shaded_box({416, 470, 448, 122}, 16, mix(bumper, rgb(0xFFFFFF), 0.14), bumper);
  c.box({430, 572, 420, 8}, rgb(0x000000), 0.4);
  c.round_box({520, 486, 240, 82}, 8, rgb(0x000000), 0.35);
  draw_lamp(s, 468, 508, 20);
  draw_lamp(s, 812, 508, 20);
  c.round_box({440, 542, 60, 12}, 5, s.lit(0xE08A1E));
  c.round_box({780, 542, 60, 12}, 5, s.lit(0xE08A1E));
  draw_mounted_plate(s, 497, 60);
}

void draw_car_front(Scene& s, Rgb paint) {
  Canvas& c = s.canvas;
  const Rgb dark = mix(paint, rgb(0x000000), 0.35);
  const Rgb light = mix(paint, rgb(0xFFFFFF), 0.25 * s.light.day);
  draw_shadow(s, 632, 300);
  for (const double x : {436.0, 776.0}) c.round_box({x, 548, 68, 92}, 14, rgb(0x0D0E10));
  c.shape({486, 380, 536, 262, 560, 250, 720, 250, 744, 262, 794, 380}, dark);
  draw_glass(s, 498, 782, 264, 378, 44);
  for (const double side : {-1.0, 1.0}) {
    c.round_box({kMiddle + side * 186 - 24, 358, 48, 30}, 10, dark);
  }
  c.shape({440, 470, 470, 388, 520, 372, 760, 372, 810, 388, 840, 470}, light);
  c.shape({520, 470, 545, 384, 735, 384, 760, 470}, paint);
  c.shaded_box({424, 444, 432, 160}, 30, paint, dark);
  c.round_box({512, 452, 256, 40}, 12, s.lit(0x14171A));
  for (int i = 0; i < 3; ++i) c.box({520, 460.0 + 10 * i, 240, 3}, s.lit(0xA7AEB3));
  c.round_box({460, 562, 360, 30}, 10, s.lit(0x1A1D20));
  draw_lamp(s, 468, 474, 19);
  draw_lamp(s, 812, 474, 19);
  draw_mounted_plate(s, 504, 50);
}

std::string key_of(const VehicleLook& look) {
  return fmt::format("{}|{}|{}|{}|{}|{}", look.plate, plate::to_text(look.colour), look.truck,
                     look.seed, look.hour, look.overlay);
}

}  // namespace

std::string draw_scene_jpeg(const VehicleLook& look) {
  Canvas canvas(kWidth, kHeight);
  Scene scene{canvas, look, light_of(look.hour), SeededRandom(look.seed)};
  canvas.shaded_box({0, 0, kWidth, kHorizon + 2}, 0, scene.light.sky_top, scene.light.sky_low);
  const Rgb paint = look.truck ? scene.lit(kTruckPaints[scene.random.below(kTruckPaints.size())])
                               : scene.lit(kCarPaints[scene.random.below(kCarPaints.size())]);
  draw_works(scene);
  draw_ground(scene);
  draw_gate(scene);
  if (look.truck) {
    draw_truck_front(scene, paint);
  } else {
    draw_car_front(scene, paint);
  }
  canvas.soften();
  canvas.grain(look.seed, scene.night() ? 16 : 11);
  if (!look.overlay.empty()) canvas.overlay(look.overlay, 24, 14, 30);
  return canvas.jpeg(kQuality);
}

std::string draw_plate_jpeg(const VehicleLook& look) {
  Canvas canvas(240, 80);
  canvas.box({0, 0, 240, 80}, rgb(0x2A2D30));
  const double height = 62;
  draw_plate(canvas, 120 - plate_width(look.plate, height) / 2, 9, height, look.plate, look.colour);
  canvas.soften();
  canvas.grain(look.seed, 9);
  return canvas.jpeg(kQuality);
}

// shared: the page may be dropped while a lane still sends its pictures
std::shared_ptr<const PictureBook::Pictures> PictureBook::draw(const VehicleLook& look) {
  std::string key = key_of(look);
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
      pages_.splice(pages_.begin(), pages_, found->second);
      return pages_.front().pictures;
    }
  }
  auto drawn =
      std::make_shared<const Pictures>(Pictures{draw_scene_jpeg(look), draw_plate_jpeg(look)});
  const std::lock_guard lock(mutex_);
  if (by_key_.contains(key)) return drawn;  // another thread was faster with the same picture
  pages_.push_front({key, drawn});
  by_key_.emplace(std::move(key), pages_.begin());
  if (pages_.size() > most_) {
    by_key_.erase(pages_.back().key);
    pages_.pop_back();
  }
  return drawn;
}

std::size_t PictureBook::size() const {
  const std::lock_guard lock(mutex_);
  return pages_.size();
}

}  // namespace cleangate::sim
