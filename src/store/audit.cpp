#include "store/audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.h"
#include "domain/ledger/merkle.h"

namespace cleangate::store {

void decode(StoredEntry& stored) {
  const auto broken = [&](const char* part, const Error& error) {
    stored.broken = part;
    stored.broken_because = error.message;
  };
  auto entry = ledger::decode_entry(stored.entry);
  if (!entry) return broken("entry", entry.error());
  stored.logged.entry = *std::move(entry);
  auto payload = ledger::decode_payload(stored.payload);
  if (!payload) return broken("payload", payload.error());
  stored.logged.payload = *std::move(payload);
  auto media = ledger::decode_media(stored.media);
  if (!media) return broken("media", media.error());
  stored.logged.media = *std::move(media);
}

void Audit::find(Finding finding) {
  if (!finding_) finding_ = std::move(finding);
}

void Audit::suspect(std::uint64_t index, std::string what, std::string unsealed_what,
                    std::string detail) {
  if (suspicion_) return;
  suspicion_ = {{index, kind_, std::move(what), detail},
                {index, kind_, std::move(unsealed_what), std::move(detail)}};
}

void Audit::suspect(const std::string& what, std::string detail) {
  suspect(size(), what, what, std::move(detail));
}

bool Audit::add(const StoredEntry& entry) {
  kind_ = entry.broken == "entry" ? "unknown" : ledger::to_text(entry.logged.entry.kind);
  if (size() == sealed_) first_unsealed_kind_ = kind_;
  if (!suspicion_ && entry.index != size()) {
    find({size(), "unknown", "entry",
          fmt::format("entry {} is missing, the next one is {}", size(), entry.index)});
    return false;
  }
  const Hash leaf = ledger::leaf_hash(entry.entry);
  if (!suspicion_) check_entry(entry, leaf);
  const auto full = tiles_.append(leaf);
  check_tiles(entry, full);
  for (const StoredEntry::Note& note : entry.notes) check_note(note);
  if (!finding_) check_cadence();
  if (!finding_ && options_.outside && options_.outside->size == size()) {
    check_root(options_.outside->root, "the checkpoint kept elsewhere");
  }
  return !finding_;
}

void Audit::check_entry(const StoredEntry& entry, const Hash& leaf) {
  if (entry.leaf != leaf.view()) {
    return suspect(size(), "tree", "entry", "the entry does not hash to its stored leaf");
  }
  if (entry.broken == "entry") return suspect("entry", entry.broken_because);
  const ledger::Entry& logged = entry.logged.entry;
  if (logged.index != size()) {
    return suspect("entry", fmt::format("it says it is entry {}", logged.index));
  }
  if (logged.log_time < log_time_) {
    return suspect("entry", "it says it was logged before the entry before it");
  }
  log_time_ = logged.log_time;
  check_payload(entry);
}

void Audit::check_payload(const StoredEntry& entry) {
  if (entry.broken == "payload") return suspect("payload", entry.broken_because);
  const auto commitment = ledger::commitment(entry.logged.payload, entry.salts);
  if (!commitment) return suspect("payload", commitment.error().message);
  if (*commitment != entry.logged.entry.payload_commitment) {
    return suspect("payload", "the payload is not the one the entry commits to");
  }
  if (entry.broken == "media") return suspect("media", entry.broken_because);
  if (ledger::media_root(entry.logged.media) != entry.logged.entry.media_root) {
    suspect("media", "the media list is not the one the entry commits to");
  }
}

void Audit::check_tiles(const StoredEntry& entry, const std::vector<OpenTiles::Full>& full) {
  for (const OpenTiles::Full& tile : full) {
    const auto stored = std::ranges::find_if(
        entry.tiles, [&](const auto& t) { return t.level == tile.level && t.index == tile.index; });
    if (stored != entry.tiles.end() && stored->hash == tile.hash.view()) continue;
    const std::uint64_t first = tile.index << tile.level;
    suspect(first, "tree", "tree",
            fmt::format("the stored hash of entries {} to {} is {}", first,
                        first + (std::uint64_t{1} << tile.level) - 1,
                        stored != entry.tiles.end() && stored->hash ? "another" : "missing"));
  }
}

Result<ledger::Checkpoint> Audit::open(const StoredEntry::Note& note) const {
  const std::string body = TRY(ledger::open_note(note.text, options_.keys));
  auto checkpoint = TRY(ledger::parse_checkpoint(body));
  if (checkpoint.origin != options_.origin) return fail(ErrorCode::invalid, "it is of another log");
  if (checkpoint.size != static_cast<std::uint64_t>(note.size)) {
    return fail(ErrorCode::invalid, fmt::format("it is signed for {} entries", checkpoint.size));
  }
  return checkpoint;
}

void Audit::check_note(const StoredEntry::Note& note) {
  if (finding_) return;
  const auto checkpoint = open(note);
  if (!checkpoint || checkpoint->size != size()) {
    // What stands before it may be wrong too, but this cannot tell any more.
    return find(suspicion_ ? suspicion_->unsealed_yet
                           : Finding{size() - 1, kind_, "tree",
                                     fmt::format("checkpoint of {} entries: {}", note.size,
                                                 checkpoint ? "it stands in a wrong place"
                                                            : checkpoint.error().message)});
  }
  ++checkpoints_;
  last_note_ = size();
  check_root(checkpoint->root, "the checkpoint");
}

void Audit::check_root(const Hash& sealed_root, std::string_view which) {
  if (root() == sealed_root) {
    if (suspicion_) return find(std::move(suspicion_->as_sealed));
    sealed_ = size();
    return;
  }
  if (suspicion_) {
    suspicion_->as_sealed.what = "entry";
    return find(std::move(suspicion_->as_sealed));
  }
  find({sealed_, first_unsealed_kind_, "entry",
        fmt::format("one of the entries {} to {} is not what {} was signed over", sealed_,
                    size() - 1, which)});
}

void Audit::check_cadence() {
  if (size() - last_note_ < kCheckpointEntries) return;
  find(suspicion_ ? suspicion_->unsealed_yet
                  : Finding{size() - 1, kind_, "tree",
                            fmt::format("{} entries without a checkpoint", size() - last_note_)});
}

void Audit::finish(const std::vector<StoredEntry::Note>& beyond) {
  if (finding_) return;
  if (suspicion_) return find(std::move(suspicion_->unsealed_yet));
  for (const StoredEntry::Note& note : beyond) {
    const auto checkpoint = open(note);
    if (!checkpoint) {
      return find(
          {size() == 0 ? 0 : size() - 1, kind_, "tree",
           fmt::format("checkpoint of {} entries: {}", note.size, checkpoint.error().message)});
    }
    return find({size(), "unknown", "entry",
                 fmt::format("a checkpoint covers {} entries, {} are there", note.size, size())});
  }
  if (options_.outside && options_.outside->size > size()) {
    find({size(), "unknown", "entry",
          fmt::format("the checkpoint kept elsewhere covers {} entries, {} are there",
                      options_.outside->size, size())});
  }
}

}  // namespace cleangate::store
