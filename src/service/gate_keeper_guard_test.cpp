#include <gtest/gtest.h>

#include "service/gate_keeper_test_support.h"

// The guard's word, lifts, the kill switch, and what a restart finds.

namespace cleangate::service {
namespace {

using namespace testing;
using ledger::Kind;

/// A truck that waits for the guard.
struct HeldTruck : TestLane {
  HeldTruck() {
    register_truck("冀R12345", "");
    start_warning();
    arrive("冀R12345");
    id = last_id();
    EXPECT_EQ(last(passages::kHoldState), "open");
  }
  std::string id;
};

TEST(Guard, AnAdmittedHoldIsOpenedByTheBarriersCommand) {
  HeldTruck lane;
  EXPECT_FALSE(lane.resolve(lane.id, "admit"));
  ASSERT_EQ(lane.barrier.opens.size(), 1u);
  EXPECT_EQ(lane.barrier.opens[0].device, "cam-in");
  EXPECT_EQ(lane.barrier.opens[0].plate, "冀R12345");
  EXPECT_EQ(lane.last(passages::kHoldState), "admitted");
  EXPECT_EQ(lane.last(passages::kActuation), "commanded");
  EXPECT_EQ(lane.last(passages::kOutcome), "crossed");
  EXPECT_EQ(lane.last(passages::kResolvedBy), "guard-1");
  EXPECT_EQ(lane.last(passages::kResolvedReason), "核对行驶证");
}

TEST(Guard, ASecondWordIsAConflictAndOpensNothing) {
  HeldTruck lane;
  EXPECT_FALSE(lane.resolve(lane.id, "admit"));
  EXPECT_EQ(lane.resolve(lane.id, "admit"), ErrorCode::conflict);
  EXPECT_EQ(lane.resolve(lane.id, "refuse"), ErrorCode::conflict);
  EXPECT_EQ(lane.barrier.opens.size(), 1u);
  EXPECT_EQ(lane.logged(Kind::resolution), 1);
}

TEST(Guard, TwoWordsAtOnceAreOneOpening) {
  HeldTruck lane;
  lane.log.commit_takes = 100ms;
  std::vector<bool> done;
  for (int i = 0; i < 2; ++i) {
    lane.keeper.resolve(lane.id, Json::object({{"verdict", "admit"}, {"reason", "r"}}), kGuard,
                        [&](auto result) { done.push_back(result.has_value()); });
  }
  lane.loop.advance(5s);
  EXPECT_EQ(done, (std::vector<bool>{false, true}));
  EXPECT_EQ(lane.barrier.opens.size(), 1u);
}

TEST(Guard, ARefusedHoldOpensNothingAndTheDriverIsTold) {
  HeldTruck lane;
  EXPECT_FALSE(lane.resolve(lane.id, "refuse"));
  EXPECT_TRUE(lane.barrier.opens.empty());
  ASSERT_EQ(lane.barrier.shown.size(), 1u);
  EXPECT_EQ(lane.barrier.shown[0].colour, "red");
  EXPECT_EQ(lane.last(passages::kHoldState), "refused");
  EXPECT_EQ(lane.resolve(lane.id, "admit"), ErrorCode::conflict);
}

TEST(Guard, AnOpeningThatCouldNotBeWrittenIsToldAsAnOpening) {
  HeldTruck lane;
  lane.log.fails = Error{ErrorCode::full, "disk full"};
  lane.log.fails_for = Kind::actuation;
  Json said;
  lane.keeper.open_lane("in", Json::object({{"reason", "r"}}), kGuard, [&](Result<Json> result) {
    ASSERT_TRUE(result) << "it did open";
    said = *result;
  });
  lane.loop.run_until_idle();
  EXPECT_EQ(said["opened"].boolean(), true);
  EXPECT_EQ(said["logged"].boolean(), false);
}

TEST(Guard, ARefusalIsShownByTheCameraThatSawTheVehicle) {
  HeldTruck lane;
  lane.set("device", "a-second-camera", R"({"kind":"vzenith","lane":"in"})");
  EXPECT_FALSE(lane.resolve(lane.id, "refuse"));
  EXPECT_EQ(lane.barrier.shown_by, std::vector<std::string>{"cam-in"});
}

TEST(Guard, AResolvedHoldDoesNotExpire) {
  HeldTruck lane;
  EXPECT_FALSE(lane.resolve(lane.id, "admit"));
  lane.loop.advance(20min);
  EXPECT_EQ(lane.last(passages::kHoldState), "admitted");
  EXPECT_EQ(lane.last(passages::kOutcome), "crossed");
}

struct BodyRow {
  const char* name;
  const char* json;
};
const BodyRow kBodies[] = {
    {"no_verdict", R"({"reason":"r"})"},           {"hold", R"({"verdict":"hold","reason":"r"})"},
    {"no_reason", R"({"verdict":"admit"})"},       {"empty", R"({"verdict":"admit","reason":""})"},
    {"word", R"({"verdict":"yes","reason":"r"})"}, {"no_object", "[]"},
};
class BadWord : public ::testing::TestWithParam<BodyRow> {};
TEST_P(BadWord, IsInvalidAndTheHoldStands) {
  HeldTruck lane;
  std::optional<ErrorCode> code;
  lane.keeper.resolve(lane.id, parse_json(GetParam().json).value(), kGuard, [&](auto result) {
    if (!result) code = result.error().code;
  });
  lane.loop.run_until_idle();
  EXPECT_EQ(code, ErrorCode::invalid);
  EXPECT_FALSE(lane.resolve(lane.id, "admit"));
}
INSTANTIATE_TEST_SUITE_P(Rows, BadWord, ::testing::ValuesIn(kBodies),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Guard, AReasonHasAtMostSixHundredBytes) {
  for (const std::size_t bytes : {599u, 600u, 601u}) {
    HeldTruck lane;
    const auto said = lane.resolve(lane.id, "refuse", std::string(bytes, 'r'));
    EXPECT_EQ(said == ErrorCode::invalid, bytes > 600) << bytes;
  }
}

TEST(Guard, APassageThatNeverHeldCannotBeResolved) {
  TestLane lane;
  lane.arrive("冀R12345");
  EXPECT_EQ(lane.resolve(lane.last_id(), "admit"), ErrorCode::conflict);
  EXPECT_TRUE(lane.barrier.opens.empty());
}

TEST(Guard, AWordThatCannotBeLoggedOpensNothingAndTheHoldStands) {
  HeldTruck lane;
  lane.log.fails = Error{ErrorCode::unavailable, "locked"};
  EXPECT_EQ(lane.resolve(lane.id, "admit"), ErrorCode::unavailable);
  EXPECT_TRUE(lane.barrier.opens.empty());
  lane.log.fails.reset();
  EXPECT_FALSE(lane.resolve(lane.id, "admit"));
  EXPECT_EQ(lane.barrier.opens.size(), 1u);
}

TEST(Guard, AWordThatCannotBeLoggedDoesNotHoldTheNextVehicle) {
  HeldTruck lane;
  lane.register_truck("冀R99999", "6b");
  lane.log.commit_takes = 500ms;
  lane.log.fails = Error{ErrorCode::unavailable, "locked"};
  lane.log.fails_for = Kind::resolution;
  std::optional<ErrorCode> code;
  lane.keeper.resolve(lane.id, Json::object({{"verdict", "admit"}, {"reason", "r"}}), kGuard,
                      [&](auto result) { code = result.error().code; });
  lane.deliver(lane.message("冀R99999"));
  lane.loop.advance(10s);
  EXPECT_EQ(code, ErrorCode::unavailable);
  lane.log.fails.reset();
  lane.loop.advance(20min);
  EXPECT_EQ(lane.last(passages::kOutcome), "crossed");
  EXPECT_EQ(lane.last(passages::kHoldState), "");
}

TEST(Guard, ABarrierThatDoesNotAnswerIsToldToTheGuardAndNotTriedAgain) {
  HeldTruck lane;
  lane.barrier.fails = Error{ErrorCode::timeout, "no answer"};
  EXPECT_EQ(lane.resolve(lane.id, "admit"), ErrorCode::timeout);
  lane.loop.advance(60s);
  EXPECT_EQ(lane.barrier.opens.size(), 1u);
  EXPECT_EQ(lane.last(passages::kActuation), "failed");
}

TEST(Guard, ACameraThatRefusesOurPasswordIsNoFaultOfTheGuardsRights) {
  HeldTruck lane;
  lane.barrier.fails = Error{ErrorCode::denied, "the camera refuses our user name or password"};
  EXPECT_EQ(lane.resolve(lane.id, "admit"), ErrorCode::unavailable);
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  lane.barrier.fails.reset();
  EXPECT_FALSE(lane.resolve(lane.id, "admit")) << "the hold can be resolved again";
  EXPECT_EQ(lane.last(passages::kActuation), "commanded");
}

TEST(Guard, AFailureIsToldOnceItIsOnRecordAndTheHoldIsOpenAgain) {
  HeldTruck lane;
  lane.barrier.fails = Error{ErrorCode::timeout, "no answer"};
  lane.log.commit_takes = 100ms;
  std::string hold, actuation;
  lane.keeper.resolve(lane.id, Json::object({{"verdict", "admit"}, {"reason", "r"}}), kGuard,
                      [&](auto result) {
                        EXPECT_FALSE(result);
                        hold = lane.last(passages::kHoldState);
                        actuation = lane.last(passages::kActuation);
                      });
  lane.loop.advance(5s);
  EXPECT_EQ(hold, "open");
  EXPECT_EQ(actuation, "failed");
}

TEST(Guard, AWordThatCannotBeLoggedDoesNotMakeTheHoldLonger) {
  HeldTruck lane;
  lane.loop.advance(9min);
  lane.log.fails = Error{ErrorCode::unavailable, "locked"};
  EXPECT_EQ(lane.resolve(lane.id, "admit"), ErrorCode::unavailable);
  lane.log.fails.reset();
  lane.loop.advance(59s);
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  lane.loop.advance(1s);
  EXPECT_EQ(lane.last(passages::kHoldState), "expired");
}

TEST(Guard, ALiftOpensWithoutAPassageAndIsExplained) {
  TestLane lane;
  EXPECT_FALSE(lane.lift("in"));
  ASSERT_EQ(lane.barrier.opens.size(), 1u);
  EXPECT_EQ(lane.barrier.opens[0].device, "cam-in");
  EXPECT_EQ(lane.logged(Kind::lift), 1);
  EXPECT_TRUE(lane.passages_logged().empty());
}

TEST(Guard, ALiftNeedsALaneAndAReason) {
  TestLane lane;
  EXPECT_EQ(lane.lift("nowhere"), ErrorCode::not_found);
  EXPECT_EQ(lane.lift("in", ""), ErrorCode::invalid);
  EXPECT_TRUE(lane.barrier.opens.empty());
}

TEST(Guard, ALiftThatCannotBeLoggedOpensNothing) {
  TestLane lane;
  lane.log.fails = Error{ErrorCode::full, "disk full"};
  EXPECT_EQ(lane.lift("in"), ErrorCode::full);
  EXPECT_TRUE(lane.barrier.opens.empty());
  EXPECT_EQ(lane.log.last_reserve, Reserve::yes);
}

TEST(Guard, ManualModeStillObeysTheGuard) {
  TestLane lane;
  lane.set_lane("in", "in", "manual");
  lane.register_truck("冀R12345", "");
  lane.start_warning();
  lane.arrive("冀R12345");
  EXPECT_FALSE(lane.resolve(lane.last_id(), "admit"));
  EXPECT_FALSE(lane.lift("in"));
  EXPECT_EQ(lane.barrier.opens.size(), 2u);
}

TEST(Guard, AnExitThatManualModeKeptWaitsForTheGuard) {
  TestLane lane;
  lane.set_lane("out", "out", "manual");
  EXPECT_FALSE(lane.arrive("冀R12345", "cam-out")->answer.open);
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  EXPECT_FALSE(lane.resolve(lane.last_id(), "admit"));
  ASSERT_EQ(lane.barrier.opens.size(), 1u);
  EXPECT_EQ(lane.barrier.opens[0].device, "cam-out");
}

struct SwitchRow {
  const char* name;
  const char* json;
};
const SwitchRow kSwitches[] = {{"on", R"({"on":true})"},
                               {"no_member", "{}"},
                               {"no_boolean", R"({"on":"false"})"},
                               {"null", R"({"on":null})"}};
class KillSwitch : public ::testing::TestWithParam<SwitchRow> {};
TEST_P(KillSwitch, StopsEntriesAndExitsInEveryMode) {
  for (const char* mode : {"automatic", "observe", "manual"}) {
    TestLane lane;
    lane.set_lane("in", "in", mode);
    lane.set_lane("out", "out", mode);
    lane.set_kill_switch(GetParam().json);
    EXPECT_FALSE(lane.arrive("冀R12345")->answer.open);
    EXPECT_FALSE(lane.arrive("冀R12345", "cam-out")->answer.open);
    lane.deliver(lane.message("冀R99999"), false);
    lane.loop.run_until_idle();
    EXPECT_TRUE(lane.barrier.opens.empty());
    EXPECT_EQ(lane.passages_logged().size(), 3u);
  }
}
TEST_P(KillSwitch, StopsTheGuardsWordAndLifts) {
  HeldTruck lane;
  lane.set_kill_switch(GetParam().json);
  EXPECT_EQ(lane.resolve(lane.id, "admit"), ErrorCode::conflict);
  EXPECT_EQ(lane.lift("in"), ErrorCode::conflict);
  EXPECT_TRUE(lane.barrier.opens.empty());
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  lane.set_kill_switch(R"({"on":false})");
  EXPECT_FALSE(lane.resolve(lane.id, "admit"));
}
TEST_P(KillSwitch, TurnedWhileAnEntryIsWrittenStopsItsOpening) {
  TestLane lane;
  lane.log.commit_takes = 500ms;
  const auto camera = lane.deliver(lane.message("冀R12345"));
  lane.loop.advance(100ms);
  lane.plant.state.apply({ledger::settings::kTable,
                          ledger::RowChange::Action::put,
                          {"kill_switch", "", GetParam().json, "", "", std::int64_t{0}}});
  lane.loop.advance(5s);
  EXPECT_EQ(camera->answers, 1);
  EXPECT_FALSE(camera->answer.open);
}
TEST_P(KillSwitch, TurnedWhileTheGuardsWordIsWrittenStopsItsOpening) {
  HeldTruck lane;
  lane.log.commit_takes = 500ms;
  int refused = 0;
  const auto count = [&](auto result) { refused += result ? 0 : 1; };
  lane.keeper.resolve(lane.id, Json::object({{"verdict", "admit"}, {"reason", "r"}}), kGuard,
                      count);
  lane.keeper.open_lane("in", Json::object({{"reason", "r"}}), kGuard, count);
  lane.loop.advance(100ms);
  lane.plant.state.apply({ledger::settings::kTable,
                          ledger::RowChange::Action::put,
                          {"kill_switch", "", GetParam().json, "", "", std::int64_t{0}}});
  lane.loop.advance(10s);
  EXPECT_EQ(refused, 2);
  EXPECT_TRUE(lane.barrier.opens.empty());
}
INSTANTIATE_TEST_SUITE_P(Rows, KillSwitch, ::testing::ValuesIn(kSwitches),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Recover, AnOpeningWhoseReplyNobodySawIsNotConfirmedAndNotRepeated) {
  TestLane lane;
  lane.deliver(lane.message("冀R12345"));
  lane.log.fails = Error{ErrorCode::unavailable, "crash"};  // after the passage's own commit
  lane.log.fails_for = Kind::actuation;
  lane.loop.run_until_idle();
  ASSERT_EQ(lane.last(passages::kActuation), "intended");
  lane.log.fails.reset();
  GateKeeper restarted(lane.plant);
  bool answered = false;
  restarted.recover([&](auto result) {
    answered = true;
    EXPECT_TRUE(result);
    EXPECT_EQ(lane.last(passages::kActuation), "not_confirmed") << "answered before it was logged";
  });
  lane.loop.run_until_idle();
  EXPECT_TRUE(answered);
  EXPECT_EQ(lane.last(passages::kActuation), "not_confirmed");
  EXPECT_TRUE(lane.barrier.opens.empty());
}

TEST(Recover, ALogThatCannotBeWrittenDoesNotKeepThePlantFromStarting) {
  TestLane lane;
  lane.deliver(lane.message("冀R12345"));
  lane.log.fails = Error{ErrorCode::unavailable, "disk"};
  lane.log.fails_for = Kind::actuation;
  lane.loop.run_until_idle();
  GateKeeper restarted(lane.plant);
  bool answered = false;
  restarted.recover([&](auto result) { answered = result.has_value(); });
  lane.loop.run_until_idle();
  EXPECT_TRUE(answered);
  EXPECT_EQ(lane.last(passages::kActuation), "intended") << "the next start notes it";
}

TEST(Recover, AHoldRunsOnAndCanBeResolvedAndExpires) {
  HeldTruck lane;
  GateKeeper restarted(lane.plant);
  restarted.recover([](auto result) { EXPECT_TRUE(result); });
  lane.loop.run_until_idle();
  std::optional<bool> done;
  restarted.resolve(lane.id, Json::object({{"verdict", "admit"}, {"reason", "r"}}), kGuard,
                    [&](auto result) { done = result.has_value(); });
  lane.loop.run_until_idle();
  EXPECT_EQ(done, true);
  EXPECT_EQ(lane.barrier.opens.size(), 1u);
}

}  // namespace
}  // namespace cleangate::service
