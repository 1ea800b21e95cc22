#include "domain/ledger/projections/amendments.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace passages;

Payload correction(std::string plate) {
  return {{Field::passage, id_text(1)},
          {Field::plate, std::move(plate)},
          {Field::plate_class, "ordinary"},
          {Field::vehicle_class, "H21"},
          {Field::stage, R"({"min":"5","max":"5","source":"registry"})"},
          {Field::reason, "看错一位"},
          {Field::actor, "guard-1"}};
}

TEST(Amendments, ShowTheRightPlateAndKeepWhatStoodThere) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("冀A12345")));
  ASSERT_FALSE(log.add(Kind::amendment, correction("冀A12346")));
  const Row row = log.passage(1);
  EXPECT_EQ(row[kPlate], cell("冀A12346"));
  EXPECT_EQ(row[kColour], cell("yellow"));
  EXPECT_EQ(row[kStageMin], cell("5"));
  EXPECT_EQ(row[kVehicleClass], cell("H21"));
  EXPECT_EQ(row[kVerdict], cell("admit")) << "what was decided stays";
  EXPECT_EQ(row[kUpdatedIndex], cell(1));
  const Json layers = parse_json(text(row[kAmendments])).value();
  ASSERT_EQ(layers.items().size(), 1u);
  const Json& layer = layers.items()[0];
  EXPECT_EQ(layer["entry"].integer(), 1);
  EXPECT_EQ(layer["by"].text(), "guard-1");
  EXPECT_EQ(layer["reason"].text(), "看错一位");
  EXPECT_EQ(layer["before"]["plate"].text(), "冀A12345");
  EXPECT_EQ(layer["after"]["plate"].text(), "冀A12346");
}

TEST(Amendments, LieOverOneAnotherOldestFirst) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("冀A12345")));
  ASSERT_FALSE(log.add(Kind::amendment, correction("冀A12346")));
  ASSERT_FALSE(log.add(Kind::amendment, {{Field::passage, id_text(1)}, {Field::colour, "blue"}}));
  const Row row = log.passage(1);
  EXPECT_EQ(row[kPlate], cell("冀A12346"));
  EXPECT_EQ(row[kColour], cell("blue"));
  EXPECT_TRUE(is_null(row[kStageMin])) << "what is known of another vehicle is not this one's";
  const Json layers = parse_json(text(row[kAmendments])).value();
  ASSERT_EQ(layers.items().size(), 2u);
  EXPECT_EQ(layers.items()[1]["before"]["plate"].text(), "冀A12346");
}

TEST(Amendments, MoveThePresenceToTheRightVehicle) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("冀A12345")));
  ASSERT_FALSE(log.outcome(1, "crossed"));
  ASSERT_FALSE(log.add(Kind::amendment, correction("冀A12346")));
  const auto rows = log.rows(presence::kTable);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][presence::kPlate], cell("冀A12346"));
  EXPECT_EQ(rows[0][presence::kInside], cell(1));
}

TEST(Amendments, OfNoPassageAreNotFoundAndWithoutAPlateChangeNothing) {
  TestLog log;
  EXPECT_EQ(log.add(Kind::amendment, correction("冀A12346")), ErrorCode::not_found);
  ASSERT_FALSE(log.pass(1, truck()));
  ASSERT_FALSE(log.add(Kind::amendment, {{Field::passage, id_text(1)}, {Field::reason, "错"}}));
  EXPECT_TRUE(log.changes().empty());
}

TEST(Amendments, ComeWithAResolutionToo) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, held_truck()));
  Payload word = correction("冀A12346");
  word.set(Field::verdict, "admit");
  ASSERT_FALSE(log.add(Kind::resolution, word));
  EXPECT_EQ(log.passage(1)[kHoldState], cell("admitted"));
  EXPECT_EQ(log.passage(1)[kPlate], cell("冀A12346"));
  EXPECT_EQ(log.add(Kind::resolution, word), ErrorCode::conflict);
}

}  // namespace
}  // namespace cleangate::ledger
