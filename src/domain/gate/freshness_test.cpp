#include "domain/gate/freshness.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::gate {
namespace {

constexpr WallTime kNow = WallTime{Milliseconds{1'797'206'400'000}};

/// Received now from a camera whose clock says `behind` less.
Sighting read(std::int64_t behind) {
  Sighting sighting;
  sighting.received = kNow;
  sighting.device_time = kNow - Milliseconds{behind};
  sighting.clock_quality = ClockQuality::unknown;
  return sighting;
}

struct AgeRow {
  const char* name;
  std::int64_t behind;  ///< ms, of the device's time
  std::int64_t offset;
  bool fresh;
};
const AgeRow kAges[] = {
    {"no_age", 0, 0, true},
    {"just_within", 9'999, 0, true},
    {"at_the_limit", 10'000, 0, true},
    {"just_beyond", 10'001, 0, false},
    {"ahead_just_within", -9'999, 0, true},
    {"ahead_at_the_limit", -10'000, 0, true},
    {"ahead_just_beyond", -10'001, 0, false},
    {"offset_just_within", 3'609'999, 3'600'000, true},
    {"offset_at_the_limit", 3'610'000, 3'600'000, true},
    {"offset_just_beyond", 3'610'001, 3'600'000, false},
    {"right_clock_on_a_wrong_device", 0, 3'600'000, false},
    {"negative_offset_at_the_limit", 0, -10'000, true},
    {"negative_offset_just_beyond", 0, -10'001, false},
};
class Age : public ::testing::TestWithParam<AgeRow> {};
TEST_P(Age, IsFreshUpToTenSecondsAroundTheLearntOffset) {
  EXPECT_EQ(is_fresh(read(GetParam().behind), Milliseconds{GetParam().offset}), GetParam().fresh);
}
INSTANTIATE_TEST_SUITE_P(Rows, Age, ::testing::ValuesIn(kAges),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Freshness, BeforeAnOffsetIsLearntTheFlagsAloneDecide) {
  EXPECT_TRUE(is_fresh(read(86'400'000), std::nullopt));
}

TEST(Freshness, WithoutADeviceTimeTheFlagsAloneDecide) {
  Sighting sighting = read(0);
  sighting.device_time.reset();
  EXPECT_TRUE(is_fresh(sighting, Milliseconds{3'600'000}));
}

TEST(Freshness, EachFlagAloneMakesAMessageLate) {
  for (bool Sighting::* flag :
       {&Sighting::retransmission, &Sighting::offline, &Sighting::history}) {
    Sighting sighting = read(0);
    sighting.*flag = true;
    EXPECT_FALSE(is_fresh(sighting, std::nullopt));
    EXPECT_FALSE(is_fresh(sighting, Milliseconds{0}));
  }
}

TEST(ClockOffset, IsLearntFromTheFifthLiveMessageOn) {
  ClockOffset clock;
  for (std::size_t i = 0; i < kClockLearnMessages - 1; ++i) {
    clock.learn(read(500));
    EXPECT_FALSE(clock.learnt()) << i;
  }
  clock.learn(read(500));
  EXPECT_EQ(clock.learnt(), Milliseconds{500});
}

TEST(ClockOffset, IsTheMedianSoThatAStrayTimeDoesNotMoveIt) {
  ClockOffset clock;
  for (const std::int64_t behind : {100, 86'400'000, 300, -86'400'000, 200}) {
    clock.learn(read(behind));
  }
  EXPECT_EQ(clock.learnt(), Milliseconds{200});
}

TEST(ClockOffset, LearnsNothingFromLateUndatedOrContradictoryMessages) {
  ClockOffset clock;
  Sighting late = read(500);
  late.retransmission = true;
  Sighting undated = read(500);
  undated.device_time.reset();
  Sighting contradictory = read(500);
  contradictory.clock_quality = ClockQuality::contradictory;
  for (std::size_t i = 0; i < 2 * kClockLearnMessages; ++i) {
    clock.learn(late);
    clock.learn(undated);
    clock.learn(contradictory);
  }
  EXPECT_FALSE(clock.learnt());
}

TEST(ClockOffset, FollowsAClockThatWasSet) {
  ClockOffset clock;
  for (std::size_t i = 0; i < kClockWindow; ++i) clock.learn(read(3'600'000));
  for (std::size_t i = 0; i < kClockWindow / 2; ++i) clock.learn(read(0));
  EXPECT_EQ(clock.learnt(), Milliseconds{3'600'000});
  clock.learn(read(0));
  EXPECT_EQ(clock.learnt(), Milliseconds{0});
}

TEST(EventTime, OfALiveMessageIsItsReceiveTime) {
  EXPECT_EQ(event_time(read(4'000), true, Milliseconds{0}), kNow);
  EXPECT_EQ(event_time(read(4'000), true, std::nullopt), kNow);
}

TEST(EventTime, OfALateMessageIsItsCorrectedDeviceTime) {
  EXPECT_EQ(event_time(read(600'000), false, std::nullopt), kNow - Milliseconds{600'000});
  EXPECT_EQ(event_time(read(600'000), false, Milliseconds{5'000}), kNow - Milliseconds{595'000});
}

TEST(EventTime, IsNeverLaterThanTheMessageWasReceived) {
  EXPECT_EQ(event_time(read(-600'000), false, std::nullopt), kNow);
  EXPECT_EQ(event_time(read(1'000), false, Milliseconds{1'001}), kNow);
}

TEST(EventTime, WithoutADeviceTimeIsTheReceiveTime) {
  Sighting sighting = read(0);
  sighting.device_time.reset();
  EXPECT_EQ(event_time(sighting, false, Milliseconds{5'000}), kNow);
}

}  // namespace
}  // namespace cleangate::gate
