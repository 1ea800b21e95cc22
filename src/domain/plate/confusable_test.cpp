#include "domain/plate/confusable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::plate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Row {
  const char* name;
  const char* a;
  const char* b;
  bool want;
};

const Row kRows[] = {
    {"equal", "粤B12345", "粤B12345", false},
    {"eight_and_b", "粤B82345", "粤BB2345", true},
    {"zero_and_d", "粤B02345", "粤BD2345", true},
    {"o_and_q", "粤BO2345", "粤BQ2345", true},
    {"one_and_i", "粤B12345", "粤BI2345", true},
    {"two_and_z", "粤B12345", "粤B1Z345", true},
    {"five_and_s", "粤B12345", "粤B1234S", true},
    {"in_the_office_letter", "粤812345", "粤B12345", true},
    {"two_substitutions", "粤B82545", "粤BB2S45", false},
    {"one_in_a_set_one_outside", "粤B82345", "粤BB2346", false},
    {"outside_every_set", "粤B12345", "粤B12346", false},
    {"of_two_sets", "粤B82345", "粤B52345", false},
    {"province", "粤B12345", "冀B12345", false},
    {"one_longer", "粤B12345", "粤B123450", false},
    {"one_shorter", "粤B12345", "粤B1234", false},
    {"both_empty", "", "", false},
};

class DifferByOne : public testing::TestWithParam<Row> {};
TEST_P(DifferByOne, SeesOnlyOneConfusableCharacter) {
  EXPECT_EQ(differ_by_one_confusable(GetParam().a, GetParam().b), GetParam().want);
  EXPECT_EQ(differ_by_one_confusable(GetParam().b, GetParam().a), GetParam().want);
}
INSTANTIATE_TEST_SUITE_P(Rows, DifferByOne, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(RepairCandidates, MendALetterOThatNoSerialHas) {
  EXPECT_THAT(repair_candidates("粤B1234O"), ElementsAre("粤B12340", "粤B1234D", "粤B1234Q"));
}

TEST(RepairCandidates, MendAnOfficeReadAsDigit) {
  EXPECT_THAT(repair_candidates("粤813467"), ElementsAre("粤B13467"));
}

TEST(RepairCandidates, OfAValidPlateAreItsNeighbours) {
  EXPECT_THAT(repair_candidates("粤A83467"), ElementsAre("粤AB3467"));
}

TEST(RepairCandidates, AreNoneWhenOneCharacterIsNotEnough) {
  EXPECT_THAT(repair_candidates("粤BOO345"), IsEmpty());
  EXPECT_THAT(repair_candidates("你好"), IsEmpty());
  EXPECT_THAT(repair_candidates(""), IsEmpty());
  EXPECT_THAT(repair_candidates(std::string(kMaxPlateCharacters + 1, '8')), IsEmpty());
}

TEST(RepairCandidates, NeverTurnANewEnergyPlateIntoAFarmVehicle) {
  EXPECT_THAT(repair_candidates("冀D123467"), IsEmpty());
}

}  // namespace
}  // namespace cleangate::plate
