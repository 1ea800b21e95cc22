#include <gtest/gtest.h>

#include "domain/rules/expression_test_support.h"

namespace cleangate::rules {
namespace {

const FaultRow kFaults[] = {
    {"", 0, "ends too early", "name a fact"},
    {"truck and", 9, "ends too early", "name a fact"},
    {"1 < 2 < 3", 6, "two comparisons", "a < b and b < c"},
    {"truck heavy", 6, "goes on here", "and, or"},
    {"(truck", 6, "no end", ")"},
    {"fuel in", 7, "a list must follow", "in ("},
    {"fuel in (\"B\"", 12, "no end", ")"},
    {"window(1)", 8, "two times", "22:00"},
    {"window 1", 7, "two times", "22:00"},
};
class ParseFault : public ::testing::TestWithParam<FaultRow> {};
TEST_P(ParseFault, NamesItsPlaceAndItsMend) {
  expect_fault(GetParam());
}
INSTANTIATE_TEST_SUITE_P(Rows, ParseFault, ::testing::ValuesIn(kFaults));

TEST(Parser, AndBindsCloserThanOrAndNotThanBoth) {
  const auto given = parameters();
  const auto value = [&](std::string_view text) {
    return Expression::compile(text, scope(given)).value().evaluate({}, given, WallTime{});
  };
  EXPECT_EQ(value("true or false and false"), Truth::yes);
  EXPECT_EQ(value("(true or false) and false"), Truth::no);
  EXPECT_EQ(value("not false and false"), Truth::no);
  EXPECT_EQ(value("not (false and false)"), Truth::yes);
  EXPECT_EQ(value("1 + 2 * 3 = 7"), Truth::yes);
  EXPECT_EQ(value("(1 + 2) * 3 = 9"), Truth::yes);
  EXPECT_EQ(value("10 - 3 - 2 = 5"), Truth::yes);
}

}  // namespace
}  // namespace cleangate::rules
