#include <gtest/gtest.h>

#include "service/gate_keeper_test_support.h"

// One vehicle, one passage, at most one opening by itself: guards, corrected reads, duplicates and
// next vehicles that cross each other's way.

namespace cleangate::service {
namespace {

using namespace testing;
using ledger::Kind;

/// A plant that holds vehicles nobody knows; 冀RB2345 is held, 冀R82345 is the registered truck
/// that it may be a misreading of.
struct HeldMisread : TestLane {
  HeldMisread() {
    set("plant", "", R"({"grade":"C","region":"131082","unknown_vehicle":"hold"})");
    register_truck("冀R82345", "6b");
    arrive("冀RB2345");
    id = last_id();
    EXPECT_EQ(last(passages::kHoldState), "open");
    loop.advance(2s);
  }
  /// The answer comes later.
  void start_word(std::string verdict) {
    keeper.resolve(id, Json::object({{"verdict", std::move(verdict)}, {"reason", "r"}}), kGuard,
                   [this](Result<Json> result) { said = std::move(result); });
  }
  [[nodiscard]] std::size_t openings(const std::shared_ptr<Delivery>& by_reply) const {
    return barrier.opens.size() + (by_reply->opened() ? 1 : 0);
  }
  std::string id;
  std::optional<Result<Json>> said;
};

TEST(Passage, AnotherVehicleThatComesWhileTheGuardsWordIsWrittenIsNotLetIn) {
  HeldMisread lane;
  lane.log.commit_takes = 20ms;
  lane.start_word("admit");
  lane.deliver(lane.message("冀R99999"));
  lane.loop.advance(1s);
  EXPECT_TRUE(lane.barrier.opens.empty());
  ASSERT_TRUE(lane.said);
  ASSERT_FALSE(*lane.said);
  EXPECT_EQ(lane.said->error().code, ErrorCode::conflict);
  EXPECT_EQ(lane.last(passages::kOutcome, 1), "left");
  EXPECT_EQ(lane.last(passages::kActuation, 1), "failed");
  EXPECT_EQ(lane.last(passages::kHoldState), "open") << "the one that stands there now";
}

TEST(Passage, ACommandUnderWayIsNotWantedOnceAnotherVehicleHasCome) {
  HeldMisread lane;
  lane.barrier.never_answers = true;
  lane.start_word("admit");
  lane.loop.run_until_idle();
  ASSERT_EQ(lane.barrier.opens.size(), 1u);
  EXPECT_TRUE(lane.barrier.opens[0].still_wanted());
  lane.arrive("冀R99999");
  EXPECT_FALSE(lane.barrier.opens[0].still_wanted());
}

TEST(Passage, ACommandIsNotWantedWhileTheNextVehicleIsBeingWritten) {
  HeldMisread lane;
  lane.barrier.never_answers = true;
  lane.start_word("admit");
  lane.loop.run_until_idle();
  lane.log.commit_takes = 1s;
  lane.deliver(lane.message("冀R99999"));
  lane.loop.run_until_idle();
  EXPECT_FALSE(lane.barrier.opens.at(0).still_wanted());
}

TEST(Passage, ARefusalIsShownToTheVehicleThatWasRefusedOnly) {
  HeldMisread lane;
  lane.log.commit_takes = 20ms;
  lane.start_word("refuse");
  lane.deliver(lane.message("冀R99999"));
  lane.loop.advance(1s);
  EXPECT_TRUE(lane.barrier.shown.empty());
}

TEST(Passage, ATakeOverAfterAnotherVehicleHasComeOpensNothing) {
  TestLane lane;
  lane.register_truck("冀R12345", "6b");
  const auto message = lane.message("冀R12345");
  const auto first = lane.deliver(message);
  first->closed = true;
  lane.loop.run_until_idle();
  lane.arrive("冀R99999");
  EXPECT_FALSE(lane.deliver(message)->answer.open);
  lane.loop.run_until_idle();
  EXPECT_EQ(lane.last(passages::kActuation, 1), "failed");
}

TEST(Passage, ACorrectedReadBeforeTheGuardsWordIsTheOnlyOpening) {
  HeldMisread lane;
  lane.log.commit_takes = 20ms;
  const auto second = lane.deliver(lane.message("冀R82345"));
  lane.start_word("admit");
  lane.loop.advance(1s);
  EXPECT_TRUE(second->opened());
  EXPECT_EQ(lane.openings(second), 1u);
  ASSERT_TRUE(lane.said);
  EXPECT_FALSE(*lane.said);
}

TEST(Passage, ACorrectedReadAfterTheGuardsWordIsNotASecondOpening) {
  HeldMisread lane;
  lane.log.commit_takes = 20ms;
  lane.start_word("admit");
  lane.loop.advance(5ms);
  const auto second = lane.deliver(lane.message("冀R82345"));
  lane.loop.advance(1s);
  EXPECT_EQ(lane.openings(second), 1u);
  EXPECT_EQ(lane.passages_logged().size(), 1u);
  EXPECT_TRUE(lane.said && *lane.said);
}

TEST(Passage, ACorrectedReadWhileTheGuardsCommandIsOutOpensNothing) {
  HeldMisread lane;
  lane.barrier.never_answers = true;
  lane.start_word("admit");
  lane.loop.run_until_idle();
  EXPECT_EQ(lane.openings(lane.arrive("冀R82345")), 1u);
  EXPECT_EQ(lane.passages_logged().size(), 1u);
}

TEST(Passage, ThatAGuardRefusedIsNotOpenedByACorrectedRead) {
  HeldMisread lane;
  EXPECT_EQ(lane.resolve(lane.id, "refuse"), std::nullopt);
  EXPECT_FALSE(lane.arrive("冀R82345")->opened());
  EXPECT_TRUE(lane.barrier.opens.empty());
}

TEST(Passage, WhoseCommandFailedIsOpenedByNoReadButByTheGuard) {
  HeldMisread lane;
  lane.barrier.fails = Error{ErrorCode::timeout, "no answer; look at the barrier"};
  EXPECT_TRUE(lane.resolve(lane.id, "admit"));
  lane.barrier.fails.reset();
  EXPECT_FALSE(lane.arrive("冀R82345")->opened());
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  EXPECT_EQ(lane.resolve(lane.id, "admit"), std::nullopt);
}

struct LateDuplicateRow {
  const char* name;
  bool gate::Sighting::* flag;
};
class LateDuplicate : public ::testing::TestWithParam<LateDuplicateRow> {
 protected:
  LateDuplicate() { lane.register_truck("冀R12345", "6b"); }
  TestLane lane;
};
TEST_P(LateDuplicate, NeverTakesOverTheOpening) {
  auto message = lane.message("冀R12345");
  lane.deliver(message)->closed = true;
  lane.loop.run_until_idle();
  message.*GetParam().flag = true;
  const auto late = lane.deliver(message);
  lane.loop.run_until_idle();
  EXPECT_EQ(late->answers, 1);
  EXPECT_FALSE(late->answer.open);
}
TEST_P(LateDuplicate, ThatWaitsIsPassedOverForALiveOne) {
  lane.log.commit_takes = 100ms;
  auto message = lane.message("冀R12345");
  lane.deliver(message)->closed = true;
  auto flagged = message;
  flagged.*GetParam().flag = true;
  const auto late = lane.deliver(flagged);
  const auto live = lane.deliver(message);
  lane.loop.advance(1s);
  EXPECT_FALSE(late->answer.open);
  EXPECT_EQ(late->answers, 1);
  EXPECT_TRUE(live->opened());
}
INSTANTIATE_TEST_SUITE_P(Flags, LateDuplicate,
                         ::testing::Values(LateDuplicateRow{"retransmission",
                                                            &gate::Sighting::retransmission},
                                           LateDuplicateRow{"offline", &gate::Sighting::offline},
                                           LateDuplicateRow{"history", &gate::Sighting::history}),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Passage, TrucksOneCharacterApartAreTwoWhenTheBarrierOpenedBetween) {
  TestLane lane;
  lane.register_truck("冀R82345", "6b");
  EXPECT_TRUE(lane.arrive("冀R82345")->opened());
  lane.loop.advance(10s);
  EXPECT_TRUE(lane.arrive("冀RB2345")->opened());
  EXPECT_EQ(lane.passages_logged().size(), 2u);
}

TEST(Passage, TheSecondOfTwoTrucksDoesNotRewriteTheFirst) {
  TestLane lane;
  lane.register_truck("冀R82345", "6b");
  EXPECT_TRUE(lane.arrive("冀RB2345")->opened());
  lane.loop.advance(10s);
  EXPECT_TRUE(lane.arrive("冀R82345")->opened());
  ASSERT_EQ(lane.passages_logged().size(), 2u);
  EXPECT_EQ(lane.last(passages::kPlate, 1), "冀RB2345");
}

TEST(Passage, ALiftBetweenPartsTrucksOneCharacterApart) {
  HeldMisread lane;
  EXPECT_FALSE(lane.lift("in"));
  EXPECT_TRUE(lane.arrive("冀R82345")->opened());
  ASSERT_EQ(lane.passages_logged().size(), 2u);
  EXPECT_EQ(lane.last(passages::kPlate, 1), "冀RB2345");
}

TEST(Passage, AWaitingExitGoesOnWaitingWhenItsPlateIsCorrected) {
  TestLane lane;
  lane.set_lane("out", "out", "manual");
  lane.register_truck("冀R82345", "6b");
  lane.arrive("冀RB2345", "cam-out");
  const auto id = lane.last_id();
  ASSERT_EQ(lane.last(passages::kHoldState), "open");
  lane.loop.advance(2s);
  lane.arrive("冀R82345", "cam-out");
  EXPECT_EQ(lane.last(passages::kPlate), "冀R82345");
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  EXPECT_EQ(lane.resolve(id, "admit"), std::nullopt);
  EXPECT_EQ(lane.barrier.opens.size(), 1u);
}

TEST(Passage, CorrectedToAnAdmissionUnderTheKillSwitchGoesOnWaiting) {
  HeldMisread lane;
  lane.set_kill_switch(R"({"on":true})");
  lane.arrive("冀R82345");
  lane.set_kill_switch(R"({"on":false})");
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  EXPECT_EQ(lane.resolve(lane.id, "admit"), std::nullopt);
}

TEST(Passage, ALateCorrectionChangesNothing) {
  HeldMisread lane;
  auto late = lane.message("冀R82345");
  late.retransmission = true;
  late.device_time = lane.loop.wall() - 3s;
  lane.deliver(late);
  lane.loop.run_until_idle();
  EXPECT_EQ(lane.last(passages::kPlate), "冀RB2345");
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  EXPECT_EQ(lane.resolve(lane.id, "admit"), std::nullopt);
}

TEST(Passage, AHoldStandsWhenTheNextVehicleCannotBeWritten) {
  HeldMisread lane;
  lane.log.fails = Error{ErrorCode::unavailable, "queue"};
  lane.log.fails_for = Kind::passage;
  lane.arrive("冀R22222");
  lane.log.fails.reset();
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  EXPECT_EQ(lane.resolve(lane.id, "admit"), std::nullopt);
  EXPECT_EQ(lane.barrier.opens.size(), 1u);
}

TEST(Passage, OfAVehicleThatTurnedBackAndComesAgainIsANewOne) {
  TestLane lane;
  lane.register_truck("冀R12345", "6b");
  EXPECT_TRUE(lane.arrive("冀R12345")->opened());
  lane.loop.advance(4s);
  auto turn = lane.message("冀R12345");
  turn.turn_back = true;
  lane.deliver(turn);
  lane.loop.run_until_idle();
  ASSERT_EQ(lane.last(passages::kOutcome), "turned_back");
  lane.loop.advance(8s);
  EXPECT_TRUE(lane.arrive("冀R12345")->opened());
  EXPECT_EQ(lane.passages_logged().size(), 2u);
}

TEST(Passage, ThatTurnedBackHoldsNobodyWhenItsReplyFails) {
  TestLane lane;
  lane.register_truck("冀R12345", "6b");
  lane.deliver(lane.message("冀R12345"))->closed = true;
  lane.loop.run_until_idle();
  auto turn = lane.message("冀R12345");
  turn.turn_back = true;
  lane.deliver(turn);
  lane.loop.advance(30min);
  EXPECT_EQ(lane.last(passages::kOutcome), "turned_back");
  EXPECT_NE(lane.last(passages::kHoldState), "open");
}

TEST(Passage, AnAdmittedVehicleThatAManualEntryKeepsWaitsForTheGuardAndHasCrossed) {
  TestLane lane;
  lane.set_lane("in", "in", "manual");
  lane.register_truck("冀R12345", "6b");
  lane.arrive("冀R12345");
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  EXPECT_EQ(lane.resolve(lane.last_id(), "admit"), std::nullopt);
  EXPECT_EQ(lane.last(passages::kOutcome), "crossed");
}

}  // namespace
}  // namespace cleangate::service
