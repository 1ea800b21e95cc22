#include "service/amend_passage.h"

#include <gtest/gtest.h>

#include "service/gate_keeper_test_support.h"

namespace cleangate::service {
namespace {

using namespace testing;

const Actor kManager{"manager", "manager"};

struct AmendedTruck : TestLane {
  AmendedTruck() {
    register_truck("冀R12345", "");
    register_truck("冀R12346", "5");
    start_warning();
    arrive("冀R12345");
    id = last_id();
    EXPECT_EQ(last(passages::kHoldState), "open");
  }
  Result<Json> amend(std::string_view body, const Actor& actor = kGuard) {
    std::optional<Result<Json>> said;
    amend_passage(plant, passages_logged().back(), parse_json(body).value(), actor,
                  [&](Result<Json> result) { said = std::move(result); });
    loop.run_until_idle();
    return said ? *said : fail(ErrorCode::internal, "not answered");
  }
  std::string id;
};

TEST(AmendPassage, AGuardCorrectsWhatWaits) {
  AmendedTruck lane;
  const auto shown = lane.amend(R"({"plate":"冀R·12346","reason":"看错一位"})");
  ASSERT_TRUE(shown) << shown.error().message;
  EXPECT_EQ((*shown)["plate"].text(), "冀R12346");
  EXPECT_EQ((*shown)["colour"].text(), "yellow");
  EXPECT_EQ((*shown)["stage"]["min"].text(), "5") << "what is known of the right vehicle";
  EXPECT_EQ((*shown)["verdict"].text(), "hold") << "what was decided stays";
  EXPECT_EQ((*shown)["hold"].text(), "open");
  ASSERT_EQ((*shown)["amendments"].items().size(), 1u);
  const Json& layer = (*shown)["amendments"].items()[0];
  EXPECT_EQ(layer["by"].text(), "guard-1");
  EXPECT_EQ(layer["before"]["plate"].text(), "冀R12345");
  EXPECT_EQ(layer["after"]["plate"].text(), "冀R12346");
}

TEST(AmendPassage, LaterOnlyAManagerMay) {
  AmendedTruck lane;
  EXPECT_FALSE(lane.resolve(lane.id, "refuse"));
  const auto refused = lane.amend(R"({"plate":"冀R12346","reason":"看错"})");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::denied);
  EXPECT_TRUE(lane.amend(R"({"plate":"冀R12346","reason":"看错"})", kManager));
}

TEST(AmendPassage, SaysWhatIsWrong) {
  AmendedTruck lane;
  for (const char* body :
       {R"({"plate":"冀R12346"})", R"({"reason":"看错"})", R"({"plate":"冀R12345","reason":"同"})",
        R"({"plate":7,"reason":"x"})", R"({"colour":"pink","reason":"x"})", R"([])",
        R"({"plate":"·","reason":"x"})"}) {
    const auto refused = lane.amend(body);
    ASSERT_FALSE(refused) << body;
    EXPECT_EQ(refused.error().code, ErrorCode::invalid) << body;
  }
  EXPECT_TRUE(lane.amend(R"({"colour":"blue","reason":"反光"})"));
}

TEST(AmendPassage, ComesWithTheGuardsWordToo) {
  AmendedTruck lane;
  std::optional<Result<Json>> said;
  const auto body = parse_json(R"({"verdict":"admit","reason":"核对","plate":"冀R12346"})").value();
  lane.keeper.resolve(lane.id, body, kGuard, [&](Result<Json> result) { said = result; });
  lane.loop.run_until_idle();
  ASSERT_TRUE(said && *said);
  EXPECT_EQ(lane.last(passages::kPlate), "冀R12346");
  EXPECT_EQ(lane.last(passages::kHoldState), "admitted");
  ASSERT_EQ(lane.barrier.opens.size(), 1u);
  EXPECT_EQ(lane.barrier.opens[0].plate, "冀R12346");
  EXPECT_EQ(lane.logged(ledger::Kind::amendment), 0) << "one entry says both";
}

TEST(AmendPassage, AWrongPlateInTheGuardsWordLeavesTheHoldOpen) {
  AmendedTruck lane;
  std::optional<Result<Json>> said;
  const auto body = parse_json(R"({"verdict":"admit","reason":"x","plate":"·"})").value();
  lane.keeper.resolve(lane.id, body, kGuard, [&](Result<Json> result) { said = result; });
  lane.loop.run_until_idle();
  ASSERT_TRUE(said);
  ASSERT_FALSE(*said);
  EXPECT_EQ(said->error().code, ErrorCode::invalid);
  EXPECT_EQ(lane.last(passages::kHoldState), "open");
  EXPECT_FALSE(lane.resolve(lane.id, "admit"));
}

}  // namespace
}  // namespace cleangate::service
