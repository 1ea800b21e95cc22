#include "device/camera/hikvision/codec.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "device/camera/corpus_test_support.h"

namespace cleangate::camera::hikvision {
namespace {

class HikvisionPush : public testing::TestWithParam<CorpusCase> {};

TEST_P(HikvisionPush, DecodesAsRecorded) {
  const Push push = split_push(GetParam().file);
  EXPECT_EQ(to_text(decode_push(push.context, push.body)), GetParam().want);
}

TEST_P(HikvisionPush, SurvivesEveryCut) {
  cut_everywhere(GetParam(), decode_push);
}

INSTANTIATE_TEST_SUITE_P(Corpus, HikvisionPush, testing::ValuesIn(load_corpus("hikvision")),
                         case_name);

std::string event(std::string_view inner) {
  return "<EventNotificationAlert>" + std::string(inner) + "</EventNotificationAlert>";
}

TEST(HikvisionPushes, KeepPicturesByteForByte) {
  const auto corpus = load_corpus("hikvision");
  const auto found = std::ranges::find(corpus, "push_request", &CorpusCase::name);
  ASSERT_NE(found, corpus.end());
  const Push push = split_push(found->file);
  const Message message = decode_push(push.context, push.body).value();
  ASSERT_EQ(message.plate->photos.size(), 2u);
  for (const Photo& photo : message.plate->photos) {
    EXPECT_EQ(photo.bytes.size(), 22u);
    EXPECT_NE(push.body.find(photo.bytes), std::string_view::npos);
  }
}

TEST(HikvisionPushes, GiveARetransmissionTheKeyOfTheFirstDelivery) {
  const auto corpus = load_corpus("hikvision");
  const auto key = [&](std::string_view name) {
    const Push push = split_push(std::ranges::find(corpus, name, &CorpusCase::name)->file);
    return decode_push(push.context, push.body)->plate->vendor_key;
  };
  EXPECT_EQ(key("retransmission"), key("ns1_prefix"));
  EXPECT_NE(key("retransmission"), key("large_nev"));
}

TEST(HikvisionPushes, WithoutIdAndTimeAreToldApartByTheirBytes) {
  const std::string one = event("<ANPR><licensePlate>京A12345</licensePlate></ANPR>");
  const std::string two = event("<ANPR><licensePlate>京A12345</licensePlate><x/></ANPR>");
  const auto key = [](const std::string& body) {
    return decode_push("", body).value().plate->vendor_key;
  };
  EXPECT_EQ(key(one), key(one));
  EXPECT_NE(key(one), key(two));
}

TEST(HikvisionPushes, NeedTheAnprElementOnlyWhenTheySayAnpr) {
  EXPECT_FALSE(decode_push("", event("<eventType>ANPR</eventType>")));
  EXPECT_FALSE(decode_push("", event("")));
  EXPECT_EQ(decode_push("", event("<eventType>VMD</eventType>")).value().kind,
            Message::Kind::other_event);
  EXPECT_EQ(decode_push("", event("<ANPR/>")).value().kind, Message::Kind::plate);
}

TEST(HikvisionPushes, AreRefusedOverTheDepthLimit) {
  const auto nested = [](std::size_t depth) {  // levels below the root
    std::string body = "<eventType>VMD</eventType>";
    std::string ends;
    for (std::size_t i = 0; i < depth; ++i) {
      body += "<a>";
      ends += "</a>";
    }
    return event(body + ends);
  };
  EXPECT_TRUE(decode_push("", nested(kMaxDocumentDepth - 1)));
  const auto deeper = decode_push("", nested(kMaxDocumentDepth));
  ASSERT_FALSE(deeper);
  EXPECT_EQ(deeper.error().code, ErrorCode::too_large);
}

TEST(HikvisionPushes, AreRefusedOverTheBodyLimit) {
  const auto large = decode_push("", std::string(kMaxBodyBytes + 1, '<'));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, ErrorCode::too_large);
}

TEST(HikvisionPushes, EndedByAZeroByteAreRead) {
  std::string body = event("<ANPR><licensePlate>京A12345</licensePlate></ANPR>");
  body += '\0';
  EXPECT_EQ(decode_push("text/xml", body).value().plate->plate, "京A12345");
}

struct PictureRow {
  const char* name;
  const char* part;
  const char* want;  ///< "" = dropped
};

class HikvisionPicture : public testing::TestWithParam<PictureRow> {};
TEST_P(HikvisionPicture, IsSortedByItsName) {
  const std::string part = GetParam().part;
  const std::string body = "--b\r\n\r\n" + event("<ANPR/>") +
                           "\r\n--b\r\nContent-Disposition: form-data; name=\"" + part +
                           "\"\r\nContent-Type: image/jpeg\r\n\r\n\xFF\xD8\xFF\xD9\r\n--b--\r\n";
  const Message message = decode_push("multipart/form-data; boundary=b", body).value();
  const std::vector<Photo>& photos = message.plate->photos;
  if (GetParam().want[0] == '\0') {
    EXPECT_TRUE(photos.empty());
    EXPECT_TRUE(message.facts.has("dropped_person_pictures"));
    return;
  }
  ASSERT_EQ(photos.size(), 1u);
  EXPECT_EQ(photos[0].kind, GetParam().want);
}
const PictureRow kPictureRows[] = {
    {"plate", "licensePlatePicture.jpg", "plate"},
    {"scene", "detectionPicture.jpg", "scene"},
    {"detected", "detectedImage.jpg", "scene"},
    {"vehicle", "vehiclePicture.jpg", "body"},
    {"feature", "featurePicture.jpg", "extra"},
    {"unknown", "2023081114023616000te10og.jpg", "extra"},
    {"pilot", "pilotPicture.jpg", ""},
    {"copilot", "copilotPicture.jpg", ""},
    {"pedestrian", "pedestrianDetectionPicture.jpg", ""},
    {"face", "facePicture", ""},
};
INSTANTIATE_TEST_SUITE_P(Rows, HikvisionPicture, testing::ValuesIn(kPictureRows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace cleangate::camera::hikvision
