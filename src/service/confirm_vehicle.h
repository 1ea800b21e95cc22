#pragma once
// A manager confirms what a guard entered from a document (确认补录): from now on it counts
// without end.

#include "service/plant.h"

namespace cleangate::service {

/// → the vehicle. Errors: not_found, conflict (nothing waits to be confirmed).
void confirm_vehicle(Plant& plant, const std::string& plate, const std::string& colour,
                     const Actor& actor, Reply reply);

}  // namespace cleangate::service
