#pragma once
// An amendment (更正): what a passage was seen as, corrected by a person. A visible layer: the
// passage shows the amended plate and keeps what stood there before. Pure.

#include "domain/ledger/projections/folding.h"

namespace cleangate::ledger {

/// The entry says what the plate or its colour really is.
[[nodiscard]] bool names_plate(const Folding& folding);
/// `row`: of `passages`. Verdict and reasons stay: they are what was decided then. Stage and class
/// become those that the entry has of the right vehicle. Errors: invalid, corrupt.
[[nodiscard]] Result<void> amend(const Folding& folding, Row& row);

}  // namespace cleangate::ledger
