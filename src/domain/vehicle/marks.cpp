#include "domain/vehicle/marks.h"

#include <algorithm>

namespace cleangate::vehicle {
namespace {

constexpr std::size_t kLongestWords = 300;  // bytes: a notice and its number

Result<void> read_side(const Json& json, std::string_view side, bool holds, MarkSet& marks) {
  const Json& list = json[side];
  if (list.is_null()) return {};
  const auto wrong = [&](const std::string& message) {
    return fail(ErrorCode::invalid, std::string(side) + ": " + message);
  };
  if (!list.is_array()) return wrong("must be a list of marks");
  for (const Json& item : list.items()) {
    const auto word = item.text().value_or("");
    const auto found = std::ranges::find(kMarkNames, word, &MarkName::name);
    if (found == kMarkNames.end()) return wrong("there is no mark '" + std::string(word) + "'");
    const auto place = static_cast<std::size_t>(found - kMarkNames.begin());
    if (marks.at(place) == truth(!holds)) {
      return wrong(std::string(word) + " is said to hold and not to hold");
    }
    marks.set(place, holds);
  }
  return {};
}

Result<std::string> words(const Json& json, std::string_view key) {
  const Json& member = json[key];
  if (member.is_null()) return std::string();
  const auto text = member.text();
  if (!text) return fail(ErrorCode::invalid, std::string(key) + ": must be a string or null");
  if (text->size() > kLongestWords) {
    return fail(ErrorCode::invalid,
                std::string(key) + ": at most " + std::to_string(kLongestWords) + " bytes");
  }
  return std::string(*text);
}

Result<Marks> read_marks(const Json& json) {
  constexpr std::array<std::string_view, 5> kMembers = {"yes", "no", "reason", "source", "until"};
  if (!json.is_object()) return fail(ErrorCode::invalid, "must be an object or null");
  for (const auto& [key, value] : json.members()) {
    if (std::ranges::find(kMembers, key) == kMembers.end()) {
      return fail(ErrorCode::invalid, key + ": marks have yes, no, reason, source and until only");
    }
  }
  Marks marks;
  marks.said = TRY(parse_mark_set(json));
  marks.reason = TRY(words(json, "reason"));
  marks.source = TRY(words(json, "source"));
  const auto until = TRY(words(json, "until"));
  if (!until.empty()) {
    const auto day = parse_date(until);
    if (!day) return std::unexpected(with_context(day.error(), "until"));
    marks.until = *day;
  }
  if (marks.said.is_silent()) return Marks{};
  if (marks.said.has_yes() && marks.reason.empty()) {
    return fail(ErrorCode::invalid, "reason: is missing; say what the mark rests on");
  }
  return marks;
}

}  // namespace

Result<MarkSet> parse_mark_set(const Json& json) {
  MarkSet marks;
  TRY(read_side(json, "yes", true, marks));
  TRY(read_side(json, "no", false, marks));
  return marks;
}

Json to_json(const MarkSet& marks) {
  Json yes = Json::array(), no = Json::array();
  for (std::size_t i = 0; i < kMarkCount; ++i) {
    if (marks.at(i) == Truth::yes) yes.push(kMarkNames[i].name);
    if (marks.at(i) == Truth::no) no.push(kMarkNames[i].name);
  }
  return Json::object({{"yes", std::move(yes)}, {"no", std::move(no)}});
}

Result<Marks> parse_marks(const Json& json) {
  if (json.is_null()) return Marks{};
  auto marks = read_marks(json);
  if (!marks) return std::unexpected(with_context(marks.error(), "marks"));
  return marks;
}

Json to_json(const Marks& marks) {
  if (marks.said.is_silent()) return {};
  const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  Json json = to_json(marks.said);
  json.set("reason", or_null(marks.reason));
  json.set("source", or_null(marks.source));
  json.set("until", marks.until ? Json(to_text(*marks.until)) : Json());
  return json;
}

MarkSet counting_at(const Marks& marks, WallTime at) {
  return marks.until && local_date(at) > *marks.until ? MarkSet{} : marks.said;
}

}  // namespace cleangate::vehicle
