#include "domain/vehicle/stage.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "domain/vehicle/compact.h"

namespace cleangate::vehicle {
namespace {

struct StageName {
  std::string_view text, chinese, english;
};
constexpr std::array<StageName, 9> kNames{{
    {"0", "国零", "China 0"},
    {"1", "国一", "China I"},
    {"2", "国二", "China II"},
    {"3", "国三", "China III"},
    {"4", "国四", "China IV"},
    {"5", "国五", "China V"},
    {"6a", "国六a", "China VI a"},
    {"6b", "国六b", "China VI b"},
    {"D", "纯电动", "electric"},
}};

const StageName& name_of(Stage stage) {
  return kNames[static_cast<std::size_t>(stage)];
}

Result<Stage> parse_end(std::string_view text, Stage six, Stage open) {
  if (text.empty() || text == "X") return open;
  if (text == "6") return six;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i].text == text) return static_cast<Stage>(i);
  }
  return fail(ErrorCode::invalid,
              "stage \"" + std::string(text) + "\": use 0 1 2 3 4 5 6 6a 6b D or X");
}

using Replacement = std::pair<std::string_view, std::string_view>;

void replace_all(std::string& text, Replacement replacement) {
  const auto [from, to] = replacement;
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

/// One stage or two of them; what is left of the words must be a stage of parse_stage.
Result<StageInterval> read_one(std::string text) {
  for (const std::string_view word : {"中国", "CHINA", "国", "第", "阶段", "排放", "标准"}) {
    replace_all(text, {word, ""});
  }
  constexpr Replacement kDigits[] = {
      {"ⅵ", "6"},  {"ⅴ", "5"},  {"ⅳ", "4"},  {"ⅲ", "3"},  {"ⅱ", "2"},   {"ⅰ", "1"},
      {"Ⅵ", "6"},  {"Ⅴ", "5"},  {"Ⅳ", "4"},  {"Ⅲ", "3"},  {"Ⅱ", "2"},   {"Ⅰ", "1"},
      {"六", "6"}, {"五", "5"}, {"四", "4"}, {"三", "3"}, {"二", "2"},  {"一", "1"},
      {"〇", "0"}, {"零", "0"}, {"VI", "6"}, {"IV", "4"}, {"III", "3"}, {"II", "2"}};
  for (const auto& digit : kDigits) replace_all(text, digit);
  if (text == "I") text = "1";
  if (text == "V") text = "5";
  if (text == "纯电动" || text == "电动" || text == "电") text = "D";
  if (text == "不明" || text == "未知") text = "X";
  if (text.empty()) return fail(ErrorCode::invalid, "stage: is missing");
  if (text.starts_with('6')) text = to_lower_ascii(text);  // 6A
  return parse_stage(text, text);
}

/// 国六 without letter when the whole of it is meant.
std::string describe(StageInterval stage, std::string_view StageName::* column,
                     std::string_view unknown, std::string_view six, std::string_view between) {
  if (stage.is_unknown()) return std::string(unknown);
  if (stage.min == Stage::s6a && stage.max == Stage::s6b) return std::string(six);
  const auto low = name_of(stage.min).*column;
  if (stage.min == stage.max) return std::string(low);
  return std::string(low) + std::string(between) + std::string(name_of(stage.max).*column);
}

}  // namespace

std::string_view to_text(Stage stage) {
  return name_of(stage).text;
}
std::string_view to_chinese(Stage stage) {
  return name_of(stage).chinese;
}

Result<StageInterval> parse_stage(std::string_view min, std::string_view max) {
  const auto low = TRY(parse_end(min, Stage::s6a, Stage::s0));
  const auto high = TRY(parse_end(max, Stage::s6b, Stage::s6b));
  // law.md, Facts: D stands outside the order, and a missing end is X = [0,6b].
  if (low == Stage::electric && high == Stage::electric) {
    return StageInterval{Stage::electric, Stage::electric};
  }
  if (low == Stage::electric || high == Stage::electric) {
    return fail(ErrorCode::invalid,
                "stage: D (electric) stands at both ends or at none; it cannot be mixed with a "
                "numbered or an unknown stage");
  }
  if (low > high) return fail(ErrorCode::invalid, "stage: min is above max");
  return StageInterval{low, high};
}

Result<StageInterval> read_stage(std::string_view words) {
  std::string text(words);
  constexpr Replacement kDashes[] = {{"～", "~"}, {"–", "~"},  {"—", "~"}, {"-", "~"},
                                     {"－", "~"}, {"至", "~"}, {"到", "~"}};
  for (const auto& dash : kDashes) replace_all(text, dash);
  text = compact_upper(text);
  const auto wrong = [&] {
    return fail(ErrorCode::invalid, "stage \"" + std::string(words) + "\": no emission stage");
  };
  for (const auto& [suffix, is_upper_end] :
       {std::pair{"及以下", true}, {"及以上", false}, {"以上", false}}) {
    if (!text.ends_with(suffix)) continue;
    const auto end = read_one(text.substr(0, text.size() - std::string_view(suffix).size()));
    if (!end || end->is_electric()) return wrong();
    return is_upper_end ? StageInterval{Stage::s0, end->max} : StageInterval{end->min, Stage::s6b};
  }
  const auto cut = text.find('~');
  const auto low = read_one(text.substr(0, cut));
  if (!low) return wrong();
  if (cut == text.npos) return *low;
  const auto high = read_one(text.substr(cut + 1));
  if (!high || low->is_electric() != high->is_electric() || low->min > high->max) return wrong();
  return StageInterval{low->min, high->max};
}

StageInterval hull(StageInterval a, StageInterval b) {
  if (a.is_electric() != b.is_electric()) return {};
  return {std::min(a.min, b.min), std::max(a.max, b.max)};
}

std::optional<StageInterval> overlap(StageInterval a, StageInterval b) {
  if (a.is_unknown()) return b;
  if (b.is_unknown()) return a;
  const StageInterval both{std::max(a.min, b.min), std::min(a.max, b.max)};
  if (a.is_electric() != b.is_electric() || both.min > both.max) return std::nullopt;
  return both;
}

Truth at_most(StageInterval stage, Stage highest) {
  if (stage.is_electric()) return Truth::no;
  if (stage.max <= highest) return Truth::yes;
  return stage.min > highest ? Truth::no : Truth::unknown;
}

Truth at_least(StageInterval stage, Stage lowest) {
  if (stage.is_electric() || stage.min >= lowest) return Truth::yes;
  return stage.max < lowest ? Truth::no : Truth::unknown;
}

std::string describe_chinese(StageInterval stage) {
  return describe(stage, &StageName::chinese, "未知", "国六", "至");
}

std::string describe_english(StageInterval stage) {
  return describe(stage, &StageName::english, "unknown", "China VI", " to ");
}

}  // namespace cleangate::vehicle
