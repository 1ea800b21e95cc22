#pragma once
// What the dates, fuel and plate of a vehicle or machine allow its emission stage to be, by the
// tables of grading-rules.md section 5: an interval with confidence, never proof (推定). Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/plate/plate.h"
#include "domain/vehicle/stage_tables.h"
#include "domain/vehicle/vehicle.h"

namespace cleangate::vehicle {

/// What is known; everything may be missing.
struct InferenceInput {
  std::string plate;  ///< normalised
  plate::Colour colour = plate::Colour::unknown;
  std::string fuel;           ///< GA 24.9 letter
  std::string vehicle_class;  ///< GA 24.4 code
  std::optional<std::int64_t> gross_mass_kg;
  std::optional<Date> registered;  ///< first registration, as on the driving licence
  std::optional<Date> made;
  std::string first_region;  ///< region code of the first registration, as far as known
  bool is_fuel_cell = false;
  bool is_imported = false, is_converted = false;  ///< dates say nothing then
  bool is_transferred = false;                     ///< from another region, or registered again
};

struct MachineInput {
  std::string fuel;  ///< GA 24.9 letter
  std::optional<Date> made, engine_made;
  std::optional<bool> is_farm;
  std::optional<int> power_kw;
};

/// low: nothing but own knowledge (K, K-); medium: S or K+; high: P, P*.
enum class Confidence : std::uint8_t { none, low, medium, high };
[[nodiscard]] std::string_view to_text(Confidence confidence);

enum class InferenceReason : std::uint8_t {
  battery,  ///< fuel, fuel cell or plate letter: stage D
  window,   ///< a row of "what a date of registration allows"
  limits,   ///< the dates of the standard and what was on sale
  no_date,
  no_engine,      ///< a trailer: the tractor's stage counts
  special_plate,  ///< military, diplomatic, Hong Kong and Macau, low-speed
  imported,
  converted,
  transferred,
  contradiction,           ///< registered before it was made; a machine older than its engine
  fuel_contradicts_plate,  ///< a battery's letter and a fuel that burns: one was misread
};
[[nodiscard]] std::string_view to_text(InferenceReason reason);

struct Inference {
  StageInterval stage;   ///< what is possible; unknown when the reason says why it must be
  StageInterval likely;  ///< what is usual: shown, never decides
  Confidence confidence = Confidence::none;
  InferenceReason reason = InferenceReason::no_date;
  std::vector<std::string> rows;  ///< of the tables, that made it so
};

/// What the registry knows for it; what only a person can tell (imported, converted) stays false.
[[nodiscard]] InferenceInput inference_input(const Registered& facts, std::string_view plate,
                                             plate::Colour colour);

/// Where facts leave it open (3.5–4.5 t, fuel unknown) all that is possible is covered.
[[nodiscard]] Inference infer_stage(const InferenceInput& input, const StageTables& tables);
/// The date of the machine and, better, of its engine.
[[nodiscard]] Inference infer_machine_stage(const MachineInput& input, const StageTables& tables);

/// For people: 按注册日期推定：国五至国六a（规则行5.6.6）.
[[nodiscard]] std::string describe_chinese(const Inference& inference);
[[nodiscard]] std::string describe_english(const Inference& inference);

}  // namespace cleangate::vehicle
