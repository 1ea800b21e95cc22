// Text to Json: Boost.JSON's push parser with a handler of our own. Boost.JSON is compiled here.

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>
#include <charconv>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "base/json.h"
#include "base/limits.h"

namespace cleangate {
namespace {

namespace bj = boost::json;
using BoostError = bj::error_code;

/// Of members with one key the first stays. By sorting above a few members: a body of a million
/// keys must not take a million times a million steps.
void drop_repeated_keys(Json::Object& members) {
  constexpr std::size_t kFew = 16;
  std::vector<char> repeated;
  const auto mark = [&](std::size_t i) {
    repeated.resize(members.size());
    repeated[i] = 1;
  };
  if (members.size() <= kFew) {
    for (std::size_t i = 1; i < members.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        if (members[k].key == members[i].key) mark(i);
      }
    }
  } else {
    std::vector<std::size_t> order(members.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(
        order, {}, [&](std::size_t i) { return std::pair(std::string_view(members[i].key), i); });
    for (std::size_t i = 1; i < order.size(); ++i) {
      if (members[order[i]].key == members[order[i - 1]].key) mark(order[i]);
    }
  }
  if (repeated.empty()) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (repeated[i] != 0) continue;
    if (kept != i) members[kept] = std::move(members[i]);
    ++kept;
  }
  members.erase(members.begin() + static_cast<std::ptrdiff_t>(kept), members.end());
}

struct Open {  ///< an array or object whose end has not come yet
  bool is_object;
  Json::Array items;
  Json::Object members;
  std::string key;
};

/// Names are Boost's: basic_parser calls them. False stops the parse with the error set.
struct Handler {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  Json root;
  std::vector<Open> open;
  std::string piece;  ///< of a text, key or number that comes in parts
  std::size_t values = 0;

  bool add(Json value, BoostError& error) {
    if (++values > kMaxJsonValues) {
      error = bj::error::array_too_large;
      return false;
    }
    if (open.empty()) {
      root = std::move(value);
    } else if (open.back().is_object) {
      open.back().members.push_back({std::move(open.back().key), std::move(value)});
    } else {
      open.back().items.push_back(std::move(value));
    }
    return true;
  }

  std::string whole(bj::string_view end) {
    std::string text;
    if (piece.empty()) return std::string(end.data(), end.size());
    piece.append(end.data(), end.size());
    text.swap(piece);
    return text;
  }

  bool part(bj::string_view text) {
    piece.append(text.data(), text.size());
    return true;
  }

  bool on_document_begin(BoostError&) { return true; }
  bool on_document_end(BoostError&) { return true; }
  bool on_array_begin(BoostError&) {
    open.push_back({.is_object = false, .items = {}, .members = {}, .key = {}});
    return true;
  }
  bool on_array_end(std::size_t, BoostError& error) {
    Json value = Json::array(std::move(open.back().items));
    open.pop_back();
    return add(std::move(value), error);
  }
  bool on_object_begin(BoostError&) {
    open.push_back({.is_object = true, .items = {}, .members = {}, .key = {}});
    return true;
  }
  bool on_object_end(std::size_t, BoostError& error) {
    drop_repeated_keys(open.back().members);
    Json value = Json::object_of(std::move(open.back().members));
    open.pop_back();
    return add(std::move(value), error);
  }
  bool on_string_part(bj::string_view text, std::size_t, BoostError&) { return part(text); }
  bool on_string(bj::string_view text, std::size_t, BoostError& error) {
    return add(Json(whole(text)), error);
  }
  bool on_key_part(bj::string_view text, std::size_t, BoostError&) { return part(text); }
  bool on_key(bj::string_view text, std::size_t, BoostError&) {
    open.back().key = whole(text);
    return true;
  }
  bool on_number_part(bj::string_view text, BoostError&) { return part(text); }
  bool on_int64(std::int64_t value, bj::string_view, BoostError& error) {
    piece.clear();
    return add(Json(value), error);
  }
  bool on_uint64(std::uint64_t value, bj::string_view, BoostError& error) {
    piece.clear();
    return add(Json(value), error);
  }
  bool on_double(double value, bj::string_view text, BoostError& error) {
    // Boost 1.81 may be one unit off in the last place; the standard library is exact.
    const std::string digits = whole(text);
    double exact = 0;
    const auto [stop, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), exact);
    if (problem == std::errc{}) value = exact;
    if (!std::isfinite(value)) {
      error = bj::error::exponent_overflow;
      return false;
    }
    return add(Json(value), error);
  }
  bool on_bool(bool value, BoostError& error) { return add(Json(value), error); }
  bool on_null(BoostError& error) { return add(Json(), error); }
  bool on_comment_part(bj::string_view, BoostError&) { return true; }
  bool on_comment(bj::string_view, BoostError&) { return true; }
};

}  // namespace

Result<Json> parse_json(std::string_view text, std::size_t max_depth) {
  bj::parse_options options;
  options.max_depth = max_depth;
  bj::basic_parser<Handler> parser(options);
  BoostError error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (error == bj::error::too_deep) {
    return fail(ErrorCode::too_large, fmt::format("JSON is nested deeper than {}", max_depth));
  }
  if (error == bj::error::array_too_large) {
    return fail(ErrorCode::too_large, fmt::format("JSON has more than {} values", kMaxJsonValues));
  }
  if (!error && read != text.size()) error = bj::error::extra_data;
  if (error) {
    return fail(ErrorCode::invalid, fmt::format("not JSON at byte {}: {}", read, error.message()));
  }
  return std::move(parser.handler().root);
}

}  // namespace cleangate
