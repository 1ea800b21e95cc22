#pragma once
// Why a guard's word came too late, in words that tell what became of the hold. Pure.

#include <optional>

#include "base/result.h"
#include "domain/ledger/projection.h"

namespace cleangate::service {

/// `row`: of the passages table, nullopt when there is no such passage (not_found). `conflict`: the
/// gate keeper's own answer, kept while the hold stands open (a word is being written, kill
/// switch).
[[nodiscard]] Error explain_hold(const std::optional<ledger::Row>& row, Error conflict);

}  // namespace cleangate::service
