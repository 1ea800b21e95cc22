#pragma once
// The photo store behind service::MediaStore: a writer thread that makes whatever queued during
// the last sync durable with the next one. Thread-safe. Never blocks a caller, never answers
// later than kMediaAnswerLimit, never retries a photo: the passage goes on without it.

#include <cstdint>
#include <memory>

#include "base/time.h"
#include "media/pack_reader.h"
#include "media/pack_writer.h"
#include "service/ports/media_store.h"

namespace cleangate::media {

/// Since the start; for /metrics and tests.
struct PackStoreCounters {
  std::uint64_t photos = 0;    ///< made durable
  std::uint64_t bytes = 0;     ///< of those photos
  std::uint64_t syncs = 0;     ///< groups made durable
  std::uint64_t failures = 0;  ///< groups the disk refused
  std::uint64_t refused = 0;   ///< requests turned away at once: full queue, hung or dead disk
  std::uint64_t late = 0;      ///< requests answered by the watchdog
};

class PackStore final : public service::MediaStore {
 public:
  /// Opens the folder and starts the writer, which asks for real-time priority and does without
  /// where it is not allowed (a sync takes 4 ms instead of 0.3 on a busy machine: limits.md
  /// section 1). `files` is shared with the writer, which outlives the store in a hung disk.
  /// A folder that cannot be used is no error here: photos are refused until it can.
  [[nodiscard]] static std::unique_ptr<PackStore> open(PackOptions options,
                                                       std::shared_ptr<FileLayer> files,
                                                       const Clock& clock);
  /// Finishes what is queued; gives up on a hung disk after kMediaStopLimit.
  ~PackStore() override;
  PackStore(const PackStore&) = delete;
  PackStore& operator=(const PackStore&) = delete;

  /// `answer_on` must outlive this store, or run nothing any more. Errors beside the port's:
  /// too_large (a photo over kMaxBodyBytes).
  void store(std::shared_ptr<const std::vector<service::PhotoBytes>> photos, Executor& answer_on,
             Done done) override;
  Result<std::string> read(const MediaLocation& location, const Hash& sha256) override;

  [[nodiscard]] const PackReader& reader() const { return reader_; }
  [[nodiscard]] PackStoreCounters counters() const;

 private:
  class Core;
  PackStore(std::shared_ptr<Core> core, PackReader reader, const Clock& clock);

  std::shared_ptr<Core> core_;  ///< shared with the writer's thread and pending watchdogs
  PackReader reader_;
  const Clock& clock_;
};

}  // namespace cleangate::media
