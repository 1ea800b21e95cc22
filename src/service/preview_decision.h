#pragma once
// What would the gate say? The gate's own function over a situation that may differ from today's
// (law.md, Preview). Records nothing.

#include "service/plant.h"

namespace cleangate::service {

/// {plate,colour,direction,at,lane?,vehicle?,assume?} → {verdict,reasons,exempted}
[[nodiscard]] Result<Json> preview_decision(const Plant& plant, const Json& body);

}  // namespace cleangate::service
