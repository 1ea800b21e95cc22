#pragma once
// Frames of the FK 方控 / "OLM" display controllers (devices.md 2.1):
//   DA=00 VR=64 PN=FFFF CMD DL DATA[DL] CRC16-MODBUS of all before it, low byte first.
// Pure, any thread. Knows no text and no transport.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cleangate::display::fk {

enum class Command : std::uint8_t {
  connect = 0x00,
  set_time = 0x05,
  parameter = 0x0F,
  voice = 0x30,
  text = 0x3F,
  single_text = 0x62,
  multi_line = 0x6E,
};

/// Modbus: reflected 0x8005, start 0xFFFF.
[[nodiscard]] std::uint16_t crc16_modbus(std::string_view bytes);

/// Errors: too_large when the data is longer than one length byte can say (255).
[[nodiscard]] Result<std::string> encode_frame(Command command, std::string_view data);

struct Frame {
  Command command;  ///< may be none of the names above
  std::string data;
};
/// One whole frame and nothing else; for simulated displays and tests. Errors: invalid.
[[nodiscard]] Result<Frame> decode_frame(std::string_view bytes);

}  // namespace cleangate::display::fk
