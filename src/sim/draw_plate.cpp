#include "sim/draw_plate.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"

namespace cleangate::sim {
namespace {

constexpr double kHeight = 140;  // mm, GA 36: every single-row plate
constexpr double kCellTop = 25;
constexpr double kCellHeight = 90;

struct Scheme {
  Colour ground, characters, frame;
};

Scheme scheme_of(plate::Colour colour) {
  constexpr Colour kInk = rgb(0x131517);
  constexpr Colour kPaper = rgb(0xF7F7F4);
  switch (colour) {
    case plate::Colour::blue:
      return {rgb(0x1450C8), kPaper, kPaper};
    case plate::Colour::yellow:
      return {rgb(0xF9C31F), kInk, kInk};
    case plate::Colour::black:
      return {rgb(0x111315), kPaper, kPaper};
    case plate::Colour::white:
      return {kPaper, kInk, kInk};
    case plate::Colour::green:
    case plate::Colour::yellow_green:
      return {rgb(0x46B763), kInk, kInk};
    case plate::Colour::other:
    case plate::Colour::unknown:
      break;
  }
  return {rgb(0xB8BDC2), kInk, kInk};
}

bool is_red(char32_t character) {
  return character == U'警' || character == U'学' || character == U'领' || character == U'使' ||
         character == U'港' || character == U'澳' || character == U'应' || character == U'急';
}

bool is_wide(plate::Colour colour) {
  return colour == plate::Colour::green || colour == plate::Colour::yellow_green;
}

struct Layout {
  double width;        ///< of the plate, mm
  double cell, gap;    ///< of a character
  double after_second; ///< room for the dot
};

Layout layout_of(std::size_t characters, plate::Colour colour) {
  Layout layout = is_wide(colour) ? Layout{480, 43, 9, 37} : Layout{440, 45, 12, 34};
  const auto count = static_cast<double>(characters);
  // A longer text than the plate was made for is set narrower.
  const double room = layout.width - 31;
  const double needed = count * layout.cell + (count - 2) * layout.gap + layout.after_second;
  if (needed > room) {
    const double squeeze = room / needed;
    layout.cell *= squeeze;
    layout.gap *= squeeze;
    layout.after_second *= squeeze;
  }
  return layout;
}

double first_cell(const Layout& layout, std::size_t characters) {
  const auto count = static_cast<double>(characters);
  const double used = count * layout.cell + std::max(0.0, count - 2) * layout.gap +
                      (characters > 1 ? layout.after_second : 0);
  return (layout.width - used) / 2;
}

void draw_ground(Canvas& canvas, double width, plate::Colour colour, double second_end) {
  const Box whole{0, 0, width, kHeight};
  const Scheme scheme = scheme_of(colour);
  if (colour == plate::Colour::green) {
    canvas.fill_round(whole, 10,
                      Paint::linear({0, 0}, {0, kHeight}, rgb(0xF6FBF7), rgb(0x35B36B)));
  } else if (colour == plate::Colour::yellow_green) {
    canvas.fill_round(whole, 10, scheme.ground);
    canvas.fill_round({0, 0, second_end, kHeight}, 10, rgb(0xF9C31F));
    canvas.fill({second_end / 2, 0, second_end / 2, kHeight}, rgb(0xF9C31F));
  } else {
    canvas.fill_round(whole, 10, scheme.ground);
  }
  canvas.frame_round({5, 5, width - 10, kHeight - 10}, 7, 2.5, scheme.frame);
  // Pressed metal: light above, shade below.
  canvas.fill_round(whole, 10,
                    Paint::linear({0, 0}, {0, kHeight}, rgb(0xFFFFFF, 0.16), rgb(0x000000, 0.0),
                                  rgb(0x000000, 0.14)));
  for (const double x : {width * 0.27, width * 0.73}) {
    for (const double y : {12.0, kHeight - 12.0}) {
      canvas.fill_ellipse({x, y}, 4.5, 4.5, rgb(0x8B8F93));
    }
  }
}

}  // namespace

double plate_ratio(std::string_view plate, plate::Colour colour) {
  return layout_of(to_code_points(plate).size(), colour).width / kHeight;
}

void draw_plate(Canvas& canvas, Point at, double width, std::string_view plate,
                plate::Colour colour) {
  const std::u32string characters = to_code_points(plate);
  if (characters.empty()) return;
  const Layout layout = layout_of(characters.size(), colour);
  const double scale = width / layout.width;
  const double start = first_cell(layout, characters.size());
  canvas.begin(at, scale, scale);
  const double second_end = start + 2 * layout.cell + layout.gap + layout.gap / 2;
  draw_ground(canvas, layout.width, colour, second_end);
  const Scheme scheme = scheme_of(colour);
  double x = start;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const bool red = colour == plate::Colour::white && is_red(characters[i]);
    canvas.glyph({x, kCellTop, layout.cell, kCellHeight},
                 to_utf8(std::u32string_view(&characters[i], 1)),
                 red ? rgb(0xC8161D) : scheme.characters);
    x += layout.cell;
    if (i == 1) {
      const Point middle{x + layout.after_second / 2, kHeight / 2};
      canvas.fill_ellipse(middle, 6, 6, scheme.characters);
      if (is_wide(colour)) canvas.fill_ellipse(middle, 3, 3, scheme.ground);
      x += layout.after_second;
    } else {
      x += layout.gap;
    }
  }
  canvas.end();
}

}  // namespace cleangate::sim
