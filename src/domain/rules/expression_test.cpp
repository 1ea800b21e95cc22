#include "domain/rules/expression.h"

#include <gtest/gtest.h>

#include "domain/rules/expression_test_support.h"

namespace cleangate::rules {
namespace {

const WallTime kNow = parse_rfc3339("2026-11-24T10:00:00+08:00").value();

FactSet a_truck() {
  FactSet facts;
  facts.set(Fact::truck, Truth::yes);
  facts.set(Fact::nev, Truth::no);
  facts.set({vehicle::Stage::s4, vehicle::Stage::s5});
  facts.set(Fact::fuel, "B");
  facts.set(Fact::warning, "orange");
  facts.set(Fact::minute_of_day, std::int64_t{23 * 60});
  facts.set(Fact::share_qualifying, std::int64_t{8});
  facts.set(Fact::share_total, std::int64_t{9});
  return facts;
}
std::string value_of(std::string_view text, const FactSet& facts = a_truck(), WallTime at = kNow) {
  const auto given = parameters();
  const auto compiled = Expression::compile(text, scope(given, {{"clean", "stage >= 5 or nev"}}));
  if (!compiled) return "fault: " + compiled.error().message;
  return std::string(to_text(compiled->evaluate(facts, given, at)));
}

struct ValueRow {
  const char* text;
  const char* want;
};
const ValueRow kValues[] = {
    {"true", "true"},
    {"not true", "false"},
    {"not not truck", "true"},
    {"truck and not nev", "true"},
    {"truck and heavy", "unknown"},
    {"nev and heavy", "false"},
    {"heavy and nev", "false"},
    {"truck or heavy", "true"},
    {"heavy or truck", "true"},
    {"heavy or nev", "unknown"},
    {"not heavy", "unknown"},
    {"nev or heavy and truck", "unknown"},
    {"truck = nev", "false"},
    {"truck != nev", "true"},
    {"truck = heavy", "unknown"},
    {"stage <= 3", "false"},
    {"stage <= 4", "unknown"},
    {"stage <= 5", "true"},
    {"stage < 5", "unknown"},
    {"stage < 6", "true"},
    {"stage >= 4", "true"},
    {"stage > 4", "unknown"},
    {"stage > 3", "true"},
    {"stage = 4", "unknown"},
    {"stage = 3", "false"},
    {"stage != 3", "true"},
    {"stage <= highest", "unknown"},
    {"stage = \"D\"", "false"},
    {"fuel = \"B\"", "true"},
    {"\"B\" = fuel", "true"},
    {"fuel != \"B\"", "false"},
    {"fuel in (\"A\", \"B\")", "true"},
    {"fuel in fuels", "true"},
    {"colour = \"blue\"", "unknown"},
    {"colour in (\"blue\")", "unknown"},
    {"warning >= \"yellow\"", "true"},
    {"warning > \"orange\"", "false"},
    {"window(22:00, 08:00)", "true"},
    {"window(08:00, 22:00)", "false"},
    {"window(23:00, 23:01)", "true"},
    {"window(22:00, 23:00)", "false"},
    {"window(23:00, 23:00)", "false"},
    {"share_qualifying * 100 < percent * (share_total + 1)", "false"},
    {"(share_qualifying - 1) * 100 < percent * (share_total + 1)", "true"},
    {"share_qualifying - share_total = -1", "true"},
    {"- share_qualifying < 0", "true"},
    {"(share_qualifying - share_total) / 2 = -1", "true"},
    {"(share_qualifying - share_total) % 2 = 1", "true"},
    {"share_total / 2 = 4", "true"},
    {"daily_trips + 1 > 0", "unknown"},
    {"share_total in (8, 9)", "true"},
    {"share_total / late > 0", "unknown"},
    {"clean", "unknown"},
    {"not clean and nev", "false"},
};
class Value : public ::testing::TestWithParam<ValueRow> {};
TEST_P(Value, IsWhatStrongKleeneSays) {
  EXPECT_EQ(value_of(GetParam().text), GetParam().want) << GetParam().text;
}
INSTANTIATE_TEST_SUITE_P(Rows, Value, ::testing::ValuesIn(kValues));

TEST(Expression, StageDSatisfiesEveryAtLeastAndFailsEveryAtMost) {
  auto facts = a_truck();
  facts.set({vehicle::Stage::electric, vehicle::Stage::electric});
  for (const char* n : {"0", "4", "6", "6a", "6b"}) {
    EXPECT_EQ(value_of(std::string("stage <= ") + n, facts), "false") << n;
    EXPECT_EQ(value_of(std::string("stage < ") + n, facts), "false") << n;
    EXPECT_EQ(value_of(std::string("stage >= ") + n, facts), "true") << n;
    EXPECT_EQ(value_of(std::string("stage > ") + n, facts), "true") << n;
  }
  EXPECT_EQ(value_of("stage = \"D\"", facts), "true");
}

TEST(Expression, SixIsBothOfItsSteps) {
  auto facts = a_truck();
  facts.set({vehicle::Stage::s6a, vehicle::Stage::s6a});
  EXPECT_EQ(value_of("stage = 6", facts), "true");
  EXPECT_EQ(value_of("stage <= 6", facts), "true");
  EXPECT_EQ(value_of("stage >= 6", facts), "true");
  EXPECT_EQ(value_of("stage >= 6b", facts), "false");
  EXPECT_EQ(value_of("stage < 6b", facts), "true");
  EXPECT_EQ(value_of("stage < 6", facts), "false");
}

TEST(Expression, AParameterHasTheValueOfItsDate) {
  const auto before = parse_rfc3339("2026-12-31T23:59:59.999+08:00").value();
  const auto after = parse_rfc3339("2027-01-01T00:00:00+08:00").value();
  const auto early = parse_rfc3339("2020-06-30T23:59:59.999+08:00").value();
  EXPECT_EQ(value_of("percent = 80", a_truck(), before), "true");
  EXPECT_EQ(value_of("percent = 90", a_truck(), after), "true");
  EXPECT_EQ(value_of("percent = 80", a_truck(), early), "unknown");
}

TEST(Expression, KnowsWhichFactsItSpeaksOf) {
  const auto given = parameters();
  const auto compiled =
      Expression::compile("clean and window(1, percent)", scope(given, {{"clean", "nev"}}));
  ASSERT_TRUE(compiled);
  EXPECT_TRUE(compiled->uses(Fact::nev));
  EXPECT_TRUE(compiled->uses(Fact::minute_of_day));
  EXPECT_FALSE(compiled->uses(Fact::truck));
  EXPECT_TRUE(compiled->uses_parameter(0));
  EXPECT_FALSE(compiled->uses_parameter(1));
}

}  // namespace
}  // namespace cleangate::rules
