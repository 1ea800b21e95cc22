#include "device/camera/vzenith/plate_result.h"

#include <gtest/gtest.h>

namespace cleangate::camera::vzenith {
namespace {

PlateReading read(std::string_view result) {
  const std::string text = R"({"result":{"PlateResult":)" + std::string(result) + "}}";
  return decode_plate_result(parse_json(text).value()).plate.value();
}

std::string timed(std::string_view stamp) {
  return R"({"timeStamp":{"Timeval":)" + std::string(stamp) + "}}";
}

struct TimeRow {
  const char* name;
  const char* stamp;
  ClockQuality want;
};

// 1686299994 is 2023-06-09 16:39:54 in +08:00
const TimeRow kTimeRows[] = {
    {"agree", R"({"sec":1686299994,"usec":1,"decyear":2023,"decmon":6,"decday":9,"dechour":16,
              "decmin":39,"decsec":54})",
     ClockQuality::good},
    {"two_seconds_apart", R"({"sec":1686299994,"usec":0,"decyear":2023,"decmon":6,"decday":9,
              "dechour":16,"decmin":39,"decsec":52})",
     ClockQuality::good},
    {"three_seconds_apart", R"({"sec":1686299994,"usec":0,"decyear":2023,"decmon":6,"decday":9,
              "dechour":16,"decmin":39,"decsec":51})",
     ClockQuality::contradictory},
    {"seconds_are_local", R"({"sec":1686328794,"usec":0,"decyear":2023,"decmon":6,"decday":9,
              "dechour":16,"decmin":39,"decsec":54})",
     ClockQuality::contradictory},
    {"seconds_only", R"({"sec":1686299994})", ClockQuality::good},
    {"local_only", R"({"decyear":2023,"decmon":6,"decday":9,"dechour":16,"decmin":39,"decsec":54})",
     ClockQuality::no_offset},
    {"local_is_no_date", R"({"decyear":2023,"decmon":13,"decday":9,"dechour":16,"decmin":39,
              "decsec":54})",
     ClockQuality::missing},
    {"local_overflows_int", R"({"decyear":2023,"decmon":4294967302,"decday":9,"dechour":16,
              "decmin":39,"decsec":54})",
     ClockQuality::missing},
    {"zero", R"({"sec":0,"usec":0})", ClockQuality::missing},
    {"negative", R"({"sec":-5})", ClockQuality::missing},
    {"beyond_the_calendar", R"({"sec":253402300800})", ClockQuality::missing},
    {"nothing", "{}", ClockQuality::missing},
    {"no_object", "7", ClockQuality::missing},
};

class VzenithTime : public testing::TestWithParam<TimeRow> {};
TEST_P(VzenithTime, IsChecked) {
  const PlateReading got = read(timed(GetParam().stamp));
  EXPECT_EQ(to_text(got.clock), to_text(GetParam().want));
  EXPECT_EQ(got.device_time.has_value(), GetParam().want != ClockQuality::missing);
  EXPECT_EQ(got.vendor_key.empty(), !got.device_time.has_value());
}
INSTANTIATE_TEST_SUITE_P(Rows, VzenithTime, testing::ValuesIn(kTimeRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(VzenithResult, IgnoresMicrosecondsOutOfRange) {
  EXPECT_EQ(to_unix_ms(*read(timed(R"({"sec":5,"usec":999999})")).device_time), 5999);
  EXPECT_EQ(to_unix_ms(*read(timed(R"({"sec":5,"usec":1000000})")).device_time), 5000);
  EXPECT_EQ(to_unix_ms(*read(timed(R"({"sec":5,"usec":-1})")).device_time), 5000);
}

TEST(VzenithResult, MapsColours) {
  constexpr plate::Colour kWant[] = {plate::Colour::unknown,      plate::Colour::blue,
                                     plate::Colour::yellow,       plate::Colour::white,
                                     plate::Colour::black,        plate::Colour::green,
                                     plate::Colour::yellow_green, plate::Colour::other};
  for (int code = 0; code < 8; ++code) {
    EXPECT_EQ(read("{\"colorType\":" + std::to_string(code) + "}").colour, kWant[code]);
  }
  EXPECT_EQ(read("{}").colour, plate::Colour::unknown);
}

TEST(VzenithResult, KeepsTheNumberOfAnOfflineRecordOnly) {
  EXPECT_EQ(read(R"({"plateid":123,"isoffline":1})").offline_plate_id, 123);
  EXPECT_EQ(read(R"({"plateid":"123","isoffline":"1"})").offline_plate_id, 123);
  EXPECT_EQ(read(R"({"plateid":123,"isoffline":0})").offline_plate_id, std::nullopt);
}

TEST(VzenithResult, KnowsTheTurnBack) {
  EXPECT_TRUE(read(R"({"triggerType":66})").turn_back);
  EXPECT_FALSE(read(R"({"triggerType":65})").turn_back);
  EXPECT_FALSE(read("{}").turn_back);
}

TEST(VzenithResult, TakesConfidenceOnlyInItsRange) {
  EXPECT_EQ(read(R"({"confidence":100})").confidence, 100);
  EXPECT_EQ(read(R"({"confidence":101})").confidence, std::nullopt);
  EXPECT_EQ(read(R"({"confidence":-1})").confidence, std::nullopt);
}

}  // namespace
}  // namespace cleangate::camera::vzenith
