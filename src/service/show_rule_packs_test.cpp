#include "service/show_rule_packs.h"

#include <gtest/gtest.h>

#include "service/manage_rule_packs.h"
#include "service/testing.h"

namespace cleangate::service {
namespace {

using namespace testing;

constexpr const char* kGeneric = "cn-2020-340-generic";

class ShowRulePacks : public ::testing::Test {
 protected:
  void upload(std::string_view from, std::string_view to) {
    std::string text = plant.plant.state.rules().find(kGeneric, "1")->toml;
    for (const auto& [old, fresh] :
         {std::pair<std::string_view, std::string_view>{"version = \"1\"", "version = \"2\""},
          {from, to}}) {
      text.replace(text.find(old), old.size(), fresh);
    }
    upload_rule_pack(plant.plant, Json::object({{"toml", text}}), kAdmin,
                     [](auto result) { ASSERT_TRUE(result) << result.error().message; });
    plant.loop.run_until_idle();
  }
  void activate(const std::string& id, const std::string& version) {
    activate_rule_pack(plant.plant, id, version, Json::object({{"note", "why"}}), kAdmin,
                       [](auto result) { ASSERT_TRUE(result) << result.error().message; });
    plant.loop.run_until_idle();
  }
  Json item(const std::string& id, const std::string& version) const {
    const Json list = list_rule_packs(plant.plant);
    for (const Json& each : list["items"].items()) {
      if (each["id"].text() == id && each["version"].text() == version) return each;
    }
    return {};
  }
  TestPlant plant;
};

TEST_F(ShowRulePacks, ListsWhatIsShippedAndUploadedWithItsMarksAndWhoseWordItIs) {
  EXPECT_TRUE(item(kGeneric, "1")["active"].is_object());
  EXPECT_TRUE(item(kGeneric, "1")["active"]["by"].is_null()) << "nobody activated it";
  EXPECT_EQ(item(kGeneric, "1")["unverified_count"], Json(1)) << "warning.stop-road";
  EXPECT_EQ(item("cn-order-m3", "1")["kind"].text(), "template");
  EXPECT_EQ(item("cn-order-m3", "1")["template"].text(), "M3");
  upload("min = 1\n", "min = 2\n");
  EXPECT_EQ(item(kGeneric, "2")["source"].text(), "uploaded");
  EXPECT_EQ(item(kGeneric, "2")["uploaded_by"].text(), "admin");
  EXPECT_TRUE(item(kGeneric, "2")["active"].is_null());
  activate(kGeneric, "2");
  EXPECT_EQ(item(kGeneric, "2")["active"]["by"].text(), "admin");
  EXPECT_EQ(item(kGeneric, "2")["active"]["note"].text(), "why");
  EXPECT_TRUE(item(kGeneric, "1")["active"].is_null());
  const Json list = list_rule_packs(plant.plant);
  EXPECT_EQ(list["in_force"]["base"]["version"].text(), "2");
  ASSERT_EQ(list["history"].items().size(), 2u);
  EXPECT_EQ(list["history"].items()[0]["action"].text(), "activate") << "newest first";
}

TEST_F(ShowRulePacks, OnePackTellsEveryClauseWithConditionWordsCitationAndMark) {
  const auto shown = show_rule_pack(plant.plant, kGeneric, "1");
  ASSERT_TRUE(shown);
  const auto& clauses = (*shown)["clauses"].items();
  ASSERT_EQ(clauses.size(), 5u);
  EXPECT_EQ(clauses[2]["id"].text(), "b.road-share");
  EXPECT_EQ(clauses[2]["outcome"].text(), "share_guard");
  EXPECT_EQ(clauses[2]["when"].text(),
            "truck and not clean and share_qualifying * 100 < share_percent * (share_total + 1)");
  EXPECT_EQ(clauses[3]["grades"], Json::array({"B", "C"}));
  EXPECT_EQ(clauses[3]["unverified_grades"], Json::array({"B-"}));
  EXPECT_EQ(clauses[4]["evidence"].text(), "unverified");
  EXPECT_NE(clauses[4]["citation"].text().value_or("").find("D级"), std::string::npos);
  EXPECT_EQ((*shown)["parameters"].items()[0]["values"].items()[0]["value"].text(), "80");
  EXPECT_FALSE(show_rule_pack(plant.plant, kGeneric, "2"));
  EXPECT_FALSE(show_rule_pack(plant.plant, "nothing", "1"));
}

TEST_F(ShowRulePacks, TwoVersionsDifferInTheClausesThatDiffer) {
  upload("truck and stage <= 3 and not nev", "truck and stage <= 2 and not nev");
  const auto diff = compare_rule_packs(plant.plant, kGeneric, "2", "1");
  ASSERT_TRUE(diff);
  ASSERT_EQ((*diff)["clauses"].items().size(), 1u) << diff->dump();
  const Json change = (*diff)["clauses"].items()[0];
  EXPECT_EQ(change["id"].text(), "b.road-floor");
  EXPECT_EQ(change["change"].text(), "changed");
  EXPECT_EQ(change["members"], Json::array({"when"}));
  EXPECT_EQ(change["before"]["when"].text(), "truck and stage <= 3 and not nev");
  EXPECT_TRUE((*diff)["parameters"].items().empty());
  EXPECT_TRUE((*diff)["pack"].is_null());
  const auto same = compare_rule_packs(plant.plant, kGeneric, "1", "1");
  EXPECT_TRUE((*same)["clauses"].items().empty());
  EXPECT_FALSE(compare_rule_packs(plant.plant, kGeneric, "2", "7"));
}

TEST_F(ShowRulePacks, AClauseThatIsNewOrGoneIsToldSo) {
  upload("id = \"a.road\"", "id = \"a.street\"");
  const auto diff = compare_rule_packs(plant.plant, kGeneric, "2", "1");
  ASSERT_TRUE(diff);
  ASSERT_EQ((*diff)["clauses"].items().size(), 2u);
  EXPECT_EQ((*diff)["clauses"].items()[0]["change"].text(), "added");
  EXPECT_EQ((*diff)["clauses"].items()[1]["id"].text(), "a.road");
  EXPECT_EQ((*diff)["clauses"].items()[1]["change"].text(), "removed");
  EXPECT_TRUE((*diff)["clauses"].items()[1]["after"].is_null());
}

}  // namespace
}  // namespace cleangate::service
