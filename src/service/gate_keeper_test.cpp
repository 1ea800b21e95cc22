#include "service/gate_keeper.h"

#include <gtest/gtest.h>

#include "service/gate_keeper_test_support.h"

// Messages and keys: first, duplicates, the deadline, what the log and the photo store refuse.

namespace cleangate::service {
namespace {

using namespace testing;
using ledger::Kind;

constexpr const char* kTruck = "冀R12345";

TEST(GateKeeper, AFirstFreshAdmittedReadOpensByItsReply) {
  TestLane lane;
  const auto camera = lane.arrive(kTruck);
  EXPECT_TRUE(camera->opened());
  EXPECT_FALSE(camera->answer.duplicate);
  EXPECT_EQ(camera->answer.display.colour, "green");
  EXPECT_EQ(lane.passages_logged().size(), 1u);
  EXPECT_EQ(lane.last(passages::kActuation), "reply_written");
  EXPECT_EQ(lane.last(passages::kOutcome), "crossed");
  EXPECT_TRUE(lane.barrier.opens.empty());
}

TEST(GateKeeper, AMakeThatOpensByCommandIsCommandedOnce) {
  TestLane lane;
  const auto camera = lane.deliver(lane.message(kTruck), false);
  lane.loop.run_until_idle();
  EXPECT_EQ(camera->answers, 1);
  EXPECT_FALSE(camera->answer.open);
  ASSERT_EQ(lane.barrier.opens.size(), 1u);
  EXPECT_EQ(lane.barrier.opens[0].device, "cam-in");
  EXPECT_EQ(lane.barrier.opens[0].plate, kTruck);
  EXPECT_EQ(lane.last(passages::kActuation), "commanded");
}

TEST(GateKeeper, ACommandThatFailsIsNotTriedAgainAndTheLaneHolds) {
  TestLane lane;
  lane.barrier.fails = Error{ErrorCode::timeout, "no answer"};
  lane.deliver(lane.message(kTruck), false);
  lane.loop.advance(60s);
  EXPECT_EQ(lane.barrier.opens.size(), 1u);
  EXPECT_EQ(lane.last(passages::kActuation), "failed");
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
}

TEST(GateKeeper, ADuplicateAfterTheOpeningIsToldSoAndOpensNothing) {
  TestLane lane;
  const auto message = lane.message(kTruck);
  const auto first = lane.deliver(message);
  lane.loop.run_until_idle();
  const auto again = lane.deliver(message);
  lane.loop.run_until_idle();
  EXPECT_TRUE(first->opened());
  EXPECT_EQ(again->answers, 1);
  EXPECT_FALSE(again->answer.open);
  EXPECT_TRUE(again->answer.duplicate);
  EXPECT_EQ(lane.passages_logged().size(), 1u);
}

TEST(GateKeeper, ADuplicateOfAPendingMessageWaitsForItsOutcome) {
  TestLane lane;
  lane.log.commit_takes = 500ms;
  const auto message = lane.message(kTruck);
  const auto first = lane.deliver(message);
  lane.loop.advance(100ms);
  const auto again = lane.deliver(message);
  lane.loop.advance(300ms);
  EXPECT_EQ(again->answers, 0);
  lane.loop.advance(1s);
  EXPECT_TRUE(first->opened());
  EXPECT_EQ(again->answers, 1);
  EXPECT_FALSE(again->answer.open);
  EXPECT_TRUE(again->answer.duplicate);
}

TEST(GateKeeper, FiveParallelDeliveriesAreOnePassageAndOneOpening) {
  TestLane lane;
  lane.log.commit_takes = 50ms;
  const auto message = lane.message(kTruck);
  std::vector<std::shared_ptr<Delivery>> cameras;
  for (int i = 0; i < 5; ++i) cameras.push_back(lane.deliver(message));
  lane.loop.advance(5s);
  int openings = 0;
  for (const auto& camera : cameras) {
    EXPECT_EQ(camera->answers, 1);
    openings += camera->answer.open ? 1 : 0;
  }
  EXPECT_EQ(openings, 1);
  EXPECT_TRUE(cameras[0]->opened());
  EXPECT_EQ(lane.passages_logged().size(), 1u);
  EXPECT_TRUE(lane.barrier.opens.empty());
}

TEST(GateKeeper, WhenTheOriginalHungUpOneWaitingDuplicateTakesOver) {
  TestLane lane;
  lane.log.commit_takes = 100ms;
  const auto message = lane.message(kTruck);
  const auto first = lane.deliver(message);
  const auto second = lane.deliver(message);
  const auto third = lane.deliver(message);
  first->closed = true;
  lane.loop.advance(1s);
  EXPECT_EQ(first->answers, 0);
  EXPECT_TRUE(second->opened());
  EXPECT_EQ(third->answers, 1);
  EXPECT_FALSE(third->answer.open);
  EXPECT_EQ(lane.last(passages::kActuation), "reply_written");
  EXPECT_EQ(lane.logged(Kind::actuation), 1);
}

TEST(GateKeeper, ADuplicateThatHungUpTooIsSkipped) {
  TestLane lane;
  lane.log.commit_takes = 100ms;
  const auto message = lane.message(kTruck);
  const auto first = lane.deliver(message);
  const auto second = lane.deliver(message);
  const auto third = lane.deliver(message);
  first->closed = second->closed = true;
  lane.loop.advance(1s);
  EXPECT_EQ(second->answers, 0);
  EXPECT_TRUE(third->opened());
}

TEST(GateKeeper, ADuplicateThatComesAfterTheOriginalHungUpTakesOver) {
  TestLane lane;
  const auto message = lane.message(kTruck);
  const auto first = lane.deliver(message);
  first->confirms = false;  // the reply was on its way when the connection broke
  lane.loop.run_until_idle();
  EXPECT_TRUE(first->opened());
  const auto second = lane.deliver(message);
  const auto third = lane.deliver(message);
  lane.loop.run_until_idle();
  EXPECT_TRUE(second->opened());
  EXPECT_FALSE(third->answer.open);
  EXPECT_EQ(lane.passages_logged().size(), 1u);
}

struct TakeOverRow {
  const char* name;
  Milliseconds after;
  bool opens;
};
const TakeOverRow kTakeOvers[] = {{"just_before", 1'999ms, true},
                                  {"at_the_deadline", 2'000ms, true},
                                  {"just_after", 2'001ms, false}};
class TakeOver : public ::testing::TestWithParam<TakeOverRow> {};
TEST_P(TakeOver, IsPossibleUpToTheDeadline) {
  TestLane lane;
  const auto message = lane.message(kTruck);
  const auto first = lane.deliver(message);
  first->closed = true;
  lane.loop.advance(GetParam().after);
  const auto second = lane.deliver(message);
  lane.loop.run_until_idle();
  EXPECT_EQ(second->answers, 1);
  EXPECT_EQ(second->answer.open, GetParam().opens);
}
INSTANTIATE_TEST_SUITE_P(Rows, TakeOver, ::testing::ValuesIn(kTakeOvers),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(GateKeeper, WithoutATakeOverTheLaneHoldsAfterTheDeadline) {
  TestLane lane;
  const auto first = lane.deliver(lane.message(kTruck));
  first->closed = true;
  lane.loop.advance(2'001ms);
  EXPECT_EQ(lane.last(passages::kActuation), "failed");
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  EXPECT_FALSE(lane.resolve(lane.last_id(), "admit"));
  EXPECT_EQ(lane.barrier.opens.size(), 1u);
}

struct CommitRow {
  const char* name;
  Milliseconds takes;
  bool opens;
};
const CommitRow kCommits[] = {{"just_before", 1'999ms, true},
                              {"at_the_deadline", 2'000ms, true},
                              {"just_after", 2'001ms, false},
                              {"long_after", 30'000ms, false}};
class SlowCommit : public ::testing::TestWithParam<CommitRow> {};
TEST_P(SlowCommit, OpensNothingAfterTheDeadlineAndHolds) {
  TestLane lane;
  lane.log.commit_takes = GetParam().takes;
  const auto camera = lane.deliver(lane.message(kTruck));
  lane.loop.advance(GetParam().takes);
  EXPECT_EQ(camera->answers, 1);
  EXPECT_EQ(camera->answer.open, GetParam().opens);
  lane.log.commit_takes = 0ms;
  lane.loop.advance(60s);
  EXPECT_TRUE(lane.barrier.opens.empty());
  EXPECT_EQ(lane.last(passages::kActuation), GetParam().opens ? "reply_written" : "failed");
  EXPECT_EQ(lane.last(passages::kHoldState), GetParam().opens ? "" : "open");
}
TEST_P(SlowCommit, OfACommandedMakeCommandsNothingAfterTheDeadline) {
  TestLane lane;
  lane.log.commit_takes = GetParam().takes;
  lane.deliver(lane.message(kTruck), false);
  lane.loop.advance(GetParam().takes + 60s);
  EXPECT_EQ(lane.barrier.opens.size(), GetParam().opens ? 1u : 0u);
}
INSTANTIATE_TEST_SUITE_P(Rows, SlowCommit, ::testing::ValuesIn(kCommits),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(GateKeeper, AWallClockThatIsTurnedDoesNotMoveTheDeadline) {
  TestLane lane;
  lane.log.commit_takes = 1s;
  const auto camera = lane.deliver(lane.message(kTruck));
  lane.loop.advance(500ms);
  lane.loop.step_wall(-3'600'000ms);
  lane.loop.advance(5s);
  EXPECT_TRUE(camera->opened());
}

TEST(GateKeeper, AMessageThatCannotBeLoggedIsAnsweredClosed) {
  TestLane lane;
  lane.log.fails = Error{ErrorCode::full, "disk full"};
  const auto message = lane.message(kTruck);
  const auto camera = lane.deliver(message);
  const auto twin = lane.deliver(message);
  lane.loop.run_until_idle();
  EXPECT_EQ(camera->answers, 1);
  EXPECT_FALSE(camera->answer.open);
  EXPECT_EQ(twin->answers, 1);
  EXPECT_FALSE(twin->answer.open);
  EXPECT_TRUE(lane.barrier.opens.empty());
  EXPECT_TRUE(lane.passages_logged().empty());
}

TEST(GateKeeper, AMessageThatCouldNotBeLoggedMayBeSentAgain) {
  TestLane lane;
  lane.log.fails = Error{ErrorCode::unavailable, "locked"};
  const auto message = lane.message(kTruck);
  lane.deliver(message);
  lane.loop.run_until_idle();
  lane.log.fails.reset();
  const auto again = lane.deliver(message);
  lane.loop.run_until_idle();
  EXPECT_TRUE(again->opened());
  EXPECT_EQ(lane.passages_logged().size(), 1u);
}

TEST(GateKeeper, AMessageLoggedBeforeTheRestartOpensNothing) {
  TestLane lane;
  const auto message = lane.message(kTruck);
  lane.deliver(message);
  lane.loop.run_until_idle();
  GateKeeper restarted(lane.plant);
  SightingAnswer said;
  said.open = true;
  restarted.sighting(message, {}, {true, [] { return false; }},
                     [&](SightingAnswer answer) { said = std::move(answer); });
  lane.loop.run_until_idle();
  EXPECT_FALSE(said.open);
  EXPECT_EQ(lane.passages_logged().size(), 1u);
  EXPECT_TRUE(lane.barrier.opens.empty());
}

TEST(GateKeeper, PhotosAreDurableBeforeTheReplyAndNamedInTheEntry) {
  TestLane lane;
  lane.media.takes = 300ms;
  const auto camera = lane.deliver(lane.message(kTruck), true, two_photos());
  lane.loop.advance(299ms);
  EXPECT_EQ(camera->answers, 0);
  EXPECT_TRUE(lane.passages_logged().empty());
  lane.loop.advance(1ms);
  EXPECT_TRUE(camera->opened());
  const auto photos = parse_json(lane.last(passages::kPhotos)).value();
  ASSERT_EQ(photos.items().size(), 2u);
  EXPECT_EQ(photos.items()[0]["sha256"].text(), to_hex(sha256("scene")));
}

TEST(GateKeeper, PhotosThatCannotBeStoredAreNamedMissingAndStopNobody) {
  TestLane lane;
  lane.media.fails = Error{ErrorCode::full, "media disk full"};
  const auto camera = lane.deliver(lane.message(kTruck), true, two_photos());
  lane.loop.run_until_idle();
  EXPECT_TRUE(camera->opened());
  const auto photos = parse_json(lane.last(passages::kPhotos)).value();
  ASSERT_EQ(photos.items().size(), 2u);
  for (const Json& photo : photos.items()) {
    EXPECT_EQ(photo["missing"].boolean(), true);
    EXPECT_EQ(photo["cause"].text(), "media disk full");
  }
}

TEST(GateKeeper, MessagesOfALaneAreDecidedInTheOrderTheyCame) {
  TestLane lane;
  lane.media.takes = 200ms;
  const auto first = lane.deliver(lane.message("冀R11111"), true, two_photos());
  const auto second = lane.deliver(lane.message("冀R77777"));  // no photos to wait for
  lane.loop.advance(199ms);
  EXPECT_EQ(second->answers, 0);
  lane.loop.advance(1ms);
  EXPECT_EQ(first->answers + second->answers, 2);
  EXPECT_EQ(lane.last(passages::kPlate, 1), "冀R11111");
  EXPECT_EQ(lane.last(passages::kPlate, 0), "冀R77777");
}

TEST(GateKeeper, AnotherLaneDoesNotWait) {
  TestLane lane;
  lane.media.takes = 1s;
  const auto entry = lane.deliver(lane.message(kTruck), true, two_photos());
  const auto exit = lane.arrive("冀R99999", "cam-out");
  EXPECT_TRUE(exit->opened());
  EXPECT_EQ(entry->answers, 0);
}

TEST(GateKeeper, ADeviceThatNoLaneKnowsIsAnsweredClosedAndNothingIsLogged) {
  TestLane lane;
  const auto stray = lane.arrive(kTruck, "cam-nowhere");
  EXPECT_EQ(stray->answers, 1);
  EXPECT_FALSE(stray->answer.open);
  EXPECT_TRUE(lane.passages_logged().empty());
}

}  // namespace
}  // namespace cleangate::service
