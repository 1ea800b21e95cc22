#include "domain/ledger/memory_rows.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using enum RowChange::Action;

Row movement(std::int64_t index, Cell passage) {
  return {index, cell(1), cell("1"), std::move(passage), cell("lift"), {}, {}, {}};
}
RowChange put_movement(std::int64_t index, Cell passage) {
  return {movements::kTable, put, movement(index, std::move(passage))};
}

TEST(MemoryRows, PutReplacesAndRemoveForgets) {
  MemoryRows rows;
  const Row first = {cell("k"), cell(1), cell("p")};
  const Row second = {cell("k"), cell(2), cell("q")};
  ASSERT_TRUE(rows.apply({{sightings::kTable, put, first}}));
  EXPECT_EQ(rows.get(sightings::kTable, {cell("k")}).value(), first);
  ASSERT_TRUE(rows.apply({{sightings::kTable, put, second}}));
  EXPECT_EQ(rows.get(sightings::kTable, {cell("k")}).value(), second);
  ASSERT_TRUE(rows.apply({{sightings::kTable, remove, {cell("k")}}}));
  EXPECT_EQ(rows.get(sightings::kTable, {cell("k")}).value(), std::nullopt);
  EXPECT_TRUE(rows.apply({{sightings::kTable, remove, {cell("k")}}}));
}

TEST(MemoryRows, UniqueIndexFollowsItsRows) {
  MemoryRows rows;
  const auto find = [&](const char* passage) {
    const auto row = rows.get_by(movements::kTable, "by_passage", {cell(passage)}).value();
    return row ? integer((*row)[0]) : -1;
  };
  ASSERT_TRUE(rows.apply({put_movement(1, cell("a"))}));
  EXPECT_EQ(find("a"), 1);
  ASSERT_TRUE(rows.apply({put_movement(1, cell("b"))}));
  EXPECT_EQ(find("a"), -1);
  EXPECT_EQ(find("b"), 1);
  ASSERT_TRUE(rows.apply({{movements::kTable, remove, {cell(1)}}}));
  EXPECT_EQ(find("b"), -1);
}

TEST(MemoryRows, UniqueIndexRefusesATwinButNotANull) {
  MemoryRows rows;
  ASSERT_TRUE(rows.apply({put_movement(1, cell("a")), put_movement(2, {}), put_movement(3, {})}));
  const auto twin = rows.apply({put_movement(4, cell("a"))});
  ASSERT_FALSE(twin);
  EXPECT_EQ(twin.error().code, ErrorCode::conflict);
  EXPECT_EQ(rows.rows(movements::kTable).size(), 3u);
}

TEST(MemoryRows, ChangesAreAppliedWhollyOrNotAtAll) {
  MemoryRows rows;
  ASSERT_TRUE(rows.apply({put_movement(1, cell("a")), put_movement(2, cell("b"))}));
  const MemoryRows before = rows;
  EXPECT_FALSE(rows.apply({put_movement(3, cell("c")),
                           put_movement(2, cell("d")),
                           {movements::kTable, remove, {cell(3)}},
                           {movements::kTable, remove, {cell(9)}},
                           put_movement(2, cell("e")),
                           put_movement(4, cell("a"))}));
  EXPECT_EQ(rows, before);
  EXPECT_TRUE(rows.get_by(movements::kTable, "by_passage", {cell("b")}).value());
  EXPECT_FALSE(rows.get_by(movements::kTable, "by_passage", {cell("d")}).value());
}

TEST(MemoryRows, RowsThatDoNotFitTheirTableAreRefused) {
  MemoryRows rows;
  for (const RowChange& change :
       std::vector<RowChange>{{"nothing", put, {cell("k")}},
                              {sightings::kTable, put, {cell("k"), cell(1)}},
                              {sightings::kTable, put, {cell("k"), cell(1), cell("p"), cell("x")}},
                              {sightings::kTable, put, {cell("k"), cell("1"), cell("p")}},
                              {sightings::kTable, put, {{}, cell(1), cell("p")}},
                              {sightings::kTable, put, {cell(7), cell(1), cell("p")}},
                              {sightings::kTable, remove, {}},
                              {sightings::kTable, remove, {cell("k"), cell(1)}}}) {
    EXPECT_EQ(rows.apply({change}).error().code, ErrorCode::internal);
  }
  EXPECT_TRUE(rows.apply({{sightings::kTable, put, {cell("k"), {}, {}}}}));
  EXPECT_THROW((void)rows.get("nothing", {cell("k")}), std::out_of_range);
  EXPECT_THROW((void)rows.rows("nothing"), std::out_of_range);
}

TEST(MemoryRows, StandInTheOrderOfTheirKeys) {
  MemoryRows rows;
  for (const std::int64_t day : {10, 9, 100}) {
    for (const char* lane : {"b", "a"}) {
      ASSERT_TRUE(rows.apply({{daily_counts::kTable,
                               put,
                               {cell(day), cell(lane), cell("in"), cell("admit"), cell(1)}}}));
    }
  }
  std::string order;
  for (const auto& [key, row] : rows.rows(daily_counts::kTable)) {
    order += std::to_string(integer(key[0])) + std::string(text(key[1])) + " ";
  }
  EXPECT_EQ(order, "9a 9b 10a 10b 100a 100b ");
}

}  // namespace
}  // namespace cleangate::ledger
