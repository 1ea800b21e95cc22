#include "base/encoding.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace cleangate {
namespace {

TEST(Hex, IsWrittenLowerAndReadInEitherCase) {
  EXPECT_EQ(to_hex(std::string_view("\x00\x1f\xab\xff", 4)), "001fabff");
  EXPECT_EQ(*from_hex("001FabFf"), std::string("\x00\x1f\xab\xff", 4));
  EXPECT_EQ(to_hex(""), "");
  EXPECT_EQ(*from_hex(""), "");
}

TEST(Hex, OddLengthAndOtherCharactersAreRefused) {
  for (const char* bad : {"0", "abc", "0g", "g0", " 0", "0x", "-1",
                          "\xff"
                          "0"}) {
    EXPECT_FALSE(from_hex(bad)) << bad;
  }
}

TEST(Base64, FollowsTheVectorsOfRfc4648) {
  const std::pair<const char*, const char*> vectors[] = {// RFC 4648 section 10
                                                         {"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(*from_base64(text), bytes);
  }
}

TEST(Base64, EveryLengthReadsBackTheSame) {
  SeededRandom random(5);
  for (std::size_t n = 0; n < 300; ++n) {
    const std::string bytes = random.bytes(n);
    EXPECT_EQ(*from_base64(to_base64(bytes)), bytes) << n;
  }
}

TEST(Base64, ReadsBackTextLongerThanOnePiece) {
  SeededRandom random(6);
  for (const std::size_t n : {(3u << 20) - 1, 3u << 20, (3u << 20) + 1, (9u << 20) + 2}) {
    const std::string bytes = random.bytes(n);
    const std::string text = to_base64(bytes);
    EXPECT_EQ(text.size(), (n + 2) / 3 * 4);
    EXPECT_TRUE(*from_base64(text) == bytes) << n;
  }
}

TEST(Base64, IsStrictAboutPaddingAndCharacters) {
  for (const char* bad :
       {"Z", "Zg", "Zg=", "Zg===", "=", "==", "====", "Z===", "Zg==Zg==", "Zm9vZg==\n", "Zm9 ",
        "Zm\n9v", "Zm-_", "Zg=a", "Z=g=", "Zm9v=", "Zm9\xff", "Zh==", "Zm9="}) {
    const auto read = from_base64(bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.error().code, ErrorCode::invalid);
  }
}

TEST(Base64, OneWrongCharacterAnywhereIsFound) {
  const std::string good = to_base64(std::string(50, 'x'));
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = '*';
    EXPECT_FALSE(from_base64(bad)) << i;
  }
}

TEST(BigEndian, IntegersAreWrittenAndReadBack) {
  std::string out;
  put_u16(out, 0x0102);
  put_u32(out, 0x03040506);
  put_u64(out, 0x0708090a0b0c0d0eu);
  EXPECT_EQ(to_hex(out), "0102030405060708090a0b0c0d0e");
  out += '\xff';
  ByteReader reader(out);
  EXPECT_EQ(*reader.u16(), 0x0102);
  EXPECT_EQ(*reader.u32(), 0x03040506u);
  EXPECT_EQ(*reader.u64(), 0x0708090a0b0c0d0eu);
  EXPECT_FALSE(reader.done());
  EXPECT_EQ(*reader.u8(), 0xff);
  EXPECT_TRUE(reader.done());
}

TEST(ByteReader, TakesWhatIsThereAndNotAByteMore) {
  ByteReader exact("abcd");
  EXPECT_EQ(*exact.take(4), "abcd");
  EXPECT_EQ(*exact.take(0), "");
  ByteReader reader("abcd");
  EXPECT_EQ(*reader.take(1), "a");
  EXPECT_EQ(reader.rest(), "bcd");
  const auto too_much = reader.take(4);
  ASSERT_FALSE(too_much);
  EXPECT_EQ(too_much.error().code, ErrorCode::invalid);
  EXPECT_FALSE(reader.u8()) << "what follows a short read fails too";
  EXPECT_FALSE(ByteReader("a").u16());
  EXPECT_FALSE(ByteReader("abc").u32());
  EXPECT_FALSE(ByteReader("abcdefg").u64());
  EXPECT_FALSE(ByteReader("abc").take(static_cast<std::size_t>(-1)));
}

TEST(ConstantTime, EqualityIsThatOfTheBytes) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
  EXPECT_FALSE(equal_in_constant_time("secret", "secreT"));
  EXPECT_FALSE(equal_in_constant_time("secret", "secre"));
  EXPECT_FALSE(equal_in_constant_time("", "s"));
}

}  // namespace
}  // namespace cleangate
