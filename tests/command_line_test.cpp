// The program as a person starts it: usage, refusals that say what to do, and what they leave.

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/plant.h"

namespace cleangate::tests {
namespace {

namespace files = std::filesystem;

/// With stderr in the output, where refusals stand. Ended by force (124) when it goes on.
Ended both(const std::string& words) {
  return run({"sh", "-c", "exec timeout 60 " CLEANGATE_PROGRAM " " + words + " 2>&1"});
}
/// Fails after the keys: no file may be larger than 8 KiB.
Ended init_on_a_small_disk(const std::string& words) {
  return run({"sh", "-c",
              "trap '' XFSZ; ulimit -f 16; exec " CLEANGATE_PROGRAM " init " + words + " 2>&1"});
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

class Folder : public testing::Test {
 protected:
  Folder() {
    std::string pattern = (files::temp_directory_path() / "cleangate-cli-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
    home_ = pattern;
  }
  ~Folder() override {
    std::error_code ignored;
    files::remove_all(home_, ignored);
  }
  [[nodiscard]] Ended init(const std::string& more) const {
    return both("init --data " + data() + " " + more);
  }
  [[nodiscard]] std::string data() const { return home_ + "/data"; }
  std::string home_;
  const std::string good_ = "--plant 测试厂 --region 131002 --grade C";
};

TEST(CommandLine, HelpOfEveryCommandIsItsUsage) {
  for (const std::string command : {"init", "serve", "token", "simulate", "verify", "import",
                                    "rules", "export", "backup", "doctor"}) {
    const auto asked = run_cleangate({command, "--help"});
    EXPECT_EQ(asked.exit_code, 0) << command;
    EXPECT_TRUE(has(asked.output, "usage: cleangate\n  " + command + " ")) << asked.output;
    EXPECT_EQ(run_cleangate({"help", command}).output, asked.output);
    EXPECT_EQ(run_cleangate({command, "--data", "/nowhere", "-h"}).output, asked.output);
  }
  EXPECT_TRUE(has(run_cleangate({"help"}).output, "--public-listen"));
  EXPECT_EQ(run_cleangate({"unheard-of", "--help"}).exit_code, 1);
}

using Init = Folder;

TEST_F(Init, RefusesWhatTheLogMustNotHoldForEverAndLeavesNothing) {
  const std::string bad[] = {"--plant x --region abcdef",
                             "--plant x --region 13108",
                             "--plant x --region 1310820",
                             "--plant x --region 131002 --grade ZZZ",
                             "--plant \"$(printf '\\377\\376')\" --region 131002",
                             "--plant x --region 131002 --industry \"$(printf '\\300')\"",
                             "--plant ' ' --region 131002",
                             "--region 131002"};
  for (const auto& words : bad) {
    const auto ended = init(words);
    EXPECT_EQ(ended.exit_code, 1) << words;
    EXPECT_FALSE(files::exists(data())) << words << ended.output;
  }
  EXPECT_EQ(init(good_).exit_code, 0);
}

TEST_F(Init, ActivatesTheBasePackOfItsIndustry) {
  ASSERT_EQ(init(good_ + " --industry cement-clinker").exit_code, 0);
  const auto list = both("rules list --data " + data()).output;
  EXPECT_TRUE(has(list, "* cn-2020-340-cement-clinker 1")) << list;
  EXPECT_TRUE(has(list, "by init")) << list;
  EXPECT_FALSE(has(list, "* cn-2020-340-generic")) << list;
}

TEST_F(Init, ThatFailsLeavesNothingBehindAndCanBeRunAgain) {
  const auto failed = init_on_a_small_disk("--data " + data() + " " + good_);
  EXPECT_EQ(failed.exit_code, 1) << failed.output;
  EXPECT_FALSE(files::exists(data()));
  EXPECT_EQ(init(good_).exit_code, 0);
}

TEST_F(Init, ThatFailsInAFolderThatWasThereLeavesThatEmpty) {
  files::create_directory(data());
  const auto failed = init_on_a_small_disk("--data " + data() + " " + good_);
  EXPECT_EQ(failed.exit_code, 1) << failed.output;
  EXPECT_TRUE(files::is_empty(data()));
}

TEST_F(Init, ThatAPowerCutEndedIsRunAgainAndNothingElseTakesItsFolder) {
  ASSERT_EQ(init(good_).exit_code, 0);
  std::ofstream(data() + "/init.unfinished") << "";
  for (const std::string command :
       {"serve --listen 127.0.0.1:0", "token create --role admin", "export"}) {
    const auto refused = both(command + " --data " + data());
    EXPECT_EQ(refused.exit_code, 1) << command;
    EXPECT_TRUE(has(refused.output, "run it again")) << refused.output;
  }
  EXPECT_EQ(init(good_).exit_code, 0);
  EXPECT_TRUE(has(both("verify --data " + data()).output, "sound "));
}

TEST_F(Init, LeavesAFolderAloneThatHoldsSomethingElse) {
  files::create_directory(data());
  ::chmod(data().c_str(), 0755);
  std::ofstream(data() + "/letter.txt") << "mine";
  const auto refused = init(good_);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_TRUE(has(refused.output, "is not empty")) << refused.output;
  EXPECT_EQ(read_all(data() + "/letter.txt"), "mine");
  EXPECT_EQ(files::status(data()).permissions(), files::perms{0755});
  files::remove(data() + "/letter.txt");
  ASSERT_EQ(init(good_).exit_code, 0);
  EXPECT_TRUE(has(init(good_).output, "holds a plant already"));
  EXPECT_TRUE(has(both("verify --data " + data()).output, "sound "));
}

using Serve = Folder;

TEST_F(Serve, TakesACertificateAndItsKeyTogetherOnly) {
  ASSERT_EQ(init(good_).exit_code, 0);
  for (const std::string half : {"--tls-key x.key", "--tls-cert x.crt"}) {
    const auto refused = both("serve --data " + data() + " --listen 127.0.0.1:0 " + half);
    EXPECT_EQ(refused.exit_code, 1) << half;
    EXPECT_TRUE(has(refused.output, "belong together")) << refused.output;
  }
}

TEST_F(Serve, RefusesALogThatHasNoPlant) {
  ASSERT_EQ(init(good_).exit_code, 0);
  ASSERT_EQ(run({"sqlite3", data() + "/cleangate.db",
                 "DELETE FROM entries; DELETE FROM checkpoints; DELETE FROM settings; "
                 "DELETE FROM rule_packs"})
                .exit_code,
            0);
  for (const std::string command : {"serve --listen 127.0.0.1:0", "token create --role admin"}) {
    const auto refused = both(command + " --data " + data());
    EXPECT_EQ(refused.exit_code, 1) << command;
    EXPECT_TRUE(has(refused.output, "has no plant")) << refused.output;
    EXPECT_TRUE(has(refused.output, "run init again")) << refused.output;
  }
}

TEST_F(Serve, WarnsWhenPasswordsWouldGoOpenly) {
  Plant plant;
  plant.serve({"--listen", "0.0.0.0:0", "--allow-plain-http"});
  EXPECT_EQ(plant.end(), 0);
  EXPECT_TRUE(has(read_all(plant.log_file()), "listen_is_plain_http"));
  plant.serve();
  EXPECT_EQ(plant.end(), 0);
  EXPECT_FALSE(has(read_all(plant.log_file()), "listen_is_plain_http")) << "loopback";
}

TEST(Simulate, SaysWhereATokenCanComeFrom) {
  const auto refused = both("simulate --target http://127.0.0.1:1");
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_TRUE(has(refused.output, "--token-file")) << refused.output;
  EXPECT_TRUE(has(refused.output, "CLEANGATE_TOKEN")) << refused.output;
}

TEST(Simulate, TakesItsTokenFromAFileOrTheEnvironment) {
  Plant plant;
  plant.serve();
  const auto file = plant.folder() + "/../token";
  std::ofstream(file) << plant.token() << "\n";
  const std::string words =
      "simulate --target " + plant.base_url() + " --speed 1000000 --passages 1";
  EXPECT_EQ(both(words + " --token-file " + file).exit_code, 0);
  const auto named = run({"sh", "-c",
                          "CLEANGATE_TOKEN=" + plant.token() + " exec " CLEANGATE_PROGRAM " " +
                              words + " --no-setup"});
  EXPECT_EQ(named.exit_code, 0) << named.output;
  EXPECT_EQ(both(words + " --token-file /nowhere").exit_code, 1);
  EXPECT_EQ(plant.end(), 0);
}

}  // namespace
}  // namespace cleangate::tests
