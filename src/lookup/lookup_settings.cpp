#include "lookup/lookup_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "domain/vehicle/stage.h"
#include "lookup/settings_members.h"

namespace cleangate::lookup {
namespace {

constexpr std::array<std::string_view, 5> kAuthentications = {"none", "bearer", "header", "query",
                                                              "digest"};
constexpr std::array<std::string_view, 12> kFacts = {
    "stage",         "vin",   "plate", "colour",           "fuel",     "vehicle_class",
    "gross_mass_kg", "model", "made",  "first_registered", "document", "date"};
// A secret written here would stand in the log for ever.
constexpr std::array<std::string_view, 5> kNotHere = {"authorization", "cookie", "host",
                                                      "content-length", "proxy-authorization"};

// What stands in a header of such a name is a key: the settings are in the log.
constexpr std::array<std::string_view, 6> kSecretWords = {"key",    "token",    "secret",
                                                          "passwd", "password", "auth"};

bool has_placeholder(const RequestShape& shape, std::string_view name) {
  return shape.url.contains(name) || shape.body.contains(name);
}

Result<void> check_placeholders(std::string_view text, std::string_view member) {
  for (std::size_t at = text.find('{'); at != text.npos; at = text.find('{', at + 1)) {
    const auto name = text.substr(at, text.find('}', at) - at + 1);
    if (name == "{vin}" || name == "{plate}" || name == "{colour}") continue;
    return invalid(member, "knows the placeholders {vin}, {plate} and {colour} only");
  }
  return {};
}

Result<void> check_header(const std::string& name, const std::string& value) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (name.empty() || !std::ranges::all_of(name, is_plain)) {
    return invalid("headers", "a name has letters, digits and '-' only");
  }
  if (std::ranges::any_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
    return invalid("headers", "a value is one line");
  }
  const auto small = to_lower_ascii(name);
  const bool is_secret = std::ranges::any_of(
      kSecretWords, [&](std::string_view word) { return small.contains(word); });
  for (const auto reserved : kNotHere) {
    if (is_secret || small == reserved) {
      return invalid("headers", name + " cannot stand here; a secret belongs into \"secret\" and " +
                                    "\"auth\" says how it is sent");
    }
  }
  return {};
}

Result<std::optional<RequestShape>> shape_of(const Json& settings, std::string_view member,
                                             std::string_view must_have) {
  const Json& json = settings[member];
  if (json.is_null()) return std::optional<RequestShape>();
  TRY(only(json, member, {"method", "url", "body", "content_type", "headers"}));
  RequestShape shape;
  shape.method = TRY(word_of(json, "method", {"GET", "POST"}, "GET"));
  shape.url = TRY(text_of(json, "url", 2000));
  shape.body = TRY(text_of(json, "body", 4000));
  shape.content_type = TRY(text_of(json, "content_type", 100));
  if (!shape.body.empty() && shape.method == "GET") {
    return invalid(std::string(member) + ".body", "a GET has none; use POST");
  }
  if (const auto server = server_of(shape.url); !server) {
    return invalid(std::string(member) + ".url", server.error().message);
  }
  // A plate in the name of the server would tell it to whoever answers for that name.
  const auto path = shape.url.find('/', shape.url.find("//") + 2);
  if (shape.url.substr(0, path).contains('{')) {
    return invalid(std::string(member) + ".url", "placeholders stand behind the server only");
  }
  TRY(check_placeholders(shape.url, std::string(member) + ".url"));
  // In JSON braces are common: only what looks like ours is replaced.
  if (!shape.content_type.contains("json")) {
    TRY(check_placeholders(shape.body, std::string(member) + ".body"));
  }
  if (!has_placeholder(shape, must_have)) {
    return invalid(member, fmt::format("{} stands neither in url nor in body", must_have));
  }
  if (json.has("headers") && !json["headers"].is_object()) {
    return invalid("headers", "must be an object of texts");
  }
  for (const auto& [name, value] : json["headers"].members()) {
    const auto text = value.text();
    if (!text) return invalid("headers", "must be an object of texts");
    TRY(check_header(name, std::string(*text)));
    shape.headers.emplace_back(name, *text);
  }
  return std::optional<RequestShape>(std::move(shape));
}

Result<std::optional<Sign>> sign_of(const Json& settings, std::string_view member) {
  const Json& json = settings[member];
  if (json.is_null()) return std::optional<Sign>();
  TRY(only(json, member, {"path", "is"}));
  Sign sign;
  sign.path = TRY(text_of(json, "path", 200));
  if (!is_path(sign.path)) return invalid(std::string(member) + ".path", "such as data.list[0].pf");
  for (const Json& value : json["is"].items()) {
    const auto text = value.text();
    if (!text) return invalid(std::string(member) + ".is", "must be a list of texts");
    sign.is.emplace_back(*text);
  }
  if (sign.is.empty()) return invalid(std::string(member) + ".is", "names at least one value");
  return std::optional<Sign>(std::move(sign));
}

Result<void> read_fields(const Json& json, LookupSettings& out) {
  out.fields = TRY(words_of(json, "fields"));
  for (const auto& [fact, path] : out.fields) {
    if (std::ranges::find(kFacts, fact) == kFacts.end()) {
      return invalid("fields",
                     fact + " is no fact; there are " + fmt::format("{}", fmt::join(kFacts, " ")));
    }
    if (!is_path(path)) return invalid("fields." + fact, "a path such as data.list[0].pf");
  }
  if (!out.fields.contains("stage")) return invalid("fields.stage", "is missing");
  // Without it nobody can tell whether the answer is about the vehicle that was asked for.
  if (!out.fields.contains("vin") && !out.fields.contains("plate")) {
    return invalid("fields", "vin or plate must say of whom the answer speaks");
  }
  return {};
}

Result<void> read_codes(const Json& json, LookupSettings& out) {
  out.stages = TRY(words_of(json, "stages"));
  for (const auto& [theirs, ours] : out.stages) {
    if (!vehicle::parse_stage(ours, ours)) {
      return invalid("stages." + theirs, "must be one of 0 1 2 3 4 5 6 6a 6b D X");
    }
  }
  out.fuels = TRY(words_of(json, "fuels"));
  for (const auto& [theirs, ours] : out.fuels) {
    if (ours.size() != 1 || ours[0] < 'A' || ours[0] > 'Z') {
      return invalid("fuels." + theirs, "must be a letter of GA 24.9");
    }
  }
  out.classes = TRY(words_of(json, "classes"));
  for (const auto& [theirs, ours] : out.classes) {
    if (ours.size() != 3) return invalid("classes." + theirs, "must be a code of GA 24.4: H11");
  }
  out.colours = TRY(words_of(json, "colours"));
  for (const auto& [ours, theirs] : out.colours) {
    if (!plate::parse_colour(ours)) return invalid("colours", ours + " is no colour of plates");
  }
  return {};
}

Result<void> read_authentication(const Json& json, LookupSettings& out) {
  const Json& auth = json["auth"];
  if (auth.is_null()) return {};
  TRY(only(auth, "auth", {"kind", "name", "username"}));
  const auto kind = TRY(word_of(auth, "kind", kAuthentications, "none"));
  out.authentication = static_cast<Authentication>(std::ranges::find(kAuthentications, kind) -
                                                   kAuthentications.begin());
  out.auth_name = TRY(text_of(auth, "name", 100));
  out.username = TRY(text_of(auth, "username", 100));
  const bool is_named = kind == "header" || kind == "query";
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  if (is_named && (out.auth_name.empty() || !std::ranges::all_of(out.auth_name, is_plain))) {
    return invalid("auth.name", "the name of the header or parameter: letters, digits, - and _");
  }
  if (kind == "digest" && out.username.empty()) return invalid("auth.username", "is missing");
  return {};
}

Result<void> check_servers(const LookupSettings& settings) {
  if (!settings.by_vin && !settings.by_plate) {
    return invalid("by_plate", "give by_plate or by_vin, or both");
  }
  if (!settings.by_vin || !settings.by_plate) return {};
  if (server_of(settings.by_vin->url).value() != server_of(settings.by_plate->url).value()) {
    return invalid("by_plate.url", "must be on the same server as by_vin.url: one secret, one " +
                                       std::string("server"));
  }
  return {};
}

Json shape_json(const std::optional<RequestShape>& shape) {
  if (!shape) return {};
  Json headers = Json::object();
  for (const auto& [name, value] : shape->headers) headers.set(name, value);
  return Json::object({{"method", shape->method},
                       {"url", shape->url},
                       {"body", shape->body},
                       {"content_type", shape->content_type},
                       {"headers", std::move(headers)}});
}

Json sign_json(const std::optional<Sign>& sign) {
  if (!sign) return {};
  Json is = Json::array();
  for (const auto& value : sign->is) is.push(value);
  return Json::object({{"path", sign->path}, {"is", std::move(is)}});
}

}  // namespace

Result<LookupSettings> parse_settings(const Json& json) {
  TRY(only(json, "look-up",
           {"enabled", "name", "source", "timeout_s", "per_minute", "fresh_days", "auth", "by_vin",
            "by_plate", "found", "not_found", "not_found_status", "fields", "stages", "fuels",
            "classes", "colours"}));
  if (json.dump().size() > kMaxLookUpSettingsBytes) {
    return invalid("look-up", fmt::format("at most {} bytes", kMaxLookUpSettingsBytes));
  }
  LookupSettings out;
  const auto enabled = json["enabled"].boolean();
  if (!enabled) return invalid("enabled", "must be true or false");
  out.enabled = *enabled;
  out.name = TRY(text_of(json, "name", 120));
  if (out.name.empty()) return invalid("name", "is missing: people read it beside an answer");
  const auto source =
      TRY(word_of(json, "source", {"official", "list", "bureau", "catalogue"}, "bureau"));
  out.source = TRY(vehicle::parse_stage_source(source));
  out.timeout_s = TRY(number_of(json, "timeout_s", 1, 120, out.timeout_s));
  out.per_minute = TRY(number_of(json, "per_minute", 1, 600, out.per_minute));
  out.fresh_days = TRY(number_of(json, "fresh_days", 1, 3650, out.fresh_days));
  TRY(read_authentication(json, out));
  out.by_vin = TRY(shape_of(json, "by_vin", "{vin}"));
  out.by_plate = TRY(shape_of(json, "by_plate", "{plate}"));
  TRY(check_servers(out));
  out.found = TRY(sign_of(json, "found"));
  out.not_found = TRY(sign_of(json, "not_found"));
  for (const Json& status : json["not_found_status"].items()) {
    const auto number = status.integer();
    if (!number || *number < 200 || *number > 599) {
      return invalid("not_found_status", "HTTP statuses from 200 to 599");
    }
    out.not_found_status.push_back(static_cast<int>(*number));
  }
  TRY(read_fields(json, out));
  TRY(read_codes(json, out));
  return out;
}

Json to_json(const LookupSettings& settings) {
  Json statuses = Json::array();
  for (const int status : settings.not_found_status) statuses.push(status);
  return Json::object(
      {{"enabled", settings.enabled},
       {"name", settings.name},
       {"source", vehicle::to_text(settings.source)},
       {"timeout_s", settings.timeout_s},
       {"per_minute", settings.per_minute},
       {"fresh_days", settings.fresh_days},
       {"auth",
        Json::object({{"kind", kAuthentications[static_cast<std::size_t>(settings.authentication)]},
                      {"name", settings.auth_name},
                      {"username", settings.username}})},
       {"by_vin", shape_json(settings.by_vin)},
       {"by_plate", shape_json(settings.by_plate)},
       {"found", sign_json(settings.found)},
       {"not_found", sign_json(settings.not_found)},
       {"not_found_status", std::move(statuses)},
       {"fields", words_json(settings.fields)},
       {"stages", words_json(settings.stages)},
       {"fuels", words_json(settings.fuels)},
       {"classes", words_json(settings.classes)},
       {"colours", words_json(settings.colours)}});
}

}  // namespace cleangate::lookup
