#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <memory>

#include "base/json.h"
#include "base/limits.h"
#include "base/random.h"

namespace cleangate {
namespace {

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

TEST(JsonParse, ReadsEveryKind) {
  const auto json = parse_json(
      R"( {"a":null,"b":true,"c":-12,"d":1.5e2,"e":"x\u4eac\ud83d\ude00\n","f":[],"g":{},"":0} )");
  ASSERT_TRUE(json) << json.error().message;
  EXPECT_TRUE((*json)["a"].is_null());
  EXPECT_TRUE(json->has("a"));
  EXPECT_EQ((*json)["b"].boolean(), true);
  EXPECT_EQ((*json)["c"].integer(), -12);
  EXPECT_EQ((*json)["d"].number(), 150.0);
  EXPECT_FALSE((*json)["d"].integer());
  EXPECT_EQ((*json)["e"].text(), "x京😀\n");
  EXPECT_TRUE((*json)["f"].is_array());
  EXPECT_TRUE((*json)["g"].is_object());
  EXPECT_EQ((*json)[""].integer(), 0);
}

TEST(JsonParse, ScalarsMayStandAlone) {
  EXPECT_EQ(parse_json("7")->integer(), 7);
  EXPECT_EQ(parse_json("\"\"")->text(), "");
  EXPECT_TRUE(parse_json("null")->is_null());
}

TEST(JsonParse, WrittenValuesReadBackTheSame) {
  for (const char* text :
       {R"({"b":3,"a":[1,-2,true,null,"x",{"y":[[]]}],"t":"\"\\\u0000\u001f京","n":-0.0})",
        "[1.0,0.1,1e+300,5e-324,-9223372036854775808,9223372036854775807]", "\"\"", "[]", "{}"}) {
    const auto json = parse_json(text);
    ASSERT_TRUE(json) << text;
    EXPECT_EQ(json->dump(), text);
    EXPECT_EQ(*parse_json(json->dump()), *json);
  }
}

TEST(JsonParse, DoublesAreExact) {
  SeededRandom random(11);
  for (int i = 0; i < 20'000; ++i) {
    double value = 0;
    const std::uint64_t bits = random.next();
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    const auto read = parse_json(Json(value).dump());
    ASSERT_TRUE(read);
    ASSERT_EQ(read->number(), value) << Json(value).dump();
  }
  EXPECT_EQ(parse_json("9007199254740993.0")->number(), 9007199254740992.0);
  EXPECT_EQ(parse_json("0." + std::string(5000, '0') + "1")->number(), 0.0);
  EXPECT_EQ(parse_json("1e-400")->number(), 0.0);
}

TEST(JsonParse, IntegersBeyondInt64BecomeDoublesAndInfinityIsRefused) {
  EXPECT_EQ(parse_json("9223372036854775807")->integer(), 9223372036854775807);
  EXPECT_FALSE(parse_json("9223372036854775808")->integer());
  EXPECT_EQ(parse_json("9223372036854775808")->number(), 9223372036854775808.0);
  EXPECT_EQ(parse_json("18446744073709551616")->number(), 18446744073709551616.0);
  EXPECT_EQ(parse_json("-9223372036854775809")->number(), -9223372036854775808.0);
  EXPECT_FALSE(parse_json("1e400"));
  EXPECT_FALSE(parse_json("-1e400"));
}

TEST(JsonParse, ARepeatedKeyKeepsItsFirstValue) {
  EXPECT_EQ(parse_json(R"({"a":1,"b":2,"a":3,"a":4})")->dump(), R"({"a":1,"b":2})");
  for (const int keys : {15, 16, 17, 1000}) {  // both ways of looking for them
    std::string text = "{", want = "{";
    for (int i = 0; i < keys; ++i) {
      const std::string key = std::to_string(i * 7919 % 1009);
      text += "\"" + key + "\":" + std::to_string(i) + ",";
      want += "\"" + key + "\":" + std::to_string(i) + (i + 1 < keys ? "," : "}");
    }
    text += R"("0":"late","7919":1,"0":"later"})";
    want.insert(want.size() - 1, ",\"7919\":1");
    EXPECT_EQ(parse_json(text)->dump(), want) << keys;
  }
}

class NotJson : public testing::TestWithParam<const char*> {};

TEST_P(NotJson, IsRefused) {
  const auto read = parse_json(GetParam());
  ASSERT_FALSE(read) << GetParam();
  EXPECT_EQ(read.error().code, ErrorCode::invalid);
}

INSTANTIATE_TEST_SUITE_P(Bad, NotJson,
                         testing::Values("", " ", "{", "}", "[1,]", "{\"a\":1,}", "{a:1}",
                                         "{'a':1}", "[1 2]", "01", "1.", ".5", "+1", "-", "1e",
                                         "NaN", "Infinity", "tru", "nul", "\"", "\"\\x\"", "\"\n\"",
                                         "\"\\u12g4\"", "\"\\ud800\"", "\"\\udc00\"", "1 2", "{} x",
                                         "[] ]", "// c\n1", "\xef\xbb\xbf{}", "\"\xff\"",
                                         "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"\xe4\xba\"",
                                         "{\"\xff\":1}", "{\"a\" 1}", "{\"a\":}", "{1:1}"));

TEST(JsonParse, ErrorsNameThePlace) {
  EXPECT_NE(parse_json("{\"a\":x}").error().message.find("byte 5"), std::string::npos)
      << parse_json("{\"a\":x}").error().message;
}

TEST(JsonParse, EveryCutIsRefusedAndReadsNoByteTooFar) {
  const std::string whole = R"({"a":[1,-2.5e3,true,null,"x\u4eac京",{"y":false}],"b":"c"})";
  for (std::size_t n = 0; n < whole.size(); ++n) {
    const auto copy = std::make_unique<char[]>(n);  // so that a sanitizer sees one byte too far
    std::copy_n(whole.data(), n, copy.get());
    EXPECT_FALSE(parse_json({copy.get(), n})) << n;
  }
  EXPECT_TRUE(parse_json(whole));
}

TEST(JsonParse, DepthIsLimited) {
  EXPECT_TRUE(parse_json(nested(kMaxDocumentDepth - 1)));
  EXPECT_TRUE(parse_json(nested(kMaxDocumentDepth)));
  const auto deeper = parse_json(nested(kMaxDocumentDepth + 1));
  ASSERT_FALSE(deeper);
  EXPECT_EQ(deeper.error().code, ErrorCode::too_large);
  EXPECT_TRUE(parse_json(nested(3), 3));
  EXPECT_FALSE(parse_json(nested(4), 3));
  EXPECT_FALSE(parse_json(std::string(1'000'000, '[')));
}

TEST(JsonParse, TheNumberOfValuesIsLimited) {
  const auto document = [](std::size_t values) {  // one array and its items
    std::string text = "[";
    for (std::size_t i = 2; i < values; ++i) text += "0,";
    return text + "0]";
  };
  EXPECT_TRUE(parse_json(document(kMaxJsonValues - 1)));
  EXPECT_TRUE(parse_json(document(kMaxJsonValues)));
  const auto more = parse_json(document(kMaxJsonValues + 1));
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, ErrorCode::too_large);
}

TEST(JsonParse, APhotoOfTwelveMegabytesComesThroughWhole) {
  std::string photo(std::size_t{12} << 20, 'A');
  for (std::size_t i = 0; i < photo.size(); i += 977) photo[i] = '/';
  const auto plain = parse_json("{\"imageFile\":\"" + photo + "\"}");
  ASSERT_TRUE(plain);
  EXPECT_TRUE((*plain)["imageFile"].text() == photo);
  std::string escaped;
  for (const char c : photo) escaped += c == '/' ? std::string("\\/") : std::string(1, c);
  const auto parts = parse_json("[\"" + escaped + "\"]");
  ASSERT_TRUE(parts);
  EXPECT_TRUE(parts->items().front().text() == photo);
}

TEST(JsonParse, AnObjectOfManyKeysIsReadInReasonableTime) {
  std::string text = "{";
  for (int i = 0; i < 300'000; ++i) text += "\"" + std::to_string(i % 150'000) + "\":0,";
  text += "\"last\":1}";
  const auto json = parse_json(text);  // by comparing each with each: minutes
  ASSERT_TRUE(json);
  EXPECT_EQ(json->members().size(), 150'001u);
}

}  // namespace
}  // namespace cleangate
