// The tables shipped are tested by stage_cases_test; here the rules of inference with small ones.

#include "domain/vehicle/stage_inference.h"

#include <gtest/gtest.h>

namespace cleangate::vehicle {
namespace {

using enum Stage;

Date day(std::string_view text) {
  return *parse_date(text);
}

StageLimit limit(Stage stage, std::string_view from, Mark mark) {
  StageLimit limit;
  limit.row = std::string(to_text(stage));
  limit.fuel = EngineFuel::diesel;
  limit.stage = stage;
  limit.from = day(from);
  limit.mark = mark;
  return limit;
}

StageTables small() {
  StageTables tables;
  tables.grace_months = 6;
  tables.limits = {limit(s3, "2008-07-01", Mark::secondary),
                   limit(s4, "2015-01-01", Mark::primary)};
  return tables;
}

InferenceInput truck(std::string_view registered) {
  InferenceInput input;
  input.gross_mass_kg = 31000;
  input.fuel = "B";
  input.registered = day(registered);
  return input;
}

TEST(InferStage, WithoutTablesNothingIsKnownButOneStage) {
  const auto found = infer_stage(truck("2020-01-01"), StageTables());
  EXPECT_EQ(found.stage, (StageInterval{s0, s1}));
  EXPECT_EQ(found.confidence, Confidence::low);
}

TEST(InferStage, TheGraceEndsOnItsDay) {
  EXPECT_EQ(infer_stage(truck("2015-06-30"), small()).stage, (StageInterval{s3, s5}));
  EXPECT_EQ(infer_stage(truck("2015-07-01"), small()).stage, (StageInterval{s4, s5}));
}

TEST(InferStage, AnUnverifiedRowNeverRaisesTheLowerEnd) {
  for (const Mark mark : {Mark::weak, Mark::unverified, Mark::likely, Mark::brochure}) {
    auto tables = small();
    tables.limits[1].mark = mark;
    const auto found = infer_stage(truck("2019-01-01"), tables);
    EXPECT_EQ(found.stage, (StageInterval{s3, s5})) << to_text(mark);
    EXPECT_EQ(found.likely, (StageInterval{s4, s4}));
  }
}

TEST(InferStage, ConfidenceIsThatOfTheWeakestRowUsed) {
  auto tables = small();
  EXPECT_EQ(infer_stage(truck("2019-01-01"), tables).confidence, Confidence::high);
  tables.limits[1].mark = Mark::unverified;
  EXPECT_EQ(infer_stage(truck("2019-01-01"), tables).confidence, Confidence::low);
}

TEST(InferStage, WhatItMayBeAlwaysHoldsWhatItIsLikely) {
  for (const char* fuel : {"", "A", "B", "E"}) {
    for (Date date = day("2000-01-01"); date < day("2026-01-01"); date += std::chrono::days(91)) {
      auto input = truck("2000-01-01");
      input.registered = date;
      input.fuel = fuel;
      const auto found = infer_stage(input, small());
      EXPECT_LE(found.stage.min, found.likely.min);
      EXPECT_LE(found.likely.min, found.likely.max);
      EXPECT_LE(found.likely.max, found.stage.max);
    }
  }
}

TEST(InferStage, ALaterRegistrationNeverLowersAnEnd) {
  StageInterval last = infer_stage(truck("2000-01-01"), small()).stage;
  for (Date date = day("2000-01-01"); date < day("2026-01-01"); date += std::chrono::days(7)) {
    auto input = truck("2000-01-01");
    input.registered = date;
    const auto found = infer_stage(input, small()).stage;
    EXPECT_GE(found.min, last.min);
    EXPECT_GE(found.max, last.max);
    last = found;
  }
}

TEST(InferStage, IsToldInWords) {
  const auto found = infer_stage(truck("2019-01-01"), small());
  EXPECT_EQ(describe_chinese(found), "按标准实施日期推定：国四至国五（规则行4）");
  EXPECT_EQ(describe_english(found),
            "inferred from the dates of the standard: China IV to China V (rows 4)");
  InferenceInput nothing;
  EXPECT_EQ(describe_chinese(infer_stage(nothing, small())), "没有注册日期和生产日期，无法推定");
}

TEST(InferStage, TakesWhatTheRegistryKnows) {
  Registered facts;
  facts.fuel = "B";
  facts.vehicle_class = "H11";
  facts.first_registered = day("2019-01-01");
  const auto input = inference_input(facts, "冀A12345", plate::Colour::yellow);
  EXPECT_EQ(infer_stage(input, small()).stage, (StageInterval{s4, s5}));
  facts.made = day("2010-01-01");
  EXPECT_EQ(infer_stage(inference_input(facts, "冀A12345", plate::Colour::yellow), small()).stage,
            (StageInterval{s3, s4}));
}

TEST(InferMachineStage, BatteryEngineAndDatesComeFirst) {
  MachineInput input;
  EXPECT_EQ(infer_machine_stage(input, small()).reason, InferenceReason::no_date);
  input.made = day("2020-01-01");
  input.engine_made = day("2020-01-02");
  EXPECT_EQ(infer_machine_stage(input, small()).reason, InferenceReason::contradiction);
  input.fuel = "Y";
  EXPECT_EQ(infer_machine_stage(input, small()).reason, InferenceReason::no_engine);
  input.fuel = "C";
  EXPECT_TRUE(infer_machine_stage(input, small()).stage.is_electric());
}

TEST(InferenceReason, EachHasAName) {
  EXPECT_EQ(to_text(InferenceReason::battery), "battery");
  EXPECT_EQ(to_text(InferenceReason::contradiction), "contradiction");
  EXPECT_EQ(to_text(InferenceReason::fuel_contradicts_plate), "fuel_contradicts_plate");
  EXPECT_EQ(to_text(Confidence::none), "none");
  EXPECT_EQ(to_text(Confidence::high), "high");
}

}  // namespace
}  // namespace cleangate::vehicle
