#include "sim/draw_plate.h"

#include <gtest/gtest.h>

namespace cleangate::sim {
namespace {

std::string draw(std::string_view text, plate::Colour colour) {
  Canvas canvas(300, 100);
  canvas.box({0, 0, 300, 100}, rgb(0x404040));
  draw_plate(canvas, 10, 10, 80, text, colour);
  return canvas.jpeg(90);
}

TEST(DrawPlate, seven_characters_are_440_wide_and_eight_480) {
  EXPECT_DOUBLE_EQ(plate_width("粤B12345", 140), 440);
  EXPECT_DOUBLE_EQ(plate_width("粤BD12345", 140), 480);
}

TEST(DrawPlate, every_colour_is_drawn_differently) {
  using enum plate::Colour;
  const std::string text = "粤B12345";
  EXPECT_NE(draw(text, blue), draw(text, yellow));
  EXPECT_NE(draw(text, green), draw(text, yellow_green));
  EXPECT_NE(draw(text, white), draw(text, black));
}

TEST(DrawPlate, no_text_draws_nothing_and_odd_texts_are_drawn) {
  using enum plate::Colour;
  EXPECT_EQ(draw("", blue), draw("", yellow));
  EXPECT_NE(draw("粤", blue), draw("", blue));
  EXPECT_NE(draw("一二三四五六七八九十一二三四五六", unknown), draw("", blue));
}

}  // namespace
}  // namespace cleangate::sim
