#include "device/driver/display_frames.h"

#include <utility>

#include "base/log.h"

namespace cleangate::device {

std::vector<camera::vzenith::SerialFrame> display_frames(const DeviceSettings& device,
                                                         const service::DisplayText& text,
                                                         const DisplayEncoder& encode) {
  const Json& display = device.json["display"];
  if (display["kind"].text() != "fk" || display["via"].text() != "serial_data") return {};
  if (!encode || (text.lines.empty() && text.voice.empty())) return {};
  const Json& port = display["port"];
  const auto channel = port.is_null() ? std::optional<std::int64_t>(0) : port.integer();
  if (!channel || *channel < 0 || *channel > 1) {
    log_event(LogLevel::warning, "display_port_unusable",
              {{"device", device.id}, {"advice", "set display.port to 0 (RS485-1) or 1 (RS485-2)"}});
    return {};
  }
  std::vector<camera::vzenith::SerialFrame> frames;
  for (std::string& bytes : encode(text)) {
    frames.push_back({static_cast<int>(*channel), std::move(bytes)});
  }
  return frames;
}

}  // namespace cleangate::device
