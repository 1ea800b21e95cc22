#pragma once
// What the registry (车辆档案) knows of a vehicle, and the facts that the law draws from it
// (law.md, Facts). Pure. Every missing fact is unknown, never a default.

#include <cstdint>
#include <optional>
#include <string>

#include "base/json.h"
#include "base/result.h"
#include "domain/plate/plate.h"
#include "domain/vehicle/calendar_date.h"
#include "domain/vehicle/marks.h"
#include "domain/vehicle/stage.h"

namespace cleangate::vehicle {

/// Registered facts of a road vehicle; its identity is plate + colour.
struct Registered {
  StageInterval stage;
  std::string stage_source;   ///< registry | guard | official …; empty when unknown
  std::string fuel;           ///< GA 24.9 letter, empty unknown
  std::string vehicle_class;  ///< GA 24.4 code, empty unknown
  std::optional<std::int64_t> gross_mass_kg;
  std::optional<bool> nev;
  std::string vin;
  // For the inference of a stage; left out of JSON when unknown.
  std::optional<Date> first_registered;  ///< as on the driving licence
  std::optional<Date> made;
  std::string first_region;  ///< region code of the first registration
  std::string model;         ///< 车辆型号
  Marks marks;               ///< left out of JSON when nothing was said
  bool operator==(const Registered&) const = default;
};

/// The contract's shape {stage:{min,max},fuel,vehicle_class,gross_mass_kg,nev,vin,
/// first_registered,made,first_region,model,marks,…}. Unknown members say nothing here. Errors:
/// invalid, naming the member.
[[nodiscard]] Result<Registered> parse_registered(const Json& json);
[[nodiscard]] Json to_json(const Registered& facts);

/// What a decision sees.
struct Facts {
  Truth truck = Truth::unknown;
  Truth heavy = Truth::unknown;
  Truth nev = Truth::unknown;
  StageInterval stage;
  std::string stage_source;
  std::string vehicle_class;
  std::string fuel;
  MarkSet marks;  ///< those that count then; facts_of() knows no time and leaves them unknown
};

/// `plate` normalised; `camera_class`: the GA 24.4 code that the camera read. It fills a missing
/// class only when its letter is H or Q; it never makes a truck a non-truck.
[[nodiscard]] Facts facts_of(const Registered& registered, std::string_view plate,
                             plate::Colour colour, std::string_view camera_class);
[[nodiscard]] Json to_json(const Facts& facts);

}  // namespace cleangate::vehicle
