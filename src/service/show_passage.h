#pragma once
// A row of `passages` as the API shows it. Pure.

#include "base/json.h"
#include "domain/ledger/projection.h"

namespace cleangate::service {

/// {index,id,at,lane,…,reasons with words,photos with url,…}
[[nodiscard]] Json show_passage(const ledger::Row& row);
/// What was said of a stage after a decision, with words; null for "".
[[nodiscard]] Json show_stage_answer(std::string_view stored);

}  // namespace cleangate::service
