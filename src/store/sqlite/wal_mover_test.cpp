#include "store/sqlite/wal_mover.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "store/sqlite/migrate.h"

namespace cleangate::store {
namespace {

class WalMoverTest : public testing::Test {
 protected:
  WalMoverTest() {
    std::filesystem::create_directory(folder_);
    database_.emplace(Database::open(path_, {.mode = Database::Mode::create}).value());
    EXPECT_TRUE(set_durable(*database_));
    EXPECT_TRUE(database_->execute("PRAGMA wal_autocheckpoint=0; CREATE TABLE t(i)"));
  }
  ~WalMoverTest() override {
    database_.reset();
    std::filesystem::remove_all(folder_);
  }
  void insert(int count) {
    for (int i = 0; i < count; ++i) ASSERT_TRUE(database_->execute("INSERT INTO t VALUES(1)"));
  }
  /// Rows that the database file has without its write-ahead log; -1: not even the table.
  std::int64_t moved_rows() {
    const auto copy = folder_ / "copy.db";
    std::filesystem::copy_file(path_, copy, std::filesystem::copy_options::overwrite_existing);
    auto alone = Database::open(copy.string(), {.mode = Database::Mode::read_write}).value();
    const auto rows = alone.single("SELECT count(*) FROM t");
    return rows ? ledger::integer(*rows) : -1;
  }
  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("cleangate-wal-{}", ::getpid());
  const std::string path_ = (folder_ / "x.db").string();
  std::optional<Database> database_;
};

TEST_F(WalMoverTest, MovesWhatWasCommittedBesideTheWriter) {
  insert(10);
  EXPECT_EQ(moved_rows(), -1);
  WalMover mover(path_, "");
  mover.move_soon();
  mover.move_soon();
  mover.stop();
  EXPECT_EQ(moved_rows(), 10);
}

TEST_F(WalMoverTest, LetsTheNextCommitBeginTheWalAnew) {
  insert(50);
  const auto size = std::filesystem::file_size(path_ + "-wal");
  WalMover mover(path_, "");
  mover.move_soon();
  mover.stop();
  insert(50);
  EXPECT_EQ(std::filesystem::file_size(path_ + "-wal"), size);
}

TEST_F(WalMoverTest, TellsWhenAReaderHoldsSomeBack) {
  insert(1);
  Database reader = Database::open(path_, {.mode = Database::Mode::read_only}).value();
  ASSERT_TRUE(reader.execute("BEGIN"));
  ASSERT_TRUE(reader.single("SELECT count(*) FROM t"));
  insert(1);
  EXPECT_EQ(move_wal(*database_).value(), false);
  ASSERT_TRUE(reader.execute("COMMIT"));
  EXPECT_EQ(move_wal(*database_).value(), true);
}

TEST_F(WalMoverTest, DoesNothingToAFileThatIsNotThere) {
  WalMover mover((folder_ / "none.db").string(), "");
  mover.move_soon();
  mover.stop();
  EXPECT_FALSE(std::filesystem::exists(folder_ / "none.db"));
}

}  // namespace
}  // namespace cleangate::store
