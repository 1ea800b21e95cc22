#pragma once
// Names of a plan's measures. Quotas are counted and proofs are logged by them, so a measure keeps
// its name while the plan around it is edited, and none is ever given to another. Pure.

#include "base/json.h"
#include "base/random.h"

namespace cleangate::service {

/// `plan` (checked) with an id on every measure. One without takes that of the measure of `old` it
/// continues: in the same level and list, the same template or, in production, the same text.
/// Others get a new one.
[[nodiscard]] Json with_ids(const Json& old, Json plan, Random& random);

/// The measure's id; by its place in a plan that was written before ids were given.
[[nodiscard]] std::string plan_item_id(std::string_view level, std::string_view kind,
                                       const Json& item, std::size_t number);

}  // namespace cleangate::service
