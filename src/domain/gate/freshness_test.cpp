#include "domain/gate/freshness.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::gate {
namespace {

using namespace std::chrono_literals;

constexpr WallTime kNow = WallTime{Milliseconds{1'797'206'400'000}};

/// Received `later` than kNow from a camera whose clock says `behind` less.
Sighting read(Milliseconds behind, Milliseconds later = 0ms) {
  Sighting sighting;
  sighting.received = kNow + later;
  sighting.received_monotonic = MonotonicTime{5min} + later;
  sighting.device_time = kNow + later - behind;
  sighting.clock_quality = ClockQuality::unknown;
  return sighting;
}

/// A clock that learnt from `count` live messages.
ClockOffset taught(Milliseconds behind, std::size_t count = kClockWindow) {
  ClockOffset clock;
  for (std::size_t i = 0; i < count; ++i) clock.learn(read(behind), true);
  return clock;
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
  const auto clock = taught(Milliseconds{GetParam().offset});
  const auto message = read(Milliseconds{GetParam().behind});
  EXPECT_EQ(is_fresh(message, clock.age(message)), GetParam().fresh);
}
INSTANTIATE_TEST_SUITE_P(Rows, Age, ::testing::ValuesIn(kAges),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Freshness, BeforeAnOffsetIsLearntTheFlagsAloneDecide) {
  EXPECT_TRUE(is_fresh(read(24h), std::nullopt));
}

TEST(Freshness, WithoutADeviceTimeTheFlagsAloneDecide) {
  Sighting sighting = read(0ms);
  sighting.device_time.reset();
  EXPECT_FALSE(taught(1h).age(sighting));
  EXPECT_TRUE(is_fresh(sighting, std::nullopt));
}

TEST(Freshness, EachFlagAloneMakesAMessageLate) {
  for (bool Sighting::* flag :
       {&Sighting::retransmission, &Sighting::offline, &Sighting::history}) {
    Sighting sighting = read(0ms);
    sighting.*flag = true;
    EXPECT_FALSE(is_fresh(sighting, std::nullopt));
    EXPECT_FALSE(is_fresh(sighting, 0ms));
  }
}

TEST(ClockOffset, IsLearntFromTheFifthLiveMessageOn) {
  EXPECT_FALSE(taught(500ms, kClockLearnMessages - 1).age(read(700ms)));
  EXPECT_EQ(taught(500ms, kClockLearnMessages).age(read(700ms)), 200ms);
}

TEST(ClockOffset, IsTheMedianSoThatAStrayTimeDoesNotMoveIt) {
  ClockOffset clock;
  for (const Milliseconds behind : {100ms, 86'400'000ms, 300ms, -86'400'000ms, 200ms}) {
    clock.learn(read(behind), true);
  }
  EXPECT_EQ(clock.age(read(200ms)), 0ms);
}

TEST(ClockOffset, LearnsNothingFromLateUndatedOrContradictoryMessages) {
  ClockOffset clock;
  Sighting late = read(500ms);
  late.retransmission = true;
  Sighting undated = read(500ms);
  undated.device_time.reset();
  Sighting contradictory = read(500ms);
  contradictory.clock_quality = ClockQuality::contradictory;
  for (std::size_t i = 0; i < 2 * kClockLearnMessages; ++i) {
    clock.learn(late, true);
    clock.learn(undated, true);
    clock.learn(contradictory, true);
  }
  EXPECT_FALSE(clock.age(read(500ms)));
}

TEST(ClockOffset, DoesNotNoticeThatTheServersClockWasSet) {
  const auto clock = taught(500ms);
  Sighting message = read(500ms);
  message.received += 1h;
  EXPECT_EQ(clock.age(message), 0ms);
}

/// Stale reads one after another, as judged one by one; how many of them were fresh.
int fresh_of(ClockOffset& clock, int count, Milliseconds every, Milliseconds headway) {
  int fresh = 0;
  for (int i = 0; i < count; ++i) {
    const auto message = read(10min - i * (headway - every), i * every);
    const bool is = is_fresh(message, clock.age(message));
    clock.learn(message, is);
    fresh += is ? 1 : 0;
  }
  return fresh;
}

TEST(ClockOffset, FollowsADevicesClockThatWasSetAfterFiveMessages) {
  auto clock = taught(0ms);
  EXPECT_EQ(fresh_of(clock, 12, 30s, 30s), 7);
}

TEST(ClockOffset, LearnsNothingFromABurstOfStoredReads) {
  auto clock = taught(0ms);
  EXPECT_EQ(fresh_of(clock, 40, 100ms, 8s), 0);
}

TEST(ClockOffset, LearnsNothingFromReadsOfOneVehicleStoredTogether) {
  auto clock = taught(0ms);
  EXPECT_EQ(fresh_of(clock, 10, 100ms, 100ms), 0) << "they agree, but came within one second";
}

struct AgreementRow {
  const char* name;
  Milliseconds stray;  ///< of the fifth message
  Milliseconds every;
  bool learnt;
};
const AgreementRow kAgreements[] = {
    {"within_two_seconds", 1'999ms, 3s, true}, {"two_seconds", 2s, 3s, true},
    {"more_than_two", 2'001ms, 3s, false},     {"over_less_than_ten_seconds", 0ms, 2'499ms, false},
    {"over_ten_seconds", 0ms, 2'500ms, true},  {"over_more", 0ms, 2'501ms, true},
};
class Agreement : public ::testing::TestWithParam<AgreementRow> {};
TEST_P(Agreement, OfFiveOverTenSecondsSetsTheOffset) {
  auto clock = taught(0ms);
  for (int i = 0; i < 5; ++i) {
    clock.learn(read(1h + (i == 4 ? GetParam().stray : 0ms), i * GetParam().every), false);
  }
  EXPECT_EQ(clock.age(read(1h)) == 0ms, GetParam().learnt);
}
INSTANTIATE_TEST_SUITE_P(Rows, Agreement, ::testing::ValuesIn(kAgreements),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(EventTime, OfALiveMessageIsItsReceiveTime) {
  EXPECT_EQ(event_time(read(4s), true, 4s), kNow);
  EXPECT_EQ(event_time(read(4s), true, std::nullopt), kNow);
}

TEST(EventTime, OfALateMessageIsItsCorrectedDeviceTime) {
  EXPECT_EQ(event_time(read(600s), false, std::nullopt), kNow - 600s);
  EXPECT_EQ(event_time(read(600s), false, 595s), kNow - 595s);
}

TEST(EventTime, IsNeverLaterThanTheMessageWasReceived) {
  EXPECT_EQ(event_time(read(-600s), false, std::nullopt), kNow);
  EXPECT_EQ(event_time(read(-600s), false, -600s), kNow);
}

TEST(EventTime, WithoutADeviceTimeIsTheReceiveTime) {
  Sighting sighting = read(0ms);
  sighting.device_time.reset();
  EXPECT_EQ(event_time(sighting, false, std::nullopt), kNow);
}

}  // namespace
}  // namespace cleangate::gate
