#include "domain/ledger/projections/stage_cells.h"

#include <optional>

#include "base/json.h"
#include "domain/ledger/projections/folding.h"

namespace cleangate::ledger {
namespace {

/// "X" of {"min":"X","max":…} without a JSON parser: the form that our own encoder writes, with
/// plain text only. nullopt: not that form.
std::optional<std::array<Cell, 3>> plain_stage(std::string_view json) {
  constexpr std::array<std::string_view, 3> kNames = {R"({"min":)", R"(,"max":)", R"(,"source":)"};
  std::array<Cell, 3> cells;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (!json.starts_with(kNames[i])) return std::nullopt;
    json.remove_prefix(kNames[i].size());
    if (json.starts_with("null")) {
      json.remove_prefix(4);
      continue;
    }
    const std::size_t end = json.find('"', 1);
    if (!json.starts_with('"') || end == json.npos) return std::nullopt;
    const std::string_view value = json.substr(1, end - 1);
    if (value.find('\\') != value.npos) return std::nullopt;
    cells[i] = text_cell(value);
    json.remove_prefix(end + 1);
  }
  if (json != "}") return std::nullopt;
  return cells;
}

}  // namespace

Result<std::array<Cell, 3>> stage_cells(std::string_view json) {
  if (auto cells = plain_stage(json)) return *std::move(cells);
  const Json stage = TRY(parse_json(json));
  std::array<Cell, 3> cells;
  constexpr std::array<std::string_view, 3> kNames = {"min", "max", "source"};
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (const auto value = stage[kNames[i]].text()) cells[i] = text_cell(*value);
  }
  return cells;
}

}  // namespace cleangate::ledger
