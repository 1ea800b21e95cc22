#pragma once
// Tokens of scripts and keys of boards. The secret is shown once and stored hashed.

#include "service/plant.h"

namespace cleangate::service {

/// {label,role:"viewer"|"guard"|"manager"|"admin"} → {id,token}
void create_token(Plant& plant, const Json& body, const Actor& actor, Reply reply);
void revoke_token(Plant& plant, const std::string& id, const Actor& actor, Reply reply);
/// {photos?} → {id,key}
void create_board_key(Plant& plant, const Json& body, const Actor& actor, Reply reply);
void revoke_board_key(Plant& plant, const std::string& id, const Actor& actor, Reply reply);

}  // namespace cleangate::service
