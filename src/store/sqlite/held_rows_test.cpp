#include "store/sqlite/held_rows.h"

#include <gtest/gtest.h>

namespace cleangate::store {
namespace {

using ledger::Cell;
using ledger::Row;

const ledger::TableSchema kSchema = {"t",
                                     {{"key", ledger::ColumnType::integer},
                                      {"id", ledger::ColumnType::text},
                                      {"value", ledger::ColumnType::text}},
                                     1,
                                     {{"by_id", {"id"}, true}, {"by_value", {"value"}, false}}};

Row row(std::int64_t key, const std::string& id, const std::string& value = "v") {
  return {key, id, value};
}

TEST(HeldRows, FindsByKeyAndByUniqueIndex) {
  HeldRows rows(kSchema);
  rows.put(row(1, "a"), 9);
  ASSERT_TRUE(rows.find({std::int64_t{1}}));
  EXPECT_EQ(rows.find(row(1, "whatever"))->row, row(1, "a"));
  EXPECT_EQ(rows.find_by("by_id", {std::string("a")})->last_change, 9);
  EXPECT_FALSE(rows.find({std::int64_t{2}}));
  EXPECT_FALSE(rows.find_by("by_id", {std::string("b")}));
  EXPECT_THROW((void)rows.find_by("by_value", {std::string("v")}), std::logic_error);
}

TEST(HeldRows, ForgetsAUniqueValueThatChanged) {
  HeldRows rows(kSchema);
  rows.put(row(1, "a"), 1);
  rows.put(row(1, "b"), 2);
  EXPECT_FALSE(rows.find_by("by_id", {std::string("a")}));
  EXPECT_EQ(rows.find_by("by_id", {std::string("b")})->last_change, 2);
  EXPECT_EQ(rows.size(), 1u);
  rows.remove({std::int64_t{1}});
  EXPECT_FALSE(rows.find_by("by_id", {std::string("b")}));
  EXPECT_EQ(rows.size(), 0u);
  rows.remove({std::int64_t{1}});
}

TEST(HeldRows, TellsCellsApart) {
  const Row cells[] = {{Cell()},
                       {std::int64_t{0}},
                       {std::string()},
                       {std::string("0")},
                       {std::string("a"), std::string("b")},
                       {std::string("ab"), std::string()},
                       {std::string("\0", 1)}};
  for (const Row& a : cells) {
    for (const Row& b : cells) {
      EXPECT_EQ(bytes_of(a.data(), a.size()) == bytes_of(b.data(), b.size()), &a == &b);
    }
  }
}

}  // namespace
}  // namespace cleangate::store
