#include "service/preview_decision.h"

#include <gtest/gtest.h>

#include <fstream>

#include "service/testing.h"

namespace cleangate::service {
namespace {

using namespace testing;

Json ask(const TestPlant& plant, std::string_view json) {
  const auto answer = preview_decision(plant.plant, parse_json(json).value());
  EXPECT_TRUE(answer) << (answer ? "" : answer.error().message);
  return answer.value_or(Json());
}

TEST(Preview, AnswersTheTruthTableAndRecordsNothing) {
  TestPlant plant;
  const auto before = plant.log.entries.size();
  std::ifstream lines(CLEANGATE_SOURCE_DIR "/src/domain/rules/testdata/generic.jsonl");
  std::string line;
  int count = 0;
  while (std::getline(lines, line)) {
    const auto row = parse_json(line).value();
    const auto answer = preview_decision(plant.plant, row["request"]);
    ASSERT_TRUE(answer) << answer.error().message << line;
    EXPECT_EQ((*answer)["verdict"], row["verdict"]) << line;
    Json clauses = Json::array();
    for (const Json& reason : (*answer)["reasons"].items()) {
      clauses.push(Json::object({{"id", reason["clause"]}, {"outcome", reason["outcome"]}}));
    }
    EXPECT_EQ(clauses, row["clauses"]) << line;
    ++count;
  }
  EXPECT_GE(count, 226);
  EXPECT_EQ(plant.log.entries.size(), before);
}

TEST(Preview, SaysWhatTheGateWouldSayAboutARegisteredTruck) {
  TestPlant plant;
  plant.register_truck("冀R12345", "4");
  EXPECT_EQ(ask(plant, R"({"plate":"冀R12345","colour":"yellow","direction":"in"})")["verdict"],
            Json("admit"));
  plant.start_warning();
  const auto answer = ask(plant, R"({"plate":"冀R·12345","colour":"yellow","direction":"in"})");
  EXPECT_EQ(answer["verdict"], Json("refuse"));
  ASSERT_EQ(answer["reasons"].items().size(), 1u);
  EXPECT_EQ(answer["reasons"].items()[0]["text"]["zh"], Json("国四重型货车，橙色预警期间禁止进入"));
  EXPECT_EQ(ask(plant, R"({"plate":"冀R12345","colour":"yellow","direction":"out"})")["verdict"],
            Json("admit"));
}

TEST(Preview, JudgesAtTheTimeThatWasAsked) {
  TestPlant plant;
  plant.register_truck("冀R12345", "4");
  plant.start_warning();  // at 2026-12-14T08:00:00+08:00
  const auto at = [&](std::string time) {
    return ask(plant, R"({"plate":"冀R12345","colour":"yellow","direction":"in","at":")" + time +
                          R"("})")["verdict"];
  };
  EXPECT_EQ(at(to_rfc3339(plant.loop.wall() - 1ms)), Json("admit"));
  EXPECT_EQ(at(to_rfc3339(plant.loop.wall())), Json("refuse"));
}

TEST(Preview, TheVehicleThatIsGivenReplacesTheRegistryAndListsStillApply) {
  TestPlant plant;
  plant.register_truck("冀R12345", "4");
  plant.start_warning();
  const auto* body = R"({"plate":"冀R12345","colour":"yellow","direction":"in",)"
                     R"("vehicle":{"stage":{"min":"6b","max":"6b"},"fuel":"B"}})";
  EXPECT_EQ(ask(plant, body)["verdict"], Json("admit"));
  add_list_item(plant.plant, "deny", Json::object({{"plate", "冀R12345"}, {"reason", "r"}}), kAdmin,
                [](auto result) { ASSERT_TRUE(result); });
  plant.loop.run_until_idle();
  EXPECT_EQ(ask(plant, body)["verdict"], Json("refuse"));
}

TEST(Preview, AnAssumedWarningOfNoneReplacesTheOneInForce) {
  TestPlant plant;
  plant.register_truck("冀R12345", "4");
  plant.start_warning();
  EXPECT_EQ(ask(plant, R"({"plate":"冀R12345","colour":"yellow","direction":"in",)"
                       R"("assume":{"warning":"none"}})")["verdict"],
            Json("admit"));
}

struct BadRow {
  const char* name;
  const char* json;
};
const BadRow kBad[] = {
    {"no_object", "[]"},
    {"no_direction", R"({"plate":"冀R12345","colour":"yellow"})"},
    {"direction", R"({"plate":"冀R12345","colour":"yellow","direction":"up"})"},
    {"colour", R"({"plate":"冀R12345","colour":"pink","direction":"in"})"},
    {"plate_number", R"({"plate":5,"colour":"yellow","direction":"in"})"},
    {"plate_object", R"({"plate":{},"colour":"yellow","direction":"in"})"},
    {"plate_array", R"({"plate":[],"colour":"yellow","direction":"in"})"},
    {"colour_number", R"({"plate":"冀R12345","colour":7,"direction":"in"})"},
    {"lane_number", R"({"plate":"冀R12345","colour":"yellow","direction":"in","lane":1})"},
    {"lane_unknown", R"({"plate":"冀R12345","colour":"yellow","direction":"in","lane":"nope"})"},
    {"time", R"({"plate":"冀R12345","colour":"yellow","direction":"in","at":"noon"})"},
    {"vehicle", R"({"plate":"冀R12345","colour":"yellow","direction":"in","vehicle":[]})"},
    {"stage_mixed", R"({"plate":"冀R12345","colour":"yellow","direction":"in",)"
                    R"("vehicle":{"stage":{"min":"D","max":"5"}}})"},
    {"assume", R"({"plate":"冀R12345","colour":"yellow","direction":"in","assume":1})"},
    {"grade", R"({"plate":"冀R12345","colour":"yellow","direction":"in","assume":{"grade":"E"}})"},
    {"warning",
     R"({"plate":"冀R12345","colour":"yellow","direction":"in","assume":{"warning":"blue"}})"},
};
class BadPreview : public ::testing::TestWithParam<BadRow> {};
TEST_P(BadPreview, IsInvalid) {
  TestPlant plant;
  const auto answer = preview_decision(plant.plant, parse_json(GetParam().json).value());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::invalid);
  EXPECT_NE(answer.error().message.find(": "), std::string::npos) << "names the field";
}

TEST(Preview, TakesNoPlateNoColourAndALaneThatIsThere) {
  TestPlant plant;
  ask(plant, R"({"plate":null,"direction":"in"})");
  ask(plant, R"({"direction":"in","colour":null,"lane":"in"})");
}
INSTANTIATE_TEST_SUITE_P(Rows, BadPreview, ::testing::ValuesIn(kBad),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace cleangate::service
