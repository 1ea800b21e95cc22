#pragma once
// Emission stage (排放阶段) as an interval on 0 < 1 < 2 < 3 < 4 < 5 < 6a < 6b, with D (electric)
// outside the order (law.md, Facts). Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/vehicle/truth.h"

namespace cleangate::vehicle {

/// Stored as text ("0"…"5", "6a", "6b", "D"); the order is the law's.
enum class Stage : std::uint8_t { s0, s1, s2, s3, s4, s5, s6a, s6b, electric };

[[nodiscard]] std::string_view to_text(Stage stage);
/// 国五, 国六a, 纯电动: what board and LED say.
[[nodiscard]] std::string_view to_chinese(Stage stage);

/// Either both ends are electric or none is; min ≤ max.
struct StageInterval {
  Stage min = Stage::s0;
  Stage max = Stage::s6b;
  bool operator==(const StageInterval&) const = default;
  [[nodiscard]] bool is_unknown() const { return min == Stage::s0 && max == Stage::s6b; }
  [[nodiscard]] bool is_electric() const { return min == Stage::electric; }
};

/// From the contract's strings: "0"…"6" "6a" "6b" "D" "X", empty = missing. "6" = [6a,6b]; X or
/// missing leaves that end open. Errors: invalid (unknown word, min > max, D mixed with a number).
[[nodiscard]] Result<StageInterval> parse_stage(std::string_view min, std::string_view max);

/// What people, papers and platforms write (gate-standards.md 6.2): "国六b", "国Ⅴ", "国V", "国5",
/// "China IV", "第五阶段", "国三至国五", "国四及以下", "国五以上", "纯电动", "不明". 新能源 is
/// refused: a plug-in has an engine stage. Errors: invalid.
[[nodiscard]] Result<StageInterval> read_stage(std::string_view words);

/// The smallest interval that holds both; unknown when one is electric and the other is not.
[[nodiscard]] StageInterval hull(StageInterval a, StageInterval b);
/// What both allow; nullopt: they contradict each other. Unknown contradicts nothing.
[[nodiscard]] std::optional<StageInterval> overlap(StageInterval a, StageInterval b);

/// `stage ≤ highest`: D fails every ≤.
[[nodiscard]] Truth at_most(StageInterval stage, Stage highest);
/// `stage ≥ lowest`: D satisfies every ≥.
[[nodiscard]] Truth at_least(StageInterval stage, Stage lowest);
/// 国四, 国三至国五, 纯电动, 未知.
[[nodiscard]] std::string describe_chinese(StageInterval stage);
[[nodiscard]] std::string describe_english(StageInterval stage);

}  // namespace cleangate::vehicle
