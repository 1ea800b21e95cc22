#pragma once
// What a later word on a vehicle's stage looks like beside a passage or in the work queue: no
// plate, no VIN, so that it may stand in rows that are kept. Pure.

#include "domain/ledger/projections/folding.h"

namespace cleangate::ledger {

/// {entry,at,accepted,cause,source,stage:{min,max,source}|null,verdict,reasons,by} of an entry
/// `stage_statement`; stage, verdict and reasons are what the gate would say now.
[[nodiscard]] Cell stage_answer(const Folding& folding);
/// It counts, or what it said does again; false: it was rejected.
[[nodiscard]] bool is_accepted(const Folding& folding);

}  // namespace cleangate::ledger
