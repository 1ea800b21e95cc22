#include "domain/rules/decision.h"

#include <gtest/gtest.h>

namespace cleangate::rules {
namespace {

/// A diesel truck of stage 4 above 12 t at a plant of grade B.
Situation heavy_truck() {
  Situation situation;
  situation.facts.truck = Truth::yes;
  situation.facts.heavy = Truth::yes;
  situation.facts.nev = Truth::no;
  situation.facts.stage = {vehicle::Stage::s4, vehicle::Stage::s4};
  situation.colour = plate::Colour::yellow;
  situation.grade = "B";
  situation.is_known = true;
  situation.at = parse_rfc3339("2026-11-24T10:00:00+08:00").value();
  situation.share_qualifying = situation.share_total = 100;
  return situation;
}
std::string clauses(const Decision& decision) {
  std::string out;
  for (const auto& reason : decision.reasons) {
    out += (out.empty() ? "" : " ") + std::string(reason.clause) + ":" +
           std::string(to_text(reason.outcome));
  }
  return out;
}
ListHit on(std::string list, std::string source = "plant") {
  return {std::move(list), "item", "why", std::move(source)};
}

struct BanRow {
  const char* name;
  const char* grade;
  std::optional<Level> warning;
  Truth truck, heavy, nev;
  Verdict want;
};
constexpr auto kNo = Truth::no;
constexpr auto kUnknown = Truth::unknown;
constexpr auto kYes = Truth::yes;
const BanRow kBans[] = {
    {"yellow", "B", Level::yellow, kYes, kYes, kNo, Verdict::refuse},
    {"orange", "B", Level::orange, kYes, kYes, kNo, Verdict::refuse},
    {"red", "B", Level::red, kYes, kYes, kNo, Verdict::refuse},
    {"no_warning", "B", {}, kYes, kYes, kNo, Verdict::admit},
    {"grade_c", "C", Level::red, kYes, kYes, kNo, Verdict::refuse},
    {"grade_b_minus", "B-", Level::red, kYes, kYes, kNo, Verdict::refuse},
    {"grade_a_by_its_own_clause", "A", Level::red, kYes, kYes, kNo, Verdict::refuse},
    {"no_truck", "B", Level::red, kNo, kYes, kNo, Verdict::admit},
    {"not_heavy", "B", Level::red, kYes, kNo, kNo, Verdict::admit},
    {"nev", "B", Level::red, kYes, kYes, kYes, Verdict::admit},
    {"truck_unknown", "B", Level::red, kUnknown, kYes, kNo, Verdict::hold},
    {"heavy_unknown", "B", Level::red, kYes, kUnknown, kNo, Verdict::hold},
    {"nev_unknown", "B", Level::red, kYes, kYes, kUnknown, Verdict::hold},
    {"one_no_beats_unknowns", "B", Level::red, kUnknown, kNo, kUnknown, Verdict::admit},
};
class Ban : public ::testing::TestWithParam<BanRow> {};
TEST_P(Ban, RefusesHeavyTrucksUpToStageFourDuringWarnings) {
  const auto& row = GetParam();
  auto situation = heavy_truck();
  situation.grade = row.grade;
  situation.warning = row.warning;
  situation.facts.truck = row.truck;
  situation.facts.heavy = row.heavy;
  situation.facts.nev = row.nev;
  EXPECT_EQ(decide(situation).verdict, row.want);
}
INSTANTIATE_TEST_SUITE_P(Rows, Ban, ::testing::ValuesIn(kBans),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Decision, StageFourIsBannedFiveIsNotAndBetweenIsHeld) {
  auto situation = heavy_truck();
  situation.warning = Level::orange;
  EXPECT_EQ(decide(situation).verdict, Verdict::refuse);
  situation.facts.stage = {vehicle::Stage::s5, vehicle::Stage::s5};
  EXPECT_EQ(decide(situation).verdict, Verdict::admit);
  situation.facts.stage = {vehicle::Stage::s4, vehicle::Stage::s5};
  EXPECT_EQ(decide(situation).verdict, Verdict::hold);
}

TEST(Decision, TheDenyListRefusesTheBureausBeforeThePlants) {
  auto situation = heavy_truck();
  situation.lists = {on("watch"), on("deny", "plant"), on("deny", "bureau")};
  const auto decision = decide(situation);
  EXPECT_EQ(decision.verdict, Verdict::refuse);
  EXPECT_EQ(clauses(decision), "list.deny:refuse list.deny:refuse list.watch:remind");
  ASSERT_TRUE(decision.speaking());
  EXPECT_EQ(decision.speaking()->values["source"].text(), "bureau");
}

TEST(Decision, TheWatchListOnlyReminds) {
  auto situation = heavy_truck();
  situation.lists = {on("watch")};
  const auto decision = decide(situation);
  EXPECT_EQ(decision.verdict, Verdict::admit);
  EXPECT_EQ(clauses(decision), "list.watch:remind");
  EXPECT_EQ(decision.speaking(), nullptr);
}

TEST(Decision, TheAllowListLiftsNoBanAndNoDenyEntry) {
  auto situation = heavy_truck();
  situation.warning = Level::orange;
  situation.lists = {on("allow")};
  EXPECT_EQ(decide(situation).verdict, Verdict::refuse);
  situation.warning.reset();
  situation.lists = {on("allow"), on("deny")};
  EXPECT_EQ(decide(situation).verdict, Verdict::refuse);
}

TEST(Decision, AnUnknownVisitorIsHeldOnlyWhenThePlantAsksForIt) {
  auto situation = heavy_truck();
  situation.is_known = false;
  EXPECT_EQ(clauses(decide(situation)), "");
  situation.hold_unknown = true;
  EXPECT_EQ(clauses(decide(situation)), "visitor.unknown:hold");
  situation.is_known = true;
  EXPECT_EQ(clauses(decide(situation)), "");
}

TEST(Decision, AnyListMakesAVisitorKnown) {
  auto situation = heavy_truck();
  situation.is_known = false;
  situation.hold_unknown = true;
  situation.lists = {on("allow")};
  EXPECT_EQ(decide(situation).verdict, Verdict::admit);
  situation.lists = {on("watch")};
  EXPECT_EQ(decide(situation).verdict, Verdict::admit);
}

TEST(Decision, AnEntryWithoutPlateIsHeldAndAnExitIsNot) {
  Situation situation;
  situation.at = heavy_truck().at;
  situation.grade = "D";
  situation.has_plate = false;
  EXPECT_EQ(decide(situation).verdict, Verdict::hold);
  // visitor.unknown is the plant's own wish (law.md): this hold has a reason of its own.
  EXPECT_EQ(clauses(decide(situation)), "plate.missing:hold");
  situation.hold_unknown = true;
  EXPECT_EQ(clauses(decide(situation)), "plate.missing:hold visitor.unknown:hold");
  situation.direction = Direction::out;
  EXPECT_EQ(decide(situation).verdict, Verdict::admit);
  EXPECT_EQ(clauses(decide(situation)), "visitor.unknown:hold");
  situation.hold_unknown = false;
  EXPECT_EQ(clauses(decide(situation)), "");
}

TEST(Decision, AtAnExitTheVerdictIsAdmitAndTheReasonsAreKept) {
  auto situation = heavy_truck();
  situation.warning = Level::red;
  situation.lists = {on("deny")};
  situation.direction = Direction::out;
  const auto decision = decide(situation);
  EXPECT_EQ(decision.verdict, Verdict::admit);
  EXPECT_EQ(clauses(decision), "warning.ban-heavy-le4:refuse list.deny:refuse");
  EXPECT_EQ(decision.speaking(), nullptr);
}

TEST(Decision, TheGradesClauseStandsBeforeListsAndSpeaks) {
  auto situation = heavy_truck();
  situation.warning = Level::red;
  situation.lists = {on("deny"), on("watch")};
  const auto decision = decide(situation);
  EXPECT_EQ(clauses(decision), "warning.ban-heavy-le4:refuse list.deny:refuse list.watch:remind");
  EXPECT_EQ(decision.speaking()->clause, "warning.ban-heavy-le4");
}

TEST(Decision, AHoldDoesNotSpeakWhenSomethingRefuses) {
  auto situation = heavy_truck();
  situation.warning = Level::red;
  situation.facts.stage = {};
  situation.lists = {on("deny")};
  const auto decision = decide(situation);
  EXPECT_EQ(decision.verdict, Verdict::refuse);
  EXPECT_EQ(decision.speaking()->clause, "list.deny");
}

TEST(Decision, ItsLogFormReadsBack) {
  auto situation = heavy_truck();
  situation.warning = Level::red;
  situation.lists = {on("deny", "bureau"), on("watch")};
  const auto decision = decide(situation);
  const auto json = to_log_json(decision);
  const auto back = reasons_from_log(parse_json(json.dump()).value());
  Decision again{decision.verdict, back};
  EXPECT_EQ(to_log_json(again), json);
}

TEST(Decision, AClauseOfAnotherProgramsLogIsLeftOut) {
  EXPECT_TRUE(reasons_from_log(parse_json(R"([{"clause":"b.new"}])").value()).empty());
  EXPECT_TRUE(reasons_from_log(Json()).empty());
}

TEST(Decision, AMarkIsTheFactOfItsNameAndUnknownIsNoFact) {
  for (std::size_t i = 0; i < vehicle::kMarkCount; ++i) {
    const auto* info = find_fact(vehicle::kMarkNames[i].name);
    ASSERT_NE(info, nullptr) << vehicle::kMarkNames[i].name;
    ASSERT_EQ(info->type, Type::truth);
    for (const bool holds : {true, false}) {
      auto situation = heavy_truck();
      situation.facts.marks.set(i, holds);
      EXPECT_EQ(facts_of(situation).text(info->fact), holds ? "true" : "false") << info->name;
    }
    const auto silent = facts_of(heavy_truck());
    EXPECT_EQ(silent.is_known(info->fact), info->fact == Fact::machine) << info->name;
  }
}

TEST(Decision, AMarkLiftsNoClauseThatHasNoExemption) {
  auto situation = heavy_truck();
  situation.warning = Level::orange;
  situation.facts.marks.set(static_cast<std::size_t>(vehicle::VehicleMark::rescue), true);
  EXPECT_EQ(decide(situation).verdict, Verdict::refuse);
  EXPECT_TRUE(decide(situation).exempted.empty());
}

TEST(Verdict, ItsWordReadsBackAndNoOtherDoes) {
  for (const Verdict verdict : {Verdict::admit, Verdict::hold, Verdict::refuse}) {
    EXPECT_EQ(parse_verdict(to_text(verdict)), verdict);
  }
  EXPECT_FALSE(parse_verdict(""));
  EXPECT_FALSE(parse_verdict("remind"));
}

}  // namespace
}  // namespace cleangate::rules
