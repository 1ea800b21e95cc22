#include "service/keep_plan.h"

#include <gtest/gtest.h>

#include "service/show_board.h"
#include "service/testing.h"

namespace cleangate::service {
namespace {

using namespace testing;

Json json(std::string_view text) {
  return parse_json(text).value();
}

class Plan : public ::testing::Test, public TestPlant {
 protected:
  Result<Json> put(std::string_view body) {
    std::optional<Result<Json>> told;
    put_plan(plant, json(body), kAdmin, [&](Result<Json> result) { told = std::move(result); });
    loop.run_until_idle();
    if (!told) return fail(ErrorCode::unavailable, "not told");
    return *std::move(told);
  }
};

struct WrongRow {
  const char* name;
  const char* body;
  const char* want;
};
const WrongRow kWrong[] = {
    {"level", R"({"blue":{}})", "blue: is not known here"},
    {"member", R"({"red":{"measure":[]}})", "red.measure: is not known here"},
    {"no_list", R"({"red":{"measures":{}}})", "red.measures: must be a list"},
    {"no_text", R"({"red":{"measures":[{"text":"停"},{}]}})",
     "red.measures[1].text: is missing; or give verb"},
    {"verb", R"({"red":{"measures":[{"text":"停","verb":"halt"}]}})", "red.measures[0].verb: must"},
    {"value", R"({"red":{"measures":[{"text":"停","value":-1}]}})",
     "red.measures[0].value: must be a number"},
    {"of", R"({"red":{"measures":[{"text":"停","value":5,"of":4}]}})",
     "red.measures[0].value: must not be more than of"},
    {"for_drivers", R"({"red":{"measures":[{"text":"停","for_drivers":"yes"}]}})",
     "red.measures[0].for_drivers: must be true or false"},
    {"template", R"({"orange":{"transport":[{"template":"QUOTE"}]}})",
     "orange.transport[0].template: there is no QUOTE"},
    {"params",
     R"({"orange":{"transport":[{"template":"QUOTA","params":{"percent":101,"base":1}}]}})",
     "orange.transport[0].params: "},
    {"required", R"({"orange":{"transport":[{"template":"QUOTA","params":{"percent":50}}]}})",
     "orange.transport[0].params: QUOTA needs 'base'"},
    {"exemption",
     R"({"red":{"transport":[{"template":"STOP_ROAD","exemptions":[{"clause":"x"}]}]}})",
     "red.transport[0].exemptions[0]: clause: must be one of plan.stop-road"},
    {"id", R"({"red":{"measures":[{"id":"a","text":"停"}],"transport":[{"id":"a"}]}})",
     "red.transport[0].id: a stands twice"},
    {"order_id", R"({"red":{"measures":[{"id":"order-3","text":"停"}]}})",
     "red.measures[0].id: order-3 is kept for what an order asks"},
    {"contact", R"({"contacts":[{"role":"厂长"}]})", "contacts[0].name: is missing"},
    {"note", R"({"note":7})", "note: "}};
class WrongPlan : public ::testing::TestWithParam<WrongRow> {};
TEST_P(WrongPlan, IsNamedByItsPlace) {
  const auto checked = checked_plan(Json(), json(GetParam().body));
  ASSERT_FALSE(checked);
  EXPECT_TRUE(checked.error().message.starts_with(GetParam().want)) << checked.error().message;
}
INSTANTIATE_TEST_SUITE_P(Rows, WrongPlan, ::testing::ValuesIn(kWrong),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(PlanMeasure, ItsTextIsMadeOfItsMembers) {
  const auto text = [](std::string_view members) { return measure_text(json(members)); };
  EXPECT_EQ(text(R"({"verb":"stop","target":"推台锯","value":2,"unit":"台","of":4})"),
            "停推台锯2台（共4台）");
  EXPECT_EQ(text(R"({"verb":"stop","target":"喷涂线"})"), "停喷涂线");
  EXPECT_EQ(text(R"({"verb":"limit","target":"喷涂","value":30})"), "喷涂限产30%");
  EXPECT_EQ(text(R"({"verb":"limit","target":"喷涂"})"), "");
  EXPECT_EQ(text(R"({"verb":"other","target":"喷涂","value":3})"), "");
}

TEST_F(Plan, WhatItSaysStandsOnTheBoard) {
  ASSERT_TRUE(put(R"({"orange":{
      "measures":[{"verb":"stop","target":"推台锯","value":2,"unit":"台","of":4}],
      "transport":[{"template":"BAN_STAGE"},
                   {"template":"STOP_ROAD","text":"停止外运","for_drivers":false}]}})"));
  const auto measures = board_state(plant)["plan"]["orange"];
  ASSERT_EQ(measures.items().size(), 3u);
  EXPECT_EQ(measures.items()[0]["text"].text(), "停推台锯2台（共4台）");
  EXPECT_EQ(measures.items()[0]["for_drivers"].boolean(), false);
  EXPECT_EQ(measures.items()[1]["text"].text(), "一厂一策：按排放阶段禁用车辆");
  EXPECT_EQ(measures.items()[1]["for_drivers"].boolean(), true);
  EXPECT_EQ(measures.items()[2]["text"].text(), "停止外运");
  EXPECT_EQ(measures.items()[2]["for_drivers"].boolean(), false);
}

TEST_F(Plan, WhoChangesTheWordsLiftsNoBan) {
  ASSERT_TRUE(put(R"({"red":{"measures":[{"text":"a"}],"transport":[{"template":"STOP_ROAD"}]},
                      "contacts":[{"name":"张三"}]})"));
  ASSERT_TRUE(put(R"({"red":{"measures":[{"text":"b"}]},"yellow":{"measures":[]}})"));
  EXPECT_EQ(plant.state.plan()["red"]["measures"].items()[0]["text"].text(), "b");
  EXPECT_EQ(plant.state.plan()["red"]["transport"].items().size(), 1u);
  EXPECT_EQ(plant.state.plan()["contacts"].items().size(), 1u);
  ASSERT_TRUE(put(R"({"yellow":{"measures":[{"text":"c"}]},"note":"only yellow"})"));
  EXPECT_EQ(plant.state.plan()["red"]["measures"].items().size(), 1u) << "a level left out stays";
  ASSERT_TRUE(put(R"({"red":{}})"));
  EXPECT_EQ(plant.state.plan()["red"]["measures"].items().size(), 1u) << "so does a list";
  ASSERT_TRUE(put(R"({"red":{"measures":[],"transport":[]},"contacts":[]})"));
  EXPECT_TRUE(plant.state.plan()["red"]["measures"].items().empty());
  EXPECT_FALSE(plant.state.plan()["red"].has("transport"));
  EXPECT_FALSE(plant.state.plan().has("contacts"));
}

TEST(PlanContacts, ViewersSeeMaskedPhones) {
  const auto masked = with_masked_contacts(
      json(R"({"red":{},"contacts":[{"name":"张三","phone":"13912345678"},{"name":"李四"}]})"));
  EXPECT_EQ(masked["contacts"].items()[0]["phone"].text(), mask_phone("13912345678"));
  EXPECT_EQ(masked["contacts"].items()[0]["name"].text(), "张三");
  EXPECT_FALSE(masked["contacts"].items()[1].has("phone"));
  EXPECT_TRUE(masked.has("red"));
  EXPECT_EQ(with_masked_contacts(json("{}")), json("{}"));
}

TEST_F(Plan, WhoEditedAnOlderVersionUndoesNothing) {
  const auto first = put(R"({"red":{"measures":[{"text":"a"}]},"based_on":0})");
  ASSERT_TRUE(first);
  EXPECT_FALSE(first->has("based_on"));
  const auto index = (*first)["index"].dump();
  EXPECT_EQ(list_plan_versions(queries)->items()[0]["index"].dump(), index);
  ASSERT_TRUE(put(R"({"red":{"measures":[{"text":"b"}]},"based_on":)" + index + "}"));
  for (const std::string& stale : {index, std::string("0")}) {
    const auto lost = put(R"({"red":{"measures":[{"text":"c"}]},"based_on":)" + stale + "}");
    EXPECT_EQ(lost.error().code, ErrorCode::conflict);
  }
  EXPECT_EQ(put(R"({"based_on":"1"})").error().code, ErrorCode::invalid);
  EXPECT_EQ(plant.state.plan()["red"]["measures"].items()[0]["text"].text(), "b");
  ASSERT_TRUE(put(R"({"red":{"measures":[{"text":"d"}]}})")) << "without it the last one wins";
}

TEST_F(Plan, EachPutIsAVersionWithItsNote) {
  EXPECT_EQ(show_plan_version(queries, 0).error().code, ErrorCode::not_found);
  ASSERT_TRUE(put(R"({"red":{"measures":[{"text":"a"}]}})"));
  const auto second = put(R"({"red":{"measures":[{"text":"b"}]},"note":"两台锯"})");
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->has("note")) << "of the version, not of the plan";
  const auto versions = list_plan_versions(queries).value();
  ASSERT_EQ(versions.items().size(), 2u);
  EXPECT_EQ(versions.items()[0]["version"].integer(), 2);
  EXPECT_EQ(versions.items()[0]["note"].text(), "两台锯");
  EXPECT_EQ(versions.items()[0]["current"].boolean(), true);
  EXPECT_EQ(versions.items()[1]["current"].boolean(), false);
  EXPECT_EQ((*show_plan_version(queries, 1))["plan"]["red"]["measures"].items()[0]["text"].text(),
            "a");
  EXPECT_EQ((*show_plan_version(queries, 0))["version"].integer(), 2);
  EXPECT_EQ(show_plan_version(queries, 3).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace cleangate::service
