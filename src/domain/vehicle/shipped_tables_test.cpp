#include "domain/vehicle/shipped_tables.h"

#include <gtest/gtest.h>

namespace cleangate::vehicle {
namespace {

TEST(ShippedTables, ReadAndHaveRowsForTrucksAndMachines) {
  const auto& tables = shipped_stage_tables();
  EXPECT_FALSE(tables.version.empty());
  EXPECT_GT(tables.limits.size(), 10u);
  EXPECT_FALSE(tables.windows.empty());
}

}  // namespace
}  // namespace cleangate::vehicle
