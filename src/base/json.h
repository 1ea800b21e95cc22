#pragma once
// A JSON value of our own over Boost.JSON's parser, so that no third-party type reaches a header.
// Objects keep their order; a repeated key keeps its first value. Pure, any thread.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace cleangate {

class Json {
 public:
  struct Member;
  using Array = std::vector<Json>;
  using Object = std::vector<Member>;

  // Bodies stand below Member: before it, clang++ has no destructor of Object to compile.
  Json();  ///< null
  Json(std::nullptr_t);
  Json(bool value);
  Json(int value);
  Json(unsigned value);
  Json(std::int64_t value);
  Json(std::uint64_t value);  ///< a double when beyond int64, as parse_json does
  Json(double value);
  Json(std::string value);
  Json(std::string_view value);
  Json(const char* value);
  template <class T>
  Json(const std::optional<T>& value);
  static Json array();
  static Json array(Array items);
  static Json object(std::initializer_list<std::pair<std::string_view, Json>> members = {});
  /// Takes the members as they are; the keys must differ.
  static Json object_of(Object members);

  [[nodiscard]] bool is_null() const { return value_.index() == 0; }
  [[nodiscard]] bool is_object() const;
  [[nodiscard]] bool is_array() const;
  [[nodiscard]] bool is_text() const;
  // Each is nullopt when the value is of another kind; nothing is converted.
  [[nodiscard]] std::optional<bool> boolean() const;
  [[nodiscard]] std::optional<std::int64_t> integer() const;
  [[nodiscard]] std::optional<double> number() const;  ///< integers too
  [[nodiscard]] std::optional<std::string_view> text() const;
  /// Empty for anything that is not an array or object.
  [[nodiscard]] const Array& items() const;
  [[nodiscard]] const Object& members() const;

  /// The member, or null when it is missing or this is no object: j["a"]["b"].text().
  [[nodiscard]] const Json& operator[](std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const;
  /// Adds or replaces a member; a null value becomes an object first (push: an array). On any other
  /// kind both throw std::logic_error.
  Json& set(std::string_view key, Json value);
  void push(Json value);

  /// Compact, UTF-8, RFC 8259. Doubles in the shortest form that reads back as the same double
  /// ("1.0"); infinite ones are null. Bytes that are not UTF-8 become U+FFFD.
  [[nodiscard]] std::string dump() const;
  bool operator==(const Json&) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

struct Json::Member {
  std::string key;
  Json value;
  bool operator==(const Member&) const = default;
};

inline Json::Json() = default;
inline Json::Json(std::nullptr_t) {}
inline Json::Json(bool value) : value_(value) {}
inline Json::Json(int value) : value_(std::int64_t{value}) {}
inline Json::Json(unsigned value) : value_(std::int64_t{value}) {}
inline Json::Json(std::int64_t value) : value_(value) {}
inline Json::Json(double value) : value_(value) {}
inline Json::Json(std::string value) : value_(std::move(value)) {}
inline Json::Json(std::string_view value) : value_(std::string(value)) {}
inline Json::Json(const char* value) : value_(std::string(value)) {}
template <class T>
Json::Json(const std::optional<T>& value) : Json(value ? Json(*value) : Json()) {}
inline Json Json::array() {
  return array(Array{});
}

/// At most `max_depth` levels and kMaxJsonValues values. Integers beyond int64 become doubles.
/// Errors: invalid (with the offset; bad UTF-8 and doubles beyond range too), too_large.
[[nodiscard]] Result<Json> parse_json(std::string_view text, std::size_t max_depth = 32);

}  // namespace cleangate
