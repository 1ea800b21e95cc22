#pragma once
// Judges a stored log entry by entry: does each hash to its leaf, carry the payload and the media
// it commits to, follow the one before; do the stored tiles and checkpoints fit. Pure but for its
// memory of where it is; fed in order, names the first place that does not fit.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/ledger/checkpoint.h"
#include "domain/ledger/projection.h"
#include "store/open_tiles.h"

namespace cleangate::store {

/// The first place where a log is not what was sealed.
struct Finding {
  std::uint64_t index = 0;
  std::string kind;    ///< of that entry; "unknown" when it cannot be read
  std::string what;    ///< entry | payload | media | tree | projection:<table>
  std::string detail;  ///< for people
};

/// One row of `entries` as stored, decoded as far as possible, with what was stored when it was
/// the newest.
struct StoredEntry {
  std::uint64_t index = 0;
  std::string leaf, entry, payload, salts, media;
  ledger::LoggedEntry logged;
  std::string broken;  ///< entry | payload | media: the first part that does not decode
  std::string broken_because;
  struct Tile {
    unsigned level;
    std::uint64_t index;
    std::optional<std::string> hash;  ///< nullopt: the row is missing
  };
  std::vector<Tile> tiles;  ///< those that this entry filled
  struct Note {
    std::int64_t size;
    std::string text;
  };
  std::vector<Note> notes;  ///< checkpoints of this size
};
/// Fills `logged` and `broken`.
void decode(StoredEntry& entry);

class Audit {
 public:
  struct Options {
    std::string origin;
    std::vector<ledger::VerifierKey> keys;
    std::optional<ledger::Checkpoint> outside;  ///< a checkpoint that was kept elsewhere
  };
  explicit Audit(Options options) : options_(std::move(options)) {}

  /// The next entry. False once the first place is known: nothing more is needed.
  bool add(const StoredEntry& entry);
  /// After the last entry; `beyond`: stored checkpoints of more entries than there are.
  void finish(const std::vector<StoredEntry::Note>& beyond);
  [[nodiscard]] const std::optional<Finding>& finding() const { return finding_; }
  [[nodiscard]] std::uint64_t size() const { return tiles_.size(); }
  [[nodiscard]] Hash root() const { return tiles_.root(); }
  [[nodiscard]] std::uint64_t checkpoints() const { return checkpoints_; }

 private:
  /// Something does not fit; the next checkpoint tells on which side.
  struct Suspicion {
    Finding as_sealed;     ///< when the entries up to there are what was sealed
    Finding unsealed_yet;  ///< when no checkpoint covers them
  };
  void check_entry(const StoredEntry& entry, const Hash& leaf);
  void check_payload(const StoredEntry& entry);
  void check_tiles(const StoredEntry& entry, const std::vector<OpenTiles::Full>& full);
  [[nodiscard]] Result<ledger::Checkpoint> open(const StoredEntry::Note& note) const;
  void check_note(const StoredEntry::Note& note);
  void check_cadence();
  void check_root(const Hash& root, std::string_view which);
  void suspect(const std::string& what, std::string detail);
  void suspect(std::uint64_t index, std::string what, std::string unsealed_what,
               std::string detail);
  void find(Finding finding);

  Options options_;
  OpenTiles tiles_;
  std::string kind_ = "unknown";  ///< of the entry at hand
  WallTime log_time_{};
  std::uint64_t sealed_ = 0;  ///< entries that a good checkpoint covers
  std::string first_unsealed_kind_ = "unknown";
  std::uint64_t last_note_ = 0;
  std::uint64_t checkpoints_ = 0;
  std::optional<Suspicion> suspicion_;
  std::optional<Finding> finding_;
};

}  // namespace cleangate::store
