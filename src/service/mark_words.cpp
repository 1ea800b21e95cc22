#include "service/mark_words.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace cleangate::service {
namespace {

constexpr std::string_view kNotPrefix = "非", kNoExemption = "无", kMarksUnknown = "不明";

/// False: it was said otherwise before.
bool say(vehicle::MarkSet& marks, std::size_t place, bool holds) {
  if (marks.at(place) == truth(!holds)) return false;
  marks.set(place, holds);
  return true;
}

/// One word of a cell: 应急抢险, 非危化品车辆, rescue, 无. False: it is none, or contradicts.
bool read_mark_word(std::string_view word, vehicle::MarkSet& marks) {
  if (word == kMarksUnknown) return marks.is_silent();
  if (word == kNoExemption) {
    for (std::size_t i = 0; i < vehicle::kExemptionMarks; ++i) {
      if (!say(marks, i, false)) return false;
    }
    return true;
  }
  // 非道路移动机械 is a mark, not the opposite of one: whole words first.
  for (const bool holds : {true, false}) {
    if (!holds && !word.starts_with(kNotPrefix)) return false;
    const auto bare = holds ? word : word.substr(kNotPrefix.size());
    for (std::size_t i = 0; i < vehicle::kMarkCount; ++i) {
      const auto& [name, zh] = vehicle::kMarkNames[i];
      if (bare == zh || to_lower_ascii(bare) == name) return say(marks, i, holds);
    }
  }
  return false;
}

/// Up to the next comma of any kind, and what stands after it.
std::pair<std::string_view, std::string_view> first_word(std::string_view cell) {
  constexpr std::array<std::string_view, 5> kCommas = {"、", "，", "；", ";", ","};
  auto end = cell.size();
  std::size_t width = 0;
  for (const auto comma : kCommas) {
    const auto at = cell.find(comma);
    if (at < end) end = at, width = comma.size();
  }
  return {trim(cell.substr(0, end)), cell.substr(end + width)};
}

}  // namespace

std::string all_mark_words() {
  std::string out;
  for (std::size_t i = 0; i < vehicle::kMarkCount; ++i) {
    out += std::string(vehicle::kMarkNames[i].zh) + "、";
  }
  return out + "前面加“非”表示不属于，“无”表示不属于任何豁免";
}

std::optional<std::string> read_mark_words(std::string_view cell, vehicle::MarkSet& marks) {
  while (!cell.empty()) {
    const auto [word, rest] = first_word(cell);
    if (!word.empty() && !read_mark_word(word, marks)) return std::string(word);
    cell = rest;
  }
  return std::nullopt;
}

std::string mark_words(const vehicle::MarkSet& marks) {
  std::string out;
  const auto add = [&](std::string_view more) {
    out += (out.empty() ? "" : "、") + std::string(more);
  };
  std::size_t first = 0;
  while (first < vehicle::kExemptionMarks && marks.at(first) == Truth::no) ++first;
  if (first == vehicle::kExemptionMarks) add(kNoExemption);
  if (first < vehicle::kExemptionMarks) first = 0;
  for (std::size_t i = first; i < vehicle::kMarkCount; ++i) {
    if (marks.at(i) == Truth::unknown) continue;
    const bool holds = marks.at(i) == Truth::yes;
    add((holds ? "" : std::string(kNotPrefix)) + std::string(vehicle::kMarkNames[i].zh));
  }
  return out;
}

}  // namespace cleangate::service
