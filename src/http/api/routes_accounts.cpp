#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "http/api/binder.h"
#include "http/api/refusal.h"

namespace cleangate::http {
namespace {

service::Answer<Json> answered(int status, Respond respond) {
  return [status, respond = std::move(respond)](auto result) mutable {
    respond(result ? json_response(*result, status) : refusal_response(result.error()));
  };
}

Json list_users(service::Sessions& sessions) {
  Json items = Json::array();
  for (const auto& user : sessions.users()) items.push(service::show_user(user));
  return whole_page(std::move(items));
}

Result<std::optional<std::int64_t>> cursor_of(const Request& request) {
  const auto text = request.query_value("cursor");
  if (!text) return std::nullopt;
  const auto id = parse_integer(*text);
  if (!id || *id < 1) return fail(ErrorCode::invalid, "cursor: must be `next` of a page");
  return *id;
}

Result<std::optional<WallTime>> time_of(const Request& request, std::string_view name) {
  const auto text = request.query_value(name);
  if (!text) return std::nullopt;
  const auto time = parse_rfc3339(*text);
  if (!time) return fail(ErrorCode::invalid, std::string(name) + ": must be an RFC 3339 time");
  return *time;
}

/// `more`: what was asked beyond the page; the cursor is the last id shown.
template <class Record, class Show>
Json page_of(std::vector<Record> records, std::size_t limit, Show show) {
  const bool more = records.size() > limit;
  if (more) records.resize(limit);
  Json items = Json::array();
  for (const auto& record : records) items.push(show(record));
  Json next;
  if (more) next = std::to_string(records.back().id);
  return Json::object({{"items", std::move(items)}, {"next", std::move(next)}});
}

Json show_login(const service::LoginRecord& login) {
  return Json::object({{"at", to_rfc3339(login.at)},
                       {"username", login.username},
                       {"address", login.address},
                       {"outcome", login.outcome}});
}

Json show_operation(const service::OperationRecord& operation) {
  Json out = Json::object({{"id", std::to_string(operation.id)},
                           {"at", to_rfc3339(operation.at)},
                           {"actor", operation.actor},
                           {"role", operation.role},
                           {"action", operation.action},
                           {"target", operation.target},
                           {"status", operation.status},
                           {"index", nullptr}});
  if (operation.index) out.set("index", *operation.index);
  return out;
}

Result<Response> list_logins(service::AccountStore& store, const Request& request) {
  const auto limit = TRY(page_limit(request));
  return json_response(
      page_of(TRY(store.logins(TRY(cursor_of(request)), limit + 1)), limit, show_login));
}

Result<Response> list_operations(service::AccountStore& store, const Request& request) {
  service::OperationFilter filter;
  const auto limit = TRY(page_limit(request));
  filter.limit = limit + 1;
  filter.before = TRY(cursor_of(request));
  filter.from = TRY(time_of(request, "from"));
  filter.to = TRY(time_of(request, "to"));
  filter.actor = request.query_value("actor").value_or("");
  return json_response(page_of(TRY(store.operations(filter)), limit, show_operation));
}

/// 1–64 of letters, digits, '-', '_', '.'. Errors: invalid.
Result<std::string> preference_key(const Request& request) {
  constexpr std::size_t kMaxKey = 64;
  const auto key = request.parameter("key");
  const bool good = key.size() <= kMaxKey && std::ranges::all_of(key, [](unsigned char c) {
                      return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
                    });
  if (!good) return fail(ErrorCode::invalid, "key: 1 to 64 letters, digits and . _ -");
  return std::string(key);
}

Result<Response> get_preference(service::AccountStore& store, const Request& request) {
  const auto key = TRY(preference_key(request));
  const auto value = TRY(store.preference(request.principal.id, key));
  // Never set is no fault: a browser would print a 404 as an error on every new user's pages.
  if (!value) return json_response(Json(nullptr));
  return json_response(TRY(parse_json(*value)));
}

Result<Response> put_preference(service::AccountStore& store, const Request& request) {
  const auto key = TRY(preference_key(request));
  if (request.body.size() > kMaxPreferenceBytes) {
    return fail(ErrorCode::too_large, "a preference has at most 32 kB");
  }
  const Json value = TRY(parse_json(request.body));
  TRY(store.put_preference(request.principal.id, key, value.dump()));
  return json_response(value);
}

}  // namespace

void Api::Binder::bind_users() {
  router.add({"listUsers", "GET", "/api/v1/users", Role::admin},
             [parts = &parts](Request, Respond respond) {
               respond(json_response(list_users(parts->accounts.sessions())));
             });
  /// No Idempotency-Key: the answer holds a secret, and a second try is told by its name.
  const auto change = [this](Route route, int status, auto use_case) {
    router.add(std::move(route), [parts = &parts, status, use_case](Request request,
                                                                    Respond respond) {
      auto body = request.body.empty() ? Result<Json>(Json::object()) : parse_json(request.body);
      if (!body) return respond(problem(body.error()));
      use_case(parts->accounts, request, *std::move(body), answered(status, std::move(respond)));
    });
  };
  change({"createUser", "POST", "/api/v1/users", Role::admin}, 201,
         [](auto& accounts, const Request& request, Json body, auto answer) {
           accounts.create_user(std::move(body), actor_of(request), std::move(answer));
         });
  change({"changeUser", "PATCH", "/api/v1/users/{id}", Role::admin}, 200,
         [](auto& accounts, const Request& request, Json body, auto answer) {
           accounts.change_user(named(request, "id"), std::move(body), actor_of(request),
                                std::move(answer));
         });
  change({"resetUser", "POST", "/api/v1/users/{id}/reset", Role::admin}, 200,
         [](auto& accounts, const Request& request, Json, auto answer) {
           accounts.reset_user(named(request, "id"), actor_of(request), std::move(answer));
         });
}

void Api::Binder::bind_account_logs() {
  auto* store = &parts.accounts.store();
  query(
      {"listLogins", "GET", "/api/v1/login-log", Role::admin},
      [store](service::Queries&, const Request& request) { return list_logins(*store, request); });
  query({"listOperations", "GET", "/api/v1/operations", Role::viewer},
        [store](service::Queries&, const Request& request) {
          return list_operations(*store, request);
        });
  query({"getPreference", "GET", "/api/v1/preferences/{key}", Role::viewer},
        [store](service::Queries&, const Request& request) {
          return get_preference(*store, request);
        });
  // How a table looks on somebody's screen is no operation of the plant.
  query({"putPreference", "PUT", "/api/v1/preferences/{key}", Role::viewer, {}, false, false},
        [store](service::Queries&, const Request& request) {
          return put_preference(*store, request);
        });
}

}  // namespace cleangate::http
