#include <gtest/gtest.h>

#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace measure_executions;

TEST(MeasureExecutions, EveryFieldHasItsColumn) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::measure_execution, {{Field::chain, "w"},
                                                 {Field::item, "orange.1"},
                                                 {Field::level, "orange"},
                                                 {Field::detail, R"({"kind":"reading"})"},
                                                 {Field::note, "n"},
                                                 {Field::actor, "m"}}));
  ASSERT_FALSE(log.add(Kind::measure_execution, {{Field::chain, "w"}, {Field::item, "m3"}}));
  EXPECT_EQ(
      log.rows(kTable),
      (std::vector<Row>{{cell(0), cell(id_text(100)), cell("w"), cell("orange.1"), cell("orange"),
                         cell(kStart), cell(R"({"kind":"reading"})"), cell("n"), cell("m")},
                        {cell(1), cell(id_text(101)), cell("w"), cell("m3"), Cell(),
                         cell(kStart + 1000), cell("{}"), Cell(), Cell()}}));
}

TEST(MeasureExecutions, NameTheirMeasureAndWithoutAWarningAreNoRow) {
  TestLog log;
  EXPECT_FALSE(log.add(Kind::measure_execution, {{Field::item, "m"}}));
  EXPECT_EQ(log.add(Kind::measure_execution, {{Field::chain, "w"}}), ErrorCode::invalid);
  EXPECT_TRUE(log.rows(kTable).empty());
}

}  // namespace
}  // namespace cleangate::ledger
