#include "http/api/binder.h"
#include "service/configure_lookup.h"
#include "service/look_up_vehicle.h"
#include "service/show_dossier.h"
#include "service/state_stage.h"

namespace cleangate::http {

using service::Plant;

namespace {

service::LookupSecret kept_secret(const Api::Parts& parts) {
  const auto secrets = parts.access.secrets_of(service::kLookupSecret);
  if (!secrets) return {};
  return {secrets->username, secrets->password};
}

Error not_built() {
  return {ErrorCode::unavailable, "this server has no look-up"};
}

/// A paper that is named must be there; then the write itself.
Handler after_evidence(Api::Parts& parts, Handler write) {
  return [parts = &parts, write = std::move(write)](Request request, Respond respond) {
    const auto body = parse_json(request.body);
    if (!body || body->operator[]("evidence").items().empty()) {
      return write(std::move(request), std::move(respond));
    }
    parts->queries.post([parts, &write, body = *body, request = std::move(request),
                         respond = std::move(respond)]() mutable {
      const auto kept = service::has_evidence(parts->plant.queries, named(request, "plate"),
                                              named(request, "colour"), body);
      if (!kept) return respond(problem(kept.error()));
      write(std::move(request), std::move(respond));
    });
  };
}

/// From the disk, then what memory knows of each.
void show_queue(Api::Parts& parts, Request request, Respond respond) {
  parts.queries.post(
      [&parts, request = std::move(request), respond = std::move(respond)]() mutable {
        auto page = [&]() -> Result<Json> {
          const auto before = TRY(page_cursor(request));
          const auto limit = TRY(page_limit(request));
          return service::show_verification_queue(parts.plant.queries, before, limit,
                                                  parts.plant.clock.wall(),
                                                  parts.plant.state.rules().find_pack());
        }();
        if (!page) return respond(problem(page.error()));
        parts.plant.executor.post(
            [&parts, page = *std::move(page), respond = std::move(respond)]() mutable {
              service::add_pending(parts.plant, page, [&](const service::VehicleName& name) {
                return parts.look_ups ? parts.look_ups->state_of(name) : Json();
              });
              respond(json_response(page));
            });
      });
}

}  // namespace

void Api::Binder::bind_lookup() {
  read({"getLookup", "GET", "/api/v1/lookup", Role::manager},
       [parts = &parts](Plant& plant, const Request&) -> Result<Json> {
         if (!parts->look_ups) return std::unexpected(not_built());
         return service::show_lookup(plant, !kept_secret(*parts).secret.empty(),
                                     parts->look_ups->status());
       });
  write(
      {"putLookup", "PUT", "/api/v1/lookup", Role::manager}, 200,
      [parts = &parts](Plant& plant, const Request&, const Json& body, const auto& actor,
                       auto reply) {
        if (!parts->lookup) return reply(std::unexpected(not_built()));
        service::put_lookup(plant, *parts->lookup, body, kept_secret(*parts), actor,
                            std::move(reply));
      },
      true);
  write({"testLookup", "POST", "/api/v1/lookup/test", Role::manager}, 200,
        [parts = &parts](Plant& plant, const Request&, const Json& body, const auto&, auto reply) {
          if (!parts->lookup || !parts->look_ups) return reply(std::unexpected(not_built()));
          const auto trial =
              service::lookup_trial(plant, *parts->lookup, body, kept_secret(*parts));
          if (!trial) return reply(std::unexpected(trial.error()));
          parts->look_ups->test(trial->settings, trial->secret, body, std::move(reply));
        });
  write({"lookUpVehicle", "POST", "/api/v1/vehicles/{plate}/{colour}/look-up", Role::guard}, 202,
        [parts = &parts](Plant&, const Request& request, const Json&, const auto&, auto reply) {
          if (!parts->look_ups) return reply(std::unexpected(not_built()));
          const auto name =
              service::vehicle_name(named(request, "plate"), named(request, "colour"));
          if (!name) return reply(std::unexpected(name.error()));
          parts->look_ups->ask_now(*name, std::move(reply));
        });
}

void Api::Binder::bind_dossiers() {
  read_and_query(
      {"getDossier", "GET", "/api/v1/vehicles/{plate}/{colour}/dossier", Role::viewer},
      [parts = &parts](Plant& plant, const Request& request) -> Result<Json> {
        const auto name =
            TRY(service::vehicle_name(named(request, "plate"), named(request, "colour")));
        Json dossier = service::dossier_in_memory(plant, name);
        dossier.set("look_up", parts->look_ups ? parts->look_ups->state_of(name) : Json());
        return dossier;
      },
      [](service::Queries& queries, const Request&, Json memory) {
        return service::show_dossier(queries, std::move(memory));
      });
  router.add({"addStatement", "POST", "/api/v1/vehicles/{plate}/{colour}/statements", Role::guard},
             after_evidence(
                 parts, writing(201, [](Plant& plant, const Request& request, const Json& body,
                                        const auto& actor, auto reply) {
                   service::state_stage(plant, named(request, "plate"), named(request, "colour"),
                                        body, actor, std::move(reply));
                 })));
  write({"confirmStatement", "POST", "/api/v1/vehicles/{plate}/{colour}/statements/{entry}/confirm",
         Role::manager},
        200, [](Plant& plant, const Request& request, const Json&, const auto& actor, auto reply) {
          service::confirm_statement(plant, named(request, "plate"), named(request, "colour"),
                                     named(request, "entry"), actor, std::move(reply));
        });
  router.add({"listVerificationQueue", "GET", "/api/v1/verification-queue", Role::viewer},
             [parts = &parts](Request request, Respond respond) {
               show_queue(*parts, std::move(request), std::move(respond));
             });
}

}  // namespace cleangate::http
