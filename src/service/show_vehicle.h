#pragma once
// A row of `vehicles` as the API shows it: the facts with who said them and until when they count.
// Pure, but for what it asks of the queries.

#include "service/plant.h"

namespace cleangate::service {

/// The facts as registered and {source,state,provisional_until,expired,confirmed_by,updated_at,
/// updated_by}.
[[nodiscard]] Json show_vehicle(const ledger::Row& row, WallTime at);
/// What show_vehicle() made, with {evidence:[{sha256,url,mime,size,at,by}]}. On the query pool.
[[nodiscard]] Result<Json> with_evidence(Queries& queries, Json vehicle);
/// {items,next}. On the query pool.
[[nodiscard]] Result<Json> show_vehicles(Queries& queries, const VehicleFilter& filter,
                                         WallTime at);
/// Names that show_vehicle() adds: no fact, whoever sends them back.
[[nodiscard]] bool is_shown_only(std::string_view member);
/// Where the content stands; `plate` is escaped.
[[nodiscard]] std::string evidence_url(std::string_view plate, std::string_view colour,
                                       std::string_view sha256);

}  // namespace cleangate::service
