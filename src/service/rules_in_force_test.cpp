#include "service/rules_in_force.h"

#include <gtest/gtest.h>

#include "domain/ledger/projections/tables.h"
#include "domain/rules/shipped_packs.h"

namespace cleangate::service {
namespace {

using namespace std::chrono_literals;

const WallTime kNow = parse_rfc3339("2026-11-24T10:00:00+08:00").value();
constexpr const char* kGeneric = "cn-2020-340-generic";
constexpr const char* kCement = "cn-2020-340-cement-clinker";
constexpr const char* kOverlay = "cn-province-clean-80";

class RulesInForceTest : public ::testing::Test {
 protected:
  void act(const std::string& action, const std::string& pack, const std::string& version = "1",
           std::optional<WallTime> valid_from = {}, const std::string& toml = "") {
    namespace table = ledger::rule_packs;
    ledger::Row row(table::kColumnCount);
    row[table::kIndex] = next_++;
    row[table::kPack] = pack;
    row[table::kVersion] = version;
    row[table::kAction] = action;
    row[table::kAt] = to_unix_ms(kNow);
    if (valid_from) row[table::kValidFrom] = to_unix_ms(*valid_from);
    if (!toml.empty()) row[table::kToml] = toml;
    rules.apply(row);
  }
  void activate(const std::string& pack, const std::string& version = "1",
                std::optional<WallTime> valid_from = {}) {
    act("activate", pack, version, valid_from);
  }
  /// A shipped pack's text with another version and validity.
  static std::string text_of(const std::string& pack, const std::string& version,
                             const std::string& validity = "") {
    for (const auto& file : rules::shipped_files()) {
      if (file.name != pack + ".toml") continue;
      std::string text(file.text);
      const std::string old = "version = \"1\"";
      text.replace(text.find(old), old.size(), "version = \"" + version + "\"");
      if (validity.empty()) return text;
      const auto begin = text.find("valid_from = ");
      return text.replace(begin, text.find('\n', begin) - begin, validity);
    }
    return "";
  }
  [[nodiscard]] std::string at(WallTime when) const {
    std::string out;
    for (const auto& pack : rules.at(when).rules->packs()) {
      out += (out.empty() ? "" : " ") + pack->id + "/" + pack->version;
    }
    return out;
  }

  RulesInForce rules;

 private:
  std::int64_t next_ = 0;
};

TEST_F(RulesInForceTest, WithoutAnActivationTheIndustrysShippedBasePackCounts) {
  EXPECT_EQ(at(kNow), "cn-2020-340-generic/1");
  ASSERT_EQ(rules.at(kNow).by.size(), 1u);
  EXPECT_EQ(rules.at(kNow).by[0], std::nullopt);
  rules.set_industry("cement-clinker");
  EXPECT_EQ(at(kNow), "cn-2020-340-cement-clinker/1");
  rules.set_industry("no such industry");
  EXPECT_EQ(at(kNow), "cn-2020-340-generic/1");
}

TEST_F(RulesInForceTest, ABasePackReplacesTheOneBeforeAndAnOverlayStandsBesideIt) {
  activate(kGeneric);
  activate(kOverlay);
  EXPECT_EQ(at(kNow), "cn-2020-340-generic/1 cn-province-clean-80/1");
  activate(kCement);
  EXPECT_EQ(at(kNow), "cn-2020-340-cement-clinker/1 cn-province-clean-80/1");
  act("deactivate", kOverlay);
  EXPECT_EQ(at(kNow), "cn-2020-340-cement-clinker/1");
  ASSERT_EQ(rules.at(kNow).by.size(), 1u);
  EXPECT_EQ(rules.at(kNow).by[0]->pack, kCement);
}

TEST_F(RulesInForceTest, AnUploadedVersionCountsOnlyOnceItIsActivated) {
  act("upload", kGeneric, "2", {}, text_of(kGeneric, "2"));
  EXPECT_EQ(at(kNow), "cn-2020-340-generic/1");
  EXPECT_NE(rules.find_pack()(kGeneric, "2"), nullptr);
  activate(kGeneric, "2");
  EXPECT_EQ(at(kNow), "cn-2020-340-generic/2");
  EXPECT_TRUE(rules.at(kNow).fault.empty());
}

TEST_F(RulesInForceTest, ALaterBeginningIsAMomentNotAMillisecondMore) {
  const auto begin = kNow + 2h;
  activate(kGeneric);
  activate(kCement, "1", begin);
  EXPECT_EQ(at(begin - 1ms), "cn-2020-340-generic/1");
  EXPECT_EQ(at(begin), "cn-2020-340-cement-clinker/1");
  EXPECT_EQ(at(begin + 1ms), "cn-2020-340-cement-clinker/1");
  EXPECT_EQ(rules.next_change(kNow), begin);
  EXPECT_EQ(rules.next_change(begin), std::nullopt);
}

TEST_F(RulesInForceTest, TheLastWordInTheLogCancelsWhatWasToBeginLater) {
  activate(kCement, "1", kNow + 2h);
  activate(kGeneric);
  EXPECT_EQ(at(kNow + 3h), "cn-2020-340-generic/1");
  activate(kOverlay, "1", kNow + 2h);
  act("deactivate", kOverlay);
  EXPECT_EQ(at(kNow + 3h), "cn-2020-340-generic/1");
}

TEST_F(RulesInForceTest, AVersionCountsWithinItsOwnValidityAndTheOneBeforeOtherwise) {
  act("upload", kGeneric, "2", {},
      text_of(kGeneric, "2", "valid_from = 2026-12-01\nvalid_to = 2027-01-01"));
  activate(kGeneric);
  activate(kGeneric, "2");
  const auto from = parse_rfc3339("2026-12-01T00:00:00+08:00").value();
  const auto to = parse_rfc3339("2027-01-01T00:00:00+08:00").value();
  EXPECT_EQ(at(from - 1ms), "cn-2020-340-generic/1");
  EXPECT_EQ(at(from), "cn-2020-340-generic/2");
  EXPECT_EQ(at(to - 1ms), "cn-2020-340-generic/2");
  EXPECT_EQ(at(to), "cn-2020-340-generic/1");
}

TEST_F(RulesInForceTest, ABasePackThatIsOverLeavesNoneAndNotTheShippedOne) {
  act("upload", kGeneric, "2", {},
      text_of(kGeneric, "2", "valid_from = 2026-01-01\nvalid_to = 2027-01-01"));
  activate(kGeneric, "2");
  const auto end = parse_rfc3339("2027-01-01T00:00:00+08:00").value();
  EXPECT_EQ(at(end - 1ms), "cn-2020-340-generic/2");
  EXPECT_EQ(at(end), "");
  EXPECT_TRUE(rules.at(end).fault.empty());
}

TEST_F(RulesInForceTest, APackThatCannotBeReadIsAFaultAndNeverAnotherPack) {
  act("upload", "own", "1", {}, "id = \"own\"\nkind = \"base\"\nmore = 1");
  EXPECT_TRUE(rules.at(kNow).fault.empty()) << "nothing uses it";
  ASSERT_NE(rules.find("own", "1"), nullptr);
  EXPECT_FALSE(rules.find("own", "1")->fault.empty());
  activate("own");
  EXPECT_EQ(at(kNow), "");
  EXPECT_NE(rules.at(kNow).fault.find("own"), std::string::npos);
  activate(kGeneric);
  EXPECT_EQ(at(kNow), "cn-2020-340-generic/1");
  EXPECT_FALSE(rules.at(kNow).fault.empty()) << "it might be an overlay";
  act("deactivate", "own");
  EXPECT_TRUE(rules.at(kNow).fault.empty());
}

TEST_F(RulesInForceTest, AVersionThatNobodyHasIsAFaultToo) {
  activate(kGeneric, "77");
  EXPECT_EQ(at(kNow), "");
  EXPECT_NE(rules.at(kNow).fault.find(kGeneric), std::string::npos);
  activate(kGeneric);
  EXPECT_TRUE(rules.at(kNow).fault.empty());
}

TEST_F(RulesInForceTest, ATextOfAnotherPackIsNotTakenForIt) {
  act("upload", "own", "1", {}, text_of(kGeneric, "1"));
  activate("own");
  EXPECT_FALSE(rules.at(kNow).fault.empty());
  EXPECT_EQ(rules.find_pack()("own", "1"), nullptr);
}

TEST_F(RulesInForceTest, ACopyGoesItsOwnWay) {
  activate(kGeneric);
  EXPECT_EQ(at(kNow), "cn-2020-340-generic/1");
  RulesInForce copy = rules;
  activate(kCement);
  EXPECT_EQ(copy.at(kNow).rules->packs()[0]->id, kGeneric);
  EXPECT_EQ(copy.at(kNow).by[0]->pack, kGeneric);
  EXPECT_EQ(at(kNow), "cn-2020-340-cement-clinker/1");
}

TEST_F(RulesInForceTest, ADecisionKeepsTheSetThatItWasJudgedBy) {
  activate(kGeneric);
  const auto kept = rules.at(kNow).rules;
  activate(kCement);
  EXPECT_EQ(kept->packs()[0]->id, kGeneric);
  EXPECT_NE(kept, rules.at(kNow).rules);
}

}  // namespace
}  // namespace cleangate::service
