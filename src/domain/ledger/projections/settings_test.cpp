#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;

TEST(Settings, ConfigurationStandsBySubjectAndKey) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::configuration, {{Field::subject, "lane"},
                                             {Field::key, "1"},
                                             {Field::value, "{\"a\":1}"},
                                             {Field::actor, "admin"},
                                             {Field::reason, "new"}}));
  ASSERT_FALSE(log.add(Kind::configuration, {{Field::subject, "plant"}, {Field::value, "{}"}}));
  ASSERT_FALSE(log.add(Kind::configuration, {{Field::subject, "plant"}, {Field::value, "{2}"}}));
  EXPECT_EQ(log.rows(settings::kTable),
            (std::vector<Row>{
                {cell("lane"), cell("1"), cell("{\"a\":1}"), cell("admin"), cell("new"), cell(0)},
                {cell("plant"), cell(""), cell("{2}"), {}, {}, cell(2)}}));
}

TEST(Settings, APlanIsOneSetting) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::plan, {{Field::value, "{}"},
                                    {Field::subject, "other"},
                                    {Field::key, "x"},
                                    {Field::actor, "admin"}}));
  EXPECT_EQ(log.rows(settings::kTable),
            (std::vector<Row>{{cell("plan"), cell(""), cell("{}"), cell("admin"), {}, cell(0)}}));
}

TEST(Settings, AnAccountStandsByItsItem) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::account_change, {{Field::subject, "token"},
                                              {Field::item, "t1"},
                                              {Field::key, "x"},
                                              {Field::value, R"({"role":"guard"})"},
                                              {Field::actor, "system"}}));
  EXPECT_EQ(
      log.rows(settings::kTable),
      (std::vector<Row>{
          {cell("token"), cell("t1"), cell(R"({"role":"guard"})"), cell("system"), {}, cell(0)}}));
  ASSERT_FALSE(
      log.add(Kind::account_change,
              {{Field::subject, "token"}, {Field::item, "t1"}, {Field::action, "remove"}}));
  EXPECT_TRUE(log.rows(settings::kTable).empty());
}

TEST(Settings, AreRemovedOnce) {
  TestLog log;
  const Payload remove{{Field::subject, "lane"}, {Field::key, "1"}, {Field::action, "remove"}};
  ASSERT_FALSE(log.add(Kind::configuration, {{Field::subject, "lane"}, {Field::key, "1"}}));
  ASSERT_FALSE(log.add(Kind::configuration, remove));
  EXPECT_TRUE(log.rows(settings::kTable).empty());
  EXPECT_EQ(log.add(Kind::configuration, remove), ErrorCode::not_found);
}

TEST(Settings, NeedASubject) {
  TestLog log;
  EXPECT_EQ(log.add(Kind::configuration, {{Field::key, "1"}}), ErrorCode::invalid);
  EXPECT_EQ(log.add(Kind::account_change, {{Field::item, "1"}}), ErrorCode::invalid);
}

}  // namespace
}  // namespace cleangate::ledger
