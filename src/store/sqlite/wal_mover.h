#pragma once
// Moves the write-ahead log into the database file beside the writer, on a thread and a
// connection of its own: a lane that commits meanwhile waits only for the disk they share.
// Thread-safe.

#include <atomic>
#include <optional>
#include <string>

#include "base/run_loop.h"
#include "store/sqlite/database.h"

namespace cleangate::store {

class WalMover {
 public:
  /// Opens its connection with the first move.
  WalMover(std::string path, std::string vfs);
  ~WalMover();  ///< stop()
  /// Returns at once; nothing when a move is under way or waits.
  void move_soon();
  /// Ends the move under way and the thread.
  void stop() { loop_.stop(); }

 private:
  void move();
  Result<bool> move_once();

  const std::string path_, vfs_;
  std::optional<Database> database_;  ///< the loop's thread only
  std::atomic<bool> busy_ = false;
  RunLoop loop_{"wal-mover"};
};

/// One pass on this connection; true when all that is in the write-ahead log was moved, so that
/// the next commit starts it anew. Readers may hold some back.
[[nodiscard]] Result<bool> move_wal(Database& database);

}  // namespace cleangate::store
