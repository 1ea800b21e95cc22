#include "store/doctor.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "store/backup.h"
#include "store/sqlite/database.h"
#include "store/sqlite/scenario.h"
#include "store/verify.h"

namespace cleangate::store {
namespace {

/// A plant in a real folder.
class OnDisk : public testing::Test {
 protected:
  OnDisk() {
    std::filesystem::create_directory(folder_);
    plant_ = std::make_unique<TestPlant>(
        PlantStoreOptions{.path = path_, .create = true, .reserve_bytes = 1u << 20});
    EXPECT_TRUE(plant_->open()) << plant_->open_error.message;
    append(80);
  }
  ~OnDisk() override {
    plant_.reset();
    std::filesystem::remove_all(folder_);
  }
  void append(int count) {
    Traffic traffic(plant_->loop, 3 + plant_->store().status().size);
    for (int i = 0; i < count; ++i) (void)plant_->append(traffic.next());
    plant_->settle();
  }
  VerifyReport report(const std::string& path) {
    return verify(path, {.keys = {test_verifier_key()}});
  }
  void damage(std::uint64_t offset) {
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(offset));
    file << std::string(4096, '\x5a');
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("cleangate-doctor-{}", ::getpid());
  std::string path_ = (folder_ / "cleangate.db").string();
  std::unique_ptr<TestPlant> plant_;
};

using Doctor = OnDisk;
using Backup = OnDisk;

TEST_F(Doctor, SaysHowAHealthyPlantIsWhileItRuns) {
  const auto found = examine(path_);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_TRUE(found->is_healthy());
  EXPECT_EQ(found->plant_id, kTestPlant);
  EXPECT_EQ(found->entries, plant_->store().status().size);
  EXPECT_EQ(found->signed_entries, plant_->store().status().signed_size);
  EXPECT_EQ(found->reserve_bytes, 1u << 20);
  EXPECT_GT(found->database_bytes + found->wal_bytes, 0u);
}

TEST_F(Doctor, FindsWhatIsWrongWithTheFile) {
  plant_->close();
  const std::uint64_t size = std::filesystem::file_size(path_);
  std::size_t sick = 0;
  for (std::uint64_t page = size / 4096 / 2; page < size / 4096; ++page) damage(page * 4096);
  const auto found = examine(path_);
  if (!found || !found->is_healthy()) ++sick;
  EXPECT_EQ(sick, 1u);
  EXPECT_EQ(examine((folder_ / "none.db").string()).error().code, ErrorCode::not_found);
}

TEST_F(Doctor, FindsLostEntries) {
  plant_->close();
  {
    Database database = Database::open(path_, {.mode = Database::Mode::read_write}).value();
    ASSERT_TRUE(database.execute("DELETE FROM entries WHERE rowid>10"));
  }
  EXPECT_FALSE(examine(path_)->is_healthy());
}

TEST_F(Doctor, FoldsProjectionsAgainFromTheLog) {
  plant_->close();
  {
    Database database = Database::open(path_, {.mode = Database::Mode::read_write}).value();
    ASSERT_TRUE(
        database.execute("UPDATE passages SET plate='x'; DELETE FROM presence; "
                         "DROP TABLE daily_counts"));
  }
  EXPECT_NE(report(path_).verdict, VerifyReport::Verdict::sound);
  const auto folded = rebuild(path_);
  ASSERT_TRUE(folded) << folded.error().message;
  const VerifyReport after = report(path_);
  EXPECT_EQ(after.verdict, VerifyReport::Verdict::sound) << after.first_line();
  EXPECT_EQ(*folded, after.size);
}

TEST_F(Doctor, LeavesEverythingWhenAnEntryDoesNotFold) {
  plant_->close();
  std::int64_t rows = 0;
  {
    Database database = Database::open(path_, {.mode = Database::Mode::read_write}).value();
    ASSERT_TRUE(database.execute("UPDATE entries SET payload=x'00' WHERE rowid=20"));
    rows = ledger::integer(*database.single("SELECT count(*) FROM passages"));
  }
  const auto folded = rebuild(path_);
  EXPECT_EQ(folded.error().code, ErrorCode::corrupt);
  EXPECT_NE(folded.error().message.find("entry 20"), std::string::npos) << folded.error().message;
  Database database = Database::open(path_, {.mode = Database::Mode::read_only}).value();
  EXPECT_EQ(ledger::integer(*database.single("SELECT count(*) FROM passages")), rows);
}

TEST_F(Backup, CopiesOneStateWhileThePlantGoesOn) {
  const std::string target = (folder_ / "copy.db").string();
  ASSERT_TRUE(back_up(path_, target));
  const std::uint64_t size = plant_->store().status().size;
  append(50);
  const VerifyReport copy = report(target);
  EXPECT_EQ(copy.verdict, VerifyReport::Verdict::sound) << copy.first_line();
  EXPECT_EQ(copy.size, size);
  struct stat status{};
  ASSERT_EQ(::stat(target.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_FALSE(std::filesystem::exists(target + ".partial"));
}

TEST_F(Backup, NeverWritesOverAFile) {
  const std::string target = (folder_ / "copy.db").string();
  {
    std::ofstream(target) << "a letter";
  }
  EXPECT_EQ(back_up(path_, target).error().code, ErrorCode::conflict);
  EXPECT_EQ(std::filesystem::file_size(target), 8u);
}

TEST_F(Backup, SaysWhatItCannotDo) {
  const std::string target = (folder_ / "copy.db").string();
  EXPECT_EQ(back_up((folder_ / "none.db").string(), target).error().code, ErrorCode::not_found);
  EXPECT_FALSE(std::filesystem::exists(target));
  EXPECT_EQ(back_up(path_, (folder_ / "no" / "copy.db").string()).error().code,
            ErrorCode::unavailable);
}

TEST_F(Backup, MayBeOpenedAndGoneOnWith) {
  const std::string target = (folder_ / "copy.db").string();
  ASSERT_TRUE(back_up(path_, target));
  TestPlant again({.path = target});
  ASSERT_TRUE(again.open()) << again.open_error.message;
  again.loop.advance(std::chrono::hours(1));
  const auto outcome = again.append(passage_draft(again.loop.wall(), again.random));
  again.settle();
  EXPECT_TRUE(outcome->result);
  again.close();
  EXPECT_EQ(report(target).verdict, VerifyReport::Verdict::sound);
}

}  // namespace
}  // namespace cleangate::store
