#include <gtest/gtest.h>

#include "service/gate_keeper_test_support.h"

// What goes wrong beside a lane: a full disk, a log that refuses, a reply that is still on its way
// when the camera sees the vehicle turn back.

namespace cleangate::service {
namespace {

using namespace testing;
using ledger::Kind;

TEST(FullDisk, AnEntryLaneHoldsTheDriverSeesAmberAndTheGuardIsTold) {
  TestLane lane;
  lane.log.disk_full = true;
  const auto camera = lane.arrive("冀R12345");
  EXPECT_FALSE(camera->answer.open);
  EXPECT_FALSE(camera->answer.recorded);
  EXPECT_EQ(camera->answer.display.colour, "amber");
  EXPECT_EQ(camera->answer.display.lines,
            (std::vector<std::string>{"冀R12345", "待核实", "请联系门卫"}));
  EXPECT_TRUE(lane.passages_logged().empty());
  ASSERT_EQ(lane.live.alerts.size(), 1u);
  const Json& alert = lane.live.alerts[0];
  EXPECT_EQ(alert["type"].text(), "alert");
  EXPECT_EQ(alert["alert"].text(), "not_recorded");
  EXPECT_EQ(alert["lane"].text(), "in");
  EXPECT_EQ(alert["plate"].text(), "冀R12345");
  EXPECT_EQ(alert["cause"].text(), "full");
  EXPECT_NE(alert["text"]["zh"].text().value_or("").find("磁盘已满"), std::string::npos);
  EXPECT_NE(alert["text"]["en"].text().value_or("").find("disk is full"), std::string::npos);
}

TEST(FullDisk, AnExitIsRecordedWithItsOpeningAndItsOutcome) {
  TestLane lane;
  lane.log.disk_full = true;
  EXPECT_TRUE(lane.arrive("冀R12345", "cam-out")->opened());
  EXPECT_TRUE(lane.live.alerts.empty());
  EXPECT_EQ(lane.last(passages::kActuation), "reply_written");
  EXPECT_EQ(lane.last(passages::kOutcome), "crossed");
}

TEST(FullDisk, ALiftAndAGuardsWordAreRecordedWithTheirOpenings) {
  TestLane lane;
  lane.arrive("");
  ASSERT_EQ(lane.last(passages::kHoldState), "open");
  lane.log.disk_full = true;
  EXPECT_FALSE(lane.resolve(lane.last_id(), "admit"));
  EXPECT_EQ(lane.last(passages::kActuation), "commanded");
  EXPECT_EQ(lane.last(passages::kOutcome), "crossed");
  EXPECT_FALSE(lane.lift("in"));
  EXPECT_EQ(lane.logged(Kind::lift), 1);
  EXPECT_EQ(lane.logged(Kind::actuation), 2);
  EXPECT_EQ(lane.barrier.opens.size(), 2u);
}

TEST(FullDisk, WithRoomAgainTheSameMessageIsRecorded) {
  TestLane lane;
  const auto message = lane.message("冀R12345");
  lane.log.disk_full = true;
  const auto refused = lane.deliver(message);
  lane.loop.run_until_idle();
  EXPECT_FALSE(refused->answer.recorded);
  lane.log.disk_full = false;
  const auto again = lane.deliver(message);
  lane.loop.run_until_idle();
  EXPECT_TRUE(again->opened());
  EXPECT_TRUE(again->answer.recorded);
}

TEST(Recorded, SaysWhetherTheReadIsDurable) {
  TestLane lane;
  const auto message = lane.message("冀R12345");
  const auto first = lane.deliver(message);
  const auto waiting = lane.deliver(message);
  lane.loop.run_until_idle();
  const auto late = lane.deliver(message);
  lane.loop.run_until_idle();
  EXPECT_TRUE(first->answer.recorded);
  EXPECT_TRUE(waiting->answer.recorded);
  EXPECT_TRUE(late->answer.recorded);
  lane.set("kill_switch", "", R"({"on":true})");
  EXPECT_TRUE(lane.arrive("冀R99999")->answer.recorded) << "closed, yet recorded";
}

TEST(Recorded, ALogThatRefusesIsToldToTheFirstAndToWhoWaits) {
  TestLane lane;
  lane.log.commit_takes = 100ms;
  lane.log.fails = Error{ErrorCode::unavailable, "locked"};
  const auto message = lane.message("冀R12345");
  const auto first = lane.deliver(message);
  const auto waiting = lane.deliver(message);
  lane.loop.advance(5s);
  EXPECT_EQ(first->answers, 1);
  EXPECT_EQ(waiting->answers, 1);
  EXPECT_FALSE(first->answer.recorded);
  EXPECT_FALSE(waiting->answer.recorded);
  ASSERT_EQ(lane.live.alerts.size(), 1u);
  EXPECT_EQ(lane.live.alerts[0]["cause"].text(), "unavailable");
}

TEST(Recorded, AMessageLoggedBeforeTheRestartIs) {
  TestLane lane;
  lane.log.fails = Error{ErrorCode::conflict, "this vendor key exists"};
  const auto camera = lane.arrive("冀R12345");
  EXPECT_TRUE(camera->answer.recorded);
  EXPECT_TRUE(lane.live.alerts.empty());
}

TEST(Recorded, AMessageOfADeviceWithoutLaneIsNot) {
  TestLane lane;
  EXPECT_FALSE(lane.arrive("冀R12345", "stranger")->answer.recorded);
}

TEST(Lane, WhatCameTooLateToOpenIsShownAsAHold) {
  TestLane lane;
  lane.log.commit_takes = 2001ms;
  const auto camera = lane.deliver(lane.message("冀R12345"));
  lane.loop.advance(10s);
  EXPECT_FALSE(camera->answer.open);
  EXPECT_EQ(camera->answer.display.colour, "amber");
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
}

/// A lane whose reply is not yet on the wire.
struct ReplyInFlight : TestLane {
  ReplyInFlight() {
    keeper.sighting(message("冀R12345"), {}, {true, [] { return false; }},
                    [this](SightingAnswer told) { answer = std::move(told); });
    loop.run_until_idle();
    EXPECT_TRUE(answer && answer->open);
  }
  void turns_back() {
    auto leaving = message("冀R12345");
    leaving.turn_back = true;
    deliver(leaving);
    loop.run_until_idle();
    EXPECT_EQ(last(passages::kOutcome), "turned_back");
  }
  void reply_ends(bool written) {
    answer->after_reply(written);
    loop.run_until_idle();
  }
  std::optional<SightingAnswer> answer;
};

TEST(TurnBack, SeenWhileTheReplyIsOnItsWayIsNotOverwrittenByAnAssumedCrossing) {
  ReplyInFlight lane;
  lane.turns_back();
  lane.reply_ends(true);
  EXPECT_EQ(lane.last(passages::kActuation), "reply_written");
  EXPECT_EQ(lane.last(passages::kOutcome), "turned_back");
  EXPECT_EQ(ledger::integer(lane.passages_logged().back()[passages::kOutcomeAssumed]), 0);
}

TEST(TurnBack, FollowedByTheNextVehicleStaysWhenTheReplyIsWritten) {
  ReplyInFlight lane;
  lane.turns_back();
  lane.arrive("冀R99999");
  lane.reply_ends(true);
  EXPECT_EQ(lane.last(passages::kOutcome, 1), "turned_back");
}

TEST(TurnBack, LeavesNobodyToWaitForWhenTheReplyWasNotRead) {
  ReplyInFlight lane;
  lane.turns_back();
  lane.reply_ends(false);
  lane.loop.advance(5s);
  EXPECT_EQ(lane.last(passages::kActuation), "failed");
  EXPECT_EQ(lane.last(passages::kHoldState), "");
  EXPECT_EQ(lane.resolve(lane.last_id(), "admit"), ErrorCode::conflict);
}

TEST(TurnBack, AVehicleThatGoesOnIsStillAssumedToHaveCrossed) {
  ReplyInFlight lane;
  lane.reply_ends(true);
  EXPECT_EQ(lane.last(passages::kOutcome), "crossed");
}

}  // namespace
}  // namespace cleangate::service
