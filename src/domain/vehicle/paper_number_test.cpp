#include "domain/vehicle/paper_number.h"

#include <gtest/gtest.h>

namespace cleangate::vehicle {
namespace {

using enum Stage;

// gate-standards.md 7.3
TEST(DisclosureNumber, TellsTheStageOfAMachine) {
  const auto number = parse_disclosure_number("CN FJ G3 00 0123 000456 000001");
  ASSERT_TRUE(number) << number.error().message;
  EXPECT_EQ(number->text, "CNFJG3000123000456000001");
  EXPECT_TRUE(number->is_machine());
  EXPECT_EQ(number->stage, (StageInterval{s3, s3}));
}

TEST(DisclosureNumber, TellsTheStageOfAVehicleWithoutItsLetter) {
  const auto number = parse_disclosure_number("cnzcg6z2012300045600000a");
  ASSERT_TRUE(number) << number.error().message;
  EXPECT_FALSE(number->is_machine());
  EXPECT_EQ(number->stage, (StageInterval{s6a, s6b}));
}

TEST(DisclosureNumber, SaysWhatIsWrong) {
  const auto said = [](const char* text) {
    const auto number = parse_disclosure_number(text);
    return number ? std::string("nothing") : number.error().message;
  };
  EXPECT_NE(said("CNFJG300012300045600000").find("23 characters"), std::string::npos);
  EXPECT_NE(said("CNFJG30001230004560000012").find("25 characters"), std::string::npos);
  EXPECT_NE(said("ENFJG3000123000456000001").find("begin with CN"), std::string::npos);
  EXPECT_NE(said("CNFJG5000123000456000001").find("G1 to G4"), std::string::npos);
  EXPECT_NE(said("CNZCG7000123000456000001").find("G1 to G6"), std::string::npos);
  EXPECT_NE(said("CNFJG0000123000456000001").find("G1 to G4"), std::string::npos);
  EXPECT_NE(said("CNF1G3000123000456000001").find("letters"), std::string::npos);
  EXPECT_NE(said("CNFJG3000123000456/00001").find("only letters"), std::string::npos);
}

// gate-standards.md 7.2
TEST(MachineCode, BeginsWithTheStage) {
  const auto code = parse_machine_code("3-AB000123");
  ASSERT_TRUE(code) << code.error().message;
  EXPECT_EQ(code->text, "3AB000123");
  EXPECT_EQ(code->stage, (StageInterval{s3, s3}));
  EXPECT_EQ(parse_machine_code("DAB000123")->stage, (StageInterval{electric, electric}));
  EXPECT_TRUE(parse_machine_code("x-ab000123")->stage.is_unknown());
  EXPECT_TRUE(parse_machine_code("0A00012"));
  EXPECT_TRUE(parse_machine_code("4AB0001234"));
}

TEST(MachineCode, RefusesWhatIsNone) {
  for (const char* text : {"", "5AB000123", "AAB000123", "31B000123", "3A0001", "3A00012345",
                           "3AB00012345", "3AB0001冀"}) {
    EXPECT_FALSE(parse_machine_code(text)) << text;
  }
}

}  // namespace
}  // namespace cleangate::vehicle
