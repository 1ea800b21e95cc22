#pragma once
// The sheet that hangs at a gate: the QR code of its page, A4, black on white. Pure, any thread.

#include <string>
#include <string_view>

#include "base/result.h"

namespace cleangate::http {

/// An SVG of 210 × 297 mm. Errors: as qr_code.
[[nodiscard]] Result<std::string> poster(std::string_view url, std::string_view plant,
                                         std::string_view gate);

}  // namespace cleangate::http
