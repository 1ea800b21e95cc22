#include "media/memory_disk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace cleangate::media {
namespace {

using Operation = MemoryDisk::Operation;

class MemoryDiskTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(disk_->make_folder("/d")); }
  std::unique_ptr<File> create(const std::string& path) {
    auto file = disk_->open(path, OpenMode::create);
    EXPECT_TRUE(file) << file.error().message;
    return *std::move(file);
  }
  static Result<std::size_t> write(File& file, std::uint64_t offset, std::string_view bytes) {
    const std::string_view pieces[] = {bytes};
    return file.write_at(offset, pieces);
  }

  std::shared_ptr<MemoryDisk> disk_ = std::make_shared<MemoryDisk>();
};

TEST_F(MemoryDiskTest, OpensAsTheSystemDoes) {
  EXPECT_EQ(disk_->open("/d/a", OpenMode::read).error().code, ErrorCode::not_found);
  EXPECT_EQ(disk_->open("/none/a", OpenMode::create).error().code, ErrorCode::not_found);
  create("/d/a");
  EXPECT_EQ(disk_->open("/d/a", OpenMode::create).error().code, ErrorCode::conflict);
  EXPECT_TRUE(disk_->open("/d/a", OpenMode::write));
  EXPECT_EQ(disk_->list("/d").value(), std::vector<std::string>{"a"});
  EXPECT_EQ(disk_->list("/none").error().code, ErrorCode::not_found);
}

TEST_F(MemoryDiskTest, WhatWasSyncedSurvivesEveryCrash) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SeededRandom random(seed);
    disk_ = std::make_shared<MemoryDisk>();
    ASSERT_TRUE(disk_->make_folder("/d"));
    const auto file = create("/d/a");
    const std::string kept(1500, 'k');
    ASSERT_TRUE(write(*file, 0, kept));
    ASSERT_TRUE(file->sync());
    ASSERT_TRUE(disk_->sync_folder("/d"));
    ASSERT_TRUE(write(*file, 1500, std::string(3000, 'u')));
    disk_->crash(random);
    EXPECT_TRUE(disk_->content("/d/a").starts_with(kept));
    EXPECT_FALSE(file->size()) << "a file open before the crash is dead";
  }
}

TEST_F(MemoryDiskTest, WhatWasNotSyncedIsKeptLostAndTorn) {
  bool kept = false, lost = false, torn = false, nameless = false;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SeededRandom random(seed);
    disk_ = std::make_shared<MemoryDisk>();
    ASSERT_TRUE(disk_->make_folder("/d"));
    const auto file = create("/d/a");
    ASSERT_TRUE(write(*file, 0, std::string(1024, 'u')));
    disk_->crash(random);
    if (disk_->list("/d").value().empty()) {
      nameless = true;
      continue;
    }
    const auto content = disk_->content("/d/a");
    const auto written = std::ranges::count(content, 'u');
    kept |= written == 1024;
    lost |= written == 0;
    torn |= written > 0 && written < 1024;
  }
  EXPECT_TRUE(kept && lost && torn && nameless);
}

TEST_F(MemoryDiskTest, AFailedSyncDropsWhatWasWritten) {
  const auto file = create("/d/a");
  ASSERT_TRUE(write(*file, 0, "kept"));
  ASSERT_TRUE(file->sync());
  ASSERT_TRUE(write(*file, 4, "lost"));
  disk_->fail_next(Operation::sync, ErrorCode::unavailable);
  EXPECT_FALSE(file->sync());
  EXPECT_TRUE(file->sync());
  EXPECT_EQ(file->read_at(0, 100).value(), "kept");
}

TEST_F(MemoryDiskTest, FaultsComeWhenToldAndGo) {
  const auto file = create("/d/a");
  disk_->fail_next(Operation::write, ErrorCode::full, 2, 1);
  EXPECT_TRUE(write(*file, 0, "a"));
  EXPECT_EQ(write(*file, 0, "a").error().code, ErrorCode::full);
  EXPECT_FALSE(write(*file, 0, "a"));
  EXPECT_TRUE(write(*file, 0, "a"));
  disk_->fail_next(Operation::read, ErrorCode::unavailable);
  EXPECT_FALSE(file->read_at(0, 1));
  disk_->fail_next(Operation::open, ErrorCode::unavailable);
  EXPECT_FALSE(disk_->open("/d/a", OpenMode::read));
}

TEST_F(MemoryDiskTest, FillsUpToTheLastByte) {
  disk_->set_capacity(10);
  const auto file = create("/d/a");
  EXPECT_EQ(write(*file, 0, "123456").value(), 6u);
  EXPECT_EQ(disk_->free_bytes("/d").value(), 4u);
  EXPECT_EQ(write(*file, 6, "789012").value(), 4u);
  EXPECT_EQ(write(*file, 10, "x").error().code, ErrorCode::full);
  EXPECT_EQ(write(*file, 0, "over").value(), 4u);
}

TEST_F(MemoryDiskTest, ASyncHangsUntilItIsReleased) {
  const auto file = create("/d/a");
  disk_->hang();
  std::thread thread([&] { EXPECT_TRUE(file->sync()); });
  disk_->wait_for_hang();
  EXPECT_EQ(disk_->syncs(), 0u);
  disk_->release();
  thread.join();
  EXPECT_EQ(disk_->syncs(), 1u);
}

}  // namespace
}  // namespace cleangate::media
