#include "base/limits.h"
#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {
namespace {

using namespace plate_parts;

bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;  // RFC 3629: not a continuation
}

Result<void> learn(Folding& folding, const Cell& plate) {
  const std::string_view whole = text(plate);
  if (whole.empty()) return {};
  const auto known = TRY(folding.get(kTable, {plate, plate}));
  if (known) return {};
  std::size_t parts = 0;
  for (std::size_t start = 0; start < whole.size() && parts < kMaxPlateCharacters; ++start) {
    if (!begins_character(whole[start])) continue;
    folding.put(kTable, {text_cell(whole.substr(start)), plate, folding.index()});
    ++parts;
  }
  return {};
}

}  // namespace

TableSchema plate_parts_schema() {
  return {kTable, {{"part", kText}, {"plate", kText}, {"entry_index", kInteger}}, 2, {}};
}

Result<void> fold_plate_parts(Folding& folding) {
  if (folding.kind() == Kind::vehicle_fact) return learn(folding, folding.cell(Field::plate));
  const auto& after = folding.passage_after;
  if (!after || folding.seen_before) return {};
  const Cell& plate = after->at(passages::kPlate);
  if (folding.passage_before && folding.passage_before->at(passages::kPlate) == plate) return {};
  return learn(folding, plate);
}

}  // namespace cleangate::ledger
