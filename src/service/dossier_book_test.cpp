#include "service/dossier_book.h"

#include <gtest/gtest.h>

#include "service/look_up_test_support.h"
#include "service/say_stage.h"

namespace cleangate::service {
namespace {

using namespace testing;
using vehicle::Stage;
using vehicle::StageSource;

constexpr const char* kTruck = "冀R12345";
const VehicleName kName{kTruck, plate::Colour::yellow};

class Book : public TestPlant, public ::testing::Test {
 protected:
  void say(StageSource source, Stage stage, std::optional<vehicle::Registered> facts = {}) {
    StageWord word{kName, {}, std::move(facts), "", "", "in"};
    word.statement.source = source;
    word.statement.stage = {stage, stage};
    word.statement.at = loop.wall();
    word.statement.who = "x";
    commit(accepted_word(plant, word, {std::string(kLookUpActor), "system"}));
  }
  vehicle::Registered counting() const {
    return plant.state.dossiers().counting(kTruck, kName.colour,
                                           plant.state.registry(kTruck, kName.colour), plant.now());
  }
  void put(const char* json) {
    put_vehicle(plant, kTruck, "yellow", parse_json(json).value(), kAdmin,
                [](auto result) { ASSERT_TRUE(result) << result.error().message; });
    loop.run_until_idle();
  }
};

TEST_F(Book, TheRegistryAloneCountsAsItStands) {
  EXPECT_TRUE(counting().stage.is_unknown());
  put(R"({"stage":{"min":"4","max":"5","source":"own"},"fuel":"B"})");
  EXPECT_EQ(counting(), *plant.state.vehicle(kTruck, kName.colour)->layers.base.or_else([&] {
    return std::optional(plant.state.vehicle(kTruck, kName.colour)->layers.facts);
  }));
  EXPECT_EQ(counting().stage_source, "own");
}

TEST_F(Book, OfManyWordsOfOneSourceTheOldestGiveWayAndAConfirmedOneStays) {
  say(StageSource::list, Stage::s4);
  const auto papers = plant.state.dossiers().file(kTruck, kName.colour)->statements[0];
  StageWord confirmed{kName, papers.second, std::nullopt, "", "", "in"};
  confirmed.statement.confirmed_by = "admin";
  confirmed.statement.confirmed_at = plant.now();
  commit(confirmed_word(plant, confirmed, std::to_string(papers.first), kAdmin));
  for (int i = 0; i < 100; ++i) say(StageSource::bureau, i % 2 == 0 ? Stage::s4 : Stage::s5);
  const auto& kept = plant.state.dossiers().file(kTruck, kName.colour)->statements;
  EXPECT_EQ(kept.size(), 64u);
  EXPECT_EQ(kept.front().first, papers.first);
  EXPECT_EQ(kept.back().second.stage.max, Stage::s5) << "the newest";
  EXPECT_EQ(counting().stage.max, Stage::s4) << "the list's rank is higher";
}

TEST_F(Book, AnOfficialAnswerCountsBeforeTheRegistryAndFillsWhatItDoesNotSay) {
  put(R"({"stage":{"min":"5","max":"5"},"fuel":"B","gross_mass_kg":18000})");
  vehicle::Registered said;
  said.fuel = "E";
  said.vehicle_class = "H11";
  say(StageSource::official, Stage::s4, said);
  const auto now = counting();
  EXPECT_EQ(now.stage.max, Stage::s4);
  EXPECT_EQ(now.stage_source, "official");
  EXPECT_EQ(now.fuel, "B") << "the plant's own word";
  EXPECT_EQ(now.vehicle_class, "H11");
  EXPECT_EQ(now.gross_mass_kg, 18000);
}

TEST_F(Book, WhatTheAnswerSaysOfAnotherVinFillsNothing) {
  vehicle::Registered said;
  said.vehicle_class = "H11";
  said.vin = "LZZ5ELSD1EA123456";
  say(StageSource::official, Stage::s4, said);
  EXPECT_EQ(counting().vehicle_class, "H11");
  put(R"({"vin":"LZZ5ELSD1EA654321"})");
  EXPECT_EQ(counting().vehicle_class, "");
}

TEST_F(Book, ADateInTheRegistryRefusesByInferenceAndNeverLetsPass) {
  put(R"({"fuel":"B","vehicle_class":"H11","first_registered":"2015-06-01"})");
  EXPECT_EQ(counting().stage_source, "inference");
  EXPECT_EQ(counting().stage.min, Stage::s0);
  EXPECT_EQ(counting().stage.max, Stage::s4);
  put(R"({"fuel":"B","vehicle_class":"H11","first_registered":"2024-06-01"})");
  EXPECT_EQ(counting().stage.min, Stage::s0) << "a look-up or a paper must say it";
}

TEST_F(Book, AWordThatDoesNotFitIsAConflictAndWork) {
  put(R"({"stage":{"min":"5","max":"5"}})");
  say(StageSource::official, Stage::s4);
  const auto dossier = plant.state.dossiers().dossier(
      kTruck, kName.colour, plant.state.registry(kTruck, kName.colour), plant.now());
  ASSERT_EQ(dossier.conflicts.size(), 1u);
  EXPECT_TRUE(dossier.pending);
}

TEST_F(Book, WhoWaitsIsKnownUntilItNoLongerWaits) {
  start_warning();
  TestLane lane;
  lane.start_warning();
  lane.arrive(kTruck);
  const auto* held = lane.plant.state.dossiers().held(kTruck, kName.colour);
  ASSERT_NE(held, nullptr);
  EXPECT_EQ(held->passage, lane.last_id());
  EXPECT_EQ(lane.resolve(lane.last_id(), "refuse"), std::nullopt);
  EXPECT_EQ(lane.plant.state.dossiers().held(kTruck, kName.colour), nullptr);
}

}  // namespace
}  // namespace cleangate::service
