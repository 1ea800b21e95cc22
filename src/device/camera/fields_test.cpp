#include "device/camera/fields.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/text.h"

namespace cleangate::camera {
namespace {

TEST(Fields, ReadNumbersHoweverTheyAreWritten) {
  EXPECT_EQ(integer_of(Json(7)), 7);
  EXPECT_EQ(integer_of(Json("7")), 7);
  EXPECT_EQ(integer_of(Json(" -7 ")), -7);
  EXPECT_EQ(integer_of(Json(6.6)), 7);
  EXPECT_EQ(integer_of(Json(true)), 1);
  EXPECT_EQ(integer_of(Json("7x")), std::nullopt);
  EXPECT_EQ(integer_of(Json("")), std::nullopt);
  EXPECT_EQ(integer_of(Json("--7")), std::nullopt);
  EXPECT_EQ(integer_of(Json()), std::nullopt);
  EXPECT_EQ(integer_of(Json(1e300)), std::nullopt);
}

TEST(Fields, ReadFlagsHoweverTheyAreWritten) {
  EXPECT_TRUE(flag_of(Json(true)));
  EXPECT_TRUE(flag_of(Json(1)));
  EXPECT_TRUE(flag_of(Json("1")));
  EXPECT_TRUE(flag_of(Json("True")));
  EXPECT_FALSE(flag_of(Json(0)));
  EXPECT_FALSE(flag_of(Json("0")));
  EXPECT_FALSE(flag_of(Json("false")));
  EXPECT_FALSE(flag_of(Json()));
}

TEST(Fields, ReadTextOfAnyPlainValue) {
  EXPECT_EQ(text_of(Json("a")), "a");
  EXPECT_EQ(text_of(Json(3)), "3");
  EXPECT_EQ(text_of(Json(1.5)), "1.5");
  EXPECT_EQ(text_of(Json(false)), "false");
  EXPECT_EQ(text_of(Json()), "");
  EXPECT_EQ(text_of(Json::object()), "");
}

TEST(Fields, ReadPercentOnlyWithinItsRange) {
  EXPECT_EQ(percent_of("0"), 0);
  EXPECT_EQ(percent_of("98"), 98);
  EXPECT_EQ(percent_of(" 98.5 "), 99);
  EXPECT_EQ(percent_of("100"), 100);
  for (const char* wrong : {"", "-1", "100.1", "101", "nan", "98%", "unknown"}) {
    EXPECT_EQ(percent_of(wrong), std::nullopt) << wrong;
  }
}

TEST(Fields, DecodeGbkBodies) {
  const std::string gbk = utf8_to_gbk("{\"a\":\"粤B12345\"}");
  EXPECT_EQ(parse_device_json(gbk).value()["a"].text(), "粤B12345");
  EXPECT_EQ(parse_device_json("\xEF\xBB\xBF{\"a\":1}").value()["a"].integer(), 1);
  EXPECT_FALSE(parse_device_json("\xFF\xFF"));
  EXPECT_FALSE(parse_device_json("[]"));
  EXPECT_FALSE(parse_device_json(""));
}

TEST(Fields, RefuseJsonBelowTheDepthLimit) {
  const auto nested = [](std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += "{\"a\":";
    text += "1";
    text.append(depth, '}');
    return text;
  };
  EXPECT_TRUE(parse_device_json(nested(kMaxDocumentDepth)));
  const auto deeper = parse_device_json(nested(kMaxDocumentDepth + 1));
  ASSERT_FALSE(deeper);
  EXPECT_EQ(deeper.error().code, ErrorCode::too_large);
}

TEST(Fields, ForgiveBase64OfPictures) {
  EXPECT_EQ(picture_bytes("/9j/2Q==").value(), "\xFF\xD8\xFF\xD9");
  EXPECT_EQ(picture_bytes("/9j/\r\n2Q==\r\n").value(), "\xFF\xD8\xFF\xD9");
  EXPECT_EQ(picture_bytes("_9j_2Q").value(), "\xFF\xD8\xFF\xD9");
  EXPECT_EQ(picture_bytes("/9j/2R==").value(), "\xFF\xD8\xFF\xD9");
  EXPECT_EQ(picture_bytes("data:image/jpeg;base64,/9j/2Q==").value(), "\xFF\xD8\xFF\xD9");
  EXPECT_EQ(picture_bytes("").value(), "");
  EXPECT_FALSE(picture_bytes("/9j/2"));
  EXPECT_FALSE(picture_bytes("/9j/2Q!="));
  EXPECT_FALSE(picture_bytes("data:nothing"));
}

TEST(Fields, MakeKeysThatCannotCollideByTheirSeparator) {
  EXPECT_EQ(make_key({"a", "b"}), "a|b");
  EXPECT_EQ(make_key({"a", "", "b"}), "a||b");
  EXPECT_NE(make_key({"a|b", "c"}), make_key({"a", "b|c"}));
  EXPECT_NE(make_key({"a\\", "b"}), make_key({"a\\|b"}));
}

TEST(Fields, HashKeysBeyondTwoHundredBytes) {
  EXPECT_EQ(make_key({std::string(200, 'x')}), std::string(200, 'x'));
  EXPECT_TRUE(make_key({std::string(201, 'x')}).starts_with("sha256:"));
  EXPECT_EQ(make_key({std::string(201, 'x')}).size(), 7u + 64u);
}

TEST(Fields, GiveAReadWithoutIdAndTimeTheHashOfItsBody) {
  Message message;
  settle_key(message, "make", "body");  // no read, no key
  message.plate.emplace();
  settle_key(message, "make", "body");
  const std::string key = message.plate->vendor_key;
  EXPECT_TRUE(key.starts_with("make|body|"));
  settle_key(message, "make", "another");
  EXPECT_EQ(message.plate->vendor_key, key);
  message.plate->vendor_key.clear();
  settle_key(message, "make", "another");
  EXPECT_NE(message.plate->vendor_key, key);
}

TEST(Fields, CutFactsBetweenCharacters) {
  Json facts = Json::object();
  add_fact(facts, "short", "x");
  add_fact(facts, "nothing", "");
  add_fact(facts, "long", std::string(199, 'x') + "粤");
  EXPECT_EQ(facts.dump(), "{\"short\":\"x\",\"long\":\"" + std::string(199, 'x') + "\"}");
}

TEST(Fields, SettleThePlateFromItsText) {
  PlateReading read;
  read.plate_text = "粤z·9065澳";
  settle_plate(read);
  EXPECT_EQ(read.plate, "粤Z9065澳");
  EXPECT_EQ(read.plate_class, plate::PlateClass::hk_macau);
  read.plate_text = "_无_";
  settle_plate(read);
  EXPECT_EQ(read.plate, "");
  EXPECT_EQ(read.plate_class, plate::PlateClass::none);
  read.plate_text = std::string(kMaxPlateCharacters + 1, 'A');
  settle_plate(read);
  EXPECT_TRUE(read.plate_cut);
}

TEST(Fields, WriteNoRectangleOfZeros) {
  EXPECT_EQ(rect_text(0, 0, 0, 0), "");
  EXPECT_EQ(rect_text(1, 2, 3, 4), R"({"left":1,"top":2,"right":3,"bottom":4})");
}

}  // namespace
}  // namespace cleangate::camera
