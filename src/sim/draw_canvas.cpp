#include "sim/draw_canvas.h"

#include <pango/pangocairo.h>
#include <turbojpeg.h>

#include <algorithm>
#include <cstring>
#include <numbers>
#include <stdexcept>
#include <vector>

namespace cleangate::sim {
namespace {

constexpr const char* kFont = "Noto Sans CJK SC";
constexpr int kFontSize = 96;  // outlines are scaled from here

/// A line of text in the plates' and overlays' font.
struct Outline {
  PangoLayout* layout;

  Outline(cairo_t* pen, std::string_view text, PangoWeight weight)
      : layout(pango_cairo_create_layout(pen)) {
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family(font, kFont);
    pango_font_description_set_weight(font, weight);
    pango_font_description_set_absolute_size(font, kFontSize * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  }
  ~Outline() { g_object_unref(layout); }
  Outline(const Outline&) = delete;
  Outline& operator=(const Outline&) = delete;
};

std::uint32_t step(std::uint64_t& state) {  // SplitMix64, as SeededRandom but without the calls
  std::uint64_t z = (state += 0x9E3779B97F4A7C15u);
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return static_cast<std::uint32_t>(z >> 32);
}

}  // namespace

Canvas::Canvas(int width, int height)
    : width_(width),
      height_(height),
      surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)),
      pen_(cairo_create(surface_)) {}

Canvas::~Canvas() {
  cairo_destroy(pen_);
  cairo_surface_destroy(surface_);
}

void Canvas::colour(Rgb colour, double alpha) {
  cairo_set_source_rgba(pen_, colour.r, colour.g, colour.b, alpha);
}

void Canvas::box(const Box& box, Rgb fill, double alpha) {
  colour(fill, alpha);
  cairo_rectangle(pen_, box.x, box.y, box.width, box.height);
  cairo_fill(pen_);
}

void Canvas::round_path(const Box& box, double radius) {
  constexpr double kQuarter = std::numbers::pi / 2;
  const double right = box.x + box.width - radius, bottom = box.y + box.height - radius;
  cairo_new_sub_path(pen_);
  cairo_arc(pen_, right, box.y + radius, radius, -kQuarter, 0);
  cairo_arc(pen_, right, bottom, radius, 0, kQuarter);
  cairo_arc(pen_, box.x + radius, bottom, radius, kQuarter, 2 * kQuarter);
  cairo_arc(pen_, box.x + radius, box.y + radius, radius, 2 * kQuarter, 3 * kQuarter);
  cairo_close_path(pen_);
}

void Canvas::round_box(const Box& box, double radius, Rgb fill, double alpha) {
  colour(fill, alpha);
  round_path(box, radius);
  cairo_fill(pen_);
}

void Canvas::shaded_box(const Box& box, double radius, Rgb top, Rgb bottom) {
  cairo_pattern_t* shade = cairo_pattern_create_linear(0, box.y, 0, box.y + box.height);
  cairo_pattern_add_color_stop_rgb(shade, 0, top.r, top.g, top.b);
  cairo_pattern_add_color_stop_rgb(shade, 1, bottom.r, bottom.g, bottom.b);
  cairo_set_source(pen_, shade);
  round_path(box, radius);
  cairo_fill(pen_);
  cairo_pattern_destroy(shade);
}

void Canvas::shape(std::initializer_list<double> points, Rgb fill, double alpha) {
  colour(fill, alpha);
  cairo_new_path(pen_);
  for (auto p = points.begin(); p + 1 < points.end(); p += 2) cairo_line_to(pen_, p[0], p[1]);
  cairo_close_path(pen_);
  cairo_fill(pen_);
}

void Canvas::glow(double x, double y, double radius, Rgb light, double alpha) {
  cairo_pattern_t* shade = cairo_pattern_create_radial(x, y, 0, x, y, radius);
  cairo_pattern_add_color_stop_rgba(shade, 0, light.r, light.g, light.b, alpha);
  cairo_pattern_add_color_stop_rgba(shade, 0.25, light.r, light.g, light.b, alpha * 0.5);
  cairo_pattern_add_color_stop_rgba(shade, 1, light.r, light.g, light.b, 0);
  cairo_set_source(pen_, shade);
  cairo_arc(pen_, x, y, radius, 0, 2 * std::numbers::pi);
  cairo_fill(pen_);
  cairo_pattern_destroy(shade);
}

void Canvas::glyphs(std::string_view text, const Box& box, Rgb fill) {
  const Outline outline(pen_, text, PANGO_WEIGHT_BOLD);
  cairo_new_path(pen_);
  cairo_move_to(pen_, 0, 0);
  pango_cairo_layout_path(pen_, outline.layout);
  double left = 0, top = 0, right = 0, bottom = 0;
  cairo_path_extents(pen_, &left, &top, &right, &bottom);
  cairo_new_path(pen_);
  if (right <= left || bottom <= top) return;
  cairo_save(pen_);
  cairo_translate(pen_, box.x, box.y);
  cairo_scale(pen_, box.width / (right - left), box.height / (bottom - top));
  cairo_move_to(pen_, -left, -top);
  pango_cairo_layout_path(pen_, outline.layout);
  colour(fill);
  cairo_fill(pen_);
  cairo_restore(pen_);
}

void Canvas::overlay(std::string_view text, double x, double y, double height) {
  const Outline outline(pen_, text, PANGO_WEIGHT_MEDIUM);
  const double scale = height / kFontSize;
  cairo_save(pen_);
  cairo_translate(pen_, x, y);
  cairo_scale(pen_, scale, scale);
  cairo_move_to(pen_, 0, 0);
  pango_cairo_layout_path(pen_, outline.layout);
  colour(rgb(0x101010));
  cairo_set_line_join(pen_, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width(pen_, 4 / scale);
  cairo_stroke_preserve(pen_);
  colour(rgb(0xFFFFFF));
  cairo_fill(pen_);
  cairo_restore(pen_);
}

void Canvas::grain(std::uint64_t seed, int strength) {
  cairo_surface_flush(surface_);
  unsigned char* pixels = cairo_image_surface_get_data(surface_);
  const int stride = cairo_image_surface_get_stride(surface_);
  for (int y = 0; y < height_; ++y) {
    unsigned char* row = pixels + static_cast<std::ptrdiff_t>(y) * stride;
    for (int x = 0; x < width_; ++x, row += 4) {
      const std::uint32_t dice = step(seed);
      // Sum of two uniform values: most grains are small.
      const int grain = static_cast<int>((dice & 255) + (dice >> 8 & 255)) - 255;
      const int shift = grain * strength / 255;
      for (int c = 0; c < 3; ++c) {
        row[c] = static_cast<unsigned char>(std::clamp(row[c] + shift, 0, 255));
      }
    }
  }
  cairo_surface_mark_dirty(surface_);
}

void Canvas::soften() {
  cairo_surface_flush(surface_);
  unsigned char* pixels = cairo_image_surface_get_data(surface_);
  const int stride = cairo_image_surface_get_stride(surface_);
  // Weights 1 2 1, first along rows, then along columns; borders stay.
  std::vector<unsigned char> copy(pixels, pixels + static_cast<std::ptrdiff_t>(stride) * height_);
  const auto pass = [&](std::ptrdiff_t next) {
    for (int y = 1; y + 1 < height_; ++y) {
      for (std::ptrdiff_t i = static_cast<std::ptrdiff_t>(y) * stride + 4,
                          end = i + (width_ - 2) * 4;
           i < end; ++i) {
        const int sum = copy[i - next] + 2 * copy[i] + copy[i + next];
        pixels[i] = static_cast<unsigned char>(sum / 4);
      }
    }
  };
  pass(4);
  std::copy_n(pixels, copy.size(), copy.begin());
  pass(stride);
  cairo_surface_mark_dirty(surface_);
}

std::string Canvas::jpeg(int quality) {
  cairo_surface_flush(surface_);
  const tjhandle handle = tjInitCompress();
  if (handle == nullptr) throw std::bad_alloc();
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  // Little-endian RGB24 of cairo is B, G, R, unused in memory.
  const int failed = tjCompress2(handle, cairo_image_surface_get_data(surface_), width_,
                                 cairo_image_surface_get_stride(surface_), height_, TJPF_BGRX,
                                 &bytes, &size, TJSAMP_420, quality, TJFLAG_FASTDCT);
  std::string out;
  if (failed == 0) {
    out.resize(size);
    std::memcpy(out.data(), bytes, size);
  }
  tjFree(bytes);
  tjDestroy(handle);
  if (failed != 0) throw std::logic_error("a drawn picture must compress");
  return out;
}

}  // namespace cleangate::sim
