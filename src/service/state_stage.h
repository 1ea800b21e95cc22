#pragma once
// What a person says of a vehicle's stage, with the paper it rests on (待核定), and that he stands
// for what was said.

#include "service/plant.h"

namespace cleangate::service {

/// Evidence that the body names and the vehicle does not have. Query pool. Errors: invalid, the
/// store's.
[[nodiscard]] Result<void> has_evidence(Queries& queries, const std::string& plate,
                                        const std::string& colour, const Json& body);
/// {source,stage:{min,max},detail?,vin?,evidence?:[sha256]}: source list | label | bureau |
/// catalogue | same_vin | registry | official; a guard's is always guard and counts for
/// kGuardFactsCount. → {index,change,dossier}. Errors: invalid.
void state_stage(Plant& plant, const std::string& plate, const std::string& colour,
                 const Json& body, const Actor& actor, Reply reply);
/// `entry`: index of the statement. → the same. Errors: not_found, conflict (confirmed already).
void confirm_statement(Plant& plant, const std::string& plate, const std::string& colour,
                       const std::string& entry, const Actor& actor, Reply reply);

}  // namespace cleangate::service
