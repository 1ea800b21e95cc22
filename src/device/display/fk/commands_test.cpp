#include "device/display/fk/commands.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>

#include "base/encoding.h"
#include "device/display/fk/frame.h"

namespace cleangate::display::fk {
namespace {

std::string upper_hex(std::string_view bytes) {
  std::string hex = to_hex(bytes);
  for (char& c : hex) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return hex;
}

// The frames of devices.md 2.1, byte for byte.
TEST(FkCommands, SpeakAsRecorded) {
  EXPECT_EQ(upper_hex(voice("欢迎光临,请入场停车").value()),
            "0064FFFF301401BBB6D3ADB9E2C1D92CC7EBC8EBB3A1CDA3B3B5A936");
  EXPECT_EQ(upper_hex(voice("欢迎光临").value()), "0064FFFF300901BBB6D3ADB9E2C1D93258");
  EXPECT_EQ(upper_hex(voice("粤B12345,欢迎光临").value()),
            "0064FFFF301201D4C14231323334352CBBB6D3ADB9E2C1D96A91");
}

TEST(FkCommands, WritePlainTextAsRecorded) {
  EXPECT_EQ(upper_hex(plain_text("Hello world!").value()),
            "0064FFFF3F104000000048656C6C6F20776F726C6421EA28");
}

TEST(FkCommands, ConnectAsRecorded) {
  EXPECT_EQ(upper_hex(connect("159753").value()), "0064FFFF0006313539373533FB06");
  EXPECT_FALSE(connect(std::string(256, '1')));
}

TEST(FkCommands, SetTheTimeAsRecorded) {
  EXPECT_EQ(upper_hex(set_time(parse_rfc3339("2025-06-11T11:49:23+08:00").value()).value()),
            "0064FFFF0508E907060B040B31170FDE");
}

TEST(FkCommands, CountWeekdaysFromSundayInPlantTime) {
  const auto weekday = [](std::string_view time) {
    return decode_frame(set_time(parse_rfc3339(time).value()).value()).value().data.at(4);
  };
  EXPECT_EQ(weekday("2025-06-15T00:00:00+08:00"), 1);  // Sunday
  EXPECT_EQ(weekday("2025-06-14T23:59:59+08:00"), 7);  // Saturday
  EXPECT_EQ(weekday("2025-06-14T16:00:00Z"), 1);       // Sunday here already
}

TEST(FkCommands, CutVoiceAndPlainTextAtOneFrame) {
  const auto data = [](const Result<std::string>& frame) {
    return decode_frame(frame.value()).value().data;
  };
  EXPECT_EQ(data(voice(std::string(254, 'a'))).size(), 255u);
  EXPECT_EQ(data(voice(std::string(255, 'a'))).size(), 255u);
  std::string wide;
  for (int i = 0; i < 128; ++i) wide += "欢";
  EXPECT_EQ(data(voice(wide)).size(), 255u);       // 127 whole characters
  EXPECT_EQ(data(plain_text(wide)).size(), 254u);  // 125 whole characters, one byte free
}

TEST(FkSingleText, LaysOutNineteenBytesBeforeItsText) {
  SingleText text;
  text.window = 2;
  text.enter_mode = 0x15;
  text.stay_seconds = 10;
  text.colour = LineColour::green;
  text.text = "欢迎";
  const Frame frame = decode_frame(single_text(text).value()).value();
  EXPECT_EQ(frame.command, Command::single_text);
  EXPECT_EQ(upper_hex(frame.data),
            "02"
            "15"
            "01"
            "00"
            "0A"
            "00"
            "01"
            "03"
            "00"
            "00FF0000"
            "00000000"
            "0400"
            "BBB6D3AD");
}

TEST(FkSingleText, HoldsWhatOneFrameHolds) {
  for (const std::size_t length : {235u, 236u, 237u}) {
    SingleText text;
    text.text = std::string(length, 'a');
    const Frame frame = decode_frame(single_text(text).value()).value();
    EXPECT_EQ(frame.data.size(), 19 + std::min<std::size_t>(length, kMaxSingleTextBytes));
  }
}

DisplayMessage welcome() {
  DisplayMessage message;
  message.lines = {{"粤B12345", LineColour::yellow, false},
                   {"符合标准 准许进入", LineColour::green, true}};
  message.voice = {"粤B12345", "欢迎光临"};
  message.ttl = std::chrono::seconds{10};
  return message;
}

TEST(FkMultiLine, IsLaidOutAsDocumented) {
  const Frame frame = decode_frame(multi_line(welcome()).value()).value();
  EXPECT_EQ(frame.command, Command::multi_line);
  EXPECT_EQ(upper_hex(frame.data),
            "00"
            "02"
            "00"
            "00"
            "01"
            "0A"
            "01"
            "FFFF0000"
            "08"
            "D4C1423132333435"
            "0D"
            "01"
            "15"
            "01"
            "0A"
            "01"
            "00FF0000"
            "11"
            "B7FBBACFB1EAD7BC20D7BCD0EDBDF8C8EB"
            "00"
            "0A"
            "11"
            "D4C14231323334352CBBB6D3ADB9E2C1D9"
            "00");
}

TEST(FkMultiLine, ComesBackAsItWasSent) {
  const Frame frame = decode_frame(multi_line(welcome()).value()).value();
  const Shown shown = decode_multi_line(frame.data).value();
  ASSERT_EQ(shown.lines.size(), 2u);
  EXPECT_EQ(shown.lines[0].text, "粤B12345");
  EXPECT_EQ(shown.lines[0].colour, LineColour::yellow);
  EXPECT_FALSE(shown.lines[0].scroll);
  EXPECT_EQ(shown.lines[1].text, "符合标准 准许进入");
  EXPECT_EQ(shown.lines[1].colour, LineColour::green);
  EXPECT_TRUE(shown.lines[1].scroll);
  EXPECT_EQ(shown.voice, "粤B12345,欢迎光临");
  EXPECT_EQ(shown.ttl, std::chrono::seconds{10});
}

Shown shown_of(const DisplayMessage& message) {
  return decode_multi_line(decode_frame(multi_line(message).value()).value().data).value();
}

TEST(FkMultiLine, LimitsLinesInGbkBytes) {
  const auto shown = [](const std::string& text) {
    DisplayMessage message;
    message.lines = {{text, LineColour::red, false}};
    return shown_of(message).lines.at(0).text;
  };
  EXPECT_EQ(shown(std::string(31, 'a')), std::string(31, 'a'));
  EXPECT_EQ(shown(std::string(32, 'a')), std::string(32, 'a'));
  EXPECT_EQ(shown(std::string(33, 'a')), std::string(32, 'a'));
  EXPECT_EQ(shown(std::string(31, 'a') + "欢"), std::string(31, 'a'));
  EXPECT_EQ(shown(std::string(30, 'a') + "欢"), std::string(30, 'a') + "欢");
}

TEST(FkMultiLine, LeavesOutVoicePhrasesThatDoNotFitWhole) {
  const auto spoken = [](std::vector<std::string> phrases) {
    DisplayMessage message;
    message.voice = std::move(phrases);
    return shown_of(message).voice;
  };
  EXPECT_EQ(spoken({std::string(63, 'a')}), std::string(63, 'a'));
  EXPECT_EQ(spoken({std::string(64, 'a')}), std::string(64, 'a'));
  EXPECT_EQ(spoken({std::string(65, 'a')}), "");
  EXPECT_EQ(spoken({std::string(61, 'a'), "欢"}), std::string(61, 'a') + ",欢");
  EXPECT_EQ(spoken({std::string(62, 'a'), "欢", "b"}), std::string(62, 'a'));
  EXPECT_EQ(spoken({"", "a", ""}), "a");
  EXPECT_EQ(spoken({}), "");
}

TEST(FkMultiLine, ShowsFourLinesAtMostAndFitsOneFrame) {
  DisplayMessage message;
  message.lines.assign(5, {std::string(64, 'x'), LineColour::red, true});
  message.voice = {std::string(64, 'y')};
  EXPECT_EQ(shown_of(message).lines.size(), 4u);
  message.lines.clear();
  EXPECT_TRUE(shown_of(message).lines.empty());
}

TEST(FkMultiLine, KeepsTheTimeToLiveInOneByte) {
  const auto ttl = [](int seconds) {
    DisplayMessage message;
    message.lines = {{"a", LineColour::red, false}};
    message.ttl = std::chrono::seconds{seconds};
    return shown_of(message).ttl.count();
  };
  EXPECT_EQ(ttl(-1), 1);
  EXPECT_EQ(ttl(0), 1);
  EXPECT_EQ(ttl(255), 255);
  EXPECT_EQ(ttl(256), 255);
}

TEST(FkMultiLine, IsRefusedWhenCutAtAnyByte) {
  const std::string data = decode_frame(multi_line(welcome()).value()).value().data;
  for (std::size_t n = 0; n < data.size(); ++n) {
    const std::unique_ptr<char[]> block(new char[n]);
    std::memcpy(block.get(), data.data(), n);
    EXPECT_FALSE(decode_multi_line(std::string_view(block.get(), n))) << n;
  }
  EXPECT_FALSE(decode_multi_line(data + '\0'));
}

}  // namespace
}  // namespace cleangate::display::fk
