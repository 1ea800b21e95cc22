#include "domain/vehicle/marks.h"

#include <gtest/gtest.h>

#include "domain/vehicle/vehicle.h"

namespace cleangate::vehicle {
namespace {

Json json_of(std::string_view text) {
  return parse_json(text).value();
}
std::string fault_in(std::string_view text) {
  const auto marks = parse_marks(json_of(text));
  return marks ? "" : marks.error().message;
}

TEST(Marks, AreUnknownUntilSomebodySaysOtherwise) {
  for (const auto text : {"null", "{}", R"({"yes":[],"no":[]})", R"({"reason":"x"})"}) {
    const auto marks = parse_marks(json_of(text)).value();
    EXPECT_EQ(marks, Marks{}) << text;
    EXPECT_TRUE(to_json(marks).is_null());
  }
  const auto marks =
      parse_marks(json_of(R"({"yes":["rescue"],"no":["dangerous_goods"],"reason":"3号"})")).value();
  for (std::size_t i = 0; i < kMarkCount; ++i) {
    const auto mark = static_cast<VehicleMark>(i);
    EXPECT_EQ(marks.said[mark], mark == VehicleMark::rescue            ? Truth::yes
                                : mark == VehicleMark::dangerous_goods ? Truth::no
                                                                       : Truth::unknown);
  }
}

TEST(Marks, ComeBackFromJsonAsTheyWere) {
  Marks marks;
  marks.said.set(0, true);
  marks.said.set(kMarkCount - 1, false);
  marks.reason = "县应急局抢险通知3号";
  marks.source = "道路运输证";
  marks.until = parse_date("2026-12-31").value();
  EXPECT_EQ(parse_marks(to_json(marks)).value(), marks);
  marks.said.set(0, false);  // a later word replaces the earlier
  EXPECT_EQ(marks.said.at(0), Truth::no);
  EXPECT_EQ(parse_marks(to_json(marks)).value(), marks);
}

TEST(Marks, WhoSaysYesSaysWhy) {
  EXPECT_EQ(fault_in(R"({"no":["rescue"]})"), "");
  EXPECT_NE(fault_in(R"({"yes":["rescue"]})").find("marks: reason"), std::string::npos);
  EXPECT_NE(fault_in(R"({"yes":["rescue"],"reason":""})").find("marks: reason"), std::string::npos);
}

TEST(Marks, AFaultNamesItsMember) {
  const std::string longest(300, 'x');
  for (const auto& [text, member] : std::initializer_list<std::pair<std::string, std::string>>{
           {"[]", "marks: must be"},
           {R"("rescue")", "marks: must be"},
           {R"({"yes":"rescue"})", "yes: must be a list"},
           {R"({"yes":["army"],"reason":"x"})", "no mark 'army'"},
           {R"({"yes":[1],"reason":"x"})", "no mark"},
           {R"({"yes":["rescue"],"no":["rescue"],"reason":"x"})", "no: rescue"},
           {R"({"no":["rescue"],"driver":"x"})", "driver: marks have"},
           {R"({"no":["rescue"],"reason":1})", "reason: must be a string"},
           {R"({"no":["rescue"],"source":")" + longest + "x\"}", "source: at most 300"},
           {R"({"no":["rescue"],"until":"2026-02-30"})", "until: "},
           {R"({"no":["rescue"],"until":20261231})", "until: must be a string"}}) {
    EXPECT_NE(fault_in(text).find(member), std::string::npos) << text << ": " << fault_in(text);
  }
  EXPECT_EQ(fault_in(R"({"no":["rescue"],"source":")" + longest + "\"}"), "");
}

TEST(Marks, CountThroughTheirLastLocalDay) {
  Marks marks;
  marks.said.set(static_cast<std::size_t>(VehicleMark::rescue), true);
  const auto last = parse_rfc3339("2026-12-31T23:59:59.999+08:00").value();
  EXPECT_EQ(counting_at(marks, last + std::chrono::hours(99999))[VehicleMark::rescue], Truth::yes);
  marks.until = parse_date("2026-12-31").value();
  EXPECT_EQ(counting_at(marks, last)[VehicleMark::rescue], Truth::yes);
  EXPECT_TRUE(counting_at(marks, last + Milliseconds(1)).is_silent()) << "unknown, not no";
}

TEST(Marks, AreOfARegisteredVehicleAndOfTheFactsThatADecisionSaw) {
  const auto json = json_of(R"({"fuel":"B","marks":{"yes":["rescue"],"reason":"3号"}})");
  const auto registered = parse_registered(json).value();
  EXPECT_EQ(registered.marks.said[VehicleMark::rescue], Truth::yes);
  EXPECT_EQ(parse_registered(to_json(registered)).value(), registered);
  EXPECT_FALSE(to_json(Registered{}).has("marks"));
  EXPECT_FALSE(parse_registered(json_of(R"({"marks":{"yes":["rescue"]}})")));
  Facts facts;
  EXPECT_FALSE(to_json(facts).has("marks"));
  facts.marks = registered.marks.said;
  EXPECT_EQ(to_json(facts)["marks"].dump(), R"({"yes":["rescue"],"no":[]})");
}

}  // namespace
}  // namespace cleangate::vehicle
