#include "device/display/fk/frame.h"

#include "base/encoding.h"

namespace cleangate::display::fk {
namespace {

constexpr std::string_view kHead{"\x00\x64\xFF\xFF", 4};  // any address, version 100, one packet
constexpr std::size_t kMaxData = 255;
constexpr std::size_t kCrcBytes = 2;

void append_crc(std::string& frame) {
  const std::uint16_t crc = crc16_modbus(frame);
  frame += static_cast<char>(crc & 0xFF);
  frame += static_cast<char>(crc >> 8);
}

}  // namespace

std::uint16_t crc16_modbus(std::string_view bytes) {
  std::uint32_t crc = 0xFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1u) != 0 ? crc >> 1 ^ 0xA001u : crc >> 1;
  }
  return static_cast<std::uint16_t>(crc);
}

Result<std::string> encode_frame(Command command, std::string_view data) {
  if (data.size() > kMaxData) {
    return fail(ErrorCode::too_large, "display data does not fit one frame of 255 bytes");
  }
  std::string frame(kHead);
  frame += static_cast<char>(command);
  frame += static_cast<char>(data.size());
  frame += data;
  append_crc(frame);
  return frame;
}

Result<Frame> decode_frame(std::string_view bytes) {
  ByteReader reader(bytes);
  if (TRY(reader.take(kHead.size())) != kHead) {
    return fail(ErrorCode::invalid, "no head of a display frame");
  }
  Frame frame;
  frame.command = static_cast<Command>(TRY(reader.u8()));
  const std::uint8_t length = TRY(reader.u8());
  frame.data = TRY(reader.take(length));
  if (reader.rest().size() != kCrcBytes) {
    return fail(ErrorCode::invalid, "display frame of another length");
  }
  std::string whole(bytes.substr(0, bytes.size() - kCrcBytes));
  append_crc(whole);
  if (whole != bytes) return fail(ErrorCode::invalid, "display frame with a wrong checksum");
  return frame;
}

}  // namespace cleangate::display::fk
