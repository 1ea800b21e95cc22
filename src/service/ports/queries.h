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
  std::optional<std::string> hold;            ///< open | admitted | refused | expired | left
  std::optional<std::string> part;            ///< of the plate, anywhere in it
  std::optional<WallTime> from, to;           ///< from ≤ event time < to
  std::optional<std::uint64_t> before_index;  ///< the cursor
  std::size_t limit = 50;                     ///< 1–501: one more tells of a next page
};

struct VehicleFilter {
  std::optional<std::string> part;            ///< of the plate
  std::optional<std::string> stage;           ///< as in the table; "6" finds 6a and 6b, too
  std::optional<std::string> source, state;   ///< as in the table
  std::optional<std::uint64_t> before_index;  ///< the cursor
  std::size_t limit = 50;                     ///< 1–501
};
/// Rows, newest first. A search for a part of a plate that very many have looks at a bounded piece
/// of the log at a time: it then ends early and says from where to go on.
struct FoundRows {
  std::vector<ledger::Row> rows;
  std::optional<std::uint64_t> go_on_before;
};
/// From a hand-over to the next; of a longer one its last kMaxShiftEntries.
struct ShiftCounts {
  std::int64_t passages = 0, refused = 0, held = 0, lifts = 0;
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
  /// As passages(); the only one that knows `part`.
  [[nodiscard]] virtual Result<FoundRows> find_passages(const PassageFilter& filter) = 0;
  /// The crossing by which each vehicle came in that is inside, last seen first: rows of
  /// `passages` with the cursor behind them. Of `filter` only part, before_index and limit count.
  [[nodiscard]] virtual Result<std::vector<ledger::Row>> inside(const PassageFilter& filter) = 0;
  [[nodiscard]] virtual Result<std::int64_t> count_inside() = 0;
  /// Rows of `vehicles`, last changed first.
  [[nodiscard]] virtual Result<FoundRows> find_vehicles(const VehicleFilter& filter) = 0;
  /// Rows of `vehicle_evidence` of one vehicle, newest first.
  [[nodiscard]] virtual Result<std::vector<ledger::Row>> evidence_of(std::string_view plate,
                                                                     std::string_view colour) = 0;
  /// Rows of `stage_statements` of one vehicle, newest first.
  [[nodiscard]] virtual Result<std::vector<ledger::Row>> stage_statements(std::string_view plate,
                                                                          std::string_view colour,
                                                                          std::size_t limit) = 0;
  /// Rows of `verification_queue` seen since then, newest work first.
  [[nodiscard]] virtual Result<std::vector<ledger::Row>> verification_queue(
      std::optional<std::uint64_t> before_index, WallTime seen_since, std::size_t limit) = 0;
  /// Rows of `list_items` with that part in the plate, newest first.
  [[nodiscard]] virtual Result<std::vector<ledger::Row>> find_list_items(std::string_view part,
                                                                         std::size_t limit) = 0;
  /// Rows of `shifts`, newest first.
  [[nodiscard]] virtual Result<std::vector<ledger::Row>> shifts(
      std::optional<std::uint64_t> before_index, std::size_t limit) = 0;
  /// Of entries in [from, to).
  [[nodiscard]] virtual Result<ShiftCounts> count_shift(std::uint64_t from, std::uint64_t to) = 0;
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
