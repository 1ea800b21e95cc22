#pragma once
// Pictures in messages: what they are by their bytes. Pure, any thread. Looks at structure only,
// decodes no pixel and changes no byte.

#include <string>
#include <string_view>

#include "device/camera/reading.h"

namespace cleangate::camera {

/// image/jpeg, image/png, or application/octet-stream when it is neither.
[[nodiscard]] std::string_view mime_of(std::string_view bytes);

/// True when the segments of ISO/IEC 10918-1 Annex B stand in order: SOI, a frame header with
/// height and width above 0, a scan header with data behind it. A picture cut off in its scan is
/// still decodable in part and counts. Says nothing about the pixels.
[[nodiscard]] bool is_decodable_jpeg(std::string_view bytes);

/// Fills mime and decodable.
[[nodiscard]] Photo make_photo(std::string kind, std::string name, std::string bytes);

/// Keeps at most kMaxPhotos, the first ones: a read must not be lost for a picture too many.
/// Returns false, and drops the photo, when there are that many already.
bool add_photo(std::vector<Photo>& photos, Photo photo);

}  // namespace cleangate::camera
