#include "http/api/binder.h"
#include "service/configure_plant.h"
#include "service/show_board.h"

namespace cleangate::http {
namespace {

using service::Plant;

Json lane_json(const service::LaneConfig& lane) {
  return Json::object({{"id", lane.id},
                       {"gate", lane.gate},
                       {"name", lane.name},
                       {"direction", lane.direction},
                       {"mode", gate::to_text(lane.mode)}});
}

Result<Json> list_gates(Plant& plant, const Request&) {
  Json items = Json::array();
  for (const auto& [id, gate] : plant.state.gates()) items.push(gate);
  return whole_page(std::move(items));
}

Result<Json> list_lanes(Plant& plant, const Request&) {
  Json items = Json::array();
  for (const auto& [id, lane] : plant.state.lanes()) items.push(lane_json(lane));
  return whole_page(std::move(items));
}

void bind_lanes(Api::Binder& bind) {
  bind.read({"listLanes", "GET", "/api/v1/lanes", Role::viewer}, list_lanes);
  bind.write({"createLane", "POST", "/api/v1/lanes", Role::manager}, 201,
             [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
               service::add_lane(plant, body, actor, std::move(reply));
             });
  bind.write(
      {"changeLane", "PATCH", "/api/v1/lanes/{lane}", Role::guard}, 200,
      [](Plant& plant, const Request& request, const Json& body, const auto& actor, auto reply) {
        service::change_lane(plant, named(request, "lane"), body, actor, std::move(reply));
      });
  bind.write({"openLane", "POST", "/api/v1/lanes/{lane}/open", Role::guard}, 200,
             [parts = &bind.parts](Plant&, const Request& request, const Json& body,
                                   const auto& actor, auto reply) {
               parts->gate_keeper.open_lane(named(request, "lane"), body, actor, std::move(reply));
             });
}

}  // namespace

void Api::Binder::bind_plant() {
  read({"getPlant", "GET", "/api/v1/plant", Role::viewer},
       [](Plant& plant, const Request& request) -> Result<Json> {
         // A viewer (an inspector, say) cannot write it back, so he needs no whole number.
         return request.principal.role <= Role::viewer
                    ? service::with_masked_phones(plant.state.plant())
                    : plant.state.plant();
       });
  write({"putPlant", "PUT", "/api/v1/plant", Role::manager}, 200,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::put_plant(plant, body, actor, std::move(reply));
        });
  read({"getKillSwitch", "GET", "/api/v1/kill-switch", Role::viewer},
       [](Plant& plant, const Request&) -> Result<Json> {
         return Json::object({{"on", Json(plant.state.kill_switch())}});
       });
  write({"putKillSwitch", "PUT", "/api/v1/kill-switch", Role::guard}, 200,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::set_kill_switch(plant, body, actor, std::move(reply));
        });
  read({"listGates", "GET", "/api/v1/gates", Role::viewer}, list_gates);
  write({"createGate", "POST", "/api/v1/gates", Role::manager}, 201,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::add_gate(plant, body, actor, std::move(reply));
        });
  bind_lanes(*this);
}

}  // namespace cleangate::http
