#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace daily_counts;

constexpr std::int64_t kDay = 18'610;  // 2020-12-14 in days since 1970-01-01

Row count(std::int64_t day, std::string_view direction, std::string_view verdict,
          std::int64_t number) {
  return {cell(day), cell("1"), cell(direction), cell(verdict), cell(number)};
}

TEST(DailyCounts, CountCrossedPassagesByLaneDirectionAndVerdict) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("A", "in")));
  ASSERT_FALSE(log.pass(2, truck("B", "in")));
  ASSERT_FALSE(log.pass(3, truck("C", "out")));
  ASSERT_FALSE(log.pass(4, held_truck()));
  ASSERT_FALSE(log.pass(5, truck("D", "in")));
  EXPECT_TRUE(log.rows(kTable).empty());
  for (const int id : {1, 2, 3, 4}) ASSERT_FALSE(log.outcome(id, "crossed"));
  ASSERT_FALSE(log.outcome(5, "left"));
  EXPECT_EQ(log.rows(kTable),
            (std::vector<Row>{count(kDay, "in", "admit", 2), count(kDay, "in", "hold", 1),
                              count(kDay, "out", "admit", 1)}));
}

TEST(DailyCounts, APassageCountsOnceWhileItIsCrossed) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  ASSERT_FALSE(log.outcome(1, "crossed"));
  ASSERT_FALSE(log.outcome(1, "crossed"));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{count(kDay, "in", "admit", 1)});
  ASSERT_FALSE(log.outcome(1, "turned_back"));
  EXPECT_TRUE(log.rows(kTable).empty());
  ASSERT_FALSE(log.outcome(1, "unknown"));
  EXPECT_TRUE(log.rows(kTable).empty());
  ASSERT_FALSE(log.outcome(1, "crossed"));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{count(kDay, "in", "admit", 1)});
}

TEST(DailyCounts, TheDayIsTheLocalDayOfThePassage) {
  TestLog log;
  constexpr std::int64_t kMidnight = 1'607'961'600'000;  // 2020-12-15T00:00:00+08:00
  for (const int id : {1, 2}) {
    LoggedEntry logged = log.draft(Kind::passage, truck());
    logged.entry.event_id = id_of(id);
    logged.entry.event_time = from_unix_ms(kMidnight + id - 2);
    ASSERT_FALSE(log.add(logged));
    ASSERT_FALSE(log.outcome(id, "crossed"));
  }
  EXPECT_EQ(log.rows(kTable),
            (std::vector<Row>{count(kDay, "in", "admit", 1), count(kDay + 1, "in", "admit", 1)}));
}

TEST(DailyCounts, ACorrectionOfACrossedPassageMovesItsCount) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("A")));
  ASSERT_FALSE(log.pass(2, truck("B")));
  for (const int id : {1, 2}) ASSERT_FALSE(log.outcome(id, "crossed"));
  ASSERT_FALSE(log.add(Kind::sighting, {{Field::passage, id_text(1)},
                                        {Field::merged_as, "correction"},
                                        {Field::verdict, "refuse"}}));
  EXPECT_EQ(log.rows(kTable),
            (std::vector<Row>{count(kDay, "in", "admit", 1), count(kDay, "in", "refuse", 1)}));
}

TEST(DailyCounts, OtherEntriesOfACrossedPassageChangeNothing) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  ASSERT_FALSE(log.outcome(1, "crossed"));
  ASSERT_FALSE(log.add(Kind::sighting, {{Field::passage, id_text(1)}}));
  for (const RowChange& change : log.changes()) EXPECT_NE(change.table, kTable);
}

}  // namespace
}  // namespace cleangate::ledger
