#pragma once
// A judgement: situation in, verdict with reasons out. The gate, the preview and later the
// back-test and the rehearsal all call decide(). Pure, any thread. What it means: law.md.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "domain/rules/pack.h"
#include "domain/rules/rule_set.h"
#include "domain/rules/warning.h"
#include "domain/vehicle/vehicle.h"

namespace cleangate::rules {

/// Stored as text: NEVER CHANGE a word.
enum class Verdict : std::uint8_t { admit, hold, refuse };
[[nodiscard]] std::string_view to_text(Verdict verdict);
[[nodiscard]] std::optional<Verdict> parse_verdict(std::string_view text);

enum class Direction : std::uint8_t { in, out };
[[nodiscard]] std::string_view to_text(Direction direction);

/// A list entry that names this vehicle now.
struct ListHit {
  std::string list;  ///< allow | deny | watch
  std::string item;  ///< its id
  std::string reason;
  std::string source;  ///< bureau | plant
};

struct Situation {
  vehicle::Facts facts;
  plate::Colour colour = plate::Colour::unknown;
  Direction direction = Direction::in;
  std::string grade;             ///< A+ A B B- C D 引领性 非引领性 未评级
  std::optional<Level> warning;  ///< the level in force at the decision's time
  std::vector<ListHit> lists;
  bool has_plate = true;
  bool is_known = false;      ///< in the registry, a list, an appointment, a declaration
  bool hold_unknown = false;  ///< plant setting unknown_vehicle = hold
  WallTime at;                ///< of the decision: packs, parameters and measures by date
  /// The packs in force; nullptr = the shipped generic pack. No pack is an empty set.
  std::shared_ptr<const RuleSet> rules;
  std::string rules_fault;               ///< a pack in force cannot be read: everything is held
  std::vector<MeasureInForce> measures;  ///< of orders and the plan, in the order of their entry
  std::optional<std::int64_t> share_qualifying, share_total;  ///< b.road-share; unknown = remind
  Outcome share_guard = Outcome::remind;                      ///< plant setting
  /// Whatever else is known (flow, daily counts); the members above win.
  FactSet other;
};

/// Why: a clause that applied, with the values it saw. Words are rendered on demand.
struct Reason {
  std::string pack, version, clause;
  Outcome outcome = Outcome::remind;
  Json values;
  PackPtr words{};  ///< where its words stand; nullptr = the shipped pack of that id
};

/// A clause that an exemption lifted: no reason, but told and kept.
struct Exempted {
  std::string pack, version, clause, exemption;
  Text text;
  std::string evidence;
  Json values{};  ///< what clause and exemption saw
};

struct Decision {
  Verdict verdict = Verdict::admit;
  std::vector<Reason> reasons;  ///< in the law's order
  std::vector<Exempted> exempted{};
  /// The first reason whose outcome is the verdict; nullptr when admitted.
  [[nodiscard]] const Reason* speaking() const;
};

[[nodiscard]] Decision decide(const Situation& situation);
/// The facts that clauses see, as law.md derives them.
[[nodiscard]] FactSet facts_of(const Situation& situation);
/// The same verdict without words, values or copies: for rehearsals and back-tests. `findings` is
/// scratch, filled by the packs; lists and visitors count in the verdict alone.
[[nodiscard]] Verdict judge(const Situation& situation, std::vector<Finding>& findings);

/// 国四重型货车，橙色预警期间禁止进入
[[nodiscard]] Text text_of(const Reason& reason);
/// What the driver can do now.
[[nodiscard]] Text advice_of(const Reason& reason);
/// Board and LED: the short cause, e.g. 不符合国五及以上标准.
[[nodiscard]] std::string board_words(const Reason& reason);

/// {pack,version,clause,outcome,text:{zh,en},values,advice:{zh,en}}
[[nodiscard]] Json to_json(const Reason& reason);
/// Only what the log keeps: {pack,version,clause,outcome,values}.
[[nodiscard]] Json to_log_json(const Decision& decision);
/// [{pack,version,clause,exemption,text:{zh,en},evidence,values}]
[[nodiscard]] Json exempted_json(const Decision& decision);
/// Board and LED, of a logged exempted_json(): 豁免：民生保障物资; "" when nothing was lifted.
[[nodiscard]] std::string exemption_words(std::string_view exempted);
[[nodiscard]] std::string exemption_words(const Decision& decision);
/// A pack by id and version, or nullptr.
using FindPack = std::function<PackPtr(std::string_view id, std::string_view version)>;
/// Back from the log's form; words as that version of the pack says them: `find` first, then the
/// shipped ones. A reason without a pack is left out.
[[nodiscard]] std::vector<Reason> reasons_from_log(const Json& reasons,
                                                   const FindPack& find = nullptr);

}  // namespace cleangate::rules
