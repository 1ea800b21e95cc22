#include "device/driver/push_dialect.h"

#include <gtest/gtest.h>

#include "device/driver/testing.h"

namespace cleangate::device {
namespace {

using namespace testing;

constexpr WallTime kNow{Milliseconds{1'715'075'283'000}};  // 2024-05-07 17:48:03 +08:00

camera::Message heartbeat(std::string dialect = {}) {
  camera::Message message;
  message.kind = camera::Message::Kind::heartbeat;
  message.serial = "S1";
  if (!dialect.empty()) message.facts.set("dialect", std::move(dialect));
  return message;
}

TEST(PushDialect, ACometPathEndsWithComet) {
  EXPECT_TRUE(is_comet_path("/comet"));
  EXPECT_TRUE(is_comet_path("/any/comet/"));
  EXPECT_FALSE(is_comet_path("/comets"));
  EXPECT_FALSE(is_comet_path("comet"));
  EXPECT_FALSE(is_comet_path(""));
}

TEST(PushDialect, HikvisionAloneOpensByCommand) {
  EXPECT_FALSE(opens_by_reply(kHikvision));
  EXPECT_TRUE(opens_by_reply(kVzenith));
  EXPECT_TRUE(opens_by_reply(kDahua));
}

TEST(PushDialect, AnUnknownKindHasNoDriver) {
  service::DeviceMessage message;
  message.kind = "toaster";
  const auto decoded = decode(message);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().code, ErrorCode::invalid);
}

TEST(PushDialect, DahuaRepliesAreTheSamples) {
  const std::string folder = std::string(CLEANGATE_SOURCE_DIR) + "/src/device/camera/dahua/corpus/";
  const ReadIdentity read{"00000000-0000-0000-0000-000000000001", "粤B12345", {}};
  for (const bool open : {true, false}) {
    const auto want =
        parse_json(read_all(folder + "TollgateInfo.reply_" + (open ? "open" : "closed") + ".json"));
    EXPECT_EQ(parse_json(sighting_reply(kDahua, read, {open, 0, {}}).body)->dump(), want->dump());
  }
  camera::Message alive = heartbeat();
  alive.serial = "00000000-0000-0000-0000-000000000001";
  EXPECT_EQ(accepted_reply(kDahua, "/NotificationInfo/KeepAlive", &alive, kNow).body,
            parse_json(read_all(folder + "KeepAlive.reply.json"))->dump());
}

TEST(PushDialect, AcceptedRepliesNeverOpenAndAreAlwaysTwoHundred) {
  struct Row {
    std::string_view kind, path, want;
  };
  constexpr Row kRows[] = {
      {kHikvision, "", "OK"},
      {kVzenith, "", R"({"Response_AlarmInfoPlate":{"info":"no","content":"retransfer_stop"}})"},
      {kDahua, "/NotificationInfo/DeviceInfo", R"({"Result":true,"Message":""})"},
      {kDahua, "/NotificationInfo/KeepAlive", R"({"Active":true,"DeviceID":""})"},
      {kDahua, "/NotificationInfo/TollgateInfo",
       R"({"Result":true,"DeviceID":"","PlateNumber":"","AllowUser":false,"BlockUser":false,)"
       R"("OpenStrobe":false})"},
      {kDahua, "/NotificationInfo/AlarmInfo",
       R"({"Result":true,"Message":"","RspTime":"2024-05-07 17:48:03"})"},
      {kDahua, "/NotificationInfo/Other",
       R"({"Result":true,"Message":"","RspTime":"2024-05-07 17:48:03"})"},
  };
  for (const Row& row : kRows) {
    const auto reply = accepted_reply(row.kind, row.path, nullptr, kNow);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, row.want) << row.kind << row.path;
  }
}

TEST(PushDialect, TheAlphadigiHeartbeatHasAReplyOfItsOwn) {
  const camera::Message plain = heartbeat();
  const camera::Message alphadigi = heartbeat("alphadigi");
  EXPECT_NE(accepted_reply(kVzenith, "", &plain, kNow).body.find("Response_AlarmInfoPlate"),
            std::string::npos);
  EXPECT_EQ(accepted_reply(kVzenith, "", &alphadigi, kNow).body,
            R"({"Response_Heartbeat":{"info":"no"}})");
}

TEST(PushDialect, AVzenithReplyNamesOutputFramesAndTheOfflineRecord) {
  const ReadIdentity read{"S1", "粤B12345", 123};
  const auto reply = sighting_reply(kVzenith, read, {true, 1, {{0, "abc"}}});
  const Json response = (*parse_json(reply.body))["Response_AlarmInfoPlate"];
  EXPECT_EQ(response["info"].text(), "ok");
  EXPECT_EQ(response["channelNum"].integer(), 1);
  EXPECT_EQ(response["serialData"].items().at(0)["dataLen"].integer(), 3);
  EXPECT_EQ(response["ContinuePushOffline"]["plateid"].integer(), 123);
  EXPECT_FALSE((*parse_json(comet_reply({true, 0, {}}).body))["Response_AlarmInfoPlate"].has(
      "ContinuePushOffline"));
}

TEST(PushDialect, HikvisionIsAnsweredTheSameWhateverWasDecided) {
  EXPECT_EQ(sighting_reply(kHikvision, {}, {true, 1, {{0, "abc"}}}).body,
            sighting_reply(kHikvision, {}, {}).body);
}

}  // namespace
}  // namespace cleangate::device
