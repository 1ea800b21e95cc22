#pragma once
// Times as cameras write them. Pure, any thread. Reads what is there; whether it can be true is
// judged elsewhere, from the receive time.

#include <optional>
#include <string_view>

#include "base/time.h"

namespace cleangate::camera {

struct DeviceTime {
  WallTime time;
  bool has_offset;  ///< false: local time, taken as +08:00
};

/// "2024-05-07T17:48:03.847+07:00", with 'T' or blank, fraction optional (cut to milliseconds),
/// offset "Z", "+08:00", "+0800" or none. Nothing when it is no such calendar time.
[[nodiscard]] std::optional<DeviceTime> parse_device_time(std::string_view text);

/// "20240507174803847" (Hikvision absTime) or the same without milliseconds; local.
[[nodiscard]] std::optional<DeviceTime> parse_compact_time(std::string_view text);

/// Local "2024-05-07 17:48:03", as Dahua's replies want it.
[[nodiscard]] std::string to_local_text(WallTime time);

}  // namespace cleangate::camera
