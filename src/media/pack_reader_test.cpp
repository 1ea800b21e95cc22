#include "media/pack_reader.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "media/memory_disk.h"
#include "media/pack_writer.h"

namespace cleangate::media {
namespace {

class PackReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    PackWriter writer({.folder = "/media"}, disk_);
    const PhotoBytes photo{kPhoto, kHash};
    const PhotoBytes* const group[] = {&photo};
    const auto locations = writer.append(group);
    ASSERT_TRUE(locations);
    location_ = locations->at(0);
  }
  ErrorCode error_of(const MediaLocation& location, const Hash& hash) const {
    const auto read = reader_.read(location, hash);
    EXPECT_FALSE(read);
    EXPECT_FALSE(reader_.check(location, hash));
    return read ? ErrorCode::internal : read.error().code;
  }

  const std::string kPhoto = std::string(5000, 'p');
  const Hash kHash = sha256(kPhoto);
  std::shared_ptr<MemoryDisk> disk_ = std::make_shared<MemoryDisk>();
  PackReader reader_{disk_, "/media"};
  MediaLocation location_;
};

TEST_F(PackReaderTest, GivesBackThePhoto) {
  EXPECT_EQ(reader_.read(location_, kHash).value(), kPhoto);
  EXPECT_TRUE(reader_.check(location_, kHash));
}

TEST_F(PackReaderTest, AWrongLocationIsAnErrorOfItsKind) {
  EXPECT_EQ(error_of({2, 0, 5000}, kHash), ErrorCode::not_found);
  EXPECT_EQ(error_of({1, 4096, 5000}, kHash), ErrorCode::corrupt);
  EXPECT_EQ(error_of({1, std::uint64_t{1} << 40, 5000}, kHash), ErrorCode::corrupt);
  EXPECT_EQ(error_of({1, 0, 4999}, kHash), ErrorCode::corrupt);
  EXPECT_EQ(error_of(location_, sha256("another")), ErrorCode::corrupt);
  EXPECT_EQ(error_of({1, 0, kMaxBodyBytes + 1}, kHash), ErrorCode::too_large);
}

TEST_F(PackReaderTest, AnyChangedByteOfTheRecordIsSeen) {
  for (const std::uint64_t offset : {0u, 12u, 40u, 63u, 64u, 2000u, 64u + 4999u}) {
    disk_->flip("/media/000001.pack", offset);
    EXPECT_EQ(error_of(location_, kHash), ErrorCode::corrupt) << offset;
    disk_->flip("/media/000001.pack", offset);
  }
  EXPECT_TRUE(reader_.check(location_, kHash));
}

TEST_F(PackReaderTest, ListsPacksAndNothingElse) {
  for (const char* name : {"000003.pack", "notes.txt", "7.pack"}) {
    ASSERT_TRUE(disk_->open(std::string("/media/") + name, OpenMode::create));
  }
  EXPECT_EQ(reader_.packs().value(), (std::vector<std::uint32_t>{1, 3}));
  EXPECT_EQ(PackReader(disk_, "/elsewhere").packs().error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace cleangate::media
