// An older database put back in the place of the newer one: the server must not sign a second
// history of the plant, and a key that is not the log's must not sign at all.

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/plant.h"

namespace cleangate::tests {
namespace {

class Rollback : public testing::Test {
 protected:
  /// Ends by itself, so it did not start.
  void expect_refused() {
    const auto served =
        run_cleangate({"serve", "--data", plant_.folder(), "--listen", "127.0.0.1:0"});
    EXPECT_EQ(served.exit_code, 1) << served.output;
  }
  void expect_starts() {
    plant_.serve();
    EXPECT_EQ(plant_.end(), 0);
  }
  /// Serves, adds a lane, ends: the checkpoint goes to its second place.
  void work(const std::string& lane) {
    plant_.serve();
    plant_.add_lane(lane, "in", "automatic");
    ASSERT_EQ(plant_.end(), 0);
  }
  [[nodiscard]] std::string file(const std::string& name) const {
    return plant_.folder() + "/" + name;
  }
  Plant plant_;
};

TEST_F(Rollback, an_older_database_is_refused_before_it_signs_anything) {
  work("first");
  const auto kept = file("older.db");
  std::filesystem::copy_file(file("cleangate.db"), kept);
  work("second");
  const auto newer = file("newer.db");
  std::filesystem::rename(file("cleangate.db"), newer);
  std::filesystem::copy_file(kept, file("cleangate.db"));
  expect_refused();
  std::filesystem::rename(newer, file("cleangate.db"));  // the right one starts again
  expect_starts();
}

TEST_F(Rollback, without_the_copy_the_server_starts) {
  work("first");
  std::filesystem::remove(file("logs/checkpoint.txt"));
  expect_starts();
}

TEST_F(Rollback, a_key_that_is_not_the_logs_own_signs_nothing) {
  work("first");
  const auto kept = file("keys/kept");
  std::filesystem::copy_file(file("keys/log.key"), kept);
  std::ofstream(file("keys/log.key")) << std::string(64, 'a') << "\n";
  expect_refused();
  std::filesystem::rename(kept, file("keys/log.key"));
  expect_starts();
}

}  // namespace
}  // namespace cleangate::tests
