#include "base/log.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "base/json.h"
#include "base/time.h"

namespace cleangate {
namespace {

namespace fs = std::filesystem;

class Log : public testing::Test {
 protected:
  Log() : folder_(fs::path(testing::TempDir()) / ("log_test." + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    log_to(path());
  }
  ~Log() override {
    log_to("");
    log_threshold(LogLevel::info);
    fs::remove_all(folder_);
  }
  std::string path() const { return folder_ / "cleangate.log"; }
  std::vector<Json> lines() const {
    std::vector<Json> found;
    std::ifstream file(path());
    for (std::string line; std::getline(file, line);) {
      const auto json = parse_json(line);
      EXPECT_TRUE(json) << line;
      if (json) found.push_back(*json);
    }
    return found;
  }

  fs::path folder_;
};

TEST_F(Log, AnEventIsOneJsonLineWithTimeLevelAndFields) {
  log_event(LogLevel::warning, "device.silent",
            {{"device", "cam-1"}, {"note", "a\n\"b\" {}%v\xff"}});
  const auto all = lines();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_TRUE(parse_rfc3339(*all[0]["time"].text()));
  EXPECT_EQ(all[0]["level"].text(), "warning");
  EXPECT_EQ(all[0]["event"].text(), "device.silent");
  EXPECT_EQ(all[0]["device"].text(), "cam-1");
  EXPECT_EQ(all[0]["note"].text(), "a\n\"b\" {}%v\ufffd");
}

TEST_F(Log, FieldsCannotTakeThePlaceOfTimeLevelAndEvent) {
  log_event(LogLevel::info, "real", {{"event", "forged"}, {"level", "debug"}});
  ASSERT_EQ(lines().size(), 1u);
  EXPECT_EQ(lines()[0]["event"].text(), "real");
  EXPECT_EQ(lines()[0]["level"].text(), "info");
}

TEST_F(Log, EventsBelowTheThresholdAreLeftOut) {
  log_event(LogLevel::debug, "a");
  log_threshold(LogLevel::debug);
  log_event(LogLevel::debug, "b");
  log_threshold(LogLevel::error);
  log_event(LogLevel::warning, "c");
  log_event(LogLevel::error, "d");
  const auto all = lines();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0]["event"].text(), "b");
  EXPECT_EQ(all[1]["event"].text(), "d");
}

TEST_F(Log, ThreadsDoNotMixTheirLines) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 100; ++i) log_event(LogLevel::info, "tick", {{"n", std::to_string(i)}});
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(lines().size(), 400u);
}

TEST_F(Log, AFileThatCannotBeOpenedIsSaidAtOnceAndTheOldOneStays) {
  EXPECT_THROW(log_to((folder_ / "cleangate.log" / "no").string()), std::runtime_error);
  log_event(LogLevel::info, "still");
  EXPECT_EQ(lines().size(), 1u);
}

TEST_F(Log, FilesTurnOverAtTenMegabytes) {
  const std::string big(1u << 20, 'x');
  for (int i = 0; i < 11; ++i) log_event(LogLevel::info, "big", {{"x", big}});
  EXPECT_TRUE(fs::exists(folder_ / "cleangate.1.log"));
  EXPECT_LE(fs::file_size(folder_ / "cleangate.1.log"), 10u << 20);
  EXPECT_LE(fs::file_size(path()), 10u << 20);
}

}  // namespace
}  // namespace cleangate
