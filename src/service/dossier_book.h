#pragma once
// All stage dossiers of a plant in memory (排放阶段档案): the statements that count, what look-ups
// said besides, and which vehicle waits at a lane. A copy of committed rows, kept by apply().
// Plant's executor only; never asks anybody.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/ledger/projection.h"
#include "domain/vehicle/dossier.h"
#include "domain/vehicle/provisional.h"

namespace cleangate::service {

/// Who says "the look-up said it" in entries.
inline constexpr std::string_view kLookUpActor = "look-up";

/// Said now and not yet logged.
struct SaidNow {
  const vehicle::Statement* statement = nullptr;
  const vehicle::Registered* looked_up = nullptr;  ///< replaces what the last look-up said
};

class DossierBook {
 public:
  enum class Answer : std::uint8_t { none, stage, silent, rejected };
  struct File {
    std::vector<std::pair<std::int64_t, vehicle::Statement>> statements;  ///< by entry
    vehicle::Registered looked_up;  ///< what else the last look-up said
    Answer answer = Answer::none;   ///< of the last look-up
    WallTime answered_at{};
  };
  /// Its newest passage that waits for a guard.
  struct Held {
    std::string passage, vehicle_class, direction;
  };
  /// What the registry has of the vehicle; both null: nothing.
  struct Registry {
    const vehicle::LayeredFacts* layers = nullptr;
    const ledger::Row* row = nullptr;  ///< of `vehicles`
  };

  /// Rows of stage_statements, verification_queue and passages; other tables are ignored.
  void apply(const ledger::RowChange& change);

  /// nullptr: nobody said anything but the registry.
  [[nodiscard]] const File* file(std::string_view plate, plate::Colour colour) const;
  [[nodiscard]] const Held* held(std::string_view plate, plate::Colour colour) const;

  /// The registry's facts that are in force at `at`, filled from the last look-up where they are
  /// silent, with the stage that decisions may use.
  [[nodiscard]] vehicle::Registered counting(std::string_view plate, plate::Colour colour,
                                             const Registry& registry, WallTime at,
                                             const SaidNow& more = {}) const;
  /// The whole dossier. Its deadline counts from when the vehicle came into the work queue, else
  /// from when it was registered.
  [[nodiscard]] vehicle::Dossier dossier(std::string_view plate, plate::Colour colour,
                                         const Registry& registry, WallTime at,
                                         const SaidNow& more = {}) const;

 private:
  void apply_statement(const ledger::RowChange& change);
  void apply_passage(const ledger::Row& row);

  std::unordered_map<std::string, File> files_;  // plate + '/' + colour
  std::unordered_map<std::string, WallTime> work_since_;
  std::unordered_map<std::string, Held> held_;
  std::unordered_map<std::string, std::string> held_as_;  // passage → key of held_
};

}  // namespace cleangate::service
