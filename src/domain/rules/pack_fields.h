#pragma once
// Reads the fields of a pack's tables and notes every fault with its place and mend, so that one
// look at a file tells all. Pure.

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/toml.h"
#include "domain/rules/pack.h"

namespace cleangate::rules {

/// A value as an order (JSON) or a pack (TOML) writes it.
struct GivenValue {
  std::optional<std::int64_t> number;
  std::optional<bool> yes_no;
  std::optional<std::string> text;
  std::optional<std::vector<std::string>> words;
};
/// What the parameter makes of it. Errors: invalid (kind, range, word), saying what may stand
/// there.
[[nodiscard]] Result<Parameter::Dated> read_value(const Parameter& parameter,
                                                  const GivenValue& given);

class FieldReader {
 public:
  FieldReader(std::string_view file, std::vector<Problem>& problems)
      : file_(file), problems_(problems) {}

  void problem(TextPlace place, std::string message, std::string mend);
  void hint(TextPlace place, std::string message, std::string mend);
  [[nodiscard]] bool has_problem() const { return has_problem_; }

  /// Names every key of the table that is none of these.
  void only(const Toml& table, std::initializer_list<std::string_view> keys);
  /// "" when it is missing, which is a problem if `needed`.
  std::string text(const Toml& table, std::string_view key, bool needed = false);
  /// Small letters, digits, dot, dash, underscore; always needed.
  std::string name(const Toml& table, std::string_view key);
  /// {zh = "…", en = "…"}; both or none.
  Text both(const Toml& table, std::string_view key, bool needed = false);
  std::optional<std::int64_t> integer(const Toml& table, std::string_view key, std::int64_t min,
                                      std::int64_t max);
  bool boolean(const Toml& table, std::string_view key, bool otherwise);
  /// A local date (its first moment, +08:00) or a date-time with an offset.
  std::optional<WallTime> date(const Toml& table, std::string_view key);
  std::vector<std::string> words(const Toml& table, std::string_view key);
  GradeSet grades(const Toml& table, std::string_view key);
  /// `true` when it is missing, which is a problem if `needed`.
  Expression expression(const Toml& table, std::string_view key, const Scope& scope,
                        bool needed = false);
  /// One of the words; `otherwise` when it is missing.
  template <class T>
  T choice(const Toml& table, std::string_view key,
           std::span<const std::pair<std::string_view, T>> choices, std::optional<T> otherwise);

 private:
  void add(TextPlace place, std::string message, std::string mend, bool is_hint);
  void not_of(const Toml& value, std::string_view key, std::string_view kind);

  std::string file_;
  std::vector<Problem>& problems_;
  bool has_problem_ = false;
};

template <class T>
T FieldReader::choice(const Toml& table, std::string_view key,
                      std::span<const std::pair<std::string_view, T>> choices,
                      std::optional<T> otherwise) {
  const auto written = text(table, key, !otherwise);
  std::string all;
  for (const auto& [word, value] : choices) {
    if (word == written) return value;
    all += (all.empty() ? "" : ", ") + std::string(word);
  }
  if (!written.empty()) {
    problem(table[key].place(), "'" + written + "' is no " + std::string(key), "use " + all);
  }
  return otherwise.value_or(choices.front().second);
}

}  // namespace cleangate::rules
