#pragma once
// A part of a plate, looked for everywhere at once (全局搜索). On the query pool.

#include "service/plant.h"

namespace cleangate::service {

/// {vehicles,passages,list_items}: kSearchHits of each, newest first. Errors: invalid (nothing to
/// look for).
[[nodiscard]] Result<Json> find_anything(Queries& queries, std::string_view part, WallTime at,
                                         const rules::FindPack& find);

}  // namespace cleangate::service
