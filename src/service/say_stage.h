#pragma once
// A statement about a vehicle's emission stage becomes an entry: what it says, what the dossier
// makes of it, and what the gate would decide now (重新判定). Also for who waits at a lane.

#include "service/plant.h"
#include "service/register_vehicle.h"

namespace cleangate::service {

/// What is said, by whom and about whom.
struct StageWord {
  VehicleName name;
  vehicle::Statement statement;
  std::optional<vehicle::Registered> facts;  ///< of a look-up: what else it said
  std::string passage;                       ///< that asked; empty: the one that waits, if any
  std::string vehicle_class, direction;      ///< of that passage, as its camera read it
};

/// Why an answer is not about this vehicle: "other_vin", "other_plate"; empty: it is, or says
/// nothing of whom it speaks.
[[nodiscard]] std::string speaks_of_another(const vehicle::Statement& statement,
                                            const VehicleName& name, std::string_view vin);

/// The entry; an accepted one with stage, verdict and reasons as they are with it, and the change.
[[nodiscard]] Draft accepted_word(Plant& plant, const StageWord& word, const Actor& actor);
/// A person stands for a statement, the one of `entry`; `word` has it confirmed.
[[nodiscard]] Draft confirmed_word(Plant& plant, const StageWord& word, const std::string& entry,
                                   const Actor& actor);
/// It stands in the file and counts for nothing.
[[nodiscard]] Draft rejected_word(Plant& plant, const StageWord& word, std::string_view cause,
                                  const Actor& actor);

}  // namespace cleangate::service
