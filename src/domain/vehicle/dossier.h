#pragma once
// The dossier of an emission stage (排放阶段档案): all statements about one vehicle merged into
// what is known, who decided it, what contradicts it and what a person still has to settle
// (待核定). A pure function of the statements and the time, so a re-judgement is a comparison of
// two results. Machines (plate empty, VIN = PIN) use the same function.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/limits.h"
#include "base/time.h"
#include "domain/vehicle/stage_source.h"
#include "domain/vehicle/vehicle.h"

namespace cleangate::vehicle {

/// Whose dossier it is. An answer about another VIN, plate or colour changes nothing.
struct DossierSubject {
  std::string vin;    ///< empty: not known
  std::string plate;  ///< normalised
  plate::Colour colour = plate::Colour::unknown;
  WallTime known_since{};  ///< first seen or registered: a deadline counts from then
};

/// Why a statement did not count; it stays in the file. Stored as text; never change the names.
enum class SetAside : std::uint8_t {
  other_vin,
  other_plate,  ///< or the same letters on another colour
  later,        ///< said after the moment that is asked about
  expired,      ///< a guard's word whose time is over, not confirmed
  superseded,   ///< the same source said something newer
  silent,       ///< was asked, and did not know
};
[[nodiscard]] std::string_view to_text(SetAside reason);

struct SetAsideStatement {
  Statement statement;
  SetAside reason;
};

/// A statement that cannot be true together with the decisive one.
struct Conflict {
  Statement against;
  WallTime since{};
  bool is_settled = false;  ///< the decisive one was confirmed since
};

enum class PendingReason : std::uint8_t {
  unknown,    ///< nobody says a stage
  inferred,   ///< only an inference does
  ambiguous,  ///< more than one stage is possible (国六 without letter is one)
  conflict,   ///< sources contradict each other and nobody has settled it
};
[[nodiscard]] std::string_view to_text(PendingReason reason);

/// 待核定
struct Pending {
  std::vector<PendingReason> reasons;  ///< at least one
  WallTime since{}, deadline{};
  [[nodiscard]] bool is_overdue(WallTime at) const { return at >= deadline; }
};

struct Dossier {
  StageInterval stage;       ///< best knowledge: for people
  StageInterval gate_stage;  ///< what decisions may use: see stage_for_gate()
  std::optional<Statement> decisive;
  std::vector<Statement> counting;  ///< best first, one of each source
  std::vector<Conflict> conflicts;
  std::vector<SetAsideStatement> set_aside;
  std::optional<Milliseconds> age;  ///< of the decisive statement
  std::optional<Pending> pending;
  [[nodiscard]] bool is_inferred() const {
    return decisive && decisive->source == StageSource::inference;
  }
};

/// What an inference may do at the gate: refuse, never let pass (gate-standards.md 10: 推定, "never
/// for opening during alerts"; grading-rules.md 5.6). So its lower end is open, and one that rests
/// on own knowledge alone (low) says nothing. Electric by inference says nothing here: law.md
/// draws `nev` from fuel and plate by itself. Other sources: the stage as it is.
[[nodiscard]] StageInterval stage_for_gate(const Statement& decisive, StageInterval stage);

/// The best source decides; of one source, its newest statement. Documents of lower rank narrow
/// the interval where they agree; a word or an inference never does. Inferences of low confidence
/// contradict nobody. A guard's word counts until `until`, and as the registry's once confirmed.
[[nodiscard]] Dossier merge_statements(const DossierSubject& subject,
                                       const std::vector<Statement>& statements, WallTime at,
                                       std::chrono::hours due = kStageWorkDue);

/// What would be known without that source: a place in `counting`.
struct Knowledge {
  StageInterval stage, gate_stage;
};
[[nodiscard]] Knowledge known_without(const Dossier& dossier, std::size_t place);

/// The registry's facts with the dossier's stage and source, as facts_of() wants them.
[[nodiscard]] Registered with_dossier(Registered facts, const Dossier& dossier);

[[nodiscard]] Json to_json(const Dossier& dossier);

}  // namespace cleangate::vehicle
