#include <gtest/gtest.h>

#include "base/json.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace stage_statements;

Payload said(std::string action = "add") {
  return {{Field::plate, "冀A12345"},
          {Field::colour, "yellow"},
          {Field::action, std::move(action)},
          {Field::value, R"({"source":"official","stage":{"min":"5","max":"5"}})"},
          {Field::source, "official"},
          {Field::stage, R"({"min":"5","max":"5","source":"official"})"},
          {Field::actor, "look-up"}};
}

TEST(StageStatements, AreKeptAsTheyWereSaid) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::stage_statement, said().set(Field::facts, R"({"fuel":"B"})")));
  const auto rows = log.rows(kTable);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][kPlate], cell("冀A12345"));
  EXPECT_EQ(rows[0][kColour], cell("yellow"));
  EXPECT_EQ(rows[0][kState], cell("counts"));
  EXPECT_EQ(rows[0][kFacts], cell(R"({"fuel":"B"})"));
  EXPECT_EQ(rows[0][kCause], Cell());
  EXPECT_EQ(rows[0][kAt], cell(kStart));
}

TEST(StageStatements, ARejectedOneStaysInTheFile) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::stage_statement, said("reject").set(Field::cause, "other_vin")));
  EXPECT_EQ(log.rows(kTable)[0][kState], cell("rejected"));
  EXPECT_EQ(log.rows(kTable)[0][kCause], cell("other_vin"));
}

TEST(StageStatements, ErasedOnesSayNothing) {
  TestLog log;
  Payload erased = said();
  erased.set(Field::value, "");
  ASSERT_FALSE(log.add(Kind::stage_statement, std::move(erased)));
  EXPECT_TRUE(log.rows(kTable).empty());
}

TEST(StageStatements, APersonConfirmsOneOnce) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::stage_statement, said()));
  const Payload word = {{Field::plate, "冀A12345"},
                        {Field::action, "confirm"},
                        {Field::item, "0"},
                        {Field::actor, "王"}};
  ASSERT_FALSE(log.add(Kind::stage_statement, word));
  const Json statement = parse_json(text(log.rows(kTable)[0][kStatement])).value();
  EXPECT_EQ(statement["confirmed_by"].text(), "王");
  EXPECT_EQ(statement["confirmed_at"].text(), to_rfc3339(from_unix_ms(kStart + 1000)));
  EXPECT_EQ(log.add(Kind::stage_statement, word), ErrorCode::conflict);
}

TEST(StageStatements, OneThatIsNotThereOrWasRejectedCannotBeConfirmed) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::stage_statement, said("reject")));
  for (const char* item : {"0", "1", "x", ""}) {
    EXPECT_EQ(log.add(Kind::stage_statement, {{Field::action, "confirm"}, {Field::item, item}}),
              ErrorCode::not_found)
        << item;
  }
}

TEST(StageStatements, ThePassageThatAskedShowsTheAnswer) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("冀A12345")));
  ASSERT_FALSE(log.add(Kind::stage_statement, said()
                                                  .set(Field::passage, id_text(1))
                                                  .set(Field::verdict, "refuse")
                                                  .set(Field::reasons, "[]")));
  const Json answer = parse_json(text(log.passage(1)[passages::kLookUp])).value();
  EXPECT_EQ(answer["entry"].integer(), 1);
  EXPECT_EQ(answer["accepted"].boolean(), true);
  EXPECT_EQ(answer["stage"]["min"].text(), "5");
  EXPECT_EQ(answer["verdict"].text(), "refuse");
  EXPECT_EQ(log.passage(1)[passages::kUpdatedIndex], cell(1));
}

TEST(StageStatements, OfAPassageThatIsNotThereAreRefused) {
  TestLog log;
  EXPECT_EQ(log.add(Kind::stage_statement, said().set(Field::passage, id_text(9))),
            ErrorCode::conflict);
}

}  // namespace
}  // namespace cleangate::ledger
