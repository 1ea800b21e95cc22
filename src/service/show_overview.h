#pragma once
// The day at a glance (总览), and what observing lanes would have done. Blocks for the disk: query
// pool only. Reads pages of one period by index, never the whole table.

#include <string>

#include "base/json.h"
#include "domain/rules/decision.h"
#include "service/ports/queries.h"

namespace cleangate::service {

/// Of [from, to): {hours,stages,totals,holds}. At most kMaxCountedPassages, the newest.
[[nodiscard]] Result<Json> count_day(Queries& queries, WallTime from, WallTime to);

/// {from,to,arrivals,admit,refuse,hold,unknown_vehicles,reasons:[…],lanes:[…]}; a lane without
/// `mode`, which memory state knows. Errors: as the store's.
[[nodiscard]] Result<Json> observe_report(Queries& queries, WallTime from, WallTime to,
                                          const rules::FindPack& find);

/// [{id,kind,title,why,due,link}], most urgent first, at most three. `facts`: {open_holds,
/// devices:[{id,name,state,problem}],disk:{free_bytes,total_bytes}|null,kill_switch,warning,plan,
/// last_backup,observing:[lane names]}.
[[nodiscard]] Json most_urgent(const Json& facts);

}  // namespace cleangate::service
