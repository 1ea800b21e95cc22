#pragma once
// Heavy-pollution warnings (预警): start, change, extend, lift, add-on measures. Each is an entry;
// the answer says what is in force once it counts.

#include "service/plant.h"

namespace cleangate::service {

/// An order as a body names it: {no?,title?,issuer?,date?,document?}; `document` is the SHA-256 of
/// a stored document. Errors: invalid, naming the member.
[[nodiscard]] Result<Json> checked_order(const Plant& plant, const Json& order);

/// {level,effective_at,expected_end?,region?,order?,reduction_list?}
/// → {id,index,action,effective_at,level,in_force}: the chain's level once the action counts (null:
/// none), and what is in force now.
void start_warning(Plant& plant, const Json& body, const Actor& actor, Reply reply);
/// `action`: change | extend | lift | measures. Errors: not_found, invalid.
/// measures: {template,params?,exemptions?,from?,to?,order?,text?}; its own id is the answer's.
void change_warning(Plant& plant, const std::string& chain, const std::string& action,
                    const Json& body, const Actor& actor, Reply reply);

}  // namespace cleangate::service
