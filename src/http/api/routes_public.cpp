#include "http/api/binder.h"
#include "http/api/poster.h"
#include "service/declare_load.h"
#include "service/driver_address.h"

namespace cleangate::http {
namespace {

using service::Plant;

constexpr const char* kReason = "a driver scans the code and has no account; limited per address";

Response too_often() {
  Response response = problem(429, "操作太频繁，请稍后再试 (too often: wait a minute)");
  response.headers.set("Retry-After", "60");
  return response;
}

/// One address, and all together: a page that anybody may open must not fill the log.
bool may_declare(Api::Shared& all, const Request& request) {
  return all.declarations.take(request.peer_address, request.received) &&
         all.all_declarations.take("", request.received);
}

Result<Response> poster_of(const Plant& plant, const std::string& gate) {
  const auto found = plant.state.gates().find(gate);
  if (found == plant.state.gates().end())
    return fail(ErrorCode::not_found, "there is no such gate");
  const auto url = service::driver_address(plant.state.plant(), gate);
  if (url.empty()) {
    return fail(ErrorCode::conflict,
                "public_url: the plant's settings do not say where drivers "
                "reach this server");
  }
  Response response;
  response.body = TRY(poster(url, plant.state.plant()["name"].text().value_or(""),
                             found->second["name"].text().value_or(gate)));
  response.headers.set("Content-Type", "image/svg+xml");
  response.headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
  return response;
}

}  // namespace

void Api::Binder::bind_posters() {
  router.add({"getGatePoster", "GET", "/api/v1/gates/{id}/poster", Role::manager},
             [parts = &parts](Request request, Respond respond) {
               parts->plant.executor.post(
                   [parts, gate = named(request, "id"), respond = std::move(respond)]() mutable {
                     auto response = poster_of(parts->plant, gate);
                     respond(response ? *std::move(response) : problem(response.error()));
                   });
             });
}

void Api::Binder::bind_public() {
  router.add({"getNotice", "GET", "/api/v1/public/notice", Role::none, kReason},
             [parts = &parts, all = &shared](Request request, Respond respond) {
               if (!all->notices.take(request.peer_address, request.received)) {
                 return respond(too_often());
               }
               const std::string gate(request.query_value("gate").value_or(""));
               parts->plant.executor.post([parts, gate, respond = std::move(respond)]() mutable {
                 respond(json_response(service::show_notice(parts->plant, gate)));
               });
             });
  auto declare =
      writing(201, [](Plant& plant, const Request&, const Json& body, const auto&, auto reply) {
        service::declare_load(plant, body, std::move(reply));
      });
  router.add({"declareLoad", "POST", "/api/v1/public/declarations", Role::none, kReason},
             [all = &shared, declare = std::move(declare)](Request request, Respond respond) {
               if (!is_same_origin(request)) {
                 return respond(problem(403, "this page is of another site"));
               }
               if (!may_declare(*all, request)) return respond(too_often());
               declare(std::move(request), std::move(respond));
             });
}

}  // namespace cleangate::http
