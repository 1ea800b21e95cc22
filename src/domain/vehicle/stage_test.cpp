#include "domain/vehicle/stage.h"

#include <gtest/gtest.h>

namespace cleangate::vehicle {
namespace {

using enum Stage;

struct ParseRow {
  const char* name;
  const char* min;
  const char* max;
  StageInterval want;
};
const ParseRow kParsed[] = {
    {"zero", "0", "0", {s0, s0}},
    {"four", "4", "4", {s4, s4}},
    {"range", "3", "5", {s3, s5}},
    {"six_is_a_to_b", "6", "6", {s6a, s6b}},
    {"six_a", "6a", "6a", {s6a, s6a}},
    {"six_b", "6b", "6b", {s6b, s6b}},
    {"six_as_low_end", "6", "6b", {s6a, s6b}},
    {"six_as_high_end", "6a", "6", {s6a, s6b}},
    {"five_to_six", "5", "6", {s5, s6b}},
    {"x_is_open", "X", "X", {s0, s6b}},
    {"missing_is_open", "", "", {s0, s6b}},
    {"low_end_missing", "", "4", {s0, s4}},
    {"high_end_missing", "5", "", {s5, s6b}},
    {"x_above", "4", "X", {s4, s6b}},
    {"electric", "D", "D", {electric, electric}},
};
class ParsedStage : public ::testing::TestWithParam<ParseRow> {};
TEST_P(ParsedStage, IsAnInterval) {
  const auto stage = parse_stage(GetParam().min, GetParam().max);
  ASSERT_TRUE(stage) << stage.error().message;
  EXPECT_EQ(*stage, GetParam().want);
}
INSTANTIATE_TEST_SUITE_P(Rows, ParsedStage, ::testing::ValuesIn(kParsed),
                         [](const auto& row) { return std::string(row.param.name); });

struct WrongRow {
  const char* name;
  const char* min;
  const char* max;
};
const WrongRow kWrong[] = {
    {"seven", "7", "7"},
    {"word", "国五", "国五"},
    {"capital_a", "6A", "6A"},
    {"blank", " ", "4"},
    {"leading_zero", "04", "4"},
    {"small_x", "x", "x"},
    {"small_d", "d", "d"},
    {"min_above_max", "5", "4"},
    {"b_above_a", "6b", "6a"},
    {"electric_to_number", "D", "5"},
    {"number_to_electric", "5", "D"},
    {"number_to_d_from_0", "0", "D"},
    {"electric_without_max", "D", ""},
    {"electric_without_min", "", "D"},
    {"unknown_to_electric", "X", "D"},
};
class WrongStage : public ::testing::TestWithParam<WrongRow> {};
TEST_P(WrongStage, IsInvalid) {
  const auto stage = parse_stage(GetParam().min, GetParam().max);
  ASSERT_FALSE(stage);
  EXPECT_EQ(stage.error().code, ErrorCode::invalid);
}
INSTANTIATE_TEST_SUITE_P(Rows, WrongStage, ::testing::ValuesIn(kWrong),
                         [](const auto& row) { return std::string(row.param.name); });

struct CompareRow {
  const char* name;
  StageInterval stage;
  Truth at_most_four;
  Truth at_least_five;
};
const CompareRow kCompared[] = {
    {"three", {s3, s3}, Truth::yes, Truth::no},
    {"four", {s4, s4}, Truth::yes, Truth::no},
    {"five", {s5, s5}, Truth::no, Truth::yes},
    {"up_to_four", {s0, s4}, Truth::yes, Truth::no},
    {"four_or_five", {s4, s5}, Truth::unknown, Truth::unknown},
    {"from_five", {s5, s6b}, Truth::no, Truth::yes},
    {"anything", {s0, s6b}, Truth::unknown, Truth::unknown},
    {"electric", {electric, electric}, Truth::no, Truth::yes},
};
class ComparedStage : public ::testing::TestWithParam<CompareRow> {};
TEST_P(ComparedStage, IsAboveBelowOrUnknown) {
  EXPECT_EQ(at_most(GetParam().stage, s4), GetParam().at_most_four);
  EXPECT_EQ(at_least(GetParam().stage, s5), GetParam().at_least_five);
}
INSTANTIATE_TEST_SUITE_P(Rows, ComparedStage, ::testing::ValuesIn(kCompared),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Stage, TheWholeScaleIsUnknownAndAPartIsNot) {
  EXPECT_TRUE((StageInterval{s0, s6b}.is_unknown()));
  EXPECT_FALSE((StageInterval{s0, s6a}.is_unknown()));
  EXPECT_FALSE((StageInterval{s1, s6b}.is_unknown()));
  EXPECT_FALSE((StageInterval{electric, electric}.is_unknown()));
}

TEST(Stage, ElectricFailsEveryAtMostAndSatisfiesEveryAtLeast) {
  const StageInterval stage{electric, electric};
  for (const Stage limit : {s0, s1, s2, s3, s4, s5, s6a, s6b}) {
    EXPECT_EQ(at_most(stage, limit), Truth::no);
    EXPECT_EQ(at_least(stage, limit), Truth::yes);
  }
}

struct WordsRow {
  const char* name;
  StageInterval stage;
  const char* chinese;
  const char* english;
};
const WordsRow kWords[] = {
    {"one", {s4, s4}, "国四", "China IV"},
    {"range", {s3, s5}, "国三至国五", "China III to China V"},
    {"six", {s6a, s6b}, "国六", "China VI"},
    {"six_b", {s6b, s6b}, "国六b", "China VI b"},
    {"electric", {electric, electric}, "纯电动", "electric"},
    {"unknown", {s0, s6b}, "未知", "unknown"},
};
class StageWords : public ::testing::TestWithParam<WordsRow> {};
TEST_P(StageWords, AreWhatBoardAndGuardRead) {
  EXPECT_EQ(describe_chinese(GetParam().stage), GetParam().chinese);
  EXPECT_EQ(describe_english(GetParam().stage), GetParam().english);
}
INSTANTIATE_TEST_SUITE_P(Rows, StageWords, ::testing::ValuesIn(kWords),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Stage, ItsStoredWordReadsBack) {
  for (const Stage stage : {s0, s1, s2, s3, s4, s5, s6a, s6b, electric}) {
    const auto word = to_text(stage);
    EXPECT_EQ(parse_stage(word, word).value(), (StageInterval{stage, stage})) << word;
  }
}

struct SpelledRow {
  const char* words;
  StageInterval want;
};
TEST(StageWords, AreReadAsPeopleAndPlatformsWriteThem) {
  const SpelledRow rows[] = {
      {"国四", {s4, s4}},
      {"国Ⅴ", {s5, s5}},
      {"国V", {s5, s5}},
      {"国ⅴ", {s5, s5}},
      {"国5", {s5, s5}},
      {"5", {s5, s5}},
      {"国六", {s6a, s6b}},
      {"国六b", {s6b, s6b}},
      {"国ⅥA", {s6a, s6a}},
      {"国VIb", {s6b, s6b}},
      {"China IV", {s4, s4}},
      {"第三阶段", {s3, s3}},
      {"国０", {s0, s0}},
      {"国零", {s0, s0}},
      {"国I", {s1, s1}},
      {"国III", {s3, s3}},
      {"国Ⅱ", {s2, s2}},
      {"国三至国五", {s3, s5}},
      {"国三-国四", {s3, s4}},
      {"3~4", {s3, s4}},
      {"国五-国六", {s5, s6b}},
      {"国四及以下", {s0, s4}},
      {"国五及以上", {s5, s6b}},
      {"国 六 排放标准", {s6a, s6b}},
      {"纯电动", {electric, electric}},
      {"D", {electric, electric}},
      {"不明", {s0, s6b}},
      {"X", {s0, s6b}},
      {"6b-6", {s6b, s6b}},
      {"D-D", {electric, electric}},
      {"X-4", {s0, s4}},
  };
  for (const auto& row : rows) {
    const auto stage = read_stage(row.words);
    ASSERT_TRUE(stage) << row.words << ": " << stage.error().message;
    EXPECT_EQ(*stage, row.want) << row.words;
  }
}

TEST(StageWords, ThatNameNoStageAreRefused) {
  for (const char* words : {"", "国", "国七", "7", "欧四", "新能源", "国五-国四", "国四-纯电动",
                            "纯电动及以上", "国四国五", "-", "国四-"}) {
    EXPECT_FALSE(read_stage(words)) << words;
  }
}

TEST(StageInterval, HullHoldsBothAndMixedWithElectricIsUnknown) {
  EXPECT_EQ(hull({s3, s4}, {s5, s5}), (StageInterval{s3, s5}));
  EXPECT_EQ(hull({s3, s6a}, {s4, s5}), (StageInterval{s3, s6a}));
  EXPECT_TRUE(hull({s5, s5}, {electric, electric}).is_unknown());
  EXPECT_TRUE(hull({electric, electric}, {electric, electric}).is_electric());
}

TEST(StageInterval, OverlapIsWhatBothAllow) {
  EXPECT_EQ(overlap({s3, s5}, {s4, s6b}), (StageInterval{s4, s5}));
  EXPECT_EQ(overlap({s3, s4}, {s4, s5}), (StageInterval{s4, s4}));
  EXPECT_FALSE(overlap({s3, s4}, {s5, s5}));
  EXPECT_FALSE(overlap({s5, s5}, {electric, electric}));
  EXPECT_EQ(overlap({}, {s5, s5}), (StageInterval{s5, s5}));
  EXPECT_EQ(overlap({electric, electric}, {}), (StageInterval{electric, electric}));
}

}  // namespace
}  // namespace cleangate::vehicle
