#include <gtest/gtest.h>

#include "domain/rules/expression_test_support.h"

namespace cleangate::rules {
namespace {

const FaultRow kFaults[] = {
    {"truk", 0, "nothing is called 'truk'", "'truck'"},
    {"truck and zzzzzz", 10, "nothing is called", "parameter of this pack"},
    {"stage", 0, "neither true nor false", "stage <= 4"},
    {"truck and stage", 10, "a stage is neither true", "compare it"},
    {"not share_total", 4, "a number is neither", "not (stage"},
    {"stage <= 7", 9, "no such stage", "0 to 6"},
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
    {"fuel in truck", 8, "nothing is called", "parameter"},
    {"fuel in percent", 8, "is no list", "in ("},
    {"truck in (1)", 6, "only a word or number", "fuel in"},
    {"fuel in (1)", 9, "cannot be", "same kind"},
    {"colour in fuels", 7, "other words", "domain"},
    {"fuel = fuels", 7, "is a list", "fact in fuels"},
    {"window(1, 1440)", 10, "no time of the day", "22:00"},
    {"share_total / 0 = 1", 14, "0 or less", "above 0"},
    {"share_total / share_total = 1", 14, "0 or less", "min = 1"},
    {"share_total * share_total * 9 > 1", 26, "too large", "smaller"},
    {"fuel + 1 = 2", 5, "only numbers", "numbers"},
    {"-fuel = 2", 0, "minus", "leave"},
};
class CheckFault : public ::testing::TestWithParam<FaultRow> {};
TEST_P(CheckFault, NamesItsPlaceAndItsMend) {
  expect_fault(GetParam());
}
INSTANTIATE_TEST_SUITE_P(Rows, CheckFault, ::testing::ValuesIn(kFaults));

}  // namespace
}  // namespace cleangate::rules
