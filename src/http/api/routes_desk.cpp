#include "http/api/binder.h"
#include "http/api/device_words.h"
#include "service/find_anything.h"
#include "service/show_desk.h"

namespace cleangate::http {

using service::Plant;
using service::Queries;

namespace {

/// In the same words as the list of devices and the overview. Plant's executor.
Json state_of(const Api::Parts& parts, const DeviceWatch& watch,
              const service::DeviceConfig& device) {
  const auto known = known_of(parts, watch, device);
  Json out = Json::object(
      {{"state", device_state_word(known, parts.plant.clock.wall())}, {"last_message", nullptr}});
  if (known.last_message) out.set("last_message", to_rfc3339(*known.last_message));
  return out;
}

}  // namespace

void Api::Binder::bind_desk() {
  read_and_query(
      {"getDesk", "GET", "/api/v1/desk", Role::viewer},
      [parts = &parts, all = &shared](Plant& plant, const Request&) -> Result<Json> {
        return service::desk_in_memory(plant, [&](const service::DeviceConfig& device) {
          return state_of(*parts, all->watch, device);
        });
      },
      [parts = &parts](Queries& queries, const Request&, Json memory) {
        return service::show_desk(queries, std::move(memory),
                                  parts->plant.state.rules().find_pack());
      });
  query({"listInside", "GET", "/api/v1/inside", Role::viewer},
        [](Queries& queries, const Request& request) -> Result<Response> {
          service::PassageFilter filter;
          filter.part = TRY(plate_part(request));
          filter.before_index = TRY(page_cursor(request));
          filter.limit = TRY(page_limit(request));
          return json_response(TRY(service::show_inside(queries, filter)));
        });
  query({"searchAnything", "GET", "/api/v1/search", Role::viewer},
        [parts = &parts](Queries& queries, const Request& request) -> Result<Response> {
          const auto part = TRY(plate_part(request)).value_or("");
          return json_response(TRY(service::find_anything(queries, part, parts->plant.clock.wall(),
                                                          parts->plant.state.rules().find_pack())));
        });
}

}  // namespace cleangate::http
