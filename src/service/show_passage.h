#pragma once
// A row of `passages` as the API shows it. Pure.

#include "base/json.h"
#include "domain/ledger/projection.h"
#include "domain/rules/decision.h"

namespace cleangate::service {

/// {index,id,at,lane,…,reasons with words,exempted,photos with url,…}. `find`: packs that were
/// uploaded, so that a reason speaks as the pack that judged (RulesInForce::find_pack).
[[nodiscard]] Json show_passage(const ledger::Row& row, const rules::FindPack& find);
/// What was said of a stage after a decision, with words; null for "".
[[nodiscard]] Json show_stage_answer(std::string_view stored, const rules::FindPack& find);

}  // namespace cleangate::service
