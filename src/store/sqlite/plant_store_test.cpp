#include "store/sqlite/plant_store.h"

#include <gtest/gtest.h>

#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/scenario.h"

namespace cleangate::store {
namespace {

TEST(PlantStore, AppendsAndAnswersAfterTheCommit) {
  FaultVfs vfs("append");
  TestPlant plant({.path = "/cleangate.db", .create = true, .vfs = vfs.name()});
  ASSERT_TRUE(plant.open()) << plant.open_error.message;
  const auto outcome = plant.append(passage_draft(plant.loop.wall(), plant.random));
  EXPECT_FALSE(outcome->answered);
  plant.settle();
  ASSERT_TRUE(outcome->answered);
  ASSERT_TRUE(outcome->result) << outcome->result.error().message;
  EXPECT_EQ((*outcome->result)->logged.entry.index, 0u);
  EXPECT_EQ(plant.store().status().size, 1u);
}

}  // namespace
}  // namespace cleangate::store
