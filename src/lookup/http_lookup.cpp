#include "lookup/http_lookup.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "domain/vehicle/calendar_date.h"

namespace cleangate::lookup {
namespace {

using service::IncomingResponse;
using service::OutgoingRequest;
using service::StageAnswer;
using service::StageQuestion;
using service::StageReply;

/// RFC 3986: all but unreserved characters.
std::string percent(std::string_view text) {
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  std::string out;
  for (const char c : text) {
    if (kUnreserved.contains(c)) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

/// As it stands between the quotes of a JSON text.
std::string json_text(std::string_view text) {
  const auto quoted = Json(text).dump();
  return quoted.substr(1, quoted.size() - 2);
}

using Escape = std::string (*)(std::string_view);

std::string filled(std::string text, const LookupSettings& settings, const StageQuestion& question,
                   Escape escape) {
  const std::string ours(plate::to_text(question.colour));
  const auto theirs = settings.colours.find(ours);
  const std::pair<std::string_view, std::string> kValues[] = {
      {"{vin}", escape(question.vin)},
      {"{plate}", escape(question.plate)},
      {"{colour}", escape(theirs == settings.colours.end() ? ours : theirs->second)}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto value = std::ranges::find_if(kValues, [&](const auto& pair) {
      return std::string_view(text).substr(at).starts_with(pair.first);
    });
    if (value == std::end(kValues)) {
      out += text[at++];
    } else {
      out += value->second;
      at += value->first.size();
    }
  }
  return out;
}

void show_secret(OutgoingRequest& request, const LookupSettings& settings,
                 const std::string& secret) {
  switch (settings.authentication) {
    case Authentication::none:
      return;
    case Authentication::bearer:
      request.headers.emplace_back("Authorization", "Bearer " + secret);
      return;
    case Authentication::header:
      request.headers.emplace_back(settings.auth_name, secret);
      return;
    case Authentication::query:
      request.url += request.url.contains('?') ? '&' : '?';
      request.url += settings.auth_name + "=" + percent(secret);
      return;
    case Authentication::digest:
      request.username = settings.username;
      request.password = secret;
  }
}

/// Texts as they are, numbers as they are written; nothing else is a word.
std::string word(const Json& value) {
  if (const auto text = value.text()) return std::string(trim(*text));
  if (const auto number = value.integer()) return std::to_string(*number);
  if (const auto number = value.number()) return Json(*number).dump();
  return "";
}

bool shows(const Sign& sign, const Json& reply) {
  return std::ranges::find(sign.is, word(value_at(reply, sign.path))) != sign.is.end();
}

std::string fact(const LookupSettings& settings, const Json& reply, const std::string& name) {
  const auto path = settings.fields.find(name);
  auto text = path == settings.fields.end() ? "" : word(value_at(reply, path->second));
  if (text.size() > kMaxStatementText / 2) text.clear();
  return text;
}

std::string translated(const std::map<std::string, std::string>& codes, std::string text) {
  const auto found = codes.find(text);
  return found == codes.end() ? text : found->second;
}

Result<vehicle::StageInterval> stage_of(const LookupSettings& settings, const std::string& text) {
  if (text.empty()) return vehicle::StageInterval{};
  if (const auto code = settings.stages.find(text); code != settings.stages.end()) {
    return vehicle::parse_stage(code->second, code->second);
  }
  const auto read = vehicle::read_stage(text);
  if (read) return read;
  return fail(ErrorCode::invalid,
              fmt::format("its stage \"{}\" is not known: add it to \"stages\"", text));
}

plate::Colour colour_of(const LookupSettings& settings, const std::string& text) {
  for (const auto& [ours, theirs] : settings.colours) {
    if (theirs == text) return plate::parse_colour(ours).value_or(plate::Colour::unknown);
  }
  return plate::parse_colour(text).value_or(plate::Colour::unknown);
}

/// What it says besides the stage; what cannot be read is left out.
vehicle::Registered facts_of(const LookupSettings& settings, const Json& reply) {
  vehicle::Registered facts;
  const auto get = [&](const char* name) { return fact(settings, reply, name); };
  const auto fuel = translated(settings.fuels, get("fuel"));
  if (fuel.size() == 1 && fuel[0] >= 'A' && fuel[0] <= 'Z') facts.fuel = fuel;
  const auto code = translated(settings.classes, get("vehicle_class"));
  if (code.size() == 3) facts.vehicle_class = code;
  if (const auto mass = parse_integer(get("gross_mass_kg")); mass && *mass > 0 && *mass <= 500000) {
    facts.gross_mass_kg = *mass;
  }
  if (const auto vin = get("vin"); vin.size() <= 32) facts.vin = vin;
  if (const auto model = get("model"); model.size() <= 100) facts.model = model;
  const auto date = [&](const char* name) -> std::optional<vehicle::Date> {
    const auto parsed = vehicle::parse_date(get(name).substr(0, 10));
    if (!parsed) return std::nullopt;
    return *parsed;
  };
  facts.made = date("made");
  facts.first_registered = date("first_registered");
  return facts;
}

Result<StageAnswer> read_vehicle(const LookupSettings& settings, const Json& reply,
                                 StageAnswer answer) {
  auto& statement = answer.statement;
  statement.source = settings.source;
  statement.who = settings.name;
  statement.stage = TRY(stage_of(settings, fact(settings, reply, "stage")));
  statement.vin = fact(settings, reply, "vin");
  statement.plate = fact(settings, reply, "plate");
  statement.colour = colour_of(settings, fact(settings, reply, "colour"));
  statement.detail = fact(settings, reply, "document");
  if (const auto date = fact(settings, reply, "date"); !date.empty()) {
    statement.detail += (statement.detail.empty() ? "" : " ") + date;
  }
  answer.found = true;
  // An answer about nobody is no answer: an error page in JSON has none of its members.
  if (statement.vin.empty() && statement.plate.empty()) {
    return fail(ErrorCode::invalid, "its answer does not say of which vehicle it speaks");
  }
  answer.facts = facts_of(settings, reply);
  return answer;
}

/// A client's own words may name the address, a source may repeat what it was asked; a secret may
/// stand in both.
std::string without(std::string text, const std::string& secret) {
  for (const auto& hidden : {secret, percent(secret), json_text(secret)}) {
    if (hidden.empty()) continue;
    for (auto at = text.find(hidden); at != text.npos; at = text.find(hidden)) {
      text.replace(at, hidden.size(), "…");
    }
  }
  return text;
}

Error without(Error error, const std::string& secret) {
  error.message = without(std::move(error.message), secret);
  return error;
}

StageReply shown(const IncomingResponse& reply, const std::string& secret) {
  // Cut after the secret is gone, lest half of it stays.
  auto body = without(reply.body.substr(0, kMaxLookUpAnswerBytes), secret);
  if (body.size() > service::kMaxLookUpShownBytes) body.resize(service::kMaxLookUpShownBytes);
  return {reply.status, std::move(body)};
}

}  // namespace

Result<OutgoingRequest> make_request(const LookupSettings& settings, const std::string& secret,
                                     const StageQuestion& question) {
  const RequestShape* shape = nullptr;
  if (settings.by_plate && !question.plate.empty()) shape = &*settings.by_plate;
  if (settings.by_vin && !question.vin.empty()) shape = &*settings.by_vin;
  if (!shape) {
    return fail(ErrorCode::not_found, settings.by_vin
                                          ? "its VIN is not known, and this look-up asks "
                                            "by VIN only"
                                          : "this look-up asks by plate only");
  }
  OutgoingRequest request;
  request.method = shape->method;
  request.url = filled(shape->url, settings, question, percent);
  request.content_type = shape->content_type;
  const bool is_json = shape->content_type.contains("json");
  request.body = filled(shape->body, settings, question, is_json ? json_text : percent);
  request.headers = shape->headers;
  request.timeout = std::chrono::seconds(settings.timeout_s);
  show_secret(request, settings, secret);
  return request;
}

Result<StageAnswer> read_reply(const LookupSettings& settings, const IncomingResponse& reply) {
  StageAnswer answer;
  answer.raw = sha256(reply.body);
  if (std::ranges::find(settings.not_found_status, reply.status) !=
      settings.not_found_status.end()) {
    return answer;
  }
  if (reply.status == 401 || reply.status == 403) {
    return fail(ErrorCode::denied, fmt::format("it refuses us: HTTP {}", reply.status));
  }
  if (reply.status < 200 || reply.status > 299) {
    return fail(ErrorCode::unavailable, fmt::format("it answers HTTP {}", reply.status));
  }
  if (reply.body.size() > kMaxLookUpAnswerBytes) {
    return fail(ErrorCode::too_large, "its answer is too large");
  }
  const auto json = parse_json(reply.body);
  if (!json) return fail(ErrorCode::invalid, "its answer is no JSON: " + json.error().message);
  if (settings.not_found && shows(*settings.not_found, *json)) return answer;
  if (settings.found && !shows(*settings.found, *json)) {
    return fail(ErrorCode::invalid,
                fmt::format("its answer has {} = \"{}\", which is neither "
                            "found nor not found",
                            settings.found->path,
                            word(value_at(*json, settings.found->path)).substr(0, 60)));
  }
  return read_vehicle(settings, *json, std::move(answer));
}

Result<Json> HttpLookup::check(const Json& settings) const {
  return to_json(TRY(parse_settings(settings)));
}

std::string HttpLookup::server_of(const Json& settings) const {
  for (const auto* way : {"by_vin", "by_plate"}) {
    if (const auto url = settings[way]["url"].text()) return lookup::server_of(*url).value_or("");
  }
  return "";
}

void HttpLookup::ask(const Json& settings, const std::string& secret, const StageQuestion& question,
                     Done done) {
  auto parsed = parse_settings(settings);
  if (!parsed) return done(std::unexpected(std::move(parsed).error()), {});
  auto request = make_request(*parsed, secret, question);
  if (!request) return done(std::unexpected(std::move(request).error()), {});
  client_.send(*std::move(request), [settings = *std::move(parsed), secret, done = std::move(done)](
                                        Result<IncomingResponse> reply) mutable {
    if (!reply) return done(std::unexpected(without(reply.error(), secret)), {});
    auto answer = read_reply(settings, *reply);
    if (!answer) answer = std::unexpected(without(answer.error(), secret));
    done(std::move(answer), shown(*reply, secret));
  });
}

}  // namespace cleangate::lookup
