#include "store/sqlite/log_tree.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "store/sql.h"

namespace cleangate::store {
namespace {

class LogTreeTest : public testing::Test {
 protected:
  LogTreeTest() { EXPECT_TRUE(database_.execute(std::string(plant_migrations()[0].sql))); }
  void grow_to(std::uint64_t size) {
    ASSERT_TRUE(database_.execute("BEGIN"));
    while (tree_.size() < size) {
      const Hash leaf = ledger::leaf_hash(std::to_string(tree_.size()));
      leaves_.push_back(leaf);
      Statement::Run insert(
          **database_.statement("INSERT INTO entries VALUES(?,?,x'',x'',x'',x'')"));
      ASSERT_TRUE(
          insert.integer(1, static_cast<std::int64_t>(tree_.size())).blob(2, leaf.view()).finish());
      ASSERT_TRUE(append_leaf(database_, tree_, leaf));
    }
    ASSERT_TRUE(database_.execute("COMMIT"));
  }
  Database database_ = Database::temporary().value();
  OpenTiles tree_;
  std::vector<Hash> leaves_;
};

TEST_F(LogTreeTest, ReadsEverySubtreeOfEveryLevel) {
  grow_to(1100);
  for (unsigned level = 0; level <= 10; ++level) {
    const std::uint64_t width = std::uint64_t{1} << level;
    for (std::uint64_t i = 0; (i + 1) * width <= leaves_.size(); i += 1 + 37 / width) {
      const auto first = leaves_.begin() + static_cast<std::ptrdiff_t>(i * width);
      const std::vector<Hash> part(first, first + static_cast<std::ptrdiff_t>(width));
      ASSERT_EQ(read_subtree(database_, level, i).value(), ledger::root_of(part))
          << level << " " << i;
    }
    EXPECT_EQ(read_subtree(database_, level, leaves_.size() >> level).error().code,
              ErrorCode::not_found);
  }
  EXPECT_EQ(read_subtree(database_, 63, 1u << 30).error().code, ErrorCode::not_found);
  EXPECT_EQ(read_subtree(database_, 64, 0).error().code, ErrorCode::not_found);
}

TEST_F(LogTreeTest, LoadsWhereItStopped) {
  for (const std::uint64_t size : {1u, 255u, 256u, 257u, 700u}) {
    grow_to(size);
    auto loaded = load_tree(database_, size);
    ASSERT_TRUE(loaded) << size;
    EXPECT_EQ(loaded->root(), tree_.root()) << size;
    EXPECT_EQ(loaded->root(), ledger::root_of(leaves_)) << size;
  }
}

TEST_F(LogTreeTest, DoesNotLoadMoreThanThereIs) {
  grow_to(10);
  EXPECT_EQ(load_tree(database_, 11).error().code, ErrorCode::not_found);
}

TEST_F(LogTreeTest, CallsAShortHashCorrupt) {
  grow_to(300);
  ASSERT_TRUE(database_.execute("UPDATE entries SET leaf=x'00' WHERE rowid=3"));
  EXPECT_EQ(read_subtree(database_, 2, 0).error().code, ErrorCode::corrupt);
  ASSERT_TRUE(database_.execute("UPDATE tree SET hash=x'0011'"));
  EXPECT_EQ(read_subtree(database_, 8, 0).error().code, ErrorCode::corrupt);
}

}  // namespace
}  // namespace cleangate::store
