#include "base/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "base/text.h"

namespace cleangate {
namespace {

static_assert(std::is_nothrow_move_constructible_v<Json>);  // else arrays grow by copies

const Json kNull;
const Json::Array kNoItems;
const Json::Object kNoMembers;

/// Characters that may stand in a JSON text as they are (RFC 8259 section 7).
constexpr bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

void append_escape(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[c & 15];
  }
}

void append_text(std::string& out, std::string_view text) {
  std::string mended;
  if (!is_utf8(text)) {  // a reader would refuse the whole document for one bad byte
    mended = to_utf8(to_code_points(text));
    text = mended;
  }
  out += '"';
  while (!text.empty()) {
    const auto stop = std::find_if_not(text.begin(), text.end(), is_plain);
    const auto plain = static_cast<std::size_t>(stop - text.begin());
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    append_escape(out, text.front());
    text.remove_prefix(1);
  }
  out += '"';
}

void append_number(std::string& out, std::int64_t value) {
  char buffer[24];
  out.append(buffer, std::to_chars(buffer, std::end(buffer), value).ptr);
}

void append_number(std::string& out, double value) {
  if (!std::isfinite(value)) {  // JSON has no word for these (RFC 8259 section 6)
    out += "null";
    return;
  }
  char buffer[32];
  const std::string_view digits(buffer, std::to_chars(buffer, std::end(buffer), value).ptr);
  out += digits;
  // A whole double keeps its kind on the way back.
  if (digits.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void append_value(std::string& out, const Json& value) {
  if (value.is_object()) {
    out += '{';
    for (const Json::Member& member : value.members()) {
      if (&member != value.members().data()) out += ',';
      append_text(out, member.key);
      out += ':';
      append_value(out, member.value);
    }
    out += '}';
  } else if (value.is_array()) {
    out += '[';
    for (const Json& item : value.items()) {
      if (&item != value.items().data()) out += ',';
      append_value(out, item);
    }
    out += ']';
  } else if (const auto text = value.text()) {
    append_text(out, *text);
  } else if (const auto integer = value.integer()) {
    append_number(out, *integer);
  } else if (const auto number = value.number()) {
    append_number(out, *number);
  } else if (const auto boolean = value.boolean()) {
    out += *boolean ? "true" : "false";
  } else {
    out += "null";
  }
}

}  // namespace

Json::Json(std::uint64_t value) {
  if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    value_ = static_cast<std::int64_t>(value);
  } else {
    value_ = static_cast<double>(value);
  }
}

Json Json::array(Array items) {
  Json made;
  made.value_ = std::move(items);
  return made;
}

Json Json::object(std::initializer_list<std::pair<std::string_view, Json>> members) {
  Json made;
  Object& object = made.value_.emplace<Object>();
  object.reserve(members.size());
  for (const auto& [key, value] : members) made.set(key, value);
  return made;
}

Json Json::object_of(Object members) {
  Json made;
  made.value_ = std::move(members);
  return made;
}

bool Json::is_object() const {
  return std::holds_alternative<Object>(value_);
}
bool Json::is_array() const {
  return std::holds_alternative<Array>(value_);
}
bool Json::is_text() const {
  return std::holds_alternative<std::string>(value_);
}

std::optional<bool> Json::boolean() const {
  if (const bool* value = std::get_if<bool>(&value_)) return *value;
  return std::nullopt;
}

std::optional<std::int64_t> Json::integer() const {
  if (const auto* value = std::get_if<std::int64_t>(&value_)) return *value;
  return std::nullopt;
}

std::optional<double> Json::number() const {
  if (const auto* value = std::get_if<std::int64_t>(&value_)) return static_cast<double>(*value);
  if (const auto* value = std::get_if<double>(&value_)) return *value;
  return std::nullopt;
}

std::optional<std::string_view> Json::text() const {
  if (const auto* value = std::get_if<std::string>(&value_)) return *value;
  return std::nullopt;
}

const Json::Array& Json::items() const {
  const auto* array = std::get_if<Array>(&value_);
  return array != nullptr ? *array : kNoItems;
}

const Json::Object& Json::members() const {
  const auto* object = std::get_if<Object>(&value_);
  return object != nullptr ? *object : kNoMembers;
}

const Json& Json::operator[](std::string_view key) const {
  for (const Member& member : members()) {
    if (member.key == key) return member.value;
  }
  return kNull;
}

bool Json::has(std::string_view key) const {
  return std::ranges::any_of(members(), [&](const Member& member) { return member.key == key; });
}

Json& Json::set(std::string_view key, Json value) {
  if (is_null()) value_.emplace<Object>();
  auto* object = std::get_if<Object>(&value_);
  if (object == nullptr) throw std::logic_error("Json::set on a value that is no object");
  for (Member& member : *object) {
    if (member.key == key) {
      member.value = std::move(value);
      return *this;
    }
  }
  object->push_back({std::string(key), std::move(value)});
  return *this;
}

void Json::push(Json value) {
  if (is_null()) value_.emplace<Array>();
  auto* array = std::get_if<Array>(&value_);
  if (array == nullptr) throw std::logic_error("Json::push on a value that is no array");
  array->push_back(std::move(value));
}

std::string Json::dump() const {
  std::string out;
  append_value(out, *this);
  return out;
}

bool Json::operator==(const Json& other) const {
  return value_ == other.value_;
}

}  // namespace cleangate
