#pragma once
// What the guard's screen (实时门岗) begins with; it goes on with the live feed after `index`.

#include <functional>

#include "service/plant.h"

namespace cleangate::service {

/// On the plant's executor: kill switch and lanes with their devices. `device_state`: how
/// a device is and when it was last heard, {state,last_message}.
[[nodiscard]] Json desk_in_memory(const Plant& plant,
                                  const std::function<Json(const DeviceConfig&)>& device_state);
/// On the query pool: adds what stands in the tables.
[[nodiscard]] Result<Json> show_desk(Queries& queries, Json memory, const rules::FindPack& find);

/// {items,next}: vehicles that are inside, last seen first. On the query pool.
[[nodiscard]] Result<Json> show_inside(Queries& queries, const PassageFilter& filter);

}  // namespace cleangate::service
