#pragma once
// Routes by method and pattern, each with the role it asks for or the reason why it asks none.
// Built once at start, then read from any thread. Never looks into bodies, never blocks.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/exchange.h"
#include "http/request.h"

namespace cleangate::http {

struct Route {
  std::string name;     ///< unique; as operationId in api/openapi.yaml
  std::string method;   ///< "GET" answers HEAD too
  std::string pattern;  ///< "/api/v1/passages/{id}"; "{rest*}" at the end takes 0 or more segments
  Role role = Role::admin;
  std::string reason = {};  ///< why no session is needed; required for roles none and device
  bool live = false;        ///< a WebSocket
  bool observed = true;     ///< an unsafe call is worth a line in the operation log
};

/// Who the request's credential belongs to; nullopt = none or not valid. Memory only, any thread.
using Authenticate = std::move_only_function<std::optional<Principal>(const Request&) const>;
/// Whether this server serves that plant id.
using KnowsPlant = std::move_only_function<bool(std::string_view plant) const>;
/// An unsafe request of a person or token that was answered, refusals too.
struct Answered {
  const Route& route;
  const Principal& principal;
  const std::string& path;
  const Response& response;
};
/// Called on whatever thread answers, just before the answer goes out.
using Observe = std::move_only_function<void(const Answered&) const>;

/// A last look before a WebSocket opens: what to answer instead.
using RefuseLive = std::move_only_function<std::optional<Response>(const Request&) const>;

/// Every route under /api/v1/ also stands under /api/v1/plants/{plant}/.
/// Answers: 404 no such path, or a plant not served here (the same words); 405 with Allow; 401 no
/// valid credential; 403 role too low, or an unsafe request of a browser's session without its
/// X-CSRF-Token (code `csrf`); 426 a live route without WebSocket; 403 foreign Origin.
/// The plant is looked at after the credential and before the role.
class Router {
 public:
  Router(Authenticate authenticate, KnowsPlant knows_plant);
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  /// Throws std::logic_error: same method and pattern twice, no reason where one is needed,
  /// a pattern that does not begin with '/'. Literal segments win over parameters, whatever the
  /// order of adding.
  void add(Route route, Handler handler);
  void add_live(Route route, LiveHandler handler);

  /// Answers a GET or HEAD of no known address in the place of the 404: the pages of people.
  void otherwise(Handler handler) { otherwise_ = std::move(handler); }
  /// Before the first request.
  void observe(Observe observe) { observe_ = std::move(observe); }
  void refuse_live(RefuseLive refuse) { refuse_live_ = std::move(refuse); }

  void handle(Request request, Respond respond) const;

  /// In the order of adding; for the route census and the documents.
  [[nodiscard]] std::vector<Route> routes() const;

 private:
  struct Entry;
  struct Match;
  void insert(std::unique_ptr<Entry> entry);
  [[nodiscard]] Match find(const Request& request, bool by_plant) const;
  [[nodiscard]] std::optional<Response> refuse(Request& request, const Entry& entry,
                                               bool by_plant) const;
  [[nodiscard]] Respond observed(const Request& request, const Entry& entry, Respond respond) const;

  Authenticate authenticate_;
  KnowsPlant knows_plant_;
  Observe observe_;
  RefuseLive refuse_live_;
  std::vector<std::unique_ptr<Entry>> entries_;  ///< most specific first
  std::size_t added_ = 0;
  Handler otherwise_;
};

/// Whether a principal's role satisfies the one a route asks for.
[[nodiscard]] bool satisfies(Role have, Role asked);
/// No Origin (no browser), or one whose host and port equal the Host field.
[[nodiscard]] bool is_same_origin(const Request& request);

}  // namespace cleangate::http
