#include "service/rehearsal.h"

#include <gtest/gtest.h>

namespace cleangate::service {
namespace {

WallTime at(std::string_view time) {
  return parse_rfc3339(time).value();
}

rules::Situation truck(vehicle::Stage stage, WallTime when) {
  rules::Situation situation;
  situation.facts.truck = situation.facts.heavy = Truth::yes;
  situation.facts.nev = Truth::no;
  situation.facts.stage = {stage, stage};
  situation.grade = "C";
  situation.is_known = true;
  situation.at = when;
  return situation;
}

TEST(RehearsalCount, TonnesAtRiskAreOfWhatWasDeclared) {
  const auto asked = rehearsal_asked(parse_json(R"({"level":"orange",
      "from":"2026-11-01T00:00:00+08:00","to":"2026-11-02T00:00:00+08:00"})")
                                         .value(),
                                     at("2026-11-03T00:00:00+08:00"));
  ASSERT_TRUE(asked) << asked.error().message;
  EXPECT_EQ(asked->shift, Milliseconds{0});
  RehearsalCount count(*asked);
  const auto when = asked->from;
  count.add({"A", plate::Colour::yellow, "", when, 30.5, {}}, truck(vehicle::Stage::s4, when));
  count.add({"A", plate::Colour::yellow, "", when, {}, {}}, truck(vehicle::Stage::s4, when));
  count.add({"B", plate::Colour::yellow, "", when, 10, {}}, truck(vehicle::Stage::s6a, when));
  const auto result = count.result(true);
  EXPECT_EQ(result["tonnes"]["known_trips"].integer(), 2);
  EXPECT_EQ(result["tonnes"]["total"].number(), 40.5);
  EXPECT_EQ(result["tonnes"]["refused"].number(), 30.5);
  EXPECT_EQ(result["refused"].integer(), 2);
  EXPECT_EQ(result["cut"].boolean(), true);
}

TEST(RehearsalCount, APeriodThatIsNotOverIsShiftedByWholeWeeks) {
  const auto body = parse_json(R"({"level":"orange","from":"2026-11-01T00:00:00+08:00",
                                   "to":"2026-11-02T00:00:00+08:00"})")
                        .value();
  const auto shift = [&](std::string_view now) {
    return rehearsal_asked(body, at(now)).value().shift / std::chrono::days{1};
  };
  EXPECT_EQ(shift("2026-11-02T00:00:00+08:00"), 0);
  EXPECT_EQ(shift("2026-11-01T23:59:59+08:00"), 7);
  EXPECT_EQ(shift("2026-10-26T00:00:00+08:00"), 7);
  EXPECT_EQ(shift("2026-10-25T23:59:59+08:00"), 14);
}

TEST(RehearsalCount, ReadsBackTheFactsThatADecisionWrote) {
  auto facts = truck(vehicle::Stage::s4, {}).facts;
  facts.fuel = "B";
  facts.vehicle_class = "H11";
  facts.marks.set(static_cast<std::size_t>(vehicle::VehicleMark::rescue), true);
  const auto read = facts_then(vehicle::to_json(facts));
  ASSERT_TRUE(read);
  EXPECT_EQ(vehicle::to_json(*read), vehicle::to_json(facts));
  EXPECT_FALSE(facts_then(Json::object({{"truck", "yes"}})));
  EXPECT_FALSE(facts_then(Json()));
}

}  // namespace
}  // namespace cleangate::service
