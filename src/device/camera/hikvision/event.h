#pragma once
// Meaning of one EventNotificationAlert, XML or JSON, by local names. Pure, any thread; inside
// the Hikvision folder only. Knows nothing of the pictures' bytes.

#include <string_view>

#include "base/result.h"
#include "base/xml.h"
#include "device/camera/reading.h"

namespace cleangate::camera::hikvision {

/// XML (declaration optional, UTF-8 or GBK) or JSON with the same names, as one tree.
/// Errors: invalid, too_large.
[[nodiscard]] Result<XmlElement> parse_event(std::string_view text);

/// `root` is or holds an EventNotificationAlert. Photos, and the vendor key of an event without
/// UUID and time, are left to the caller.
/// Errors: invalid when there is none.
[[nodiscard]] Result<Message> decode_event(const XmlElement& root);

/// What the event says a picture of this file name shows ("detectionPicture"); "" = nothing.
[[nodiscard]] std::string_view picture_type(const XmlElement& root, std::string_view file_name);

}  // namespace cleangate::camera::hikvision
