#include <gtest/gtest.h>

#include "service/gate_keeper_test_support.h"

// What a lane does with a judged message: merge, hold, open, wait for the next.

namespace cleangate::service {
namespace {

using namespace testing;
using ledger::Kind;

TEST(Lane, ATruckThatTheWarningBansIsRefused) {
  TestLane lane;
  lane.register_truck("冀R12345", "4");
  lane.start_warning();
  const auto camera = lane.arrive("冀R12345");
  EXPECT_EQ(camera->answers, 1);
  EXPECT_FALSE(camera->answer.open);
  EXPECT_EQ(camera->answer.display.colour, "red");
  EXPECT_EQ(camera->answer.display.lines,
            (std::vector<std::string>{"冀R12345", "不符合国五及以上标准", "禁止进入"}));
  EXPECT_EQ(lane.last(passages::kVerdict), "refuse");
  EXPECT_EQ(lane.last(passages::kActuation), "none");
  EXPECT_EQ(lane.last(passages::kHoldState), "");
}

TEST(Lane, ACleanTruckPassesDuringTheWarning) {
  TestLane lane;
  lane.register_truck("冀R12345", "6b");
  lane.start_warning("red");
  EXPECT_TRUE(lane.arrive("冀R12345")->opened());
}

TEST(Lane, ATruckOfUnknownStageIsHeldDuringTheWarning) {
  TestLane lane;
  lane.register_truck("冀R12345", "");
  lane.start_warning();
  const auto camera = lane.arrive("冀R12345");
  EXPECT_FALSE(camera->answer.open);
  EXPECT_EQ(camera->answer.display.colour, "amber");
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
}

TEST(Lane, ARefusedVehicleThatMadeRoomHasTurnedBack) {
  TestLane lane;
  lane.register_truck("冀R12345", "4");
  lane.start_warning();
  lane.arrive("冀R12345");
  lane.loop.advance(5s);
  lane.arrive("冀R99999");
  EXPECT_EQ(lane.last(passages::kOutcome, 1), "turned_back");
}

TEST(Lane, AHoldEndsAsLeftWhenTheNextVehicleComes) {
  TestLane lane;
  lane.register_truck("冀R12345", "");
  lane.start_warning();
  lane.arrive("冀R12345");
  const auto held = lane.last_id();
  lane.loop.advance(30s);
  lane.arrive("冀R99999");
  EXPECT_EQ(lane.last(passages::kOutcome, 1), "left");
  EXPECT_EQ(lane.last(passages::kHoldState, 1), "left");
  EXPECT_EQ(lane.resolve(held, "admit"), ErrorCode::conflict);
  EXPECT_TRUE(lane.barrier.opens.empty());
}

struct ExpiryRow {
  const char* name;
  Milliseconds after;
  const char* hold;
};
const ExpiryRow kExpiries[] = {{"just_before", 599'999ms, "open"},
                               {"at_ten_minutes", 600'000ms, "expired"},
                               {"just_after", 600'001ms, "expired"}};
class Expiry : public ::testing::TestWithParam<ExpiryRow> {};
TEST_P(Expiry, EndsAHoldAfterTenMinutes) {
  TestLane lane;
  lane.register_truck("冀R12345", "");
  lane.start_warning();
  lane.arrive("冀R12345");
  const auto held = lane.last_id();
  lane.loop.advance(GetParam().after);
  EXPECT_EQ(lane.last(passages::kHoldState), GetParam().hold);
  const bool open = std::string_view(GetParam().hold) == "open";
  EXPECT_EQ(lane.last(passages::kOutcome), open ? "pending" : "unknown");
  EXPECT_EQ(lane.resolve(held, "admit") == ErrorCode::conflict, !open);
}
INSTANTIATE_TEST_SUITE_P(Rows, Expiry, ::testing::ValuesIn(kExpiries),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Lane, AHoldLastsAsLongAsTheLaneSays) {
  TestLane lane;
  lane.set("lane", "in", R"({"direction":"in","mode":"automatic","hold_limit_s":60})");
  lane.register_truck("冀R12345", "");
  lane.start_warning();
  lane.arrive("冀R12345");
  lane.loop.advance(59'999ms);
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  lane.loop.advance(1ms);
  EXPECT_EQ(lane.last(passages::kHoldState), "expired");
}

struct LateRow {
  const char* name;
  bool gate::Sighting::* flag;
};
const LateRow kLates[] = {{"retransmission", &gate::Sighting::retransmission},
                          {"offline", &gate::Sighting::offline},
                          {"history", &gate::Sighting::history}};
class LateMessage : public ::testing::TestWithParam<LateRow> {};
TEST_P(LateMessage, IsRecordedAsHistoricAndOpensNothing) {
  for (const char* device : {"cam-in", "cam-out"}) {
    TestLane lane;
    auto message = lane.message("冀R12345", device);
    message.*GetParam().flag = true;
    message.device_time = lane.loop.wall() - 1h;
    const auto camera = lane.deliver(message);
    lane.loop.run_until_idle();
    EXPECT_EQ(camera->answers, 1);
    EXPECT_FALSE(camera->answer.open);
    const auto row = lane.passages_logged().back();
    EXPECT_EQ(ledger::integer(row[passages::kHistoric]), 1);
    EXPECT_EQ(ledger::integer(row[passages::kAt]), to_unix_ms(lane.loop.wall() - 1h));
    EXPECT_EQ(ledger::text(row[passages::kActuation]), "none");
    EXPECT_EQ(ledger::text(row[passages::kHoldState]), "");
  }
}
TEST_P(LateMessage, DoesNotDisplaceTheVehicleThatStandsAtTheLane) {
  TestLane lane;
  lane.register_truck("冀R12345", "");
  lane.start_warning();
  lane.arrive("冀R12345");
  const auto held = lane.last_id();
  auto late = lane.message("冀R99999");
  late.*GetParam().flag = true;
  late.device_time = lane.loop.wall() - 1h;
  lane.deliver(late);
  auto turned = lane.message("冀R88888");
  turned.*GetParam().flag = true;
  turned.turn_back = true;
  turned.device_time = lane.loop.wall() - 1h;
  lane.deliver(turned);
  lane.loop.run_until_idle();
  EXPECT_EQ(lane.passages_logged().size(), 3u);
  EXPECT_FALSE(lane.resolve(held, "admit"));
  EXPECT_EQ(lane.barrier.opens.size(), 1u);
}
INSTANTIATE_TEST_SUITE_P(Rows, LateMessage, ::testing::ValuesIn(kLates),
                         [](const auto& row) { return std::string(row.param.name); });

struct ModeRow {
  const char* name;
  const char* mode;
  const char* stage;  ///< of the truck during an orange warning
  bool opens;
  const char* hold;
};
const ModeRow kModes[] = {
    {"observe_refused", "observe", "4", true, ""},
    {"observe_held", "observe", "", true, ""},
    {"observe_admitted", "observe", "6b", true, ""},
    {"manual_refused", "manual", "4", false, ""},
    {"manual_held", "manual", "", false, "open"},
    {"manual_admitted", "manual", "6b", false, "open"},
    {"unreadable_mode_is_manual", "??", "6b", false, "open"},
};
class ModeOfLane : public ::testing::TestWithParam<ModeRow> {};
TEST_P(ModeOfLane, SaysWhatOpensAndTheVerdictIsRecordedAllTheSame) {
  TestLane lane;
  lane.set_lane("in", "in", GetParam().mode);
  lane.register_truck("冀R12345", GetParam().stage);
  lane.start_warning();
  EXPECT_EQ(lane.arrive("冀R12345")->opened(), GetParam().opens);
  const std::string_view stage = GetParam().stage;
  EXPECT_EQ(lane.last(passages::kVerdict), stage == "4"    ? "refuse"
                                           : stage.empty() ? "hold"
                                                           : "admit");
  EXPECT_EQ(lane.last(passages::kHoldState), GetParam().hold);
}
INSTANTIATE_TEST_SUITE_P(Rows, ModeOfLane, ::testing::ValuesIn(kModes),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Lane, ObserveModeKeepsTheDenyListOut) {
  TestLane lane;
  lane.set_lane("in", "in", "observe");
  add_list_item(lane.plant, "deny", Json::object({{"plate", "冀R12345"}, {"reason", "偷运"}}),
                kAdmin, [](auto result) { ASSERT_TRUE(result); });
  lane.loop.run_until_idle();
  EXPECT_FALSE(lane.arrive("冀R12345")->answer.open);
}

TEST(Lane, AnExitOpensAlsoWithoutAPlate) {
  TestLane lane;
  EXPECT_TRUE(lane.arrive("", "cam-out")->opened());
  EXPECT_EQ(lane.last(passages::kDirection), "out");
  EXPECT_EQ(lane.last(passages::kVerdict), "admit");
}

TEST(Lane, AnEntryWithoutAPlateAsksTheGuard) {
  TestLane lane;
  EXPECT_FALSE(lane.arrive("")->answer.open);
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
}

TEST(Lane, AnExitOpensForABannedTruckAndKeepsTheReasons) {
  TestLane lane;
  lane.register_truck("冀R12345", "4");
  lane.start_warning();
  EXPECT_TRUE(lane.arrive("冀R12345", "cam-out")->opened());
  EXPECT_EQ(lane.last(passages::kVerdict), "admit");
  EXPECT_NE(lane.last(passages::kReasons).find("warning.ban-heavy-le4"), std::string::npos);
}

TEST(Lane, OnlyExitsDrawOnTheReserve) {
  TestLane lane;
  lane.log.fails = Error{ErrorCode::full, "disk full"};
  lane.arrive("冀R12345");
  EXPECT_EQ(lane.log.last_reserve, Reserve::no);
  lane.arrive("冀R12345", "cam-out");
  EXPECT_EQ(lane.log.last_reserve, Reserve::yes);
}

TEST(Lane, TheDevicesDirectionBeatsTheLanesAndTheMessages) {
  TestLane lane;
  lane.set_lane("in", "both");
  auto reversing = lane.message("冀R12345");
  reversing.movement = "reverse";
  lane.deliver(reversing);
  lane.loop.run_until_idle();
  EXPECT_EQ(lane.last(passages::kDirection), "out");
  lane.set("device", "cam-in", R"({"lane":"in","direction":"in"})");
  auto again = lane.message("冀R99999");
  again.movement = "reverse";
  lane.deliver(again);
  lane.loop.run_until_idle();
  EXPECT_EQ(lane.last(passages::kDirection), "in");
}

TEST(Lane, ATurnBackOfAHeldVehicleEndsItsHold) {
  TestLane lane;
  lane.register_truck("冀R12345", "");
  lane.start_warning();
  lane.arrive("冀R12345");
  const auto held = lane.last_id();
  lane.loop.advance(5s);
  auto back = lane.message("冀R12345");
  back.turn_back = true;
  const auto camera = lane.deliver(back);
  lane.loop.run_until_idle();
  EXPECT_FALSE(camera->answer.open);
  EXPECT_EQ(lane.passages_logged().size(), 1u);
  EXPECT_EQ(lane.last(passages::kOutcome), "turned_back");
  EXPECT_NE(lane.last(passages::kHoldState), "open");
  EXPECT_EQ(lane.resolve(held, "admit"), ErrorCode::conflict);
}

TEST(Lane, ATurnBackAfterTheOpeningBeatsTheAssumedCrossing) {
  TestLane lane;
  lane.arrive("冀R12345");
  ASSERT_EQ(lane.last(passages::kOutcome), "crossed");
  lane.loop.advance(5s);
  auto back = lane.message("冀R12345");
  back.turn_back = true;
  lane.deliver(back);
  lane.loop.run_until_idle();
  EXPECT_EQ(lane.passages_logged().size(), 1u);
  EXPECT_EQ(lane.last(passages::kOutcome), "turned_back");
}

TEST(Lane, ATurnBackOpensNothing) {
  TestLane lane;
  auto back = lane.message("冀R12345");
  back.turn_back = true;
  const auto camera = lane.deliver(back);
  lane.loop.run_until_idle();
  EXPECT_FALSE(camera->answer.open);
  EXPECT_EQ(lane.last(passages::kOutcome), "turned_back");
}

struct MergeRow {
  const char* name;
  Milliseconds after;
  std::size_t passages;
};
const MergeRow kMerges[] = {
    {"just_within", 14'999ms, 1}, {"at_the_limit", 15'000ms, 1}, {"just_beyond", 15'001ms, 2}};
class MergedRead : public ::testing::TestWithParam<MergeRow> {};
TEST_P(MergedRead, IsOnePassageAndOneOpeningUpToFifteenSeconds) {
  TestLane lane;
  EXPECT_TRUE(lane.arrive("冀R12345")->opened());
  lane.loop.advance(GetParam().after);
  const auto second = lane.arrive("冀R12345");
  EXPECT_EQ(lane.passages_logged().size(), GetParam().passages);
  EXPECT_EQ(second->answer.open, GetParam().passages == 2);
}
INSTANTIATE_TEST_SUITE_P(Rows, MergedRead, ::testing::ValuesIn(kMerges),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Lane, ACorrectedReadOpensWhatWasHeldOnce) {
  TestLane lane;
  lane.set("plant", "", R"({"grade":"C","region":"131082","unknown_vehicle":"hold"})");
  lane.register_truck("冀R82345", "6b");
  EXPECT_FALSE(lane.arrive("冀RB2345")->answer.open);
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  lane.loop.advance(2s);
  EXPECT_TRUE(lane.arrive("冀R82345")->opened());
  lane.loop.advance(2s);
  EXPECT_FALSE(lane.arrive("冀R82345")->answer.open);
  lane.loop.advance(2s);
  EXPECT_FALSE(lane.arrive("冀RB2345")->answer.open);
  ASSERT_EQ(lane.passages_logged().size(), 1u);
  EXPECT_EQ(lane.last(passages::kPlate), "冀R82345");
  EXPECT_EQ(lane.last(passages::kVerdict), "admit");
  EXPECT_EQ(lane.last(passages::kActuation), "reply_written");
  EXPECT_EQ(lane.last(passages::kHoldState), "");
  EXPECT_EQ(ledger::integer(lane.passages_logged()[0][passages::kReads]), 4);
  lane.loop.advance(20min);
  EXPECT_EQ(lane.last(passages::kOutcome), "crossed");
}

TEST(Lane, ACorrectionToARefusalEndsTheHoldAndOpensNothing) {
  TestLane lane;
  lane.set("plant", "", R"({"grade":"C","region":"131082","unknown_vehicle":"hold"})");
  lane.register_truck("冀R82345", "4");
  lane.start_warning();
  lane.arrive("冀RB2345");
  const auto id = lane.last_id();
  ASSERT_EQ(lane.last(passages::kHoldState), "open");
  EXPECT_FALSE(lane.arrive("冀R82345")->answer.open);
  EXPECT_EQ(lane.last(passages::kVerdict), "refuse");
  EXPECT_EQ(lane.resolve(id, "admit"), ErrorCode::conflict);
  lane.loop.advance(20min);
  EXPECT_TRUE(lane.barrier.opens.empty());
}

TEST(Lane, AReadThatNobodyKnowsCorrectsNothing) {
  TestLane lane;
  lane.register_truck("冀R82345", "4");
  lane.start_warning();
  EXPECT_FALSE(lane.arrive("冀R82345")->answer.open);
  EXPECT_FALSE(lane.arrive("冀RB2345")->answer.open);
  ASSERT_EQ(lane.passages_logged().size(), 1u);
  EXPECT_EQ(lane.last(passages::kPlate), "冀R82345");
  EXPECT_EQ(lane.last(passages::kVerdict), "refuse");
}

TEST(Lane, ATrailerAttachesToItsTractor) {
  TestLane lane;
  EXPECT_TRUE(lane.arrive("冀R12345")->opened());
  lane.loop.advance(4s);
  EXPECT_FALSE(lane.arrive("冀R1234挂")->answer.open);
  ASSERT_EQ(lane.passages_logged().size(), 1u);
  EXPECT_EQ(lane.last(passages::kTrailer), "冀R1234挂");
  EXPECT_EQ(lane.last(passages::kPlate), "冀R12345");
}

TEST(Lane, ASuspectedFakePlateIsHeldForTheGuard) {
  TestLane lane;
  lane.register_truck("冀R12345", "6b");
  auto fake = lane.message("冀R12345");
  fake.fake_plate = true;
  const auto camera = lane.deliver(fake);
  lane.loop.run_until_idle();
  EXPECT_FALSE(camera->answer.open);
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  EXPECT_FALSE(lane.resolve(lane.last_id(), "admit"));
  EXPECT_EQ(lane.barrier.opens.size(), 1u);
}

}  // namespace
}  // namespace cleangate::service
