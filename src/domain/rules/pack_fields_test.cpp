#include "domain/rules/pack_fields.h"

#include <gtest/gtest.h>

namespace cleangate::rules {
namespace {

Parameter number(std::int64_t min, std::int64_t max) {
  Parameter parameter;
  parameter.name = "p";
  parameter.min = min;
  parameter.max = max;
  return parameter;
}
GivenValue of(std::int64_t value) {
  return {value, std::nullopt, std::nullopt, std::nullopt};
}
GivenValue of(std::string text) {
  return {std::nullopt, std::nullopt, std::move(text), std::nullopt};
}

TEST(ReadValue, ANumberMustBeInItsRange) {
  const auto parameter = number(1, 3);
  EXPECT_FALSE(read_value(parameter, of(0)));
  EXPECT_EQ(read_value(parameter, of(1))->cell, 1);
  EXPECT_EQ(read_value(parameter, of(3))->cell, 3);
  EXPECT_FALSE(read_value(parameter, of(4)));
  EXPECT_FALSE(read_value(parameter, of("2")));
}

TEST(ReadValue, ATimeIsWrittenAsAClockShowsIt) {
  auto time = number(0, 1439);
  time.is_time = true;
  EXPECT_EQ(read_value(time, of("00:00"))->cell, 0);
  EXPECT_EQ(read_value(time, of("23:59"))->cell, 1439);
  for (const char* wrong : {"24:00", "12:60", "1:00", "12.00", "", "ab:cd", "12:000"}) {
    EXPECT_FALSE(read_value(time, of(wrong))) << wrong;
  }
}

TEST(ReadValue, AStageIsANumberOrAWordAndNeverUnknown) {
  Parameter stage;
  stage.type = Type::stage;
  EXPECT_EQ(read_value(stage, of(4))->cell, stage_cell({vehicle::Stage::s4, vehicle::Stage::s4}));
  EXPECT_EQ(read_value(stage, of("6"))->cell,
            stage_cell({vehicle::Stage::s6a, vehicle::Stage::s6b}));
  for (const char* wrong : {"X", "", "D", "7"}) EXPECT_FALSE(read_value(stage, of(wrong))) << wrong;
  EXPECT_FALSE(read_value(stage, of(7)));
}

TEST(ReadValue, AListHoldsWordsOfItsDomainAlone) {
  Parameter fuels;
  fuels.type = Type::symbol;
  fuels.domain = Domain::fuel;
  fuels.is_list = true;
  GivenValue given;
  given.words = {"B", "E"};
  EXPECT_EQ(read_value(fuels, given)->list, (std::vector<std::int64_t>{'B', 'E'}));
  given.words = {"B", "diesel"};
  EXPECT_FALSE(read_value(fuels, given));
  EXPECT_FALSE(read_value(fuels, of("B")));
}

}  // namespace
}  // namespace cleangate::rules
