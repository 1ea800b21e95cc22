#include "base/toml.h"

#include <algorithm>
#include <sstream>

#include "base/limits.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 32
#include <toml++/toml.h>

namespace cleangate {
namespace {

static_assert(kMaxDocumentDepth == TOML_MAX_NESTED_VALUES);

TextPlace place_of(const toml::source_region& source) {
  return {static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

template <class T>
std::string written(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

/// Walks over a text's strings and comments and counts the parts of its dotted keys: toml++ nests
/// one table a part, and builds and frees them by recursion, without a limit of its own.
class KeyDepth {
 public:
  explicit KeyDepth(std::string_view text) : text_(text) {}

  /// Where a key has more parts than kMaxTomlKeyParts; nullopt: nowhere.
  std::optional<TextPlace> too_deep() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        skip_string(c);
        continue;
      }
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
        continue;
      }
      if (c == '\n') ++line_;
      if (c == '.' && ++dots_ >= kMaxTomlKeyParts) return TextPlace{line_, 1};
      // What begins a new key or a value.
      if (std::string_view("\n=,[]{}").contains(c)) dots_ = 0;
      ++at_;
    }
    return std::nullopt;
  }

 private:
  void skip_string(char quote) {
    const std::string three(3, quote);
    const bool is_long = text_.substr(at_).starts_with(three);
    const std::string_view end = is_long ? std::string_view(three) : text_.substr(at_, 1);
    for (at_ += end.size(); at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') {
        if (!is_long) return;  // a fault that the parser tells
        ++line_;
      }
      if (quote == '"' && text_[at_] == '\\') {
        if (++at_ < text_.size() && text_[at_] == '\n') ++line_;
        continue;
      }
      if (!text_.substr(at_).starts_with(end)) continue;
      at_ += end.size();
      // Up to two more belong to a long string's text (TOML 1.0, String).
      for (int more = 0; is_long && more < 2 && text_.substr(at_).starts_with(quote); ++more) ++at_;
      return;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0, dots_ = 0;
  int line_ = 1;
};

}  // namespace

struct TomlBuilder {
  static Toml build(const toml::node& node) {
    Toml out;
    out.place_ = place_of(node.source());
    if (const auto* table = node.as_table()) {
      out.kind_ = Toml::Kind::table;
      for (const auto& [key, value] : *table) {
        out.members_.push_back({std::string(key.str()), place_of(key.source()), build(value)});
      }
    } else if (const auto* array = node.as_array()) {
      out.kind_ = Toml::Kind::array;
      for (const auto& item : *array) out.items_.push_back(build(item));
    } else {
      build_value(node, out);
    }
    return out;
  }

  static void build_value(const toml::node& node, Toml& out) {
    if (const auto* text = node.as_string()) {
      out.kind_ = Toml::Kind::text;
      out.text_ = text->get();
    } else if (const auto* integer = node.as_integer()) {
      out.kind_ = Toml::Kind::integer;
      out.integer_ = integer->get();
    } else if (const auto* number = node.as_floating_point()) {
      out.kind_ = Toml::Kind::number;
      out.number_ = number->get();
    } else if (const auto* boolean = node.as_boolean()) {
      out.kind_ = Toml::Kind::boolean;
      out.boolean_ = boolean->get();
    } else {
      out.kind_ = Toml::Kind::date;
      if (const auto* date = node.as_date()) out.text_ = written(date->get());
      if (const auto* time = node.as_time()) out.text_ = written(time->get());
      if (const auto* both = node.as_date_time()) out.text_ = written(both->get());
    }
  }
};

Toml Toml::text_at(std::string text, TextPlace place) {
  Toml out;
  out.kind_ = Kind::text;
  out.text_ = std::move(text);
  out.place_ = place;
  return out;
}

std::optional<std::string_view> Toml::text() const {
  return is(Kind::text) ? std::optional<std::string_view>(text_) : std::nullopt;
}
std::optional<std::string_view> Toml::date() const {
  return is(Kind::date) ? std::optional<std::string_view>(text_) : std::nullopt;
}
std::optional<std::int64_t> Toml::integer() const {
  return is(Kind::integer) ? std::optional(integer_) : std::nullopt;
}
std::optional<double> Toml::number() const {
  if (is(Kind::integer)) return static_cast<double>(integer_);
  return is(Kind::number) ? std::optional(number_) : std::nullopt;
}
std::optional<bool> Toml::boolean() const {
  return is(Kind::boolean) ? std::optional(boolean_) : std::nullopt;
}
const std::vector<Toml::Member>& Toml::members() const {
  return members_;
}
const Toml& Toml::operator[](std::string_view key) const {
  static const Toml kNone;
  for (const auto& member : members_) {
    if (member.key == key) return member.value;
  }
  return kNone;
}

std::expected<Toml, TomlFault> parse_toml(std::string_view text) {
  if (text.size() > kMaxTomlBytes) {
    return std::unexpected(
        TomlFault{{1, 1}, "the file is larger than " + std::to_string(kMaxTomlBytes) + " bytes"});
  }
  if (const auto place = KeyDepth(text).too_deep()) {
    return std::unexpected(
        TomlFault{*place, "a key has more than " + std::to_string(kMaxTomlKeyParts) + " parts"});
  }
  const auto parsed = toml::parse(text);
  if (!parsed) {
    return std::unexpected(
        TomlFault{place_of(parsed.error().source()), std::string(parsed.error().description())});
  }
  return TomlBuilder::build(parsed.table());
}

}  // namespace cleangate
