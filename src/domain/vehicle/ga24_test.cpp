#include "domain/vehicle/ga24.h"

#include <gtest/gtest.h>

namespace cleangate::vehicle {
namespace {

using plate::Colour;

TEST(Ga24, AClassIsUsableByItsLetter) {
  for (const char* code : {"H11", "Q11", "K33", "B11", "Z11", "N11", "X11", "X", "H"}) {
    EXPECT_TRUE(is_usable_class(code)) << code;
  }
  for (const char* code : {"", "X99", "A11", "1", "h11"}) EXPECT_FALSE(is_usable_class(code));
}

TEST(Ga24, TrucksAndTrailersAreToldApart) {
  EXPECT_TRUE(is_truck_class("H31"));
  EXPECT_TRUE(is_truck_class("Q12"));
  EXPECT_FALSE(is_truck_class("Z11"));
  EXPECT_FALSE(is_truck_class(""));
  EXPECT_TRUE(is_trailer_class("B11"));
  EXPECT_TRUE(is_trailer_class("G11"));
  EXPECT_FALSE(is_trailer_class("Q11"));
}

TEST(Ga24, TheSecondCharacterIsTheSize) {
  EXPECT_EQ(size_of_class("H11"), SizeClass::heavy);
  EXPECT_EQ(size_of_class("H21"), SizeClass::medium);
  EXPECT_EQ(size_of_class("H31"), SizeClass::light);
  EXPECT_EQ(size_of_class("H41"), SizeClass::micro);
  EXPECT_EQ(size_of_class("H51"), SizeClass::unknown);
  EXPECT_EQ(size_of_class("H"), SizeClass::unknown);
  EXPECT_EQ(size_of_class("X99"), SizeClass::unknown);
  EXPECT_EQ(size_of_class("A19"), SizeClass::unknown);
}

TEST(Ga24, CodesHaveChineseNames) {
  EXPECT_EQ(describe_class_chinese("H11"), "重型普通货车");
  EXPECT_EQ(describe_class_chinese("H29"), "中型仓栅式货车");
  EXPECT_EQ(describe_class_chinese("Q11"), "重型半挂牵引车");
  EXPECT_EQ(describe_class_chinese("Q21"), "中型牵引车");
  EXPECT_EQ(describe_class_chinese("K12"), "大型载客汽车");
  EXPECT_EQ(describe_class_chinese("K33"), "小型轿车");
  EXPECT_EQ(describe_class_chinese("H"), "载货汽车");
  EXPECT_EQ(describe_class_chinese("X99"), "");
}

// GA 802-2019 as in grading-rules.md 6.
TEST(Ga802, SizesFollowMassAndLength) {
  EXPECT_EQ(size_by_measure(11'999, {}), SizeClass::medium);
  EXPECT_EQ(size_by_measure(12'000, {}), SizeClass::heavy);
  EXPECT_EQ(size_by_measure(4'500, {}), SizeClass::medium);
  EXPECT_EQ(size_by_measure(4'499, {}), SizeClass::light);
  EXPECT_EQ(size_by_measure(4'499, 5'999), SizeClass::light);
  EXPECT_EQ(size_by_measure(4'499, 6'000), SizeClass::medium);
  EXPECT_EQ(size_by_measure(1'800, 3'500), SizeClass::micro);
  EXPECT_EQ(size_by_measure(1'801, 3'500), SizeClass::light);
  EXPECT_EQ(size_by_measure(1'800, 3'501), SizeClass::light);
  EXPECT_EQ(size_by_measure(1'800, {}), SizeClass::light);
}

TEST(Ga24, FuelsAreWhatTheEngineBurns) {
  EXPECT_EQ(engine_fuel("A"), EngineFuel::petrol);
  EXPECT_EQ(engine_fuel("B"), EngineFuel::diesel);
  EXPECT_EQ(engine_fuel("E"), EngineFuel::gas);
  EXPECT_EQ(engine_fuel("F"), EngineFuel::gas);
  EXPECT_EQ(engine_fuel("C"), EngineFuel::none);
  EXPECT_EQ(engine_fuel("Y"), EngineFuel::none);
  for (const char* letter : {"", "D", "L", "M", "N", "O", "Z", "b", "BB"}) {
    EXPECT_EQ(engine_fuel(letter), EngineFuel::unknown) << letter;
  }
}

TEST(NevPlate, BatteryLettersArePureAndTheOthersAreNot) {
  for (const char letter : std::string_view("DABCE")) {
    EXPECT_EQ(nev_letter(std::string("冀A") + letter + "12345"), NevLetter::pure) << letter;
    EXPECT_EQ(nev_letter(std::string("冀A12345") + letter), NevLetter::pure) << letter;
  }
  for (const char letter : std::string_view("FGHJK")) {
    EXPECT_EQ(nev_letter(std::string("冀A") + letter + "12345"), NevLetter::mixed) << letter;
    EXPECT_EQ(nev_letter(std::string("冀A12345") + letter), NevLetter::mixed) << letter;
  }
}

TEST(NevPlate, EightCharactersAloneSayNothing) {
  for (const char* text : {"冀AL12345", "冀A12345L", "冀A123456", "冀A12345挂", "冀A12345", ""}) {
    EXPECT_EQ(nev_letter(text), NevLetter::none) << text;
  }
}

TEST(NevPlate, TheLetterOfASmallPlateIsTheThirdNotTheFourth) {
  EXPECT_EQ(nev_letter("冀AFD2345"), NevLetter::mixed);
  EXPECT_EQ(nev_letter("冀ADF2345"), NevLetter::pure);
}

// grading-rules.md 5.1: two meanings of heavy.
TEST(Timelines, TheEmissionTimelineIsHeavyAbove3500Kg) {
  EXPECT_EQ(timelines_of(3'500, "H31", Colour::blue), (Timelines{false, true}));
  EXPECT_EQ(timelines_of(3'501, "H31", Colour::blue), (Timelines{true, false}));
  EXPECT_EQ(timelines_of(11'999, "H21", Colour::yellow), (Timelines{true, false}));
}

TEST(Timelines, WithoutMassTheClassAndThenThePlateDecide) {
  EXPECT_EQ(timelines_of({}, "H11", Colour::yellow), (Timelines{true, false}));
  EXPECT_EQ(timelines_of({}, "H21", Colour::yellow), (Timelines{true, false}));
  EXPECT_EQ(timelines_of({}, "H31", Colour::blue), (Timelines{true, true}));
  EXPECT_EQ(timelines_of({}, "H41", Colour::blue), (Timelines{false, true}));
  EXPECT_EQ(timelines_of({}, "K33", Colour::blue), (Timelines{false, true}));
  EXPECT_EQ(timelines_of({}, "", Colour::yellow), (Timelines{true, false}));
  EXPECT_EQ(timelines_of({}, "X99", Colour::blue), (Timelines{true, true}));
  EXPECT_EQ(timelines_of({}, "", Colour::unknown), (Timelines{true, true}));
}

}  // namespace
}  // namespace cleangate::vehicle
