#pragma once
// Dahua ITSAPI push, V1.19 and its variants (devices.md 1.2.3). Pure, any thread: bytes to
// message; no clock. Pictures of faces never leave it.

#include <string>
#include <string_view>

#include "base/result.h"
#include "device/camera/reading.h"

namespace cleangate::camera::dahua {

/// What the device posts; told by the last name of the path.
enum class Push : std::uint8_t { device_info, keep_alive, tollgate_info, parking_info, alarm_info };

/// ".../NotificationInfo/TollgateInfo", with or without a query or trailing slash, any case.
/// Errors: not_found.
[[nodiscard]] Result<Push> push_of(std::string_view path);

/// The body of that push; Message::serial is the DeviceID. TimeZone is an enumeration of the
/// vendor's and not read: times are local without offset. Errors: invalid, too_large; the message
/// never quotes the body.
[[nodiscard]] Result<Message> decode_push(Push push, std::string_view body);

}  // namespace cleangate::camera::dahua
