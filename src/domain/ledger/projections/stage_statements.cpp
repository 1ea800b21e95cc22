#include "base/json.h"
#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/stage_answers.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {
namespace {

using namespace stage_statements;

/// A person stands for what was said: it is the same statement, confirmed.
Result<void> confirm(Folding& folding) {
  const Cell index = folding.number_cell(Field::item);
  auto row = is_null(index) ? std::optional<Row>() : TRY(folding.get(kTable, {index}));
  if (!row || text(row->at(kState)) != "counts") {
    return fail(ErrorCode::not_found, "no such statement");
  }
  Json statement = TRY(parse_json(text(row->at(kStatement))));
  if (statement.has("confirmed_by")) return fail(ErrorCode::conflict, "it is confirmed already");
  statement.set("confirmed_by", folding.text(Field::actor));
  statement.set("confirmed_at", to_rfc3339(folding.entry().event_time));
  (*row)[kStatement] = statement.dump();
  folding.put(kTable, *std::move(row));
  return {};
}

}  // namespace

TableSchema stage_statements_schema() {
  return {kTable,
          {{"entry_index", kInteger},
           {"plate", kText},
           {"colour", kText},
           {"state", kText},
           {"statement", kText},
           {"facts", kText},
           {"cause", kText},
           {"change", kText},
           {"at", kInteger},
           {"actor", kText},
           {"passage", kText}},
          1,
          {{"by_vehicle", {"plate", "colour", "entry_index"}}}};
}

Result<void> fold_stage_statements(Folding& folding) {
  if (folding.kind() != Kind::stage_statement) return {};
  if (folding.text(Field::action) == "confirm") return confirm(folding);
  // What was erased says nothing any more.
  if (!folding.has(Field::plate) || !folding.has(Field::value)) return {};
  Row row(kColumnCount);
  row[kIndex] = folding.index();
  row[kPlate] = folding.cell(Field::plate);
  row[kColour] = folding.cell_or(Field::colour, "unknown");
  row[kState] = text_cell(is_accepted(folding) ? "counts" : "rejected");
  row[kStatement] = folding.cell(Field::value);
  row[kFacts] = folding.cell(Field::facts);
  row[kCause] = folding.cell(Field::cause);
  row[kChange] = folding.cell(Field::detail);
  row[kAt] = folding.event_ms();
  row[kActor] = folding.cell(Field::actor);
  row[kPassage] = folding.cell(Field::passage);
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace cleangate::ledger
