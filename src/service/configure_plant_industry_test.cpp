#include <gtest/gtest.h>

#include "service/configure_plant.h"
#include "service/manage_rule_packs.h"
#include "service/testing.h"

// A plant that changes its industry changes its base pack with it.

namespace cleangate::service {
namespace {

using namespace testing;

const Actor kManager{"manager", "manager"};
constexpr const char* kGeneric = "cn-2020-340-generic";
constexpr const char* kCement = "cn-2020-340-cement-clinker";

class Industry : public ::testing::Test, public TestPlant {
 protected:
  Industry() { EXPECT_TRUE(activate(kGeneric, "1")); }
  template <class Act>
  Result<Json> done(Act act) {
    Result<Json> out = fail(ErrorCode::timeout, "no answer");
    act([&](Result<Json> result) { out = std::move(result); });
    loop.run_until_idle();
    return out;
  }
  Result<Json> put(Json body) {
    return done([&](Reply reply) { put_plant(plant, body, kManager, std::move(reply)); });
  }
  Result<Json> become(const char* industry) { return put(Json::object({{"industry", industry}})); }
  Result<Json> activate(const std::string& id, const std::string& version) {
    return done([&](Reply reply) {
      activate_rule_pack(plant, id, version, Json::object({{"note", "init"}}), kManager,
                         std::move(reply));
    });
  }
  /// A copy of a shipped base pack under another name, for another industry.
  std::string upload_own(const std::string& industry) {
    std::string text = plant.state.rules().find(kGeneric, "1")->toml;
    const auto change = [&](const std::string& from, const std::string& to) {
      text.replace(text.find(from), from.size(), to);
    };
    const std::string id = "own-" + (industry == "*" ? "any" : industry);
    change("id = \"cn-2020-340-generic\"", "id = \"" + id + "\"");
    change("industry = \"generic\"", "industry = \"" + industry + "\"");
    const auto uploaded = done([&](Reply reply) {
      upload_rule_pack(plant, Json::object({{"toml", text}}), kManager, std::move(reply));
    });
    EXPECT_TRUE(uploaded) << uploaded.error().message;
    return id;
  }
  std::string base() { return plant.state.rules().at(plant.now()).rules->packs().at(0)->id; }
  std::size_t actions() { return plant.state.rules().actions().size(); }
};

TEST_F(Industry, SwitchesTheBasePackInTheSameRequestAndSaysWhy) {
  const auto before = actions();
  const auto answer = become("cement-clinker");
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ((*answer)["industry"].text(), "cement-clinker");
  EXPECT_EQ(base(), kCement);
  ASSERT_EQ(actions(), before + 1);
  const auto& last = plant.state.rules().actions().back();
  EXPECT_EQ(last.action, "activate");
  EXPECT_EQ(last.pack, kCement);
  EXPECT_EQ(last.note, "industry generic → cement-clinker");
  EXPECT_EQ(last.actor, kManager.name);
  const auto decision = rules::decide(plant.state.situation(
      "冀R12345", plate::Colour::yellow, "H11", rules::Direction::in, plant.now()));
  for (const auto& reason : decision.reasons) EXPECT_NE(reason.pack, kGeneric);
  ASSERT_TRUE(become("generic"));
  EXPECT_EQ(base(), kGeneric);
}

TEST_F(Industry, ThatStaysSwitchesNothing) {
  const auto before = actions();
  ASSERT_TRUE(put(Json::object({{"grade", "B"}})));
  ASSERT_TRUE(become("generic"));
  EXPECT_EQ(actions(), before);
}

TEST_F(Industry, WithoutABasePackIsRefusedAndNothingIsWritten) {
  const auto answer = become("furniture");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::invalid);
  EXPECT_NE(answer.error().message.find("industry: there is no base pack of rules for furniture"),
            std::string::npos);
  EXPECT_NE(answer.error().message.find("cement-clinker"), std::string::npos);
  EXPECT_EQ(plant.state.plant()["industry"].text(), "generic");
  EXPECT_EQ(base(), kGeneric);
  const auto id = upload_own("furniture");
  ASSERT_TRUE(become("furniture"));
  EXPECT_EQ(base(), id);
}

TEST_F(Industry, APlantsOwnPackOfThatIndustryIsOverAndOneOfNoSingleIndustryStays) {
  ASSERT_TRUE(activate(upload_own("furniture"), "1"));
  ASSERT_TRUE(become("furniture"));
  ASSERT_TRUE(become("cement-clinker"));
  EXPECT_EQ(base(), kCement);
  const auto own = upload_own("*");
  ASSERT_TRUE(activate(own, "1"));
  ASSERT_TRUE(become("other"));
  EXPECT_EQ(base(), own);
}

TEST_F(Industry, AnOverlayStaysInForceBesideTheNewBasePack) {
  ASSERT_TRUE(activate("cn-province-clean-80", "1"));
  ASSERT_TRUE(become("cement-clinker"));
  const auto& packs = plant.state.rules().at(plant.now()).rules->packs();
  ASSERT_EQ(packs.size(), 2u);
  EXPECT_EQ(packs[1]->id, "cn-province-clean-80");
}

}  // namespace
}  // namespace cleangate::service
