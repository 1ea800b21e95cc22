#include <gtest/gtest.h>

#include "base/limits.h"
#include "domain/rules/expression_node.h"

namespace cleangate::rules {
namespace {

Scope scope(const Parameters& given) {
  return {&given, {}};
}
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

TEST(Expression, AndAndOrJumpOverWhatCannotChangeTheAnswer) {
  const Parameters none;
  FactSet facts;
  facts.set(Fact::truck, Truth::no);
  const auto both = Expression::compile("truck and heavy and nev or truck", scope(none)).value();
  EXPECT_EQ(both.evaluate(facts, none, WallTime{}), Truth::no);
  facts.set(Fact::truck, Truth::yes);
  EXPECT_EQ(both.evaluate(facts, none, WallTime{}), Truth::yes);
}

TEST(NearestWord, IsTheOneWithTheFewestChanges) {
  EXPECT_EQ(nearest_word("truk", {"heavy", "truck", "trunk"}), "truck");
  EXPECT_EQ(nearest_word("zzz", {"heavy", "truck"}), "");
  EXPECT_EQ(nearest_word("", {"a"}), "a");
  EXPECT_EQ(nearest_word(std::string(65, 'a'), {std::string_view("a")}), "");
}

}  // namespace
}  // namespace cleangate::rules
