#include "base/random.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace cleangate {
namespace {

TEST(SeededRandom, FollowsSplitMix64) {
  SeededRandom random(1234567);  // published vector of SplitMix64
  EXPECT_EQ(random.next(), 6457827717110365317u);
  EXPECT_EQ(random.next(), 3203168211198807973u);
  EXPECT_EQ(random.next(), 9817491932198370423u);
}

TEST(SeededRandom, SameSeedGivesTheSameBytesAndAnotherSeedOthers) {
  SeededRandom a(7), b(7), c(8);
  const std::string bytes = a.bytes(33);
  EXPECT_EQ(bytes.size(), 33u);
  EXPECT_EQ(bytes, b.bytes(33));
  EXPECT_NE(bytes, c.bytes(33));
}

TEST(Random, BelowStaysUnderItsBoundAndReachesEveryValue) {
  SeededRandom random(1);
  std::vector<int> seen(6);
  for (int i = 0; i < 6000; ++i) ++seen.at(random.below(6));
  for (const int count : seen) EXPECT_NEAR(count, 1000, 150);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(random.below(1), 0u);
  const std::uint64_t huge = (std::uint64_t{1} << 63) + 1;
  for (int i = 0; i < 100; ++i) EXPECT_LT(random.below(huge), huge);
}

TEST(Random, ValuesThatWouldSkewTheResultAreDrawnAgain) {
  // 2^64 mod 3 is 1: the value 0 is refused, and the next one counts.
  struct Scripted final : Random {
    std::vector<std::uint8_t> values{0, 5};
    std::size_t at = 0;
    void fill(std::span<std::uint8_t> out) override {
      std::fill(out.begin(), out.end(), std::uint8_t{0});
      out[0] = values.at(at++);
    }
  } random;
  EXPECT_EQ(random.below(3), 2u);
  EXPECT_EQ(random.at, 2u);
}

TEST(SystemRandom, FillsAnyLengthAndDoesNotRepeat) {
  SystemRandom random;
  EXPECT_EQ(random.bytes(0), "");
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) seen.insert(random.bytes(16));
  EXPECT_EQ(seen.size(), 100u);
  EXPECT_NE(random.bytes(100'000), std::string(100'000, '\0'));  // more than one getrandom gives
}

}  // namespace
}  // namespace cleangate
