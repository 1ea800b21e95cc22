#pragma once
// From a draft to an entry's stored bytes, in two steps: what does not depend on its place in the
// log (salts, commitments; most of the work, done by whoever appends), then its place. Pure but
// for the random bytes of the salts.

#include <string>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "service/ports/log.h"

namespace cleangate::store {

struct PreparedEntry {
  ledger::LoggedEntry logged;                     ///< index and log time by seal()
  std::string payload, salts, media;              ///< encoded
  std::vector<service::MediaLocation> locations;  ///< one for each media item
  std::string entry;                              ///< encoded, by seal()
  Hash leaf;                                      ///< by seal()
  std::vector<ledger::RowChange> changes;         ///< by the writer's fold
};

/// Errors: invalid (a device id over kMaxDeviceIdBytes, locations that do not match the media).
[[nodiscard]] Result<PreparedEntry> prepare(service::Draft draft, Random& random);
/// May be called again with another place.
void seal(PreparedEntry& entry, std::uint64_t index, WallTime log_time);

/// The inverse, for folding a stored log again. Errors: corrupt. Checks no hash: that is verify's.
[[nodiscard]] Result<ledger::LoggedEntry> decode_logged(std::string_view entry,
                                                        std::string_view payload,
                                                        std::string_view media);

}  // namespace cleangate::store
