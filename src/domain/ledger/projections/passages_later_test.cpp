// What later entries make of a passage: trailer, opening, resolution, outcome.

#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace passages;

TEST(Passages, ATrailerReadSetsTheTrailerOnly) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  ASSERT_FALSE(log.pass(2, truck("冀A99999")));
  ASSERT_FALSE(log.add(
      Kind::sighting,
      {{Field::passage, id_text(1)}, {Field::merged_as, "trailer"}, {Field::plate, "冀B123挂"}}));
  ASSERT_FALSE(log.add(
      Kind::sighting,
      {{Field::passage, id_text(2)}, {Field::merged_as, "trailer"}, {Field::trailer, "冀B456挂"}}));
  EXPECT_EQ(log.passage(1)[kTrailer], cell("冀B123挂"));
  EXPECT_EQ(log.passage(1)[kPlate], cell("冀A12345"));
  EXPECT_EQ(log.passage(2)[kTrailer], cell("冀B456挂"));
}

TEST(Passages, ActuationIsTheLatestStage) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  EXPECT_EQ(log.passage(1)[kActuation], cell("intended"));
  for (const char* stage : {"commanded", "reply_written", "not_confirmed", "failed", "moved"}) {
    ASSERT_FALSE(
        log.add(Kind::actuation, {{Field::passage, id_text(1)}, {Field::stage_of, stage}}));
    EXPECT_EQ(log.passage(1)[kActuation], cell(stage));
  }
}

TEST(Passages, AHoldIsResolvedOnce) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, held_truck()));
  ASSERT_FALSE(log.pass(2, held_truck()));
  const auto resolve = [&](int id, const char* verdict) {
    return log.add(Kind::resolution, {{Field::passage, id_text(id)},
                                      {Field::verdict, verdict},
                                      {Field::reason, "papers seen"},
                                      {Field::actor, "guard 1"}});
  };
  ASSERT_FALSE(resolve(1, "admit"));
  ASSERT_FALSE(resolve(2, "refuse"));
  EXPECT_EQ(log.passage(1)[kHoldState], cell("admitted"));
  EXPECT_EQ(log.passage(1)[kResolvedBy], cell("guard 1"));
  EXPECT_EQ(log.passage(1)[kResolvedReason], cell("papers seen"));
  EXPECT_EQ(log.passage(2)[kHoldState], cell("refused"));
  EXPECT_EQ(log.passage(1)[kVerdict], cell("hold"));
  EXPECT_EQ(resolve(1, "refuse"), ErrorCode::conflict);
  EXPECT_EQ(log.message(), "already resolved: admitted");
}

struct OutcomeRow {
  const char* name;
  Payload payload;
  bool held;
  const char* outcome;
  int assumed;
  const char* hold_state;
};
std::vector<OutcomeRow> outcome_rows() {
  return {
      {"crossed", {{Field::outcome, "crossed"}}, false, "crossed", 0, ""},
      {"crossed_assumed",
       {{Field::outcome, "crossed"}, {Field::assumed, "1"}},
       false,
       "crossed",
       1,
       ""},
      {"turned_back", {{Field::outcome, "turned_back"}}, false, "turned_back", 0, ""},
      {"left", {{Field::outcome, "left"}}, false, "left", 0, ""},
      {"expired_not_held",
       {{Field::outcome, "unknown"}, {Field::cause, "expired"}},
       false,
       "unknown",
       0,
       ""},
      {"held_left", {{Field::outcome, "left"}}, true, "left", 0, "left"},
      {"held_turned_back", {{Field::outcome, "turned_back"}}, true, "turned_back", 0, "left"},
      {"held_expired",
       {{Field::outcome, "unknown"}, {Field::cause, "expired"}},
       true,
       "unknown",
       0,
       "expired"},
      {"held_left_expired",
       {{Field::outcome, "left"}, {Field::cause, "expired"}},
       true,
       "left",
       0,
       "expired"},
      {"held_crossed", {{Field::outcome, "crossed"}}, true, "crossed", 0, "open"},
      {"held_unknown", {{Field::outcome, "unknown"}}, true, "unknown", 0, "open"},
  };
}
class Outcome : public ::testing::TestWithParam<OutcomeRow> {};
TEST_P(Outcome, IsSetAndEndsAHold) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, GetParam().held ? held_truck() : truck()));
  Payload payload = GetParam().payload;
  ASSERT_FALSE(log.add(Kind::outcome, payload.set(Field::passage, id_text(1))));
  EXPECT_EQ(log.passage(1)[kOutcome], cell(GetParam().outcome));
  EXPECT_EQ(log.passage(1)[kOutcomeAssumed], cell(GetParam().assumed));
  EXPECT_EQ(log.passage(1)[kHoldState], cell(GetParam().hold_state));
}
INSTANTIATE_TEST_SUITE_P(Rows, Outcome, ::testing::ValuesIn(outcome_rows()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Passages, AResolutionAfterTheHoldEndedIsAConflict) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, held_truck()));
  ASSERT_FALSE(log.outcome(1, "left"));
  EXPECT_EQ(log.add(Kind::resolution, {{Field::passage, id_text(1)}, {Field::verdict, "admit"}}),
            ErrorCode::conflict);
  EXPECT_EQ(log.message(), "already resolved: left");
}

TEST(Passages, ALaterOutcomeReplacesAnAssumedOne) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  ASSERT_FALSE(
      log.add(Kind::outcome,
              {{Field::passage, id_text(1)}, {Field::outcome, "crossed"}, {Field::assumed, "1"}}));
  ASSERT_FALSE(log.outcome(1, "turned_back"));
  EXPECT_EQ(log.passage(1)[kOutcome], cell("turned_back"));
  EXPECT_EQ(log.passage(1)[kOutcomeAssumed], cell(0));
}

}  // namespace
}  // namespace cleangate::ledger
