#include "domain/rules/facts.h"

#include <algorithm>

#include "domain/plate/plate.h"

namespace cleangate::rules {
namespace {

constexpr std::int64_t kMany = 1'000'000'000;  // more passages than any plant has in its life

constexpr FactInfo yes_no(Fact fact, std::string_view name, std::string_view zh,
                          std::string_view en) {
  return {fact, name, Type::truth, Domain::none, 0, 0, zh, en};
}
constexpr FactInfo word(Fact fact, std::string_view name, Domain domain, std::string_view zh,
                        std::string_view en) {
  return {fact, name, Type::symbol, domain, 0, 0, zh, en};
}
constexpr FactInfo count(Fact fact, std::string_view name, std::int64_t max, std::string_view zh,
                         std::string_view en) {
  return {fact, name, Type::integer, Domain::none, 0, max, zh, en};
}

constexpr std::array<FactInfo, kFactCount> kFacts{{
    yes_no(Fact::truck, "truck", "载货汽车或牵引车", "lorry or tractor, GA 24.4 letter H or Q"),
    yes_no(Fact::heavy, "heavy", "重型，总质量不低于12吨", "gross mass of 12 t or more"),
    yes_no(Fact::medium, "medium", "中型", "second character of the GA 24.4 code is 2"),
    yes_no(Fact::nev, "nev", "新能源车辆", "new-energy vehicle"),
    yes_no(Fact::machine, "machine", "非道路移动机械", "non-road mobile machine"),
    yes_no(Fact::special_vehicle, "special_vehicle", "特种车辆（警、消防、救护、抢险）",
           "police, fire, ambulance or rescue vehicle"),
    yes_no(Fact::dangerous_goods, "dangerous_goods", "危化品车辆", "carries dangerous goods"),
    yes_no(Fact::city_operation, "city_operation", "城市运行保障车辆", "keeps the city running"),
    yes_no(Fact::livelihood, "livelihood", "民生保障物资", "carries supplies of daily life"),
    yes_no(Fact::epidemic_supply, "epidemic_supply", "防疫物资", "carries epidemic supplies"),
    yes_no(Fact::rescue, "rescue", "应急抢险", "emergency relief"),
    yes_no(Fact::safe_production, "safe_production", "保证安全生产运行",
           "needed to keep production safe"),
    yes_no(Fact::foreign_trade, "foreign_trade", "外贸或港口集疏运", "foreign trade, port haulage"),
    yes_no(Fact::key_project, "key_project", "重点工程白名单", "on the list of a key project"),
    yes_no(Fact::urgent_repair, "urgent_repair", "紧急检修作业机械", "machine of an urgent repair"),
    yes_no(Fact::clean_energy_machine, "clean_energy_machine", "清洁能源机械",
           "machine that runs on clean energy"),
    yes_no(Fact::local_nev, "local_nev", "本地新能源车（未换牌）",
           "local new-energy vehicle that still has its old plate"),
    yes_no(Fact::bulk_cargo, "bulk_cargo", "散装或大宗物料", "bulk or loose goods"),
    yes_no(Fact::ready_mix_or_steel, "ready_mix_or_steel", "商砼、砂浆或钢材",
           "ready-mixed concrete, mortar or steel"),
    yes_no(Fact::cement_tank, "cement_tank", "水泥罐式货车", "cement tank lorry"),
    yes_no(Fact::plant_vehicle, "plant_vehicle", "厂内运输车辆", "runs inside the plant only"),
    yes_no(Fact::key_region, "key_region", "重点区域", "the plant lies in a key region"),
    yes_no(Fact::over_500, "aqi_reaches_500", "预测AQI达到500", "forecast: the AQI reaches 500"),
    {Fact::stage, "stage", Type::stage, Domain::none, 0, 0, "排放阶段（区间）",
     "emission stage, an interval; D stands outside the order"},
    word(Fact::fuel, "fuel", Domain::fuel, "燃料种类", "fuel, GA 24.9 letter"),
    word(Fact::vehicle_class, "vehicle_class", Domain::vehicle_class, "车辆类型",
         "vehicle class, GA 24.4 code"),
    word(Fact::colour, "colour", Domain::colour, "号牌颜色", "colour of the plate"),
    word(Fact::direction, "direction", Domain::direction, "进出方向", "in or out"),
    word(Fact::grade, "grade", Domain::grade, "绩效等级", "the plant's grade"),
    word(Fact::warning, "warning", Domain::level, "预警级别", "level of the warning in force"),
    word(Fact::flow, "flow", Domain::flow, "运输用途", "what the trip is for"),
    count(Fact::share_qualifying, "share_qualifying", kMany, "达标货车进厂次数",
          "entries of surely clean trucks in the period"),
    count(Fact::share_total, "share_total", kMany, "货车进厂次数",
          "entries of trucks in the period"),
    count(Fact::clean_mode_qualifying, "clean_mode_qualifying", kMany, "清洁方式运输量",
          "amount moved by clean modes in the period"),
    count(Fact::clean_mode_total, "clean_mode_total", kMany, "运输总量",
          "amount moved in the period"),
    count(Fact::daily_vehicles, "daily_vehicles", kMany, "日常车辆进出量（辆）",
          "vehicles of a usual day"),
    count(Fact::daily_trips, "daily_trips", kMany, "日常进出量（辆次）", "trips of a usual day"),
    count(Fact::admitted_today, "admitted_today", kMany, "本措施当日已放行数",
          "entries that this measure has admitted today"),
    count(Fact::minute_of_day, "minute_of_day", 1439, "当日第几分钟（+08:00）",
          "minutes since local midnight"),
    count(Fact::day_of_month, "day_of_month", 31, "几号", "local day of the month"),
    count(Fact::tail_digit, "tail_digit", 9, "号牌尾号", "last digit of the plate"),
    count(Fact::aqi_over_150_hours, "aqi_over_150_hours", 8784, "预测AQI大于150的小时数",
          "forecast: hours with a mean AQI above 150"),
    count(Fact::aqi_over_200_hours, "aqi_over_200_hours", 8784, "预测AQI大于200的小时数",
          "forecast: hours with a mean AQI above 200"),
    count(Fact::aqi_over_300_hours, "aqi_over_300_hours", 8784, "预测AQI大于300的小时数",
          "forecast: hours with a mean AQI above 300"),
}};

constexpr bool stand_in_their_order() {
  for (std::size_t i = 0; i < kFactCount; ++i) {
    if (static_cast<std::size_t>(kFacts[i].fact) != i) return false;
  }
  return true;
}
static_assert(stand_in_their_order());

constexpr std::string_view kColours[]{"blue",  "yellow", "white",        "black",
                                      "green", "other",  "yellow_green", "unknown"};
constexpr std::string_view kDirections[]{"in", "out"};
constexpr std::string_view kGrades[]{"A+", "A",      "B",        "B-",    "C",
                                     "D",  "引领性", "非引领性", "未评级"};
constexpr std::string_view kLevels[]{"none", "yellow", "orange", "red"};
constexpr std::string_view kFlows[]{"raw_in", "product_out", "internal", "other"};
constexpr std::string_view kUnits[]{"vehicles", "trips"};
constexpr std::string_view kDomains[]{"none",  "fuel",  "vehicle_class", "colour", "direction",
                                      "grade", "level", "flow",          "unit"};

std::span<const std::string_view> list_of(Domain domain) {
  switch (domain) {
    case Domain::colour:
      return kColours;
    case Domain::direction:
      return kDirections;
    case Domain::grade:
      return kGrades;
    case Domain::level:
      return kLevels;
    case Domain::flow:
      return kFlows;
    case Domain::unit:
      return kUnits;
    case Domain::none:
    case Domain::fuel:
    case Domain::vehicle_class:
      break;
  }
  return {};
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_class(std::string_view code) {
  return !code.empty() && code.size() <= 3 &&
         std::ranges::all_of(code, [](char c) { return is_capital(c) || (c >= '0' && c <= '9'); });
}

constexpr std::array<std::int64_t, kFactCount> nothing_known() {
  std::array<std::int64_t, kFactCount> cells{};
  for (std::size_t i = 0; i < kFactCount; ++i) {
    cells[i] = kFacts[i].type == Type::truth   ? static_cast<std::int64_t>(Truth::unknown)
               : kFacts[i].type == Type::stage ? stage_cell({})
                                               : kUnknownCell;
  }
  return cells;
}
constexpr auto kNothingKnown = nothing_known();

}  // namespace

std::string_view to_text(Type type) {
  constexpr std::array<std::string_view, 4> kNames{"yes or no", "number", "stage", "word"};
  return kNames[static_cast<std::size_t>(type)];
}

std::string_view to_text(Domain domain) {
  return kDomains[static_cast<std::size_t>(domain)];
}

std::optional<Domain> parse_domain(std::string_view text) {
  const auto* found = std::ranges::find(kDomains, text);
  if (found == std::end(kDomains) || found == std::begin(kDomains)) return std::nullopt;
  return static_cast<Domain>(found - std::begin(kDomains));
}

std::optional<std::int64_t> encode(Domain domain, std::string_view word) {
  if (domain == Domain::fuel) {
    if (word.size() != 1 || !is_capital(word[0])) return std::nullopt;
    return word[0];
  }
  if (domain == Domain::vehicle_class) {
    if (!is_class(word)) return std::nullopt;
    std::int64_t cell = 0;
    for (const char c : word) cell = cell << 8 | c;
    return cell;
  }
  const auto words = list_of(domain);
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return found - words.begin();
}

std::string decode(Domain domain, std::int64_t cell) {
  if (domain == Domain::fuel || domain == Domain::vehicle_class) {
    std::string out;
    for (int shift = 16; shift >= 0; shift -= 8) {
      if (const char c = static_cast<char>(cell >> shift & 0xff)) out += c;
    }
    return out;
  }
  const auto words = list_of(domain);
  const auto index = static_cast<std::size_t>(cell);
  return index < words.size() ? std::string(words[index]) : std::string();
}

std::string words_of(Domain domain) {
  if (domain == Domain::fuel) return "one capital letter of GA 24.9";
  if (domain == Domain::vehicle_class) return "a code of GA 24.4, one to three characters";
  std::string out;
  for (const auto word : list_of(domain)) {
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

std::span<const FactInfo> fact_catalogue() {
  return kFacts;
}
const FactInfo& info_of(Fact fact) {
  return kFacts[static_cast<std::size_t>(fact)];
}
const FactInfo* find_fact(std::string_view name) {
  const auto* found = std::ranges::find(kFacts, name, &FactInfo::name);
  return found == kFacts.end() ? nullptr : found;
}

FactSet::FactSet() : cells_(kNothingKnown) {}

void FactSet::set(Fact fact, std::int64_t value) {
  const auto& info = info_of(fact);
  at(fact) = std::clamp(value, info.min, info.max);
}
void FactSet::set(Fact fact, std::string_view word) {
  at(fact) = encode(info_of(fact).domain, word).value_or(kUnknownCell);
}

bool FactSet::is_known(Fact fact) const {
  const auto type = info_of(fact).type;
  if (type == Type::truth) return cell(fact) != static_cast<std::int64_t>(Truth::unknown);
  if (type == Type::stage) return !stage_of_cell(cell(fact)).is_unknown();
  return cell(fact) != kUnknownCell;
}

std::string FactSet::text(Fact fact) const {
  const auto& info = info_of(fact);
  const auto value = cell(fact);
  if (info.type == Type::truth) return std::string(to_text(static_cast<Truth>(value)));
  if (!is_known(fact)) return "unknown";
  if (info.type == Type::integer) return std::to_string(value);
  if (info.type == Type::symbol) return decode(info.domain, value);
  const auto stage = stage_of_cell(value);
  std::string out(vehicle::to_text(stage.min));
  if (stage.min != stage.max) out += ".." + std::string(vehicle::to_text(stage.max));
  return out;
}

}  // namespace cleangate::rules
