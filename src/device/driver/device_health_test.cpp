#include "device/driver/device_health.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::device {
namespace {

constexpr MonotonicTime kStart{std::chrono::hours{1}};
constexpr std::chrono::milliseconds kTick{1};

WallTime wall(std::int64_t ms) {
  return from_unix_ms(1'700'000'000'000 + ms);
}

TEST(DeviceHealth, TheFirstMessageIsABeginningTheNextIsNot) {
  DeviceHealth health;
  EXPECT_FALSE(health.find("a"));
  EXPECT_TRUE(health.seen("a", "heartbeat", wall(0), kStart, {}));
  EXPECT_FALSE(health.seen("a", "plate", wall(5), kStart + 5 * kTick, Milliseconds{120}));
  EXPECT_TRUE(health.seen("b", "plate", wall(5), kStart + 5 * kTick, {}));
  ASSERT_TRUE(health.find("a"));
  EXPECT_EQ(health.find("a")->last_message, wall(5));
  EXPECT_EQ(health.find("a")->kind, "plate");
  EXPECT_EQ(health.find("a")->clock_offset_ms, 120);
  EXPECT_EQ(health.all().size(), 2u);
}

TEST(DeviceHealth, WhatTheLogKnowsCountsUntilAMessageComes) {
  DeviceHealth health;
  health.recall("a", wall(0));
  ASSERT_TRUE(health.find("a"));
  EXPECT_EQ(health.find("a")->last_message, wall(0));
  EXPECT_TRUE(health.seen("a", "heartbeat", wall(9), kStart, {})) << "the first since the start";
  EXPECT_FALSE(health.seen("a", "heartbeat", wall(10), kStart + kTick, {}));
  health.recall("a", wall(1));
  EXPECT_EQ(health.find("a")->last_message, wall(10)) << "what was heard counts more";
}

TEST(DeviceHealth, MoreThanTheSilenceMakesItComeBack) {
  for (const auto& [extra, is_back] :
       {std::pair{-kTick, false}, {0 * kTick, false}, {kTick, true}}) {
    DeviceHealth health;
    health.seen("a", "heartbeat", wall(0), kStart, {});
    EXPECT_EQ(health.seen("a", "heartbeat", wall(1), kStart + kHeartbeatInterval + extra, {}),
              is_back)
        << extra.count();
  }
}

TEST(DeviceHealth, AMessageThatOvertookAnotherStands) {
  DeviceHealth health;
  health.seen("a", "plate", wall(9), kStart + 9 * kTick, Milliseconds{-3});
  EXPECT_FALSE(health.seen("a", "heartbeat", wall(4), kStart + 4 * kTick, {}));
  EXPECT_EQ(health.find("a")->last_message, wall(9));
  EXPECT_EQ(health.find("a")->kind, "plate");
  EXPECT_EQ(health.find("a")->clock_offset_ms, -3) << "a heartbeat tells no time";
}

TEST(DeviceHealth, ARemovedDeviceIsForgotten) {
  DeviceHealth health;
  health.seen("a", "plate", wall(0), kStart, {});
  health.forget("a");
  EXPECT_FALSE(health.find("a"));
  EXPECT_TRUE(health.seen("a", "plate", wall(1), kStart, {}));
}

}  // namespace
}  // namespace cleangate::device
