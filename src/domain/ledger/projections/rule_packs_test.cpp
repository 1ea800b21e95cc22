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
  EXPECT_EQ(
      log.rows(rule_packs::kTable),
      (std::vector<Row>{
          {cell(0),
           cell("base"),
           cell("1.0"),
           cell("activate"),
           cell("by init"),
           cell("system"),
           cell(kStart),
           {},
           {}},
          {cell(1), cell("base"), {}, cell("deactivate"), {}, {}, cell(kStart + 1000), {}, {}}}));
}

TEST(RulePacks, AnUploadKeepsItsTextAndAnActivationItsBeginning) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::rule_pack, {{Field::pack, "own"},
                                         {Field::pack_version, "1"},
                                         {Field::action, "upload"},
                                         {Field::toml, "id = \"own\""}}));
  ASSERT_FALSE(log.add(Kind::rule_pack, {{Field::pack, "own"},
                                         {Field::pack_version, "1"},
                                         {Field::action, "activate"},
                                         {Field::valid_from, "2020-12-15T00:00:00+08:00"}}));
  const auto rows = log.rows(rule_packs::kTable);
  EXPECT_EQ(rows[0][rule_packs::kToml], cell("id = \"own\""));
  EXPECT_EQ(rows[1][rule_packs::kValidFrom], cell(1'607'961'600'000));
  EXPECT_EQ(log.add(Kind::rule_pack, {{Field::pack, "own"}, {Field::valid_from, "tomorrow"}}),
            ErrorCode::invalid);
}

TEST(RulePacks, NeedAPack) {
  TestLog log;
  EXPECT_EQ(log.add(Kind::rule_pack, {{Field::action, "activate"}}), ErrorCode::invalid);
}

}  // namespace
}  // namespace cleangate::ledger
