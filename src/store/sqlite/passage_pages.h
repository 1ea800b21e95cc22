#pragma once
// A page of passages: newest first by index, walked along the index that leaves the fewest rows,
// never the whole table. One connection, one thread.

#include <vector>

#include "service/ports/queries.h"
#include "store/sqlite/database.h"

namespace cleangate::store {

/// Pages are in the order of the log, periods are in event time. Log times rise with the index,
/// and nearly every passage is logged within an hour of its event: so a period is an index range,
/// widened by an hour, plus the few late passages, which have an index of their own.
[[nodiscard]] Result<std::vector<ledger::Row>> passage_page(Database& database,
                                                            const service::PassageFilter& filter);

/// First index of a passage logged at or after `time`; one past the newest when there is none.
[[nodiscard]] Result<std::int64_t> first_logged(Database& database, WallTime time);

}  // namespace cleangate::store
