#include "media/pack_writer.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "media/memory_disk.h"
#include "media/pack_format.h"
#include "media/pack_reader.h"

namespace cleangate::media {
namespace {

using Operation = MemoryDisk::Operation;

PhotoBytes photo(std::string bytes) {
  const Hash hash = sha256(bytes);
  return {std::move(bytes), hash};
}

class PackWriterTest : public testing::Test {
 protected:
  PackWriter open() { return {options_, disk_}; }
  static Result<std::vector<MediaLocation>> append(PackWriter& writer,
                                                   const std::vector<PhotoBytes>& photos) {
    std::vector<const PhotoBytes*> pointers;
    for (const auto& each : photos) pointers.push_back(&each);
    return writer.append(pointers);
  }
  MediaLocation must_append(PackWriter& writer, const std::string& bytes) {
    const auto locations = append(writer, {photo(bytes)});
    EXPECT_TRUE(locations) << locations.error().message;
    return locations->at(0);
  }
  std::string must_read(const MediaLocation& location, const std::string& bytes) {
    const auto read = reader_.read(location, sha256(bytes));
    EXPECT_TRUE(read) << read.error().message;
    return read ? *read : "";
  }

  std::shared_ptr<MemoryDisk> disk_ = std::make_shared<MemoryDisk>();
  PackOptions options_{.folder = "/media", .pack_bytes = 64 * 1024, .keep_free_bytes = 1 << 20};
  PackReader reader_{disk_, "/media"};
};

TEST_F(PackWriterTest, StoresAGroupWithOneSync) {
  auto writer = open();
  const std::vector<PhotoBytes> photos{photo("scene"), photo(""), photo(std::string(9000, 'p'))};
  const auto locations = append(writer, photos);
  ASSERT_TRUE(locations);
  EXPECT_EQ(disk_->syncs(), 1u);
  const std::vector<MediaLocation> want{{1, 0, 5}, {1, 4096, 0}, {1, 8192, 9000}};
  EXPECT_EQ(*locations, want);
  for (std::size_t i = 0; i < photos.size(); ++i) {
    EXPECT_EQ(must_read(want[i], photos[i].bytes), photos[i].bytes);
  }
  EXPECT_EQ(disk_->content("/media/000001.pack").size(), 8192u + 12288u);
}

TEST_F(PackWriterTest, GoesOnInTheLastPackAfterARestart) {
  auto first = open();
  const auto before = must_append(first, "before");
  auto second = open();
  const auto after = must_append(second, "after");
  EXPECT_EQ(after, (MediaLocation{1, 4096, 5}));
  EXPECT_EQ(must_read(before, "before"), "before");
  EXPECT_EQ(must_read(after, "after"), "after");
}

TEST_F(PackWriterTest, BeginsAPackWhenTheGroupNoLongerFits) {
  auto writer = open();
  const std::string three_quarters(48 * 1024 - kHeaderBytes, 'x');
  EXPECT_EQ(must_append(writer, three_quarters).pack, 1u);
  EXPECT_EQ(must_append(writer, std::string(16 * 1024 - kHeaderBytes, 'y')).pack, 1u);
  const auto next = must_append(writer, "z");
  EXPECT_EQ(next, (MediaLocation{2, 0, 1}));
  EXPECT_EQ(must_append(writer, std::string(16 * 1024, 'y')).pack, 2u);
  EXPECT_EQ(must_append(writer, three_quarters).pack, 3u);
}

TEST_F(PackWriterTest, AGroupLargerThanAPackMakesALargerPack) {
  auto writer = open();
  const std::string large(200 * 1024, 'l');
  const auto location = must_append(writer, large);
  EXPECT_EQ(must_read(location, large), large);
  EXPECT_EQ(must_append(writer, "next").pack, 2u);
}

TEST_F(PackWriterTest, ShortWritesOfAnySizeLoseNothing) {
  for (const std::size_t most : {1u, 63u, 64u, 65u, 4095u, 4096u, 5000u}) {
    disk_->write_at_most(most);
    auto writer = open();
    const std::string bytes(5000, static_cast<char>('a' + most % 26));
    EXPECT_EQ(must_read(must_append(writer, bytes), bytes), bytes) << most;
  }
}

TEST_F(PackWriterTest, IsFullWhileOthersStillHaveRoom) {
  options_.keep_free_bytes = 100'000;
  disk_->set_capacity(100'000 + 8192);
  auto writer = open();
  EXPECT_TRUE(append(writer, {photo("one")}));
  EXPECT_TRUE(append(writer, {photo("two")}));
  const auto third = append(writer, {photo("three")});
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, ErrorCode::full);
  disk_->set_capacity(100'000 + 8192 + 4096);
  EXPECT_TRUE(append(writer, {photo("three")}));
}

TEST_F(PackWriterTest, ADiskThatFillsUpInMidWriteKeepsWhatWasThere) {
  options_.keep_free_bytes = 0;
  auto writer = open();
  const auto kept = must_append(writer, "kept");
  disk_->fail_next(Operation::write, ErrorCode::full);
  const auto lost = append(writer, {photo("lost")});
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::full);
  const auto next = must_append(writer, "next");
  EXPECT_EQ(next, (MediaLocation{1, 4096, 4}));
  EXPECT_EQ(must_read(kept, "kept"), "kept");
}

TEST_F(PackWriterTest, NeverTrustsAFileAfterAFailedWriteOrSync) {
  auto writer = open();
  const auto kept = must_append(writer, "kept");
  std::uint32_t pack = 1;
  for (const auto operation : {Operation::write, Operation::sync}) {
    disk_->fail_next(operation, ErrorCode::unavailable);
    EXPECT_FALSE(append(writer, {photo("lost")}));
    EXPECT_EQ(must_append(writer, "next").pack, ++pack);
  }
  EXPECT_EQ(must_read(kept, "kept"), "kept");
}

TEST_F(PackWriterTest, EveryFailingCallIsAnErrorAndThenItGoesOn) {
  for (const auto operation : {Operation::open, Operation::write, Operation::sync,
                               Operation::sync_folder, Operation::free_bytes}) {
    auto writer = open();
    must_append(writer, std::string(options_.pack_bytes, 'f'));  // so that a pack must begin
    disk_->fail_next(operation, ErrorCode::unavailable);
    const auto lost = append(writer, {photo("lost")});
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, ErrorCode::unavailable);
    const auto next = must_append(writer, "next");
    EXPECT_EQ(must_read(next, "next"), "next");
  }
}

TEST_F(PackWriterTest, NeverWritesBehindDamage) {
  auto first = open();
  must_append(first, "one");
  must_append(first, "two");
  disk_->flip("/media/000001.pack", 4096 + 20);
  const std::string before = disk_->content("/media/000001.pack");
  auto second = open();
  EXPECT_EQ(must_append(second, "three"), (MediaLocation{2, 0, 5}));
  EXPECT_EQ(disk_->content("/media/000001.pack"), before);
}

TEST_F(PackWriterTest, TheWalkGoesOnBehindADamagedRecord) {
  auto writer = open();
  must_append(writer, "one");
  must_append(writer, std::string(9000, 't'));
  must_append(writer, "three");
  disk_->flip("/media/000001.pack", 4096);
  std::vector<MediaLocation> found;
  const auto end = reader_.walk(
      1, [&](const MediaLocation& location, const Hash&) { found.push_back(location); });
  ASSERT_TRUE(end);
  EXPECT_EQ(end->records_end, 4096u);
  EXPECT_FALSE(end->clean());
  EXPECT_EQ(found, (std::vector<MediaLocation>{{1, 0, 3}, {1, 16384, 5}}));
}

TEST_F(PackWriterTest, AWalkPassesOverARecordThatIsCutShort) {
  auto writer = open();
  must_append(writer, "whole");
  disk_->write_at_most(4096 + 100);
  disk_->fail_next(Operation::write, ErrorCode::unavailable, 1, 1);
  EXPECT_FALSE(append(writer, {photo(std::string(9000, 'c'))}));
  std::vector<MediaLocation> found;
  const auto end = reader_.walk(
      1, [&](const MediaLocation& location, const Hash&) { found.push_back(location); });
  ASSERT_TRUE(end);
  EXPECT_EQ(end->records_end, 4096u);
  EXPECT_EQ(end->file_end, 4096u + 4096 + 100);
  EXPECT_EQ(found, (std::vector<MediaLocation>{{1, 0, 5}}));
}

TEST_F(PackWriterTest, AFolderThatCannotBeUsedAtStartIsTriedAgainWithEachGroup) {
  {
    auto first = open();
    EXPECT_EQ(must_append(first, "photo").pack, 1u);
  }
  disk_->fail_next(Operation::open, ErrorCode::unavailable);  // mounted read-only
  auto writer = open();
  EXPECT_EQ(must_append(writer, "later").pack, 2u);
  EXPECT_TRUE(reader_.read({1, 0, 5}, sha256("photo")));
}

TEST_F(PackWriterTest, PassesOverPackNumbersThatAreTaken) {
  auto writer = open();
  ASSERT_TRUE(disk_->open("/media/000001.pack", OpenMode::create));
  EXPECT_EQ(must_append(writer, "photo").pack, 2u);
}

// One invariant: what was acknowledged is there after any power cut, byte for byte.
TEST_F(PackWriterTest, WhatWasAcknowledgedSurvivesThousandsOfPowerCuts) {
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    SeededRandom random(seed);
    disk_ = std::make_shared<MemoryDisk>();
    reader_ = PackReader(disk_, "/media");
    std::vector<std::pair<MediaLocation, std::string>> acknowledged;
    for (int life = 0; life < 4; ++life) {
      auto writer = open();
      for (std::uint64_t turn = random.below(6); turn > 0; --turn) {
        std::vector<PhotoBytes> group;
        for (std::uint64_t count = 1 + random.below(3); count > 0; --count) {
          group.push_back(photo(random.bytes(random.below(9000))));
        }
        if (random.below(4) == 0) disk_->write_at_most(1 + random.below(6000));
        const auto operation = std::array{Operation::write, Operation::sync}[random.below(2)];
        if (random.below(4) == 0) disk_->fail_next(operation, ErrorCode::unavailable);
        const auto locations = append(writer, group);
        disk_->write_at_most(0);
        if (!locations) continue;
        for (std::size_t i = 0; i < group.size(); ++i) {
          acknowledged.emplace_back((*locations)[i], group[i].bytes);
        }
      }
      // In the middle of a write: the group is on its way, its sync never happens.
      disk_->fail_next(Operation::sync, ErrorCode::unavailable);
      if (random.below(2) == 0) {
        disk_->write_at_most(1 + random.below(6000));
        disk_->fail_next(Operation::write, ErrorCode::unavailable, 1, 1 + random.below(2));
        (void)append(writer, {photo(random.bytes(7000)), photo(random.bytes(100))});
        disk_->write_at_most(0);
      }
      disk_->crash(random);
      disk_->fail_next(Operation::sync, ErrorCode::unavailable, 0);
      disk_->fail_next(Operation::write, ErrorCode::unavailable, 0);
      for (const auto& [location, bytes] : acknowledged) {
        ASSERT_EQ(must_read(location, bytes), bytes);
      }
    }
  }
}

}  // namespace
}  // namespace cleangate::media
