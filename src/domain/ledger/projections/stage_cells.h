#pragma once
// The stage of an entry as cells: min, max and source. Pure.

#include <array>
#include <string_view>

#include "base/result.h"
#include "domain/ledger/projection.h"

namespace cleangate::ledger {

/// {min, max, source} of the JSON of a `stage` field; null where it says nothing.
/// Errors: invalid (no JSON).
[[nodiscard]] Result<std::array<Cell, 3>> stage_cells(std::string_view json);

}  // namespace cleangate::ledger
