#pragma once
// Heavy-pollution warnings (预警): start, change, extend, lift, add-on measures.

#include "service/plant.h"

namespace cleangate::service {

/// {level,effective_at,expected_end?,region?,order?} → {id}
void start_warning(Plant& plant, const Json& body, const Actor& actor, Reply reply);
/// `action`: change | extend | lift | measures. Errors: not_found, invalid.
void change_warning(Plant& plant, const std::string& chain, const std::string& action,
                    const Json& body, const Actor& actor, Reply reply);
/// {items:[{id,level,…}], in_force: null | {…}}
[[nodiscard]] Json show_warnings(const Plant& plant);

}  // namespace cleangate::service
