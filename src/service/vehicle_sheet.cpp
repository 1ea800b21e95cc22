#include "service/vehicle_sheet.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "domain/ledger/projections/tables.h"
#include "domain/vehicle/vehicle.h"
#include "service/mark_words.h"

namespace cleangate::service {
namespace {

enum Place : std::size_t {
  kPlate,
  kColour,
  kStage,
  kFuel,
  kClass,
  kMass,
  kNev,
  kVin,
  kMarks,
  kMarksReason,
  kMarksSource,
  kMarksUntil,
  kStageMin,  // of older files, not in the template
  kStageMax,
  kPlaces
};
constexpr std::size_t kInTemplate = kStageMin;

struct ColumnName {
  std::string_view zh, key;
};
constexpr std::array<ColumnName, kPlaces> kColumns = {{{"车牌号", "plate"},
                                                       {"车牌颜色", "colour"},
                                                       {"排放阶段", "stage"},
                                                       {"燃料种类", "fuel"},
                                                       {"车辆类型", "vehicle_class"},
                                                       {"总质量(千克)", "gross_mass_kg"},
                                                       {"新能源", "nev"},
                                                       {"车架号", "vin"},
                                                       {"豁免标记", "marks"},
                                                       {"豁免依据", "marks_reason"},
                                                       {"豁免凭证", "marks_source"},
                                                       {"豁免截止日", "marks_until"},
                                                       {"最低排放阶段", "stage_min"},
                                                       {"最高排放阶段", "stage_max"}}};

struct Word {
  std::string_view zh, word;
};
constexpr std::array<Word, 8> kColours = {{{"蓝", "blue"},
                                           {"黄", "yellow"},
                                           {"白", "white"},
                                           {"黑", "black"},
                                           {"黄绿", "yellow_green"},
                                           {"绿", "green"},
                                           {"其他", "other"},
                                           {"不明", "unknown"}}};
// GA 24.9-2005, table 1.
constexpr std::array<Word, 13> kFuels = {{{"汽油", "A"},
                                          {"柴油", "B"},
                                          {"电", "C"},
                                          {"混合油", "D"},
                                          {"天然气", "E"},
                                          {"液化石油气", "F"},
                                          {"甲醇", "L"},
                                          {"乙醇", "M"},
                                          {"太阳能", "N"},
                                          {"混合动力", "O"},
                                          {"氢", "P"},
                                          {"无", "Y"},
                                          {"其他", "Z"}}};

/// Chinese word, with or without an ending, or the word itself.
template <std::size_t count>
std::optional<std::string> word_of(std::string_view value, const std::array<Word, count>& words,
                                   std::string_view ending) {
  const std::string lower = to_lower_ascii(value);
  for (const auto& [zh, word] : words) {
    if (value == zh || value == std::string(zh) + std::string(ending)) return std::string(word);
    if (lower == to_lower_ascii(word)) return std::string(word);
  }
  return std::nullopt;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

/// "国四" or "国三-国五".
std::optional<Json> stage_range(std::string_view value) {
  const auto stage = vehicle::read_stage(value);
  if (!stage) return std::nullopt;
  if (stage->is_unknown()) return Json::object({{"min", "X"}, {"max", "X"}});
  return Json::object(
      {{"min", vehicle::to_text(stage->min)}, {"max", vehicle::to_text(stage->max)}});
}

std::optional<bool> yes_or_no(std::string_view value) {
  const std::string lower = to_lower_ascii(value);
  for (const std::string_view yes : {"是", "1", "true", "yes"}) {
    if (lower == yes) return true;
  }
  for (const std::string_view no : {"否", "0", "false", "no"}) {
    if (lower == no) return false;
  }
  return std::nullopt;
}

/// One row on its way: cell by cell, faults as they are found.
class RowCheck {
 public:
  RowCheck(const SheetRow& row, const std::vector<std::optional<std::size_t>>& place,
           const SheetRow& headings)
      : row_(row), place_(place), headings_(headings) {}

  VehicleHeading::Checked run() {
    check_plate();
    check_colour();
    check_stage();
    check_words();
    check_numbers();
    check_vin();
    check_marks();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view cell(Place place) const {
    if (!place_[place] || *place_[place] >= row_.size()) return {};
    return trim(row_[*place_[place]]);
  }
  void wrong(Place place, std::string zh, std::string en) {
    std::string heading(kColumns[place].zh);
    if (place_[place]) heading = headings_[*place_[place]];
    out_.faults.push_back(
        {std::move(heading), std::string(cell(place)), std::move(zh), std::move(en)});
  }
  void check_plate() {
    const auto text = plate::read_plate(cell(kPlate));
    if (text.text.empty()) return wrong(kPlate, "没有填车牌号", "is missing");
    const auto kind = plate::classify(text.text, plate::Colour::unknown);
    if (text.cut || kind == plate::PlateClass::other) {
      return wrong(kPlate, "不是有效的车牌号", "is no number plate");
    }
    out_.vehicle.set("plate", text.text);
  }
  void check_colour() {
    const auto value = cell(kColour);
    if (value.empty()) return wrong(kColour, "没有填车牌颜色", "is missing");
    const auto colour =
        value == "渐变绿" ? std::optional<std::string>("green") : word_of(value, kColours, "色");
    if (!colour) {
      return wrong(kColour, "要填蓝、黄、白、黑、绿、黄绿、其他或不明",
                   "blue, yellow, white, black, green, yellow_green, other or unknown");
    }
    out_.vehicle.set("colour", *colour);
  }
  void check_stage() {
    const auto whole = cell(kStage);
    if (!whole.empty()) {
      const auto range = stage_range(whole);
      if (!range) {
        return wrong(kStage, "要填国零至国六、国六a、国六b、电动或不明，也可以填范围，如国三-国四",
                     "0 to 6, 6a, 6b, D or X, or a range such as 3-4");
      }
      out_.vehicle.set("stage", *range);
      return;
    }
    const auto min = cell(kStageMin).empty() ? cell(kStageMax) : cell(kStageMin);
    const auto max = cell(kStageMax).empty() ? min : cell(kStageMax);
    if (min.empty()) return;
    const auto range = stage_range(std::string(min) + "-" + std::string(max));
    if (!range) return wrong(kStageMin, "排放阶段看不懂", "is no stage");
    out_.vehicle.set("stage", *range);
  }
  void check_words() {
    if (const auto value = cell(kFuel); !value.empty()) {
      const auto fuel = word_of(value, kFuels, "");
      if (fuel) {
        out_.vehicle.set("fuel", *fuel);
      } else {
        wrong(kFuel, "要填汽油、柴油、电、天然气等，或GA 24.9的代码", "a code of GA 24.9");
      }
    }
    if (const auto value = cell(kClass); !value.empty()) {
      const bool fits = value.size() == 3 && value[0] >= 'A' && value[0] <= 'Z' &&
                        parse_integer(value.substr(1)).has_value();
      if (fits) {
        out_.vehicle.set("vehicle_class", value);
      } else {
        wrong(kClass, "要填行驶证车辆类型的代码，如H11", "a code of GA 24.4, such as H11");
      }
    }
  }
  void check_numbers() {
    if (auto value = cell(kMass); !value.empty()) {
      if (value.ends_with(".0")) value.remove_suffix(2);  // as spreadsheets write whole numbers
      const auto mass = parse_integer(value);
      if (mass && *mass <= 500'000) {
        out_.vehicle.set("gross_mass_kg", *mass);
      } else {
        wrong(kMass, "要填0至500000的整数，单位千克", "an integer of 0 to 500000 kg");
      }
    }
    if (const auto value = cell(kNev); !value.empty()) {
      if (const auto nev = yes_or_no(value)) {
        out_.vehicle.set("nev", *nev);
      } else {
        wrong(kNev, "要填是或否", "yes or no");
      }
    }
  }
  void check_vin() {
    const auto value = cell(kVin);
    if (value.empty()) return;
    if (value.size() <= 32 && is_utf8(value)) {
      out_.vehicle.set("vin", value);
    } else {
      wrong(kVin, "太长，车架号有17位", "at most 32 bytes");
    }
  }
  void check_marks() {
    const auto value = cell(kMarks);
    const bool has_more =
        !cell(kMarksReason).empty() || !cell(kMarksSource).empty() || !cell(kMarksUntil).empty();
    if (value.empty()) {
      if (has_more) wrong(kMarks, "填了豁免依据、凭证或截止日，没有填豁免标记", "is missing");
      return;
    }
    vehicle::Marks marks;
    if (const auto word = read_mark_words(value, marks.said)) {
      return wrong(kMarks, "“" + *word + "”不是豁免标记或前后矛盾；可以填" + all_mark_words(),
                   "marks such as rescue, 无 for none of the exemptions, 不明 for unknown");
    }
    marks.reason = cell(kMarksReason);
    marks.source = cell(kMarksSource);
    if (marks.said.has_yes() && marks.reason.empty()) {
      return wrong(kMarksReason, "要填依据，如抢险通知的文号",
                   "is missing: what the marks rest on");
    }
    if (!read_marks_until(marks)) return;
    // As the API would take it: lengths and all.
    const Json json = vehicle::to_json(marks);
    if (const auto taken = vehicle::parse_marks(json); !taken) {
      return wrong(kMarksReason, "太长，最多300字节", taken.error().message);
    }
    out_.vehicle.set("marks", json);
  }
  bool read_marks_until(vehicle::Marks& marks) {
    std::string text(cell(kMarksUntil));
    if (text.empty()) return true;
    std::ranges::replace(text, '/', '-');
    const auto day = vehicle::parse_date(text);
    if (!day) {
      wrong(kMarksUntil, "要填日期，如2026-12-31", "a date such as 2026-12-31");
      return false;
    }
    marks.until = *day;
    return true;
  }

  const SheetRow& row_;
  const std::vector<std::optional<std::size_t>>& place_;
  const SheetRow& headings_;
  VehicleHeading::Checked out_{Json::object(), {}};
};

SheetRow heading() {
  SheetRow out;
  for (std::size_t i = 0; i < kInTemplate; ++i) out.emplace_back(kColumns[i].zh);
  return out;
}

template <std::size_t count>
std::string chinese(std::string_view word, const std::array<Word, count>& words) {
  for (const auto& each : words) {
    if (each.word == word) return std::string(each.zh);
  }
  return std::string(word);
}

}  // namespace

SheetRows vehicle_template() {
  return {heading(),
          {"冀A12345", "黄", "国五", "柴油", "H11", "31000", "否", "", "无", "", "", ""},
          {"冀A54321", "黄", "国四", "柴油", "H21", "11000", "否", "", "应急抢险", "抢险通知3号",
           "道路运输证", "2026-12-31"},
          {"冀AD12345", "绿", "电动", "电", "K33", "", "是", "", "", "", "", ""}};
}

Result<VehicleHeading> VehicleHeading::read(const SheetRow& row) {
  VehicleHeading out;
  out.place_.resize(kPlaces);
  out.headings_ = row;
  for (std::size_t at = 0; at < row.size(); ++at) {
    std::string name(trim(row[at]));
    replace_all(name, "（", "(");
    replace_all(name, "）", ")");
    const auto found = std::ranges::find_if(kColumns, [&](const ColumnName& column) {
      return name == column.zh || to_lower_ascii(name) == column.key;
    });
    if (found == kColumns.end()) continue;
    auto& place = out.place_[static_cast<std::size_t>(found - kColumns.begin())];
    if (place) return fail(ErrorCode::invalid, "表头“" + name + "”出现两次 (heading twice)");
    place = at;
  }
  if (!out.place_[kPlate] || !out.place_[kColour]) {
    return fail(ErrorCode::invalid,
                "第一行要有表头，至少有“车牌号”和“车牌颜色”；请用模板 (no heading: plate, colour)");
  }
  return out;
}

VehicleHeading::Checked VehicleHeading::check(const SheetRow& row) const {
  return RowCheck(row, place_, headings_).run();
}

bool VehicleHeading::is_blank(const SheetRow& row) {
  return std::ranges::all_of(row, [](const std::string& cell) { return trim(cell).empty(); });
}

VehicleHeading::Checked VehicleRows::check(const SheetRow& row, std::size_t number) {
  auto checked = heading_.check(row);
  if (!checked.faults.empty()) return checked;
  const Json& plate = checked.vehicle["plate"];
  const auto [first, is_new] =
      seen_.emplace(plate.dump() + checked.vehicle["colour"].dump(), number);
  if (is_new) return checked;
  const auto at = std::to_string(first->second);
  checked.faults.push_back({heading_.headings_[*heading_.place_[kPlate]],
                            std::string(plate.text().value_or("")), "和第" + at + "行是同一辆车",
                            "the same vehicle as in row " + at});
  return checked;
}

SheetRow vehicle_sheet_row(const ledger::Row& row) {
  namespace table = ledger::vehicles;
  const Json facts = parse_json(ledger::text(row[table::kFacts])).value_or(Json());
  const auto text = [&](std::string_view key) {
    return std::string(facts[key].text().value_or(""));
  };
  const std::string min(facts["stage"]["min"].text().value_or("X"));
  const std::string max(facts["stage"]["max"].text().value_or("X"));
  const auto mass = facts["gross_mass_kg"].integer();
  const auto nev = facts["nev"].boolean();
  const auto marks = vehicle::parse_marks(facts["marks"]).value_or(vehicle::Marks{});
  return {std::string(ledger::text(row[table::kPlate])),
          chinese(ledger::text(row[table::kColour]), kColours),
          min == "X" && max == "X" ? ""
          : min == max             ? min
                                   : min + "-" + max,
          chinese(text("fuel"), kFuels),
          text("vehicle_class"),
          mass ? std::to_string(*mass) : "",
          !nev   ? ""
          : *nev ? "是"
                 : "否",
          text("vin"),
          mark_words(marks.said),
          marks.reason,
          marks.source,
          marks.until ? vehicle::to_text(*marks.until) : ""};
}

}  // namespace cleangate::service
