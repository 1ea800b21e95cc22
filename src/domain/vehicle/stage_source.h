#pragma once
// Who says which emission stage a vehicle has: sources in their rank, and a statement as it was
// made, with its evidence. Statements are facts of the log; nothing is ever taken out. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/plate/plate.h"
#include "domain/vehicle/stage.h"
#include "domain/vehicle/stage_inference.h"

namespace cleangate::vehicle {

/// Best first (gate-standards.md 10, recommended order). Stored as text; never change the names.
enum class StageSource : std::uint8_t {
  official,      ///< 官方查询: the answer of the official look-up
  list,          ///< 随车清单
  machine_code,  ///< 环保登记编码 of a machine
  label,         ///< 信息公开编号 on the label or list
  bureau,        ///< the bureau's vehicle data base
  catalogue,     ///< 车型目录, by model and date
  same_vin,      ///< the same VIN, registered under another plate
  registry,      ///< the plant's own word (车辆档案)
  guard,         ///< a guard's word from a paper: counts for a time, or once confirmed
  inference,     ///< 推定 by dates, fuel and plate: never lets pass
};
[[nodiscard]] std::string_view to_text(StageSource source);
[[nodiscard]] std::string_view to_chinese(StageSource source);
[[nodiscard]] std::string_view to_english(StageSource source);
/// Exactly the names of to_text(). Errors: invalid.
[[nodiscard]] Result<StageSource> parse_stage_source(std::string_view text);
/// Sources that rest on a document or record, not on a person's word or a guess.
[[nodiscard]] constexpr bool is_documentary(StageSource source) {
  return source <= StageSource::same_vin;
}

struct Statement {
  StageSource source = StageSource::registry;
  StageInterval stage;                ///< unknown: was asked, and could not say
  WallTime at{};                      ///< when it was said
  std::string who;                    ///< user, adapter or device
  std::vector<std::string> evidence;  ///< SHA-256 of files, 64 hex digits each
  std::string detail;                 ///< a number of a paper, rows of the tables, a model
  // What it speaks of, as the source wrote it; empty: it does not say.
  std::string vin, plate;
  plate::Colour colour = plate::Colour::unknown;
  std::optional<WallTime> until;  ///< of a guard's word
  std::string confirmed_by;
  std::optional<WallTime> confirmed_at;
  Confidence confidence = Confidence::high;  ///< of an inference
  bool operator==(const Statement&) const = default;
};

/// {source,stage:{min,max},at,who,evidence:[…],detail,vin,plate,colour,until,confirmed_by,
/// confirmed_at,confidence}; what is empty is left out.
[[nodiscard]] Json to_json(const Statement& statement);
/// Errors: invalid, naming the member.
[[nodiscard]] Result<Statement> parse_statement(const Json& json);

/// An inference as a statement of the moment; unknown ones say nothing.
[[nodiscard]] Statement state_inference(const Inference& inference, WallTime at);

}  // namespace cleangate::vehicle
