#include "base/json.h"
#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {
namespace {

using namespace vehicles;
using OptionalRow = std::optional<Row>;

/// One word for an interval, to filter by.
std::string stage_word(std::string_view facts) {
  const Json json = parse_json(facts).value_or(Json());
  const std::string min(json["stage"]["min"].text().value_or("X"));
  const std::string max(json["stage"]["max"].text().value_or("X"));
  if (min == "6a" && max == "6b") return "6";
  return min == max ? min : min + "-" + max;
}

void set_state(Row& row) {
  const std::string stage = stage_word(text(row[kFacts]));
  std::string_view state = stage == "X" ? "unknown" : "confirmed";
  if (!is_null(row[kProvisionalUntil])) state = "provisional";
  row[kStage] = text_cell(stage);
  row[kState] = text_cell(state);
}

/// What counts again once a guard's word has expired: what counted before his first one.
Cell base_of(const OptionalRow& before) {
  if (!before) return {};
  return before->at(is_null(before->at(kProvisionalUntil)) ? kFacts : kBaseFacts);
}

Result<Row> confirmed(const OptionalRow& before) {
  if (!before) return fail(ErrorCode::not_found, "no such vehicle");
  if (is_null(before->at(kProvisionalUntil))) {
    return fail(ErrorCode::conflict, "nothing waits to be confirmed");
  }
  Row row = *before;
  row[kBaseFacts] = row[kProvisionalUntil] = Cell();
  return row;
}

/// The facts are the whole new state of the vehicle.
Result<Row> registered(const Folding& folding, const Row& key, const OptionalRow& before) {
  Row row(kColumnCount);
  row[kPlate] = key[kPlate];
  row[kColour] = key[kColour];
  row[kFacts] = folding.cell_or(Field::facts, "{}");
  row[kSource] = folding.cell(Field::source);
  row[kProvisionalUntil] = TRY(folding.time_cell(Field::valid_to));
  if (!is_null(row[kProvisionalUntil])) row[kBaseFacts] = base_of(before);
  return row;
}

}  // namespace

TableSchema vehicles_schema() {
  return {kTable,
          {{"plate", kText},
           {"colour", kText},
           {"facts", kText},
           {"source", kText},
           {"updated_index", kInteger},
           {"stage", kText},
           {"state", kText},
           {"base_facts", kText},
           {"provisional_until", kInteger},
           {"confirmed_by", kText},
           {"updated_at", kInteger},
           {"updated_by", kText}},
          2,
          {}};
}

Result<void> fold_vehicles(Folding& folding) {
  if (folding.kind() != Kind::vehicle_fact) return {};
  const Row key = {TRY(folding.needed(Field::plate)), folding.cell_or(Field::colour, "unknown")};
  const auto before = TRY(folding.get(kTable, key));
  const auto action = folding.text(Field::action);
  if (action == "remove") {
    if (!before) return fail(ErrorCode::not_found, "no such vehicle");
    folding.remove(kTable, key);
    return {};
  }
  const bool confirms = action == "confirm";
  Row row = TRY(confirms ? confirmed(before) : registered(folding, key, before));
  if (confirms) row[kConfirmedBy] = folding.cell(Field::actor);
  row[kUpdatedIndex] = folding.index();
  row[kUpdatedAt] = folding.event_ms();
  row[kUpdatedBy] = folding.cell(Field::actor);
  set_state(row);
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace cleangate::ledger
