#pragma once
// A picture in memory to draw on: shapes, gradients, text, and at the end a JPEG. One thread.
// The same calls give the same bytes on the same machine; fonts may differ between machines.

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace cleangate::sim {

struct Colour {
  double red, green, blue;  ///< 0–1
  double alpha = 1;
};
/// 0xRRGGBB
[[nodiscard]] constexpr Colour rgb(std::uint32_t value, double alpha = 1) {
  return {((value >> 16) & 255) / 255.0, ((value >> 8) & 255) / 255.0, (value & 255) / 255.0,
          alpha};
}
/// `share` of b in a, 0–1.
[[nodiscard]] constexpr Colour mix(const Colour& a, const Colour& b, double share) {
  return {a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share,
          a.blue + (b.blue - a.blue) * share, a.alpha + (b.alpha - a.alpha) * share};
}

struct Point {
  double x, y;
};
struct Box {
  double x, y, width, height;
};

/// What a shape is filled with: one colour, or several along a line or from a point outward.
struct Paint {
  enum class Kind : std::uint8_t { flat, linear, radial };
  struct Stop {
    double at;
    Colour colour;
  };
  Paint(Colour colour) : stops{{0, colour}, {1, colour}} {}
  static Paint linear(Point from, Point to, Colour first, Colour last);
  static Paint linear(Point from, Point to, Colour first, Colour middle, Colour last);
  static Paint radial(Point centre, double radius, Colour inner, Colour outer);

  Kind kind = Kind::flat;
  Point from{0, 0}, to{0, 0};
  double radius = 0;
  Stop stops[3];
  std::size_t count = 2;

 private:
  Paint() = default;
};

class Canvas {
 public:
  Canvas(int width, int height);
  ~Canvas();
  Canvas(const Canvas& other);  ///< the pixels, not the transformation
  Canvas& operator=(const Canvas&) = delete;

  [[nodiscard]] int width() const;
  [[nodiscard]] int height() const;

  void fill(const Box& box, const Paint& paint);
  void fill_round(const Box& box, double radius, const Paint& paint);
  void fill_polygon(std::initializer_list<Point> points, const Paint& paint);
  /// The polygon with its corners rounded off.
  void fill_soft_polygon(std::initializer_list<Point> points, double radius, const Paint& paint);
  void fill_ellipse(Point centre, double half_width, double half_height, const Paint& paint);
  void line(Point from, Point to, double thickness, Colour colour);
  void frame_round(const Box& box, double radius, double thickness, Colour colour);

  /// Left-aligned, top at `at`, `size` pixels high.
  void text(Point at, double size, std::string_view utf8, Colour colour, Colour outline);
  /// One character stretched so that its ink fills the box; keeps narrow glyphs narrow.
  void glyph(const Box& box, std::string_view character, Colour colour);

  /// Everything drawn until end() is placed and scaled: (0,0) is at `origin`.
  void begin(Point origin, double scale_x, double scale_y, double lean = 0);
  void end();

  /// Sensor noise of that strength (grey levels of 255), the same for the same seed.
  void add_noise(double strength, std::uint64_t seed);
  /// Baseline, 4:2:0. `quality` 1–100.
  [[nodiscard]] std::string to_jpeg(int quality) const;

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};

}  // namespace cleangate::sim
