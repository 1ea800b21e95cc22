#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {
namespace {

using namespace settings;

struct Place {
  std::string subject, key;
};

/// Which setting an entry changes.
Result<Place> place_of(const Folding& folding) {
  if (folding.kind() == Kind::plan) return Place{"plan", ""};
  const Field key = folding.kind() == Kind::account_change ? Field::item : Field::key;
  const std::string subject = TRY(folding.needed(Field::subject));
  return Place{subject, std::string(folding.text(key))};
}

bool changes_settings(Kind kind) {
  return kind == Kind::configuration || kind == Kind::plan || kind == Kind::account_change;
}

}  // namespace

TableSchema settings_schema() {
  return {kTable,
          {{"subject", kText},
           {"key", kText},
           {"value", kText},
           {"actor", kText},
           {"reason", kText},
           {"updated_index", kInteger}},
          2,
          {}};
}

Result<void> fold_settings(Folding& folding) {
  if (!changes_settings(folding.kind())) return {};
  const Place place = TRY(place_of(folding));
  if (folding.text(Field::action) == "remove") {
    const auto known = TRY(folding.get(kTable, {place.subject, place.key}));
    if (!known) return fail(ErrorCode::not_found, "no such " + place.subject);
    folding.remove(kTable, {place.subject, place.key});
    return {};
  }
  Row row(kColumnCount);
  row[kSubject] = place.subject;
  row[kKey] = place.key;
  row[kValue] = folding.cell(Field::value);
  row[kActor] = folding.cell(Field::actor);
  row[kReason] = folding.cell(Field::reason);
  row[kUpdatedIndex] = folding.index();
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace cleangate::ledger
