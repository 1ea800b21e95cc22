#include "domain/vehicle/ga24.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace cleangate::vehicle {
namespace {

struct Named {
  std::string_view code, chinese;
};
// First letters of GA 24.4 (gate-standards.md 6.5).
constexpr std::array<Named, 12> kLetters{{
    {"B", "半挂车"},
    {"D", "电车"},
    {"G", "全挂车"},
    {"H", "载货汽车"},
    {"J", "轮式机械"},
    {"K", "载客汽车"},
    {"M", "摩托车"},
    {"N", "三轮汽车"},
    {"Q", "牵引车"},
    {"T", "拖拉机"},
    {"X", "其他车辆"},
    {"Z", "专项作业车"},
}};
// Common codes by their own name (gate-standards.md 6.5).
constexpr std::array<Named, 9> kBodies{{
    {"1", "普通货车"},
    {"2", "厢式货车"},
    {"3", "封闭货车"},
    {"4", "罐式货车"},
    {"5", "平板货车"},
    {"6", "集装箱车"},
    {"7", "自卸货车"},
    {"8", "特殊结构货车"},
    {"9", "仓栅式货车"},
}};
constexpr std::array<Named, 5> kWhole{{
    {"N11", "三轮汽车"},
    {"K33", "小型轿车"},
    {"Q11", "重型半挂牵引车"},
    {"Q12", "重型全挂牵引车"},
    {"H51", "低速货车"},
}};

std::string_view chinese_size(char letter, SizeClass size) {
  const bool is_bus = letter == 'K' || letter == 'Z';
  switch (size) {
    case SizeClass::heavy:
      return is_bus ? "大型" : "重型";
    case SizeClass::medium:
      return "中型";
    case SizeClass::light:
      return is_bus ? "小型" : "轻型";
    case SizeClass::micro:
      return "微型";
    case SizeClass::unknown:
      break;
  }
  return "";
}

template <std::size_t N>
std::string_view name_in(const std::array<Named, N>& table, std::string_view code) {
  const auto found = std::ranges::find(table, code, &Named::code);
  return found == table.end() ? std::string_view() : found->chinese;
}

}  // namespace

bool is_usable_class(std::string_view code) {
  // law.md, Facts: X99 says nothing.
  return !code.empty() && code != "X99" && !name_in(kLetters, code.substr(0, 1)).empty();
}

bool is_truck_class(std::string_view code) {
  return code.starts_with('H') || code.starts_with('Q');
}

bool is_trailer_class(std::string_view code) {
  return code.starts_with('B') || code.starts_with('G');
}

SizeClass size_of_class(std::string_view code) {
  if (!is_usable_class(code) || code.size() < 2) return SizeClass::unknown;
  switch (code[1]) {
    case '1':
      return SizeClass::heavy;
    case '2':
      return SizeClass::medium;
    case '3':
      return SizeClass::light;
    case '4':
      return SizeClass::micro;
    default:
      return SizeClass::unknown;
  }
}

std::string describe_class_chinese(std::string_view code) {
  if (!is_usable_class(code)) return {};
  if (const auto whole = name_in(kWhole, code); !whole.empty()) return std::string(whole);
  const auto size = chinese_size(code[0], size_of_class(code));
  auto kind = name_in(kLetters, code.substr(0, 1));
  if (code[0] == 'H' && code.size() == 3 && !size.empty()) {
    if (const auto body = name_in(kBodies, code.substr(2)); !body.empty()) kind = body;
  }
  return std::string(size) + std::string(kind);
}

SizeClass size_by_measure(std::int64_t gross_mass_kg, std::optional<std::int64_t> length_mm) {
  if (gross_mass_kg >= kHeavyMassKg) return SizeClass::heavy;
  if (gross_mass_kg >= kMediumMassKg || (length_mm && *length_mm >= kMediumLengthMm)) {
    return SizeClass::medium;
  }
  const bool is_micro = gross_mass_kg <= kMicroMassKg && length_mm && *length_mm <= kMicroLengthMm;
  return is_micro ? SizeClass::micro : SizeClass::light;
}

EngineFuel engine_fuel(std::string_view fuel_letter) {
  if (fuel_letter == "A") return EngineFuel::petrol;
  if (fuel_letter == "B") return EngineFuel::diesel;
  if (fuel_letter == "E" || fuel_letter == "F") return EngineFuel::gas;
  if (fuel_letter == "C" || fuel_letter == "Y") return EngineFuel::none;
  return EngineFuel::unknown;
}

std::string_view to_text(EngineFuel fuel) {
  switch (fuel) {
    case EngineFuel::petrol:
      return "petrol";
    case EngineFuel::diesel:
      return "diesel";
    case EngineFuel::gas:
      return "gas";
    case EngineFuel::none:
      return "none";
    case EngineFuel::unknown:
      break;
  }
  return "unknown";
}

std::string_view to_chinese(EngineFuel fuel) {
  switch (fuel) {
    case EngineFuel::petrol:
      return "汽油";
    case EngineFuel::diesel:
      return "柴油";
    case EngineFuel::gas:
      return "燃气";
    case EngineFuel::none:
      return "无内燃机";
    case EngineFuel::unknown:
      break;
  }
  return "燃料不明";
}

NevLetter nev_letter(std::string_view normalised_plate) {
  if (!plate::is_nev(normalised_plate)) return NevLetter::none;
  const char last = normalised_plate.back();
  // Small plates carry it third, after a province of 3 bytes and the office; large ones last.
  const char letter = last >= '0' && last <= '9' ? normalised_plate[4] : last;
  // D A B C E / F G H J K: set [S], split [K] (gate-standards.md 7.1).
  return letter <= 'E' ? NevLetter::pure : NevLetter::mixed;
}

Timelines timelines_of(std::optional<std::int64_t> gross_mass_kg, std::string_view code,
                       plate::Colour colour) {
  if (gross_mass_kg) {
    const bool heavy = *gross_mass_kg > kHeavyTimelineMassKg;
    return {heavy, !heavy};
  }
  switch (size_of_class(code)) {
    case SizeClass::heavy:
    case SizeClass::medium:
      return {true, false};
    case SizeClass::micro:
      return {false, true};
    case SizeClass::light:
      return {!code.starts_with('K'), true};
    case SizeClass::unknown:
      break;
  }
  // Yellow plates are medium and above (grading-rules.md 6), yellow-green ones likewise.
  if (colour == plate::Colour::yellow || colour == plate::Colour::yellow_green) {
    return {true, false};
  }
  return {true, true};
}

}  // namespace cleangate::vehicle
