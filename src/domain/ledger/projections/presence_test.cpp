#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace presence;

Row seen(std::string_view plate, std::int64_t second, std::int64_t index, std::int64_t inside) {
  return {cell(plate), cell("yellow"), cell(kStart + second * 1000), cell(index), cell(inside)};
}

/// A passage whose event lies at that second after kStart.
void pass_at(TestLog& log, int id, std::int64_t second, const Payload& payload) {
  LoggedEntry logged = log.draft(Kind::passage, payload);
  logged.entry.event_id = id_of(id);
  logged.entry.event_time = from_unix_ms(kStart + second * 1000);
  ASSERT_FALSE(log.add(logged));
}

void correct(TestLog& log, int id, std::string plate) {
  ASSERT_FALSE(log.add(Kind::sighting, {{Field::passage, id_text(id)},
                                        {Field::merged_as, "correction"},
                                        {Field::plate, std::move(plate)}}));
}

TEST(Presence, APlateIsSeenAtItsLatestPassage) {
  TestLog log;
  pass_at(log, 1, 10, truck("A"));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{seen("A", 10, 0, 0)});
  pass_at(log, 2, 20, truck("A"));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{seen("A", 20, 1, 0)});
  pass_at(log, 3, 15, truck("A"));  // an old message comes late
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{seen("A", 20, 1, 0)});
  pass_at(log, 4, 20, truck("A"));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{seen("A", 20, 3, 0)});
}

TEST(Presence, APassageWithoutPlateIsNobody) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("")));
  ASSERT_FALSE(log.outcome(1, "crossed"));
  EXPECT_TRUE(log.rows(kTable).empty());
}

TEST(Presence, CrossingInGoesInsideAndCrossingOutGoesOutside) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("A", "in")));
  ASSERT_FALSE(log.outcome(1, "crossed"));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{seen("A", 0, 0, 1)});
  ASSERT_FALSE(log.pass(2, truck("A", "out")));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{seen("A", 2, 2, 1)});  // until the outcome
  ASSERT_FALSE(log.outcome(2, "crossed"));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{seen("A", 2, 2, 0)});
}

TEST(Presence, OtherOutcomesChangeNoSide) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("A", "in")));
  for (const char* outcome : {"turned_back", "left", "unknown"}) {
    ASSERT_FALSE(log.outcome(1, outcome));
    EXPECT_EQ(log.rows(kTable), std::vector<Row>{seen("A", 0, 0, 0)});
  }
}

TEST(Presence, ACrossingThatIsTakenBackGoesBack) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("A", "in")));
  ASSERT_FALSE(log.pass(2, truck("B", "out")));
  for (const int id : {1, 2}) {
    ASSERT_FALSE(log.outcome(id, "crossed"));
    ASSERT_FALSE(log.outcome(id, "turned_back"));
  }
  EXPECT_EQ(log.rows(kTable), (std::vector<Row>{seen("A", 0, 0, 0), seen("B", 1, 1, 1)}));
}

TEST(Presence, ALateOutcomeDoesNotOverruleALaterCrossing) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("A", "in")));
  ASSERT_FALSE(log.pass(2, truck("A", "out")));
  ASSERT_FALSE(log.outcome(2, "crossed"));
  ASSERT_FALSE(log.outcome(1, "crossed"));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{seen("A", 1, 1, 0)});
}

TEST(Presence, ALateOutcomeCountsWhileTheLaterPassageDidNotCross) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("A", "in")));
  ASSERT_FALSE(log.pass(2, truck("A", "in")));
  ASSERT_FALSE(log.outcome(2, "turned_back"));
  ASSERT_FALSE(log.outcome(1, "crossed"));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{seen("A", 1, 1, 1)});
}

TEST(Presence, AMisreadPlateWasNeverHere) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("B")));
  correct(log, 1, "8");
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{seen("8", 0, 0, 0)});
}

TEST(Presence, ACorrectionAfterTheCrossingMovesIt) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("B", "in")));
  ASSERT_FALSE(log.outcome(1, "crossed"));
  correct(log, 1, "8");
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{seen("8", 0, 0, 1)});
}

TEST(Presence, AVehicleInsideIsNotForgottenForAMisreadOfItsPlate) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("B", "in")));
  ASSERT_FALSE(log.outcome(1, "crossed"));
  ASSERT_FALSE(log.pass(2, truck("B", "in")));  // was 8
  correct(log, 2, "8");
  EXPECT_EQ(log.rows(kTable), (std::vector<Row>{seen("8", 2, 2, 0), seen("B", 2, 2, 1)}));
}

TEST(Presence, AMisreadOfAPlateSeenLaterKeepsTheLaterSight) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("B")));
  ASSERT_FALSE(log.pass(2, truck("B")));
  correct(log, 1, "8");
  EXPECT_EQ(log.rows(kTable), (std::vector<Row>{seen("8", 0, 0, 0), seen("B", 1, 1, 0)}));
}

TEST(Presence, ARepeatChangesNothing) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("A")));
  ASSERT_FALSE(
      log.add(Kind::sighting,
              {{Field::passage, id_text(1)}, {Field::plate, "B"}, {Field::merged_as, "repeat"}}));
  EXPECT_EQ(log.rows(kTable), std::vector<Row>{seen("A", 0, 0, 0)});
}

}  // namespace
}  // namespace cleangate::ledger
