#include "domain/vehicle/stage_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <set>
#include <utility>

#include "base/toml.h"

namespace cleangate::vehicle {
namespace {

template <class T>
struct Word {
  std::string_view text;
  T value;
};
constexpr std::array<Word<Mark>, 7> kMarks{{{"K-", Mark::weak},
                                            {"K", Mark::unverified},
                                            {"K+", Mark::likely},
                                            {"BRIEF", Mark::brochure},
                                            {"S", Mark::secondary},
                                            {"P*", Mark::excerpt},
                                            {"P", Mark::primary}}};
constexpr std::array<Word<Subject>, 4> kSubjects{{{"heavy", Subject::heavy},
                                                  {"light", Subject::light},
                                                  {"machine", Subject::machine},
                                                  {"engine", Subject::engine}}};
constexpr std::array<Word<Basis>, 3> kBases{{{"approval", Basis::approval},
                                             {"production", Basis::production},
                                             {"registration", Basis::registration}}};
constexpr std::array<Word<EngineFuel>, 4> kFuels{{{"any", EngineFuel::unknown},
                                                  {"petrol", EngineFuel::petrol},
                                                  {"diesel", EngineFuel::diesel},
                                                  {"gas", EngineFuel::gas}}};

/// One table of the file on its way; every fault names its line.
class Row {
 public:
  explicit Row(const Toml& row) : row_(row) {}

  [[nodiscard]] std::unexpected<Error> wrong(std::string_view key, std::string_view what) const {
    const int line = (row_[key].exists() ? row_[key] : row_).place().line;
    return fail(ErrorCode::invalid, fmt::format("{}: {}: {}", line, key, what));
  }
  [[nodiscard]] Result<void> only(std::initializer_list<std::string_view> keys) const {
    for (const auto& member : row_.members()) {
      if (std::ranges::find(keys, member.key) == keys.end()) {
        return wrong(member.key, "no such member here");
      }
    }
    return {};
  }
  [[nodiscard]] Result<std::string> text(std::string_view key) const {
    const auto text = row_[key].text();
    if (!text || text->empty()) return wrong(key, "must be a text that is not empty");
    return std::string(*text);
  }
  [[nodiscard]] Result<std::string> text_or_none(std::string_view key) const {
    return row_[key].exists() ? text(key) : Result<std::string>(std::string());
  }
  template <class T, std::size_t N>
  [[nodiscard]] Result<T> word(std::string_view key, const std::array<Word<T>, N>& words) const {
    const auto given = TRY(text(key));
    const auto found = std::ranges::find(words, given, &Word<T>::text);
    if (found != words.end()) return found->value;
    std::string known;
    for (const auto& word : words) known += (known.empty() ? "" : ", ") + std::string(word.text);
    return wrong(key, "use one of " + known);
  }
  [[nodiscard]] Result<std::optional<Date>> date(std::string_view key) const {
    if (!row_[key].exists()) return std::optional<Date>();
    const auto date = parse_date(row_[key].date().value_or(""));
    if (!date) return wrong(key, "must be a date such as 2021-07-01, without quotes");
    return std::optional<Date>(*date);
  }
  [[nodiscard]] Result<std::optional<int>> count(std::string_view key, int most) const {
    if (!row_[key].exists()) return std::optional<int>();
    const auto value = row_[key].integer();
    if (!value || *value < 0 || *value > most) {
      return wrong(key, fmt::format("must be a whole number from 0 to {}", most));
    }
    return std::optional<int>(static_cast<int>(*value));
  }
  [[nodiscard]] Result<std::optional<bool>> flag(std::string_view key) const {
    if (!row_[key].exists()) return std::optional<bool>();
    const auto value = row_[key].boolean();
    if (!value) return wrong(key, "must be true or false");
    return value;
  }
  /// ["3", "4"]
  [[nodiscard]] Result<StageInterval> interval(std::string_view key) const {
    const auto& ends = row_[key].items();
    if (ends.size() == 2 && ends[0].text() && ends[1].text()) {
      if (const auto stage = parse_stage(*ends[0].text(), *ends[1].text())) return *stage;
    }
    return wrong(key, R"(must be two stages in order, such as ["3", "4"])");
  }
  [[nodiscard]] Result<std::vector<std::string>> regions(std::string_view key) const {
    std::vector<std::string> codes;
    for (const auto& item : row_[key].items()) {
      const auto code = item.text().value_or("");
      const bool is_digits = std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
      if (code.size() < 2 || code.size() > 6 || code.size() % 2 != 0 || !is_digits) {
        return wrong(key, "must be region codes of 2, 4 or 6 digits in quotes");
      }
      codes.emplace_back(code);
    }
    if (row_[key].exists() && codes.empty()) return wrong(key, "must be a list of region codes");
    return codes;
  }

 private:
  const Toml& row_;
};

Result<StageLimit> read_limit(const Toml& toml) {
  const Row row(toml);
  TRY(row.only({"row", "subject", "fuel", "stage", "from", "basis", "part", "regions",
                "grace_months", "farm", "most_power_kw", "mark", "source", "note"}));
  StageLimit limit;
  limit.row = TRY(row.text("row"));
  limit.subject = TRY(row.word("subject", kSubjects));
  limit.fuel = TRY(row.word("fuel", kFuels));
  const auto stage = parse_stage(TRY(row.text("stage")), "");
  if (!stage || stage->is_electric() || stage->is_unknown()) {
    return row.wrong("stage", "use 1 2 3 4 5 6a or 6b");
  }
  limit.stage = stage->min;
  const auto from = TRY(row.date("from"));
  if (!from) return row.wrong("from", "is missing");
  limit.from = *from;
  limit.basis = TRY(row.word("basis", kBases));
  limit.is_for_all = !TRY(row.flag("part")).value_or(false);
  limit.regions = TRY(row.regions("regions"));
  limit.grace_months = TRY(row.count("grace_months", 24));
  limit.farm = TRY(row.flag("farm"));
  limit.most_power_kw = TRY(row.count("most_power_kw", 100'000));
  limit.mark = TRY(row.word("mark", kMarks));
  limit.source = TRY(row.text("source"));
  limit.note = TRY(row.text_or_none("note"));
  return limit;
}

Result<StageWindow> read_window(const Toml& toml) {
  const Row row(toml);
  TRY(row.only(
      {"row", "subject", "fuel", "from", "to", "stage", "likely", "mark", "source", "note"}));
  StageWindow window;
  window.row = TRY(row.text("row"));
  window.subject = TRY(row.word("subject", kSubjects));
  window.fuel = TRY(row.word("fuel", kFuels));
  window.from = TRY(row.date("from"));
  window.to = TRY(row.date("to"));
  if (window.from && window.to && *window.from >= *window.to) {
    return row.wrong("to", "must be after from");
  }
  window.stage = TRY(row.interval("stage"));
  window.likely = toml["likely"].exists() ? TRY(row.interval("likely")) : window.stage;
  if (window.likely.min < window.stage.min || window.likely.max > window.stage.max) {
    return row.wrong("likely", "must lie within stage");
  }
  window.mark = TRY(row.word("mark", kMarks));
  window.source = TRY(row.text("source"));
  window.note = TRY(row.text_or_none("note"));
  return window;
}

/// Windows of one subject and fuel, in the order of the file: open at both ends, no gap between.
Result<void> check_sequence(const std::vector<StageWindow>& windows) {
  std::map<std::pair<Subject, EngineFuel>, std::vector<const StageWindow*>> sequences;
  for (const auto& window : windows) {
    sequences[{window.subject, window.fuel}].push_back(&window);
  }
  for (const auto& [key, sequence] : sequences) {
    if (sequence.front()->from || sequence.back()->to) {
      return fail(ErrorCode::invalid,
                  sequence.front()->row + ": the first window begins and the last ends open");
    }
    for (std::size_t i = 1; i < sequence.size(); ++i) {
      if (!sequence[i]->from || sequence[i - 1]->to != sequence[i]->from) {
        return fail(ErrorCode::invalid,
                    sequence[i]->row + ": from must be the day where the window before it ends");
      }
    }
  }
  return {};
}

Result<StageTables> read_tables(const Toml& file) {
  const Row top(file);
  TRY(top.only({"version", "source", "grace_months", "limit", "window"}));
  StageTables tables;
  tables.version = TRY(top.text("version"));
  tables.source = TRY(top.text("source"));
  tables.grace_months = TRY(top.count("grace_months", 24)).value_or(0);
  std::set<std::string> rows;
  const auto is_new = [&](const std::string& row, const Toml& toml) -> Result<void> {
    if (rows.insert(row).second) return {};
    return Row(toml).wrong("row", row + " stands there already");
  };
  for (const auto& item : file["limit"].items()) {
    tables.limits.push_back(TRY(read_limit(item)));
    TRY(is_new(tables.limits.back().row, item));
  }
  for (const auto& item : file["window"].items()) {
    tables.windows.push_back(TRY(read_window(item)));
    TRY(is_new(tables.windows.back().row, item));
  }
  TRY(check_sequence(tables.windows));
  return tables;
}

}  // namespace

std::string_view to_text(Mark mark) {
  return kMarks[static_cast<std::size_t>(mark)].text;
}

Result<Mark> parse_mark(std::string_view text) {
  const auto found = std::ranges::find(kMarks, text, &Word<Mark>::text);
  if (found == kMarks.end()) return fail(ErrorCode::invalid, "mark: use K- K K+ BRIEF S P* or P");
  return found->value;
}

Result<StageTables> parse_stage_tables(std::string_view toml, std::string_view name) {
  const auto file = parse_toml(toml);
  if (!file) {
    return fail(ErrorCode::invalid,
                fmt::format("{}:{}: {}", name, file.error().place.line, file.error().message));
  }
  auto tables = read_tables(*file);
  if (tables) return tables;
  return fail(tables.error().code, fmt::format("{}:{}", name, tables.error().message));
}

}  // namespace cleangate::vehicle
