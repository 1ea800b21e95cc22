#include <gtest/gtest.h>

#include "base/json.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace verification_queue;

constexpr const char* kPlateText = "冀A12345";

/// A truck whose stage is that JSON; "" = nothing is known.
Payload seen(std::string stage, std::string colour = "yellow", std::string camera_class = "") {
  Payload payload = {{Field::lane, "1"},
                     {Field::direction, "in"},
                     {Field::plate, kPlateText},
                     {Field::colour, std::move(colour)},
                     {Field::verdict, "hold"}};
  payload.set_if(Field::stage, std::move(stage));
  payload.set_if(Field::vehicle_class, std::move(camera_class));
  return payload;
}

Payload said(std::string stage, std::string state = "settled") {
  return {{Field::plate, kPlateText},      {Field::colour, "yellow"},
          {Field::action, "add"},          {Field::value, "{}"},
          {Field::source, "official"},     {Field::state, std::move(state)},
          {Field::stage, std::move(stage)}};
}

TEST(VerificationQueue, AnUnknownTruckIsWorkUntilItsStageIsSaid) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, seen("")));
  ASSERT_FALSE(log.pass(2, seen("")));
  const auto rows = log.rows(kTable);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][kSinceIndex], cell(0)) << "the deadline counts from the first time";
  EXPECT_EQ(rows[0][kSince], cell(kStart));
  EXPECT_EQ(rows[0][kLastAt], cell(kStart + 1000));
  EXPECT_EQ(rows[0][kLastPassage], cell(id_text(2)));
  EXPECT_EQ(rows[0][kPassages], cell(2));
  ASSERT_FALSE(
      log.add(Kind::stage_statement, said(R"({"min":"5","max":"5","source":"official"})")));
  EXPECT_TRUE(log.rows(kTable).empty());
}

TEST(VerificationQueue, SoIsAnIntervalAndAnInferenceButNotNationalSix) {
  for (const auto& [stage, is_work] :
       {std::pair{R"({"min":"5","max":"5","source":"registry"})", false},
        std::pair{R"({"min":"6a","max":"6b","source":"registry"})", false},
        std::pair{R"({"min":"D","max":"D","source":"registry"})", false},
        std::pair{R"({"min":"5","max":"6a","source":"registry"})", true},
        std::pair{R"({"min":"0","max":"4","source":"inference"})", true},
        std::pair{R"({"min":"4","max":"4","source":"inference"})", true}}) {
    TestLog log;
    ASSERT_FALSE(log.pass(1, seen(stage)));
    EXPECT_EQ(log.rows(kTable).size(), is_work ? 1u : 0u) << stage;
  }
}

TEST(VerificationQueue, CarsAreNoWorkAndTrucksWithABluePlateAre) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, seen("", "blue")));
  ASSERT_FALSE(log.pass(2, seen("", "green", "K33")));
  EXPECT_TRUE(log.rows(kTable).empty());
  ASSERT_FALSE(log.pass(3, seen("", "blue", "H31")));
  EXPECT_EQ(log.rows(kTable).size(), 1u);
}

TEST(VerificationQueue, AnAnswerThatSettlesNothingIsShownThere) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, seen("")));
  ASSERT_FALSE(log.add(Kind::stage_statement, said("{}", "pending")));
  ASSERT_EQ(log.rows(kTable).size(), 1u);
  EXPECT_EQ(parse_json(text(log.rows(kTable)[0][kLookUp])).value()["entry"].integer(), 1);
  // A conflict is work although a stage is known.
  ASSERT_FALSE(log.add(Kind::stage_statement,
                       said(R"({"min":"5","max":"5","source":"official"})", "pending")));
  EXPECT_EQ(log.rows(kTable)[0][kStageMin], cell("5"));
}

TEST(VerificationQueue, AConflictIsWorkAlthoughTheStageWasSettled) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, seen(R"({"min":"4","max":"4","source":"official"})")));
  auto word = said(R"({"min":"4","max":"4","source":"official"})", "pending");
  word.set(Field::detail, R"({"before":{"conflicts":0},"after":{"conflicts":0}})");
  ASSERT_FALSE(log.add(Kind::stage_statement, word));
  EXPECT_TRUE(log.rows(kTable).empty());
  word.set(Field::detail, R"({"before":{"conflicts":0},"after":{"conflicts":1}})");
  ASSERT_FALSE(log.add(Kind::stage_statement, word));
  const auto rows = log.rows(kTable);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][kSinceIndex], cell(2));
  EXPECT_EQ(rows[0][kPassages], cell(0));
  EXPECT_EQ(rows[0][kStageMin], cell("4"));
  ASSERT_FALSE(
      log.add(Kind::stage_statement, said(R"({"min":"4","max":"4","source":"official"})")));
  EXPECT_TRUE(log.rows(kTable).empty()) << "somebody stood for one of them";
}

TEST(VerificationQueue, ARegistrationWithAStageEndsTheWorkAndOneWithoutDoesNot) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, seen("")));
  const auto facts = [](std::string json) -> Payload {
    return {{Field::plate, kPlateText}, {Field::colour, "yellow"}, {Field::facts, std::move(json)}};
  };
  ASSERT_FALSE(log.add(Kind::vehicle_fact, facts(R"({"fuel":"B"})")));
  EXPECT_EQ(log.rows(kTable).size(), 1u);
  ASSERT_FALSE(log.add(Kind::vehicle_fact, facts(R"({"stage":{"min":"X","max":"X"}})")));
  EXPECT_EQ(log.rows(kTable).size(), 1u);
  ASSERT_FALSE(log.add(Kind::vehicle_fact, facts(R"({"stage":{"min":"4","max":"4"}})")));
  EXPECT_TRUE(log.rows(kTable).empty());
}

TEST(VerificationQueue, AVehicleThatIsNotThereIsNotMade) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::stage_statement, said("{}", "pending")));
  EXPECT_TRUE(log.rows(kTable).empty());
}

}  // namespace
}  // namespace cleangate::ledger
