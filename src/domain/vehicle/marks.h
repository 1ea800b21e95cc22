#pragma once
// What only a person can say of a vehicle and clauses may ask (豁免标记): emergency relief,
// dangerous goods … Each is yes, no or, unless somebody said so, unknown (law.md, Facts). A mark
// lifts nothing by itself: only a clause's own exemption does. Pure, any thread.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/vehicle/calendar_date.h"
#include "domain/vehicle/truth.h"

namespace cleangate::vehicle {

enum class VehicleMark : std::uint8_t {
  special_vehicle,
  dangerous_goods,
  city_operation,
  livelihood,
  epidemic_supply,
  rescue,
  safe_production,
  foreign_trade,
  key_project,
  urgent_repair,
  clean_energy_machine,
  local_nev,
  bulk_cargo,
  ready_mix_or_steel,
  cement_tank,
  plant_vehicle,
  machine,
};
inline constexpr std::size_t kMarkCount = static_cast<std::size_t>(VehicleMark::machine) + 1;
/// The first ones are the exemptions that orders give (grading-rules.md 3.6); the others say what
/// the vehicle is or carries.
inline constexpr std::size_t kExemptionMarks = static_cast<std::size_t>(VehicleMark::bulk_cargo);

struct MarkName {
  std::string_view name;  ///< as clauses and the API write it
  std::string_view zh;    ///< as a spreadsheet's cell has it
};
/// In the order of VehicleMark.
inline constexpr std::array<MarkName, kMarkCount> kMarkNames = {{
    {"special_vehicle", "特种车辆"},
    {"dangerous_goods", "危化品车辆"},
    {"city_operation", "城市运行保障"},
    {"livelihood", "民生保障物资"},
    {"epidemic_supply", "防疫物资"},
    {"rescue", "应急抢险"},
    {"safe_production", "保证安全生产运行"},
    {"foreign_trade", "外贸港口集疏运"},
    {"key_project", "重点工程白名单"},
    {"urgent_repair", "紧急检修作业机械"},
    {"clean_energy_machine", "清洁能源机械"},
    {"local_nev", "本地新能源车"},
    {"bulk_cargo", "散装或大宗物料"},
    {"ready_mix_or_steel", "商砼砂浆钢材"},
    {"cement_tank", "水泥罐式货车"},
    {"plant_vehicle", "厂内运输车辆"},
    {"machine", "非道路移动机械"},
}};

/// One truth for each mark; unknown until set.
class MarkSet {
 public:
  [[nodiscard]] Truth operator[](VehicleMark mark) const {
    return at(static_cast<std::size_t>(mark));
  }
  [[nodiscard]] Truth at(std::size_t place) const {
    if ((yes_ >> place & 1U) != 0) return Truth::yes;
    return (no_ >> place & 1U) != 0 ? Truth::no : Truth::unknown;
  }
  void set(std::size_t place, bool holds) {
    const std::uint32_t bit = 1U << place;
    (holds ? yes_ : no_) |= bit;
    (holds ? no_ : yes_) &= ~bit;
  }
  [[nodiscard]] bool is_silent() const { return (yes_ | no_) == 0; }
  [[nodiscard]] bool has_yes() const { return yes_ != 0; }
  bool operator==(const MarkSet&) const = default;

 private:
  std::uint32_t yes_ = 0, no_ = 0;
};

/// What was said, on what ground and until when.
struct Marks {
  MarkSet said;
  std::string reason;         ///< what it rests on, such as a notice and its number
  std::string source;         ///< the paper that shows it; may be empty
  std::optional<Date> until;  ///< the last local day on which it counts; nullopt: no end
  bool operator==(const Marks&) const = default;
};

/// {yes:[…],no:[…]}, as to_json writes it; a member may be missing. Errors: invalid, naming the
/// word that is no mark or stands in both.
[[nodiscard]] Result<MarkSet> parse_mark_set(const Json& json);
[[nodiscard]] Json to_json(const MarkSet& marks);
/// {yes,no,reason,source,until} or null. Errors: invalid, naming the member; who says yes says why.
[[nodiscard]] Result<Marks> parse_marks(const Json& json);
/// Null when nothing was said.
[[nodiscard]] Json to_json(const Marks& marks);
/// What of it counts at that time: all, or after its last day nothing.
[[nodiscard]] MarkSet counting_at(const Marks& marks, WallTime at);

}  // namespace cleangate::vehicle
