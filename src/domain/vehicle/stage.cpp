#include "domain/vehicle/stage.h"

#include <array>

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
  if (low == Stage::electric && (max.empty() || high == Stage::electric)) {
    return StageInterval{Stage::electric, Stage::electric};
  }
  if (min.empty() && high == Stage::electric) {
    return StageInterval{Stage::electric, Stage::electric};
  }
  if (low == Stage::electric || high == Stage::electric) {
    return fail(ErrorCode::invalid, "stage: D (electric) cannot be mixed with a numbered stage");
  }
  if (low > high) return fail(ErrorCode::invalid, "stage: min is above max");
  return StageInterval{low, high};
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
