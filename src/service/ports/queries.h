#pragma once
// Page queries: read-only, on a pool of connections, never on an I/O thread and never on the
// plant's executor. Lists are newest first by index (keyset paging).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "base/uuid.h"
#include "domain/ledger/merkle.h"
#include "domain/ledger/projection.h"
#include "service/ports/media_store.h"

namespace cleangate::service {

struct PassageFilter {
  std::optional<std::string> plate, lane, direction, verdict, outcome;
  std::optional<WallTime> from, to;           ///< from ≤ event time < to
  std::optional<std::uint64_t> before_index;  ///< the cursor
  std::size_t limit = 50;                     ///< 1–501: one more tells of a next page
};

struct RawEntry {
  std::uint64_t index;
  std::string entry, payload, salts, media;  ///< encoded bytes as stored
  Hash leaf;
};

class Queries {
 public:
  virtual ~Queries() = default;
  /// Rows of `passages` (domain/ledger/projections), newest first.
  [[nodiscard]] virtual Result<std::vector<ledger::Row>> passages(const PassageFilter& filter) = 0;
  [[nodiscard]] virtual Result<std::optional<ledger::Row>> passage(const Uuid& id) = 0;
  /// All rows of a small table, by key.
  [[nodiscard]] virtual Result<std::vector<ledger::Row>> rows(std::string_view table) = 0;
  /// Entries from `from` on, oldest first.
  [[nodiscard]] virtual Result<std::vector<RawEntry>> entries(std::uint64_t from,
                                                              std::size_t limit) = 0;
  [[nodiscard]] virtual Result<std::uint64_t> size() = 0;
  /// Newest signed checkpoint note; not_found before the first.
  [[nodiscard]] virtual Result<std::string> checkpoint() = 0;
  /// Concatenated hashes of a tile; not_found beyond the tree.
  [[nodiscard]] virtual Result<std::string> tile(const ledger::TilePath& path) = 0;
  [[nodiscard]] virtual Result<Hash> subtree(unsigned level, std::uint64_t index) = 0;
  /// Where the photos of an entry lie, in the order of its media items.
  [[nodiscard]] virtual Result<std::vector<MediaLocation>> media_of(std::uint64_t index) = 0;
  /// Entries since `after` whose row changes a live client resumes from, oldest first.
  [[nodiscard]] virtual Result<std::vector<ledger::Row>> passages_after(std::uint64_t after,
                                                                        std::size_t limit) = 0;
};

}  // namespace cleangate::service
