#include "domain/vehicle/stage_inference.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cleangate::vehicle {
namespace {

constexpr StageInterval kElectric{Stage::electric, Stage::electric};

Confidence confidence_of(Mark mark) {
  if (mark >= Mark::excerpt) return Confidence::high;
  return mark == Mark::secondary || mark == Mark::likely ? Confidence::medium : Confidence::low;
}

Inference unknown_for(InferenceReason reason) {
  return {{}, {}, Confidence::none, reason, {}};
}

/// One timeline with one fuel, at one date.
class Timeline {
 public:
  Timeline(const InferenceInput& input, const StageTables& tables, Subject subject, EngineFuel fuel)
      : input_(input),
        tables_(tables),
        subject_(subject),
        fuel_(fuel),
        date_(input.made ? *input.made : *input.registered) {}

  Inference run() {
    out_.confidence = Confidence::high;
    const StageWindow* window = find_window();
    if (window) {
      out_.reason = InferenceReason::window;
      out_.stage = window->stage;
      out_.likely = window->likely;
      use(window->row, window->mark);
    } else {
      out_.reason = InferenceReason::limits;
      bound_by_limits();
    }
    raise(window != nullptr);
    if (window) widen_by_region();
    return std::move(out_);
  }

 private:
  [[nodiscard]] const StageWindow* find_window() const {
    const auto found = std::ranges::find_if(tables_.windows, [&](const StageWindow& window) {
      return window.subject == subject_ && window.fuel == fuel_ &&
             (!window.from || *window.from <= date_) && (!window.to || date_ < *window.to);
    });
    return found == tables_.windows.end() ? nullptr : &*found;
  }
  [[nodiscard]] bool is_about(const StageLimit& limit) const {
    return limit.subject == subject_ && (limit.fuel == EngineFuel::unknown || limit.fuel == fuel_);
  }
  [[nodiscard]] bool is_here(const StageLimit& limit) const {
    return limit.regions.empty() ||
           std::ranges::any_of(limit.regions, [&](const std::string& region) {
             return input_.first_region.starts_with(region);
           });
  }
  /// Nobody could escape it: made after the day, or registered when the grace was over.
  [[nodiscard]] bool is_binding(const StageLimit& limit) const {
    if (!limit.is_for_all || limit.basis == Basis::approval || !is_here(limit)) return false;
    if (input_.made) return limit.from <= *input_.made;
    const int grace = limit.grace_months.value_or(tables_.grace_months);
    return limit.basis == Basis::registration && plus_months(limit.from, grace) <= date_;
  }
  void use(const std::string& row, Mark mark) {
    out_.rows.push_back(row);
    out_.confidence = std::min(out_.confidence, confidence_of(mark));
  }

  /// What a stage was usual at the date, and one above it for early adopters; after 5 both of 6a
  /// and 6b (grading-rules.md 5.6, steps). Part of fleets and other regions show what existed.
  void bound_by_limits() {
    const StageLimit* usual = nullptr;
    Stage seen = Stage::s0;
    for (const auto& limit : tables_.limits) {
      if (!is_about(limit) || limit.from > date_) continue;
      seen = std::max(seen, limit.stage);
      const bool counts = limit.is_for_all && limit.basis != Basis::approval && is_here(limit);
      if (counts && (!usual || limit.stage >= usual->stage)) usual = &limit;
    }
    const Stage now = usual ? usual->stage : Stage::s0;
    const Stage next = now >= Stage::s5 ? Stage::s6b : static_cast<Stage>(int(now) + 1);
    out_.stage = {Stage::s0, std::max(next, seen)};
    out_.likely = usual ? StageInterval{now, now} : out_.stage;
    if (usual) {
      use(usual->row, usual->mark);
    } else {
      out_.confidence = Confidence::low;
    }
  }

  /// Only verified rows raise the lower end. A window holds the country's registrations already;
  /// what is known beyond it is the date of make and the region.
  void raise(bool has_window) {
    const StageLimit* highest = nullptr;
    for (const auto& limit : tables_.limits) {
      if (!is_about(limit) || !is_verified(limit.mark) || !is_binding(limit)) continue;
      if (has_window && !input_.made && limit.regions.empty()) continue;
      if (!highest || limit.stage > highest->stage) highest = &limit;
    }
    if (!highest || highest->stage <= out_.stage.min) return;
    out_.stage.min = highest->stage;
    out_.stage.max = std::max(out_.stage.max, highest->stage);
    out_.likely.min = std::max(out_.likely.min, out_.stage.min);
    out_.likely.max = std::max(out_.likely.max, out_.likely.min);
    if (std::ranges::find(out_.rows, highest->row) == out_.rows.end()) {
      use(highest->row, highest->mark);
    }
  }

  /// Windows speak of the whole country: what part of a region's fleets had earlier is possible.
  void widen_by_region() {
    for (const auto& limit : tables_.limits) {
      const bool was_there = is_about(limit) && !limit.regions.empty() && is_here(limit);
      if (!was_there || limit.from > date_ || limit.stage <= out_.stage.max) continue;
      out_.stage.max = limit.stage;
      out_.rows.push_back(limit.row);
    }
  }

  const InferenceInput& input_;
  const StageTables& tables_;
  const Subject subject_;
  const EngineFuel fuel_;
  const Date date_;
  Inference out_;
};

Inference united(Inference a, const Inference& b) {
  a.stage = hull(a.stage, b.stage);
  a.likely = hull(a.likely, b.likely);
  a.confidence = std::min(a.confidence, b.confidence);
  if (b.reason == InferenceReason::limits) a.reason = b.reason;
  for (const auto& row : b.rows) {
    if (std::ranges::find(a.rows, row) == a.rows.end()) a.rows.push_back(row);
  }
  return a;
}

/// Why dates would say nothing about this one; no_date when they may speak.
std::optional<InferenceReason> obstacle(const InferenceInput& input) {
  using plate::PlateClass;
  const auto kind = plate::classify(input.plate, input.colour);
  if (is_trailer_class(input.vehicle_class) || kind == PlateClass::trailer || input.fuel == "Y") {
    return InferenceReason::no_engine;
  }
  for (const auto special : {PlateClass::military, PlateClass::armed_police, PlateClass::embassy,
                             PlateClass::consulate, PlateClass::hk_macau, PlateClass::low_speed}) {
    if (kind == special) return InferenceReason::special_plate;
  }
  if (input.is_imported) return InferenceReason::imported;
  if (input.is_converted) return InferenceReason::converted;
  if (input.is_transferred) return InferenceReason::transferred;
  if (!input.registered && !input.made) return InferenceReason::no_date;
  if (input.registered && input.made && *input.registered < *input.made) {
    return InferenceReason::contradiction;
  }
  return std::nullopt;
}

std::vector<EngineFuel> possible_fuels(EngineFuel fuel) {
  if (fuel != EngineFuel::unknown) return {fuel};
  return {EngineFuel::diesel, EngineFuel::petrol, EngineFuel::gas};
}

bool is_about_machines(const StageLimit& limit) {
  return limit.subject == Subject::machine || limit.subject == Subject::engine;
}

/// The highest verified limit that a machine, farm machine or not, surely had to meet.
const StageLimit* machine_floor(const MachineInput& input, const StageTables& tables,
                                bool is_farm) {
  const StageLimit* floor = nullptr;
  for (const auto& limit : tables.limits) {
    const bool binds = is_about_machines(limit) && is_verified(limit.mark) && limit.is_for_all &&
                       limit.basis != Basis::approval;
    const auto& date = limit.subject == Subject::engine ? input.engine_made : input.made;
    if (!binds || !date || limit.from > *date) continue;
    if (limit.farm && *limit.farm != is_farm) continue;
    if (limit.most_power_kw && (!input.power_kw || *input.power_kw > *limit.most_power_kw)) {
      continue;
    }
    if (!floor || limit.stage > floor->stage) floor = &limit;
  }
  return floor;
}

constexpr std::array<std::string_view, 4> kConfidences = {"none", "low", "medium", "high"};

struct ReasonWords {
  std::string_view name, chinese, english;
};
constexpr std::array<ReasonWords, 11> kReasons{{
    {"battery", "纯电动或燃料电池", "battery or fuel cell"},
    {"window", "按注册日期推定", "inferred from the date of registration"},
    {"limits", "按标准实施日期推定", "inferred from the dates of the standard"},
    {"no_date", "没有注册日期和生产日期，无法推定", "no date of registration or make"},
    {"no_engine", "没有发动机，以牵引车为准", "no engine: the tractor's stage counts"},
    {"special_plate", "特殊号牌，不能按日期推定", "a special plate: dates say nothing"},
    {"imported", "进口车，不能按日期推定", "imported: dates say nothing"},
    {"converted", "改装过燃料，不能按日期推定", "converted: dates say nothing"},
    {"transferred", "转入或重新登记，不能按日期推定", "transferred: dates say nothing"},
    {"contradiction", "注册日期早于生产日期，请核对", "registered before it was made"},
    {"fuel_contradicts_plate", "纯电动号牌与燃料不符，请核对", "fuel burns, plate says battery"},
}};

const ReasonWords& words_of(InferenceReason reason) {
  return kReasons[static_cast<std::size_t>(reason)];
}

}  // namespace

InferenceInput inference_input(const Registered& facts, std::string_view plate,
                               plate::Colour colour) {
  InferenceInput input;
  input.plate = plate;
  input.colour = colour;
  input.fuel = facts.fuel;
  input.vehicle_class = facts.vehicle_class;
  input.gross_mass_kg = facts.gross_mass_kg;
  input.registered = facts.first_registered;
  input.made = facts.made;
  input.first_region = facts.first_region;
  return input;
}

Inference infer_stage(const InferenceInput& input, const StageTables& tables) {
  const bool has_battery_plate = nev_letter(input.plate) == NevLetter::pure;
  const auto fuel = engine_fuel(input.fuel);
  const auto blocked = obstacle(input);
  if (blocked == InferenceReason::no_engine) return unknown_for(*blocked);
  if (has_battery_plate && fuel != EngineFuel::unknown && fuel != EngineFuel::none) {
    return unknown_for(InferenceReason::fuel_contradicts_plate);
  }
  if (input.fuel == "C" || input.is_fuel_cell || has_battery_plate) {
    return {kElectric, kElectric, Confidence::medium, InferenceReason::battery, {}};
  }
  if (blocked) return unknown_for(*blocked);
  const auto timelines = timelines_of(input.gross_mass_kg, input.vehicle_class, input.colour);
  std::optional<Inference> result;
  for (const auto subject : {Subject::heavy, Subject::light}) {
    if (!(subject == Subject::heavy ? timelines.heavy : timelines.light)) continue;
    for (const auto one_fuel : possible_fuels(fuel)) {
      const Inference one = Timeline(input, tables, subject, one_fuel).run();
      result = result ? united(*std::move(result), one) : one;
    }
  }
  return *result;
}

Inference infer_machine_stage(const MachineInput& input, const StageTables& tables) {
  if (input.fuel == "C") {
    return {kElectric, kElectric, Confidence::medium, InferenceReason::battery, {}};
  }
  if (input.fuel == "Y") return unknown_for(InferenceReason::no_engine);
  if (!input.made && !input.engine_made) return unknown_for(InferenceReason::no_date);
  if (input.made && input.engine_made && *input.made < *input.engine_made) {
    return unknown_for(InferenceReason::contradiction);
  }
  const Date latest = input.made ? *input.made : *input.engine_made;
  Stage usual = Stage::s0, seen = Stage::s0, newest = Stage::s0;
  for (const auto& limit : tables.limits) {
    if (!is_about_machines(limit)) continue;
    newest = std::max(newest, limit.stage);
    if (limit.from > latest) continue;
    seen = std::max(seen, limit.stage);
    if (limit.basis != Basis::approval) usual = std::max(usual, limit.stage);
  }
  // A farm machine or not: what holds either way.
  const StageLimit* floor = machine_floor(input, tables, input.is_farm.value_or(true));
  const StageLimit* other = machine_floor(input, tables, input.is_farm.value_or(false));
  if (!floor || !other || other->stage < floor->stage) floor = floor && other ? other : nullptr;
  const Stage next = std::min(newest, static_cast<Stage>(int(usual) + 1));
  Inference out{{}, {}, Confidence::low, InferenceReason::limits, {}};
  out.stage = {floor ? floor->stage : Stage::s0, std::max(next, seen)};
  out.likely.min = out.likely.max = std::max(out.stage.min, usual);
  if (floor) {
    out.confidence = confidence_of(floor->mark);
    out.rows.push_back(floor->row);
  }
  return out;
}

std::string_view to_text(Confidence confidence) {
  return kConfidences[static_cast<std::size_t>(confidence)];
}

std::string_view to_text(InferenceReason reason) {
  return words_of(reason).name;
}

std::string describe_chinese(const Inference& inference) {
  std::string text(words_of(inference.reason).chinese);
  if (!inference.stage.is_unknown()) text += "：" + describe_chinese(inference.stage);
  if (!inference.rows.empty()) text += fmt::format("（规则行{}）", fmt::join(inference.rows, "、"));
  return text;
}

std::string describe_english(const Inference& inference) {
  std::string text(words_of(inference.reason).english);
  if (!inference.stage.is_unknown()) text += ": " + describe_english(inference.stage);
  if (!inference.rows.empty()) text += fmt::format(" (rows {})", fmt::join(inference.rows, ", "));
  return text;
}

}  // namespace cleangate::vehicle
