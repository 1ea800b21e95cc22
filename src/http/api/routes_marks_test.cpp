#include <gtest/gtest.h>

#include "http/api/test_plant.h"

// Exemption marks, from the registry to the lane: law.md, "Exemptions belong to one clause of one
// order. True removes that clause; unknown turns its refuse into hold".

namespace cleangate::http {
namespace {

constexpr const char* kTruck = "/api/v1/vehicles/%E5%86%80A12345/yellow";

class MarkRoutes : public testing::Test {
 protected:
  MarkRoutes() {
    here_.furnish();
    const Json started = here_.does(
        "POST", "/api/v1/warnings",
        Json::object({{"level", "orange"}, {"effective_at", to_rfc3339(here_.loop.wall())}}), 201);
    // M8: the city centre is shut to heavy and medium trucks; 抢险 and others are exempt.
    here_.does("POST", "/api/v1/warnings/" + std::string(*started["id"].text()) + "/measures",
               Json::object({{"template", "M8"}}), 201);
  }
  /// A medium diesel truck of 国四; `marks` null: the body has no such member.
  static Json truck(const Json& marks) {
    Json body = parse_json(R"({"stage":{"min":"4","max":"4"},"fuel":"B","vehicle_class":"H21",
                               "gross_mass_kg":11000,"nev":false})")
                    .value();
    if (!marks.is_null()) body.set("marks", marks);
    return body;
  }
  static Json marks(std::string_view json) { return parse_json(json).value(); }
  Json arrives() {
    here_.loop.advance(std::chrono::minutes(5));
    return here_.arrives("冀A12345", plate::Colour::yellow);
  }
  /// Of the exemptions of M8 none holds.
  static constexpr const char* kNone =
      R"({"no":["city_operation","special_vehicle","rescue","livelihood","local_nev"]})";
  TestPlant here_;
};

TEST_F(MarkRoutes, AMarkedTruckIsAdmittedInOrangeAndItsPassageNamesTheExemption) {
  const Json put = here_.does(
      "PUT", kTruck,
      truck(marks(R"({"yes":["rescue"],"reason":"县应急局抢险通知3号","source":"抢险证明"})")));
  EXPECT_EQ(put["marks"]["yes"].items()[0].text(), "rescue");
  EXPECT_EQ(here_.does("GET", kTruck)["marks"]["reason"].text(), "县应急局抢险通知3号");
  const Json passage = arrives();
  EXPECT_EQ(passage["verdict"].text(), "admit") << passage.dump();
  ASSERT_EQ(passage["exempted"].items().size(), 1u);
  const Json& exempted = passage["exempted"].items()[0];
  EXPECT_EQ(exempted["pack"].text(), "cn-order-m8");
  EXPECT_NE(exempted["text"]["zh"].text()->find("抢险"), std::string_view::npos);
  const auto row = here_.plant.queries.passage(*parse_uuid(*passage["id"].text())).value().value();
  EXPECT_TRUE(service::board_arrival(here_.plant, row)["reason"].text()->starts_with("豁免："));
}

TEST_F(MarkRoutes, WithoutThemItIsRefusedAndUnmarkedTheGuardIsAsked) {
  here_.does("PUT", kTruck, truck(marks(kNone)));
  const Json refused = arrives();
  EXPECT_EQ(refused["verdict"].text(), "refuse") << refused.dump();
  EXPECT_TRUE(refused["exempted"].items().empty());
  // null takes back what was said: unknown again, and unknown is no "no".
  here_.does("PUT", kTruck, truck(Json()).set("marks", nullptr));
  EXPECT_TRUE(here_.does("GET", kTruck)["marks"].is_null());
  EXPECT_EQ(arrives()["verdict"].text(), "hold");
}

TEST_F(MarkRoutes, AFormThatKnowsNoMarksLeavesThem) {
  here_.does("PUT", kTruck, truck(marks(kNone)));
  here_.does("PUT", kTruck, truck(Json()));
  EXPECT_EQ(arrives()["verdict"].text(), "refuse");
}

TEST_F(MarkRoutes, AMarkEndsWithItsLastDay) {
  const auto today = vehicle::to_text(vehicle::local_date(here_.loop.wall()));
  Json rescue = marks(R"({"yes":["rescue"],"reason":"3号"})");
  rescue.set("until", today);
  here_.does("PUT", kTruck, truck(rescue));
  EXPECT_EQ(here_.does("GET", kTruck)["marks"]["until"].text(), today);
  const auto preview = [&](int days) {
    return here_.does(
        "POST", "/api/v1/decisions",
        Json::object({{"plate", "冀A12345"},
                      {"colour", "yellow"},
                      {"direction", "in"},
                      {"at", to_rfc3339(here_.loop.wall() + std::chrono::days(days))}}))["verdict"];
  };
  EXPECT_EQ(preview(0).text(), "admit");
  EXPECT_EQ(preview(1).text(), "hold");
}

TEST_F(MarkRoutes, AMarkLiftsNoBanOfTheGrade) {
  Json heavy = truck(marks(R"({"yes":["rescue"],"reason":"3号"})"));
  heavy.set("gross_mass_kg", 31000);
  heavy.set("vehicle_class", "H11");
  here_.does("PUT", kTruck, heavy);
  const Json passage = arrives();
  EXPECT_EQ(passage["verdict"].text(), "refuse");
  EXPECT_EQ(passage["exempted"].items().size(), 1u) << "the order's clause alone is lifted";
}

TEST_F(MarkRoutes, WhatCannotBeAMarkIsRefused) {
  for (const auto bad : {R"({"yes":["army"],"reason":"x"})", R"({"yes":["rescue"]})",
                         R"({"yes":["rescue"],"no":["rescue"],"reason":"x"})",
                         R"({"no":["rescue"],"driver":"张三"})"}) {
    here_.does("PUT", kTruck, truck(marks(bad)), 422);
  }
}

TEST_F(MarkRoutes, AnotherIndustryJudgesTheNextVehicle) {
  here_.does("PUT", kTruck, truck(marks(kNone)));
  here_.does("PUT", "/api/v1/plant", Json::object({{"industry", "furniture"}}), 422);
  here_.does("PUT", "/api/v1/plant",
             Json::object({{"industry", "cement-clinker"}, {"grade", "A"}}));
  const Json packs = here_.does("GET", "/api/v1/rule-packs");
  EXPECT_EQ(packs["in_force"]["base"]["id"].text(), "cn-2020-340-cement-clinker");
  const Json& last = packs["history"].items()[0];
  EXPECT_EQ(last["action"].text(), "activate");
  EXPECT_EQ(last["note"].text(), "industry generic → cement-clinker");
  bool is_cement = false;
  const Json passage = arrives();
  for (const Json& reason : passage["reasons"].items()) {
    EXPECT_NE(reason["pack"].text(), "cn-2020-340-generic");
    is_cement = is_cement || reason["pack"].text() == "cn-2020-340-cement-clinker";
  }
  EXPECT_TRUE(is_cement);
}

}  // namespace
}  // namespace cleangate::http
