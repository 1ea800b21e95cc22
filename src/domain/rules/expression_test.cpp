#include "domain/rules/expression.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::rules {
namespace {

const WallTime kNow = parse_rfc3339("2026-11-24T10:00:00+08:00").value();

Parameters parameters() {
  Parameter percent{"percent", Type::integer, Domain::none, 0, 100, false, false};
  percent.values = {{parse_rfc3339("2020-07-01T00:00:00+08:00").value(), 80, {}},
                    {parse_rfc3339("2027-01-01T00:00:00+08:00").value(), 90, {}}};
  Parameter highest{"highest", Type::stage, Domain::none, 0, 0, false, false};
  highest.values = {{WallTime{}, stage_cell({vehicle::Stage::s4, vehicle::Stage::s4}), {}}};
  Parameter fuels{"fuels", Type::symbol, Domain::fuel, 0, 0, true, false};
  fuels.values = {{WallTime{}, kUnknownCell, {'B', 'E'}}};
  Parameter late{"late", Type::integer, Domain::none, 1, 10, false, false};
  late.values = {{parse_rfc3339("2030-01-01T00:00:00+08:00").value(), 5, {}}};
  return {percent, highest, fuels, late};
}
Scope scope(const Parameters& given, std::vector<Scope::Let> lets = {}) {
  return {&given, std::move(lets)};
}
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

struct FaultRow {
  const char* text;
  std::size_t offset;
  const char* message;
  const char* mend;
};
const FaultRow kFaults[] = {
    {"", 0, "ends too early", "name a fact"},
    {"truck and", 9, "ends too early", "name a fact"},
    {"truk", 0, "nothing is called 'truk'", "'truck'"},
    {"truck and zzzzzz", 10, "nothing is called", "parameter of this pack"},
    {"truck & heavy", 6, "no meaning", "and, or, not"},
    {"truck $", 6, "no meaning", "names"},
    {"stage", 0, "neither true nor false", "stage <= 4"},
    {"truck and stage", 10, "a stage is neither true", "compare it"},
    {"not share_total", 4, "a number is neither", "not (stage"},
    {"stage <= 7", 9, "no such stage", "0 to 6"},
    {"stage <= 6c", 9, "is no number", "6a, 6b"},
    {"stage <= \"X\"", 9, "is no stage", "0 to 6"},
    {"stage <= \"D\"", 9, "outside the order", "nev"},
    {"4 >= stage", 0, "on the left", "stage >= 4"},
    {"fuel = \"diesel\"", 7, "is no fuel", "capital letter"},
    {"grade = \"E\"", 8, "is no grade", "A+, A"},
    {"fuel < \"B\"", 5, "no order", "= or !="},
    {"truck < heavy", 6, "no order", "="},
    {"fuel = 4", 5, "cannot be compared", "words with"},
    {"fuel = colour", 5, "cannot be compared", "words with"},
    {"\"a\" = \"a\"", 4, "cannot be compared", "words with"},
    {"truck = \"yes\"", 6, "cannot be compared", "words"},
    {"1 < 2 < 3", 6, "two comparisons", "a < b and b < c"},
    {"truck heavy", 6, "goes on here", "and, or"},
    {"(truck", 6, "no end", ")"},
    {"fuel in truck", 8, "nothing is called", "parameter"},
    {"fuel in percent", 8, "is no list", "in ("},
    {"fuel in", 7, "a list must follow", "in ("},
    {"fuel in (\"B\"", 12, "no end", ")"},
    {"truck in (1)", 6, "only a word or number", "fuel in"},
    {"fuel in (1)", 9, "cannot be", "same kind"},
    {"colour in fuels", 7, "other words", "domain"},
    {"fuel = fuels", 7, "is a list", "fact in fuels"},
    {"window(1)", 8, "two times", "22:00"},
    {"window 1", 7, "two times", "22:00"},
    {"window(1, 1440)", 10, "no time of the day", "22:00"},
    {"window(24:00, 1)", 7, "no clock", "23:59"},
    {"window(1:5, 1)", 7, "no clock", "23:59"},
    {"share_total / 0 = 1", 14, "0 or less", "above 0"},
    {"share_total / share_total = 1", 14, "0 or less", "min = 1"},
    {"share_total * share_total * 9 > 1", 26, "too large", "smaller"},
    {"fuel + 1 = 2", 5, "only numbers", "numbers"},
    {"-fuel = 2", 0, "minus", "leave"},
    {"fuel = \"B", 7, "no end", "close it"},
    {"share_total = 1234567890123", 14, "too large", "12 digits"},
};
class Fault : public ::testing::TestWithParam<FaultRow> {};
TEST_P(Fault, NamesItsPlaceAndItsMend) {
  const auto given = parameters();
  const auto compiled = Expression::compile(GetParam().text, scope(given));
  ASSERT_FALSE(compiled) << GetParam().text;
  EXPECT_EQ(compiled.error().offset, GetParam().offset) << GetParam().text;
  EXPECT_NE(compiled.error().message.find(GetParam().message), std::string::npos)
      << GetParam().text << " → " << compiled.error().message;
  EXPECT_NE(compiled.error().mend.find(GetParam().mend), std::string::npos)
      << GetParam().text << " → " << compiled.error().mend;
}
INSTANTIATE_TEST_SUITE_P(Rows, Fault, ::testing::ValuesIn(kFaults));

std::string brackets(std::size_t depth) {
  return std::string(depth, '(') + "truck" + std::string(depth, ')');
}
TEST(Expression, DepthLengthAndSizeHaveALimit) {
  const Parameters none;
  // The text itself is one level.
  EXPECT_TRUE(Expression::compile(brackets(kMaxExpressionDepth - 2), scope(none)));
  EXPECT_TRUE(Expression::compile(brackets(kMaxExpressionDepth - 1), scope(none)));
  EXPECT_FALSE(Expression::compile(brackets(kMaxExpressionDepth), scope(none)));
  const std::string full = "truck" + std::string(kMaxExpressionBytes - 5, ' ');
  EXPECT_TRUE(Expression::compile(full, scope(none)));
  EXPECT_FALSE(Expression::compile(full + " ", scope(none)));
}

TEST(Expression, LetsThatDoubleEachOtherAreRefused) {
  const Parameters none;
  Scope doubling{&none, {{"x0", "truck and heavy"}}};
  for (int i = 1; i < 20; ++i) {
    const auto before = "x" + std::to_string(i - 1);
    doubling.lets.push_back({"x" + std::to_string(i), before + " and " + before});
  }
  EXPECT_TRUE(Expression::compile("x5", doubling));
  EXPECT_FALSE(Expression::compile("x19", doubling));
}

TEST(Expression, NothingCanOverflowTheStack) {
  const Parameters none;
  std::string deep = "truck";
  for (int i = 0; i < 25; ++i) deep = "truck and (heavy or (" + deep + "))";
  const auto compiled = Expression::compile(deep, scope(none));
  EXPECT_FALSE(compiled);
}

}  // namespace
}  // namespace cleangate::rules
