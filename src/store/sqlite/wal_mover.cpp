#include "store/sqlite/wal_mover.h"

#include <sqlite3.h>

#include "base/log.h"

namespace cleangate::store {
namespace {

// Each round moves what was committed during the one before: less and less. When a lane is
// quicker than the last, the next call goes on.
constexpr int kRounds = 4;

}  // namespace

Result<bool> move_wal(Database& database) {
  int pages = 0, moved = 0;
  const int code = sqlite3_wal_checkpoint_v2(database.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                             &pages, &moved);
  if (code == SQLITE_OK) return pages == moved;
  if ((code & 0xff) == SQLITE_BUSY) return false;
  return std::unexpected(sqlite_error(sqlite3_extended_errcode(database.handle()),
                                      sqlite3_errmsg(database.handle()), database.path()));
}

WalMover::WalMover(std::string path, std::string vfs)
    : path_(std::move(path)), vfs_(std::move(vfs)) {}

WalMover::~WalMover() {
  stop();
}

void WalMover::move_soon() {
  if (busy_.exchange(true)) return;
  loop_.post([this] { move(); });
}

void WalMover::move() {
  for (int round = 0; round < kRounds; ++round) {
    const auto all = move_once();
    if (!all) log_event(LogLevel::warning, "wal_not_moved", {{"problem", all.error().message}});
    if (!all || *all) break;
  }
  busy_ = false;
}

Result<bool> WalMover::move_once() {
  if (!database_) {
    database_.emplace(
        TRY(Database::open(path_, {.mode = Database::Mode::read_write, .vfs = vfs_})));
    // A connection that has not read yet does not know that there is a write-ahead log.
    TRY(database_->single("SELECT count(*) FROM sqlite_schema"));
  }
  return move_wal(*database_);
}

}  // namespace cleangate::store
