#include "sim/canvas.h"

#include <cairo.h>
#include <pango/pangocairo.h>
#include <turbojpeg.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <stdexcept>
#include <vector>

#include "base/random.h"

namespace cleangate::sim {
namespace {

constexpr const char* kFont = "Noto Sans CJK SC";

void round_path(cairo_t* context, const Box& box, double radius) {
  const double r = std::min({radius, box.width / 2, box.height / 2});
  const double quarter = std::numbers::pi / 2;
  cairo_new_sub_path(context);
  cairo_arc(context, box.x + box.width - r, box.y + r, r, -quarter, 0);
  cairo_arc(context, box.x + box.width - r, box.y + box.height - r, r, 0, quarter);
  cairo_arc(context, box.x + r, box.y + box.height - r, r, quarter, 2 * quarter);
  cairo_arc(context, box.x + r, box.y + r, r, 2 * quarter, 3 * quarter);
  cairo_close_path(context);
}

Point towards(Point from, Point to, double distance) {
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  const double share = length == 0 ? 0 : std::min(distance, length / 2) / length;
  return {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
}

void set_source(cairo_t* context, const Paint& paint) {
  cairo_pattern_t* pattern =
      paint.kind == Paint::Kind::radial
          ? cairo_pattern_create_radial(paint.from.x, paint.from.y, 0, paint.from.x, paint.from.y,
                                        paint.radius)
          : cairo_pattern_create_linear(paint.from.x, paint.from.y, paint.to.x, paint.to.y);
  if (paint.kind == Paint::Kind::flat) {
    cairo_pattern_destroy(pattern);
    const Colour& c = paint.stops[0].colour;
    cairo_set_source_rgba(context, c.red, c.green, c.blue, c.alpha);
    return;
  }
  for (std::size_t i = 0; i < paint.count; ++i) {
    const auto& [at, c] = paint.stops[i];
    cairo_pattern_add_color_stop_rgba(pattern, at, c.red, c.green, c.blue, c.alpha);
  }
  cairo_set_source(context, pattern);
  cairo_pattern_destroy(pattern);
}

void set_source(cairo_t* context, const Colour& c) {
  cairo_set_source_rgba(context, c.red, c.green, c.blue, c.alpha);
}

/// Noise around zero, drawn once per seed and laid over rows with a shift.
std::vector<signed char> noise_strip(double strength, std::uint64_t seed, std::size_t count) {
  std::vector<signed char> strip(count);
  SeededRandom random(seed);
  for (auto& value : strip) {
    const std::uint64_t bits = random.next();
    // The sum of four bytes is close enough to a normal distribution.
    const double sum = static_cast<double>((bits & 255) + ((bits >> 8) & 255) +
                                           ((bits >> 16) & 255) + ((bits >> 24) & 255)) -
                       510;
    value = static_cast<signed char>(std::clamp(std::lround(sum / 148 * strength), -60L, 60L));
  }
  return strip;
}

}  // namespace

Paint Paint::linear(Point from, Point to, Colour first, Colour last) {
  Paint paint(first);
  paint.kind = Kind::linear;
  paint.from = from;
  paint.to = to;
  paint.stops[1] = {1, last};
  return paint;
}

Paint Paint::linear(Point from, Point to, Colour first, Colour middle, Colour last) {
  Paint paint = linear(from, to, first, middle);
  paint.stops[1] = {0.5, middle};
  paint.stops[2] = {1, last};
  paint.count = 3;
  return paint;
}

Paint Paint::radial(Point centre, double radius, Colour inner, Colour outer) {
  Paint paint(inner);
  paint.kind = Kind::radial;
  paint.from = centre;
  paint.radius = radius;
  paint.stops[1] = {1, outer};
  return paint;
}

struct Canvas::Handles {
  Handles(int width, int height)
      : surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)),
        context(cairo_create(surface)),
        layout(pango_cairo_create_layout(context)) {
    if (cairo_status(context) != CAIRO_STATUS_SUCCESS) throw std::bad_alloc();
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family(font, kFont);
    pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_font_description_set_absolute_size(font, 100 * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
  }
  ~Handles() {
    g_object_unref(layout);
    cairo_destroy(context);
    cairo_surface_destroy(surface);
  }
  Handles(const Handles&) = delete;
  Handles& operator=(const Handles&) = delete;

  void set_text(std::string_view utf8) const {
    pango_layout_set_text(layout, utf8.data(), static_cast<int>(utf8.size()));
  }
  [[nodiscard]] unsigned char* pixels() const { return cairo_image_surface_get_data(surface); }
  [[nodiscard]] int stride() const { return cairo_image_surface_get_stride(surface); }
  [[nodiscard]] int width() const { return cairo_image_surface_get_width(surface); }
  [[nodiscard]] int height() const { return cairo_image_surface_get_height(surface); }

  cairo_surface_t* surface;
  cairo_t* context;
  PangoLayout* layout;  ///< font 100 px, bold
};

Canvas::Canvas(int width, int height) : handles_(std::make_unique<Handles>(width, height)) {}
Canvas::~Canvas() = default;

Canvas::Canvas(const Canvas& other) : Canvas(other.width(), other.height()) {
  cairo_surface_flush(other.handles_->surface);
  std::memcpy(handles_->pixels(), other.handles_->pixels(),
              static_cast<std::size_t>(handles_->stride()) * height());
  cairo_surface_mark_dirty(handles_->surface);
}

int Canvas::width() const { return handles_->width(); }
int Canvas::height() const { return handles_->height(); }

void Canvas::fill(const Box& box, const Paint& paint) {
  set_source(handles_->context, paint);
  cairo_rectangle(handles_->context, box.x, box.y, box.width, box.height);
  cairo_fill(handles_->context);
}

void Canvas::fill_round(const Box& box, double radius, const Paint& paint) {
  set_source(handles_->context, paint);
  round_path(handles_->context, box, radius);
  cairo_fill(handles_->context);
}

void Canvas::fill_polygon(std::initializer_list<Point> points, const Paint& paint) {
  set_source(handles_->context, paint);
  for (const Point& point : points) cairo_line_to(handles_->context, point.x, point.y);
  cairo_close_path(handles_->context);
  cairo_fill(handles_->context);
}

void Canvas::fill_soft_polygon(std::initializer_list<Point> points, double radius,
                               const Paint& paint) {
  set_source(handles_->context, paint);
  const Point* all = points.begin();
  const std::size_t count = points.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Point corner = all[i];
    const Point in = towards(corner, all[(i + count - 1) % count], radius);
    const Point out = towards(corner, all[(i + 1) % count], radius);
    cairo_line_to(handles_->context, in.x, in.y);
    cairo_curve_to(handles_->context, (in.x + corner.x) / 2, (in.y + corner.y) / 2,
                   (out.x + corner.x) / 2, (out.y + corner.y) / 2, out.x, out.y);
  }
  cairo_close_path(handles_->context);
  cairo_fill(handles_->context);
}

void Canvas::fill_ellipse(Point centre, double half_width, double half_height,
                          const Paint& paint) {
  set_source(handles_->context, paint);
  cairo_save(handles_->context);
  cairo_translate(handles_->context, centre.x, centre.y);
  cairo_scale(handles_->context, half_width, half_height);
  cairo_arc(handles_->context, 0, 0, 1, 0, 2 * std::numbers::pi);
  cairo_restore(handles_->context);
  cairo_fill(handles_->context);
}

void Canvas::line(Point from, Point to, double thickness, Colour colour) {
  set_source(handles_->context, colour);
  cairo_set_line_width(handles_->context, thickness);
  cairo_set_line_cap(handles_->context, CAIRO_LINE_CAP_ROUND);
  cairo_move_to(handles_->context, from.x, from.y);
  cairo_line_to(handles_->context, to.x, to.y);
  cairo_stroke(handles_->context);
}

void Canvas::frame_round(const Box& box, double radius, double thickness, Colour colour) {
  set_source(handles_->context, colour);
  cairo_set_line_width(handles_->context, thickness);
  round_path(handles_->context, box, radius);
  cairo_stroke(handles_->context);
}

void Canvas::text(Point at, double size, std::string_view utf8, Colour colour, Colour outline) {
  cairo_t* context = handles_->context;
  handles_->set_text(utf8);
  cairo_save(context);
  cairo_translate(context, at.x, at.y);
  cairo_scale(context, size / 100, size / 100);
  cairo_move_to(context, 0, 0);
  pango_cairo_layout_path(context, handles_->layout);
  cairo_restore(context);
  set_source(context, outline);
  cairo_set_line_width(context, size / 9);
  cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve(context);
  set_source(context, colour);
  cairo_fill(context);
}

void Canvas::glyph(const Box& box, std::string_view character, Colour colour) {
  cairo_t* context = handles_->context;
  handles_->set_text(character);
  PangoRectangle ink;
  pango_layout_get_extents(handles_->layout, &ink, nullptr);
  if (ink.width <= 0 || ink.height <= 0) return;
  const double ink_width = static_cast<double>(ink.width) / PANGO_SCALE;
  const double ink_height = static_cast<double>(ink.height) / PANGO_SCALE;
  const double scale_y = box.height / ink_height;
  // "1" must not become a slab: never wider than half as much again as its height asks for.
  const double scale_x = std::min(box.width / ink_width, scale_y * 1.5);
  cairo_save(context);
  cairo_translate(context, box.x + (box.width - ink_width * scale_x) / 2, box.y);
  cairo_scale(context, scale_x, scale_y);
  cairo_translate(context, -static_cast<double>(ink.x) / PANGO_SCALE,
                  -static_cast<double>(ink.y) / PANGO_SCALE);
  cairo_move_to(context, 0, 0);
  pango_cairo_layout_path(context, handles_->layout);
  cairo_restore(context);
  set_source(context, colour);
  cairo_fill(context);
}

void Canvas::begin(Point origin, double scale_x, double scale_y, double lean) {
  cairo_save(handles_->context);
  const cairo_matrix_t matrix{scale_x, lean, 0, scale_y, origin.x, origin.y};
  cairo_transform(handles_->context, &matrix);
}

void Canvas::end() { cairo_restore(handles_->context); }

void Canvas::add_noise(double strength, std::uint64_t seed) {
  cairo_surface_flush(handles_->surface);
  const auto columns = static_cast<std::size_t>(width());
  const auto strip = noise_strip(strength, seed, columns * 16 + 4096);
  SeededRandom random(seed ^ 0x5eedu);
  for (int y = 0; y < height(); ++y) {
    const signed char* noise = strip.data() + random.below(strip.size() - columns);
    unsigned char* row = handles_->pixels() + static_cast<std::ptrdiff_t>(y) * handles_->stride();
    for (std::size_t x = 0; x < columns; ++x) {
      for (std::size_t channel = 0; channel < 3; ++channel) {
        const int value = row[4 * x + channel] + noise[x];
        row[4 * x + channel] = static_cast<unsigned char>(std::clamp(value, 0, 255));
      }
    }
  }
  cairo_surface_mark_dirty(handles_->surface);
}

std::string Canvas::to_jpeg(int quality) const {
  cairo_surface_flush(handles_->surface);
  tjhandle compressor = tjInitCompress();
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  // RGB24 of cairo is one native integer a pixel: B, G, R, unused on little-endian machines.
  const int result = tjCompress2(compressor, handles_->pixels(), width(), handles_->stride(),
                                 height(), TJPF_BGRX, &bytes, &size, TJSAMP_420, quality, 0);
  std::string jpeg;
  if (result == 0) jpeg.assign(bytes, bytes + size);
  tjFree(bytes);
  tjDestroy(compressor);
  if (result != 0) throw std::runtime_error("turbojpeg refused a picture of our own");
  return jpeg;
}

}  // namespace cleangate::sim
