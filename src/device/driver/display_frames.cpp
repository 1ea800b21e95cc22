#include "device/driver/display_frames.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "device/display/fk/commands.h"
#include "device/display/fk/gbk.h"

namespace cleangate::device {
namespace {

// Gate displays are 64 dots wide: 8 letters of 8 dots, or 4 characters of 16.
constexpr std::size_t kScreenBytes = 8;

display::LineColour colour_of(std::string_view word) {
  if (word == "green") return display::LineColour::green;
  if (word == "amber") return display::LineColour::yellow;
  return display::LineColour::red;
}

/// Phrases stand between commas, of either width.
std::vector<std::string> phrases_of(std::string_view voice) {
  constexpr std::string_view kWideComma = "，";
  std::vector<std::string> phrases;
  while (!voice.empty()) {
    const std::size_t wide = voice.find(kWideComma);
    const std::size_t end = std::min({voice.find(','), wide, voice.size()});
    if (const auto phrase = trim(voice.substr(0, end)); !phrase.empty()) {
      phrases.emplace_back(phrase);
    }
    const std::size_t comma = end == wide ? kWideComma.size() : 1;
    voice.remove_prefix(std::min(end + comma, voice.size()));
  }
  return phrases;
}

display::DisplayMessage message_of(const service::DisplayText& text) {
  display::DisplayMessage message;
  for (const std::string& line : text.lines) {
    const bool is_wide =
        display::fk::to_gbk(line, display::fk::kMaxLineBytes).size() > kScreenBytes;
    message.lines.push_back({line, colour_of(text.colour), is_wide});
  }
  message.voice = phrases_of(text.voice);
  return message;
}

/// serialChannel, or nothing when the configured port is none.
std::optional<int> channel_of(const Json& port) {
  if (port.is_null()) return 0;
  const auto number = port.integer();
  if (!number || *number < 0 || *number > 1) return std::nullopt;
  return static_cast<int>(*number);
}

}  // namespace

std::vector<camera::vzenith::SerialFrame> display_frames(const DeviceSettings& device,
                                                         const service::DisplayText& text) {
  const Json& settings = device.json["display"];
  if (settings["kind"].text() != "fk" || settings["via"].text() != "serial_data") return {};
  if (text.lines.empty() && text.voice.empty()) return {};
  const auto channel = channel_of(settings["port"]);
  if (!channel) {
    log_event(
        LogLevel::warning, "display_port_unusable",
        {{"device", device.id}, {"advice", "set display.port to 0 (RS485-1) or 1 (RS485-2)"}});
    return {};
  }
  auto frame = display::fk::multi_line(message_of(text));
  if (!frame) {
    log_event(LogLevel::warning, "display_text_unusable",
              {{"device", device.id}, {"cause", frame.error().message}});
    return {};
  }
  return {{*channel, *std::move(frame)}};
}

}  // namespace cleangate::device
