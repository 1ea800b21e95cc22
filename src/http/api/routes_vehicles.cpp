#include "http/api/binder.h"
#include "service/preview_decision.h"
#include "service/register_vehicle.h"

namespace cleangate::http {

using service::Plant;

void Api::Binder::bind_vehicles() {
  write({"putVehicle", "PUT", "/api/v1/vehicles/{plate}/{colour}", Role::guard}, 200,
        [](Plant& plant, const Request& request, const Json& body, const auto& actor, auto reply) {
          service::put_vehicle(plant, named(request, "plate"), named(request, "colour"), body,
                               actor, std::move(reply));
        });
  read({"getVehicle", "GET", "/api/v1/vehicles/{plate}/{colour}", Role::viewer},
       [](Plant& plant, const Request& request) {
         return service::show_vehicle(plant, named(request, "plate"), named(request, "colour"));
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
