#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;

Payload fact(std::string facts, std::string action = "add") {
  return {{Field::plate, "冀A12345"},
          {Field::colour, "yellow"},
          {Field::facts, facts},
          {Field::source, "import"},
          {Field::action, action}};
}

TEST(Vehicles, TheLatestFactIsTheWholeState) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::vehicle_fact, fact(R"({"vin":"X"})")));
  ASSERT_FALSE(log.add(Kind::vehicle_fact, fact(R"({"nev":true})")));
  EXPECT_EQ(log.rows(vehicles::kTable),
            (std::vector<Row>{{cell("冀A12345"), cell("yellow"), cell(R"({"nev":true})"),
                               cell("import"), cell(1)}}));
}

TEST(Vehicles, OneColourEach) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::vehicle_fact, fact("{}")));
  ASSERT_FALSE(log.add(Kind::vehicle_fact, fact("{}").set(Field::colour, "blue")));
  ASSERT_FALSE(log.add(Kind::vehicle_fact, fact("{}").set(Field::colour, "")));
  ASSERT_EQ(log.rows(vehicles::kTable).size(), 3u);
  EXPECT_EQ(log.rows(vehicles::kTable)[1][vehicles::kColour], cell("unknown"));
}

TEST(Vehicles, AreRemovedOnce) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::vehicle_fact, fact("{}")));
  ASSERT_FALSE(log.add(Kind::vehicle_fact, fact("", "remove")));
  EXPECT_TRUE(log.rows(vehicles::kTable).empty());
  EXPECT_EQ(log.add(Kind::vehicle_fact, fact("", "remove")), ErrorCode::not_found);
}

TEST(Vehicles, NeedAPlate) {
  TestLog log;
  EXPECT_EQ(log.add(Kind::vehicle_fact, {{Field::facts, "{}"}}), ErrorCode::invalid);
}

}  // namespace
}  // namespace cleangate::ledger
