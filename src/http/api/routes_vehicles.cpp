#include "http/api/binder.h"
#include "service/confirm_vehicle.h"
#include "service/preview_decision.h"
#include "service/register_vehicle.h"
#include "service/show_vehicle.h"

namespace cleangate::http {

using service::Plant;

namespace {

Result<service::VehicleFilter> vehicle_filter(const Request& request) {
  service::VehicleFilter filter;
  filter.part = TRY(plate_part(request));
  filter.stage = query_word(request, "stage");
  filter.source = query_word(request, "source");
  filter.state = TRY(query_word_of(request, "state", {"provisional", "unknown", "confirmed"}));
  filter.before_index = TRY(page_cursor(request));
  filter.limit = TRY(page_limit(request));
  return filter;
}

}  // namespace

void Api::Binder::bind_vehicles() {
  write({"putVehicle", "PUT", "/api/v1/vehicles/{plate}/{colour}", Role::guard}, 200,
        [](Plant& plant, const Request& request, const Json& body, const auto& actor, auto reply) {
          service::put_vehicle(plant, named(request, "plate"), named(request, "colour"), body,
                               actor, std::move(reply));
        });
  read_and_query(
      {"getVehicle", "GET", "/api/v1/vehicles/{plate}/{colour}", Role::viewer},
      [](Plant& plant, const Request& request) -> Result<Json> {
        const auto row =
            TRY(service::vehicle_row(plant, named(request, "plate"), named(request, "colour")));
        return service::show_vehicle(row, plant.clock.wall());
      },
      [](service::Queries& queries, const Request&, Json memory) {
        return service::with_evidence(queries, std::move(memory));
      });
  query({"listVehicles", "GET", "/api/v1/vehicles", Role::viewer},
        [parts = &parts](service::Queries& queries, const Request& request) -> Result<Response> {
          const auto filter = TRY(vehicle_filter(request));
          return json_response(
              TRY(service::show_vehicles(queries, filter, parts->plant.clock.wall())));
        });
  write({"confirmVehicle", "POST", "/api/v1/vehicles/{plate}/{colour}/confirm", Role::manager}, 200,
        [](Plant& plant, const Request& request, const Json&, const auto& actor, auto reply) {
          service::confirm_vehicle(plant, named(request, "plate"), named(request, "colour"), actor,
                                   std::move(reply));
        });
  write({"importVehicles", "POST", "/api/v1/vehicles/import", Role::manager}, 200,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::import_vehicles(plant, body, actor, std::move(reply));
        });
  read({"getList", "GET", "/api/v1/lists/{list}", Role::viewer},
       [](Plant& plant, const Request& request) -> Result<Json> {
         const auto list = named(request, "list");
         if (list != "allow" && list != "deny" && list != "watch") {
           return fail(ErrorCode::not_found, "there is no list " + list);
         }
         return service::show_list(plant, list);
       });
  write({"addListItem", "POST", "/api/v1/lists/{list}", Role::manager}, 201,
        [](Plant& plant, const Request& request, const Json& body, const auto& actor, auto reply) {
          service::add_list_item(plant, named(request, "list"), body, actor, std::move(reply));
        });
  write({"removeListItem", "DELETE", "/api/v1/lists/{list}/{id}", Role::manager}, 200,
        [](Plant& plant, const Request& request, const Json&, const auto& actor, auto reply) {
          service::remove_list_item(plant, named(request, "list"), named(request, "id"), actor,
                                    std::move(reply));
        });
  write({"previewDecision", "POST", "/api/v1/decisions", Role::guard}, 200,
        [](Plant& plant, const Request&, const Json& body, const auto&, auto reply) {
          reply(service::preview_decision(plant, body));
        });
}

}  // namespace cleangate::http
