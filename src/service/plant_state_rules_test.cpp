// What the plant's memory tells the rules: the share that crossed, the plant's settings, and all of
// it again after a restart.

#include <gtest/gtest.h>

#include "domain/ledger/projections/rules_tables.h"
#include "service/configure_plant.h"
#include "service/say_stage.h"
#include "service/testing.h"

namespace cleangate::service {
namespace {

using namespace testing;

class PlantStateRules : public ::testing::Test {
 protected:
  PlantStateRules() { set_plant(Json::object({{"grade", "B"}})); }
  void set_plant(const Json& members) {
    put_plant(plant.plant, members, kAdmin,
              [](auto result) { ASSERT_TRUE(result) << result.error().message; });
    plant.loop.run_until_idle();
  }
  /// A vehicle that drove in and crossed; its passage's id.
  std::string crosses(const std::string& plate, const std::string& outcome = "crossed") {
    Draft passage = make_draft(plant.plant, ledger::Kind::passage, kAdmin);
    const auto id = to_text(passage.event_id);
    passage.payload.set(ledger::Field::lane, "in")
        .set(ledger::Field::direction, "in")
        .set(ledger::Field::plate, plate)
        .set(ledger::Field::colour, "yellow")
        .set(ledger::Field::vehicle_class, "H11")
        .set(ledger::Field::verdict, "admit");
    plant.commit(std::move(passage));
    Draft crossed = make_draft(plant.plant, ledger::Kind::outcome, kAdmin);
    crossed.payload.set(ledger::Field::passage, id).set(ledger::Field::outcome, outcome);
    plant.commit(std::move(crossed));
    return id;
  }
  void amend(const std::string& id, const std::string& plate) {
    Draft draft = make_draft(plant.plant, ledger::Kind::amendment, kAdmin);
    draft.payload.set(ledger::Field::passage, id)
        .set(ledger::Field::plate, plate)
        .set(ledger::Field::vehicle_class, "H11")
        .set(ledger::Field::reason, "misread");
    plant.commit(std::move(draft));
  }
  static rules::Decision judge(const PlantState& state, const std::string& plate, WallTime at) {
    return rules::decide(
        state.situation(plate, plate::Colour::yellow, "", rules::Direction::in, at));
  }
  rules::Decision judge(const std::string& plate) {
    return judge(plant.plant.state, plate, plant.plant.now());
  }
  [[nodiscard]] Share share() const { return plant.plant.state.share(plant.plant.now()); }
  /// As the tables stand, in the order in which a start reads them.
  [[nodiscard]] PlantState restarted(bool counts_first) const {
    namespace l = ledger;
    std::vector<std::string_view> tables{l::settings::kTable, l::vehicles::kTable,
                                         l::rule_packs::kTable, l::monthly_counts::kTable,
                                         l::stage_statements::kTable};
    if (counts_first) std::ranges::reverse(tables);
    PlantState state;
    for (const auto table : tables) {
      for (const auto& [key, row] : plant.log.rows.rows(table)) {
        state.apply({table, l::RowChange::Action::put, row});
      }
    }
    return state;
  }
  /// Somebody says a stage of a diesel truck that the registry does not have.
  void say(const std::string& plate, vehicle::Stage stage, vehicle::StageSource source,
           std::optional<WallTime> until = {}) {
    StageWord word{{plate, plate::Colour::yellow}, {}, vehicle::Registered{}, "", "H11", "in"};
    word.facts->fuel = "B";
    word.statement.source = source;
    word.statement.stage = {stage, stage};
    word.statement.at = plant.loop.wall();
    word.statement.until = until;
    plant.commit(accepted_word(plant.plant, word, kAdmin));
  }
  TestPlant plant;
};

TEST_F(PlantStateRules, TheShareIsOfWhatCrossedInwardsWithTodaysFacts) {
  plant.register_truck("冀R00004", "4");
  plant.register_truck("冀R00005", "5");
  EXPECT_EQ(share(), Share{});
  crosses("冀R00005");
  crosses("冀R00005");
  const auto four = crosses("冀R00004");
  crosses("冀R00004", "turned_back");
  EXPECT_EQ(share(), (Share{2, 3}));
  amend(four, "冀R00005");
  EXPECT_EQ(share(), (Share{3, 3}));
  plant.register_truck("冀R00005", "4");
  EXPECT_EQ(share(), (Share{0, 3})) << "as re-judged today";
}

TEST_F(PlantStateRules, TheShareCountsWhatPapersAndLookUpsSayAsTheGateDoes) {
  crosses("冀R00006");
  crosses("冀R00007");
  EXPECT_EQ(share(), (Share{0, 2})) << "nobody knows them";
  say("冀R00006", vehicle::Stage::s6b, vehicle::StageSource::official);
  EXPECT_EQ(share(), (Share{1, 2}));
  const auto until = plant.loop.wall() + 24h;
  say("冀R00007", vehicle::Stage::s5, vehicle::StageSource::guard, until);
  say("冀R00008", vehicle::Stage::s5, vehicle::StageSource::guard, until + 24h);
  crosses("冀R00008");
  EXPECT_EQ(share(), (Share{3, 3}));
  for (const bool counts_first : {false, true}) {
    EXPECT_EQ(restarted(counts_first).share(plant.plant.now()), (Share{3, 3})) << counts_first;
  }
  plant.loop.advance(24h);
  EXPECT_EQ(share(), (Share{2, 3})) << "the guard's word has ended";
  crosses("冀R00006");
  EXPECT_EQ(share(), (Share{3, 4}));
  plant.loop.advance(24h);
  crosses("冀R00006");
  EXPECT_EQ(share(), (Share{3, 5}));
}

TEST_F(PlantStateRules, TheShareClauseSpeaksAtItsBoundaryAsThePlantSaysItShould) {
  plant.register_truck("冀R00004", "4");
  // 80 of 99 before, 80 of 100 with it: not below 80 %.
  set_plant(Json::object(
      {{"share_guard", "refuse"},
       {"share_opening", Json::object({{"qualifying", 80}, {"total", 99}, {"note", "paper"}})}}));
  EXPECT_EQ(judge("冀R00004").verdict, rules::Verdict::admit);
  EXPECT_TRUE(judge("冀R00004").reasons.empty());
  crosses("冀R00004");
  EXPECT_EQ(share(), (Share{80, 100}));
  EXPECT_EQ(judge("冀R00004").verdict, rules::Verdict::refuse);
  set_plant(Json::object({{"share_guard", "hold"}}));
  EXPECT_EQ(judge("冀R00004").verdict, rules::Verdict::hold);
  set_plant(Json::object({{"share_guard", nullptr}}));
  EXPECT_EQ(judge("冀R00004").verdict, rules::Verdict::admit);
  ASSERT_EQ(judge("冀R00004").reasons.size(), 1u) << "a reminder by default";
  EXPECT_EQ(judge("冀R00004").reasons[0].clause, "b.road-share");
  EXPECT_EQ(judge("冀R00004").reasons[0].values["share_total"].text(), "100");
}

TEST_F(PlantStateRules, ARestartGivesTheSamePacksShareAndVerdict) {
  plant.register_truck("冀R00004", "4");
  plant.register_truck("冀R00005", "5");
  for (int i = 0; i < 4; ++i) crosses("冀R00005");
  crosses("冀R00004");
  set_plant(Json::object({{"share_guard", "refuse"}}));
  const auto want = judge("冀R00004");
  EXPECT_EQ(want.verdict, rules::Verdict::refuse);
  for (const bool counts_first : {false, true}) {
    const auto state = restarted(counts_first);
    EXPECT_EQ(state.share(plant.plant.now()), (Share{4, 5}));
    const auto got = judge(state, "冀R00004", plant.plant.now());
    EXPECT_EQ(rules::to_log_json(got), rules::to_log_json(want));
  }
  set_plant(Json::object({{"industry", "cement-clinker"}}));
  EXPECT_EQ(restarted(false).rules().at(plant.plant.now()).rules->packs()[0]->id,
            "cn-2020-340-cement-clinker");
}

TEST_F(PlantStateRules, WhatIsUsualInADayIsUnknownUntilThePlantSaysIt) {
  const auto trips = [&] {
    return plant.plant.state
        .situation("冀R00004", plate::Colour::yellow, "", rules::Direction::in, plant.plant.now())
        .other.text(rules::Fact::daily_trips);
  };
  EXPECT_EQ(trips(), "unknown");
  set_plant(Json::object({{"daily_trips", 10}}));
  EXPECT_EQ(trips(), "10");
  for (const Json& bad : {Json(-1), Json(1'000'001), Json("ten")}) {
    put_plant(plant.plant, Json::object({{"daily_trips", bad}}), kAdmin,
              [](auto result) { EXPECT_FALSE(result); });
  }
  set_plant(Json::object({{"daily_trips", 1'000'000}}));
}

}  // namespace
}  // namespace cleangate::service
