#include "store/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "store/sqlite/database.h"

namespace cleangate::store {
namespace {

Result<void> copy(Database& source, Database& target) {
  sqlite3_backup* backup = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
  if (!backup) {
    return std::unexpected(sqlite_error(sqlite3_extended_errcode(target.handle()),
                                        sqlite3_errmsg(target.handle()), target.path()));
  }
  // All pages in one step: one read transaction, which in WAL mode holds up no writer.
  const int step = sqlite3_backup_step(backup, -1);
  const int finish = sqlite3_backup_finish(backup);
  if (step == SQLITE_DONE && finish == SQLITE_OK) return {};
  const int code = finish != SQLITE_OK ? finish : step;
  return std::unexpected(sqlite_error(code, sqlite3_errstr(code), target.path()));
}

Result<void> sync(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = file >= 0 && ::fsync(file) == 0;
  const int problem = errno;
  if (file >= 0) ::close(file);
  if (done) return {};
  return fail(ErrorCode::unavailable, fmt::format("{}: {}", path, std::strerror(problem)));
}

Result<void> make_copy(const std::string& source, const std::string& target) {
  Database from = TRY(Database::open(source, {.mode = Database::Mode::read_only}));
  Database to = TRY(Database::open(target, {.mode = Database::Mode::create}));
  return copy(from, to);
}

}  // namespace

Result<void> back_up(const std::string& source, const std::string& target) {
  if (::access(target.c_str(), F_OK) == 0) {
    return fail(ErrorCode::conflict, target + " exists: choose another name");
  }
  const std::string partial = target + ".partial";
  ::unlink(partial.c_str());
  auto done = make_copy(source, partial);
  if (done) done = sync(partial);
  if (done && ::rename(partial.c_str(), target.c_str()) != 0) {
    done = fail(ErrorCode::unavailable, fmt::format("{}: {}", target, std::strerror(errno)));
  }
  if (!done) {
    ::unlink(partial.c_str());
    return done;
  }
  const std::size_t slash = target.rfind('/');
  return sync(slash == std::string::npos ? "." : target.substr(0, slash + 1));
}

}  // namespace cleangate::store
