#include "base/time.h"

#include <gtest/gtest.h>

namespace cleangate {
namespace {

struct Row {
  const char* text;
  std::int64_t unix_ms;
};

class Rfc3339 : public testing::TestWithParam<Row> {};

TEST_P(Rfc3339, IsReadAsThatInstant) {
  const auto read = parse_rfc3339(GetParam().text);
  ASSERT_TRUE(read) << GetParam().text;
  EXPECT_EQ(to_unix_ms(*read), GetParam().unix_ms) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Good, Rfc3339,
    testing::Values(Row{"1970-01-01T00:00:00Z", 0}, Row{"1970-01-01T08:00:00+08:00", 0},
                    Row{"1985-04-12T23:20:50.52Z", 482196050520},         // RFC 3339 section 5.8
                    Row{"1996-12-19T16:39:57-08:00", 851042397000},       // RFC 3339 section 5.8
                    Row{"1937-01-01T12:00:27.87+00:20", -1041337172130},  // RFC 3339 section 5.8
                    Row{"1990-12-31T23:59:60Z", 662687999999},        // leap second, section 5.8
                    Row{"1985-04-12t23:20:50z", 482196050000},        // lower case
                    Row{"1985-04-12 23:20:50Z", 482196050000},        // a blank for the T
                    Row{"2024-02-29T12:00:00+08:00", 1709179200000},  // leap day
                    Row{"2000-02-29T00:00:00Z", 951782400000},  // a century that is a leap year
                    Row{"1969-12-31T23:59:59.999Z", -1},        // before 1970
                    Row{"1960-01-01T00:00:00Z", -315619200000},
                    Row{"2026-12-14T14:28:03.1+08:00", 1797229683100},
                    Row{"2026-12-14T14:28:03.12+08:00", 1797229683120},
                    Row{"2026-12-14T14:28:03.123+08:00", 1797229683123},
                    Row{"2026-12-14T14:28:03.1234+08:00", 1797229683123},
                    Row{"2026-12-14T14:28:03.12399+08:00", 1797229683123},
                    Row{"2026-12-14T14:28:03.123999+08:00", 1797229683123},
                    Row{"2026-12-14T14:28:03.1239999+08:00", 1797229683123},
                    Row{"2026-12-14T14:28:03.12399999+08:00", 1797229683123},
                    Row{"2026-12-14T14:28:03.123999999+08:00", 1797229683123},
                    Row{"2026-12-14T00:00:00+23:59", 1797120060000},  // widest offsets
                    Row{"2026-12-14T00:00:00-23:59", 1797292740000},
                    Row{"2026-12-14T00:00:00-00:00", 1797206400000},
                    Row{"0000-01-01T00:00:00Z", -62167219200000},
                    Row{"9999-12-31T23:59:59.999Z", 253402300799999}));

class NotRfc3339 : public testing::TestWithParam<const char*> {};

TEST_P(NotRfc3339, IsRefused) {
  const auto read = parse_rfc3339(GetParam());
  ASSERT_FALSE(read) << GetParam();
  EXPECT_EQ(read.error().code, ErrorCode::invalid);
}

INSTANTIATE_TEST_SUITE_P(
    Bad, NotRfc3339,
    testing::Values("", "2026-12-14", "2026-12-14T14:28:03",  // no offset
                    "2026-12-14T14:28:03.+08:00",             // no digit after the point
                    "2026-12-14T14:28+08:00", "2026-12-14T14:28:03+0800", "2026-12-14T14:28:03+08",
                    "2026-12-14T14:28:03+24:00", "2026-12-14T14:28:03+08:60",
                    "2026-12-14T14:28:03Zx", "2026-12-14T14:28:03Z ", " 2026-12-14T14:28:03Z",
                    "2026-12-14T24:00:00Z", "2026-12-14T14:60:00Z", "2026-12-14T14:28:61Z",
                    "2026-13-14T14:28:03Z", "2026-00-14T14:28:03Z", "2026-12-32T14:28:03Z",
                    "2026-12-00T14:28:03Z", "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
                    "2026-04-31T00:00:00Z", "26-12-14T14:28:03Z", "2026/12/14T14:28:03Z",
                    "2026-12-14T1a:28:03Z", "20261214T142803Z", "+026-12-14T14:28:03Z",
                    "2026-12-14T14:28:03,1Z"));

TEST(Time, EveryCutOfATimeIsRefused) {
  const std::string whole = "2026-12-14T14:28:03.120+08:00";
  for (std::size_t n = 0; n < whole.size(); ++n) {
    EXPECT_FALSE(parse_rfc3339(std::string(whole, 0, n))) << n;
  }
}

TEST(Time, IsWrittenInPlantLocalTimeWithMilliseconds) {
  EXPECT_EQ(to_rfc3339(from_unix_ms(1797229683120)), "2026-12-14T14:28:03.120+08:00");
  EXPECT_EQ(to_rfc3339(from_unix_ms(0)), "1970-01-01T08:00:00.000+08:00");
  EXPECT_EQ(to_rfc3339(from_unix_ms(-1)), "1970-01-01T07:59:59.999+08:00");
}

TEST(Time, WrittenTimesReadBackTheSame) {
  for (std::int64_t ms = -3'000'000'000'000; ms < 6'000'000'000'000; ms += 86'399'123'457) {
    EXPECT_EQ(*parse_rfc3339(to_rfc3339(from_unix_ms(ms))), from_unix_ms(ms));
  }
}

TEST(Time, LocalTimeIsEightHoursAhead) {
  const LocalTime local = to_local(from_unix_ms(1797229683120));
  EXPECT_EQ(local.year, 2026);
  EXPECT_EQ(local.month, 12);
  EXPECT_EQ(local.day, 14);
  EXPECT_EQ(local.hour, 14);
  EXPECT_EQ(local.minute, 28);
  EXPECT_EQ(local.second, 3);
  EXPECT_EQ(local.millisecond, 120);
  EXPECT_EQ(to_unix_ms(*from_local(local)), 1797229683120);
}

TEST(Time, LocalTimesThatDoNotExistAreRefused) {
  EXPECT_TRUE(from_local({2024, 2, 29, 0, 0, 0, 0}));
  EXPECT_TRUE(from_local({2026, 12, 31, 23, 59, 59, 999}));
  for (const LocalTime& bad : {LocalTime{2026, 13, 1, 0, 0, 0, 0},
                               {2026, 0, 1, 0, 0, 0, 0},
                               {2026, 2, 29, 0, 0, 0, 0},
                               {2026, 1, 0, 0, 0, 0, 0},
                               {2026, 1, 1, 24, 0, 0, 0},
                               {2026, 1, 1, -1, 0, 0, 0},
                               {2026, 1, 1, 0, 60, 0, 0},
                               {2026, 1, 1, 0, 0, 60, 0},
                               {2026, 1, 1, 0, 0, 0, 1000},
                               {2026, 1, 1, 0, 0, 0, -1},
                               {10000, 1, 1, 0, 0, 0, 0},
                               {-1, 1, 1, 0, 0, 0, 0},
                               {2026, 257, 1, 0, 0, 0, 0},
                               {2026, 1, 257, 0, 0, 0, 0}}) {
    EXPECT_FALSE(from_local(bad)) << bad.year << '-' << bad.month << '-' << bad.day;
  }
}

TEST(Time, ADayBeginsAtLocalMidnight) {
  EXPECT_EQ(local_day(from_unix_ms(0)), 0);
  EXPECT_EQ(local_day(*parse_rfc3339("1970-01-01T23:59:59.999+08:00")), 0);
  EXPECT_EQ(local_day(*parse_rfc3339("1970-01-02T00:00:00+08:00")), 1);
  EXPECT_EQ(local_day(*parse_rfc3339("1969-12-31T23:59:59.999+08:00")), -1);
}

TEST(Time, AMonthBeginsAtLocalMidnight) {
  EXPECT_EQ(local_month(*parse_rfc3339("2026-12-31T23:59:59.999+08:00")), 202612);
  EXPECT_EQ(local_month(*parse_rfc3339("2026-12-31T16:00:00Z")), 202701);
}

TEST(Time, SystemClocksAreNotFarOffAndMonotonicTimeNeverGoesBack) {
  const SystemClock clock;
  EXPECT_GT(clock.wall(), *parse_rfc3339("2020-01-01T00:00:00Z"));
  MonotonicTime last = clock.monotonic();
  for (int i = 0; i < 1000; ++i) {
    const MonotonicTime now = clock.monotonic();
    EXPECT_LE(last, now);
    last = now;
  }
}

}  // namespace
}  // namespace cleangate
