#include "base/json.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace cleangate {
namespace {

TEST(Json, EachKindAnswersToItsOwnNameOnly) {
  EXPECT_TRUE(Json().is_null());
  EXPECT_TRUE(Json(nullptr).is_null());
  EXPECT_EQ(Json(true).boolean(), true);
  EXPECT_FALSE(Json(1).boolean());
  EXPECT_EQ(Json(7).integer(), 7);
  EXPECT_EQ(Json(7).number(), 7.0);
  EXPECT_EQ(Json(7u).integer(), 7);
  EXPECT_FALSE(Json(7.0).integer());
  EXPECT_EQ(Json(7.5).number(), 7.5);
  EXPECT_FALSE(Json("7").integer());
  EXPECT_FALSE(Json("7").number());
  EXPECT_EQ(Json("京A").text(), "京A");
  EXPECT_FALSE(Json(true).text());
  EXPECT_TRUE(Json::array().is_array());
  EXPECT_TRUE(Json::object().is_object());
  EXPECT_TRUE(Json("x").is_text());
  EXPECT_TRUE(Json("x").items().empty());
  EXPECT_TRUE(Json("x").members().empty());
}

TEST(Json, OptionalValuesAreNullWhenEmpty) {
  EXPECT_TRUE(Json(std::optional<int>()).is_null());
  EXPECT_EQ(Json(std::optional<int>(3)).integer(), 3);
  EXPECT_EQ(Json(std::optional<std::string>("a")).text(), "a");
  EXPECT_TRUE(Json(std::optional<std::string_view>()).is_null());
}

TEST(Json, UnsignedIntegersBeyondInt64BecomeDoubles) {
  const auto top = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(Json(top).integer(), std::numeric_limits<std::int64_t>::max());
  EXPECT_FALSE(Json(top + 1).integer());
  EXPECT_EQ(Json(top + 1).number(), 9223372036854775808.0);
}

TEST(Json, MembersAreFoundAtAnyDepthAndMissingOnesAreNull) {
  const Json json = Json::object({{"a", Json::object({{"b", "c"}})}, {"n", Json()}});
  EXPECT_EQ(json["a"]["b"].text(), "c");
  EXPECT_TRUE(json["x"]["y"]["z"].is_null());
  EXPECT_TRUE(json["a"]["b"]["c"].is_null());
  EXPECT_TRUE(json.has("n"));
  EXPECT_FALSE(json.has("x"));
  EXPECT_FALSE(Json("a").has("a"));
}

TEST(Json, SetAddsOrReplacesAndKeepsTheOrder) {
  Json json;
  json.set("b", 1).set("a", 2).set("b", 3);
  EXPECT_EQ(json.dump(), R"({"b":3,"a":2})");
  Json list;
  list.push(1);
  list.push("x");
  EXPECT_EQ(list.dump(), R"([1,"x"])");
  EXPECT_THROW(list.set("a", 1), std::logic_error);
  EXPECT_THROW(json.push(1), std::logic_error);
}

TEST(Json, IsWrittenCompactly) {
  const Json json = Json::object({{"empty", Json::object()},
                                  {"list", Json::array({1, -2, true, false, Json(), "x"})},
                                  {"none", Json::array()}});
  EXPECT_EQ(json.dump(), R"({"empty":{},"list":[1,-2,true,false,null,"x"],"none":[]})");
}

TEST(Json, TextIsEscapedAsRfc8259Asks) {
  EXPECT_EQ(Json("\"\\/\b\f\n\r\t\x01\x1f\x7f").dump(),
            "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"");
  EXPECT_EQ(Json(std::string(1, '\0')).dump(), "\"\\u0000\"");
  EXPECT_EQ(Json("京A·😀").dump(), "\"京A·😀\"");
  EXPECT_EQ(Json::object({{"a\"b", 1}}).dump(), R"({"a\"b":1})");
}

TEST(Json, BytesThatAreNotUtf8DoNotSpoilTheDocument) {
  EXPECT_EQ(Json("a\xff"
                 "b")
                .dump(),
            "\"a\ufffdb\"");
  EXPECT_EQ(Json::object({{"\xbb\xb6", 1}}).dump(), "{\"\ufffd\ufffd\":1}");
}

TEST(Json, NumbersAreShortestAndKeepTheirKind) {
  EXPECT_EQ(Json(std::numeric_limits<std::int64_t>::min()).dump(), "-9223372036854775808");
  EXPECT_EQ(Json(0.1).dump(), "0.1");
  EXPECT_EQ(Json(0.1 + 0.2).dump(), "0.30000000000000004");
  EXPECT_EQ(Json(1.0).dump(), "1.0");
  EXPECT_EQ(Json(-0.0).dump(), "-0.0");
  EXPECT_EQ(Json(1e300).dump(), "1e+300");
  EXPECT_EQ(Json(5e-324).dump(), "5e-324");
  EXPECT_EQ(Json(std::numeric_limits<double>::max()).dump(), "1.7976931348623157e+308");
  EXPECT_EQ(Json(std::nan("")).dump(), "null");
  EXPECT_EQ(Json(HUGE_VAL).dump(), "null");
}

TEST(Json, EqualityIsByKindAndValue) {
  EXPECT_EQ(Json(1), Json(1));
  EXPECT_NE(Json(1), Json(1.0));
  EXPECT_NE(Json(0), Json(false));
  EXPECT_NE(Json(), Json::object());
  EXPECT_EQ(Json::object({{"a", 1}}), Json::object({{"a", 1}}));
  EXPECT_NE(Json::object({{"a", 1}, {"b", 2}}), Json::object({{"b", 2}, {"a", 1}}));
}

}  // namespace
}  // namespace cleangate
