#include <gtest/gtest.h>

#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace quota_counts;

constexpr std::int64_t kDay = 18'610;  // 2020-12-14 in days since 1970-01-01

Payload counted(Payload payload, const std::string& quotas = R"(["q"])") {
  return payload.set(Field::detail, R"({"quotas":)" + quotas + "}");
}
Row count(std::string_view measure, std::int64_t number) {
  return {cell(measure), cell(kDay), cell(number)};
}
std::optional<ErrorCode> resolve(TestLog& log, int id, std::string choice) {
  return log.add(
      Kind::resolution,
      {{Field::passage, id_text(id)}, {Field::verdict, std::move(choice)}, {Field::reason, "x"}});
}

TEST(QuotaCounts, AnAdmittedEntryTakesFromEachQuotaThatItNames) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, counted(truck("A"))));
  ASSERT_FALSE(log.pass(2, counted(truck("B"), R"(["q","r"])")));
  ASSERT_FALSE(log.pass(3, truck("C")));
  ASSERT_FALSE(log.pass(4, counted(truck("D", "out"))));
  Payload refused = counted(truck("E"));
  ASSERT_FALSE(log.pass(5, refused.set(Field::verdict, "refuse").set(Field::intent, "none")));
  EXPECT_EQ(log.rows(kTable), (std::vector<Row>{count("q", 2), count("r", 1)}));
}

TEST(QuotaCounts, WhatTurnsBackGivesItsPlaceBack) {
  for (const char* outcome : {"turned_back", "left"}) {
    TestLog log;
    ASSERT_FALSE(log.pass(1, counted(truck("A"))));
    ASSERT_FALSE(log.pass(2, counted(truck("B"))));
    ASSERT_FALSE(log.outcome(1, "crossed"));
    EXPECT_EQ(log.rows(kTable), std::vector<Row>{count("q", 2)});
    ASSERT_FALSE(log.outcome(1, outcome));
    EXPECT_EQ(log.rows(kTable), std::vector<Row>{count("q", 1)}) << outcome;
    ASSERT_FALSE(log.outcome(2, outcome));
    EXPECT_TRUE(log.rows(kTable).empty());
  }
}

TEST(QuotaCounts, AHeldVehicleTakesWhenAGuardLetsItIn) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, counted(held_truck())));
  EXPECT_TRUE(log.rows(kTable).empty());
  ASSERT_FALSE(resolve(log, 1, "admit"));
  EXPECT_EQ(log.passage(1)[passages::kHoldState], cell("admitted"));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{count("q", 1)});
}

TEST(QuotaCounts, ACorrectedReadingCountsAsItself) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, counted(truck("A"))));
  const auto correct = [&](std::string quotas) {
    return log.add(Kind::sighting, {{Field::passage, id_text(1)},
                                    {Field::merged_as, "correction"},
                                    {Field::plate, "B"},
                                    {Field::verdict, "admit"},
                                    {Field::detail, R"({"quotas":)" + quotas + "}"}});
  };
  ASSERT_FALSE(correct("[]"));
  EXPECT_TRUE(log.rows(kTable).empty());
  ASSERT_FALSE(correct(R"(["r"])"));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{count("r", 1)});
}

}  // namespace
}  // namespace cleangate::ledger
