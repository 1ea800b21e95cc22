#include "domain/rules/pack_fields.h"

#include <algorithm>

#include "base/limits.h"
#include "domain/rules/expression_node.h"

namespace cleangate::rules {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

// Characters, not bytes: what an editor counts.
int characters(std::string_view text) {
  return static_cast<int>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

TextPlace place_in(const Toml& value, std::string_view text, std::size_t offset) {
  auto place = value.place();
  const auto before = text.substr(0, std::min(offset, text.size()));
  if (!text.contains('\n')) {
    place.column += 1 + characters(before);  // after the quote
    return place;
  }
  // A text of many lines begins on the line after its quotes.
  place.line += 1 + static_cast<int>(std::ranges::count(before, '\n'));
  const auto start = before.rfind('\n');
  place.column =
      1 + characters(start == std::string_view::npos ? before : before.substr(start + 1));
  return place;
}

std::optional<std::int64_t> minute_of(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto digit = [&](std::size_t i) { return text[i] - '0'; };
  for (const std::size_t i : {0u, 1u, 3u, 4u}) {
    if (digit(i) < 0 || digit(i) > 9) return std::nullopt;
  }
  const auto hour = digit(0) * 10 + digit(1);
  const auto minute = digit(3) * 10 + digit(4);
  if (hour > 23 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

Result<std::int64_t> number_of(const Parameter& parameter, const GivenValue& given) {
  auto value = given.number;
  if (parameter.is_time && given.text) value = minute_of(*given.text);
  if (!value) {
    return fail(ErrorCode::invalid,
                parameter.name + (parameter.is_time ? ": write \"22:00\"" : ": must be a number"));
  }
  if (*value < parameter.min || *value > parameter.max) {
    return fail(ErrorCode::invalid, parameter.name + ": must be in " +
                                        std::to_string(parameter.min) + "–" +
                                        std::to_string(parameter.max));
  }
  return *value;
}

Result<std::int64_t> stage_of(const Parameter& parameter, const GivenValue& given) {
  const auto written = given.number ? std::to_string(*given.number) : given.text.value_or("");
  const auto stage = vehicle::parse_stage(written, written);
  if (!stage || written.empty() || written == "X" || stage->is_electric()) {
    return fail(ErrorCode::invalid, parameter.name + ": must be a stage, 0 to 6, 6a, 6b");
  }
  return stage_cell(*stage);
}

Result<std::int64_t> word_of(const Parameter& parameter, const std::string& word) {
  const auto cell = encode(parameter.domain, word);
  if (cell) return *cell;
  return fail(ErrorCode::invalid, parameter.name + ": '" + word + "' is no " +
                                      std::string(to_text(parameter.domain)) + "; use " +
                                      words_of(parameter.domain));
}

}  // namespace

Result<Parameter::Dated> read_value(const Parameter& parameter, const GivenValue& given) {
  Parameter::Dated value;
  if (parameter.is_list) {
    if (!given.words) return fail(ErrorCode::invalid, parameter.name + ": must be a list");
    for (const auto& word : *given.words) value.list.push_back(TRY(word_of(parameter, word)));
    return value;
  }
  switch (parameter.type) {
    case Type::integer:
      value.cell = TRY(number_of(parameter, given));
      break;
    case Type::stage:
      value.cell = TRY(stage_of(parameter, given));
      break;
    case Type::truth:
      if (!given.yes_no)
        return fail(ErrorCode::invalid, parameter.name + ": must be true or false");
      value.cell = static_cast<std::int64_t>(truth(*given.yes_no));
      break;
    case Type::symbol:
      if (!given.text) return fail(ErrorCode::invalid, parameter.name + ": must be a word");
      value.cell = TRY(word_of(parameter, *given.text));
      break;
  }
  return value;
}

void FieldReader::add(TextPlace place, std::string message, std::string mend, bool is_hint) {
  has_problem_ = has_problem_ || !is_hint;
  if (problems_.size() >= kMaxPackProblems) return;
  problems_.push_back(
      {file_, place.line, place.column, std::move(message), std::move(mend), is_hint});
}
void FieldReader::problem(TextPlace place, std::string message, std::string mend) {
  add(place, std::move(message), std::move(mend), false);
}
void FieldReader::hint(TextPlace place, std::string message, std::string mend) {
  add(place, std::move(message), std::move(mend), true);
}

void FieldReader::not_of(const Toml& value, std::string_view key, std::string_view kind) {
  problem(value.place(), std::string(key) + " is no " + std::string(kind),
          "write " + std::string(key) + " = " +
              (kind == "number"   ? "80"
               : kind == "list"   ? "[\"A\", \"B\"]"
               : kind == "date"   ? "2020-07-01"
               : kind == "yes/no" ? "true or false"
                                  : "\"text\""));
}

void FieldReader::only(const Toml& table, std::initializer_list<std::string_view> keys) {
  for (const auto& member : table.members()) {
    if (std::ranges::find(keys, member.key) != keys.end()) continue;
    const auto near = nearest_word(member.key, std::vector<std::string_view>(keys));
    std::string all;
    for (const auto key : keys) all += (all.empty() ? "" : ", ") + std::string(key);
    problem(member.place, "'" + member.key + "' means nothing here",
            near.empty() ? "use " + all : "did you mean '" + near + "'?");
  }
}

std::string FieldReader::text(const Toml& table, std::string_view key, bool needed) {
  const auto& value = table[key];
  if (!value.exists()) {
    if (needed) {
      problem(table.place(), std::string(key) + " is missing",
              "add " + std::string(key) + " = \"…\"");
    }
    return {};
  }
  if (!value.text()) {
    not_of(value, key, "text");
    return {};
  }
  if (needed && value.text()->empty()) {
    problem(value.place(), std::string(key) + " is empty", "say it");
  }
  return std::string(*value.text());
}

std::string FieldReader::name(const Toml& table, std::string_view key) {
  auto written = text(table, key, true);
  if (!std::ranges::all_of(written, is_plain) || written.size() > 64) {
    problem(table[key].place(), "'" + written + "' cannot be a name",
            "use small letters, digits, dots and dashes, at most 64");
  }
  return written;
}

Text FieldReader::both(const Toml& table, std::string_view key, bool needed) {
  const auto& value = table[key];
  if (!value.exists()) {
    if (needed) {
      problem(table.place(), std::string(key) + " is missing",
              "add " + std::string(key) + " = {zh = \"…\", en = \"…\"}");
    }
    return {};
  }
  if (!value.is(Toml::Kind::table)) {
    problem(value.place(), std::string(key) + " needs both languages",
            "write " + std::string(key) + " = {zh = \"…\", en = \"…\"}");
    return {};
  }
  only(value, {"zh", "en"});
  return {text(value, "zh", true), text(value, "en", true)};
}

std::optional<std::int64_t> FieldReader::integer(const Toml& table, std::string_view key,
                                                 std::int64_t min, std::int64_t max) {
  const auto& value = table[key];
  if (!value.exists()) return std::nullopt;
  if (!value.integer()) {
    not_of(value, key, "number");
    return std::nullopt;
  }
  if (*value.integer() < min || *value.integer() > max) {
    problem(value.place(), std::string(key) + " is out of range",
            "write " + std::to_string(min) + " to " + std::to_string(max));
    return std::nullopt;
  }
  return value.integer();
}

bool FieldReader::boolean(const Toml& table, std::string_view key, bool otherwise) {
  const auto& value = table[key];
  if (!value.exists()) return otherwise;
  if (!value.boolean()) not_of(value, key, "yes/no");
  return value.boolean().value_or(otherwise);
}

std::optional<WallTime> FieldReader::date(const Toml& table, std::string_view key) {
  const auto& value = table[key];
  if (!value.exists()) return std::nullopt;
  const auto written = value.date().value_or("");
  const auto time = parse_rfc3339(written.size() == 10 ? std::string(written) + "T00:00:00+08:00"
                                                       : std::string(written));
  if (time) return *time;
  not_of(value, key, "date");
  return std::nullopt;
}

std::vector<std::string> FieldReader::words(const Toml& table, std::string_view key) {
  const auto& value = table[key];
  std::vector<std::string> out;
  if (value.exists() && !value.is(Toml::Kind::array)) not_of(value, key, "list");
  for (const auto& item : value.items()) {
    if (item.text()) {
      out.emplace_back(*item.text());
    } else {
      not_of(item, key, "list");
    }
  }
  return out;
}

GradeSet FieldReader::grades(const Toml& table, std::string_view key) {
  GradeSet out;
  std::size_t index = 0;
  for (const auto& word : words(table, key)) {
    const auto cell = encode(Domain::grade, word);
    if (cell) {
      out.add(*cell);
    } else {
      problem(table[key].items()[index].place(), "'" + word + "' is no grade",
              "use " + words_of(Domain::grade));
    }
    ++index;
  }
  return out;
}

Expression FieldReader::expression(const Toml& table, std::string_view key, const Scope& scope,
                                   bool needed) {
  const auto written = text(table, key, needed);
  if (written.empty()) return {};
  auto compiled = Expression::compile(written, scope);
  if (compiled) return *std::move(compiled);
  const auto& fault = compiled.error();
  problem(place_in(table[key], written, fault.offset), fault.message, fault.mend);
  return {};
}

}  // namespace cleangate::rules
