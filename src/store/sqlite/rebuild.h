#pragma once
// Folds a stored log again into fresh projection tables. One thread, inside the caller's
// transaction: until it commits the old tables stand.

#include "store/sqlite/database.h"

namespace cleangate::store {

/// Drops and makes every projection table of `database` and folds all its entries.
/// Errors: corrupt, naming the entry (it does not decode, or does not fold); the store's.
Result<void> rebuild_projections(Database& database);

/// Folds every entry of `log` into the projection tables that `target` has, empty.
Result<void> fold_all(Database& log, Database& target);

}  // namespace cleangate::store
