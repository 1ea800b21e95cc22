#pragma once
// Papers (photos and documents): what vehicles' evidence and the plant's documents have in common.
// The content is durable in the photo store before the entry that names it.

#include <string>

#include "service/plant.h"

namespace cleangate::service {

struct Evidence {
  std::string bytes, mime;
};

/// Stores the content, then appends `draft` with it and replies `answer`. Plant's executor.
/// Errors: the store's.
void append_with_paper(Plant& plant, Draft draft, PhotoBytes content, std::string mime, Json answer,
                       Reply reply);

/// Where a projection's row says that a content stands.
struct PaperPlace {
  ledger::Cell entry, place, mime;
};
/// The content, on the query pool. Errors: corrupt, the store's.
[[nodiscard]] Result<Evidence> read_paper(Queries& queries, MediaStore& media,
                                          const PaperPlace& place, std::string_view sha256);

}  // namespace cleangate::service
