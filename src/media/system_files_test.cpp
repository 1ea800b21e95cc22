#include "media/system_files.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "media/pack_reader.h"
#include "media/pack_writer.h"

namespace cleangate::media {
namespace {

class SystemFilesTest : public testing::Test {
 protected:
  SystemFilesTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cleangate-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~SystemFilesTest() override { std::filesystem::remove_all(folder_); }

  std::string folder_;
  SystemFiles files_;
};

TEST_F(SystemFilesTest, WritesPiecesInARowAndReadsThemBack) {
  auto file = files_.open(folder_ + "/a", OpenMode::create);
  ASSERT_TRUE(file);
  const std::string_view pieces[] = {"one", "", "two"};
  EXPECT_EQ((*file)->write_at(2, pieces).value(), 6u);
  EXPECT_TRUE((*file)->sync());
  EXPECT_EQ((*file)->size().value(), 8u);
  EXPECT_EQ((*file)->read_at(2, 100).value(), "onetwo");
  EXPECT_EQ((*file)->read_at(3, 2).value(), "ne");
  EXPECT_EQ((*file)->read_at(9, 1).value(), "");
}

TEST_F(SystemFilesTest, TakesAtMostAsManyPiecesAsTheSystemDoes) {
  auto file = files_.open(folder_ + "/a", OpenMode::create);
  ASSERT_TRUE(file);
  const std::vector<std::string_view> pieces(1025, "x");
  EXPECT_EQ((*file)->write_at(0, pieces).value(), 1024u);
}

TEST_F(SystemFilesTest, OpeningSaysWhatIsWrong) {
  EXPECT_EQ(files_.open(folder_ + "/none", OpenMode::read).error().code, ErrorCode::not_found);
  EXPECT_EQ(files_.open(folder_ + "/none", OpenMode::write).error().code, ErrorCode::not_found);
  ASSERT_TRUE(files_.open(folder_ + "/a", OpenMode::create));
  EXPECT_EQ(files_.open(folder_ + "/a", OpenMode::create).error().code, ErrorCode::conflict);
  auto read_only = files_.open(folder_ + "/a", OpenMode::read);
  ASSERT_TRUE(read_only);
  const std::string_view pieces[] = {"x"};
  EXPECT_EQ((*read_only)->write_at(0, pieces).error().code, ErrorCode::unavailable);
}

TEST_F(SystemFilesTest, AFullDeviceIsFull) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  auto file = files_.open("/dev/full", OpenMode::write);
  ASSERT_TRUE(file);
  const std::string_view pieces[] = {"x"};
  EXPECT_EQ((*file)->write_at(0, pieces).error().code, ErrorCode::full);
}

TEST_F(SystemFilesTest, MakesFoldersForTheOwnerAlone) {
  const std::string inner = folder_ + "/x/media";
  EXPECT_TRUE(files_.make_folder(inner));
  EXPECT_TRUE(files_.make_folder(inner + "/"));
  EXPECT_EQ(std::filesystem::status(inner).permissions(), std::filesystem::perms::owner_all);
  EXPECT_TRUE(files_.sync_folder(inner));
  EXPECT_FALSE(files_.sync_folder(folder_ + "/none"));
  ASSERT_TRUE(files_.open(folder_ + "/file", OpenMode::create));
  EXPECT_FALSE(files_.make_folder(folder_ + "/file/media"));
}

TEST_F(SystemFilesTest, ListsNamesInOrder) {
  for (const char* name : {"/b", "/a", "/c"}) {
    ASSERT_TRUE(files_.open(folder_ + name, OpenMode::create));
  }
  EXPECT_EQ(files_.list(folder_).value(), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(files_.list(folder_ + "/none").error().code, ErrorCode::not_found);
}

TEST_F(SystemFilesTest, KnowsTheFreeSpace) {
  EXPECT_GT(files_.free_bytes(folder_).value(), 0u);
  EXPECT_EQ(files_.free_bytes(folder_ + "/none").error().code, ErrorCode::not_found);
}

TEST_F(SystemFilesTest, CarriesPacksAcrossARestart) {
  const auto files = std::make_shared<SystemFiles>();
  const PackOptions options{.folder = folder_ + "/media", .keep_free_bytes = 0};
  const PackReader reader(files, options.folder);
  const PhotoBytes photo{"photo", sha256("photo")};
  const PhotoBytes* const group[] = {&photo, &photo};
  for (std::uint64_t life = 0; life < 3; ++life) {
    PackWriter writer(options, files);
    const auto locations = writer.append(group);
    ASSERT_TRUE(locations) << locations.error().message;
    EXPECT_EQ(locations->at(1), (MediaLocation{1, life * 8192 + 4096, 5}));
    EXPECT_EQ(reader.read(locations->at(1), photo.sha256).value(), "photo");
  }
}

}  // namespace
}  // namespace cleangate::media
