// Rule packs on the real program: an activation survives a restart, packs and warnings are switched
// while others decide, and the command line does what the API does.

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/plant.h"

namespace cleangate::tests {
namespace {

/// Refuses every truck of up to that stage, and says so in both clauses.
std::string overlay(const std::string& version, const std::string& stage) {
  std::string toml = "id = \"own-overlay\"\nversion = \"" + version + R"("
kind = "overlay"
title = {zh = "本市加严", en = "Stricter here"}
document = "市政府令1号"
citation = "第一条"
region = "000000"
industry = "*"
valid_from = 2020-01-01
evidence = "primary"
)";
  for (const std::string id : {"first", "second"}) {
    toml += "\n[[clause]]\nid = \"" + id +
            "\"\ngroup = \"city\"\nwhen = \"truck and stage <= " + stage +
            "\"\noutcome = \"refuse\"\ntext = {zh = \"第" + version + "版\", en = \"version " +
            version + "\"}\n";
  }
  return toml;
}

const Json kTruck =
    Json::object({{"plate", "冀R12345"},
                  {"colour", "yellow"},
                  {"direction", "in"},
                  {"vehicle", Json::object({{"stage", Json::object({{"min", "5"}, {"max", "5"}})},
                                            {"fuel", "B"},
                                            {"vehicle_class", "H11"}})}});

/// "refuse 2/first 2/second"
std::string decision(Plant& plant) {
  const Json answer = plant.write("POST", "/api/v1/decisions", kTruck).json();
  std::string out(answer["verdict"].text().value_or("none"));
  for (const Json& reason : answer["reasons"].items()) {
    if (reason["pack"].text() != "own-overlay") continue;
    out +=
        " " + std::string(*reason["version"].text()) + "/" + std::string(*reason["clause"].text());
  }
  return out;
}
void upload(Plant& plant, const std::string& toml) {
  const auto answer = plant.write("POST", "/api/v1/rule-packs", Json::object({{"toml", toml}}));
  ASSERT_EQ(answer.status, 201) << answer.body;
}
int activate(Plant& plant, const std::string& version) {
  return plant
      .write("POST", "/api/v1/rule-packs/own-overlay/" + version + "/activate",
             Json::object({{"note", "test"}}))
      .status;
}

TEST(Rules, AnActivationAndThePlantsOwnTextSurviveARestart) {
  Plant plant;
  plant.serve();
  EXPECT_EQ(decision(plant), "admit");
  upload(plant, overlay("1", "4"));
  upload(plant, overlay("2", "5"));
  EXPECT_EQ(activate(plant, "2"), 200);
  EXPECT_EQ(decision(plant), "refuse 2/first 2/second");
  plant.kill_hard();
  plant.serve();
  EXPECT_EQ(decision(plant), "refuse 2/first 2/second");
  EXPECT_EQ(plant.get("/readyz").json()["rules"].text(), "in_force");
  EXPECT_EQ(activate(plant, "1"), 200);
  EXPECT_EQ(plant.end(), 0);
  plant.serve();
  EXPECT_EQ(decision(plant), "admit");
  const Json list = plant.get("/api/v1/rule-packs").json();
  EXPECT_EQ(list["in_force"]["base"]["id"].text(), "cn-2020-340-generic");
  EXPECT_EQ(list["history"].items().size(), 5u) << "init, two uploads, two activations";
}

TEST(Rules, AVerdictIsOfOneWholeSetWhilePacksAndWarningsAreSwitched) {
  constexpr int kSwitches = 40;
  Plant plant;
  plant.serve();
  upload(plant, overlay("1", "5"));
  upload(plant, overlay("2", "5"));
  ASSERT_EQ(activate(plant, "1"), 200);
  std::atomic<bool> ends = false;
  std::atomic<int> wrong = 0, decided = 0;
  std::vector<std::jthread> deciders;
  for (int i = 0; i < 2; ++i) {
    deciders.emplace_back([&] {
      while (!ends) {
        const auto said = decision(plant);
        const bool whole = said == "refuse 1/first 1/second" || said == "refuse 2/first 2/second";
        wrong += whole ? 0 : 1;
        ++decided;
      }
    });
  }
  for (int i = 0; i < kSwitches; ++i) {
    const std::string version = i % 2 == 0 ? "2" : "1";
    EXPECT_EQ(activate(plant, version), 200);
    // What was answered counts for the next vehicle.
    EXPECT_EQ(decision(plant), "refuse " + version + "/first " + version + "/second");
    if (i % 8 == 0) {
      EXPECT_EQ(plant
                    .write("POST", "/api/v1/warnings",
                           Json::object(
                               {{"level", "red"}, {"effective_at", "2026-01-01T00:00:00+08:00"}}))
                    .status,
                201);
    }
  }
  ends = true;
  deciders.clear();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(decided, kSwitches / 4);
}

class RulesCommand : public testing::Test {
 protected:
  std::string file(const std::string& text) {
    const auto path = plant_.folder() + "-pack.toml";
    std::ofstream(path) << text;
    return path;
  }
  static Ended both(const std::string& words) {
    return run({"sh", "-c", "exec " CLEANGATE_PROGRAM " rules " + words + " 2>&1"});
  }
  [[nodiscard]] std::string data() const { return " --data " + plant_.folder(); }
  Plant plant_;
};

TEST_F(RulesCommand, LintNamesFileLineAndMend) {
  const auto good = both("lint " + file(overlay("1", "5")));
  EXPECT_EQ(good.exit_code, 0) << good.output;
  EXPECT_NE(good.output.find("own-overlay 1: 2 clauses"), std::string::npos) << good.output;
  const auto path = file("id = \"own\"\nversion = \"1\"\nkind = \"bass\"\n");
  const auto bad = both("lint " + path);
  EXPECT_EQ(bad.exit_code, 1);
  EXPECT_NE(bad.output.find(path + ":3:"), std::string::npos) << bad.output;
  EXPECT_EQ(both("lint /no/such/file").exit_code, 1);
  EXPECT_EQ(both("lint").exit_code, 1);
}

TEST_F(RulesCommand, UploadsActivatesAndListsWithAndWithoutAServer) {
  const auto path = file(overlay("1", "5"));
  EXPECT_EQ(both("upload " + path + data()).exit_code, 0);
  EXPECT_EQ(both("upload " + path + data()).exit_code, 1) << "that version exists";
  EXPECT_EQ(both("activate own-overlay 1" + data()).exit_code, 1) << "no note";
  plant_.serve();
  const auto activated = both("activate own-overlay 1 --note ordered" + data());
  EXPECT_EQ(activated.exit_code, 0) << activated.output;
  EXPECT_EQ(decision(plant_), "refuse 1/first 1/second") << "of the running server";
  const auto list = both("list" + data());
  EXPECT_NE(list.output.find("* own-overlay 1"), std::string::npos) << list.output;
  EXPECT_NE(list.output.find("* cn-2020-340-generic 1"), std::string::npos);
  EXPECT_NE(list.output.find("  cn-order-m3 1"), std::string::npos);
  EXPECT_EQ(both("deactivate own-overlay --note over" + data()).exit_code, 0);
  EXPECT_EQ(decision(plant_), "admit");
  EXPECT_EQ(both("activate own-overlay 1 --note x --valid-from tomorrow" + data()).exit_code, 1);
  EXPECT_EQ(both("dance" + data()).exit_code, 1);
}

}  // namespace
}  // namespace cleangate::tests
