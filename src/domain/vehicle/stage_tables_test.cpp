#include "domain/vehicle/stage_tables.h"

#include <gtest/gtest.h>

namespace cleangate::vehicle {
namespace {

using enum Stage;

const std::string kHead = "version = \"1\"\nsource = \"s\"\ngrace_months = 6\n";
const std::string kLimit =
    "[[limit]]\nrow = \"a\"\nsubject = \"heavy\"\nfuel = \"diesel\"\nstage = \"5\"\n"
    "from = 2017-07-01\nbasis = \"registration\"\nmark = \"S\"\nsource = \"S57\"\n";

std::string window(const std::string& row, const std::string& ends) {
  return "[[window]]\nrow = \"" + row + "\"\nsubject = \"heavy\"\nfuel = \"gas\"\n" + ends +
         "stage = [\"3\", \"5\"]\nmark = \"K-\"\nsource = \"x\"\n";
}

std::string fault(const std::string& text) {
  const auto tables = parse_stage_tables(text, "t.toml");
  return tables ? std::string("none") : tables.error().message;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(StageTables, ReadWhatStandsInThem) {
  const auto tables = parse_stage_tables(
      kHead + kLimit + "part = true\nregions = [\"11\", \"4403\"]\ngrace_months = 0\n" +
          "farm = true\nmost_power_kw = 560\nnote = \"n\"\n" + window("w", ""),
      "t.toml");
  ASSERT_TRUE(tables) << tables.error().message;
  EXPECT_EQ(tables->version, "1");
  EXPECT_EQ(tables->grace_months, 6);
  ASSERT_EQ(tables->limits.size(), 1u);
  const auto& limit = tables->limits[0];
  EXPECT_EQ(limit.row, "a");
  EXPECT_EQ(limit.subject, Subject::heavy);
  EXPECT_EQ(limit.fuel, EngineFuel::diesel);
  EXPECT_EQ(limit.stage, s5);
  EXPECT_EQ(to_text(limit.from), "2017-07-01");
  EXPECT_FALSE(limit.is_for_all);
  EXPECT_EQ(limit.regions, (std::vector<std::string>{"11", "4403"}));
  EXPECT_EQ(limit.grace_months, 0);
  EXPECT_EQ(limit.farm, true);
  EXPECT_EQ(limit.most_power_kw, 560);
  EXPECT_EQ(limit.mark, Mark::secondary);
  ASSERT_EQ(tables->windows.size(), 1u);
  EXPECT_EQ(tables->windows[0].stage, (StageInterval{s3, s5}));
  EXPECT_EQ(tables->windows[0].likely, (StageInterval{s3, s5}));
  EXPECT_EQ(tables->windows[0].mark, Mark::weak);
}

TEST(StageTables, AFaultNamesFileLineAndWhatWouldDo) {
  EXPECT_EQ(fault(kHead + replaced(kLimit, "2017-07-01", "\"2017-07-01\"")),
            "t.toml:9: from: must be a date such as 2021-07-01, without quotes");
  EXPECT_EQ(fault(kHead + replaced(kLimit, "\"diesel\"", "\"coal\"")),
            "t.toml:7: fuel: use one of any, petrol, diesel, gas");
  EXPECT_EQ(fault(kHead + kLimit + "colour = 1\n"), "t.toml:13: colour: no such member here");
  EXPECT_EQ(fault(kHead + replaced(kLimit, "mark = \"S\"", "mark = \"Q\"")),
            "t.toml:11: mark: use one of K-, K, K+, BRIEF, S, P*, P");
  EXPECT_EQ(fault(kHead + replaced(kLimit, "source = \"S57\"", "source = \"\"")),
            "t.toml:12: source: must be a text that is not empty");
  EXPECT_EQ(fault(kHead + kLimit + kLimit), "t.toml:14: row: a stands there already");
}

TEST(StageTables, RefuseWordsThatAreNoStage) {
  for (const char* stage : {"\"7\"", "\"D\"", "\"X\"", "\"0\"", "5", "\"\""}) {
    EXPECT_NE(fault(kHead + replaced(kLimit, "\"5\"", stage)), "none") << stage;
  }
}

TEST(StageTables, RefuseNumbersAndRegionsOutOfBounds) {
  EXPECT_EQ(fault(kHead + kLimit + "grace_months = 24\n"), "none");
  EXPECT_NE(fault(kHead + kLimit + "grace_months = 25\n"), "none");
  EXPECT_NE(fault(kHead + kLimit + "grace_months = -1\n"), "none");
  for (const char* regions : {"[]", "[\"1\"]", "[\"113\"]", "[\"11010500\"]", "[\"京\"]", "[11]"}) {
    EXPECT_NE(fault(kHead + kLimit + "regions = " + regions + "\n"), "none") << regions;
  }
  EXPECT_NE(fault("version = \"1\"\n" + kLimit), "none");
}

TEST(StageTables, WindowsLeaveNoGapAndNoOverlap) {
  const auto two = [&](const std::string& end, const std::string& begin) {
    return fault(kHead + window("w1", "to = " + end + "\n") +
                 window("w2", "from = " + begin + "\n"));
  };
  EXPECT_EQ(two("2013-01-01", "2013-01-01"), "none");
  EXPECT_NE(two("2013-01-01", "2013-01-02").find("w2"), std::string::npos);
  EXPECT_NE(two("2013-01-02", "2013-01-01").find("w2"), std::string::npos);
  EXPECT_NE(fault(kHead + window("w", "from = 2013-01-01\n")).find("open"), std::string::npos);
  EXPECT_NE(fault(kHead + window("w", "to = 2013-01-01\n")).find("open"), std::string::npos);
  EXPECT_NE(fault(kHead + window("w", "from = 2013-01-01\nto = 2013-01-01\n")), "none");
}

TEST(StageTables, WhatIsLikelyLiesWithinWhatIsPossible) {
  EXPECT_EQ(fault(kHead + window("w", "likely = [\"4\", \"5\"]\n")), "none");
  EXPECT_NE(fault(kHead + window("w", "likely = [\"2\", \"4\"]\n")), "none");
  EXPECT_NE(fault(kHead + window("w", "likely = [\"4\", \"6a\"]\n")), "none");
  EXPECT_NE(fault(kHead + window("w", "likely = [\"5\", \"4\"]\n")), "none");
}

TEST(Mark, ReadsBackAndOnlySecondHandAndBetterIsVerified) {
  for (const char* text : {"K-", "K", "K+", "BRIEF", "S", "P*", "P"}) {
    EXPECT_EQ(to_text(*parse_mark(text)), text);
  }
  EXPECT_FALSE(parse_mark("Q"));
  EXPECT_TRUE(is_verified(Mark::secondary));
  EXPECT_FALSE(is_verified(Mark::brochure));
  EXPECT_FALSE(is_verified(Mark::likely));
}

}  // namespace
}  // namespace cleangate::vehicle
