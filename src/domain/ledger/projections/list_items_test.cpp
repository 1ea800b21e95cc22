#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;

Payload add_item(std::string id) {
  return {{Field::item, id},      {Field::action, "add"},   {Field::list, "deny"},
          {Field::plate, "冀A1"}, {Field::reason, "smoke"}, {Field::source, "bureau"},
          {Field::actor, "admin"}};
}

TEST(ListItems, EveryFieldHasItsColumn) {
  TestLog log;
  Payload payload = add_item("i1");
  payload.set(Field::colour, "blue")
      .set(Field::valid_from, "2020-12-14T14:20:00+08:00")
      .set(Field::valid_to, "2020-12-14T06:20:01Z");
  ASSERT_FALSE(log.add(Kind::list_change, payload));
  ASSERT_FALSE(log.add(Kind::list_change, add_item("i2")));
  EXPECT_EQ(
      log.rows(list_items::kTable),
      (std::vector<Row>{{cell("i1"), cell("deny"), cell("冀A1"), cell("blue"), cell("smoke"),
                         cell("bureau"), cell(kStart), cell(kStart + 1000), cell("admin"), cell(0)},
                        {cell("i2"),
                         cell("deny"),
                         cell("冀A1"),
                         {},
                         cell("smoke"),
                         cell("bureau"),
                         {},
                         {},
                         cell("admin"),
                         cell(1)}}));
}

TEST(ListItems, AddingAgainReplaces) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::list_change, add_item("i")));
  ASSERT_FALSE(log.add(Kind::list_change, add_item("i").set(Field::list, "watch")));
  ASSERT_EQ(log.rows(list_items::kTable).size(), 1u);
  EXPECT_EQ(log.rows(list_items::kTable)[0][list_items::kList], cell("watch"));
}

TEST(ListItems, AreRemovedOnce) {
  TestLog log;
  const Payload remove{{Field::item, "i"}, {Field::action, "remove"}};
  ASSERT_FALSE(log.add(Kind::list_change, add_item("i")));
  ASSERT_FALSE(log.add(Kind::list_change, remove));
  EXPECT_TRUE(log.rows(list_items::kTable).empty());
  EXPECT_EQ(log.add(Kind::list_change, remove), ErrorCode::not_found);
}

TEST(ListItems, BrokenOnesAreInvalid) {
  TestLog log;
  Payload no_list{{Field::item, "i"}, {Field::action, "add"}};
  for (const Payload& payload :
       {Payload{{Field::action, "add"}}, Payload{{Field::action, "remove"}}, no_list,
        add_item("i").set(Field::action, "change"), add_item("i").set(Field::action, ""),
        add_item("i").set(Field::valid_from, "today"), add_item("i").set(Field::valid_to, "x")}) {
    EXPECT_EQ(log.add(Kind::list_change, payload), ErrorCode::invalid);
  }
  EXPECT_TRUE(log.rows(list_items::kTable).empty());
}

}  // namespace
}  // namespace cleangate::ledger
