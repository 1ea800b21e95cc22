#pragma once
// Hikvision ISAPI push: an EventNotificationAlert, bare or in a multipart body with its pictures
// (devices.md 1.1.2, 1.1.3). Pure, any thread: bytes to message; no clock, no reply. Pictures of
// the driver, the passenger or pedestrians never leave it.

#include <string_view>

#include "base/result.h"
#include "device/camera/reading.h"

namespace cleangate::camera::hikvision {

/// `content_type` may be wrong or empty: what the parts are is seen from their bytes. A read
/// without plate is a reading with plate "", not an error; pictures are kept although they do
/// not decode. Errors: invalid, too_large (parts, depth); the message never quotes the body.
[[nodiscard]] Result<Message> decode_push(std::string_view content_type, std::string_view body);

}  // namespace cleangate::camera::hikvision
