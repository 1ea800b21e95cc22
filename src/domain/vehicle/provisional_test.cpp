#include "domain/vehicle/provisional.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::vehicle {
namespace {

const WallTime kEntered = from_unix_ms(1'607'926'800'000);

Registered of_mass(std::int64_t mass) {
  Registered facts;
  facts.gross_mass_kg = mass;
  return facts;
}

TEST(Provisional, CountsUpToItsEndAndNotAtIt) {
  const LayeredFacts layers{of_mass(2), of_mass(1), kEntered + kGuardFactsCount};
  const auto end = kEntered + kGuardFactsCount;
  EXPECT_EQ(in_force(layers, kEntered)->gross_mass_kg, 2);
  EXPECT_EQ(in_force(layers, end - Milliseconds(1))->gross_mass_kg, 2);
  EXPECT_EQ(in_force(layers, end)->gross_mass_kg, 1);
  EXPECT_EQ(in_force(layers, end + Milliseconds(1))->gross_mass_kg, 1);
  EXPECT_FALSE(has_expired(layers, end - Milliseconds(1)));
  EXPECT_TRUE(has_expired(layers, end));
}

TEST(Provisional, LeavesNothingWhereNothingStoodBefore) {
  const LayeredFacts layers{of_mass(2), std::nullopt, kEntered};
  EXPECT_EQ(in_force(layers, kEntered), nullptr);
}

TEST(Provisional, WithoutAnEndCountsForEver) {
  const LayeredFacts layers{of_mass(2), of_mass(1), std::nullopt};
  EXPECT_EQ(in_force(layers, kEntered + std::chrono::years(50))->gross_mass_kg, 2);
}

}  // namespace
}  // namespace cleangate::vehicle
