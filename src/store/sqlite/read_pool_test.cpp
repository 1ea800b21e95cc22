#include "store/sqlite/read_pool.h"

#include <gtest/gtest.h>

#include <future>
#include <optional>

#include "base/limits.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/scenario.h"

namespace cleangate::store {
namespace {

class ReadPoolTest : public testing::Test {
 protected:
  ReadPoolTest() { EXPECT_TRUE(open_plant_file("/x.db", kTestPlant, true, vfs_.name())); }
  FaultVfs vfs_{"pool"};
  ReadPool pool_{"/x.db", vfs_.name()};
};

TEST_F(ReadPoolTest, LendsTheSameConnectionAgain) {
  Database* first = nullptr;
  {
    const auto lease = pool_.borrow();
    ASSERT_TRUE(lease);
    first = &**lease;
  }
  const auto again = pool_.borrow();
  EXPECT_EQ(&**again, first);
  const auto other = pool_.borrow();
  EXPECT_NE(&**other, first);
}

TEST_F(ReadPoolTest, LendsConnectionsThatOnlyRead) {
  const auto lease = pool_.borrow();
  EXPECT_FALSE((**lease).execute("DELETE FROM meta"));
}

TEST_F(ReadPoolTest, MakesTheOneBeyondItsLimitWait) {
  std::vector<std::optional<ReadPool::Lease>> out;
  for (std::size_t i = 0; i < kReadConnections; ++i) out.emplace_back(pool_.borrow().value());
  auto waiting = std::async(std::launch::async, [&] { return pool_.borrow().has_value(); });
  EXPECT_EQ(waiting.wait_for(std::chrono::milliseconds(20)), std::future_status::timeout);
  out.back().reset();
  EXPECT_TRUE(waiting.get());
}

TEST_F(ReadPoolTest, GivesThePlaceBackWhenAConnectionDoesNotOpen) {
  ReadPool lost("/none.db", vfs_.name());
  for (std::size_t i = 0; i < kReadConnections + 1; ++i) EXPECT_FALSE(lost.borrow());
}

}  // namespace
}  // namespace cleangate::store
