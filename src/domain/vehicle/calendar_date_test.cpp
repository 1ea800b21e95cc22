#include "domain/vehicle/calendar_date.h"

#include <gtest/gtest.h>

namespace cleangate::vehicle {
namespace {

TEST(CalendarDate, ReadsAndWritesTheSameText) {
  for (const char* text : {"2021-07-01", "2000-02-29", "1999-12-31"}) {
    const auto date = parse_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(to_text(*date), text);
  }
}

TEST(CalendarDate, RefusesWhatIsNoDayOfTheCalendar) {
  for (const char* text : {"", "2021-7-1", "2021/07/01", "2021-13-01", "2021-00-01", "2021-02-29",
                           "2021-07-00", "2021-07-32", "2021-07-01 ", "+021-07-01"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(CalendarDate, TheDayIsThePlantsNotGreenwichs) {
  EXPECT_EQ(to_text(local_date(*parse_rfc3339("2021-06-30T23:59:59.999+08:00"))), "2021-06-30");
  EXPECT_EQ(to_text(local_date(*parse_rfc3339("2021-06-30T16:00:00Z"))), "2021-07-01");
}

TEST(CalendarDate, MonthsAreCutToTheLengthOfTheMonth) {
  EXPECT_EQ(to_text(plus_months(*parse_date("2021-08-31"), -6)), "2021-02-28");
  EXPECT_EQ(to_text(plus_months(*parse_date("2021-07-01"), -6)), "2021-01-01");
  EXPECT_EQ(to_text(plus_months(*parse_date("2021-07-01"), 6)), "2022-01-01");
}

}  // namespace
}  // namespace cleangate::vehicle
