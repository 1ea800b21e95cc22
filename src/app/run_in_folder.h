#pragma once
// A writing command: through the server that holds the folder, or by taking the folder itself.

#include "app/data_folder.h"
#include "base/json.h"

namespace cleangate::app {

[[nodiscard]] Result<Json> run_in_folder(const DataFolder& folder, const Json& command);

}  // namespace cleangate::app
