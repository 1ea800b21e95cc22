#include "service/last_heard.h"

#include <gtest/gtest.h>

#include "service/gate_keeper_test_support.h"

namespace cleangate::service {
namespace {

using namespace testing;

TEST(LastHeard, IsTheReceiptOfTheDevicesNewestPassage) {
  TestLane lane;
  FakeQueries queries(lane.log);
  const auto heard = [&](const char* device) {
    return last_heard(queries, *lane.plant.state.device(device)).value();
  };
  EXPECT_FALSE(heard("cam-in"));
  (void)lane.arrive("冀A12345");
  lane.loop.advance(1h);
  (void)lane.arrive("冀A12346");
  const auto newest = lane.loop.wall();
  lane.loop.advance(1h);
  ASSERT_TRUE(heard("cam-in"));
  EXPECT_EQ(*heard("cam-in"), newest);
  EXPECT_FALSE(heard("cam-out")) << "what another one saw is not its own";
}

}  // namespace
}  // namespace cleangate::service
