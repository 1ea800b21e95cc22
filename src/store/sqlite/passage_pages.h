#pragma once
// A page of passages: newest first by index, walked along the index that leaves the fewest rows,
// never the whole table. One connection, one thread.

#include <string>
#include <string_view>
#include <vector>

#include "service/ports/queries.h"
#include "store/sqlite/database.h"

namespace cleangate::store {

/// Pages are in the order of the log, periods are in event time. Log times rise with the index,
/// and nearly every passage is logged within an hour of its event: so a period is an index range,
/// widened by an hour, plus the few late passages, which have an index of their own.
[[nodiscard]] Result<std::vector<ledger::Row>> passage_page(Database& database,
                                                            const service::PassageFilter& filter);

/// The same, also for a part of the plate: by the plates that have it, or, when those are more than
/// kMaxFoundPlates, along the newest kSearchPiece entries before the cursor.
[[nodiscard]] Result<service::FoundRows> find_passages(Database& database,
                                                       const service::PassageFilter& filter);

/// Plates with `part` anywhere in them; nullopt: so many that they are no help (kMaxFoundPlates).
[[nodiscard]] Result<std::optional<std::vector<std::string>>> plates_with(Database& database,
                                                                          std::string_view part);

/// First index of a passage logged at or after `time`; one past the newest when there is none.
[[nodiscard]] Result<std::int64_t> first_logged(Database& database, WallTime time);

}  // namespace cleangate::store
