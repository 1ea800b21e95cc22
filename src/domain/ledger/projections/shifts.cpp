#include "base/json.h"
#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {

using namespace shifts;

TableSchema shifts_schema() {
  return {kTable,
          {{"entry_index", kInteger},
           {"id", kText},
           {"at", kInteger},
           {"actor", kText},
           {"to", kText},
           {"note", kText},
           {"open_holds", kText}},
          1,
          {}};
}

/// What the guard said stands in one erasable field: {note,to,open_holds}.
Result<void> fold_shifts(Folding& folding) {
  if (folding.kind() != Kind::shift) return {};
  const Json said =
      folding.has(Field::value) ? TRY(parse_json(folding.text(Field::value))) : Json();
  const auto text_or_null = [&](std::string_view key) {
    const auto value = said[key].text();
    return value ? text_cell(*value) : Cell();
  };
  Row row(kColumnCount);
  row[kIndex] = folding.index();
  row[kId] = to_text(folding.entry().event_id);
  row[kAt] = folding.event_ms();
  row[kActor] = folding.cell(Field::actor);
  row[kTo] = text_or_null("to");
  row[kNote] = text_or_null("note");
  row[kOpenHolds] =
      said["open_holds"].is_null() ? text_cell("[]") : Cell(said["open_holds"].dump());
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace cleangate::ledger
