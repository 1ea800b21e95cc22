#pragma once
// The photos column of a passage: a JSON array that later entries append to. Pure.
// {n,entry,kind,sha256,mime,size,decodable} for a photo, {n,kind,missing:true,cause} for one
// that could not be kept; n counts from 0 within the passage and never changes.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/ledger/media.h"

namespace cleangate::ledger {

/// `photos` with those of an entry behind. `missing`: a JSON array of {kind,cause}, or empty.
/// Parses JSON only when `photos` is not "[]" or `missing` is not empty. Errors: invalid.
[[nodiscard]] Result<std::string> with_photos(std::string_view photos, std::uint64_t entry,
                                              const std::vector<MediaItem>& media,
                                              std::string_view missing);

}  // namespace cleangate::ledger
