#include "device/display/fk/frame.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <memory>
#include <vector>

#include "base/encoding.h"

namespace cleangate::display::fk {
namespace {

std::vector<std::string> recorded_frames() {
  std::ifstream in(std::string(CLEANGATE_ROOM_DIR) + "/fk/corpus/frames.tsv");
  std::vector<std::string> frames;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with('#')) frames.push_back(from_hex(line.substr(0, line.find('\t'))).value());
  }
  return frames;
}

class RecordedFrame : public testing::TestWithParam<std::string> {};

TEST_P(RecordedFrame, IsDecodedAndEncodedBackToTheSameBytes) {
  const Frame frame = decode_frame(GetParam()).value();
  EXPECT_EQ(to_hex(encode_frame(frame.command, frame.data).value()), to_hex(GetParam()));
}

TEST_P(RecordedFrame, IsRefusedWhenCutAtAnyByte) {
  for (std::size_t n = 0; n < GetParam().size(); ++n) {
    const std::unique_ptr<char[]> block(new char[n]);
    std::memcpy(block.get(), GetParam().data(), n);
    EXPECT_FALSE(decode_frame(std::string_view(block.get(), n))) << n;
  }
}

TEST_P(RecordedFrame, IsRefusedWithAnyOneBitTurned) {
  for (std::size_t bit = 0; bit < GetParam().size() * 8; ++bit) {
    std::string turned = GetParam();
    turned[bit / 8] = static_cast<char>(turned[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(decode_frame(turned)) << bit;
  }
}

INSTANTIATE_TEST_SUITE_P(Corpus, RecordedFrame, testing::ValuesIn(recorded_frames()));

TEST(Frame, HasSevenRecordings) {
  EXPECT_EQ(recorded_frames().size(), 7u);
}

TEST(Frame, HoldsUpToTwoHundredFiftyFiveBytes) {
  for (const std::size_t length : {0u, 1u, 254u, 255u}) {
    const std::string data(length, '\xAA');
    const auto frame = encode_frame(Command::voice, data);
    ASSERT_TRUE(frame);
    EXPECT_EQ(decode_frame(*frame).value().data, data);
  }
  const auto over = encode_frame(Command::voice, std::string(256, 'x'));
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, ErrorCode::too_large);
}

TEST(Frame, IsRefusedWithAByteBehindIt) {
  EXPECT_FALSE(decode_frame(encode_frame(Command::voice, "x").value() + '\0'));
}

TEST(Crc16Modbus, GivesTheCheckValue) {
  EXPECT_EQ(crc16_modbus("123456789"), 0x4B37);  // check value of CRC-16/MODBUS
  EXPECT_EQ(crc16_modbus(""), 0xFFFF);
}

}  // namespace
}  // namespace cleangate::display::fk
