#pragma once
// The named facts that clauses may speak of: one catalogue with type, words and range, and one set
// of values for a judgement. What is not set is unknown (law.md, Facts). Pure.

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/vehicle/stage.h"

namespace cleangate::rules {

/// Integers are exact; symbols are words of one domain; stage is an interval.
enum class Type : std::uint8_t { truth, integer, stage, symbol };
[[nodiscard]] std::string_view to_text(Type type);

/// Where a symbol's words come from.
enum class Domain : std::uint8_t {
  none,
  fuel,           ///< GA 24.9: one capital letter
  vehicle_class,  ///< GA 24.4: one to three capitals or digits
  colour,         ///< of the plate, the contract's words
  direction,      ///< in | out
  grade,          ///< A+ A B B- C D 引领性 非引领性 未评级
  level,          ///< none < yellow < orange < red; the only domain with an order
  flow,           ///< raw_in | product_out | internal | other: what the trip is for
  unit,           ///< vehicles | trips
};
[[nodiscard]] std::string_view to_text(Domain domain);
/// The cell of a word of the domain; nullopt when it is none.
[[nodiscard]] std::optional<std::int64_t> encode(Domain domain, std::string_view word);
[[nodiscard]] std::string decode(Domain domain, std::int64_t cell);
/// What may stand there, for messages: "in, out".
[[nodiscard]] std::string words_of(Domain domain);
[[nodiscard]] std::optional<Domain> parse_domain(std::string_view text);

enum class Fact : std::uint8_t {
  truck,
  heavy,
  medium,
  nev,
  machine,
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
  key_region,
  over_500,
  stage,
  fuel,
  vehicle_class,
  colour,
  direction,
  grade,
  warning,
  flow,
  share_qualifying,
  share_total,
  clean_mode_qualifying,
  clean_mode_total,
  daily_vehicles,
  daily_trips,
  admitted_today,
  minute_of_day,
  day_of_month,
  tail_digit,
  aqi_over_150_hours,
  aqi_over_200_hours,
  aqi_over_300_hours,
};
inline constexpr std::size_t kFactCount = static_cast<std::size_t>(Fact::aqi_over_300_hours) + 1;

struct FactInfo {
  Fact fact;
  std::string_view name;  ///< as clauses write it
  Type type = Type::truth;
  Domain domain = Domain::none;
  std::int64_t min = 0, max = 0;  ///< of an integer
  std::string_view zh, en;        ///< what it means, for pages and the linter
};
/// In the order of Fact.
[[nodiscard]] std::span<const FactInfo> fact_catalogue();
[[nodiscard]] const FactInfo& info_of(Fact fact);
[[nodiscard]] const FactInfo* find_fact(std::string_view name);

/// Of integers and symbols; no value of the catalogue's ranges equals it.
inline constexpr std::int64_t kUnknownCell = std::numeric_limits<std::int64_t>::min();

[[nodiscard]] constexpr std::int64_t stage_cell(vehicle::StageInterval stage) {
  return static_cast<std::int64_t>(stage.min) | static_cast<std::int64_t>(stage.max) << 8;
}
[[nodiscard]] constexpr vehicle::StageInterval stage_of_cell(std::int64_t cell) {
  return {static_cast<vehicle::Stage>(cell & 0xff), static_cast<vehicle::Stage>(cell >> 8)};
}

class FactSet {
 public:
  FactSet();  ///< everything unknown
  void set(Fact fact, Truth value) { at(fact) = static_cast<std::int64_t>(value); }
  void set(vehicle::StageInterval stage) { at(Fact::stage) = stage_cell(stage); }
  /// Beyond the fact's range it becomes the nearer end.
  void set(Fact fact, std::int64_t value);
  /// A word that is not of the domain leaves the fact unknown.
  void set(Fact fact, std::string_view word);
  [[nodiscard]] std::int64_t cell(Fact fact) const {
    return cells_[static_cast<std::size_t>(fact)];
  }
  [[nodiscard]] bool is_known(Fact fact) const;
  /// "true", "unknown", "12", "4..5", "orange": for reasons and messages.
  [[nodiscard]] std::string text(Fact fact) const;

 private:
  std::int64_t& at(Fact fact) { return cells_[static_cast<std::size_t>(fact)]; }
  std::array<std::int64_t, kFactCount> cells_;
};

}  // namespace cleangate::rules
