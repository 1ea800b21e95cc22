#include "store/open_tiles.h"

#include <gtest/gtest.h>

namespace cleangate::store {
namespace {

Hash leaf(std::uint64_t i) {
  return ledger::leaf_hash(std::to_string(i));
}

TEST(OpenTiles, HasTheRootOfTheTreeAtEverySize) {
  OpenTiles tiles;
  ledger::CompactRange tree;
  EXPECT_EQ(tiles.root(), ledger::empty_root());
  for (std::uint64_t i = 0; i < 1100; ++i) {
    tiles.append(leaf(i));
    tree.append(leaf(i));
    ASSERT_EQ(tiles.root(), tree.root()) << "size " << i + 1;
  }
}

TEST(OpenTiles, TellsOfTheTileThatBecomesFullAndOnlyThen) {
  OpenTiles tiles;
  for (std::uint64_t i = 0; i < 255; ++i) EXPECT_TRUE(tiles.append(leaf(i)).empty());
  const auto first = tiles.append(leaf(255));
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].level, 8u);
  EXPECT_EQ(first[0].index, 0u);
  EXPECT_EQ(first[0].hash, tiles.root());
  EXPECT_TRUE(tiles.append(leaf(256)).empty());
}

TEST(OpenTiles, FillsTwoLevelsAtOnceAt65536) {
  OpenTiles tiles;
  for (std::uint64_t i = 0; i < 65535; ++i) tiles.append(leaf(i % 7));
  const auto full = tiles.append(leaf(0));
  ASSERT_EQ(full.size(), 2u);
  EXPECT_EQ(full[0].level, 8u);
  EXPECT_EQ(full[0].index, 255u);
  EXPECT_EQ(full[1].level, 16u);
  EXPECT_EQ(full[1].index, 0u);
}

TEST(OpenTiles, RefusesHashesThatAreCutShort) {
  EXPECT_FALSE(OpenTiles::range_of(std::string(31, 'x')));
  EXPECT_TRUE(OpenTiles::range_of(std::string(32, 'x')));
  EXPECT_FALSE(OpenTiles::range_of(std::string(33, 'x')));
}

TEST(OpenTiles, GoesOnFromWhatIsStored) {
  for (const std::uint64_t size : {0u, 1u, 255u, 256u, 257u, 600u}) {
    OpenTiles whole;
    std::string leaves, level8;
    for (std::uint64_t i = 0; i < size; ++i) {
      leaves += leaf(i).view();
      for (const auto& full : whole.append(leaf(i))) level8 += full.hash.view();
    }
    auto loaded = OpenTiles::load(
        size, [&](unsigned level, std::uint64_t from, std::uint64_t count) -> Result<std::string> {
          return (level == 0 ? leaves : level8).substr(from * 32, count * 32);
        });
    ASSERT_TRUE(loaded);
    for (std::uint64_t i = size; i < size + 300; ++i) {
      loaded->append(leaf(i));
      whole.append(leaf(i));
    }
    EXPECT_EQ(loaded->root(), whole.root()) << size;
  }
}

}  // namespace
}  // namespace cleangate::store
