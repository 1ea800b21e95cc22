#include "device/camera/vzenith/codec.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "device/camera/corpus_test_support.h"

namespace cleangate::camera::vzenith {
namespace {

Result<Message> decode(std::string_view context, std::string_view body) {
  const bool is_comet = take_comet(context);
  return decode_push(context, body, is_comet);
}

class VzenithPush : public testing::TestWithParam<CorpusCase> {};

TEST_P(VzenithPush, DecodesAsRecorded) {
  const Push push = split_push(GetParam().file);
  EXPECT_EQ(to_text(decode(push.context, push.body)), GetParam().want);
}

TEST_P(VzenithPush, SurvivesEveryCut) {
  cut_everywhere(GetParam(), decode);
}

TEST_P(VzenithPush, LetsNoUserNameOrPasswordOut) {
  cut_everywhere(GetParam(), [](std::string_view context, std::string_view body) {
    Result<Message> message = decode(context, body);
    const std::string text = to_text(message);
    EXPECT_EQ(text.find("admin"), std::string::npos);
    EXPECT_EQ(text.find("hunter2"), std::string::npos);
    return message;
  });
}

INSTANTIATE_TEST_SUITE_P(Corpus, VzenithPush, testing::ValuesIn(load_corpus("vzenith")), case_name);

TEST(VzenithPushes, TakeAnyPostToTheCometAddressForAPoll) {
  EXPECT_EQ(decode_push("", "", true).value().kind, Message::Kind::comet_poll);
  EXPECT_EQ(decode_push("", R"({"type":"x"})", true).value().kind, Message::Kind::comet_poll);
  EXPECT_EQ(decode_push("", "serialno=1", true).value().kind, Message::Kind::comet_poll);
}

TEST(VzenithPushes, OnTheCometAddressAreStillReadsWhenTheySaySo) {
  EXPECT_EQ(
      decode_push("", R"({"AlarmInfoPlate":{"result":{"PlateResult":{}}}})", true).value().kind,
      Message::Kind::plate);
}

TEST(VzenithPushes, AreRefusedOverTheBodyLimit) {
  const auto large = decode_push("", std::string(kMaxBodyBytes + 1, '{'), false);
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, ErrorCode::too_large);
}

TEST(VzenithPushes, WithBadBase64AreRefusedWhenThatIsAllTheyCarry) {
  EXPECT_FALSE(decode_push("", R"({"SerialData":{"data":"?"}})", false));
  EXPECT_FALSE(decode_push("", R"({"TriggerImage":{"imageFile":"?"}})", false));
  EXPECT_FALSE(decode_push("", R"({"TriggerImage":{"imageFile":""}})", false));
  EXPECT_TRUE(decode_push("", R"({"SerialData":{"data":""}})", false));
}

}  // namespace
}  // namespace cleangate::camera::vzenith
