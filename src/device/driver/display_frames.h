#pragma once
// Display text as serial frames for the camera that carries them (Vzenith serialData), as the
// device's configuration says. Any thread; keeps nothing, sends nothing. Its only side effect is
// a log line when that configuration cannot work.

#include <vector>

#include "device/camera/vzenith/reply.h"
#include "device/driver/device_table.h"
#include "service/ports/barrier.h"

namespace cleangate::device {

/// One frame with all lines and the voice. Empty when there is no text, or no display
/// {kind:"fk",via:"serial_data",port:0|1}; port is the camera's serialChannel: 0 = RS485-1 (also
/// when left out), 1 = RS485-2.
[[nodiscard]] std::vector<camera::vzenith::SerialFrame> display_frames(
    const DeviceSettings& device, const service::DisplayText& text);

}  // namespace cleangate::device
