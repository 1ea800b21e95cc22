#pragma once
// The execution log (执行记录) of a warning's measures: who did what, with which proof, and what is
// still without one.

#include "service/plant.h"

namespace cleangate::service {

/// {measure, proof:{kind:"photo",document} | {kind:"reading",value,unit,name?} |
/// {kind:"signature",name}, at?, note?} → {id,index}. `measure` is one of the warning's: of the
/// plan's levels or an order's. Errors: not_found (warning), invalid, naming the member.
void log_execution(Plant& plant, const std::string& chain, const Json& body, const Actor& actor,
                   Reply reply);

/// The measures of a warning at `level` ("" = its own now, or its last one): {level, measures:
/// [{id,text,kind}]}. Errors: not_found, invalid.
[[nodiscard]] Result<Json> measures_of_warning(const Plant& plant, const std::string& chain,
                                               const std::string& level);
/// With what was done: {level, items:[execution…], measures:[{id,text,kind,proofs,last_at}],
/// complete}. On the query pool.
[[nodiscard]] Result<Json> show_executions(Queries& queries, const std::string& chain,
                                           Json measures);

}  // namespace cleangate::service
