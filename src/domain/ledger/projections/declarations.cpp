#include "base/json.h"
#include "base/text.h"
#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {
namespace {

using namespace declarations;

/// What a passage shows of it; not the phone.
Cell shown(const Row& row) {
  const auto word = [&](declarations::Column column) {
    return is_null(row[column]) ? Json() : Json(text(row[column]));
  };
  const auto quantity = parse_json(text(row[kQuantity]));
  return Json::object({{"id", word(kId)},
                       {"at", to_rfc3339(from_unix_ms(integer(row[kAt])))},
                       {"direction", word(kDirection)},
                       {"cargo", word(kCargo)},
                       {"quantity", quantity ? *quantity : Json()},
                       {"unit", word(kUnit)}})
      .dump();
}

/// When the vehicle came: a camera's clock may lag behind the driver's telephone.
std::int64_t came_at(const Row& passage) {
  const bool historic = integer(passage[passages::kHistoric]) != 0;
  return integer(passage[historic ? passages::kAt : passages::kLogTime]);
}

bool speaks_of(const Row& row, const Row& passage) {
  if (!is_null(row[kPassage])) return false;
  const std::int64_t at = came_at(passage);
  if (at < integer(row[kAt]) || at >= integer(row[kValidTo])) return false;
  // Who was read first and declares then must not have it counted for the way out.
  const auto way = text(row[kDirection]), passed = text(passage[passages::kDirection]);
  if (!way.empty() && !passed.empty() && way != passed) return false;
  const auto declared = text(row[kColour]);
  const auto read = text(passage[passages::kColour]);
  return declared.empty() || read == "unknown" || declared == read;
}

/// The plate was misread: the declaration waits again for its own vehicle.
Result<void> give_back(Folding& folding, const Row& before) {
  auto row = TRY(folding.get(kTable, {before[passages::kPlate]}));
  if (!row || text(row->at(kPassage)) != text(before[passages::kId])) return {};
  (*row)[kPassage] = Cell();
  (*row)[kUpdatedIndex] = folding.index();
  folding.put(kTable, *std::move(row));
  return {};
}

}  // namespace

TableSchema declarations_schema() {
  return {kTable,
          {{"plate", kText},
           {"id", kText},
           {"at", kInteger},
           {"valid_to", kInteger},
           {"direction", kText},
           {"colour", kText},
           {"cargo", kText},
           {"quantity", kText},
           {"unit", kText},
           {"phone", kText},
           {"gate", kText},
           {"passage", kText},
           {"updated_index", kInteger}},
          1,
          {}};
}

/// The latest of a plate replaces the one before it.
Result<void> fold_declarations(Folding& folding) {
  if (folding.kind() != Kind::declaration || !folding.has(Field::plate)) return {};
  Row row(kColumnCount);
  row[kPlate] = folding.cell(Field::plate);
  row[kId] = to_text(folding.entry().event_id);
  row[kAt] = folding.event_ms();
  row[kValidTo] = TRY(folding.time_cell(Field::valid_to));
  row[kDirection] = folding.cell(Field::direction);
  row[kColour] = folding.cell(Field::colour);
  row[kCargo] = folding.cell(Field::cargo);
  row[kQuantity] = folding.cell(Field::quantity);
  row[kUnit] = folding.cell(Field::unit);
  row[kPhone] = folding.cell(Field::phone);
  row[kGate] = folding.cell(Field::gate);
  row[kUpdatedIndex] = folding.index();
  folding.put(kTable, std::move(row));
  return {};
}

Result<void> attach_declaration(Folding& folding, const std::optional<Row>& before, Row& after) {
  const Cell& plate = after[passages::kPlate];
  if (before && before->at(passages::kPlate) == plate) return {};
  if (before && !is_null(before->at(passages::kDeclaration))) TRY(give_back(folding, *before));
  after[passages::kDeclaration] = Cell();
  if (is_null(plate)) return {};
  auto row = TRY(folding.get(kTable, {plate}));
  if (!row || !speaks_of(*row, after)) return {};
  after[passages::kDeclaration] = shown(*row);
  (*row)[kPassage] = after[passages::kId];
  (*row)[kUpdatedIndex] = folding.index();
  folding.put(kTable, *std::move(row));
  return {};
}

}  // namespace cleangate::ledger
