#pragma once
// The vehicle registry and the lists (车辆档案, 名单).

#include "service/plant.h"

namespace cleangate::service {

/// Plate as a person wrote it and a colour word → normal form. Errors: invalid.
struct VehicleName {
  std::string plate;
  plate::Colour colour;
};
[[nodiscard]] Result<VehicleName> vehicle_name(std::string_view plate, std::string_view colour);

/// The body is all that is known, but `marks` (domain/vehicle/marks.h) that it leaves out stay.
/// A guard's word counts for kGuardFactsCount (confirm_vehicle.h). → the vehicle.
void put_vehicle(Plant& plant, const std::string& plate, const std::string& colour,
                 const Json& body, const Actor& actor, Reply reply);
/// Its row, for show_vehicle.h. Errors: not_found.
[[nodiscard]] Result<ledger::Row> vehicle_row(const Plant& plant, const std::string& plate,
                                              const std::string& colour);
/// Many at once, all or none: [{plate,colour,…}], at most kMaxPage. What is registered so already
/// is not written again. → {imported,unchanged}
void import_vehicles(Plant& plant, const Json& body, const Actor& actor, Reply reply);
/// {plate,colour?,reason,source?,valid_from?,valid_to?} → {id}
void add_list_item(Plant& plant, const std::string& list, const Json& body, const Actor& actor,
                   Reply reply);
void remove_list_item(Plant& plant, const std::string& list, const std::string& id,
                      const Actor& actor, Reply reply);
/// A row of `list_items`; {id,list,plate,…}.
[[nodiscard]] Json show_list_item(const ledger::Row& row);
[[nodiscard]] Json show_list(const Plant& plant, const std::string& list);

}  // namespace cleangate::service
