#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace monthly_counts;

Row count(std::int64_t month, std::string_view plate, std::int64_t number) {
  return {cell(month), cell(plate), cell("yellow"), cell("H13"), cell(number)};
}

Payload heavy(std::string plate, std::string direction = "in") {
  return {{Field::lane, "1"},
          {Field::direction, std::move(direction)},
          {Field::plate, std::move(plate)},
          {Field::colour, "yellow"},
          {Field::vehicle_class, "H13"},
          {Field::verdict, "admit"}};
}

TEST(MonthlyCounts, CountWhatCrossedInwardsByVehicleAndClass) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, heavy("A")));
  ASSERT_FALSE(log.pass(2, heavy("A")));
  ASSERT_FALSE(log.pass(3, heavy("B")));
  ASSERT_FALSE(log.pass(4, heavy("C", "out")));
  ASSERT_FALSE(log.pass(5, heavy("D")));
  EXPECT_TRUE(log.rows(kTable).empty());
  for (const int id : {1, 2, 3, 4}) ASSERT_FALSE(log.outcome(id, "crossed"));
  ASSERT_FALSE(log.outcome(5, "turned_back"));
  EXPECT_EQ(log.rows(kTable), (std::vector<Row>{count(202012, "A", 2), count(202012, "B", 1)}));
  ASSERT_FALSE(log.outcome(3, "turned_back"));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{count(202012, "A", 2)});
}

TEST(MonthlyCounts, TheMonthIsTheLocalOneOfThePassage) {
  TestLog log;
  constexpr std::int64_t kNewYear = 1'609'430'400'000;  // 2021-01-01T00:00:00+08:00
  for (const int id : {1, 2, 3}) {
    LoggedEntry logged = log.draft(Kind::passage, heavy("A"));
    logged.entry.event_id = id_of(id);
    logged.entry.event_time = from_unix_ms(kNewYear + id - 2);
    ASSERT_FALSE(log.add(logged));
    ASSERT_FALSE(log.outcome(id, "crossed"));
  }
  EXPECT_EQ(log.rows(kTable), (std::vector<Row>{count(202012, "A", 1), count(202101, "A", 2)}));
}

TEST(MonthlyCounts, AnAmendedPlateTakesItsCountAlong) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, heavy("A")));
  ASSERT_FALSE(log.outcome(1, "crossed"));
  ASSERT_FALSE(log.add(Kind::amendment, {{Field::passage, id_text(1)},
                                         {Field::plate, "B"},
                                         {Field::vehicle_class, "H13"},
                                         {Field::reason, "misread"}}));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{count(202012, "B", 1)});
}

TEST(MonthlyCounts, WhatHasNoPlateOrClassCountsWithoutThem) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, {{Field::lane, "1"}, {Field::direction, "in"}}));
  ASSERT_FALSE(log.outcome(1, "crossed"));
  EXPECT_EQ(log.rows(kTable),
            (std::vector<Row>{{cell(202012), cell(""), cell("unknown"), cell(""), cell(1)}}));
}

}  // namespace
}  // namespace cleangate::ledger
