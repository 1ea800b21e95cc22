#pragma once
// A plant's log in SQLite (cleangate.db): the writer thread with its queue, group commit, signed
// checkpoints, heartbeats and the reserve for a full disk. append() may be called on any thread
// and never waits for the disk; completions run on the plant's executor.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/executor.h"
#include "base/hash.h"
#include "base/random.h"
#include "base/time.h"
#include "service/ports/log.h"
#include "store/sqlite/reserve_file.h"

namespace cleangate::store {

/// Gets every new checkpoint, in order, on a thread for sinks alone (manual: inside run_pending):
/// it may take its time, but behind kMaxCheckpointBacklog notes the oldest go.
using CheckpointSink = std::function<void(const std::string& note)>;

struct PlantStoreOptions {
  std::string path{};      ///< of cleangate.db; reserve.bin stands beside it
  std::string plant_id{};  ///< empty: the file's own
  bool create = false;     ///< make the file when it is missing (`init`)
  enum class Threading : std::uint8_t {
    own_thread,
    manual,  ///< nothing happens but in run_pending(): simulations and tests
  };
  Threading threading = Threading::own_thread;
  std::vector<CheckpointSink> checkpoint_sinks{};
  std::optional<std::uint64_t> reserve_bytes{};  ///< kReserveFileBytes unless told otherwise
  ReserveFile::FreeSpace free_space{};           ///< the system's unless told otherwise
  std::string vfs{};                             ///< SQLite VFS; tests give their own
};

struct PlantStoreStatus {
  std::uint64_t size = 0;         ///< entries
  std::uint64_t signed_size = 0;  ///< of the newest checkpoint
  std::size_t queued = 0;         ///< entries waiting for the writer
  bool reserve_whole = true;      ///< false: full disk, entry lanes hold
  std::optional<Error> problem;   ///< of the last transaction; corrupt stays until restart
};

class PlantStore final : public service::Log {
 public:
  /// The references must outlive the store; `random` must be thread-safe with own_thread.
  /// Errors: not_found, invalid (newer schema, another plant), unavailable, corrupt.
  [[nodiscard]] static Result<std::unique_ptr<PlantStore>> open(PlantStoreOptions options,
                                                                const Clock& clock, Random& random,
                                                                Executor& plant, SigningKey key);
  ~PlantStore() override;  ///< stop()

  /// Before the first append.
  void add_listener(service::CommitListener& listener);

  void append(service::Draft draft, service::Priority priority, service::Reserve reserve,
              Done done) override;
  /// At most kMaxWriterQueue drafts, else too_large. An empty list is invalid.
  void append_all(std::vector<service::Draft> drafts, service::Priority priority,
                  service::Reserve reserve, Done done) override;
  using Log::append_all;

  /// Manual: one group, then what is due by the clock. False when there was nothing to do.
  bool run_pending();
  /// Manual: when run_pending() has something to do by the clock alone.
  [[nodiscard]] MonotonicTime next_due() const;
  /// Writes what is queued, signs a last checkpoint, ends the thread. Appends that come later are
  /// answered unavailable. May be called twice.
  void stop();

  [[nodiscard]] PlantStoreStatus status() const;
  [[nodiscard]] const std::string& plant_id() const;
  [[nodiscard]] const std::string& origin() const;

 private:
  class Impl;
  explicit PlantStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace cleangate::store
