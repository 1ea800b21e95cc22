#include "http/api/binder.h"
#include "service/configure_plant.h"
#include "service/issue_warning.h"
#include "service/manage_access.h"
#include "service/preview_decision.h"
#include "service/register_vehicle.h"

namespace cleangate::http {
namespace {

using service::Plant;

std::string named(const Request& request, std::string_view name) {
  return std::string(request.parameter(name));
}

Json page_of(Json items) {
  return Json::object({{"items", std::move(items)}, {"next", nullptr}});
}

Json lane_json(const service::LaneConfig& lane) {
  return Json::object({{"id", lane.id},
                       {"gate", lane.gate},
                       {"name", lane.name},
                       {"direction", lane.direction},
                       {"mode", gate::to_text(lane.mode)}});
}

void bind_lists(Api::Binder& bind);

void bind_vehicles(Api::Binder& bind) {
  bind.write({"putVehicle", "PUT", "/api/v1/vehicles/{plate}/{colour}", Role::guard}, 200,
        [](Plant& plant, const Request& request, const Json& body, const auto& actor,
           auto reply) {
          service::put_vehicle(plant, named(request, "plate"), named(request, "colour"), body,
                               actor, std::move(reply));
        });
  bind.read({"getVehicle", "GET", "/api/v1/vehicles/{plate}/{colour}", Role::guard},
       [](Plant& plant, const Request& request) {
         return service::show_vehicle(plant, named(request, "plate"), named(request, "colour"));
       });
  bind.write({"importVehicles", "POST", "/api/v1/vehicles/import", Role::admin}, 200,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::import_vehicles(plant, body, actor, std::move(reply));
        });
}

}  // namespace

void Api::Binder::bind_plant() {
  read({"getPlant", "GET", "/api/v1/plant", Role::guard},
       [](Plant& plant, const Request&) -> Result<Json> { return plant.state.plant(); });
  write({"putPlant", "PUT", "/api/v1/plant", Role::admin}, 200,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::put_plant(plant, body, actor, std::move(reply));
        });
  read({"getKillSwitch", "GET", "/api/v1/kill-switch", Role::guard},
       [](Plant& plant, const Request&) -> Result<Json> {
         return Json::object({{"on", Json(plant.state.kill_switch())}});
       });
  write({"putKillSwitch", "PUT", "/api/v1/kill-switch", Role::guard}, 200,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::set_kill_switch(plant, body, actor, std::move(reply));
        });
  read({"listGates", "GET", "/api/v1/gates", Role::guard},
       [](Plant& plant, const Request&) -> Result<Json> {
         Json items = Json::array();
         for (const auto& [id, gate] : plant.state.gates()) items.push(gate);
         return page_of(std::move(items));
       });
  write({"createGate", "POST", "/api/v1/gates", Role::admin}, 201,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::add_gate(plant, body, actor, std::move(reply));
        });
  read({"listLanes", "GET", "/api/v1/lanes", Role::guard},
       [](Plant& plant, const Request&) -> Result<Json> {
         Json items = Json::array();
         for (const auto& [id, lane] : plant.state.lanes()) items.push(lane_json(lane));
         return page_of(std::move(items));
       });
  write({"createLane", "POST", "/api/v1/lanes", Role::admin}, 201,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::add_lane(plant, body, actor, std::move(reply));
        });
  write({"changeLane", "PATCH", "/api/v1/lanes/{lane}", Role::guard}, 200,
        [](Plant& plant, const Request& request, const Json& body, const auto& actor,
           auto reply) {
          service::change_lane(plant, named(request, "lane"), body, actor, std::move(reply));
        });
  write({"openLane", "POST", "/api/v1/lanes/{lane}/open", Role::guard}, 200,
        [parts = &parts](Plant&, const Request& request, const Json& body, const auto& actor,
                         auto reply) {
          parts->gate_keeper.open_lane(named(request, "lane"), body, actor, std::move(reply));
        });
  read({"listDevices", "GET", "/api/v1/devices", Role::guard},
       [parts = &parts](Plant& plant, const Request&) -> Result<Json> {
         Json items = Json::array();
         for (const auto& [id, device] : plant.state.devices()) {
           Json shown = device.json;
           if (parts->device_state) shown.set("state", parts->device_state(id));
           items.push(std::move(shown));
         }
         return page_of(std::move(items));
       });
  write({"createDevice", "POST", "/api/v1/devices", Role::admin}, 201,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::add_device(plant, body, actor, std::move(reply));
        },
        true);
  bind_vehicles(*this);
  bind_lists(*this);
}

namespace {

void bind_warnings(Api::Binder& bind) {
  bind.read({"listWarnings", "GET", "/api/v1/warnings", Role::guard},
            [](Plant& plant, const Request&) -> Result<Json> {
              return service::show_warnings(plant);
            });
  bind.write({"startWarning", "POST", "/api/v1/warnings", Role::admin}, 201,
             [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
               service::start_warning(plant, body, actor, std::move(reply));
             });
  for (const std::string action : {"change", "extend", "lift", "measures"}) {
    bind.write({"warning:" + action, "POST", "/api/v1/warnings/{id}/" + action, Role::admin},
               action == "measures" ? 201 : 200,
               [action](Plant& plant, const Request& request, const Json& body,
                        const auto& actor, auto reply) {
                 service::change_warning(plant, named(request, "id"), action, body, actor,
                                         std::move(reply));
               });
  }
  bind.read({"getPlan", "GET", "/api/v1/plan", Role::guard},
            [](Plant& plant, const Request&) -> Result<Json> { return plant.state.plan(); });
  bind.write({"putPlan", "PUT", "/api/v1/plan", Role::admin}, 200,
             [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
               service::put_plan(plant, body, actor, std::move(reply));
             });
}

void bind_access(Api::Binder& bind) {
  bind.write({"createToken", "POST", "/api/v1/tokens", Role::admin}, 201,
             [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
               service::create_token(plant, body, actor, std::move(reply));
             },
             true);
  bind.write({"revokeToken", "DELETE", "/api/v1/tokens/{id}", Role::admin}, 200,
             [](Plant& plant, const Request& request, const Json&, const auto& actor,
                auto reply) {
               service::revoke_token(plant, named(request, "id"), actor, std::move(reply));
             },
             true);
  bind.write({"createBoardKey", "POST", "/api/v1/board-keys", Role::admin}, 201,
             [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
               service::create_board_key(plant, body, actor, std::move(reply));
             },
             true);
  bind.write({"revokeBoardKey", "DELETE", "/api/v1/board-keys/{id}", Role::admin}, 200,
             [](Plant& plant, const Request& request, const Json&, const auto& actor,
                auto reply) {
               service::revoke_board_key(plant, named(request, "id"), actor, std::move(reply));
             },
             true);
}

void bind_lists(Api::Binder& bind) {
  bind.read({"getList", "GET", "/api/v1/lists/{list}", Role::guard},
            [](Plant& plant, const Request& request) -> Result<Json> {
              return service::show_list(plant, named(request, "list"));
            });
  bind.write({"addListItem", "POST", "/api/v1/lists/{list}", Role::admin}, 201,
             [](Plant& plant, const Request& request, const Json& body, const auto& actor,
                auto reply) {
               service::add_list_item(plant, named(request, "list"), body, actor,
                                      std::move(reply));
             });
  bind.write({"removeListItem", "DELETE", "/api/v1/lists/{list}/{id}", Role::admin}, 200,
             [](Plant& plant, const Request& request, const Json&, const auto& actor,
                auto reply) {
               service::remove_list_item(plant, named(request, "list"), named(request, "id"),
                                         actor, std::move(reply));
             });
  bind.write({"previewDecision", "POST", "/api/v1/decisions", Role::guard}, 200,
             [](Plant& plant, const Request&, const Json& body, const auto&, auto reply) {
               reply(service::preview_decision(plant, body));
             });
  bind_warnings(bind);
  bind_access(bind);
}

}  // namespace
}  // namespace cleangate::http
