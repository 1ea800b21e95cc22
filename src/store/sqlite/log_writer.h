#pragma once
// What the writer's thread does: groups of jobs into the log, with the reserve for a full disk;
// and, by the clock, heartbeats, checkpoints, the reserve made whole again, the write-ahead log
// moved. One thread; posts nothing, calls nobody back.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/time.h"
#include "store/sqlite/group_writer.h"
#include "store/sqlite/reserve_file.h"
#include "store/sqlite/wal_mover.h"
#include "store/sqlite/write_queue.h"

namespace cleangate::store {

/// A job that is over: whom to tell, and what came of it.
struct Answer {
  service::Log::Done done;  ///< may be empty
  Written written;
};

class LogWriter {
 public:
  /// `mover`: moves the write-ahead log; without one upkeep() does it itself.
  LogWriter(std::unique_ptr<GroupWriter> writer, ReserveFile reserve,
            std::unique_ptr<WalMover> mover, const Clock& clock, Random& random);

  [[nodiscard]] std::vector<Answer> process(std::vector<WriteJob> group);
  /// What is due by the clock; the answer of a heartbeat entry when one was written.
  [[nodiscard]] std::vector<Answer> upkeep();
  [[nodiscard]] MonotonicTime next_due() const;
  /// A last checkpoint over what has none.
  void finish();

  [[nodiscard]] std::vector<std::string> take_notes() { return writer_->take_notes(); }
  [[nodiscard]] std::uint64_t size() const { return writer_->size(); }
  [[nodiscard]] std::uint64_t signed_size() const { return writer_->signed_size(); }
  [[nodiscard]] bool reserve_whole() const { return reserve_.is_whole(); }
  [[nodiscard]] const std::optional<Error>& problem() const { return problem_; }

 private:
  [[nodiscard]] bool must_hold(const WriteJob& job) const;
  void write(std::span<WriteJob*> jobs, std::vector<Written*> results);
  void note_problem(const std::optional<Error>& problem);
  [[nodiscard]] bool is_corrupt() const;
  [[nodiscard]] std::vector<Answer> heartbeat();
  void sign(MonotonicTime now);
  void mend_reserve(MonotonicTime now);
  void move_wal();

  std::unique_ptr<GroupWriter> writer_;
  ReserveFile reserve_;
  std::unique_ptr<WalMover> mover_;
  std::size_t moved_at_pages_ = 0;  ///< pages of the write-ahead log when a move was last asked for
  const Clock& clock_;
  Random& random_;
  std::optional<Error> problem_;  ///< of the last transaction; corrupt never goes
  MonotonicTime heartbeat_due_, checkpoint_due_, reserve_due_;
};

}  // namespace cleangate::store
