#include "store/sqlite/database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace cleangate::store {
namespace {

/// The file readable by its owner alone; SQLite gives -wal and -shm the same rights.
Result<void> create_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) {
    return fail(ErrorCode::unavailable,
                fmt::format("cannot create {}: {}: check that the folder exists and belongs to "
                            "the user CleanGate runs as",
                            path, std::strerror(errno)));
  }
  ::close(file);
  return {};
}

off_t bytes_of(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 ? status.st_size : 0;
}

/// As SQLITE_OPEN_URI wants it; "immutable": https://www.sqlite.org/uri.html, section 3.3.
std::string immutable_uri(std::string_view path) {
  std::string out = path.starts_with('/') ? "file://" : "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + "?immutable=1";
}

/// A reader of a WAL database makes -wal and -shm beside it. Where it may not (a copy on a
/// read-only medium) the file alone is everything, if no frame waits in -wal.
/// Errors: unavailable when frames wait.
Result<bool> must_be_immutable(const std::string& path) {
  constexpr off_t kWalHeader = 32;  // https://www.sqlite.org/fileformat2.html, section 4.1
  const auto slash = path.rfind('/');
  const auto folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  if (::faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) == 0) return false;
  const auto wal = path + "-wal", shared = path + "-shm";
  const bool has_both = ::access(wal.c_str(), F_OK) == 0 && ::access(shared.c_str(), F_OK) == 0;
  if (has_both) return false;  // SQLite reads what is there, perhaps beside a server
  if (bytes_of(wal) <= kWalHeader) return true;
  return fail(ErrorCode::unavailable,
              fmt::format("{} holds entries that are not in {} yet, and the folder cannot be "
                          "written: copy the whole folder to a disk that can be written, and look "
                          "at the copy",
                          wal, path));
}

}  // namespace

std::string quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

Error sqlite_error(int code, std::string_view detail, std::string_view path) {
  const auto error = [&](ErrorCode as, std::string_view advice) {
    return Error{as, fmt::format("{}: {} (SQLite {}): {}", path, detail, code, advice)};
  };
  switch (code & 0xff) {
    case SQLITE_FULL:
      return error(ErrorCode::full,
                   "the disk is full: free space on it, nothing that was "
                   "acknowledged is lost");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return error(ErrorCode::unavailable, "another program holds the file: close it");
    case SQLITE_IOERR:
      return error(ErrorCode::unavailable,
                   "the disk reports errors: look at the system log and "
                   "have the disk checked");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return error(ErrorCode::corrupt,
                   "the file is damaged: stop, run 'cleangate doctor' and "
                   "'cleangate verify', restore from a backup if they say so");
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      return error(ErrorCode::unavailable,
                   "it cannot be opened for this: check its owner and "
                   "rights and those of its folder");
    case SQLITE_CONSTRAINT:
      return error(ErrorCode::conflict, "such a row is already there");
    case SQLITE_TOOBIG:
      return error(ErrorCode::too_large, "a value is too long");
    default:
      return error(ErrorCode::internal, "this should not happen: please report it");
  }
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
}

Statement::Run::~Run() {
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
}

void Statement::Run::bound(int code) const {
  // Only a wrong position or no memory: our fault, never the input's.
  if (code != SQLITE_OK) throw std::logic_error("SQLite bind failed: " + std::to_string(code));
}

Statement::Run& Statement::Run::integer(int position, std::int64_t value) {
  bound(sqlite3_bind_int64(handle_, position, value));
  return *this;
}

Statement::Run& Statement::Run::text(int position, std::string_view value) {
  // A view without address would bind NULL.
  bound(sqlite3_bind_text64(handle_, position, value.empty() ? "" : value.data(), value.size(),
                            SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement::Run& Statement::Run::blob(int position, std::string_view value) {
  bound(sqlite3_bind_blob64(handle_, position, value.empty() ? "" : value.data(), value.size(),
                            SQLITE_STATIC));
  return *this;
}

Statement::Run& Statement::Run::null(int position) {
  bound(sqlite3_bind_null(handle_, position));
  return *this;
}

Statement::Run& Statement::Run::cell(int position, const ledger::Cell& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return integer(position, *number);
  if (const auto* words = std::get_if<std::string>(&value)) return text(position, *words);
  return null(position);
}

int Statement::Run::position(const char* name) const {
  const int found = sqlite3_bind_parameter_index(handle_, name);
  if (found == 0) throw std::logic_error(std::string("no SQL parameter ") + name);
  return found;
}

Result<bool> Statement::Run::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  sqlite3* connection = sqlite3_db_handle(handle_);
  return std::unexpected(
      sqlite_error(sqlite3_extended_errcode(connection), sqlite3_errmsg(connection), path_));
}

Result<void> Statement::Run::finish() {
  while (TRY(step())) {
  }
  return {};
}

int Statement::Run::columns() const {
  return sqlite3_column_count(handle_);
}

bool Statement::Run::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::int64_t Statement::Run::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

std::string_view Statement::Run::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  return data ? std::string_view(data, sqlite3_column_bytes(handle_, column)) : std::string_view();
}

std::string_view Statement::Run::blob(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  return data ? std::string_view(data, sqlite3_column_bytes(handle_, column)) : std::string_view();
}

ledger::Cell Statement::Run::cell(int column) const {
  switch (sqlite3_column_type(handle_, column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return integer(column);
    default:
      return std::string(text(column));
  }
}

ledger::Row Statement::Run::row() const {
  const int count = columns();
  ledger::Row out;
  out.reserve(count);
  for (int i = 0; i < count; ++i) out.push_back(cell(i));
  return out;
}

bool Statement::Run::equals(const ledger::Row& row) const {
  if (static_cast<std::size_t>(columns()) != row.size()) return false;
  for (int i = 0; i < columns(); ++i) {
    const ledger::Cell& cell = row[static_cast<std::size_t>(i)];
    switch (sqlite3_column_type(handle_, i)) {
      case SQLITE_NULL:
        if (!ledger::is_null(cell)) return false;
        break;
      case SQLITE_INTEGER:
        if (!std::holds_alternative<std::int64_t>(cell) || integer(i) != ledger::integer(cell)) {
          return false;
        }
        break;
      default:
        if (!std::holds_alternative<std::string>(cell) || text(i) != ledger::text(cell)) {
          return false;
        }
    }
  }
  return true;
}

struct Database::State {
  std::string path;
  sqlite3* handle = nullptr;
  // Node-based, so that statements and the path they point to stay where they are.
  std::map<std::string, Statement, std::less<>> statements;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    statements.clear();
    sqlite3_close(handle);
  }
  [[nodiscard]] Error last_error() const {
    return sqlite_error(sqlite3_extended_errcode(handle), sqlite3_errmsg(handle), path);
  }
};

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::Database(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::string& path, const Options& options) {
  // Counting memory takes a lock of the whole process for every allocation. Refused when SQLite
  // runs already; then it just counts.
  static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)once;
  const bool system = options.vfs.empty();
  if (options.mode == Mode::create && system) TRY(create_private(path));
  if (options.mode != Mode::create && system && ::access(path.c_str(), F_OK) != 0) {
    return fail(ErrorCode::not_found, fmt::format("{} does not exist", path));
  }
  int flags = SQLITE_OPEN_NOMUTEX;
  flags |= options.mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (options.mode == Mode::create) flags |= SQLITE_OPEN_CREATE;
  auto name = path;
  if (options.mode == Mode::read_only && system && TRY(must_be_immutable(path))) {
    name = immutable_uri(path);
    flags |= SQLITE_OPEN_URI;
  }
  auto state = std::make_unique<State>();
  state->path = path;
  const int code =
      sqlite3_open_v2(name.c_str(), &state->handle, flags, system ? nullptr : options.vfs.c_str());
  if (code != SQLITE_OK) {
    return std::unexpected(sqlite_error(
        code, state->handle ? sqlite3_errmsg(state->handle) : sqlite3_errstr(code), path));
  }
  sqlite3_extended_result_codes(state->handle, 1);
  Database database(std::move(state));
  if (options.mode == Mode::read_only) TRY(database.execute("PRAGMA query_only=ON"));
  return database;
}

Result<Database> Database::temporary(const std::string& vfs) {
  return open("", {.mode = Mode::read_write, .vfs = vfs.empty() ? "unix" : vfs});
}

Result<void> Database::execute(const std::string& sql) {
  if (sqlite3_exec(state_->handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return std::unexpected(state_->last_error());
  }
  return {};
}

Result<Statement*> Database::statement(std::string_view sql) {
  if (const auto found = state_->statements.find(sql); found != state_->statements.end()) {
    return &found->second;
  }
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v3(state_->handle, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
  if (code != SQLITE_OK) return std::unexpected(state_->last_error());
  return &state_->statements.emplace(std::string(sql), Statement(prepared, state_->path))
              .first->second;
}

Result<ledger::Cell> Database::single(std::string_view sql) {
  Statement::Run run(*TRY(statement(sql)));
  if (!TRY(run.step())) {
    return fail(ErrorCode::not_found, fmt::format("{}: no answer to {}", path(), sql));
  }
  return run.cell(0);
}

bool Database::autocommit() const {
  return sqlite3_get_autocommit(state_->handle) != 0;
}

void Database::rollback() {
  if (!autocommit()) sqlite3_exec(state_->handle, "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t Database::changes() const {
  return sqlite3_changes64(state_->handle);
}
const std::string& Database::path() const {
  return state_->path;
}
sqlite3* Database::handle() const {
  return state_->handle;
}

Result<Transaction> Transaction::begin(Database& database) {
  Statement* begin = TRY(database.statement("BEGIN IMMEDIATE"));
  TRY(Statement::Run(*begin).finish());
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_) database_->rollback();
}

Result<void> Transaction::commit() {
  Statement* commit = TRY(database_->statement("COMMIT"));
  TRY(Statement::Run(*commit).finish());
  database_ = nullptr;
  return {};
}

}  // namespace cleangate::store
