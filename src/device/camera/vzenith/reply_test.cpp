#include "device/camera/vzenith/reply.h"

#include <gtest/gtest.h>

#include "base/encoding.h"

namespace cleangate::camera::vzenith {
namespace {

Json response(const Reply& reply) {
  return parse_json(encode_reply(reply)).value()["Response_AlarmInfoPlate"];
}

TEST(VzenithReply, AnswersNoAlsoWhenThereIsNothingToSay) {
  EXPECT_EQ(encode_reply({}),
            R"({"Response_AlarmInfoPlate":{"info":"no","content":"retransfer_stop"}})");
}

TEST(VzenithReply, OpensOneOutput) {
  Reply reply;
  reply.open = true;
  reply.channel = 1;
  EXPECT_EQ(response(reply)["info"].text(), "ok");
  EXPECT_EQ(response(reply)["channelNum"].integer(), 1);
  reply.open = false;
  EXPECT_EQ(response(reply)["info"].text(), "no");
  EXPECT_FALSE(response(reply).has("channelNum"));
}

TEST(VzenithReply, CarriesSerialBytesWithTheirRawLength) {
  Reply reply;
  const std::string frame =
      from_hex("0064FFFF301201D4C14231323334352CBBB6D3ADB9E2C1D96A91").value();
  reply.serial = {{0, frame}, {1, std::string("\0", 1)}};
  const Json list = response(reply)["serialData"];
  ASSERT_EQ(list.items().size(), 2u);
  EXPECT_EQ(list.items()[0]["serialChannel"].integer(), 0);
  EXPECT_EQ(from_base64(*list.items()[0]["data"].text()).value(), frame);
  EXPECT_EQ(list.items()[0]["dataLen"].integer(), static_cast<std::int64_t>(frame.size()));
  EXPECT_EQ(list.items()[1]["serialChannel"].integer(), 1);
  EXPECT_EQ(list.items()[1]["data"].text(), "AA==");
  EXPECT_EQ(list.items()[1]["dataLen"].integer(), 1);
}

TEST(VzenithReply, AsksForTheNextOfflineRecordAsDocumented) {
  Reply reply;
  reply.continue_offline = 123;
  EXPECT_EQ(response(reply)["ContinuePushOffline"],
            parse_json(R"({"plateid":123,"continue":1})").value());
  EXPECT_EQ(response(reply)["info"].text(), "no");
}

TEST(VzenithReply, ToAnAlphadigiHeartbeatNeverOpens) {
  Reply reply;
  reply.open = true;
  reply.serial = {{0, "a"}};
  const Json beat = parse_json(encode_heartbeat_reply(reply)).value()["Response_Heartbeat"];
  EXPECT_EQ(beat["info"].text(), "no");
  EXPECT_EQ(beat["serialData"].items().size(), 1u);
}

}  // namespace
}  // namespace cleangate::camera::vzenith
