#include "device/camera/photo.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/limits.h"

namespace cleangate::camera {
namespace {

std::string bytes(std::string_view hex) {
  return from_hex(hex).value();
}

/// SOI, SOF0 8 × 16, SOS, one byte of scan.
constexpr std::string_view kSmallest = "ffd8ffc0000b080008001001011100ffda0008010100003f0055";

struct Row {
  const char* name;
  std::string_view hex;
  bool want;
};

const Row kRows[] = {
    {"smallest", kSmallest, true},
    {"whole_with_end", "ffd8ffc0000b080008001001011100ffda0008010100003f0055ffd9", true},
    {"progressive", "ffd8ffc2000b080008001001011100ffda0008010100003f0055", true},
    {"fill_bytes", "ffd8ffffffc0000b080008001001011100ffda0008010100003f0055", true},
    {"scan_without_data", "ffd8ffc0000b080008001001011100ffda0008010100003f00", false},
    {"scan_without_frame", "ffd8ffda0008010100003f0055", false},
    {"height_zero", "ffd8ffc0000b080000001001011100ffda0008010100003f0055", false},
    {"width_zero", "ffd8ffc0000b080008000001011100ffda0008010100003f0055", false},
    {"huffman_table_is_no_frame", "ffd8ffc4000b080008001001011100ffda0008010100003f0055", false},
    {"cut_in_frame", "ffd8ffc0000b0800", false},
    {"length_below_two", "ffd8ffc00001", false},
    {"start_and_end", "ffd8ffd9", false},
    {"start_only", "ffd8", false},
    {"second_start", "ffd8ffd8ffc0000b080008001001011100ffda0008010100003f0055", false},
    {"text", "636e2e636f6d17", false},
    {"empty", "", false},
};

class Jpeg : public testing::TestWithParam<Row> {};
TEST_P(Jpeg, IsDecodableWhenItsSegmentsStandInOrder) {
  EXPECT_EQ(is_decodable_jpeg(bytes(GetParam().hex)), GetParam().want);
}
INSTANTIATE_TEST_SUITE_P(Rows, Jpeg, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Photo, IsNamedByItsBytesAndKeptAsItCame) {
  EXPECT_EQ(mime_of(bytes("ffd8ff")), "image/jpeg");
  EXPECT_EQ(mime_of(bytes("89504e470d0a1a0a00")), "image/png");
  EXPECT_EQ(mime_of("BM"), "application/octet-stream");
  const Photo photo = make_photo("scene", "a.jpg", bytes("ffd8ffd9"));
  EXPECT_EQ(photo.bytes, bytes("ffd8ffd9"));
  EXPECT_EQ(photo.mime, "image/jpeg");
  EXPECT_FALSE(photo.decodable);
  EXPECT_TRUE(make_photo("scene", "", bytes(kSmallest)).decodable);
}

TEST(Photo, IsAddedUpToTheLimit) {
  std::vector<Photo> photos;
  for (std::size_t i = 0; i < kMaxPhotos; ++i) EXPECT_TRUE(add_photo(photos, {}));
  EXPECT_FALSE(add_photo(photos, {}));
  EXPECT_EQ(photos.size(), kMaxPhotos);
}

}  // namespace
}  // namespace cleangate::camera
