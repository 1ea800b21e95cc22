#include "domain/rules/pack.h"

#include <gtest/gtest.h>

namespace cleangate::rules {
namespace {

TEST(Indicator, IsExactAtItsPercentAndHasNoDataAtZero) {
  Indicator indicator;
  indicator.min_percent = 80;
  EXPECT_FALSE(indicator.is_met(79, 100));
  EXPECT_TRUE(indicator.is_met(80, 100));
  EXPECT_TRUE(indicator.is_met(81, 100));
  EXPECT_FALSE(indicator.is_met(2, 3));
  EXPECT_TRUE(indicator.is_met(4, 5));
  EXPECT_FALSE(indicator.is_met(0, 0));
}

TEST(GradeSet, HoldsWhatWasAddedAndNothingElse) {
  GradeSet grades;
  grades.add(3);
  EXPECT_FALSE(grades.holds(2));
  EXPECT_TRUE(grades.holds(3));
  EXPECT_FALSE(grades.holds(4));
  EXPECT_FALSE(grades.holds(-1));
  EXPECT_FALSE(grades.holds(32));
  EXPECT_FALSE(grades.holds(kUnknownCell));
}

TEST(Validity, HoldsFromItsStartUpToItsEnd) {
  const Validity validity{from_unix_ms(10), from_unix_ms(20)};
  EXPECT_FALSE(validity.holds(from_unix_ms(9)));
  EXPECT_TRUE(validity.holds(from_unix_ms(10)));
  EXPECT_TRUE(validity.holds(from_unix_ms(19)));
  EXPECT_FALSE(validity.holds(from_unix_ms(20)));
  EXPECT_TRUE((Validity{from_unix_ms(10), std::nullopt}).holds(from_unix_ms(1'000'000)));
}

TEST(Outcome, ItsWordReadsBackAndNoOtherDoes) {
  for (const auto outcome : {Outcome::remind, Outcome::hold, Outcome::refuse}) {
    EXPECT_EQ(parse_outcome(to_text(outcome)), outcome);
  }
  EXPECT_FALSE(parse_outcome("admit"));
  EXPECT_FALSE(parse_outcome(""));
}

TEST(Problem, SaysFilePlaceAndMend) {
  const Problem problem{"x.toml", 3, 7, "nothing is called 'truk'", "did you mean 'truck'?", false};
  EXPECT_EQ(problem.text(), "x.toml:3:7: nothing is called 'truk'; did you mean 'truck'?");
}

}  // namespace
}  // namespace cleangate::rules
