#include "device/display/fk/commands.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"
#include "device/display/fk/frame.h"
#include "device/display/fk/gbk.h"

namespace cleangate::display::fk {
namespace {

constexpr std::string_view kPlainTextOptions{"\x40\x00\x00\x00", 4};
constexpr char kVoiceOption = 0x01;
constexpr std::uint8_t kAtOnce = 0x00;       // DM of 0x6E
constexpr std::uint8_t kRunningLeft = 0x15;  // continuous to the left
constexpr std::uint8_t kSpeed = 1;           // DS
constexpr std::uint8_t kShowOnce = 1;        // DR: ttl is one showing, then idle text
constexpr char kTemporary = 0x00;            // SAVE_FLAG: flash memory wears out
constexpr char kEndOfLine = 0x0D;
constexpr char kEndOfLines = 0x00;
constexpr char kVoiceFollows = 0x0A;
constexpr std::int64_t kMostSeconds = 255;  // DT is one byte

void put_byte(std::string& out, std::size_t value) {
  out += static_cast<char>(value);
}

/// TC and BC: red, green, blue, 0.
std::string_view colour_bytes(LineColour colour) {
  switch (colour) {
    case LineColour::red:
      return {"\xFF\x00\x00\x00", 4};
    case LineColour::green:
      return {"\x00\xFF\x00\x00", 4};
    case LineColour::yellow:
      break;
  }
  return {"\xFF\xFF\x00\x00", 4};
}

/// Phrases in order, joined by commas, while they fit whole.
std::string joined_voice(const std::vector<std::string>& phrases) {
  std::string out;
  for (const std::string& phrase : phrases) {
    // Asking for more than fits tells a phrase that is too long from one that just fits.
    const std::string gbk = to_gbk(phrase, kMaxVoiceBytes + 2);
    if (gbk.empty()) continue;
    const std::size_t comma = out.empty() ? 0 : 1;
    if (out.size() + comma + gbk.size() > kMaxVoiceBytes) break;
    if (comma != 0) out += ',';
    out += gbk;
  }
  return out;
}

void put_line(std::string& data, std::size_t number, const DisplayLine& line,
              std::uint8_t seconds) {
  put_byte(data, number);
  put_byte(data, line.scroll ? kRunningLeft : kAtOnce);
  put_byte(data, kSpeed);
  put_byte(data, seconds);
  put_byte(data, kShowOnce);
  data += colour_bytes(line.colour);
  const std::string text = to_gbk(line.text, kMaxLineBytes);
  put_byte(data, text.size());
  data += text;
}

LineColour colour_of(std::string_view bytes) {
  if (bytes == colour_bytes(LineColour::green)) return LineColour::green;
  if (bytes == colour_bytes(LineColour::yellow)) return LineColour::yellow;
  return LineColour::red;
}

Result<ShownLine> take_line(ByteReader& reader, Shown& shown) {
  (void)TRY(reader.u8());  // LID
  const std::uint8_t mode = TRY(reader.u8());
  (void)TRY(reader.u8());  // DS
  shown.ttl = std::chrono::seconds{TRY(reader.u8())};
  (void)TRY(reader.u8());  // DR
  const LineColour colour = colour_of(TRY(reader.take(4)));
  const std::uint8_t length = TRY(reader.u8());
  if (length > kMaxLineBytes) return fail(ErrorCode::invalid, "display line over its limit");
  const std::string_view gbk = TRY(reader.take(length));
  return ShownLine{TRY(gbk_to_utf8(gbk)), colour, mode == kRunningLeft};
}

}  // namespace

Result<std::string> connect(std::string_view password) {
  return encode_frame(Command::connect, password);
}

Result<std::string> set_time(WallTime now) {
  const LocalTime local = to_local(now);
  const std::chrono::weekday day{std::chrono::floor<std::chrono::days>(now + kPlantOffset)};
  std::string data;
  put_byte(data, static_cast<std::size_t>(local.year) & 0xFFu);
  put_byte(data, static_cast<std::size_t>(local.year) >> 8);
  for (const int value : {local.month, local.day, static_cast<int>(day.c_encoding()) + 1,
                          local.hour, local.minute, local.second}) {
    put_byte(data, static_cast<std::size_t>(value));
  }
  return encode_frame(Command::set_time, data);
}

Result<std::string> voice(std::string_view utf8) {
  return encode_frame(Command::voice, kVoiceOption + to_gbk(utf8, kMaxVoiceFrameBytes));
}

Result<std::string> plain_text(std::string_view utf8) {
  return encode_frame(Command::text,
                      std::string(kPlainTextOptions) + to_gbk(utf8, kMaxPlainTextBytes));
}

Result<std::string> single_text(const SingleText& text) {
  const std::string gbk = to_gbk(text.text, kMaxSingleTextBytes);
  std::string data;
  for (const std::uint8_t value :
       {text.window, text.enter_mode, text.enter_speed, text.stay_mode, text.stay_seconds,
        text.exit_mode, text.exit_speed, text.font, text.repeats}) {
    put_byte(data, value);
  }
  data += colour_bytes(text.colour);
  data.append(4, '\0');  // BC: no background
  put_byte(data, gbk.size() & 0xFFu);
  put_byte(data, gbk.size() >> 8);
  return encode_frame(Command::single_text, data + gbk);
}

Result<std::string> multi_line(const DisplayMessage& message) {
  const std::size_t count = std::min(message.lines.size(), kMaxDisplayLines);
  const auto seconds =
      static_cast<std::uint8_t>(std::clamp<std::int64_t>(message.ttl.count(), 1, kMostSeconds));
  std::string data;
  data += kTemporary;
  put_byte(data, count);
  for (std::size_t i = 0; i < count; ++i) {
    put_line(data, i, message.lines[i], seconds);
    data += i + 1 == count ? kEndOfLines : kEndOfLine;
  }
  const std::string spoken = joined_voice(message.voice);
  data += kVoiceFollows;
  put_byte(data, spoken.size());
  data += spoken;
  data += '\0';
  return encode_frame(Command::multi_line, data);
}

Result<Shown> decode_multi_line(std::string_view data) {
  ByteReader reader(data);
  Shown shown;
  (void)TRY(reader.u8());  // SAVE_FLAG
  const std::uint8_t count = TRY(reader.u8());
  if (count > kMaxDisplayLines) return fail(ErrorCode::invalid, "display with too many lines");
  for (std::uint8_t i = 0; i < count; ++i) {
    shown.lines.push_back(TRY(take_line(reader, shown)));
    const char end = static_cast<char>(TRY(reader.u8()));
    if (end != (i + 1 == count ? kEndOfLines : kEndOfLine)) {
      return fail(ErrorCode::invalid, "display line without its end");
    }
  }
  if (static_cast<char>(TRY(reader.u8())) != kVoiceFollows) {
    return fail(ErrorCode::invalid, "display without its voice");
  }
  const std::uint8_t length = TRY(reader.u8());
  if (length > kMaxVoiceBytes) return fail(ErrorCode::invalid, "display voice over its limit");
  const std::string_view spoken = TRY(reader.take(length));
  shown.voice = TRY(gbk_to_utf8(spoken));
  if (TRY(reader.u8()) != 0 || !reader.done()) {
    return fail(ErrorCode::invalid, "display data behind its end");
  }
  return shown;
}

}  // namespace cleangate::display::fk
