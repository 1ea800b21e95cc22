#include "device/camera/device_time.h"

#include <gtest/gtest.h>

namespace cleangate::camera {
namespace {

struct Row {
  const char* name;
  const char* text;
  const char* want;  ///< RFC 3339 in +08:00, or "" when refused
  bool has_offset;
};

const Row kRows[] = {
    {"with_offset", "2024-05-07T17:48:03.847+07:00", "2024-05-07T18:48:03.847+08:00", true},
    {"plant_offset", "2024-05-07T17:48:03+08:00", "2024-05-07T17:48:03.000+08:00", true},
    {"zulu", "2024-05-07T09:48:03Z", "2024-05-07T17:48:03.000+08:00", true},
    {"west", "2024-05-07T09:48:03-03:30", "2024-05-07T21:18:03.000+08:00", true},
    {"offset_without_colon", "2024-05-07T17:48:03+0800", "2024-05-07T17:48:03.000+08:00", true},
    {"offset_hours_only", "2024-05-07T17:48:03+08", "2024-05-07T17:48:03.000+08:00", true},
    {"no_offset", "2024-05-07T17:48:03", "2024-05-07T17:48:03.000+08:00", false},
    {"blank_for_t", "2024-05-07 17:48:03.847", "2024-05-07T17:48:03.847+08:00", false},
    {"long_fraction", "2024-05-07T17:48:03.8479999Z", "2024-05-08T01:48:03.847+08:00", true},
    {"short_fraction", "2024-05-07 17:48:03.8", "2024-05-07T17:48:03.800+08:00", false},
    {"blanks_around", " 2024-05-07 17:48:03\n", "2024-05-07T17:48:03.000+08:00", false},
    {"empty", "", "", false},
    {"word", "unknown", "", false},
    {"month_13", "2024-13-07T17:48:03", "", false},
    {"day_30_of_february", "2024-02-30T17:48:03", "", false},
    {"hour_24", "2024-05-07T24:48:03", "", false},
    {"no_seconds", "2024-05-07T17:48", "", false},
    {"point_without_digit", "2024-05-07T17:48:03.", "", false},
    {"offset_too_far", "2024-05-07T17:48:03+15:00", "", false},
    {"rest_behind", "2024-05-07T17:48:03Z!", "", false},
    {"signs_in_numbers", "2024-+5-07T17:48:03Z", "", false},
};

class DeviceTimes : public testing::TestWithParam<Row> {};
TEST_P(DeviceTimes, AreReadAsWritten) {
  const auto got = parse_device_time(GetParam().text);
  ASSERT_EQ(got.has_value(), GetParam().want[0] != '\0');
  if (!got) return;
  EXPECT_EQ(to_rfc3339(got->time), GetParam().want);
  EXPECT_EQ(got->has_offset, GetParam().has_offset);
}
INSTANTIATE_TEST_SUITE_P(Rows, DeviceTimes, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(CompactTimes, AreLocalWithOrWithoutMilliseconds) {
  EXPECT_EQ(to_rfc3339(parse_compact_time("20240507174803847")->time),
            "2024-05-07T17:48:03.847+08:00");
  EXPECT_EQ(to_rfc3339(parse_compact_time("20240507174803")->time),
            "2024-05-07T17:48:03.000+08:00");
  for (const char* wrong :
       {"", "2024050717480", "202405071748038", "20241307174803", "2024050717480384712"}) {
    EXPECT_FALSE(parse_compact_time(wrong)) << wrong;
  }
}

TEST(LocalText, IsPlantTimeWithoutMilliseconds) {
  EXPECT_EQ(to_local_text(parse_device_time("2024-05-07T09:48:03.847Z")->time),
            "2024-05-07 17:48:03");
}

}  // namespace
}  // namespace cleangate::camera
