#include "domain/plate/pattern.h"

#include <gtest/gtest.h>

namespace cleangate::plate {
namespace {

std::u32string accepted(char32_t kind, std::u32string_view candidates) {
  std::u32string out;
  for (const char32_t c : candidates) {
    if (matches(std::u32string(1, kind), std::u32string(1, c))) out += c;
  }
  return out;
}

TEST(Pattern, EachKindTakesItsCharactersAndNoNeighbour) {
  constexpr std::u32string_view kAscii = U"/09:@ABCDEFGHIJKLMNOPQRSTUVWXYZ[a";
  EXPECT_EQ(accepted('d', kAscii), U"09");
  EXPECT_EQ(accepted('u', kAscii), U"ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  EXPECT_EQ(accepted('x', kAscii), U"09ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  EXPECT_EQ(accepted('l', kAscii), U"ABCDEFGHJKLMNPQRSTUVWXYZ");
  EXPECT_EQ(accepted('a', kAscii), U"09ABCDEFGHJKLMNPQRSTUVWXYZ");
  EXPECT_EQ(accepted('n', kAscii), U"ABCDEFGHJK");
  EXPECT_EQ(accepted('s', kAscii), U"SX");
  EXPECT_EQ(accepted('p', U"京琼港澳A"), U"京琼");
  EXPECT_EQ(accepted(U'挂', U"挂学"), U"挂");
}

TEST(Pattern, MatchesOnlyTheWholeText) {
  EXPECT_TRUE(matches(U"pd", U"京1"));
  EXPECT_FALSE(matches(U"pd", U"京"));
  EXPECT_FALSE(matches(U"pd", U"京12"));
  EXPECT_TRUE(matches(U"", U""));
}

}  // namespace
}  // namespace cleangate::plate
