#pragma once
// A picture being drawn: a cairo surface with a few pens, grain as of a sensor, and the JPEG of it.
// Inside the room only; each thread uses canvases of its own. Never reads a file.

#include <cairo.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace cleangate::sim {

struct Rgb {
  double r, g, b;
};
/// 0xRRGGBB
[[nodiscard]] constexpr Rgb rgb(std::uint32_t hex) {
  return {(hex >> 16 & 255) / 255.0, (hex >> 8 & 255) / 255.0, (hex & 255) / 255.0};
}
/// From a (0) to b (1).
[[nodiscard]] constexpr Rgb mix(Rgb a, Rgb b, double part) {
  return {a.r + (b.r - a.r) * part, a.g + (b.g - a.g) * part, a.b + (b.b - a.b) * part};
}

struct Box {
  double x, y, width, height;
};

class Canvas {
 public:
  Canvas(int width, int height);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;
  [[nodiscard]] cairo_t* pen() { return pen_; }

  void colour(Rgb colour, double alpha = 1);
  void box(const Box& box, Rgb colour, double alpha = 1);
  /// Corners rounded by `radius`; a path only.
  void round_path(const Box& box, double radius);
  void round_box(const Box& box, double radius, Rgb colour, double alpha = 1);
  /// Filled from `top` to `bottom`, with rounded corners.
  void shaded_box(const Box& box, double radius, Rgb top, Rgb bottom);
  /// Points as x, y, x, y …; filled.
  void shape(std::initializer_list<double> points, Rgb colour, double alpha = 1);
  /// A soft light: full in the middle, nothing at the rim.
  void glow(double x, double y, double radius, Rgb colour, double alpha);
  /// Text whose ink fills the box exactly, as a plate's character does.
  void glyphs(std::string_view text, const Box& box, Rgb colour);
  /// One line of camera overlay: white with a dark rim; y is its top.
  void overlay(std::string_view text, double x, double y, double height);
  /// Brightness grain of ±strength, the same for the same seed.
  void grain(std::uint64_t seed, int strength);
  /// Blurs by 3×3 pixels, as a lens does.
  void soften();
  /// Baseline JPEG, 4:2:0. `quality` 1–100.
  [[nodiscard]] std::string jpeg(int quality);

 private:
  int width_, height_;
  cairo_surface_t* surface_;
  cairo_t* pen_;
};

}  // namespace cleangate::sim
