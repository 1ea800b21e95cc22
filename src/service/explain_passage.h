#pragma once
// Why a passage was judged as it was: every clause that spoke or was lifted, with its citation, the
// facts it read and where they come from, and the warning, plan and packs of that time.

#include "service/plant.h"
#include "service/ports/queries.h"

namespace cleangate::service {

/// What the log says of the decision that counts for a passage.
struct Decided {
  std::uint64_t entry = 0;  ///< the passage's, or that of the read that corrected it
  WallTime at;
  Json facts;  ///< of the vehicle, as judged; null when the entry has none
  Json plan;   ///< {version,at,by} of the plan in force, null: there was none
};
/// `row`: of `passages`. Any thread.
[[nodiscard]] Result<Decided> find_decision(Queries& queries, const ledger::Row& row);

/// {id,entry,at,verdict,facts,warning,plan,packs,clauses}. Plant's executor only.
[[nodiscard]] Json explain_passage(const Plant& plant, const ledger::Row& row,
                                   const Decided& decided);

}  // namespace cleangate::service
