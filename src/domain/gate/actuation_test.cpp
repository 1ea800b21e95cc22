#include "domain/gate/actuation.h"

#include <gtest/gtest.h>

namespace cleangate::gate {
namespace {

using rules::Direction;
using rules::Verdict;

constexpr Lane kAutomatic{Mode::automatic, false};
constexpr Lane kObserve{Mode::observe, false};
constexpr Lane kManual{Mode::manual, false};

Arrival arriving(Verdict verdict, Direction direction = Direction::in) {
  Arrival arrival;
  arrival.verdict = verdict;
  arrival.direction = direction;
  arrival.fresh = true;
  return arrival;
}

struct LaneRow {
  const char* name;
  Lane lane;
  Direction direction;
  Verdict verdict;
  bool opens;
};
const LaneRow kLanes[] = {
    {"automatic_admit", kAutomatic, Direction::in, Verdict::admit, true},
    {"automatic_hold", kAutomatic, Direction::in, Verdict::hold, false},
    {"automatic_refuse", kAutomatic, Direction::in, Verdict::refuse, false},
    {"observe_admit", kObserve, Direction::in, Verdict::admit, true},
    {"observe_hold", kObserve, Direction::in, Verdict::hold, true},
    {"observe_refuse", kObserve, Direction::in, Verdict::refuse, true},
    {"manual_admit", kManual, Direction::in, Verdict::admit, false},
    {"automatic_exit", kAutomatic, Direction::out, Verdict::admit, true},
    {"observe_exit", kObserve, Direction::out, Verdict::admit, true},
    {"manual_exit", kManual, Direction::out, Verdict::admit, false},
    {"killed_admit", {Mode::automatic, true}, Direction::in, Verdict::admit, false},
    {"killed_observe", {Mode::observe, true}, Direction::in, Verdict::admit, false},
    {"killed_exit", {Mode::automatic, true}, Direction::out, Verdict::admit, false},
    {"unreadable_admit", {Mode::automatic, {}}, Direction::in, Verdict::admit, false},
    {"unreadable_exit", {Mode::automatic, {}}, Direction::out, Verdict::admit, false},
};
class LaneMode : public ::testing::TestWithParam<LaneRow> {};
TEST_P(LaneMode, DecidesWhatOpensByItself) {
  const auto& row = GetParam();
  EXPECT_EQ(means_to_open(row.lane, arriving(row.verdict, row.direction)), row.opens);
}
INSTANTIATE_TEST_SUITE_P(Rows, LaneMode, ::testing::ValuesIn(kLanes),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Actuation, ALateMessageOpensNothingNotEvenAnExit) {
  for (const Lane& lane : {kAutomatic, kObserve}) {
    for (const Direction direction : {Direction::in, Direction::out}) {
      auto late = arriving(Verdict::admit, direction);
      late.fresh = false;
      EXPECT_FALSE(means_to_open(lane, late));
    }
  }
}

TEST(Actuation, WhatWasOpenedIsNotOpenedAgain) {
  for (const Direction direction : {Direction::in, Direction::out}) {
    auto again = arriving(Verdict::admit, direction);
    again.already_opened = true;
    EXPECT_FALSE(means_to_open(kAutomatic, again));
    EXPECT_FALSE(means_to_open(kObserve, again));
  }
}

TEST(Actuation, TheDenyListWinsInObserveModeAndNotAtAnExit) {
  auto denied = arriving(Verdict::refuse);
  denied.denied = true;
  EXPECT_FALSE(means_to_open(kObserve, denied));
  denied.direction = Direction::out;
  EXPECT_TRUE(means_to_open(kObserve, denied));
  EXPECT_TRUE(means_to_open(kAutomatic, denied));
}

TEST(Actuation, ASuspectedFakePlateDoesNotOpenAnEntryByItself) {
  auto fake = arriving(Verdict::admit);
  fake.fake_plate = true;
  EXPECT_FALSE(means_to_open(kAutomatic, fake));
  fake.direction = Direction::out;
  EXPECT_TRUE(means_to_open(kAutomatic, fake));
}

TEST(Actuation, TheDeadlineIsTwoSecondsAfterReceiving) {
  const MonotonicTime received{std::chrono::seconds{100}};
  EXPECT_TRUE(may_open_now(kAutomatic, received, received));
  EXPECT_TRUE(may_open_now(kAutomatic, received, received + std::chrono::milliseconds{1'999}));
  EXPECT_TRUE(may_open_now(kAutomatic, received, received + std::chrono::milliseconds{2'000}));
  EXPECT_FALSE(may_open_now(kAutomatic, received, received + std::chrono::microseconds{2'000'001}));
  EXPECT_FALSE(may_open_now(kAutomatic, received, received + std::chrono::milliseconds{2'001}));
}

TEST(Actuation, SwitchAndModeAreAskedAgainAfterTheCommit) {
  const MonotonicTime now{std::chrono::seconds{100}};
  EXPECT_TRUE(may_open_now(kObserve, now, now));
  EXPECT_FALSE(may_open_now(kManual, now, now));
  EXPECT_FALSE(may_open_now({Mode::automatic, true}, now, now));
  EXPECT_FALSE(may_open_now({Mode::automatic, std::nullopt}, now, now));
}

TEST(Actuation, ALaneThatNobodyConfiguredOpensNothing) {
  EXPECT_FALSE(means_to_open(Lane{}, arriving(Verdict::admit)));
}

TEST(Mode, ItsWordReadsBackAndNoOtherDoes) {
  for (const Mode mode : {Mode::automatic, Mode::observe, Mode::manual}) {
    EXPECT_EQ(parse_mode(to_text(mode)), mode);
  }
  for (const char* word : {"", "Automatic", "auto", "manual "}) EXPECT_FALSE(parse_mode(word));
}

}  // namespace
}  // namespace cleangate::gate
