#pragma once
// QR codes (ISO/IEC 18004) by libqrencode, which stays out of this header. Pure, any thread.

#include <string_view>
#include <vector>

#include "base/result.h"

namespace cleangate {

/// Rows of dark (true) and light modules, square, without the quiet zone of four modules. Error
/// correction level Q: a quarter may be dirty. Errors: invalid (empty), too_large (above 1663
/// bytes: version 40, level Q).
[[nodiscard]] Result<std::vector<std::vector<bool>>> qr_code(std::string_view text);

}  // namespace cleangate
