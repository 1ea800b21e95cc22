#include "device/camera/dahua/codec.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "device/camera/corpus_test_support.h"

namespace cleangate::camera::dahua {
namespace {

Result<Message> decode(std::string_view path, std::string_view body) {
  const Push push = TRY(push_of(path));
  return decode_push(push, body);
}

class DahuaPush : public testing::TestWithParam<CorpusCase> {};

TEST_P(DahuaPush, DecodesAsRecorded) {
  const camera::Push push = split_push(GetParam().file);
  EXPECT_EQ(to_text(decode(push.context, push.body)), GetParam().want);
}

TEST_P(DahuaPush, SurvivesEveryCut) {
  cut_everywhere(GetParam(), decode);
}

INSTANTIATE_TEST_SUITE_P(Corpus, DahuaPush, testing::ValuesIn(load_corpus("dahua")), case_name);

struct PathRow {
  const char* name;
  const char* path;
  std::optional<Push> want;
};

const PathRow kPathRows[] = {
    {"bare", "/NotificationInfo/TollgateInfo", Push::tollgate_info},
    {"below_a_device", "/device/d1/s3cret/NotificationInfo/KeepAlive", Push::keep_alive},
    {"lower_case", "/notificationinfo/deviceinfo", Push::device_info},
    {"trailing_slash", "/NotificationInfo/ParkingInfo/", Push::parking_info},
    {"query", "/NotificationInfo/AlarmInfo?x=/KeepAlive", Push::alarm_info},
    {"name_alone", "KeepAlive", Push::keep_alive},
    {"another", "/NotificationInfo/Other", std::nullopt},
    {"prefix_only", "/NotificationInfo/TollgateInfo2", std::nullopt},
    {"empty", "", std::nullopt},
    {"slashes", "///", std::nullopt},
};

class DahuaPath : public testing::TestWithParam<PathRow> {};
TEST_P(DahuaPath, TellsThePush) {
  const auto got = push_of(GetParam().path);
  ASSERT_EQ(got.has_value(), GetParam().want.has_value());
  if (got)
    EXPECT_EQ(*got, *GetParam().want);
  else
    EXPECT_EQ(got.error().code, ErrorCode::not_found);
}
INSTANTIATE_TEST_SUITE_P(Rows, DahuaPath, testing::ValuesIn(kPathRows),
                         [](const auto& row) { return std::string(row.param.name); });

PlateReading read(std::string_view picture) {
  const std::string body = "{\"Picture\":" + std::string(picture) + "}";
  return decode_push(Push::tollgate_info, body).value().plate.value();
}

TEST(DahuaTollgate, ScalesConfidenceOfTwoHundredFiftyFive) {
  const auto confidence = [](std::string_view text) {
    return read("{\"Plate\":{\"Confidence\":" + std::string(text) + "}}").confidence;
  };
  EXPECT_EQ(confidence("0"), 0);
  EXPECT_EQ(confidence("230"), 90);
  EXPECT_EQ(confidence("254"), 100);
  EXPECT_EQ(confidence("255"), 100);
  EXPECT_EQ(confidence("256"), std::nullopt);
  EXPECT_EQ(confidence("-1"), std::nullopt);
}

TEST(DahuaTollgate, ReadsAccurateTimeBeforeSnapTime) {
  const PlateReading got = read(R"({"SnapInfo":{"SnapTime":"2024-05-07 17:48:03",
                                    "AccurateTime":"2024-05-07 17:48:03.847"}})");
  EXPECT_EQ(got.device_time_text, "2024-05-07 17:48:03.847");
  EXPECT_EQ(got.clock, ClockQuality::no_offset);
  const PlateReading plain = read(R"({"SnapInfo":{"SnapTime":"2024-05-07 17:48:03"}})");
  EXPECT_EQ(plain.device_time_text, "2024-05-07 17:48:03");
  EXPECT_EQ(plain.clock, ClockQuality::no_offset);
}

TEST(DahuaTollgate, MapsColours) {
  const auto colour = [](std::string_view text) {
    return read("{\"Plate\":{\"PlateColor\":\"" + std::string(text) + "\"}}").colour;
  };
  EXPECT_EQ(colour("Blue"), plate::Colour::blue);
  EXPECT_EQ(colour("Yellow"), plate::Colour::yellow);
  EXPECT_EQ(colour("White"), plate::Colour::white);
  EXPECT_EQ(colour("Black"), plate::Colour::black);
  EXPECT_EQ(colour("Green"), plate::Colour::green);
  EXPECT_EQ(colour("ShadowGreen"), plate::Colour::green);
  EXPECT_EQ(colour("YellowGreen"), plate::Colour::yellow_green);
  EXPECT_EQ(colour("Yellow Green"), plate::Colour::yellow_green);
  EXPECT_EQ(colour("Unknown"), plate::Colour::unknown);
  EXPECT_EQ(colour(""), plate::Colour::unknown);
  EXPECT_EQ(colour("Red"), plate::Colour::other);
}

TEST(DahuaTollgate, TakesPicturesOneOrMany) {
  const PlateReading got = read(R"({"CombinPic":{"Content":"/9j/2Q=="},
      "NormalPic":[{"Content":"/9j/2Q=="},{"Content":"/9j/2Q=="},7],"VehiclePic":null})");
  ASSERT_EQ(got.photos.size(), 3u);
  EXPECT_EQ(got.photos[0].kind, "scene");
  EXPECT_EQ(got.photos[2].kind, "extra");
}

TEST(DahuaTollgate, IsRefusedOverTheBodyLimit) {
  const auto large = decode_push(Push::tollgate_info, std::string(kMaxBodyBytes + 1, '{'));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace cleangate::camera::dahua
