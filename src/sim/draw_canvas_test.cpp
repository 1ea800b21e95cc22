#include "sim/draw_canvas.h"

#include <gtest/gtest.h>

namespace cleangate::sim {
namespace {

TEST(DrawCanvas, gives_a_jpeg_of_its_size) {
  Canvas canvas(320, 200);
  canvas.box({0, 0, 320, 200}, rgb(0x336699));
  const std::string jpeg = canvas.jpeg(80);
  EXPECT_TRUE(jpeg.starts_with("\xFF\xD8"));
  EXPECT_TRUE(jpeg.ends_with("\xFF\xD9"));
}

TEST(DrawCanvas, the_same_seed_gives_the_same_grain_and_another_seed_another) {
  const auto draw = [](std::uint64_t seed) {
    Canvas canvas(64, 64);
    canvas.box({0, 0, 64, 64}, rgb(0x808080));
    canvas.grain(seed, 12);
    canvas.soften();
    return canvas.jpeg(90);
  };
  EXPECT_EQ(draw(1), draw(1));
  EXPECT_NE(draw(1), draw(2));
}

TEST(DrawCanvas, a_character_changes_the_picture_and_an_empty_text_does_not) {
  const auto draw = [](std::string_view text) {
    Canvas canvas(64, 64);
    canvas.box({0, 0, 64, 64}, rgb(0xFFFFFF));
    canvas.glyphs(text, {8, 8, 48, 48}, rgb(0x000000));
    return canvas.jpeg(90);
  };
  EXPECT_NE(draw("冀"), draw(""));
  EXPECT_NE(draw("冀"), draw("粤"));
  EXPECT_EQ(draw(" "), draw(""));
}

}  // namespace
}  // namespace cleangate::sim
