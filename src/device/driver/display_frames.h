#pragma once
// Display text as serial frames for the camera that carries them (Vzenith serialData), as the
// device's configuration says. Pure but for one log line when that configuration cannot work.

#include <functional>
#include <string>
#include <vector>

#include "device/camera/vzenith/reply.h"
#include "device/driver/device_table.h"
#include "service/ports/barrier.h"

namespace cleangate::device {

/// Frames of the display's own protocol, in the order to be sent; pure, any thread.
using DisplayEncoder = std::function<std::vector<std::string>(const service::DisplayText&)>;

/// Empty when there is no text or no display {kind:"fk",via:"serial_data",port:0|1}; port is the
/// camera's serialChannel: 0 = RS485-1 (the default), 1 = RS485-2.
[[nodiscard]] std::vector<camera::vzenith::SerialFrame> display_frames(
    const DeviceSettings& device, const service::DisplayText& text, const DisplayEncoder& encode);

}  // namespace cleangate::device
