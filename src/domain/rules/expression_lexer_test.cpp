#include <gtest/gtest.h>

#include "domain/rules/expression_lexer.h"
#include "domain/rules/expression_test_support.h"

namespace cleangate::rules {
namespace {

const FaultRow kFaults[] = {
    {"truck & heavy", 6, "no meaning", "and, or, not"},
    {"truck $", 6, "no meaning", "names"},
    {"stage <= 6c", 9, "is no number", "6a, 6b"},
    {"window(24:00, 1)", 7, "no clock", "23:59"},
    {"window(1:5, 1)", 7, "no clock", "23:59"},
    {"fuel = \"B", 7, "no end", "close it"},
    {"share_total = 1234567890123", 14, "too large", "12 digits"},
};
class LexerFault : public ::testing::TestWithParam<FaultRow> {};
TEST_P(LexerFault, NamesItsPlaceAndItsMend) {
  expect_fault(GetParam());
}
INSTANTIATE_TEST_SUITE_P(Rows, LexerFault, ::testing::ValuesIn(kFaults));

TEST(Lexer, TellsNamesNumbersStagesTimesAndTexts) {
  const auto tokens = tokens_of("stage<=6a 22:00 'B' \"国\" 12").value();
  ASSERT_EQ(tokens.size(), 8u);
  EXPECT_EQ(tokens[0].text, "stage");
  EXPECT_EQ(tokens[1].text, "<=");
  EXPECT_EQ(tokens[2].kind, Token::Kind::stage);
  EXPECT_EQ(tokens[3].number, 22 * 60);
  EXPECT_EQ(tokens[4].text, "B");
  EXPECT_EQ(tokens[5].text, "国");
  EXPECT_EQ(tokens[6].number, 12);
  EXPECT_EQ(tokens[6].offset, 26u);
  EXPECT_EQ(tokens[7].kind, Token::Kind::end);
}

TEST(Lexer, ANumberHasAtMostTwelveDigits) {
  EXPECT_TRUE(tokens_of("12345678901"));
  EXPECT_EQ(tokens_of("999999999999").value()[0].number, 999'999'999'999);
  EXPECT_FALSE(tokens_of("1000000000000"));
}

}  // namespace
}  // namespace cleangate::rules
