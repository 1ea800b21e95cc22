#pragma once
// How the data folder is doing: room on its disk, and when it was last backed up. Blocks for the
// disk; any thread.

#include <optional>

#include "app/data_folder.h"
#include "base/json.h"
#include "base/time.h"

namespace cleangate::app {

/// {disk:{free_bytes,total_bytes,database_bytes,media_bytes,days_left}|null,last_backup}.
/// `begun`: when the first entry was logged; days_left assumes that it goes on as it went.
[[nodiscard]] Json folder_upkeep(const DataFolder& folder, std::optional<WallTime> begun,
                                 WallTime now);
/// After a backup that succeeded.
void note_backup(const DataFolder& folder, WallTime now);

}  // namespace cleangate::app
