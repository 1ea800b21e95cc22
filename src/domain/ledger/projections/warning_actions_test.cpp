#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace warning_actions;

Payload start() {
  return {{Field::chain, "c"}, {Field::action, "start"}, {Field::level, "orange"}};
}

TEST(WarningActions, EveryFieldHasItsColumn) {
  TestLog log;
  Payload payload = start();
  payload.set(Field::effective_at, "2020-12-14T15:20:00+08:00")
      .set(Field::expected_end, "2020-12-14T16:20:00+08:00")
      .set(Field::region, "131082")
      .set(Field::order, R"({"no":"7"})")
      .set(Field::detail, R"({"template":"M1","params":{"n":2},"exemptions":[]})")
      .set(Field::from, "a")
      .set(Field::to, "b")
      .set(Field::actor, "admin");
  ASSERT_FALSE(log.add(Kind::warning, payload));
  const char* detail = R"({"order":{"no":"7"},"template":"M1","params":{"n":2},"exemptions":[],)"
                       R"("from":"a","to":"b"})";
  EXPECT_EQ(log.rows(kTable), (std::vector<Row>{{cell(0), cell("c"), cell("start"), cell("orange"),
                                                 cell(kStart + 3'600'000), cell(kStart + 7'200'000),
                                                 cell("131082"), cell(detail), cell("admin")}}));
}

struct EffectiveRow {
  const char* name;
  const char* effective_at;
  std::int64_t want;  ///< ms after kStart; the log time is 5,000
};
const EffectiveRow kEffective[] = {
    {"missing_is_log_time", "", 5000},
    {"before_is_log_time", "2020-12-14T14:20:04.999+08:00", 5000},
    {"equal", "2020-12-14T14:20:05+08:00", 5000},
    {"after", "2020-12-14T14:20:05.001+08:00", 5001},
};
class EffectiveAt : public ::testing::TestWithParam<EffectiveRow> {};
TEST_P(EffectiveAt, IsNeverBeforeTheLogTime) {
  TestLog log;
  LoggedEntry logged =
      log.draft(Kind::warning, start().set(Field::effective_at, GetParam().effective_at));
  logged.entry.log_time = from_unix_ms(kStart + 5000);
  ASSERT_FALSE(log.add(logged));
  EXPECT_EQ(log.rows(kTable)[0][kEffectiveAt], cell(kStart + GetParam().want));
}
INSTANTIATE_TEST_SUITE_P(Rows, EffectiveAt, ::testing::ValuesIn(kEffective),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(WarningActions, EveryActionStaysARow) {
  TestLog log;
  for (const char* action : {"start", "change", "extend", "measures", "lift"}) {
    ASSERT_FALSE(log.add(Kind::warning, start().set(Field::action, action)));
  }
  ASSERT_EQ(log.rows(kTable).size(), 5u);
  EXPECT_EQ(log.rows(kTable)[4][kAction], cell("lift"));
  EXPECT_EQ(log.rows(kTable)[4][kDetail], cell("{}"));
}

TEST(WarningActions, BrokenOnesAreInvalid) {
  TestLog log;
  for (const Payload& payload :
       {start().set(Field::action, "stop"), start().set(Field::action, ""),
        start().set(Field::chain, ""), start().set(Field::effective_at, "soon"),
        start().set(Field::expected_end, "later"), start().set(Field::order, "{"),
        start().set(Field::detail, "{"), start().set(Field::detail, "[]")}) {
    EXPECT_EQ(log.add(Kind::warning, payload), ErrorCode::invalid);
  }
  EXPECT_TRUE(log.rows(kTable).empty());
}

}  // namespace
}  // namespace cleangate::ledger
