#pragma once
// Handing over a shift (交接班): what the next guard must know, with the cases still open.

#include "service/plant.h"

namespace cleangate::service {

/// {note,to?} → the shift that begins. Errors: invalid.
void hand_over_shift(Plant& plant, const Json& body, const Actor& actor, Reply reply);

/// On the query pool. The shift that runs now.
[[nodiscard]] Result<Json> show_current_shift(Queries& queries);
/// {items,next}: shifts, newest first; the last is the one before the first hand-over.
[[nodiscard]] Result<Json> show_shifts(Queries& queries, std::optional<std::uint64_t> cursor,
                                       std::size_t limit);

}  // namespace cleangate::service
