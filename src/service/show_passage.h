#pragma once
// A row of `passages` as the API shows it. Pure.

#include "base/json.h"
#include "domain/ledger/projection.h"

namespace cleangate::service {

/// {index,id,at,lane,…,reasons with words,photos with url,…}
[[nodiscard]] Json show_passage(const ledger::Row& row);

}  // namespace cleangate::service
