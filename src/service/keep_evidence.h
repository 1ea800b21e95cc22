#pragma once
// A photo or document of a vehicle (佐证材料), named by its content: durable before the entry that
// names it.

#include "service/papers.h"

namespace cleangate::service {

/// What a browser may be shown of it: image/jpeg, image/png or application/pdf by its first bytes.
/// Errors: invalid (another kind, or not what `said` promises), too_large. Any thread.
[[nodiscard]] Result<std::string> evidence_type(std::string_view bytes, std::string_view said);

/// Whether the vehicle may have one more of this content; on the query pool. Two at once may be one
/// too many. Errors: invalid, conflict (it has as many as are kept), the queries'.
[[nodiscard]] Result<void> has_room_for_evidence(Queries& queries, const std::string& plate,
                                                 const std::string& colour, const Hash& content);

/// → {sha256,url}. Errors: not_found (no such vehicle), invalid, the media store's.
void keep_evidence(Plant& plant, const std::string& plate, const std::string& colour,
                   PhotoBytes content, std::string mime, const Actor& actor, Reply reply);

/// The content, on the query pool. Errors: not_found, corrupt.
[[nodiscard]] Result<Evidence> read_evidence(Queries& queries, MediaStore& media,
                                             const std::string& plate, const std::string& colour,
                                             std::string_view sha256);

}  // namespace cleangate::service
