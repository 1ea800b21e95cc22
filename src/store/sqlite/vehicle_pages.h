#pragma once
// A page of the registry (车辆档案): last changed first, walked along the index that leaves the
// fewest rows. One connection, one thread.

#include "service/ports/queries.h"
#include "store/sqlite/database.h"

namespace cleangate::store {

/// A part of a plate is found by the plates that have it, or, when those are more than
/// kMaxFoundPlates, along kVehiclePiece vehicles a call.
[[nodiscard]] Result<service::FoundRows> vehicle_page(Database& database,
                                                      const service::VehicleFilter& filter);

}  // namespace cleangate::store
