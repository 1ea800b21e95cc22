#pragma once
// SQLite's C interface in RAII: a connection and its prepared statements, errors as values that
// say what to do. One connection belongs to one thread at a time; nothing here locks or retries.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/ledger/projection.h"

struct sqlite3;
struct sqlite3_stmt;

namespace cleangate::store {

/// Double quotes round a name, so that a column may be called "index".
[[nodiscard]] std::string quoted(std::string_view name);

/// What an SQLite result code means to us, in words that say what to do:
/// FULL → full; BUSY, LOCKED, IOERR, CANTOPEN, READONLY, … → unavailable; CORRUPT, NOTADB →
/// corrupt; CONSTRAINT → conflict; TOOBIG → too_large; anything else → internal.
[[nodiscard]] Error sqlite_error(int code, std::string_view detail, std::string_view path);

/// A prepared statement. Text and blobs are bound without a copy: they must live until the Run
/// that uses them ends.
class Statement {
 public:
  class Run;
  Statement(sqlite3_stmt* handle, const std::string& path) : handle_(handle), path_(&path) {}
  ~Statement();
  Statement(Statement&& other) noexcept : handle_(other.handle_), path_(other.path_) {
    other.handle_ = nullptr;
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

 private:
  sqlite3_stmt* handle_;
  const std::string* path_;
};

/// One execution: bind, step, read; its end resets the statement, so no read lock stays behind.
class Statement::Run {
 public:
  explicit Run(Statement& statement) : handle_(statement.handle_), path_(*statement.path_) {}
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  // Positions count from 1, as in SQL.
  Run& integer(int position, std::int64_t value);
  Run& text(int position, std::string_view value);
  Run& blob(int position, std::string_view value);
  Run& null(int position);
  Run& cell(int position, const ledger::Cell& value);
  /// By name (":plate"); a name that the statement does not use is a broken invariant.
  [[nodiscard]] int position(const char* name) const;

  /// True: a row stands ready.
  [[nodiscard]] Result<bool> step();
  /// Steps to the end, dropping rows.
  Result<void> finish();

  // Columns count from 0; views live until the next step.
  [[nodiscard]] int columns() const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view blob(int column) const;
  /// Integer, text or null as stored; a real or blob (only in a damaged table) comes as its bytes.
  [[nodiscard]] ledger::Cell cell(int column) const;
  [[nodiscard]] ledger::Row row() const;                    ///< all columns
  [[nodiscard]] bool equals(const ledger::Row& row) const;  ///< row() == row, without a copy

 private:
  void bound(int code) const;
  sqlite3_stmt* handle_;
  const std::string& path_;
};

class Database {
 public:
  enum class Mode : std::uint8_t {
    read_only,   ///< an existing file, also on a read-only medium; query_only
    read_write,  ///< an existing file
    create,      ///< made when missing, readable by its owner alone
  };
  struct Options {
    Mode mode = Mode::read_write;
    std::string vfs{};  ///< empty: the system's; tests give their own
  };
  /// Errors: not_found (no such file), unavailable (also: entries wait in the -wal of a folder that
  /// cannot be written), corrupt.
  [[nodiscard]] static Result<Database> open(const std::string& path, const Options& options);
  /// A database of its own in memory that spills to a nameless temporary file.
  [[nodiscard]] static Result<Database> temporary(const std::string& vfs = {});
  ~Database();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) = delete;

  /// One or more statements without parameters.
  Result<void> execute(const std::string& sql);
  /// Prepared once and kept, by its text, for this connection's life.
  [[nodiscard]] Result<Statement*> statement(std::string_view sql);
  /// First column of the first row; not_found when there is none.
  [[nodiscard]] Result<ledger::Cell> single(std::string_view sql);
  /// True outside BEGIN … COMMIT: SQLite ends a transaction by itself on some failures.
  [[nodiscard]] bool autocommit() const;
  /// ROLLBACK when a transaction is open; never fails as far as the caller is concerned.
  void rollback();
  [[nodiscard]] std::int64_t changes() const;  ///< rows the last statement changed
  [[nodiscard]] const std::string& path() const;
  [[nodiscard]] sqlite3* handle() const;

 private:
  struct State;
  explicit Database(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// BEGIN IMMEDIATE … COMMIT; rolled back when it goes out of scope uncommitted.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(Database& database);
  ~Transaction();
  Transaction(Transaction&& other) noexcept : database_(other.database_) {
    other.database_ = nullptr;
  }
  Transaction& operator=(Transaction&&) = delete;
  Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace cleangate::store
