#pragma once
// TOML values with the place they stand at, over toml++, so that a fault can name its line and no
// third-party type reaches a header. Tables come sorted by key, arrays in their order. Pure.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cleangate {

/// Where in the text; both count from 1, columns in characters. 0 = nowhere.
struct TextPlace {
  int line = 0;
  int column = 0;
  bool operator==(const TextPlace&) const = default;
};

class Toml {
 public:
  /// A date is a local date, time or date-time, or one with an offset, in ISO 8601.
  enum class Kind : std::uint8_t { none, text, integer, number, boolean, date, array, table };
  struct Member;

  Toml() = default;  ///< none: what a missing member is
  [[nodiscard]] static Toml text_at(std::string text, TextPlace place);
  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is(Kind kind) const { return kind_ == kind; }
  [[nodiscard]] bool exists() const { return kind_ != Kind::none; }
  [[nodiscard]] TextPlace place() const { return place_; }

  // Each is nullopt when the value is of another kind; nothing is converted.
  [[nodiscard]] std::optional<std::string_view> text() const;
  [[nodiscard]] std::optional<std::string_view> date() const;
  [[nodiscard]] std::optional<std::int64_t> integer() const;
  [[nodiscard]] std::optional<double> number() const;  ///< integers too
  [[nodiscard]] std::optional<bool> boolean() const;
  /// Empty for anything that is not an array or table.
  [[nodiscard]] const std::vector<Toml>& items() const { return items_; }
  [[nodiscard]] const std::vector<Member>& members() const;
  /// The member, or none when it is missing or this is no table.
  [[nodiscard]] const Toml& operator[](std::string_view key) const;

 private:
  friend struct TomlBuilder;
  Kind kind_ = Kind::none;
  TextPlace place_;
  std::string text_;  // of text and date
  std::int64_t integer_ = 0;
  double number_ = 0;
  bool boolean_ = false;
  std::vector<Toml> items_;
  std::vector<Member> members_;
};

struct Toml::Member {
  std::string key;
  TextPlace place;  ///< of the key
  Toml value;
};

struct TomlFault {
  TextPlace place;
  std::string message;
};

/// A document as a table. At most kMaxTomlBytes, values nested at most kMaxDocumentDepth deep.
[[nodiscard]] std::expected<Toml, TomlFault> parse_toml(std::string_view text);

}  // namespace cleangate
