#pragma once
// A judgement: situation in, verdict with reasons out. The gate, the preview and later the
// back-test and the rehearsal all call decide(). Pure, any thread. What it means: law.md.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "domain/rules/warning.h"
#include "domain/vehicle/vehicle.h"

namespace cleangate::rules {

/// Stored as text: NEVER CHANGE a word.
enum class Verdict : std::uint8_t { admit, hold, refuse };
[[nodiscard]] std::string_view to_text(Verdict verdict);
[[nodiscard]] std::optional<Verdict> parse_verdict(std::string_view text);

enum class Outcome : std::uint8_t { remind, hold, refuse };
[[nodiscard]] std::string_view to_text(Outcome outcome);

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
};

struct Text {
  std::string zh, en;
};

/// Why: a clause that applied, with the values it saw. Words are rendered on demand.
struct Reason {
  std::string_view pack;     ///< static
  std::string_view version;  ///< static
  std::string_view clause;   ///< static
  Outcome outcome = Outcome::remind;
  Json values;
};

struct Decision {
  Verdict verdict = Verdict::admit;
  std::vector<Reason> reasons;  ///< in the law's order
  /// The first reason whose outcome is the verdict; nullptr when admitted.
  [[nodiscard]] const Reason* speaking() const;
};

[[nodiscard]] Decision decide(const Situation& situation);

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
/// Back from the log's form; words as today's program says them.
[[nodiscard]] std::vector<Reason> reasons_from_log(const Json& reasons);

}  // namespace cleangate::rules
