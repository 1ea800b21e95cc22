#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;

TEST(DeviceStates, TheLatestEntryOfADeviceStands) {
  TestLog log;
  for (const char* state : {"up", "down"}) {
    LoggedEntry logged =
        log.draft(Kind::device_state, {{Field::state, state}, {Field::detail, "{}"}});
    logged.entry.device = "camera-1";
    ASSERT_FALSE(log.add(logged));
  }
  EXPECT_EQ(log.rows(device_states::kTable),
            (std::vector<Row>{
                {cell("camera-1"), cell("down"), cell("{}"), cell(kStart + 1000), cell(1)}}));
}

TEST(DeviceStates, NeedADevice) {
  TestLog log;
  EXPECT_EQ(log.add(Kind::device_state, {{Field::state, "up"}}), ErrorCode::invalid);
}

}  // namespace
}  // namespace cleangate::ledger
