#include "device/display/fk/gbk.h"

#include <gtest/gtest.h>

namespace cleangate::display::fk {
namespace {

TEST(Gbk, CutsBetweenCharacters) {
  EXPECT_EQ(to_gbk("欢迎", 4), "\xBB\xB6\xD3\xAD");
  EXPECT_EQ(to_gbk("欢迎", 3), "\xBB\xB6");
  EXPECT_EQ(to_gbk("欢迎", 5), "\xBB\xB6\xD3\xAD");
  EXPECT_EQ(to_gbk("a欢", 2), "a");
  EXPECT_EQ(to_gbk("欢", 0), "");
}

TEST(Gbk, StopsAtTheFirstCharacterThatDoesNotFit) {
  EXPECT_EQ(to_gbk("a欢b", 2), "a");
}

TEST(Gbk, DropsWhatWouldEndALine) {
  EXPECT_EQ(to_gbk(std::string_view("a\r\nb\0c\x7F", 7), 10), "abc");
}

TEST(Gbk, ReplacesWhatItHasNot) {
  EXPECT_EQ(to_gbk("a\xF0\x9F\x9A\x9A"
                   "b",
                   10),
            "a?b");
  EXPECT_EQ(to_gbk("\xFF", 10), "?");
}

}  // namespace
}  // namespace cleangate::display::fk
