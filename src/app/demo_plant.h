#pragma once
// The demo plant's own words: invented, after the brochure's pictures.

#include "base/json.h"

namespace cleangate::app {

[[nodiscard]] Json demo_board();
[[nodiscard]] Json demo_plan();

}  // namespace cleangate::app
