#include "domain/ledger/fields.h"

#include <algorithm>
#include <array>

namespace cleangate::ledger {
namespace {

constexpr bool kPlain = false;
constexpr bool kErasable = true;

// By number, from 1.
constexpr auto kFields = std::to_array<FieldInfo>({
    {Field::lane, "lane", kPlain},
    {Field::gate, "gate", kPlain},
    {Field::direction, "direction", kPlain},
    {Field::plate, "plate", kErasable},
    {Field::colour, "colour", kPlain},
    {Field::plate_class, "plate_class", kPlain},
    {Field::verdict, "verdict", kPlain},
    {Field::reasons, "reasons", kPlain},
    {Field::mode, "mode", kPlain},
    {Field::historic, "historic", kPlain},
    {Field::vendor_key, "vendor_key", kErasable},
    {Field::device_time, "device_time", kPlain},
    {Field::confidence, "confidence", kPlain},
    {Field::vehicle_class, "vehicle_class", kPlain},
    {Field::stage, "stage", kPlain},
    {Field::facts, "facts", kErasable},
    {Field::candidates, "candidates", kErasable},
    {Field::photos_missing, "photos_missing", kPlain},
    {Field::plate_raw, "plate_raw", kErasable},
    {Field::trailer, "trailer", kErasable},
    {Field::passage, "passage", kPlain},
    {Field::stage_of, "stage_of", kPlain},
    {Field::path, "path", kPlain},
    {Field::detail, "detail", kPlain},
    {Field::reason, "reason", kErasable},
    {Field::actor, "actor", kPlain},
    {Field::outcome, "outcome", kPlain},
    {Field::assumed, "assumed", kPlain},
    {Field::list, "list", kPlain},
    {Field::item, "item", kPlain},
    {Field::action, "action", kPlain},
    {Field::source, "source", kPlain},
    {Field::valid_from, "valid_from", kPlain},
    {Field::valid_to, "valid_to", kPlain},
    {Field::subject, "subject", kPlain},
    {Field::key, "key", kPlain},
    {Field::value, "value", kErasable},
    {Field::chain, "chain", kPlain},
    {Field::level, "level", kPlain},
    {Field::effective_at, "effective_at", kPlain},
    {Field::expected_end, "expected_end", kPlain},
    {Field::region, "region", kPlain},
    {Field::order, "order", kPlain},
    {Field::pack, "pack", kPlain},
    {Field::pack_version, "pack_version", kPlain},
    {Field::note, "note", kPlain},
    {Field::role, "role", kPlain},
    {Field::from, "from", kPlain},
    {Field::to, "to", kPlain},
    {Field::cause, "cause", kPlain},
    {Field::state, "state", kPlain},
    {Field::intent, "intent", kPlain},
    {Field::reads, "reads", kPlain},
    {Field::device_direction, "device_direction", kPlain},
    {Field::received_at, "received_at", kPlain},
    {Field::merged_as, "merged_as", kPlain},
    {Field::open_until, "open_until", kPlain},
    {Field::cargo, "cargo", kErasable},
    {Field::quantity, "quantity", kPlain},
    {Field::unit, "unit", kPlain},
    {Field::phone, "phone", kErasable},
    {Field::toml, "toml", kPlain},
    {Field::exempted, "exempted", kPlain},
});

constexpr bool numbers_are_positions() {
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    if (static_cast<std::size_t>(kFields[i].field) != i + 1) return false;
  }
  return true;
}
static_assert(numbers_are_positions());

}  // namespace

const FieldInfo* field_info(Field field) {
  const auto number = static_cast<std::size_t>(field);
  return number >= 1 && number <= kFields.size() ? &kFields[number - 1] : nullptr;
}

std::optional<Field> field_by_name(std::string_view name) {
  const auto found = std::ranges::find(kFields, name, &FieldInfo::name);
  if (found == kFields.end()) return std::nullopt;
  return found->field;
}

}  // namespace cleangate::ledger
