#include "http/request.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"

namespace cleangate::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string_view code_text(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid:
      return "invalid";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::conflict:
      return "conflict";
    case ErrorCode::denied:
      return "denied";
    case ErrorCode::unavailable:
      return "unavailable";
    case ErrorCode::full:
      return "full";
    case ErrorCode::corrupt:
      return "corrupt";
    case ErrorCode::timeout:
      return "timeout";
    case ErrorCode::too_large:
      return "too_large";
    case ErrorCode::internal:
      return "internal";
  }
  return "internal";
}

Response problem_response(int status, Json body) {
  Response response;
  response.status = status;
  response.headers.set("Content-Type", "application/problem+json");
  response.headers.set("Cache-Control", "no-store");
  response.body = body.dump();
  return response;
}

Result<void> parse_path(std::string_view path, Request& into) {
  into.segments.clear();
  std::string_view rest = path.substr(1);
  for (bool more = true; more;) {
    const auto slash = rest.find('/');
    more = slash != std::string_view::npos;
    auto segment = TRY(percent_decode(rest.substr(0, slash), false));
    if (segment == "." || segment == "..") {
      return fail(ErrorCode::invalid, "the path holds a dot segment");
    }
    if (!is_utf8(segment)) return fail(ErrorCode::invalid, "the path is not UTF-8");
    into.segments.push_back(std::move(segment));
    if (more) rest.remove_prefix(slash + 1);
  }
  if (into.segments.size() == 1 && into.segments[0].empty()) into.segments.clear();
  into.path = TRY(percent_decode(path, false));
  return {};
}

Result<void> parse_query(std::string_view query, Request& into) {
  into.query.clear();
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    if (into.query.size() == kMaxQueryParameters) {
      return fail(ErrorCode::too_large, "too many query parameters");
    }
    const auto equals = pair.find('=');
    auto name = TRY(percent_decode(pair.substr(0, equals), true));
    auto value = equals == std::string_view::npos
                     ? std::string()
                     : TRY(percent_decode(pair.substr(equals + 1), true));
    into.query.emplace_back(std::move(name), std::move(value));
  }
  return {};
}

}  // namespace

void Headers::add(std::string name, std::string value) {
  fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string name, std::string value) {
  std::erase_if(fields_, [&](const Field& f) { return equals_ignoring_case(f.first, name); });
  add(std::move(name), std::move(value));
}

std::string_view Headers::get(std::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (equals_ignoring_case(key, name)) return value;
  }
  return {};
}

bool Headers::has(std::string_view name) const {
  return std::ranges::any_of(fields_,
                             [&](const Field& f) { return equals_ignoring_case(f.first, name); });
}

std::string_view to_text(Role role) {
  switch (role) {
    case Role::none:
      return "none";
    case Role::board_key:
      return "board_key";
    case Role::device:
      return "device";
    case Role::viewer:
      return "viewer";
    case Role::guard:
      return "guard";
    case Role::manager:
      return "manager";
    case Role::admin:
      return "admin";
  }
  return "none";
}

std::optional<Role> role_of_person(std::string_view word) {
  for (const Role role : {Role::viewer, Role::guard, Role::manager, Role::admin}) {
    if (to_text(role) == word) return role;
  }
  return std::nullopt;
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::string_view Request::parameter(std::string_view name) const {
  for (const auto& [key, value] : parameters) {
    if (key == name) return value;
  }
  return {};
}

Response json_response(const Json& json, int status) {
  Response response;
  response.status = status;
  response.headers.set("Content-Type", "application/json");
  response.headers.set("Cache-Control", "no-store");
  response.body = json.dump();
  return response;
}

Response text_response(std::string text, int status) {
  Response response;
  response.status = status;
  response.headers.set("Content-Type", "text/plain; charset=utf-8");
  response.body = std::move(text);
  return response;
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid:
      return 422;
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::conflict:
      return 409;
    case ErrorCode::denied:
      return 403;
    case ErrorCode::unavailable:
      return 503;
    case ErrorCode::full:
      return 507;
    case ErrorCode::corrupt:
      return 500;
    case ErrorCode::timeout:
      return 504;
    case ErrorCode::too_large:
      return 413;
    case ErrorCode::internal:
      return 500;
  }
  return 500;
}

Response problem(int status, std::string detail) {
  return problem_response(status, Json::object({{"type", "about:blank"},
                                                {"title", reason_phrase(status)},
                                                {"status", status},
                                                {"detail", std::move(detail)}}));
}

Response problem(int status, std::string_view code, std::string detail) {
  return problem_response(status,
                          Json::object({{"type", "urn:cleangate:error:" + std::string(code)},
                                        {"title", reason_phrase(status)},
                                        {"status", status},
                                        {"detail", std::move(detail)},
                                        {"code", code}}));
}

Response problem(const Error& error) {
  return problem(status_of(error.code), code_text(error.code), error.message);
}

std::string_view reason_phrase(int status) {  // RFC 9110 section 15
  struct Phrase {
    int status;
    std::string_view words;
  };
  static constexpr Phrase kPhrases[] = {
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {206, "Partial Content"},
      {301, "Moved Permanently"},
      {302, "Found"},
      {303, "See Other"},
      {304, "Not Modified"},
      {307, "Temporary Redirect"},
      {308, "Permanent Redirect"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {413, "Content Too Large"},
      {414, "URI Too Long"},
      {415, "Unsupported Media Type"},
      {416, "Range Not Satisfiable"},
      {417, "Expectation Failed"},
      {422, "Unprocessable Content"},
      {426, "Upgrade Required"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {504, "Gateway Timeout"},
      {505, "HTTP Version Not Supported"},
      {507, "Insufficient Storage"},
  };
  const auto found = std::ranges::find(kPhrases, status, &Phrase::status);
  return found == std::end(kPhrases) ? std::string_view() : found->words;
}

Result<void> parse_target(std::string_view target, Request& into) {
  if (!target.starts_with('/')) {  // absolute-form (RFC 9112 section 3.2.2)
    const auto scheme = target.find("://");
    if (scheme == std::string_view::npos) {
      return fail(ErrorCode::invalid, "the request target must begin with /");
    }
    const auto slash = target.find_first_of("/?", scheme + 3);
    if (slash == std::string_view::npos || target[slash] == '?') {
      return fail(ErrorCode::invalid, "the request target has no path");
    }
    target.remove_prefix(slash);
  }
  target = target.substr(0, target.find('#'));
  into.target = target;
  const auto question = target.find('?');
  TRY(parse_path(target.substr(0, question), into));
  if (question == std::string_view::npos) {
    into.query.clear();
    return {};
  }
  return parse_query(target.substr(question + 1), into);
}

Result<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const int high = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return fail(ErrorCode::invalid, "broken percent escape");
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (c == '\0') return fail(ErrorCode::invalid, "a NUL in the request target");
    out.push_back(c);
  }
  return out;
}

}  // namespace cleangate::http
