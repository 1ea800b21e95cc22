#include "base/text.h"
#include "http/api/binder.h"
#include "service/keep_plan.h"
#include "service/rehearse.h"

namespace cleangate::http {
namespace {

using service::Plant;

/// The version that the address or `?version=` names; 0 = the newest. Errors: invalid.
Result<std::int64_t> version_of(std::optional<std::string_view> text) {
  if (!text || text->empty()) return 0;
  const auto number = parse_integer(*text);
  if (number && *number > 0) return *number;
  return fail(ErrorCode::invalid, "version: must be a number of 1 or more");
}

/// A page of the plant's own making: no script, nothing from elsewhere.
Response page(std::string html) {
  Response response;
  response.body = std::move(html);
  response.headers.set("Content-Type", "text/html; charset=utf-8");
  response.headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("X-Content-Type-Options", "nosniff");
  return response;
}

/// A viewer (an inspector, say) cannot write it back, so he needs no whole number.
Json plan_for(const Request& request, const Json& plan) {
  return request.principal.role <= Role::viewer ? service::with_masked_contacts(plan) : plan;
}

}  // namespace

void Api::Binder::bind_plan() {
  read({"getPlan", "GET", "/api/v1/plan", Role::viewer},
       [](Plant& plant, const Request& request) -> Result<Json> {
         return plant.state.plan().is_null() ? Json::object()
                                             : plan_for(request, plant.state.plan());
       });
  write({"putPlan", "PUT", "/api/v1/plan", Role::manager}, 200,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::put_plan(plant, body, actor, std::move(reply));
        });
  query({"listPlanVersions", "GET", "/api/v1/plan/versions", Role::viewer},
        [](service::Queries& queries, const Request&) -> Result<Response> {
          return json_response(whole_page(TRY(service::list_plan_versions(queries))));
        });
  query({"getPlanVersion", "GET", "/api/v1/plan/versions/{version}", Role::viewer},
        [](service::Queries& queries, const Request& request) -> Result<Response> {
          const auto version = TRY(version_of(request.parameter("version")));
          Json shown = TRY(service::show_plan_version(queries, version));
          shown.set("plan", plan_for(request, shown["plan"]));
          return json_response(shown);
        });
  router.add({"printPlan", "GET", "/api/v1/plan/print", Role::viewer},
             [parts = &parts](Request request, Respond respond) {
               const auto version = version_of(request.query_value("version"));
               if (!version) return respond(problem(version.error()));
               parts->plant.executor.post([parts, version = *version, request = std::move(request),
                                           respond = std::move(respond)]() mutable {
                 parts->queries.post([parts, version, facts = parts->plant.state.plant(),
                                      request = std::move(request),
                                      respond = std::move(respond)]() mutable {
                   auto found = service::show_plan_version(parts->plant.queries, version);
                   if (!found) return respond(problem(found.error()));
                   found->set("plan", plan_for(request, (*found)["plan"]));
                   respond(page(service::print_plan(facts, *found)));
                 });
               });
             });
  bind_rehearsals();
}

void Api::Binder::bind_rehearsals() {
  router.add({"rehearse", "POST", "/api/v1/rehearsals", Role::manager},
             [parts = &parts](Request request, Respond respond) {
               auto body = parse_json(request.body.empty() ? "{}" : request.body);
               if (!body) return respond(problem(body.error()));
               parts->plant.executor.post(
                   [parts, body = *std::move(body), respond = std::move(respond)]() mutable {
                     service::rehearse(
                         parts->plant, parts->queries, body,
                         [respond = std::move(respond)](Result<Json> result) mutable {
                           respond(result ? json_response(*result) : problem(result.error()));
                         });
                   });
             });
}

}  // namespace cleangate::http
