#include "domain/ledger/projection.h"

#include <algorithm>

#include "domain/ledger/projections/folding.h"

namespace cleangate::ledger {

const std::vector<TableSchema>& projection_tables() {
  static const std::vector<TableSchema> tables = {
      passages_schema(),           sightings_schema(),    vehicles_schema(),
      list_items_schema(),         settings_schema(),     warning_actions_schema(),
      rule_packs_schema(),         presence_schema(),     movements_schema(),
      device_states_schema(),      daily_counts_schema(), shifts_schema(),
      vehicle_evidence_schema(),   plate_parts_schema(),  declarations_schema(),
      monthly_counts_schema(),     quota_counts_schema(), plan_versions_schema(),
      measure_executions_schema(), documents_schema(),    stage_statements_schema(),
      verification_queue_schema(),
  };
  return tables;
}

const TableSchema* find_table(std::string_view name) {
  const auto& tables = projection_tables();
  const auto found = std::ranges::find(tables, name, &TableSchema::name);
  return found == tables.end() ? nullptr : &*found;
}

Result<std::vector<RowChange>> fold(const LoggedEntry& entry, RowSource& rows) {
  if (to_text(entry.entry.kind) == "unknown") {
    return fail(ErrorCode::corrupt,
                "entry " + std::to_string(entry.entry.index) + ": written by a newer version");
  }
  // passages first: the others compare the passage before and after.
  constexpr Result<void> (*kFolds[])(Folding&) = {
      fold_passages,         fold_sightings,          fold_vehicles,           fold_list_items,
      fold_settings,         fold_warning_actions,    fold_rule_packs,         fold_presence,
      fold_movements,        fold_device_states,      fold_daily_counts,       fold_shifts,
      fold_vehicle_evidence, fold_plate_parts,        fold_declarations,       fold_monthly_counts,
      fold_quota_counts,     fold_plan_versions,      fold_measure_executions, fold_documents,
      fold_stage_statements, fold_verification_queue,
  };
  Folding folding(entry, rows);
  for (const auto& projection : kFolds) TRY(projection(folding));
  return folding.take_changes();
}

}  // namespace cleangate::ledger
