#include "device/driver/comet_queue.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "device/driver/testing.h"

namespace cleangate::device {
namespace {

using namespace testing;
constexpr Milliseconds kTick{1};

class Comet : public ::testing::Test {
 protected:
  struct Held {
    std::optional<CometAnswer> answer;
    std::move_only_function<void(bool)> written;
    bool is_closed = false;
  };
  /// The order is that of the loop: everything due now has run.
  std::shared_ptr<Held> poll(const std::string& device = "vz-1") {
    auto held = std::make_shared<Held>();
    queue.poll(
        device, [held] { return held->is_closed; },
        [held](auto answer, auto written) {
          EXPECT_FALSE(held->answer) << "answered twice";
          held->answer = std::move(answer);
          held->written = std::move(written);
        });
    loop.run_until_idle();
    return held;
  }
  void open(Ended& ended, CometQueue::Frames frames = {}, const std::string& device = "vz-1") {
    queue.open({device, std::move(frames), kDeviceTimeout, {}}, loop, ended.done());
    loop.run_until_idle();
  }
  void confirm(const std::shared_ptr<Held>& held, bool was_written) {
    ASSERT_TRUE(held->written);
    held->written(was_written);
    loop.run_until_idle();
  }

  VirtualLoop loop;
  bool may_command = true;
  CometQueue queue{loop, [this] { return may_command; }};
};

TEST_F(Comet, APollIsHeldToTheLimitThenAnsweredEmpty) {
  const auto held = poll();
  loop.advance(kCometHold - kTick);
  EXPECT_FALSE(held->answer);
  loop.advance(kTick);
  ASSERT_TRUE(held->answer);
  EXPECT_FALSE(held->answer->open);
  EXPECT_TRUE(held->answer->serial.empty());
}

TEST_F(Comet, TheEndAnswersEveryHeldPollNowAndLaterOnesAtOnce) {
  const auto first = poll("vz-1"), second = poll("vz-2");
  queue.stop();
  loop.run_until_idle();
  for (const auto& held : {first, second, poll("vz-1"), poll("vz-3")}) {
    ASSERT_TRUE(held->answer);
    EXPECT_FALSE(held->answer->open);
    EXPECT_TRUE(held->answer->serial.empty());
  }
}

TEST_F(Comet, TheEndIsToldToACommandThatWaitsAndToLaterOnes) {
  Ended waiting, late;
  open(waiting);
  queue.stop();
  open(late);
  EXPECT_EQ(waiting.code(), ErrorCode::unavailable);
  EXPECT_EQ(late.code(), ErrorCode::unavailable);
  EXPECT_FALSE(poll()->answer->open);
}

TEST_F(Comet, ACommandMeetsAHeldPollAtOnceAndOnlyOnce) {
  const auto held = poll();
  Ended ended;
  open(ended, {{1, "text"}});
  ASSERT_TRUE(held->answer);
  EXPECT_TRUE(held->answer->open);
  ASSERT_EQ(held->answer->serial.size(), 1u);
  EXPECT_EQ(held->answer->serial[0].bytes, "text");
  EXPECT_FALSE(ended.result) << "handed over is not yet on the wire";
  const auto next = poll();
  EXPECT_FALSE(next->answer);
  confirm(held, true);
  ASSERT_EQ(ended.stage(), "commanded");
  EXPECT_EQ((*ended.result)->path, "comet");
  loop.advance(kCometHold + kDeviceTimeout);
  EXPECT_FALSE(next->answer->open);
}

TEST_F(Comet, ACommandWaitsOnlyAsLongAsItsOrderSays) {
  Ended ended;
  queue.open({"vz-1", {}, Milliseconds{500}, {}}, loop, ended.done());
  loop.advance(Milliseconds{499});
  EXPECT_EQ(ended.code(), std::nullopt);
  loop.advance(Milliseconds{1});
  EXPECT_EQ(ended.code(), ErrorCode::timeout);
  EXPECT_FALSE(poll()->answer);
}

TEST_F(Comet, ACommandForAVehicleThatHasLeftIsNotHandedOver) {
  bool is_there = true;
  Ended ended;
  queue.open({"vz-1", {}, kDeviceTimeout, [&] { return is_there; }}, loop, ended.done());
  loop.run_until_idle();
  is_there = false;
  const auto held = poll();
  EXPECT_FALSE(held->answer) << "the poll waits for the next command";
  EXPECT_EQ(ended.code(), ErrorCode::conflict);
}

TEST_F(Comet, ACommandWaitsForAPollUntilItsTimeIsUp) {
  for (const auto& [after, is_open] :
       {std::pair{kDeviceTimeout - kTick, true}, {kDeviceTimeout, false}}) {
    Ended ended;
    open(ended);
    loop.advance(after);
    const auto held = poll();
    EXPECT_EQ(held->answer.has_value() && held->answer->open, is_open) << after.count();
    if (is_open) confirm(held, true);
    EXPECT_EQ(ended.stage(), is_open ? "commanded" : "none");
    if (!is_open) {
      EXPECT_EQ(ended.code(), ErrorCode::timeout);
      EXPECT_TRUE(ended.text().starts_with("no comet poll in time: ")) << ended.text();
    }
    loop.advance(kCometHold);
  }
}

TEST_F(Comet, ANewerPollReplacesTheOlder) {
  const auto older = poll();
  const auto newer = poll();
  ASSERT_TRUE(older->answer);
  EXPECT_FALSE(older->answer->open);
  EXPECT_FALSE(newer->answer);
  Ended ended;
  open(ended);
  ASSERT_TRUE(newer->answer);
  EXPECT_TRUE(newer->answer->open);
  loop.advance(kCometHold);  // the older's timer does nothing any more
}

TEST_F(Comet, ACommandIsForItsDeviceOnly) {
  const auto other = poll("vz-2");
  Ended ended;
  open(ended);
  EXPECT_FALSE(other->answer);
}

TEST_F(Comet, AClosedPollDoesNotTakeTheCommand) {
  const auto gone = poll();
  gone->is_closed = true;
  Ended ended;
  open(ended);
  EXPECT_TRUE(gone->answer && !gone->answer->open);
  EXPECT_FALSE(ended.result);
  const auto held = poll();
  ASSERT_TRUE(held->answer);
  EXPECT_TRUE(held->answer->open);
}

TEST_F(Comet, ABrokenReplyFailsAndIsNeverSentAgain) {
  const auto held = poll();
  Ended ended;
  open(ended);
  confirm(held, false);
  EXPECT_EQ(ended.code(), ErrorCode::unavailable);
  const auto next = poll();
  loop.advance(kCometHold);
  EXPECT_FALSE(next->answer->open);
}

TEST_F(Comet, AReplyThatNobodyConfirmsEndsWithinASecondMore) {
  Ended ended;
  open(ended);
  loop.advance(kDeviceTimeout - kTick);
  const auto held = poll();
  ASSERT_TRUE(held->answer);
  loop.advance(std::chrono::seconds{1} + kTick);
  EXPECT_EQ(ended.code(), ErrorCode::timeout);
  EXPECT_NE(ended.text().find("look at the barrier"), std::string::npos);
  confirm(held, true);  // too late to count, and no second answer
}

TEST_F(Comet, OneCommandWaitsASecondIsRefused) {
  Ended first, second, third;
  open(first);
  open(second);
  EXPECT_EQ(second.code(), ErrorCode::unavailable);
  const auto held = poll();
  open(third);  // the first is on its way, so another may wait
  EXPECT_FALSE(third.result);
  confirm(held, true);
  EXPECT_EQ(first.stage(), "commanded");
}

TEST_F(Comet, TheKillSwitchIsAskedAtTheMomentOfDelivery) {
  Ended ended;
  open(ended);
  may_command = false;
  const auto held = poll();
  EXPECT_FALSE(held->answer);
  EXPECT_EQ(ended.code(), ErrorCode::denied);
  may_command = true;
  loop.advance(kCometHold);
  EXPECT_FALSE(held->answer->open);
}

TEST_F(Comet, ATextIsShownWithoutOpeningAndTheLatestWins) {
  queue.show("vz-1", {{0, "old"}});
  queue.show("vz-1", {{0, "new"}});
  loop.run_until_idle();
  const auto held = poll();
  ASSERT_TRUE(held->answer);
  EXPECT_FALSE(held->answer->open);
  ASSERT_EQ(held->answer->serial.size(), 1u);
  EXPECT_EQ(held->answer->serial[0].bytes, "new");
  EXPECT_FALSE(poll()->answer);
}

TEST_F(Comet, ATextThatNobodyFetchedIsDropped) {
  queue.show("vz-1", {{0, "late"}});
  queue.show("vz-1", {});
  loop.advance(kDeviceTimeout);
  EXPECT_FALSE(poll()->answer);
}

TEST_F(Comet, ACommandTakesThePlaceOfAnOlderText) {
  queue.show("vz-1", {{0, "hold"}});
  Ended ended;
  open(ended, {{0, "welcome"}});
  const auto held = poll();
  ASSERT_TRUE(held->answer && held->answer->open);
  ASSERT_EQ(held->answer->serial.size(), 1u);
  EXPECT_EQ(held->answer->serial[0].bytes, "welcome");
  EXPECT_FALSE(poll()->answer);
}

}  // namespace
}  // namespace cleangate::device
