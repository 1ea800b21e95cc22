#include "base/text.h"
#include "http/api/binder.h"
#include "http/api/cookie.h"
#include "http/api/refusal.h"

namespace cleangate::http {
namespace {

using service::NewSession;
using service::Refusal;

constexpr std::chrono::seconds kSignInRetry{5};  // 1 / kSignInsPerSecond

service::Client client_of(const Api::Parts& parts, const Request& request) {
  service::Client client{request.peer_address, request.principal.session};
  // Signing in where somebody is signed in already: that session ends.
  const auto secret = session_secret(request);
  if (client.session.empty() && !secret.empty()) {
    const auto old = parts.accounts.sessions().find(sha256(secret), parts.plant.clock.wall());
    if (old) client.session = old->session;
  }
  return client;
}

Json plant_json(const service::Plant& plant) {
  const auto name = plant.state.plant()["name"].text().value_or("");
  return Json::object({{"id", plant.id}, {"name", name}});
}

Json session_json(const service::Plant& plant, const service::SignedIn& who, std::string csrf) {
  return Json::object({{"user", Json::object({{"id", who.user},
                                              {"username", who.username},
                                              {"display_name", who.display_name},
                                              {"role", who.role}})},
                       {"csrf", std::move(csrf)},
                       {"expires_at", to_rfc3339(who.expires)},
                       {"plant", plant_json(plant)}});
}

/// A bearer token is somebody too, but has no session.
Json token_json(const service::Plant& plant, const Principal& principal) {
  return Json::object({{"user", Json::object({{"id", principal.id},
                                              {"username", principal.name},
                                              {"display_name", principal.name},
                                              {"role", to_text(principal.role)}})},
                       {"csrf", nullptr},
                       {"expires_at", nullptr},
                       {"plant", plant_json(plant)}});
}

/// The cookie, and what GET /session would say.
service::Answer<NewSession> signed_in(Api::Parts& parts, bool secure, int status, Respond respond) {
  return [&parts, secure, status, respond = std::move(respond)](auto result) mutable {
    if (!result) return respond(refusal_response(result.error()));
    // The plant's name is memory state.
    parts.plant.executor.post([&parts, secure, status, begun = *std::move(result),
                               respond = std::move(respond)]() mutable {
      auto response =
          json_response(session_json(parts.plant, begun.who, csrf_token(begun.secret)), status);
      response.headers.add("Set-Cookie", session_cookie(begun.secret, secure));
      response.headers.set("Cache-Control", "no-store");
      respond(std::move(response));
    });
  };
}

/// Forms of other sites and floods end here. nullopt: go on.
std::optional<Response> refuse_stranger(Api::Shared& shared, const Request& request) {
  if (!is_same_origin(request)) return problem(403, "csrf", "this page is of another site");
  if (shared.sign_ins.take(request.peer_address, request.received)) return std::nullopt;
  Response response = problem(429, "too many attempts from this address; wait, then try again");
  response.headers.set("Retry-After", std::to_string(kSignInRetry.count()));
  return response;
}

void show_link(Api::Parts& parts, const Request& request, Respond respond) {
  parts.accounts.show_link(
      named(request, "token"), [&parts, respond = std::move(respond)](auto link) mutable {
        if (!link) return respond(refusal_response(link.error()));
        parts.plant.executor.post(
            [&parts, shown = *std::move(link), respond = std::move(respond)]() mutable {
              shown.set("plant", plant_json(parts.plant));
              auto response = json_response(shown);
              response.headers.set("Cache-Control", "no-store");
              respond(std::move(response));
            });
      });
}

void show_session(Api::Parts& parts, const Request& request, Respond respond) {
  parts.plant.executor.post([&parts, request, respond = std::move(respond)]() mutable {
    const auto& principal = request.principal;
    const auto who = parts.accounts.sessions().of_id(principal.session, parts.plant.clock.wall());
    if (!principal.session.empty() && !who) return respond(problem(401, "the session has ended"));
    respond(json_response(who ? session_json(parts.plant, *who, principal.csrf)
                              : token_json(parts.plant, principal)));
  });
}

Response no_content() {
  return {.status = 204, .headers = {}, .body = {}};
}

/// What only a browser's session can ask.
std::optional<Response> refuse_token(const Request& request) {
  if (!request.principal.session.empty()) return std::nullopt;
  return problem({ErrorCode::not_found, "a token has no session"});
}

}  // namespace

void Api::Binder::bind_session() {
  const std::string reason =
      "who has no session yet asks for one; the secret stands in the request";
  router.add({"getSetup", "GET", "/api/v1/setup/{token}", Role::none, reason},
             [parts = &parts, all = &shared](Request request, Respond respond) {
               if (auto no = refuse_stranger(*all, request)) return respond(*std::move(no));
               show_link(*parts, request, std::move(respond));
             });
  const auto enter = [this, reason](std::string name, std::string path, int status, auto use_case) {
    router.add({std::move(name), "POST", std::move(path), Role::none, reason},
               [parts = &parts, all = &shared, status, use_case](Request request, Respond respond) {
                 if (auto no = refuse_stranger(*all, request)) return respond(*std::move(no));
                 auto body = parse_json(request.body);
                 if (!body) return respond(problem(body.error()));
                 (parts->accounts.*use_case)(
                     *std::move(body), client_of(*parts, request),
                     signed_in(*parts, request.secure, status, std::move(respond)));
               });
  };
  enter("useSetup", "/api/v1/setup", 201, &service::Accounts::use_link);
  enter("signIn", "/api/v1/session", 200, &service::Accounts::sign_in);
  router.add({"getSession", "GET", "/api/v1/session", Role::viewer},
             [parts = &parts](Request request, Respond respond) {
               show_session(*parts, request, std::move(respond));
             });
  router.add({"signOut", "DELETE", "/api/v1/session", Role::viewer, {}, false, false},
             [parts = &parts](Request request, Respond respond) {
               if (auto no = refuse_token(request)) return respond(*std::move(no));
               parts->accounts.sign_out(
                   client_of(*parts, request),
                   [secure = request.secure, respond = std::move(respond)](auto done) mutable {
                     auto response = done ? no_content() : refusal_response(done.error());
                     response.headers.add("Set-Cookie", no_session_cookie(secure));
                     respond(std::move(response));
                   });
             });
  router.add({"changePassword", "PUT", "/api/v1/session/password", Role::viewer},
             [parts = &parts](Request request, Respond respond) {
               if (auto no = refuse_token(request)) return respond(*std::move(no));
               auto body = parse_json(request.body);
               if (!body) return respond(problem(body.error()));
               parts->accounts.change_password(
                   *std::move(body), client_of(*parts, request),
                   [respond = std::move(respond)](auto done) mutable {
                     respond(done ? no_content() : refusal_response(done.error()));
                   });
             });
}

}  // namespace cleangate::http
