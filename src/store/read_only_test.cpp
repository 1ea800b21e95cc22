// A data folder on a medium that cannot be written: evidence that was burnt, a read-only mount.

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "store/backup.h"
#include "store/doctor.h"
#include "store/sqlite/plant_queries.h"
#include "store/sqlite/scenario.h"
#include "store/verify.h"

namespace cleangate::store {
namespace {

namespace files = std::filesystem;
constexpr auto kReadOnly =
    files::perms::owner_read | files::perms::group_read | files::perms::others_read;
constexpr auto kReadOnlyFolder =
    kReadOnly | files::perms::owner_exec | files::perms::group_exec | files::perms::others_exec;

/// Rights bind nobody who is root, so root becomes somebody else for a while.
class AsSomebody {
 public:
  AsSomebody() {
    constexpr uid_t kNobody = 65534;  // Debian policy manual, section 9.2.2
    if (::geteuid() == 0) was_root_ = ::seteuid(kNobody) == 0;
  }
  ~AsSomebody() {
    if (was_root_) EXPECT_EQ(::seteuid(0), 0);
  }
  AsSomebody(const AsSomebody&) = delete;
  AsSomebody& operator=(const AsSomebody&) = delete;

 private:
  bool was_root_ = false;
};

class ReadOnlyMedium : public testing::Test {
 protected:
  ReadOnlyMedium() {
    files::create_directories(folder_);
    files::create_directories(medium_);
    plant_ = std::make_unique<TestPlant>(PlantStoreOptions{
        .path = (folder_ / "cleangate.db").string(), .create = true, .reserve_bytes = 1u << 20});
    EXPECT_TRUE(plant_->open()) << plant_->open_error.message;
    Traffic traffic(plant_->loop, 3);
    for (int i = 0; i < 80; ++i) (void)plant_->append(traffic.next());
    plant_->settle();
  }
  ~ReadOnlyMedium() override {
    plant_.reset();
    files::permissions(medium_, files::perms::all);
    files::remove_all(home_);
  }
  /// Copies files of the plant by their endings, then takes the right to write.
  void burn(const std::vector<std::string>& endings) {
    for (const auto& ending : endings) {
      files::copy_file(folder_ / ("cleangate.db" + ending), medium_ / ("cleangate.db" + ending));
    }
    for (const auto& file : files::directory_iterator(medium_)) {
      files::permissions(file.path(), kReadOnly);
    }
    files::permissions(medium_, kReadOnlyFolder);
  }
  [[nodiscard]] VerifyReport report() const {
    return verify(path_, {.keys = {test_verifier_key()}});
  }

  files::path home_ = files::temp_directory_path() / fmt::format("cleangate-ro-{}", ::getpid());
  files::path folder_ = home_ / "plant";
  files::path medium_ = home_ / "read only 100%?#";  ///< signs of a URI, too
  std::string path_ = (medium_ / "cleangate.db").string();
  std::unique_ptr<TestPlant> plant_;
};

TEST_F(ReadOnlyMedium, IsVerifiedExaminedExportedAndBackedUp) {
  const auto size = plant_->store().status().size;
  plant_->close();
  burn({""});
  const auto target = home_ / "backup";
  files::create_directory(target);
  files::permissions(target, files::perms::all);
  const AsSomebody somebody;
  ASSERT_NE(::faccessat(AT_FDCWD, medium_.c_str(), W_OK, AT_EACCESS), 0) << "the test's own ground";
  EXPECT_EQ(report().verdict, VerifyReport::Verdict::sound) << report().first_line();
  const auto found = examine(path_);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_TRUE(found->is_healthy());
  PlantQueries queries(path_);
  const auto entries = queries.entries(0, 500);
  ASSERT_TRUE(entries) << entries.error().message;
  EXPECT_EQ(entries->size(), size);
  const auto saved = back_up(path_, (target / "copy.db").string());
  EXPECT_TRUE(saved) << saved.error().message;
}

TEST_F(ReadOnlyMedium, WithAnEmptyWalIsWhole) {
  plant_->close();
  burn({""});
  files::permissions(medium_, files::perms::all);
  {
    std::ofstream(path_ + "-wal") << std::string(32, '\0');
  }  // a header and no frame
  burn({});
  const AsSomebody somebody;
  EXPECT_EQ(report().verdict, VerifyReport::Verdict::sound) << report().first_line();
}

TEST_F(ReadOnlyMedium, WithEntriesThatWaitInTheWalSaysWhatToDo) {
  ASSERT_GT(files::file_size(folder_ / "cleangate.db-wal"), 32u);
  burn({"", "-wal"});
  const AsSomebody somebody;
  const auto line = report().first_line();
  EXPECT_TRUE(line.starts_with("unchecked ")) << line;
  EXPECT_NE(line.find("copy the whole folder to a disk that can be written"), std::string::npos)
      << line;
}

TEST_F(ReadOnlyMedium, WithWalAndItsIndexIsReadAsItIs) {
  burn({"", "-wal", "-shm"});
  const auto size = plant_->store().status().size;
  const AsSomebody somebody;
  const auto found = report();
  EXPECT_EQ(found.verdict, VerifyReport::Verdict::sound) << found.first_line();
  EXPECT_EQ(found.size, size);
}

}  // namespace
}  // namespace cleangate::store
