#include "base/text.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/encoding.h"

namespace cleangate {
namespace {

using namespace std::string_literals;

TEST(Utf8, WellFormedTextIsAccepted) {
  for (const char* good : {"", "abc", "京A·12345", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80",
                           "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80",
                           "\xf4\x8f\xbf\xbf", "12345678欢迎光临12345678"}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
  EXPECT_TRUE(is_utf8("a\0b"s));
}

TEST(Utf8, IllFormedTextIsRefused) {
  for (const char* bad :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x41", "\xe0\x9f\xbf", "\xe4\xba",
        "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf0\x9f\x98", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\xff", "12345678\xff", "1234567\xe4\xba", "\xbb\xb6\xd3\xad"}) {
    EXPECT_FALSE(is_utf8(bad)) << to_hex(bad);
  }
}

TEST(Utf8, CodePointsReadBackTheSame) {
  const std::u32string points = {0,      'A',    0x7f,    0x80,     0x7ff, 0x800,
                                 0xfffd, 0xffff, 0x10000, 0x10ffff, U'京'};
  EXPECT_EQ(to_code_points(to_utf8(points)), points);
  EXPECT_EQ(to_code_points("京A"), U"京A");
}

TEST(Utf8, InvalidBytesBecomeOneReplacementForEachMaximalStart) {
  // The Unicode Standard, chapter 3, table 3-8.
  EXPECT_EQ(to_code_points("\x61\xf1\x80\x80\xe1\x80\xc2\x62\x80\x63\x80\xbf\x64"),
            U"a\ufffd\ufffd\ufffdb\ufffdc\ufffd\ufffdd");
  EXPECT_EQ(to_code_points("\xed\xa0\x80"), U"\ufffd\ufffd\ufffd");
  EXPECT_EQ(to_utf8(std::u32string{0xd800}), "\ufffd");
  EXPECT_EQ(to_utf8(std::u32string{0x110000}), "\ufffd");
}

TEST(HalfWidth, FoldsTheBlockAndTheWideBlankAndNothingBesideThem) {
  EXPECT_EQ(half_width(0xFF00), U'\uFF00');
  EXPECT_EQ(half_width(0xFF01), U'!');
  EXPECT_EQ(half_width(U'１'), U'1');
  EXPECT_EQ(half_width(0xFF5E), U'~');
  EXPECT_EQ(half_width(0xFF5F), U'\uFF5F');
  EXPECT_EQ(half_width(0x3000), U' ');
  EXPECT_EQ(half_width(U'1'), U'1');
  EXPECT_EQ(half_width(U'粤'), U'粤');
}

TEST(Gbk, KnownBytesBothWays) {
  const std::pair<const char*, const char*> vectors[] = {{"欢迎光临", "bbb6d3adb9e2c1d9"},
                                                         {"京A·12345", "bea941a1a43132333435"},
                                                         {"挂", "b9d2"},
                                                         {"鎏", "f6cc"},
                                                         {"镕", "e946"},
                                                         {"喆", "86b4"},
                                                         {"plain", "706c61696e"},
                                                         {"", ""},
                                                         {"—", "a1aa"}};
  for (const auto& [utf8, gbk] : vectors) {
    EXPECT_EQ(to_hex(utf8_to_gbk(utf8)), gbk) << utf8;
    EXPECT_EQ(*gbk_to_utf8(*from_hex(gbk)), utf8);
  }
}

TEST(Gbk, WhatItCannotWriteBecomesAQuestionMark) {
  EXPECT_EQ(utf8_to_gbk("a😀b"), "a?b");
  EXPECT_EQ(utf8_to_gbk("a\xff\xe4\xba"), "a??");
  EXPECT_EQ(utf8_to_gbk("é😀😀"), "\xa8\xa6??");
}

TEST(Gbk, BytesThatAreNoneAreRefusedAndDoNotSpoilTheNextCall) {
  EXPECT_FALSE(gbk_to_utf8("\xbb"));
  EXPECT_FALSE(gbk_to_utf8("\xff\xff"));
  EXPECT_FALSE(gbk_to_utf8("a\xb6\x20"));
  EXPECT_EQ(*gbk_to_utf8("\xbb\xb6"), "欢");
}

TEST(Gbk, TextLongerThanTheBufferIsWhole) {
  std::string utf8, gbk;
  for (int i = 0; i < 1000; ++i) {
    utf8 += i % 7 == 0 ? "x欢" : "欢";
    gbk += i % 7 == 0 ? "x\xbb\xb6" : "\xbb\xb6";
  }
  EXPECT_EQ(utf8_to_gbk(utf8), gbk);
  EXPECT_EQ(*gbk_to_utf8(gbk), utf8);
}

TEST(Gbk, ThreadsDoNotShareAConverter) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 500; ++i) EXPECT_EQ(utf8_to_gbk("欢迎"), "\xbb\xb6\xd3\xad");
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(Trim, TakesBlanksOffBothEndsOnly) {
  EXPECT_EQ(trim(" \t\r\n\v\f a b \n"), "a b");
  EXPECT_EQ(trim("a"), "a");
  EXPECT_EQ(trim("  "), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("　a"), "　a") << "the wide blank is no ASCII";
}

TEST(Case, OnlyAsciiLettersChange) {
  EXPECT_EQ(to_lower_ascii("AZaz@[`{09京É"), "azaz@[`{09京É");
  EXPECT_TRUE(equals_ignoring_case("Content-Type", "content-TYPE"));
  EXPECT_FALSE(equals_ignoring_case("a", "ab"));
  EXPECT_FALSE(equals_ignoring_case("@", "`"));
  EXPECT_TRUE(equals_ignoring_case("", ""));
}

TEST(Integer, DigitsOnly) {
  EXPECT_EQ(*parse_integer("0"), 0);
  EXPECT_EQ(*parse_integer("007"), 7);
  EXPECT_EQ(*parse_integer("9223372036854775806"), 9223372036854775806);
  EXPECT_EQ(*parse_integer("9223372036854775807"), 9223372036854775807);
  for (const char* bad : {"", "-1", "+1", " 1", "1 ", "1.0", "0x1", "1e3", "9223372036854775808",
                          "99999999999999999999", "１"}) {
    EXPECT_FALSE(parse_integer(bad)) << bad;
  }
}

TEST(CutUtf8, CutsBetweenTwoCharacters) {
  EXPECT_EQ(cut_utf8("冀R", 5), "冀R");
  EXPECT_EQ(cut_utf8("冀R", 4), "冀R");
  EXPECT_EQ(cut_utf8("冀R", 3), "冀");
  EXPECT_EQ(cut_utf8("冀R", 2), "");
  EXPECT_EQ(cut_utf8("R冀", 3), "R");
  EXPECT_EQ(cut_utf8("", 0), "");
  EXPECT_EQ(cut_utf8("\x80\x80\x80", 2), "") << "no character at all";
}

}  // namespace
}  // namespace cleangate
