#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace movements;

Payload stage(int passage, std::string stage) {
  return {{Field::passage, id_text(passage)}, {Field::stage_of, stage}, {Field::path, "reply"}};
}

struct StagesRow {
  const char* name;
  std::vector<const char*> stages;
  std::vector<std::int64_t> rows;  ///< entry indexes of movements
};
const StagesRow kStages[] = {
    {"reply_written", {"reply_written"}, {1}},
    {"commanded", {"commanded"}, {1}},
    {"moved_alone", {"moved"}, {1}},
    {"moved_after_reply", {"reply_written", "moved"}, {1}},
    {"commanded_twice", {"commanded", "commanded"}, {1}},
    {"again_after_a_failure", {"commanded", "failed", "commanded"}, {1}},
    {"failed", {"failed"}, {}},
    {"not_confirmed", {"not_confirmed"}, {}},
    {"failed_then_commanded", {"failed", "commanded", "moved"}, {2}},
};
class Stages : public ::testing::TestWithParam<StagesRow> {};
TEST_P(Stages, OfAPassageMakeOneMovement) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  for (const char* name : GetParam().stages) {
    ASSERT_FALSE(log.add(Kind::actuation, stage(1, name)));
  }
  std::vector<std::int64_t> indexes;
  for (const Row& row : log.rows(kTable)) indexes.push_back(integer(row[kIndex]));
  EXPECT_EQ(indexes, GetParam().rows);
}
INSTANTIATE_TEST_SUITE_P(Rows, Stages, ::testing::ValuesIn(kStages),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Movements, OfAPassageTakeItsLaneUnlessTheEntrySaysOne) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  ASSERT_FALSE(log.pass(2, truck()));
  ASSERT_FALSE(log.add(Kind::actuation, stage(1, "commanded").set(Field::actor, "guard")));
  ASSERT_FALSE(log.add(Kind::actuation, stage(2, "commanded").set(Field::lane, "9")));
  EXPECT_EQ(log.rows(kTable), (std::vector<Row>{{cell(2),
                                                 cell(kStart + 2000),
                                                 cell("1"),
                                                 cell(id_text(1)),
                                                 cell("passage"),
                                                 cell("reply"),
                                                 cell("guard"),
                                                 {}},
                                                {cell(3),
                                                 cell(kStart + 3000),
                                                 cell("9"),
                                                 cell(id_text(2)),
                                                 cell("passage"),
                                                 cell("reply"),
                                                 {},
                                                 {}}}));
}

TEST(Movements, ALiftIsExplainedByActorAndReason) {
  TestLog log;
  const Payload lift{{Field::lane, "1"}, {Field::actor, "guard"}, {Field::reason, "fire engine"}};
  ASSERT_FALSE(log.add(Kind::lift, lift));
  ASSERT_FALSE(log.add(Kind::lift, lift));
  ASSERT_EQ(log.rows(kTable).size(), 2u);
  EXPECT_EQ(log.rows(kTable)[0], (Row{cell(0),
                                      cell(kStart),
                                      cell("1"),
                                      {},
                                      cell("lift"),
                                      {},
                                      cell("guard"),
                                      cell("fire engine")}));
}

TEST(Movements, AnActuationOfALaneAloneMakesNoRow) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::actuation, {{Field::lane, "1"}, {Field::stage_of, "commanded"}}));
  EXPECT_TRUE(log.changes().empty());
}

}  // namespace
}  // namespace cleangate::ledger
