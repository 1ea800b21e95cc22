#include "service/confirm_vehicle.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "service/gate_keeper_test_support.h"
#include "service/show_vehicle.h"

namespace cleangate::service {
namespace {

using namespace testing;

const Actor kManager{"manager", "manager"};
constexpr const char* kPlate = "冀R12345";
constexpr const char* kStage5 =
    R"({"stage":{"min":"5","max":"5"},"fuel":"B","vehicle_class":"H11"})";

struct Desk : TestLane {
  Desk() { start_warning(); }
  Json says(const Actor& actor, const char* facts) {
    std::optional<Result<Json>> said;
    put_vehicle(plant, kPlate, "yellow", parse_json(facts).value(), actor,
                [&](Result<Json> result) { said = std::move(result); });
    loop.run_until_idle();
    EXPECT_TRUE(said && *said);
    return said->value_or(Json());
  }
  Result<Json> confirm() {
    std::optional<Result<Json>> said;
    confirm_vehicle(plant, kPlate, "yellow", kManager,
                    [&](Result<Json> result) { said = std::move(result); });
    loop.run_until_idle();
    return said ? *said : fail(ErrorCode::internal, "not answered");
  }
  std::string verdict() {
    loop.advance(std::chrono::minutes(1));
    arrive(kPlate);
    return last(passages::kVerdict);
  }
};

TEST(GuardsWord, CountsFromTheNextArrivalForSevenDays) {
  Desk desk;
  EXPECT_EQ(desk.verdict(), "hold") << "nothing is known";
  const Json shown = desk.says(kGuard, kStage5);
  const auto end = desk.loop.wall() + kGuardFactsCount;
  EXPECT_EQ(shown["source"].text(), "guard");
  EXPECT_EQ(shown["state"].text(), "provisional");
  EXPECT_EQ(shown["stage"]["source"].text(), "guard");
  EXPECT_EQ(shown["provisional_until"].text(), to_rfc3339(end));
  EXPECT_EQ(shown["updated_by"].text(), "guard-1");
  EXPECT_EQ(desk.last(passages::kVerdict), "hold") << "what was decided stays";
  EXPECT_EQ(desk.verdict(), "admit");
  EXPECT_EQ(desk.last(passages::kStageSource), "guard");
  const auto& state = desk.plant.state;
  const auto stage_at = [&](WallTime at) {
    return state.situation(kPlate, plate::Colour::yellow, "", rules::Direction::in, at)
        .facts.stage.is_unknown();
  };
  EXPECT_FALSE(stage_at(end - Milliseconds(1)));
  EXPECT_TRUE(stage_at(end));
  desk.loop.advance(kGuardFactsCount);
  EXPECT_EQ(desk.verdict(), "hold");
}

TEST(GuardsWord, GivesWayToWhatWasRegisteredBefore) {
  Desk desk;
  desk.says(kAdmin, R"({"stage":{"min":"3","max":"3"},"fuel":"B","vehicle_class":"H11"})");
  EXPECT_EQ(desk.verdict(), "refuse");
  desk.says(kGuard, kStage5);
  EXPECT_EQ(desk.verdict(), "admit");
  desk.loop.advance(kGuardFactsCount);
  EXPECT_EQ(desk.verdict(), "refuse");
}

TEST(GuardsWord, CountsWithoutEndOnceConfirmed) {
  Desk desk;
  EXPECT_EQ(desk.confirm().error().code, ErrorCode::not_found);
  desk.says(kGuard, kStage5);
  const auto shown = desk.confirm();
  ASSERT_TRUE(shown);
  EXPECT_EQ((*shown)["state"].text(), "confirmed");
  EXPECT_EQ((*shown)["confirmed_by"].text(), "manager");
  EXPECT_TRUE((*shown)["provisional_until"].is_null());
  EXPECT_EQ(desk.confirm().error().code, ErrorCode::conflict);
  desk.loop.advance(2 * kGuardFactsCount);
  EXPECT_EQ(desk.verdict(), "admit");
}

TEST(GuardsWord, MayBeConfirmedAfterItsEnd) {
  Desk desk;
  desk.says(kGuard, kStage5);
  desk.loop.advance(kGuardFactsCount);
  const auto& row = desk.plant.state.vehicle(kPlate, plate::Colour::yellow)->row;
  EXPECT_EQ(show_vehicle(row, desk.loop.wall())["expired"].boolean(), true);
  ASSERT_TRUE(desk.confirm());
  EXPECT_EQ(desk.verdict(), "admit");
}

TEST(GuardsWord, WhatWasOnlyShownIsNoFact) {
  Desk desk;
  const Json shown = desk.says(kAdmin, R"({"stage":null,"state":"confirmed","confirmed_by":"me",)"
                                       R"("provisional_until":"2099-01-01T00:00:00+08:00"})");
  EXPECT_EQ(shown["state"].text(), "unknown");
  EXPECT_TRUE(shown["confirmed_by"].is_null());
  EXPECT_TRUE(shown["provisional_until"].is_null());
  EXPECT_EQ(shown["source"].text(), "plant");
}

}  // namespace
}  // namespace cleangate::service
