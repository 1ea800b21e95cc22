#pragma once
// Meaning of AlarmInfoPlate, the plate result of Vzenith cameras. Pure, any thread; inside the
// Vzenith folder only.

#include "base/json.h"
#include "device/camera/reading.h"

namespace cleangate::camera::vzenith {

/// `alarm` is the value of AlarmInfoPlate. What is missing stays empty, the vendor key
/// too when there is no time; nothing is an error.
[[nodiscard]] Message decode_plate_result(const Json& alarm);

}  // namespace cleangate::camera::vzenith
