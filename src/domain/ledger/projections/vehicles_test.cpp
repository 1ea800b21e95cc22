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
  const auto rows = log.rows(vehicles::kTable);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0],
            (Row{cell("冀A12345"), cell("yellow"), cell(R"({"nev":true})"), cell("import"), cell(1),
                 cell("X"), cell("unknown"), Cell(), Cell(), Cell(), cell(kStart + 1000), Cell()}));
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

Payload guards_word(std::string facts) {
  return fact(std::move(facts))
      .set(Field::source, "guard")
      .set(Field::actor, "guard-1")
      .set(Field::valid_to, "2020-12-21T14:20:00+08:00");
}
Payload confirmation() {
  return fact("", "confirm").set(Field::actor, "manager");
}
constexpr const char* kStage4 = R"({"stage":{"min":"4","max":"4"}})";

TEST(Vehicles, AGuardsWordLiesOverWhatWasRegistered) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::vehicle_fact, fact(R"({"vin":"plant"})")));
  ASSERT_FALSE(log.add(Kind::vehicle_fact, guards_word(R"({"vin":"one"})")));
  ASSERT_FALSE(log.add(Kind::vehicle_fact, guards_word(kStage4)));
  const Row row = log.rows(vehicles::kTable)[0];
  EXPECT_EQ(row[vehicles::kFacts], cell(kStage4));
  EXPECT_EQ(row[vehicles::kBaseFacts], cell(R"({"vin":"plant"})")) << "not his own first word";
  EXPECT_EQ(row[vehicles::kProvisionalUntil], cell(1'608'531'600'000));
  EXPECT_EQ(row[vehicles::kState], cell("provisional"));
  EXPECT_EQ(row[vehicles::kStage], cell("4"));
}

TEST(Vehicles, AreConfirmedOnce) {
  TestLog log;
  EXPECT_EQ(log.add(Kind::vehicle_fact, confirmation()), ErrorCode::not_found);
  ASSERT_FALSE(log.add(Kind::vehicle_fact, guards_word(kStage4)));
  ASSERT_FALSE(log.add(Kind::vehicle_fact, confirmation()));
  const Row row = log.rows(vehicles::kTable)[0];
  EXPECT_EQ(row[vehicles::kFacts], cell(kStage4));
  EXPECT_EQ(row[vehicles::kSource], cell("guard"));
  EXPECT_EQ(row[vehicles::kState], cell("confirmed"));
  EXPECT_EQ(row[vehicles::kConfirmedBy], cell("manager"));
  EXPECT_TRUE(is_null(row[vehicles::kProvisionalUntil]));
  EXPECT_EQ(row[vehicles::kUpdatedIndex], cell(1));
  EXPECT_EQ(log.add(Kind::vehicle_fact, confirmation()), ErrorCode::conflict);
}

TEST(Vehicles, AManagersWordEndsTheProvisional) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::vehicle_fact, guards_word(kStage4)));
  ASSERT_FALSE(log.add(Kind::vehicle_fact, fact(R"({"stage":{"min":"6a","max":"6b"}})")));
  const Row row = log.rows(vehicles::kTable)[0];
  EXPECT_EQ(row[vehicles::kState], cell("confirmed"));
  EXPECT_EQ(row[vehicles::kStage], cell("6"));
  EXPECT_TRUE(is_null(row[vehicles::kBaseFacts]));
}

}  // namespace
}  // namespace cleangate::ledger
