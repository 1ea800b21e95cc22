#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;

TEST(RulePacks, EveryActionStaysARow) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::rule_pack, {{Field::pack, "base"},
                                         {Field::pack_version, "1.0"},
                                         {Field::action, "activate"},
                                         {Field::note, "by init"},
                                         {Field::actor, "system"}}));
  ASSERT_FALSE(log.add(Kind::rule_pack, {{Field::pack, "base"}, {Field::action, "deactivate"}}));
  EXPECT_EQ(log.rows(rule_packs::kTable),
            (std::vector<Row>{
                {cell(0), cell("base"), cell("1.0"), cell("activate"), cell("by init"),
                 cell("system"), cell(kStart)},
                {cell(1), cell("base"), {}, cell("deactivate"), {}, {}, cell(kStart + 1000)}}));
}

TEST(RulePacks, NeedAPack) {
  TestLog log;
  EXPECT_EQ(log.add(Kind::rule_pack, {{Field::action, "activate"}}), ErrorCode::invalid);
}

}  // namespace
}  // namespace cleangate::ledger
