#include "store/sqlite/reserve_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace cleangate::store {
namespace {

constexpr std::uint64_t kBytes = 1u << 20;

class Reserve : public testing::Test {
 protected:
  Reserve() {
    std::filesystem::create_directory(folder_);
    path_ = (folder_ / "reserve.bin").string();
  }
  ~Reserve() override { std::filesystem::remove_all(folder_); }
  ReserveFile file() {
    return {path_, kBytes, [this](const std::string&) -> Result<std::uint64_t> { return free_; }};
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("cleangate-reserve-{}", ::getpid());
  std::string path_;
  std::uint64_t free_ = 100 * kBytes;
};

TEST_F(Reserve, StandsBesideTheDatabase) {
  EXPECT_EQ(reserve_path("/data/cleangate.db"), "/data/reserve.bin");
  EXPECT_EQ(reserve_path("cleangate.db"), "reserve.bin");
}

TEST_F(Reserve, TakesRealBlocks) {
  ReserveFile reserve = file();
  EXPECT_FALSE(reserve.is_whole());
  ASSERT_TRUE(reserve.create());
  EXPECT_TRUE(reserve.is_whole());
  struct stat status{};
  ASSERT_EQ(::stat(path_.c_str(), &status), 0);
  EXPECT_GE(status.st_blocks * 512, static_cast<blkcnt_t>(kBytes));
}

TEST_F(Reserve, IsFoundAgainAfterARestart) {
  ASSERT_TRUE(file().create());
  free_ = 0;  // nothing is needed
  ReserveFile again = file();
  EXPECT_TRUE(again.create());
  EXPECT_TRUE(again.is_whole());
}

TEST_F(Reserve, DoesNotCountAHoleAsSpace) {
  {
    ASSERT_EQ(::close(::creat(path_.c_str(), 0600)), 0);
  }
  ASSERT_EQ(::truncate(path_.c_str(), kBytes), 0);
  free_ = 0;
  ReserveFile reserve = file();
  EXPECT_EQ(reserve.create().error().code, ErrorCode::full);
  EXPECT_FALSE(reserve.is_whole());
}

TEST_F(Reserve, GivesItsSpaceBackOnce) {
  ReserveFile reserve = file();
  ASSERT_TRUE(reserve.create());
  EXPECT_TRUE(reserve.release());
  EXPECT_FALSE(std::filesystem::exists(path_));
  EXPECT_FALSE(reserve.is_whole());
  EXPECT_FALSE(reserve.release());
}

TEST_F(Reserve, IsMadeAgainOnlyWithAmpleRoom) {
  ReserveFile reserve = file();
  free_ = 2 * kBytes - 1;
  EXPECT_EQ(reserve.create(2).error().code, ErrorCode::full);
  free_ = 2 * kBytes;
  EXPECT_TRUE(reserve.create(2));
}

TEST_F(Reserve, OfNothingIsAlwaysWhole) {
  ReserveFile none(path_, 0);
  EXPECT_TRUE(none.create());
  EXPECT_TRUE(none.is_whole());
  EXPECT_FALSE(none.release());
  EXPECT_TRUE(none.is_whole());
}

TEST_F(Reserve, SaysWhenItsFolderIsNotThere) {
  ReserveFile lost((folder_ / "no" / "reserve.bin").string(), kBytes);
  EXPECT_EQ(lost.create().error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace cleangate::store
