#pragma once
// The commands of FK display controllers that CleanGate sends (devices.md 2.1). Pure, any thread:
// values to frames. Text goes out as GBK; limits are in GBK bytes (gbk.h). Sends nothing. Layouts
// are the public document's; colour order and repeat counts were not tried on hardware.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "device/display/message.h"

namespace cleangate::display::fk {

inline constexpr std::size_t kMaxLineBytes = 32;         // TEXT of one line of 0x6E
inline constexpr std::size_t kMaxVoiceBytes = 64;        // VOICE of 0x6E
inline constexpr std::size_t kMaxVoiceFrameBytes = 254;  // 0x30: 255 less its option byte
inline constexpr std::size_t kMaxSingleTextBytes = 236;  // 0x62: 255 less its 19 bytes
inline constexpr std::size_t kMaxPlainTextBytes = 251;   // 0x3F: 255 less its 4 bytes

/// 0x00. Errors: too_large.
[[nodiscard]] Result<std::string> connect(std::string_view password);
/// 0x05, plant-local; weekday 1 = Sunday; year low byte first.
[[nodiscard]] Result<std::string> set_time(WallTime now);
/// 0x30: speaks phrases of the controller's library, separated by commas.
[[nodiscard]] Result<std::string> voice(std::string_view utf8);
/// 0x3F with the documented options 40 00 00 00.
[[nodiscard]] Result<std::string> plain_text(std::string_view utf8);

/// 0x62: one window. ETM, EXM: 0x00 at once, 0x15 running to the left.
struct SingleText {
  std::uint8_t window = 0;         ///< TWID, from the top
  std::uint8_t enter_mode = 0x00;  ///< ETM
  std::uint8_t enter_speed = 1;    ///< ETS
  std::uint8_t stay_mode = 0x00;   ///< DM
  std::uint8_t stay_seconds = 0;   ///< DT
  std::uint8_t exit_mode = 0x00;   ///< EXM
  std::uint8_t exit_speed = 1;     ///< EXS
  std::uint8_t font = 0x03;        ///< FINDEX: 16-dot song
  std::uint8_t repeats = 0;        ///< DRS
  LineColour colour = LineColour::red;
  std::string text;  ///< UTF-8, cut at kMaxSingleTextBytes
};
[[nodiscard]] Result<std::string> single_text(const SingleText& text);

/// 0x6E: all lines and the voice in one frame. Lines over kMaxDisplayLines are left out; voice
/// phrases that do not fit whole are left out from the end.
[[nodiscard]] Result<std::string> multi_line(const DisplayMessage& message);

/// What a display shows after 0x6E; for simulated displays and tests.
struct ShownLine {
  std::string text;  ///< UTF-8
  LineColour colour;
  bool scroll;
};
struct Shown {
  std::vector<ShownLine> lines;
  std::string voice;  ///< UTF-8, phrases separated by commas
  std::chrono::seconds ttl{0};
};
/// `data` of a multi_line frame. Errors: invalid.
[[nodiscard]] Result<Shown> decode_multi_line(std::string_view data);

}  // namespace cleangate::display::fk
