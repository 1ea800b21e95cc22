#include "device/driver/display_frames.h"

#include <gtest/gtest.h>

#include "device/display/fk/commands.h"
#include "device/display/fk/frame.h"

namespace cleangate::device {
namespace {

DeviceSettings device(std::string_view display) {
  return {"vz-1", "vzenith", Json::object({{"display", *parse_json(display)}})};
}

display::fk::Shown shown(const camera::vzenith::SerialFrame& frame) {
  const auto decoded = display::fk::decode_frame(frame.bytes);
  EXPECT_TRUE(decoded);
  EXPECT_EQ(decoded->command, display::fk::Command::multi_line);
  const auto shown = display::fk::decode_multi_line(decoded->data);
  EXPECT_TRUE(shown);
  return *shown;
}

constexpr std::string_view kDisplay = R"({"kind":"fk","via":"serial_data","port":1})";

TEST(DisplayFrames, LinesAndVoiceTravelInOneFrameOnTheConfiguredPort) {
  const auto frames = display_frames(
      device(kDisplay), {{"粤B12345", "符合标准 准许进入"}, "粤B12345,欢迎光临，请入场", "green"});
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_EQ(frames[0].serial_channel, 1);
  const auto screen = shown(frames[0]);
  ASSERT_EQ(screen.lines.size(), 2u);
  EXPECT_EQ(screen.lines[0].text, "粤B12345");
  EXPECT_EQ(screen.lines[0].colour, display::LineColour::green);
  EXPECT_FALSE(screen.lines[0].scroll) << "8 bytes fit a screen of 64 dots";
  EXPECT_TRUE(screen.lines[1].scroll);
  EXPECT_EQ(screen.voice, "粤B12345,欢迎光临,请入场");
}

TEST(DisplayFrames, ColoursAreThoseOfTheVerdict) {
  const auto colour = [](std::string word) {
    return shown(display_frames(device(kDisplay), {{"1"}, "", std::move(word)}).at(0))
        .lines.at(0)
        .colour;
  };
  EXPECT_EQ(colour("green"), display::LineColour::green);
  EXPECT_EQ(colour("amber"), display::LineColour::yellow);
  EXPECT_EQ(colour("red"), display::LineColour::red);
  EXPECT_EQ(colour(""), display::LineColour::red);
}

TEST(DisplayFrames, ThePortCountsFromZeroAndMayBeLeftOut) {
  const auto channel = [](std::string_view display) {
    const auto frames = display_frames(device(display), {{"1"}, "", "red"});
    return frames.empty() ? -1 : frames[0].serial_channel;
  };
  EXPECT_EQ(channel(R"({"kind":"fk","via":"serial_data"})"), 0);
  EXPECT_EQ(channel(R"({"kind":"fk","via":"serial_data","port":0})"), 0);
  EXPECT_EQ(channel(R"({"kind":"fk","via":"serial_data","port":1})"), 1);
  EXPECT_EQ(channel(R"({"kind":"fk","via":"serial_data","port":2})"), -1);
  EXPECT_EQ(channel(R"({"kind":"fk","via":"serial_data","port":-1})"), -1);
  EXPECT_EQ(channel(R"({"kind":"fk","via":"serial_data","port":"1"})"), -1);
}

TEST(DisplayFrames, WithoutDisplayOrTextThereAreNone) {
  const service::DisplayText text{{"1"}, "", "red"};
  EXPECT_TRUE(display_frames(device("null"), text).empty());
  EXPECT_TRUE(display_frames(device(R"({"kind":"bx","via":"serial_data"})"), text).empty());
  EXPECT_TRUE(display_frames(device(R"({"kind":"fk","via":"tcp"})"), text).empty());
  EXPECT_TRUE(display_frames(device(kDisplay), {}).empty());
}

}  // namespace
}  // namespace cleangate::device
