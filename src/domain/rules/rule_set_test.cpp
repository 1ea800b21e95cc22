#include "domain/rules/rule_set.h"

#include <gtest/gtest.h>

#include "domain/rules/shipped_packs.h"

namespace cleangate::rules {
namespace {

WallTime at(std::string_view time = "2026-11-24T10:00:00+08:00") {
  return parse_rfc3339(time).value();
}

std::string clause(std::string_view id, std::string_view outcome, std::string_view more = "") {
  return "[[clause]]\nid = \"" + std::string(id) + "\"\nwhen = \"truck\"\noutcome = \"" +
         std::string(outcome) + "\"\ntext = {zh = \"x\", en = \"x\"}\n" + std::string(more);
}
PackPtr pack(std::string_view id, std::string_view kind, std::string_view clauses,
             std::string_view validity = "valid_from = 2020-07-01") {
  const auto read = read_pack(
      "id = \"" + std::string(id) + "\"\nversion = \"1\"\nkind = \"" + std::string(kind) + "\"\n" +
          "title = {zh = \"试\", en = \"test\"}\ndocument = \"文\"\n"
          "citation = \"条\"\nregion = \"000000\"\n"
          "industry = \"generic\"\n" +
          std::string(validity) + "\nevidence = \"secondary\"\n" + std::string(clauses),
      "x.toml");
  for (const auto& problem : read.problems) ADD_FAILURE() << problem.text();
  return read.pack;
}

std::string judged(const RuleSet& rules, WallTime when = at(),
                   std::vector<MeasureInForce> measures = {},
                   std::optional<Level> warning = Level::orange) {
  FactSet facts;
  facts.set(Fact::truck, Truth::yes);
  facts.set(Fact::grade, "B");
  std::vector<Finding> findings;
  rules.judge({facts, when, Outcome::remind, warning, measures}, findings);
  std::string out;
  for (const auto& finding : findings) {
    out += (out.empty() ? "" : " ") + finding.pack->id + "/" + finding.clause->id + ":" +
           std::string(to_text(finding.outcome));
  }
  return out;
}
MeasurePtr stop_road(Group group, std::vector<Level> levels = {},
                     std::string_view from = "2026-01-01T00:00:00+08:00",
                     std::string_view to = "2027-01-01T00:00:00+08:00") {
  return make_measure({"1",
                       "某市〔2026〕1号",
                       group,
                       {at(from), at(to)},
                       std::move(levels),
                       shipped_template("STOP_ROAD"),
                       Json(),
                       Json()})
      .value();
}

TEST(RuleSet, WithoutAPackNothingApplies) {
  EXPECT_EQ(judged(RuleSet()), "");
  EXPECT_FALSE(RuleSet().has_base(at()));
}

TEST(RuleSet, UnitesTheBaseAndItsOverlays) {
  const RuleSet rules({pack("base", "base", clause("a", "refuse") + clause("b", "remind")),
                       pack("more", "overlay", clause("c", "hold"))});
  EXPECT_EQ(judged(rules), "base/a:refuse base/b:remind more/c:hold");
  EXPECT_TRUE(rules.has_base(at()));
}

TEST(RuleSet, AnOverlaysClauseOfTheSameIdReplacesItInItsPlace) {
  const RuleSet rules({pack("base", "base", clause("a", "refuse") + clause("b", "remind")),
                       pack("more", "overlay", clause("a", "hold")),
                       pack("last", "overlay", clause("a", "remind"))});
  EXPECT_EQ(judged(rules), "last/a:remind base/b:remind");
}

TEST(RuleSet, AnOverlayReplacesOnlyWhileItCounts) {
  const RuleSet rules({pack("base", "base", clause("a", "refuse")),
                       pack("more", "overlay", clause("a", "hold"),
                            "valid_from = 2025-01-01\nvalid_to = 2026-01-01")});
  EXPECT_EQ(judged(rules, at("2024-12-31T23:59:59.999+08:00")), "base/a:refuse");
  EXPECT_EQ(judged(rules, at("2025-01-01T00:00:00+08:00")), "more/a:hold");
  EXPECT_EQ(judged(rules, at("2025-12-31T23:59:59.999+08:00")), "more/a:hold");
  EXPECT_EQ(judged(rules, at("2026-01-01T00:00:00+08:00")), "base/a:refuse");
}

TEST(RuleSet, APackCountsFromItsFirstMomentUpToItsLast) {
  const RuleSet rules({pack("base", "base", clause("a", "refuse"),
                            "valid_from = 2025-01-01\nvalid_to = 2026-01-01")});
  EXPECT_EQ(judged(rules, at("2024-12-31T23:59:59.999+08:00")), "");
  EXPECT_EQ(judged(rules, at("2025-01-01T00:00:00+08:00")), "base/a:refuse");
  EXPECT_EQ(judged(rules, at("2026-01-01T00:00:00+08:00")), "");
  EXPECT_FALSE(rules.has_base(at("2026-01-01T00:00:00+08:00")));
}

TEST(RuleSet, SortsOrdersPlanCityAndGrade) {
  const RuleSet rules({pack("base", "base", clause("grade", "refuse")),
                       pack("city", "overlay", clause("city", "remind", "group = \"city\"\n"))});
  const std::vector<MeasureInForce> measures{{stop_road(Group::plan), {}},
                                             {stop_road(Group::order), {}}};
  EXPECT_EQ(judged(rules, at(), measures),
            "cn-plan-stop-road/plan.stop-road:refuse cn-plan-stop-road/plan.stop-road:refuse "
            "city/city:remind base/grade:refuse");
}

TEST(RuleSet, ATemplateInItselfSaysNothing) {
  EXPECT_EQ(judged(RuleSet({shipped_template("STOP_ROAD")})), "");
}

TEST(RuleSet, AMeasureCountsInItsTimeAndAtItsLevels) {
  const auto measure = stop_road(Group::order, {Level::orange, Level::red},
                                 "2026-11-24T10:00:00+08:00", "2026-11-24T12:00:00+08:00");
  const auto says = [&](std::string_view time, std::optional<Level> level) {
    return !judged(RuleSet(), at(time), {{measure, {}}}, level).empty();
  };
  EXPECT_FALSE(says("2026-11-24T09:59:59.999+08:00", Level::orange));
  EXPECT_TRUE(says("2026-11-24T10:00:00+08:00", Level::orange));
  EXPECT_TRUE(says("2026-11-24T11:59:59.999+08:00", Level::red));
  EXPECT_FALSE(says("2026-11-24T12:00:00+08:00", Level::red));
  EXPECT_FALSE(says("2026-11-24T10:00:00+08:00", Level::yellow));
  EXPECT_FALSE(says("2026-11-24T10:00:00+08:00", std::nullopt));
}

TEST(RuleSet, AnOpenExemptionTurnsOnlyARefuseIntoHold) {
  constexpr std::string_view kExemption =
      "[[clause.exemption]]\nid = \"e\"\nwhen = \"rescue\"\ntext = {zh = \"例\", en = \"e\"}\n"
      "evidence = \"证\"\n";
  const RuleSet rules({pack("base", "base",
                            clause("a", "refuse", kExemption) + clause("b", "remind", kExemption) +
                                clause("c", "hold", kExemption))});
  EXPECT_EQ(judged(rules), "base/a:hold base/b:remind base/c:hold");
}

TEST(RuleSet, TheUnverifiedGradesOfAClauseAreMarkedAndEnforced) {
  const auto generic = shipped_pack("cn-2020-340-generic");
  const auto* ban = generic->clause("warning.ban-heavy-le4");
  ASSERT_TRUE(ban);
  EXPECT_EQ(ban->evidence_for(*encode(Domain::grade, "B")), Evidence::brochure);
  EXPECT_EQ(ban->evidence_for(*encode(Domain::grade, "B-")), Evidence::unverified);
}

}  // namespace
}  // namespace cleangate::rules
