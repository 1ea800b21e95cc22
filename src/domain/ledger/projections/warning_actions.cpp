#include <algorithm>
#include <array>

#include "base/json.h"
#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {
namespace {

using namespace warning_actions;

/// {order, …detail's own members (template, params, exemptions), from, to}: those that are set.
Result<std::string> detail_of(const Folding& folding) {
  Json detail = Json::object();
  if (folding.has(Field::order)) detail.set("order", TRY(parse_json(folding.text(Field::order))));
  if (folding.has(Field::detail)) {
    const Json own = TRY(parse_json(folding.text(Field::detail)));
    if (!own.is_object()) return fail(ErrorCode::invalid, "warning: detail is not an object");
    for (const Json::Member& member : own.members()) detail.set(member.key, member.value);
  }
  if (folding.has(Field::from)) detail.set("from", folding.text(Field::from));
  if (folding.has(Field::to)) detail.set("to", folding.text(Field::to));
  return detail.dump();
}

}  // namespace

TableSchema warning_actions_schema() {
  return {kTable,
          {{"entry_index", kInteger},
           {"chain", kText},
           {"action", kText},
           {"level", kText},
           {"effective_at", kInteger},
           {"expected_end", kInteger},
           {"region", kText},
           {"detail", kText},
           {"actor", kText}},
          1,
          {}};
}

Result<void> fold_warning_actions(Folding& folding) {
  if (folding.kind() != Kind::warning) return {};
  constexpr std::array<std::string_view, 5> kActions = {"start", "change", "extend", "lift",
                                                        "measures"};
  if (std::ranges::find(kActions, folding.text(Field::action)) == kActions.end()) {
    return fail(ErrorCode::invalid, "warning: unknown action");
  }
  Row row(kColumnCount);
  row[kIndex] = folding.index();
  row[kChain] = TRY(folding.needed(Field::chain));
  row[kAction] = folding.cell(Field::action);
  row[kLevel] = folding.cell(Field::level);
  // Nothing takes effect before it was in the log.
  const Cell effective_at = TRY(folding.time_cell(Field::effective_at));
  const std::int64_t log_time = to_unix_ms(folding.entry().log_time);
  row[kEffectiveAt] = is_null(effective_at) ? log_time : std::max(integer(effective_at), log_time);
  row[kExpectedEnd] = TRY(folding.time_cell(Field::expected_end));
  row[kRegion] = folding.cell(Field::region);
  row[kDetail] = TRY(detail_of(folding));
  row[kActor] = folding.cell(Field::actor);
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace cleangate::ledger
