#include "domain/vehicle/vin.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace cleangate::vehicle {
namespace {

// Vectors of gate-standards.md 7.4 (GB 16735).
TEST(Vin, TheStandardsVectorsAreSound) {
  for (const char* vin :
       {"1M8GDM9AXKP042788", "11111111111111111", "LRDS6PEB6MT076844", "LSVAA49J132047371"}) {
    EXPECT_TRUE(check_vin(vin).is_sound()) << vin << describe_english(check_vin(vin));
  }
}

TEST(Vin, AFalseCheckDigitSaysWhatItIsAndShouldBe) {
  const auto check = check_vin("LFV3A23C5H3000001");
  EXPECT_EQ(check.fault, VinFault::check_digit);
  EXPECT_TRUE(check.is_formed());
  EXPECT_EQ(check.position, 9u);
  EXPECT_EQ(check.found, "5");
  EXPECT_EQ(check.expected, "2");
  EXPECT_EQ(describe_chinese(check), "车架号校验位（第9位）是5，按其余各位应为2，请核对是否抄错");
  EXPECT_NE(describe_english(check).find("ask for 2"), std::string::npos);
}

TEST(Vin, SixteenAndEighteenCharactersAreNone) {
  for (const char* vin : {"LRDS6PEB6MT07684", "LRDS6PEB6MT0768444", ""}) {
    const auto check = check_vin(vin);
    EXPECT_EQ(check.fault, VinFault::length) << vin;
    EXPECT_FALSE(check.is_formed());
  }
  EXPECT_EQ(describe_chinese(check_vin("LRDS6PEB6MT07684")), "车架号应为17位，现在是16位");
}

TEST(Vin, LettersIOQAndOtherSignsAreNamedWithTheirPlace) {
  const auto check = check_vin("LRDS6PEB6MTO76844");
  EXPECT_EQ(check.fault, VinFault::character);
  EXPECT_EQ(check.position, 12u);
  EXPECT_EQ(check.found, "O");
  EXPECT_EQ(check_vin("LRDS6PEB6MT07684冀").found, "冀");
  EXPECT_EQ(check_vin("LRDS6PEB6MT07684冀").position, 17u);
  EXPECT_EQ(check_vin("lRDS6PEB6MT076844").position, 1u);
}

TEST(Vin, EveryChangeOfOneDigitIsFound) {
  const std::string sound = "LRDS6PEB6MT076844";
  for (std::size_t i = 0; i < sound.size(); ++i) {
    for (char c = '0'; c <= '9'; ++c) {
      std::string changed = sound;
      if (changed[i] < '0' || changed[i] > '9' || changed[i] == c) continue;
      changed[i] = c;
      EXPECT_FALSE(check_vin(changed).is_sound()) << changed;
    }
  }
}

TEST(Vin, IsNormalisedWithoutGuessing) {
  EXPECT_EQ(normalise_vin(" lrds6peb-6mt 076844"), "LRDS6PEB6MT076844");
  EXPECT_EQ(normalise_vin("ＬＲＤＳ６peb6mt076844　"), "LRDS6PEB6MT076844");
  EXPECT_EQ(normalise_vin("oiq"), "OIQ");
}

TEST(Vin, AMisreadOneIsRepairedForAPersonToChoose) {
  const auto fixed = repair_vin("LRDS6PEB6MTO76844");
  ASSERT_EQ(fixed.size(), 1u);
  EXPECT_EQ(fixed[0], "LRDS6PEB6MT076844");
  const auto candidates = repair_vin("LRDS6PE86MT076844");  // B read as 8
  EXPECT_TRUE(std::ranges::find(candidates, "LRDS6PEB6MT076844") != candidates.end());
  for (const auto& vin : candidates) EXPECT_TRUE(check_vin(vin).is_sound());
  EXPECT_TRUE(repair_vin("LRDS6PEB6MT076844").empty());
  EXPECT_TRUE(repair_vin("LRDS6PEB6MT07684").empty());
}

TEST(Vin, ModelYearIsTheLatestOfItsCycle) {
  EXPECT_EQ(model_year("LRDS6PEB6MT076844", 2026), 2021);  // M, gate-standards.md 7.4
  EXPECT_EQ(model_year("LRDS6PEB6MT076844", 2021), 2021);
  EXPECT_EQ(model_year("LRDS6PEB6MT076844", 2020), 1991);
  EXPECT_EQ(model_year("LRDS6PEB6TT076844", 2026), 2026);
  EXPECT_FALSE(model_year("LRDS6PEB6UT076844", 2026));
  EXPECT_FALSE(model_year("LRDS6PEB60T076844", 2026));
  EXPECT_FALSE(model_year("short", 2026));
}

}  // namespace
}  // namespace cleangate::vehicle
