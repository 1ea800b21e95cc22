#include "service/plan_ids.h"

#include <gtest/gtest.h>

namespace cleangate::service {
namespace {

Json json(std::string_view text) {
  return parse_json(text).value();
}

class PlanIds : public ::testing::Test {
 protected:
  Json name(const Json& old, std::string_view plan) { return with_ids(old, json(plan), random_); }
  static std::string id(const Json& plan, std::string_view level, std::string_view list,
                        std::size_t place) {
    return std::string(plan[level][list].items().at(place)["id"].text().value_or(""));
  }
  SeededRandom random_{7};
};

TEST_F(PlanIds, EveryMeasureGetsOneAndAGivenOneStays) {
  const auto plan = name(Json(), R"({"red":{"measures":[{"id":"saw","text":"a"},{"text":"b"}],
                                            "transport":[{"template":"QUOTA"}]}})");
  EXPECT_EQ(id(plan, "red", "measures", 0), "saw");
  EXPECT_TRUE(id(plan, "red", "measures", 1).starts_with("red.measures."));
  EXPECT_TRUE(id(plan, "red", "transport", 0).starts_with("red.transport."));
  EXPECT_FALSE(plan.has("orange"));
}

TEST_F(PlanIds, AProofIsNotInheritedByWhatStandsInTheSamePlace) {
  const auto old = name(Json(), R"({"red":{"measures":[{"text":"a"},{"text":"b"}]}})");
  const auto plan = name(old, R"({"red":{"measures":[{"text":"c"},{"text":"a"}]}})");
  EXPECT_EQ(id(plan, "red", "measures", 1), id(old, "red", "measures", 0)) << "it moved";
  EXPECT_NE(id(plan, "red", "measures", 0), id(old, "red", "measures", 0));
  EXPECT_NE(id(plan, "red", "measures", 0), id(old, "red", "measures", 1)) << "b is gone";
  const auto back = name(plan, R"({"red":{"measures":[{"text":"c"},{"text":"d"}]}})");
  EXPECT_NE(id(back, "red", "measures", 1), id(plan, "red", "measures", 1));
}

TEST_F(PlanIds, AQuotaKeepsItsCountWhenItsNumberChanges) {
  const auto old = name(Json(), R"({"red":{"transport":[{"template":"QUOTA","params":{"base":9}},
                                                        {"template":"STOP_ROAD"}]}})");
  const auto plan = name(old, R"({"red":{"transport":[{"template":"STOP_ROAD"},
                                                      {"template":"QUOTA","params":{"base":8}},
                                                      {"template":"QUOTA"}]}})");
  EXPECT_EQ(id(plan, "red", "transport", 0), id(old, "red", "transport", 1));
  EXPECT_EQ(id(plan, "red", "transport", 1), id(old, "red", "transport", 0));
  EXPECT_NE(id(plan, "red", "transport", 2), id(plan, "red", "transport", 1)) << "a second one";
}

TEST_F(PlanIds, WhatWasWrittenBeforeIdsKeepsItsPlacesName) {
  const auto old = json(R"({"red":{"measures":[{"text":"a"},{"text":"b"}]}})");
  const auto plan = name(old, R"({"red":{"measures":[{"text":"b"},
                                                     {"id":"red.measures.1","text":"x"},
                                                     {"text":"a"}]}})");
  EXPECT_EQ(id(plan, "red", "measures", 0), "red.measures.2");
  EXPECT_NE(id(plan, "red", "measures", 2), "red.measures.1") << "somebody gave it to x";
}

}  // namespace
}  // namespace cleangate::service
