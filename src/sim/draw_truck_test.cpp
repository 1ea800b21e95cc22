#include "sim/draw_truck.h"

#include <gtest/gtest.h>

#include "device/camera/photo.h"

namespace cleangate::sim {
namespace {

/// Height and width of the frame header, ISO/IEC 10918-1 B.2.2.
std::pair<int, int> size_of(std::string_view jpeg) {
  const std::size_t frame = jpeg.find("\xFF\xC0");
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(jpeg[frame + i]); };
  return {at(7) << 8 | at(8), at(5) << 8 | at(6)};
}

VehicleLook truck(int hour) {
  return {"冀B3K821", plate::Colour::yellow, true, 1, hour, "2026-12-14 10:28:03 1号车道"};
}

TEST(DrawTruck, a_scene_is_a_jpeg_of_1280_by_720_between_100_and_300_kilobytes) {
  for (const bool is_truck : {true, false}) {
    for (const int hour : {0, 7, 12, 19, 23}) {
      VehicleLook look = truck(hour);
      look.truck = is_truck;
      const std::string jpeg = draw_scene_jpeg(look);
      EXPECT_TRUE(jpeg.starts_with("\xFF\xD8"));
      EXPECT_TRUE(camera::is_decodable_jpeg(jpeg));
      EXPECT_EQ(size_of(jpeg), std::pair(1280, 720));
      EXPECT_GE(jpeg.size(), 100'000u) << hour;
      EXPECT_LE(jpeg.size(), 300'000u) << hour;
    }
  }
}

TEST(DrawTruck, the_plate_alone_is_a_small_jpeg) {
  const std::string jpeg = draw_plate_jpeg(truck(12));
  EXPECT_TRUE(camera::is_decodable_jpeg(jpeg));
  EXPECT_EQ(size_of(jpeg), std::pair(240, 80));
  EXPECT_LT(jpeg.size(), 20'000u);
}

TEST(DrawTruck, equal_looks_are_equal_pictures_and_others_are_not) {
  EXPECT_EQ(draw_scene_jpeg(truck(12)), draw_scene_jpeg(truck(12)));
  VehicleLook other = truck(12);
  other.plate = "冀B3K827";
  EXPECT_NE(draw_scene_jpeg(truck(12)), draw_scene_jpeg(other));
  other.plate.clear();
  EXPECT_TRUE(camera::is_decodable_jpeg(draw_scene_jpeg(other)));
}

TEST(PictureBook, draws_once_and_keeps_the_picture) {
  PictureBook book;
  const auto first = book.draw(truck(12));
  EXPECT_EQ(book.draw(truck(12)), first);
  EXPECT_EQ(book.size(), 1u);
  EXPECT_NE(book.draw(truck(22)), first);
  EXPECT_EQ(book.size(), 2u);
}

TEST(PictureBook, never_keeps_more_than_its_limit) {
  PictureBook book(2);
  const auto noon = book.draw(truck(12));
  (void)book.draw(truck(7));
  EXPECT_EQ(book.draw(truck(12)), noon);  // used again: not the oldest
  (void)book.draw(truck(22));
  EXPECT_EQ(book.size(), 2u);
  EXPECT_EQ(book.draw(truck(12)), noon);
}

}  // namespace
}  // namespace cleangate::sim
