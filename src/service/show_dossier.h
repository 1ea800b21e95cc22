#pragma once
// The stage dossier of a vehicle as people read it (排放阶段档案), and the queue of what a person
// has to settle (待核定).

#include "service/plant.h"
#include "service/register_vehicle.h"

namespace cleangate::service {

/// Plant's executor: {plate,colour} and domain/vehicle/dossier.h's members.
[[nodiscard]] Json dossier_in_memory(const Plant& plant, const VehicleName& name);
/// Query pool: `memory` with its statements, newest first, and evidence.
[[nodiscard]] Result<Json> show_dossier(Queries& queries, Json memory);

/// Query pool: {items,next} of the queue; `next` as in every list.
[[nodiscard]] Result<Json> show_verification_queue(Queries& queries,
                                                   std::optional<std::uint64_t> before,
                                                   std::size_t limit, WallTime now,
                                                   const rules::FindPack& find);
/// Plant's executor: each item with what is pending about it.
void add_pending(const Plant& plant, Json& page,
                 const std::function<Json(const VehicleName&)>& look_up_state);

}  // namespace cleangate::service
