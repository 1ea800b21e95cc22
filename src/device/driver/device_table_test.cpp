#include "device/driver/device_table.h"

#include <gtest/gtest.h>

namespace cleangate::device {
namespace {

TEST(DeviceTable, KeepsTheLatestSettingsAndForgetsTheRemoved) {
  DeviceTable table;
  EXPECT_EQ(table.find("a"), nullptr);
  table.put({"a", "vzenith", Json::object({{"channel", 1}})});
  const auto before = table.find("a");
  table.put({"a", "vzenith", Json::object({{"channel", 2}})});
  ASSERT_NE(table.find("a"), nullptr);
  EXPECT_EQ(table.find("a")->channel_or(0), 2u);
  EXPECT_EQ(before->channel_or(0), 1u) << "readers keep what they got";
  table.remove("a");
  table.remove("a");
  EXPECT_EQ(table.find("a"), nullptr);
}

TEST(DeviceTable, AChannelOutOfRangeIsNone) {
  const auto channel = [](Json value) {
    return DeviceSettings{"a", "hikvision", Json::object({{"channel", std::move(value)}})}
        .channel_or(7);
  };
  EXPECT_EQ(channel(0), 0u);
  EXPECT_EQ(channel(255), 255u);
  EXPECT_EQ(channel(256), 7u);
  EXPECT_EQ(channel(-1), 7u);
  EXPECT_EQ(channel("2"), 7u);
  EXPECT_EQ(channel(nullptr), 7u);
}

}  // namespace
}  // namespace cleangate::device
