#include "lookup/settings_members.h"

#include <fmt/format.h>

#include <algorithm>

#include "lookup/lookup_settings.h"

namespace cleangate::lookup {
namespace {

constexpr std::size_t kMostWords = 500;
constexpr std::size_t kMostWordBytes = 300;
constexpr std::size_t kMostSteps = 16;

/// "[0]" at the front of `rest` is taken off; nullopt: no index stands there.
std::optional<std::size_t> take_index(std::string_view& rest) {
  const auto end = rest.find(']');
  if (!rest.starts_with('[') || end == rest.npos || end < 2 || end > 4) return std::nullopt;
  std::size_t index = 0;
  for (const char c : rest.substr(1, end - 1)) {
    if (c < '0' || c > '9') return std::nullopt;
    index = index * 10 + static_cast<std::size_t>(c - '0');
  }
  rest.remove_prefix(end + 1);
  return index;
}

}  // namespace

std::unexpected<Error> invalid(std::string_view member, std::string_view mend) {
  return fail(ErrorCode::invalid, fmt::format("{}: {}", member, mend));
}

Result<void> only(const Json& json, std::string_view what,
                  std::initializer_list<std::string_view> known) {
  if (!json.is_object()) return invalid(what, "must be a JSON object");
  for (const auto& [key, value] : json.members()) {
    if (std::ranges::find(known, key) == known.end()) {
      return invalid(key,
                     fmt::format("is no member of {}; there are {}", what, fmt::join(known, " ")));
    }
  }
  return {};
}

Result<std::string> text_of(const Json& json, std::string_view key, std::size_t limit) {
  const Json& member = json[key];
  if (member.is_null()) return std::string();
  const auto text = member.text();
  if (!text || text->size() > limit) {
    return invalid(key, fmt::format("must be a text of at most {} bytes", limit));
  }
  return std::string(*text);
}

Result<std::string> word_of(const Json& json, std::string_view key,
                            std::span<const std::string_view> words, std::string_view fallback) {
  const auto text = TRY(text_of(json, key, 100));
  if (text.empty()) return std::string(fallback);
  if (std::ranges::find(words, text) == words.end()) {
    return invalid(key, fmt::format("must be one of {}", fmt::join(words, " ")));
  }
  return text;
}

Result<int> number_of(const Json& json, std::string_view key, int least, int most, int fallback) {
  const Json& member = json[key];
  if (member.is_null()) return fallback;
  const auto number = member.integer();
  if (!number || *number < least || *number > most) {
    return invalid(key, fmt::format("must be a number from {} to {}", least, most));
  }
  return static_cast<int>(*number);
}

Result<std::map<std::string, std::string>> words_of(const Json& json, std::string_view key) {
  const Json& member = json[key];
  std::map<std::string, std::string> out;
  if (member.is_null()) return out;
  const bool fits = member.is_object() && member.members().size() <= kMostWords;
  if (!fits) return invalid(key, fmt::format("must be an object of at most {} texts", kMostWords));
  for (const auto& [name, value] : member.members()) {
    const auto text = value.text();
    if (!text || text->size() > kMostWordBytes) {
      return invalid(key, "must be an object of short texts");
    }
    out.emplace(name, *text);
  }
  return out;
}

Json words_json(const std::map<std::string, std::string>& words) {
  Json out = Json::object();
  for (const auto& [key, value] : words) out.set(key, value);
  return out;
}

bool is_path(std::string_view text) {
  std::size_t steps = 0;
  while (true) {
    const auto end = std::min(text.find_first_of(".["), text.size());
    if (end == 0 || ++steps > kMostSteps) return false;
    text.remove_prefix(end);
    while (text.starts_with('[')) {
      if (!take_index(text) || ++steps > kMostSteps) return false;
    }
    if (text.empty()) return true;
    if (!text.starts_with('.')) return false;
    text.remove_prefix(1);
  }
}

const Json& value_at(const Json& json, std::string_view path) {
  static const Json kNothing;
  const Json* at = &json;
  while (!path.empty()) {
    if (path.starts_with('.')) path.remove_prefix(1);
    if (path.starts_with('[')) {
      const auto index = take_index(path);
      if (!index || *index >= at->items().size()) return kNothing;
      at = &at->items()[*index];
      continue;
    }
    const auto end = std::min(path.find_first_of(".["), path.size());
    at = &(*at)[path.substr(0, end)];
    path.remove_prefix(end);
  }
  return *at;
}

Result<std::string> server_of(std::string_view url) {
  std::string_view rest = url;
  std::string scheme;
  for (const std::string_view known : {"http://", "https://"}) {
    if (rest.starts_with(known)) scheme = known;
  }
  if (scheme.empty()) return fail(ErrorCode::invalid, "begins with http:// or https://");
  rest.remove_prefix(scheme.size());
  std::string host(rest.substr(0, std::min(rest.find_first_of("/?#"), rest.size())));
  if (host.contains('@')) {
    return fail(ErrorCode::invalid, "has a user in it: use \"auth\" and \"secret\"");
  }
  const bool is_clean = std::ranges::all_of(
      url, [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != '\\' && c != '"'; });
  if (host.empty() || !is_clean) return fail(ErrorCode::invalid, "is no address");
  std::ranges::transform(host, host.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return scheme + host;
}

}  // namespace cleangate::lookup
