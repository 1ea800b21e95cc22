#pragma once
// Copies a database while a server writes to it: the copy is one consistent state. Any thread
// that may block; never the writer's.

#include <string>

#include "base/result.h"

namespace cleangate::store {

/// `target` must not exist; it appears only when it is complete and synced, readable by its owner
/// alone. Errors: not_found, conflict (the target exists), full, unavailable, corrupt.
Result<void> back_up(const std::string& source, const std::string& target);

}  // namespace cleangate::store
