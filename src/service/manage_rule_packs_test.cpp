#include "service/manage_rule_packs.h"

#include <gtest/gtest.h>

#include "service/show_rule_packs.h"
#include "service/test_packs.h"
#include "service/testing.h"

namespace cleangate::service {
namespace {

using namespace testing;

const Actor kManager{"manager", "manager"};

class ManageRulePacks : public ::testing::Test {
 protected:
  Result<Json> upload(const std::string& toml) {
    return done([&](Reply reply) {
      upload_rule_pack(plant.plant, Json::object({{"toml", toml}, {"note", "from the city"}}),
                       kManager, std::move(reply));
    });
  }
  Result<Json> activate(const std::string& id, const std::string& version = "1",
                        Json body = Json::object({{"note", "ordered"}})) {
    return done([&](Reply reply) {
      activate_rule_pack(plant.plant, id, version, body, kManager, std::move(reply));
    });
  }
  Result<Json> deactivate(const std::string& id) {
    return done([&](Reply reply) {
      deactivate_rule_pack(plant.plant, id, Json::object({{"note", "over"}}), kManager,
                           std::move(reply));
    });
  }
  rules::Decision decide(const std::string& plate = "冀R12345", WallTime at = {}) {
    return rules::decide(plant.plant.state.situation(plate, plate::Colour::yellow, "",
                                                     rules::Direction::in,
                                                     at == WallTime{} ? plant.plant.now() : at));
  }
  static std::string generic(const std::string& version, const std::string& from = "",
                             const std::string& to = "") {
    TestPlant shipped;
    std::string text = shipped.plant.state.rules().find(kGeneric, "1")->toml;
    const std::string old = "version = \"1\"";
    text.replace(text.find(old), old.size(), "version = \"" + version + "\"");
    if (!from.empty()) text.replace(text.find(from), from.size(), to);
    return text;
  }
  static ErrorCode code(const Result<Json>& result) {
    return result ? ErrorCode::internal : result.error().code;
  }

  TestPlant plant;

 private:
  template <class Act>
  Result<Json> done(Act act) {
    Result<Json> out = fail(ErrorCode::timeout, "no answer");
    act([&](Result<Json> result) { out = std::move(result); });
    plant.loop.run_until_idle();
    return out;
  }
};

TEST_F(ManageRulePacks, AnUploadIsKeptAndCountsFromTheNextVehicleOnceItIsActivated) {
  plant.register_truck("冀R12345", "5");
  EXPECT_EQ(decide().verdict, rules::Verdict::admit);
  const auto uploaded = upload(kOverlay);
  ASSERT_TRUE(uploaded) << uploaded.error().message;
  EXPECT_EQ((*uploaded)["kind"].text(), "overlay");
  EXPECT_EQ(decide().verdict, rules::Verdict::admit) << "not yet";
  ASSERT_TRUE(activate("own-overlay"));
  const auto refused = decide();
  EXPECT_EQ(refused.verdict, rules::Verdict::refuse);
  EXPECT_EQ(rules::text_of(refused.reasons[0]).zh, "本市不准国五货车进厂");
  ASSERT_TRUE(deactivate("own-overlay"));
  EXPECT_EQ(decide().verdict, rules::Verdict::admit);
  EXPECT_EQ(plant.logged(ledger::Kind::rule_pack), 3);
}

TEST_F(ManageRulePacks, WhatIsFaultyOrStandsAlreadyIsNotKept) {
  EXPECT_EQ(code(upload("id = 5")), ErrorCode::invalid);
  EXPECT_EQ(code(upload("")), ErrorCode::invalid);
  EXPECT_EQ(code(upload(generic("1"))), ErrorCode::conflict) << "a shipped version";
  ASSERT_TRUE(upload(kOverlay));
  EXPECT_EQ(code(upload(kOverlay)), ErrorCode::conflict);
  std::string other = kOverlay;
  other.replace(other.find("version = \"1\""), 13, "version = \"2\"");
  ASSERT_TRUE(upload(other));
  other.replace(other.find("version = \"2\""), 13, "version = \"3\"");
  other.replace(other.find("kind = \"overlay\""), 16, "kind = \"base\"");
  EXPECT_EQ(code(upload(other)), ErrorCode::conflict) << "another kind";
  std::string own = kOverlay;
  own.replace(own.find("own-overlay"), 11, "builtin");
  EXPECT_EQ(code(upload(own)), ErrorCode::conflict) << "the program's name";
  EXPECT_EQ(plant.logged(ledger::Kind::rule_pack), 2);
}

TEST_F(ManageRulePacks, AnActivationNeedsANoteAndAPackThatFits) {
  EXPECT_EQ(code(activate(kGeneric, "1", Json::object())), ErrorCode::invalid) << "no note";
  EXPECT_EQ(code(activate(kGeneric, "1", Json::object({{"note", "x"}, {"from", "y"}}))),
            ErrorCode::invalid);
  EXPECT_EQ(code(activate(kGeneric, "9")), ErrorCode::not_found);
  EXPECT_EQ(code(activate("cn-order-m3")), ErrorCode::invalid) << "a template";
  EXPECT_EQ(code(activate("cn-sx-2022-15")), ErrorCode::invalid) << "another province";
  ASSERT_TRUE(upload(
      generic("2", "valid_from = 2020-07-01", "valid_from = 2020-07-01\nvalid_to = 2020-07-02")));
  EXPECT_EQ(code(activate(kGeneric, "2")), ErrorCode::invalid) << "over";
  EXPECT_TRUE(activate(kGeneric));
}

TEST_F(ManageRulePacks, OnlyWhatIsInForceAndNoBasePackIsTakenOut) {
  EXPECT_EQ(code(deactivate("own-overlay")), ErrorCode::not_found);
  ASSERT_TRUE(activate(kGeneric));
  EXPECT_EQ(code(deactivate(kGeneric)), ErrorCode::conflict);
  ASSERT_TRUE(activate("cn-province-clean-80"));
  ASSERT_TRUE(deactivate("cn-province-clean-80"));
  EXPECT_EQ(code(deactivate("cn-province-clean-80")), ErrorCode::conflict);
}

TEST_F(ManageRulePacks, ALaterBeginningWaitsAndOneInThePastIsAtOnce) {
  plant.register_truck("冀R12345", "5");
  ASSERT_TRUE(upload(kOverlay));
  const auto begin = plant.plant.now() + 2h;
  const auto body = [](WallTime from) {
    return Json::object({{"note", "ordered"}, {"valid_from", to_rfc3339(from)}});
  };
  const auto answer = activate("own-overlay", "1", body(begin));
  ASSERT_TRUE(answer);
  EXPECT_EQ((*answer)["valid_from"].text(), to_rfc3339(begin));
  EXPECT_EQ(decide("冀R12345", begin - 1ms).verdict, rules::Verdict::admit);
  EXPECT_EQ(decide("冀R12345", begin).verdict, rules::Verdict::refuse);
  EXPECT_EQ(list_rule_packs(plant.plant)["in_force"]["until"].text(), to_rfc3339(begin));
  ASSERT_TRUE(deactivate("own-overlay"));
  const auto past = activate("own-overlay", "1", body(plant.plant.now() - 1ms));
  ASSERT_TRUE(past);
  EXPECT_TRUE((*past)["valid_from"].is_null());
  EXPECT_EQ(decide().verdict, rules::Verdict::refuse);
}

TEST_F(ManageRulePacks, APackThatCannotBeReadHoldsEveryEntryAndNoExit) {
  plant.register_truck("冀R12345", "6a");
  Draft draft = make_draft(plant.plant, ledger::Kind::rule_pack, kManager);
  draft.payload.set(ledger::Field::pack, kGeneric)
      .set(ledger::Field::pack_version, "77")
      .set(ledger::Field::action, "activate");
  plant.commit(std::move(draft));
  const auto held = decide();
  EXPECT_EQ(held.verdict, rules::Verdict::hold);
  ASSERT_EQ(held.reasons.size(), 1u);
  EXPECT_EQ(held.reasons[0].clause, "rules.unreadable");
  EXPECT_NE(rules::text_of(held.reasons[0]).zh.find(kGeneric), std::string::npos);
  std::vector<rules::Finding> findings;
  auto situation = plant.plant.state.situation("冀R12345", plate::Colour::yellow, "",
                                               rules::Direction::in, plant.plant.now());
  EXPECT_EQ(rules::judge(situation, findings), rules::Verdict::hold);
  situation.direction = rules::Direction::out;
  EXPECT_EQ(rules::decide(situation).verdict, rules::Verdict::admit);
  EXPECT_EQ(rules::judge(situation, findings), rules::Verdict::admit);
  EXPECT_FALSE(list_rule_packs(plant.plant)["in_force"]["fault"].is_null());
  ASSERT_TRUE(activate(kGeneric));
  EXPECT_EQ(decide().verdict, rules::Verdict::admit);
}

}  // namespace
}  // namespace cleangate::service
