#pragma once
// Numbers on labels and plates of vehicles and machines that carry an emission stage: the
// 环保信息公开编号 of the label and the 环保登记编码 of a machine. Pure; forms are practice, no
// primary text was found (gate-standards.md 7.2, 7.3), so a person confirms what they say.

#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/vehicle/stage.h"

namespace cleangate::vehicle {

/// 环保信息公开编号, 24 characters: CN, kind, stage, noise stage, maker, model, version.
struct DisclosureNumber {
  std::string text;  ///< in one form: CNFJG300…
  std::string kind;  ///< FJ = machine with a diesel engine; other kinds are road vehicles
  StageInterval stage;
  [[nodiscard]] bool is_machine() const { return kind == "FJ"; }
};
/// Errors: invalid, saying which place is wrong.
[[nodiscard]] Result<DisclosureNumber> parse_disclosure_number(std::string_view raw);

/// 环保登记编码 of a machine: stage (0–4, D electric, X unknown), letters of province and city,
/// serial; often written 3-AB000123.
struct MachineCode {
  std::string text;  ///< without hyphen: 3AB000123
  StageInterval stage;
};
/// Errors: invalid.
[[nodiscard]] Result<MachineCode> parse_machine_code(std::string_view raw);

}  // namespace cleangate::vehicle
