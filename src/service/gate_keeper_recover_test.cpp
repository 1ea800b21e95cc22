#include <gtest/gtest.h>

#include "service/gate_keeper_test_support.h"

// Holds that a restart finds run on to the end that their entry names.

namespace cleangate::service {
namespace {

using namespace testing;
using ledger::Field;
using ledger::Kind;

/// A log in which a process that is gone has left a held passage of lane "in".
struct LeftBehind : TestPlant {
  explicit LeftBehind(Milliseconds left, const char* actuation = nullptr) {
    Draft draft = make_draft(plant, Kind::passage, kGuard);
    id = to_text(draft.event_id);
    draft.device = "cam-in";
    draft.payload.set(Field::lane, "in")
        .set(Field::direction, "in")
        .set(Field::vendor_key, "k")
        .set(Field::colour, "yellow")
        .set(Field::plate, "冀R12345")
        .set(Field::verdict, actuation == nullptr ? "hold" : "admit")
        .set(Field::intent, actuation == nullptr ? "none" : "open");
    if (actuation == nullptr) draft.payload.set(Field::open_until, to_rfc3339(loop.wall() + left));
    commit(std::move(draft));
    if (actuation == nullptr) return;
    Draft later = make_draft(plant, Kind::actuation, kGuard);
    later.payload.set(Field::passage, id)
        .set(Field::lane, "in")
        .set(Field::stage_of, actuation)
        .set(Field::open_until, to_rfc3339(loop.wall() + left));
    commit(std::move(later));
  }
  Draft next_passage() {
    Draft draft = make_draft(plant, Kind::passage, kGuard);
    draft.payload.set(Field::lane, "in")
        .set(Field::direction, "in")
        .set(Field::vendor_key, "k2")
        .set(Field::colour, "yellow")
        .set(Field::plate, "冀R22222")
        .set(Field::verdict, "refuse");
    return draft;
  }
  void restart() {
    keeper.recover([](auto result) { ASSERT_TRUE(result) << result.error().message; });
    loop.run_until_idle();
  }
  std::string hold() {
    return std::string(ledger::text(passages_logged().back()[passages::kHoldState]));
  }
  bool admits() {
    std::optional<bool> done;
    keeper.resolve(id, Json::object({{"verdict", "admit"}, {"reason", "r"}}), kGuard,
                   [&](auto result) { done = result.has_value(); });
    loop.run_until_idle();
    return done == true;
  }
  std::string id;
  GateKeeper keeper{plant};
};

struct LeftRow {
  const char* name;
  Milliseconds recorded, ends_after;
};
const LeftRow kLeft[] = {{"long_over", -3600s, 0ms},
                         {"just_over", -1ms, 0ms},
                         {"now", 0ms, 0ms},
                         {"a_moment_left", 1ms, 1ms},
                         {"three_minutes_left", 180s, 180s},
                         {"the_whole_limit", 600s, 600s},
                         {"a_clock_that_was_set_back", 86'400s, 600s}};
class RecordedEnd : public ::testing::TestWithParam<LeftRow> {};
TEST_P(RecordedEnd, EndsTheHoldWhereItsEntrySays) {
  LeftBehind plant(GetParam().recorded);
  plant.restart();
  if (GetParam().ends_after > 0ms) {
    plant.loop.advance(GetParam().ends_after - 1ms);
    EXPECT_EQ(plant.hold(), "open");
    plant.loop.advance(1ms);
  }
  EXPECT_EQ(plant.hold(), "expired");
  EXPECT_FALSE(plant.admits());
}
TEST_P(RecordedEnd, EndsTheHoldThatAFailedOpeningLeft) {
  LeftBehind plant(GetParam().recorded, "failed");
  plant.restart();
  if (GetParam().ends_after > 0ms) {
    plant.loop.advance(GetParam().ends_after - 1ms);
    EXPECT_EQ(plant.hold(), "open");
    plant.loop.advance(1ms);
  }
  EXPECT_EQ(plant.hold(), "expired");
}
INSTANTIATE_TEST_SUITE_P(Rows, RecordedEnd, ::testing::ValuesIn(kLeft),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Recover, AHoldThatRunsOnIsResolvedOnce) {
  LeftBehind plant(60s);
  plant.restart();
  plant.loop.advance(59s);
  EXPECT_TRUE(plant.admits());
  EXPECT_EQ(plant.barrier.opens.size(), 1u);
  plant.loop.advance(20min);
  EXPECT_EQ(plant.hold(), "admitted");
}

TEST(Recover, AnAdmittedHoldWhoseOpeningNobodySawIsNotConfirmedAndNotRepeated) {
  for (const char* actuation : {"", "failed"}) {
    LeftBehind plant(60s, *actuation ? actuation : nullptr);
    Draft word = make_draft(plant.plant, Kind::resolution, kGuard);
    word.payload.set(Field::passage, plant.id)
        .set(Field::lane, "in")
        .set(Field::verdict, "admit")
        .set(Field::reason, "r");
    plant.commit(std::move(word));
    plant.restart();
    EXPECT_EQ(ledger::text(plant.passages_logged()[0][passages::kActuation]), "not_confirmed");
    EXPECT_TRUE(plant.barrier.opens.empty());
    plant.restart();
    EXPECT_EQ(plant.logged(Kind::actuation), *actuation ? 2 : 1) << "said once";
  }
}

/// A lane whose process ends and starts again.
struct Restarted : TestLane {
  Restarted() { set("plant", "", R"({"grade":"C","region":"131082","unknown_vehicle":"hold"})"); }
  void restart() {
    restarted.emplace(plant);
    restarted->recover([](auto result) { ASSERT_TRUE(result) << result.error().message; });
    loop.run_until_idle();
  }
  /// Whether it opened.
  bool arrives_after(gate::Sighting sighting) {
    bool open = false;
    restarted->sighting(std::move(sighting), {}, {true, [] { return false; }},
                        [&](SightingAnswer answer) {
                          open = answer.open;
                          answer.after_reply(true);
                        });
    loop.run_until_idle();
    return open;
  }
  bool admits_after(const std::string& id) {
    bool done = false;
    restarted->resolve(id, Json::object({{"verdict", "admit"}, {"reason", "r"}}), kGuard,
                       [&](auto result) { done = result.has_value(); });
    loop.run_until_idle();
    return done;
  }
  void offline_record() {
    auto old = message("冀R77777");
    old.offline = true;
    old.device_time = loop.wall() - 3h;
    deliver(old);
    loop.run_until_idle();
  }
  std::optional<GateKeeper> restarted;
};

TEST(Recover, ADuplicateAfterTheRestartDoesNotEndTheHold) {
  Restarted lane;
  auto message = lane.message("冀R11111");
  lane.deliver(message);
  lane.loop.run_until_idle();
  lane.loop.advance(20s);
  lane.restart();
  message.received = lane.loop.wall();
  message.received_monotonic = lane.loop.monotonic();
  EXPECT_FALSE(lane.arrives_after(message));
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  EXPECT_TRUE(lane.admits_after(lane.last_id()));
}

TEST(Recover, AHoldBeforeALaterOfflineRecordRunsOn) {
  Restarted lane;
  lane.arrive("冀R11111");
  const auto id = lane.last_id();
  lane.offline_record();
  lane.restart();
  EXPECT_TRUE(lane.admits_after(id));
}

TEST(Recover, AHoldBeforeALaterOfflineRecordExpires) {
  Restarted lane;
  lane.arrive("冀R11111");
  lane.offline_record();
  lane.restart();
  lane.loop.advance(60min);
  EXPECT_EQ(lane.last(passages::kHoldState, 1), "expired");
}

TEST(Recover, TwoPlatesThatThePlantKnowsStayTwoVehicles) {
  Restarted lane;
  lane.register_truck("冀RB2345", "");
  lane.register_truck("冀R82345", "6b");
  lane.start_warning();
  lane.arrive("冀RB2345");
  ASSERT_EQ(lane.last(passages::kHoldState), "open");
  lane.loop.advance(5s);
  lane.restart();
  EXPECT_TRUE(lane.arrives_after(lane.message("冀R82345")));
  EXPECT_EQ(lane.passages_logged().size(), 2u);
}

struct TurnRow {
  const char* name;
  Milliseconds before;  ///< the restart: a step of the wall clock
  Milliseconds after;   ///< the restart
};
const TurnRow kTurns[] = {{"back_before", -1h, 0ms},          {"back_after", 0ms, -1h},
                          {"back_before_and_on", -1h, 1h},    {"on_after", 0ms, 1h},
                          {"back_twice", -1h, -1h},           {"a_day_back", -24h, 0ms},
                          {"back_and_two_hours_on", -1h, 2h}, {"straight", 0ms, 0ms}};
class TurnedClock : public ::testing::TestWithParam<TurnRow> {};

TEST_P(TurnedClock, DoesNotSwallowTheNextArrivalOfTheSameVehicle) {
  Restarted lane;
  lane.register_truck("冀R12345", "6b");
  ASSERT_TRUE(lane.arrive("冀R12345")->opened());
  lane.loop.advance(1s);
  lane.loop.step_wall(GetParam().before);
  lane.restart();
  lane.loop.step_wall(GetParam().after);
  lane.loop.advance(3min);
  EXPECT_TRUE(lane.arrives_after(lane.message("冀R12345")));
  EXPECT_EQ(lane.passages_logged().size(), 2u);
  // And it is one vehicle still while the clock is turned under it.
  for (const Milliseconds step : {Milliseconds(-2h), Milliseconds(3h)}) {
    lane.loop.step_wall(step);
    lane.loop.advance(2s);
    EXPECT_FALSE(lane.arrives_after(lane.message("冀R12345")));
  }
  EXPECT_EQ(lane.passages_logged().size(), 2u);
}

TEST_P(TurnedClock, DoesNotOpenTwiceForAVehicleThatStandsThere) {
  Restarted lane;
  lane.register_truck("冀R12345", "6b");
  ASSERT_TRUE(lane.arrive("冀R12345")->opened());
  lane.loop.advance(1s);
  lane.loop.step_wall(GetParam().before);
  lane.restart();
  lane.loop.step_wall(GetParam().after);
  lane.loop.advance(2s);
  EXPECT_FALSE(lane.arrives_after(lane.message("冀R12345")));
  EXPECT_EQ(lane.passages_logged().size(), 1u);
  EXPECT_EQ(ledger::integer(lane.passages_logged()[0][passages::kReads]), 2) << "none is lost";
}
INSTANTIATE_TEST_SUITE_P(Rows, TurnedClock, ::testing::ValuesIn(kTurns),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Recover, APassageAheadOfTheClockSwallowsForOneMergeWindowFromTheRestart) {
  for (const auto& [after, is_same] :
       {std::pair{kMergeWindow - 1ms, true}, std::pair{Milliseconds(kMergeWindow), true},
        std::pair{kMergeWindow + 1ms, false}}) {
    Restarted lane;
    lane.register_truck("冀R12345", "6b");
    lane.arrive("冀R12345");
    lane.loop.step_wall(-1h);
    lane.loop.advance(10min);
    lane.restart();
    lane.loop.advance(after);
    EXPECT_EQ(lane.arrives_after(lane.message("冀R12345")), !is_same) << after.count();
    EXPECT_EQ(lane.passages_logged().size(), is_same ? 1u : 2u) << after.count();
  }
}

TEST(Recover, AHoldWhoseNextVehicleWasWrittenButNotItsEndHasLeft) {
  LeftBehind plant(60s);
  plant.commit(plant.next_passage());
  plant.restart();
  const auto rows = plant.passages_logged();
  EXPECT_EQ(ledger::text(rows[0][passages::kOutcome]), "left");
  EXPECT_EQ(ledger::text(rows[0][passages::kHoldState]), "left");
}

TEST(Recover, WhatAGuardAdmittedBeforeTheRestartIsNotOpenedByARead) {
  Restarted lane;
  lane.register_truck("冀R82345", "6b");
  lane.arrive("冀RB2345");
  lane.barrier.fails = Error{ErrorCode::timeout, "look at the barrier"};
  lane.resolve(lane.last_id(), "admit");
  lane.restart();
  EXPECT_FALSE(lane.arrives_after(lane.message("冀R82345")));
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
}

TEST(Recover, AfterAFailedOpeningACorrectedReadMayStillOpen) {
  LeftBehind plant(60s, "failed");
  plant.register_truck("冀R82345", "6b");
  plant.restart();
  EXPECT_TRUE(plant.admits());
  EXPECT_EQ(plant.barrier.opens.size(), 1u);
}

}  // namespace
}  // namespace cleangate::service
