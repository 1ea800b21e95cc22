#include <gtest/gtest.h>

#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace plan_versions;

TEST(PlanVersions, EveryVersionStaysARow) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::plan, {{Field::value, "{}"}, {Field::actor, "admin"}}));
  ASSERT_FALSE(log.add(
      Kind::plan,
      {{Field::value, R"({"a":1})"}, {Field::note, "new saws"}, {Field::actor, "manager"}}));
  ASSERT_FALSE(log.add(Kind::rule_pack, {{Field::pack, "p"}}));
  EXPECT_EQ(log.rows(kTable),
            (std::vector<Row>{{cell(0), cell("{}"), Cell(), cell("admin"), cell(kStart)},
                              {cell(1), cell(R"({"a":1})"), cell("new saws"), cell("manager"),
                               cell(kStart + 1000)}}));
}

}  // namespace
}  // namespace cleangate::ledger
