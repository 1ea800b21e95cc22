#pragma once
// When a device was last heard as far as the log tells: what memory knows is gone after a restart.
// On any thread that may query.

#include <optional>

#include "service/plant_state.h"
#include "service/ports/queries.h"

namespace cleangate::service {

/// When the device's newest passage was received; nullopt: none among its lane's newest 50.
[[nodiscard]] Result<std::optional<WallTime>> last_heard(Queries& queries,
                                                         const DeviceConfig& device);

}  // namespace cleangate::service
