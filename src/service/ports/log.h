#pragma once
// The log as use cases see it: append, and be told once it is durable. A committed entry is shared
// by everybody who is told of it.

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/executor.h"
#include "base/result.h"
#include "domain/ledger/projection.h"
#include "service/ports/media_store.h"

namespace cleangate::service {

/// An entry to be. Index, log time, salts and commitments are the log's business.
struct Draft {
  ledger::Kind kind = ledger::Kind::heartbeat;
  Uuid event_id;
  WallTime event_time;
  ledger::ClockQuality clock_quality = ledger::ClockQuality::good;
  std::string device;
  std::uint64_t device_sequence = 0;
  ledger::Payload payload;
  std::vector<ledger::MediaItem> media;
  std::vector<MediaLocation> locations;  ///< one for each of `media`
};

/// A committed entry with the row changes it made.
struct Committed {
  ledger::LoggedEntry logged;
  std::vector<ledger::RowChange> changes;
};

enum class Priority : std::uint8_t {
  lane,  ///< overtakes bulk in the writer's queue
  bulk,  ///< imports, folds that nobody waits for
};
/// What may be written when the disk is full: exits, manual lifts and gaps draw on the reserve.
enum class Reserve : std::uint8_t { no, yes };

class Log {
 public:
  using Done = std::move_only_function<void(Result<std::shared_ptr<const Committed>>)>;
  virtual ~Log() = default;
  /// Returns at once. When the entry is durable (or refused), `done` runs on the plant's executor,
  /// after memory state has seen it, in commit order; never on the writer's thread.
  /// Errors: conflict (see fold), full, unavailable (queue at kMaxWriterQueue, file locked),
  /// corrupt. An error means: nothing of this draft was logged.
  virtual void append(Draft draft, Priority priority, Reserve reserve, Done done) = 0;
  /// All or none, in one transaction and in order; `done` gets the last.
  virtual void append_all(std::vector<Draft> drafts, Priority priority, Reserve reserve,
                          Done done) = 0;
  /// The same without the reserve.
  void append_all(std::vector<Draft> drafts, Priority priority, Done done) {
    append_all(std::move(drafts), priority, Reserve::no, std::move(done));
  }
};

/// Sees every committed entry on the plant's executor, in commit order, before `done`.
class CommitListener {
 public:
  virtual ~CommitListener() = default;
  virtual void committed(const std::shared_ptr<const Committed>& entry) = 0;
};

}  // namespace cleangate::service
