#include "service/mark_words.h"

#include <gtest/gtest.h>

namespace cleangate::service {
namespace {

using vehicle::MarkSet;
using vehicle::VehicleMark;

MarkSet read(std::string_view cell) {
  MarkSet marks;
  EXPECT_EQ(read_mark_words(cell, marks), std::nullopt) << cell;
  return marks;
}
std::optional<std::string> fault_in(std::string_view cell) {
  MarkSet marks;
  return read_mark_words(cell, marks);
}

TEST(MarkWords, AreReadBetweenCommasOfAnyKind) {
  const auto marks = read("应急抢险、 livelihood；非危化品车辆,RESCUE");
  EXPECT_EQ(marks[VehicleMark::rescue], Truth::yes);
  EXPECT_EQ(marks[VehicleMark::livelihood], Truth::yes);
  EXPECT_EQ(marks[VehicleMark::dangerous_goods], Truth::no);
  EXPECT_EQ(marks[VehicleMark::special_vehicle], Truth::unknown);
  EXPECT_TRUE(read("").is_silent());
  EXPECT_TRUE(read("不明").is_silent());
}

TEST(MarkWords, AMachineIsNotTheOppositeOfAnything) {
  EXPECT_EQ(read("非道路移动机械")[VehicleMark::machine], Truth::yes);
  EXPECT_EQ(read("非非道路移动机械")[VehicleMark::machine], Truth::no);
}

TEST(MarkWords, NoneSaysThatNoExemptionHoldsAndNothingOfTheLoad) {
  const auto marks = read("无、水泥罐式货车");
  for (std::size_t i = 0; i < vehicle::kExemptionMarks; ++i) EXPECT_EQ(marks.at(i), Truth::no);
  EXPECT_EQ(marks[VehicleMark::cement_tank], Truth::yes);
  EXPECT_EQ(marks[VehicleMark::bulk_cargo], Truth::unknown);
}

TEST(MarkWords, WhatIsNoMarkOrContradictsIsNamed) {
  EXPECT_EQ(fault_in("应急抢险、军车"), "军车");
  EXPECT_EQ(fault_in("应急抢险、非应急抢险"), "非应急抢险");
  EXPECT_EQ(fault_in("无、应急抢险"), "应急抢险");
  EXPECT_EQ(fault_in("应急抢险、无"), "无");
  EXPECT_EQ(fault_in("应急抢险、不明"), "不明");
  EXPECT_EQ(fault_in("非"), "非");
  EXPECT_NE(all_mark_words().find("应急抢险"), std::string::npos);
}

TEST(MarkWords, WhatIsWrittenIsReadAgain) {
  // Every mark alone, either way; all of them; the exemptions without the last one.
  std::vector<MarkSet> sets(1);
  for (std::size_t i = 0; i < vehicle::kMarkCount; ++i) {
    for (const bool holds : {true, false}) sets.emplace_back().set(i, holds);
  }
  for (const auto count : {vehicle::kExemptionMarks - 1, vehicle::kExemptionMarks,
                           vehicle::kExemptionMarks + 1, vehicle::kMarkCount}) {
    auto& no = sets.emplace_back();
    for (std::size_t i = 0; i < count; ++i) no.set(i, false);
  }
  for (const auto& set : sets) EXPECT_EQ(read(mark_words(set)), set) << mark_words(set);
  EXPECT_EQ(mark_words(sets.end()[-3]), "无");
  EXPECT_EQ(mark_words(sets[0]), "");
}

}  // namespace
}  // namespace cleangate::service
