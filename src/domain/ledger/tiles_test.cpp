#include <gtest/gtest.h>

#include "base/random.h"
#include "domain/ledger/merkle.h"
#include "domain/ledger/testing.h"

namespace cleangate::ledger {
namespace {

using testing::Levels;
using testing::test_leaves;

struct PathRow {
  TilePath path;
  const char* text;
};
const PathRow kPaths[] = {
    {{0, 0, 256}, "tile/0/000"},
    {{0, 255, 256}, "tile/0/255"},
    {{0, 256, 256}, "tile/0/256"},
    {{0, 257, 256}, "tile/0/257"},
    {{0, 999, 256}, "tile/0/999"},
    {{0, 1000, 256}, "tile/0/x001/000"},
    {{0, 1234, 17}, "tile/0/x001/234.p/17"},
    {{0, 1234067, 256}, "tile/0/x001/x234/067"},
    {{1, 0, 1}, "tile/1/000.p/1"},
    {{1, 0, 255}, "tile/1/000.p/255"},
    {{63, 273, 112}, "tile/63/273.p/112"},
    {{kEntriesLevel, 1234, 256}, "tile/entries/x001/234"},
    {{kEntriesLevel, 0, 8}, "tile/entries/000.p/8"},
    {{0, ~std::uint64_t{0}, 256}, "tile/0/x018/x446/x744/x073/x709/x551/615"},
};

TEST(TilePath, IsWrittenAndReadAsTheSpecificationSays) {
  for (const PathRow& row : kPaths) {
    EXPECT_EQ(to_text(row.path), row.text);
    const auto read = parse_tile_path(row.text);
    ASSERT_TRUE(read) << row.text;
    EXPECT_EQ(*read, row.path) << row.text;
  }
}

TEST(TilePath, HasOneSpellingOnly) {
  for (const char* text : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "tile//000",
                           "tile/00/000",
                           "tile/64/000",
                           "tile/-1/000",
                           "tile/+1/000",
                           "tile/0/0",
                           "tile/0/00",
                           "tile/0/0000",
                           "tile/0/x00",
                           "tile/0/x001",
                           "tile/0/x001/",
                           "tile/0/001/234",
                           "tile/0/x000/001",
                           "tile/0/x001/x234",
                           "tile/0/000.p",
                           "tile/0/000.p/",
                           "tile/0/000.p/0",
                           "tile/0/000.p/256",
                           "tile/0/000.p/01",
                           "tile/0/000.p/1/",
                           "tile/0/000.p/1.p/1",
                           "tile/0/000/",
                           "/tile/0/000",
                           "tile/0/abc",
                           "tile/Entries/000",
                           "tile/entries",
                           "tile/0/x018/x446/x744/x073/x709/x551/616",
                           "tile/0/x001/x018/x446/x744/x073/x709/x551/615",
                           "tile/0/000 ",
                           "tile/0/../000"}) {
    const auto read = parse_tile_path(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, ErrorCode::invalid);
  }
}

std::uint64_t full_tiles(unsigned level, std::uint64_t size) {
  std::uint64_t index = 0;
  while (tile_width(level, index, size) == kTileWidth) ++index;
  return index;
}

TEST(Tiles, OfSeventyThousandEntriesAreThoseOfTheSpecification) {
  constexpr std::uint64_t kSize = 70'000;  // example of C2SP tlog-tiles
  EXPECT_EQ(full_tiles(0, kSize), 273u);
  EXPECT_EQ(tile_width(0, 273, kSize), 112u);
  EXPECT_EQ(tile_width(0, 274, kSize), 0u);
  EXPECT_EQ(full_tiles(1, kSize), 1u);
  EXPECT_EQ(tile_width(1, 1, kSize), 17u);
  EXPECT_EQ(full_tiles(2, kSize), 0u);
  EXPECT_EQ(tile_width(2, 0, kSize), 1u);
  EXPECT_EQ(tile_width(3, 0, kSize), 0u);
  EXPECT_EQ(tile_width(kEntriesLevel, 273, kSize), 112u);
}

TEST(Tiles, WidthsAreRightAroundAFullTile) {
  EXPECT_EQ(tile_width(0, 0, 0), 0u);
  EXPECT_EQ(tile_width(0, 0, 1), 1u);
  EXPECT_EQ(tile_width(0, 0, 255), 255u);
  EXPECT_EQ(tile_width(0, 0, 256), 256u);
  EXPECT_EQ(tile_width(0, 1, 256), 0u);
  EXPECT_EQ(tile_width(0, 0, 257), 256u);
  EXPECT_EQ(tile_width(0, 1, 257), 1u);
  EXPECT_EQ(tile_width(1, 0, 255), 0u);
  EXPECT_EQ(tile_width(1, 0, 256), 1u);
  const std::uint64_t most = ~std::uint64_t{0};
  EXPECT_EQ(tile_width(7, 0, most), 255u);
  EXPECT_EQ(tile_width(8, 0, most), 0u);
  EXPECT_EQ(tile_width(63, 0, most), 0u);
  EXPECT_EQ(tile_width(0, most, most), 0u);
}

/// The stored form of a tile, from all subtrees.
std::string tile_bytes(const Levels& tree, const TilePath& path) {
  std::string bytes;
  const auto& hashes = tree.at(path.level * kTileHeight);
  for (std::uint64_t i = 0; i < path.width; ++i) {
    bytes += hashes.at(path.index * kTileWidth + i).view();
  }
  return bytes;
}

TEST(Tiles, GiveEveryWholeSubtreeAndNoOther) {
  constexpr std::size_t kSize = 70'000;
  const auto leaves = test_leaves(kSize);
  const Levels tree(leaves);
  const TileReader tiles = [&](const TilePath& path) -> Result<std::string> {
    return tile_bytes(tree, path);
  };
  const auto read = subtrees_from_tiles(kSize, tiles);
  for (unsigned level = 0; level <= 16; ++level) {
    const std::uint64_t whole = kSize >> level;
    for (std::uint64_t index = 0; index < whole; index += 1 + whole / 7) {
      EXPECT_EQ(read(level, index).value(), tree.at(level)[index]);
    }
    EXPECT_EQ(read(level, whole - 1).value(), tree.at(level)[whole - 1]);
    EXPECT_EQ(read(level, whole).error().code, ErrorCode::invalid);
  }
  EXPECT_EQ(read(17, 0).error().code, ErrorCode::invalid);
  EXPECT_EQ(read(64, 0).error().code, ErrorCode::invalid);
  EXPECT_EQ(tree_root(kSize, read).value(), root_of(leaves));
}

TEST(Tiles, ProofsOfALargeTreeComeFromTilesAlone) {
  constexpr std::size_t kSize = 66'000;
  const auto leaves = test_leaves(kSize);
  const Levels tree(leaves);
  SeededRandom random(6962);
  for (int round = 0; round < 200; ++round) {
    const std::uint64_t to = 1 + random.below(kSize);
    const std::uint64_t from = 1 + random.below(to);
    const std::uint64_t index = random.below(to);
    const auto read = subtrees_from_tiles(to, [&](const TilePath& path) -> Result<std::string> {
      EXPECT_EQ(path.width, tile_width(path.level, path.index, to));
      return tile_bytes(tree, path);
    });
    const Hash from_root = tree_root(from, tree.reader(from)).value();
    const Hash to_root = tree_root(to, tree.reader(to)).value();
    EXPECT_TRUE(verify_inclusion(leaves[index], index, to, inclusion_proof(index, to, read).value(),
                                 to_root));
    EXPECT_TRUE(verify_consistency(from, to, consistency_proof(from, to, read).value(), from_root,
                                   to_root));
  }
}

TEST(Tiles, AShortTileIsCorruptAndAReadersErrorIsHandedOn) {
  const Levels tree(test_leaves(300));
  const auto cut = subtrees_from_tiles(300, [&](const TilePath& path) -> Result<std::string> {
    std::string bytes = tile_bytes(tree, path);
    bytes.pop_back();
    return bytes;
  });
  EXPECT_TRUE(cut(0, 254));
  EXPECT_EQ(cut(0, 255).error().code, ErrorCode::corrupt);
  EXPECT_EQ(cut(7, 1).error().code, ErrorCode::corrupt);
  const auto broken = subtrees_from_tiles(300, [](const TilePath&) -> Result<std::string> {
    return fail(ErrorCode::unavailable, "disk");
  });
  EXPECT_EQ(broken(0, 0).error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace cleangate::ledger
