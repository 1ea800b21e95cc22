#include "store/sqlite/database.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "store/sqlite/fault_vfs.h"

namespace cleangate::store {
namespace {

class DatabaseTest : public testing::Test {
 protected:
  FaultVfs vfs_{"database"};
  Database open(Database::Mode mode = Database::Mode::create) {
    return Database::open("/x.db", {.mode = mode, .vfs = vfs_.name()}).value();
  }
};

TEST(SqliteError, SaysForEachCodeWhatTheCallerCanDo) {
  struct Row {
    int code;
    ErrorCode want;
    const char* advice;
  };
  const Row rows[] = {
      {SQLITE_FULL, ErrorCode::full, "free space"},
      {SQLITE_BUSY, ErrorCode::unavailable, "close it"},
      {SQLITE_BUSY_SNAPSHOT, ErrorCode::unavailable, "close it"},
      {SQLITE_LOCKED, ErrorCode::unavailable, "close it"},
      {SQLITE_IOERR_FSYNC, ErrorCode::unavailable, "have the disk checked"},
      {SQLITE_CORRUPT, ErrorCode::corrupt, "restore from a backup"},
      {SQLITE_CORRUPT_INDEX, ErrorCode::corrupt, "cleangate doctor"},
      {SQLITE_NOTADB, ErrorCode::corrupt, "restore from a backup"},
      {SQLITE_CANTOPEN, ErrorCode::unavailable, "owner and rights"},
      {SQLITE_READONLY, ErrorCode::unavailable, "owner and rights"},
      {SQLITE_CONSTRAINT_UNIQUE, ErrorCode::conflict, "already there"},
      {SQLITE_TOOBIG, ErrorCode::too_large, "too long"},
      {SQLITE_MISUSE, ErrorCode::internal, "report it"},
  };
  for (const Row& row : rows) {
    const Error error = sqlite_error(row.code, "detail", "/data/cleangate.db");
    EXPECT_EQ(error.code, row.want) << row.code;
    EXPECT_NE(error.message.find(row.advice), std::string::npos) << error.message;
    EXPECT_NE(error.message.find("/data/cleangate.db"), std::string::npos);
  }
}

TEST(Quoted, MakesANameOfAnything) {
  EXPECT_EQ(quoted("index"), "\"index\"");
  EXPECT_EQ(quoted("a\"b"), "\"a\"\"b\"");
}

TEST_F(DatabaseTest, GivesBackWhatWasBound) {
  Database database = open();
  ASSERT_TRUE(database.execute("CREATE TABLE t(i INTEGER, s TEXT, b BLOB, n TEXT) STRICT"));
  const std::string text("冀A\0x", 6), blob("\0\xff", 2);
  {
    Statement::Run run(**database.statement("INSERT INTO t VALUES(?,?,?,?)"));
    ASSERT_TRUE(run.integer(1, INT64_MIN).text(2, text).blob(3, blob).null(4).finish());
  }
  EXPECT_EQ(database.changes(), 1);
  Statement::Run run(**database.statement("SELECT i,s,b,n FROM t"));
  ASSERT_TRUE(run.step().value());
  EXPECT_EQ(run.columns(), 4);
  EXPECT_EQ(run.integer(0), INT64_MIN);
  EXPECT_EQ(run.text(1), text);
  EXPECT_EQ(run.blob(2), blob);
  EXPECT_TRUE(run.is_null(3));
  EXPECT_EQ(run.row(), (ledger::Row{INT64_MIN, text, blob, ledger::Cell()}));
  EXPECT_FALSE(run.step().value());
}

TEST_F(DatabaseTest, BindsEmptyTextAsTextAndEmptyBlobAsBlob) {
  Database database = open();
  Statement::Run run(**database.statement("SELECT typeof(?1), typeof(?2)"));
  run.text(1, std::string_view()).blob(2, std::string_view());
  ASSERT_TRUE(run.step().value());
  EXPECT_EQ(run.text(0), "text");
  EXPECT_EQ(run.text(1), "blob");
}

TEST_F(DatabaseTest, ComparesARowWithoutCopyingIt) {
  Database database = open();
  Statement::Run run(**database.statement("SELECT 1,'a',NULL"));
  ASSERT_TRUE(run.step().value());
  using ledger::Cell;
  const std::string a = "a";
  EXPECT_TRUE(run.equals({std::int64_t{1}, a, Cell()}));
  EXPECT_FALSE(run.equals({std::int64_t{2}, a, Cell()}));
  EXPECT_FALSE(run.equals({std::int64_t{1}, std::string("b"), Cell()}));
  EXPECT_FALSE(run.equals({std::int64_t{1}, a, std::string()}));
  EXPECT_FALSE(run.equals({std::string("1"), a, Cell()}));
  EXPECT_FALSE(run.equals({std::int64_t{1}, Cell(), Cell()}));
  EXPECT_FALSE(run.equals({std::int64_t{1}, a}));
}

TEST_F(DatabaseTest, PreparesATextOnceAndMayMove) {
  Database database = open();
  Statement* first = database.statement("SELECT 1").value();
  Database moved = std::move(database);
  EXPECT_EQ(moved.statement("SELECT 1").value(), first);
  Statement::Run run(*first);
  EXPECT_TRUE(run.step().value());
}

TEST_F(DatabaseTest, LeavesNoLockBehindARun) {
  Database reader = open(), writer = open();
  ASSERT_TRUE(writer.execute("PRAGMA journal_mode=DELETE; CREATE TABLE t(i)"));
  {
    Statement::Run run(**reader.statement("SELECT count(*) FROM t"));
    ASSERT_TRUE(run.step().value());
    EXPECT_FALSE(writer.execute("INSERT INTO t VALUES(1)"));
  }
  EXPECT_TRUE(writer.execute("INSERT INTO t VALUES(1)"));
}

TEST_F(DatabaseTest, RollsBackATransactionThatIsDropped) {
  Database database = open();
  ASSERT_TRUE(database.execute("CREATE TABLE t(i)"));
  {
    auto transaction = Transaction::begin(database);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(database.execute("INSERT INTO t VALUES(1)"));
    EXPECT_FALSE(database.autocommit());
  }
  EXPECT_TRUE(database.autocommit());
  EXPECT_EQ(ledger::integer(*database.single("SELECT count(*) FROM t")), 0);
  auto transaction = Transaction::begin(database);
  ASSERT_TRUE(database.execute("INSERT INTO t VALUES(1)"));
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(ledger::integer(*database.single("SELECT count(*) FROM t")), 1);
}

TEST_F(DatabaseTest, ReadsOnlyWhenToldSo) {
  {
    ASSERT_TRUE(open().execute("CREATE TABLE t(i)"));
  }
  Database database = open(Database::Mode::read_only);
  EXPECT_FALSE(database.execute("INSERT INTO t VALUES(1)"));
  EXPECT_TRUE(database.single("SELECT count(*) FROM t"));
}

TEST(Database, SaysThatAFileDoesNotExist) {
  const std::string path = "/nonexistent-folder/x.db";
  EXPECT_EQ(Database::open(path, {.mode = Database::Mode::read_only}).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(Database::open(path, {.mode = Database::Mode::read_write}).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(Database::open(path, {.mode = Database::Mode::create}).error().code,
            ErrorCode::unavailable);
}

TEST_F(DatabaseTest, AnswersWithErrorsNotExceptions) {
  Database database = open();
  EXPECT_EQ(database.execute("SELEKT").error().code, ErrorCode::internal);
  EXPECT_FALSE(database.statement("SELECT * FROM missing"));
  ASSERT_TRUE(database.execute("CREATE TABLE t(i)"));
  EXPECT_EQ(database.single("SELECT i FROM t").error().code, ErrorCode::not_found);
}

TEST(Database, KeepsATemporaryOneToItself) {
  Database a = Database::temporary().value(), b = Database::temporary().value();
  ASSERT_TRUE(a.execute("CREATE TABLE t(i)"));
  EXPECT_FALSE(b.single("SELECT count(*) FROM t"));
}

}  // namespace
}  // namespace cleangate::store
