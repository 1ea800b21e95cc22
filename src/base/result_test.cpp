#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>

namespace cleangate {
namespace {

Result<int> half(int value) {
  if (value % 2 != 0) return fail(ErrorCode::invalid, "odd");
  return value / 2;
}

Result<int> quarter(int value) {
  const int once = TRY(half(value));
  return TRY(half(once));
}

Result<void> must_be_even(int value) {
  (void)TRY(half(value));
  return {};
}

Result<std::string> named(int value) {
  TRY(must_be_even(value));
  return std::string("even");
}

Result<std::unique_ptr<int>> boxed(int value) {
  return std::make_unique<int>(value);
}

Result<int> unboxed(int value) {
  const auto box = TRY(boxed(value));
  return *box;
}

TEST(Result, TryGivesTheValueOrReturnsTheErrorUnchanged) {
  EXPECT_EQ(*quarter(8), 2);
  ASSERT_FALSE(quarter(6));
  EXPECT_EQ(quarter(6).error().code, ErrorCode::invalid);
  EXPECT_EQ(quarter(7).error().message, "odd");
}

TEST(Result, TryWorksForResultsWithoutValue) {
  EXPECT_EQ(*named(2), "even");
  EXPECT_EQ(named(3).error().message, "odd");
}

TEST(Result, TryMovesValuesThatCannotBeCopied) {
  EXPECT_EQ(*unboxed(7), 7);
}

TEST(Result, ContextGoesBeforeTheMessageAndKeepsTheCode) {
  const Error error = with_context({ErrorCode::full, "no room"}, "photo 3");
  EXPECT_EQ(error.message, "photo 3: no room");
  EXPECT_EQ(error.code, ErrorCode::full);
}

}  // namespace
}  // namespace cleangate
