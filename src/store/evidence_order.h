#pragma once
// The order of a vehicle's evidence: newest first, as it lies in its entry. Sorted here and not by
// SQL, because a vehicle has at most kMaxEvidenceKept of them and no index holds this order. Pure.

#include <algorithm>
#include <vector>

#include "domain/ledger/projection.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::store {

inline void sort_evidence(std::vector<ledger::Row>& rows) {
  namespace table = ledger::vehicle_evidence;
  std::ranges::sort(rows, [](const ledger::Row& a, const ledger::Row& b) {
    const auto index_a = ledger::integer(a[table::kIndex]);
    const auto index_b = ledger::integer(b[table::kIndex]);
    if (index_a != index_b) return index_a > index_b;
    return ledger::integer(a[table::kPlace]) < ledger::integer(b[table::kPlace]);
  });
}

}  // namespace cleangate::store
