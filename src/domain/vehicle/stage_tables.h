#pragma once
// The inference tables of emission stages as dated data (grading-rules.md section 5): who had to
// meet which stage from when (limits), and what a registration date allows (windows). Values read
// from TOML; nothing here knows a date by itself. Pure: the text of the file is passed in.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/vehicle/calendar_date.h"
#include "domain/vehicle/ga24.h"
#include "domain/vehicle/stage.h"

namespace cleangate::vehicle {

/// How sure a row is (the legend of grading-rules.md). Weakest first.
enum class Mark : std::uint8_t {
  weak,        ///< K-
  unverified,  ///< K
  likely,      ///< K+
  brochure,    ///< BRIEF
  secondary,   ///< S
  excerpt,     ///< P*
  primary,     ///< P
};
[[nodiscard]] std::string_view to_text(Mark mark);  ///< "K-" … "P"
[[nodiscard]] Result<Mark> parse_mark(std::string_view text);
/// S, P* and P may decide; the rest is shown and never raises a lower bound.
[[nodiscard]] constexpr bool is_verified(Mark mark) {
  return mark >= Mark::secondary;
}

/// What a row is about: road vehicles by timeline, machines, machines' engines.
enum class Subject : std::uint8_t { heavy, light, machine, engine };
/// What the date is a date of.
enum class Basis : std::uint8_t {
  approval,      ///< type approval: from then the stage can be on sale
  production,    ///< what is made from then on
  registration,  ///< what is registered from then on; so also what is made from then on
};

struct StageLimit {
  std::string row;  ///< "5.2.diesel.4": section of grading-rules.md, column, stage
  Subject subject = Subject::heavy;
  EngineFuel fuel = EngineFuel::unknown;  ///< unknown: every fuel
  Stage stage = Stage::s0;                ///< this one at least
  Date from;
  Basis basis = Basis::registration;
  bool is_for_all = true;  ///< false: part of fleets, or of classes; it only shows what existed
  std::vector<std::string> regions;  ///< prefixes of region codes; none: the whole country
  std::optional<int> grace_months;   ///< of registrations; default: of the tables
  std::optional<bool> farm;          ///< farm machines only, or the others only
  std::optional<int> most_power_kw;  ///< machines up to this power only
  Mark mark = Mark::unverified;
  std::string source, note;
};

/// Windows of one subject and fuel follow one another without gap or overlap.
struct StageWindow {
  std::string row;
  Subject subject = Subject::heavy;
  EngineFuel fuel = EngineFuel::diesel;
  std::optional<Date> from, to;  ///< [from, to) of the registration; nullopt: open
  StageInterval stage;           ///< what is possible
  StageInterval likely;          ///< what is usual: shown, never decides
  Mark mark = Mark::unverified;
  std::string source, note;
};

struct StageTables {
  std::string version, source;
  int grace_months = 0;
  std::vector<StageLimit> limits;
  std::vector<StageWindow> windows;
};

/// `name` stands in front of errors: "stages.toml:12: …". Errors: invalid (unknown member, mark,
/// date or word; a row twice; windows with a gap or an overlap).
[[nodiscard]] Result<StageTables> parse_stage_tables(std::string_view toml, std::string_view name);

}  // namespace cleangate::vehicle
