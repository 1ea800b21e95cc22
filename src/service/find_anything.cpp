#include "service/find_anything.h"

#include "base/limits.h"
#include "service/register_vehicle.h"
#include "service/show_passage.h"
#include "service/show_vehicle.h"

namespace cleangate::service {

Result<Json> find_anything(Queries& queries, std::string_view part, WallTime at,
                           const rules::FindPack& find) {
  const std::string plate = plate::normalise(part);
  if (plate.empty()) return fail(ErrorCode::invalid, "q: a plate or a part of one");
  VehicleFilter of_vehicles;
  of_vehicles.part = plate;
  of_vehicles.limit = kSearchHits;
  Json vehicles = Json::array();
  const auto registered = TRY(queries.find_vehicles(of_vehicles));
  for (const auto& row : registered.rows) vehicles.push(show_vehicle(row, at));
  PassageFilter of_passages;
  of_passages.part = plate;
  of_passages.limit = kSearchHits;
  Json passages = Json::array();
  const auto passed = TRY(queries.find_passages(of_passages));
  for (const auto& row : passed.rows) passages.push(show_passage(row, find));
  Json items = Json::array();
  for (const auto& row : TRY(queries.find_list_items(plate, kSearchHits))) {
    items.push(show_list_item(row));
  }
  return Json::object({{"vehicles", std::move(vehicles)},
                       {"passages", std::move(passages)},
                       {"list_items", std::move(items)}});
}

}  // namespace cleangate::service
