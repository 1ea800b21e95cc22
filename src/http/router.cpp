#include "http/router.h"

#include <algorithm>
#include <span>
#include <stdexcept>

#include "base/encoding.h"
#include "base/text.h"

namespace cleangate::http {
namespace {

constexpr std::size_t kPlantPrefix = 4;  // api v1 plants {plant}

struct Part {
  enum class Kind { literal, parameter, rest } kind;  // in order of precedence
  std::string text;
};

std::vector<Part> compile(std::string_view pattern) {
  if (!pattern.starts_with('/')) throw std::logic_error("a pattern must begin with /");
  std::vector<Part> parts;
  std::string_view rest = pattern.substr(1);
  while (!rest.empty()) {
    const auto slash = std::min(rest.find('/'), rest.size());
    std::string_view text = rest.substr(0, slash);
    rest.remove_prefix(std::min(slash + 1, rest.size()));
    Part::Kind kind = Part::Kind::literal;
    if (text.starts_with('{') && text.ends_with('}')) {
      text = text.substr(1, text.size() - 2);
      kind = text.ends_with('*') ? Part::Kind::rest : Part::Kind::parameter;
      if (kind == Part::Kind::rest) text.remove_suffix(1);
    }
    parts.push_back({kind, std::string(text)});
  }
  return parts;
}

/// True when `a` must be tried before `b`: literals first, the rest of a path last.
bool more_specific(const std::vector<Part>& a, const std::vector<Part>& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i].kind != b[i].kind) return a[i].kind < b[i].kind;
  }
  return a.size() > b.size();
}

bool matches(const std::vector<Part>& parts, std::span<const std::string> path) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].kind == Part::Kind::rest) return true;
    if (i >= path.size()) return false;
    if (parts[i].kind == Part::Kind::literal ? parts[i].text != path[i] : path[i].empty()) {
      return false;
    }
  }
  return parts.size() == path.size();
}

Pairs parameters_of(const std::vector<Part>& parts, std::span<const std::string> path) {
  Pairs out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].kind == Part::Kind::parameter) out.emplace_back(parts[i].text, path[i]);
    if (parts[i].kind != Part::Kind::rest) continue;
    std::string rest;
    for (std::size_t j = i; j < path.size(); ++j) rest += (j > i ? "/" : "") + path[j];
    out.emplace_back(parts[i].text, std::move(rest));
  }
  return out;
}

bool is_by_plant(const Request& request) {
  const auto& s = request.segments;
  return s.size() > kPlantPrefix && s[0] == "api" && s[1] == "v1" && s[2] == "plants";
}

/// The path with /plants/{plant} taken out.
std::vector<std::string> route_path(const Request& request, bool by_plant) {
  std::vector<std::string> path = request.segments;
  if (by_plant) path.erase(path.begin() + 2, path.begin() + kPlantPrefix);
  return path;
}

bool is_unsafe(const Request& request) {
  return request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS";
}

/// Another site can make a browser send our cookie, but not this header.
bool is_forged(const Request& request) {
  const auto& csrf = request.principal.csrf;
  return is_unsafe(request) && !csrf.empty() &&
         !equal_in_constant_time(request.headers.get("X-CSRF-Token"), csrf);
}

/// Tells the observer, then passes the answer on.
class ObservedSink final : public ExchangeSink {
 public:
  ObservedSink(Respond respond, const Request& request, const Route& route, const Observe& observe)
      : respond_(std::move(respond)),
        route_(route),
        observe_(observe),
        principal_(request.principal),
        path_(request.path) {}
  void respond(Response response, After after) override {
    observe_({route_, principal_, path_, response});
    respond_(std::move(response), std::move(after));
  }
  void accept_live(std::move_only_function<void(std::shared_ptr<LiveClient>)> on_open) override {
    respond_.accept_live(std::move(on_open));
  }
  void resume(std::move_only_function<void()> work) override {
    respond_.resume([this, work = std::move(work)](Respond back) mutable {
      respond_ = std::move(back);
      work();
    });
  }

 private:
  Respond respond_;
  const Route& route_;
  const Observe& observe_;
  const Principal principal_;
  const std::string path_;
};

Response not_found() {
  return problem(404, "there is nothing at this address");
}

}  // namespace

struct Router::Entry {
  Route route;
  std::vector<Part> parts;
  std::size_t order = 0;
  Handler handler;
  LiveHandler live_handler;
};

struct Router::Match {
  const Entry* entry = nullptr;
  Pairs parameters = {};
  std::string allow = {};  ///< methods the path has, when none fits
};

Router::Router(Authenticate authenticate, KnowsPlant knows_plant)
    : authenticate_(std::move(authenticate)), knows_plant_(std::move(knows_plant)) {}
Router::~Router() = default;

void Router::add(Route route, Handler handler) {
  auto entry = std::make_unique<Entry>();
  entry->route = std::move(route);
  entry->handler = std::move(handler);
  insert(std::move(entry));
}

void Router::add_live(Route route, LiveHandler handler) {
  auto entry = std::make_unique<Entry>();
  entry->route = std::move(route);
  entry->route.live = true;
  entry->live_handler = std::move(handler);
  insert(std::move(entry));
}

void Router::insert(std::unique_ptr<Entry> entry) {
  const Route& route = entry->route;
  if ((route.role == Role::none || route.role == Role::device) && route.reason.empty()) {
    throw std::logic_error(route.name + ": a route without session must say why");
  }
  entry->parts = compile(route.pattern);
  entry->order = added_++;
  for (const auto& other : entries_) {
    if (other->route.method == route.method && other->route.pattern == route.pattern) {
      throw std::logic_error(route.name + ": this route is there already");
    }
  }
  const auto place = std::ranges::find_if(
      entries_, [&](const auto& other) { return more_specific(entry->parts, other->parts); });
  entries_.insert(place, std::move(entry));
}

Router::Match Router::find(const Request& request, bool by_plant) const {
  const std::vector<std::string> path = route_path(request, by_plant);
  const std::string_view method =
      request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
  Match match;
  for (const auto& entry : entries_) {
    if (!matches(entry->parts, path)) continue;
    if (entry->route.method == method) {
      return {entry.get(), parameters_of(entry->parts, path)};
    }
    if (!match.allow.empty()) match.allow += ", ";
    match.allow += entry->route.method;
    if (entry->route.method == "GET") match.allow += ", HEAD";
  }
  return match;
}

std::optional<Response> Router::refuse(Request& request, const Entry& entry, bool by_plant) const {
  const Route& route = entry.route;
  const bool needs_session = route.role != Role::none && route.role != Role::device;
  if (needs_session) {
    auto principal = authenticate_(request);
    if (!principal) {
      Response response = problem(401, "a valid token is needed (Authorization: Bearer …)");
      response.headers.set("WWW-Authenticate", "Bearer realm=\"cleangate\"");
      return response;
    }
    request.principal = *std::move(principal);
  }
  if (by_plant && !knows_plant_(request.segments[kPlantPrefix - 1])) return not_found();
  if (needs_session && !satisfies(request.principal.role, route.role)) {
    return problem(403, "this needs the role " + std::string(to_text(route.role)));
  }
  if (needs_session && is_forged(request)) {
    return problem(403, "csrf", "the header X-CSRF-Token must be that of GET /session");
  }
  if (route.live && !request.wants_websocket) {
    Response response = problem(426, "this address speaks WebSocket");
    response.headers.set("Upgrade", "websocket");
    return response;
  }
  if (route.live && !is_same_origin(request)) {
    return problem(403, "this page may not connect from another site");
  }
  if (route.live && refuse_live_) return refuse_live_(request);
  return std::nullopt;
}

Respond Router::observed(const Request& request, const Entry& entry, Respond respond) const {
  const bool by_person = request.principal.role >= Role::viewer;
  if (!observe_ || !by_person || !is_unsafe(request) || !entry.route.observed) return respond;
  // Shared: as every sink is.
  return Respond(
      std::make_shared<ObservedSink>(std::move(respond), request, entry.route, observe_));
}

void Router::handle(Request request, Respond respond) const {
  const bool by_plant = is_by_plant(request);
  Match match = find(request, by_plant);
  if (!match.entry) {
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (match.allow.empty() && reads && otherwise_) {
      return otherwise_(std::move(request), std::move(respond));
    }
    if (match.allow.empty()) return respond(not_found());
    Response response = problem(405, "this address has only " + match.allow);
    if (request.method == "OPTIONS") response = {.status = 204, .headers = {}, .body = {}};
    response.headers.set("Allow", match.allow);
    return respond(std::move(response));
  }
  auto refusal = refuse(request, *match.entry, by_plant);
  respond = observed(request, *match.entry, std::move(respond));
  if (refusal) return respond(*std::move(refusal));
  request.parameters = std::move(match.parameters);
  if (!match.entry->route.live) {
    return match.entry->handler(std::move(request), std::move(respond));
  }
  // The client is shared: its connection and the handler both hold it.
  respond.accept_live([request = std::move(request),
                       entry = match.entry](std::shared_ptr<LiveClient> client) mutable {
    if (client) entry->live_handler(std::move(request), std::move(client));
  });
}

std::vector<Route> Router::routes() const {
  std::vector<const Entry*> sorted;
  for (const auto& entry : entries_) sorted.push_back(entry.get());
  std::ranges::sort(sorted, {}, &Entry::order);
  std::vector<Route> out;
  for (const Entry* entry : sorted) out.push_back(entry->route);
  return out;
}

bool satisfies(Role have, Role asked) {
  switch (asked) {
    case Role::none:
    case Role::device:
      return true;
    case Role::board_key:
    case Role::viewer:
    case Role::guard:
    case Role::manager:
    case Role::admin:
      // In the order of the enum; a device's secret opens no route of people.
      return have != Role::device && have >= asked;
  }
  return false;
}

bool is_same_origin(const Request& request) {
  if (!request.headers.has("Origin")) return true;
  const std::string_view origin = request.headers.get("Origin");
  const auto scheme = origin.find("://");
  return scheme != std::string_view::npos &&
         equals_ignoring_case(origin.substr(scheme + 3), request.headers.get("Host"));
}

}  // namespace cleangate::http
