#include "http/api/rate_limit.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::http {
namespace {

constexpr MonotonicTime kStart{std::chrono::seconds(100)};

TEST(RateLimitTest, GivesTheBurstAndNotOneMore) {
  RateLimit limit(1, 3);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.take("a", kStart)) << i;
  EXPECT_FALSE(limit.take("a", kStart));
  EXPECT_FALSE(limit.has("a", kStart));
  EXPECT_TRUE(limit.take("b", kStart)) << "each key by itself";
}

TEST(RateLimitTest, FillsWithTimeAndNeverBeyondTheBurst) {
  RateLimit limit(2, 3);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(limit.take("a", kStart));
  const auto later = [](int ms) { return kStart + std::chrono::milliseconds(ms); };
  EXPECT_FALSE(limit.take("a", later(499)));
  EXPECT_TRUE(limit.take("a", later(500)));
  EXPECT_FALSE(limit.take("a", later(500)));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.take("a", later(60'000))) << i;
  EXPECT_FALSE(limit.take("a", later(60'000)));
}

TEST(RateLimitTest, AskingTakesNothing) {
  RateLimit limit(1, 1);
  EXPECT_TRUE(limit.has("a", kStart));
  EXPECT_TRUE(limit.has("a", kStart));
  EXPECT_TRUE(limit.take("a", kStart));
  EXPECT_FALSE(limit.has("a", kStart));
}

TEST(RateLimitTest, ManyKeysDoNotMakeAnEmptyOneForgotten) {
  RateLimit limit(1, 2);
  EXPECT_TRUE(limit.take("guessing", kStart));
  EXPECT_TRUE(limit.take("guessing", kStart));
  for (std::size_t i = 0; i < kMaxRateKeys + 100; ++i) {
    EXPECT_TRUE(limit.take(std::to_string(i), kStart));
  }
  EXPECT_FALSE(limit.take("guessing", kStart));
}

}  // namespace
}  // namespace cleangate::http
