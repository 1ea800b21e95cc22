#include <gtest/gtest.h>

#include "base/limits.h"
#include "http/api/test_plant.h"

namespace cleangate::http {
namespace {

class DeviceRoutesTest : public testing::Test {
 protected:
  DeviceRoutesTest() { here_.furnish(); }
  Response push(const std::string& path, std::string peer = "192.168.1.64",
                std::string body = "<EventNotificationAlert/>") {
    Request request =
        TestPlant::request("POST", path, std::move(body), {{"Content-Type", "application/xml"}});
    request.peer_address = std::move(peer);
    return here_.ask(std::move(request), here_.api->device_router());
  }
  void add_dahua(const char* id, const char* network) {
    here_.does(
        "POST", "/api/v1/devices",
        Json::object({{"id", id}, {"kind", "dahua-itsapi"}, {"lane", "1"}, {"network", network}}),
        201);
  }
  TestPlant here_;
};

TEST_F(DeviceRoutesTest, AMessageReachesItsDriverAsItCame) {
  const Response reply = push("/device/cam1/camera-secret/NotificationInfo/Keep%20Alive");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "<ok/>");
  EXPECT_EQ(reply.headers.get("Content-Type"), "application/xml");
  ASSERT_EQ(here_.push.messages.size(), 1u);
  const auto& message = here_.push.messages[0];
  EXPECT_EQ(message.device, "cam1");
  EXPECT_EQ(message.kind, "hikvision");
  EXPECT_EQ(message.path, "/NotificationInfo/Keep Alive");
  EXPECT_EQ(message.content_type, "application/xml");
  EXPECT_EQ(message.body, "<EventNotificationAlert/>");
  EXPECT_EQ(message.received_monotonic, here_.loop.monotonic());
  EXPECT_FALSE(message.is_closed());
  EXPECT_EQ(here_.push.written, 1) << "the driver hears that its reply was written";
}

TEST_F(DeviceRoutesTest, ThePathBelowTheSecretMayBeMissing) {
  EXPECT_EQ(push("/device/cam1/camera-secret").status, 200);
  EXPECT_EQ(here_.push.messages[0].path, "");
}

TEST_F(DeviceRoutesTest, WrongDeviceAndWrongSecretAnswerAlike) {
  const Response wrong_secret = push("/device/cam1/wrong-secret");
  const Response wrong_device = push("/device/cam9/camera-secret");
  const Response nowhere = push("/elsewhere");
  EXPECT_EQ(wrong_secret.status, 404);
  EXPECT_EQ(wrong_secret.status, wrong_device.status);
  EXPECT_EQ(wrong_secret.body, wrong_device.body);
  EXPECT_EQ(wrong_secret.body, nowhere.body);
  EXPECT_TRUE(here_.push.messages.empty());
}

TEST_F(DeviceRoutesTest, ADeviceWithANetworkIsHeardFromThereOnly) {
  here_.does("POST", "/api/v1/devices",
             Json::object({{"id", "cam2"},
                           {"kind", "vzenith"},
                           {"lane", "1"},
                           {"secret", "camera-secret"},
                           {"network", "192.168.1.0/24"}}),
             201);
  EXPECT_EQ(push("/device/cam2/camera-secret", "192.168.1.9").status, 200);
  EXPECT_EQ(push("/device/cam2/camera-secret", "192.168.2.9").status, 404);
}

TEST_F(DeviceRoutesTest, GuessingSecretsIsSlow) {
  for (int i = 0; i < static_cast<int>(kWrongSecretBurst); ++i) {
    ASSERT_EQ(push("/device/cam1/guess-" + std::to_string(i)).status, 404) << i;
  }
  const Response slow = push("/device/cam1/camera-secret");
  EXPECT_EQ(slow.status, 429) << "even the right one: a guesser must not learn that it is";
  EXPECT_EQ(slow.headers.get("Retry-After"), "1");
  EXPECT_EQ(push("/device/cam9/x").status, 404) << "another device is not touched";
  EXPECT_EQ(push("/device/cam1/camera-secret", "192.168.1.65").status, 200)
      << "nor the camera itself, from its own address";
  here_.loop.advance(std::chrono::milliseconds(1000));
  EXPECT_EQ(push("/device/cam1/camera-secret").status, 200);
}

TEST_F(DeviceRoutesTest, AStrangersWrongSecretIsNotTheDevices) {
  const auto secret_is = [&](const std::string& id) {
    return here_.does("GET", "/api/v1/devices/" + id + "/listen")["checks"].items().at(0)["ok"];
  };
  EXPECT_EQ(push("/device/cam1/camera-secret").status, 200);
  here_.loop.advance(std::chrono::milliseconds(1));
  EXPECT_EQ(push("/device/cam1/guess", "192.168.1.99").status, 404);
  EXPECT_NE(secret_is("cam1").boolean(), false);
  EXPECT_EQ(push("/device/cam1/guess").status, 404);
  EXPECT_EQ(secret_is("cam1").boolean(), false) << "from where it was last heard it is its own";
  add_dahua("cam2", "192.168.1.0/24");
  EXPECT_EQ(push("/device/cam2/guess", "192.168.2.9").status, 404);
  EXPECT_NE(secret_is("cam2").boolean(), false);
  EXPECT_EQ(push("/device/cam2/guess", "192.168.1.9").status, 404);
  EXPECT_EQ(secret_is("cam2").boolean(), false);
}

TEST_F(DeviceRoutesTest, AGuessLongerThanAnyIdIsRememberedNowhere) {
  const auto guess = [&](std::size_t bytes) {
    return push("/device/" + std::string(bytes, 'a') + "/guess").status;
  };
  for (int i = 0; i <= static_cast<int>(kWrongSecretBurst); ++i) {
    EXPECT_EQ(guess(kMaxDeviceIdBytes + 1), 404) << i;
  }
  for (int i = 0; i < static_cast<int>(kWrongSecretBurst); ++i) {
    EXPECT_EQ(guess(kMaxDeviceIdBytes), 404) << i;
  }
  EXPECT_EQ(guess(kMaxDeviceIdBytes), 429) << "this one is counted";
}

TEST_F(DeviceRoutesTest, ADeviceMaySendSoManyMessagesAndNoMore) {
  for (int i = 0; i < static_cast<int>(kDeviceMessageBurst); ++i) {
    ASSERT_EQ(push("/device/cam1/camera-secret").status, 200) << i;
  }
  EXPECT_EQ(push("/device/cam1/camera-secret").status, 429);
  here_.loop.advance(std::chrono::milliseconds(1000));
  EXPECT_EQ(push("/device/cam1/camera-secret").status, 200);
}

TEST_F(DeviceRoutesTest, ItsapiAtItsFixedPathIsFoundByDeviceIdAndNetwork) {
  add_dahua("dahua", "192.168.1.0/24");
  const std::string body = R"({"DeviceID":"dahua"})";
  EXPECT_EQ(push("/NotificationInfo/TollgateInfo", "192.168.1.9", body).status, 200);
  EXPECT_EQ(here_.push.messages[0].path, "/NotificationInfo/TollgateInfo");
  EXPECT_EQ(push("/NotificationInfo/TollgateInfo", "192.168.1.9",
                 R"({"Picture":{"SnapInfo":{"DeviceID":"dahua"}}})")
                .status,
            200);
  EXPECT_EQ(push("/NotificationInfo/TollgateInfo", "10.0.0.9", body).status, 404);
  for (const char* other :
       {R"({"DeviceID":"cam1"})", R"({"DeviceID":"none"})", "{}", "no json", ""}) {
    EXPECT_EQ(push("/NotificationInfo/TollgateInfo", "192.168.1.9", other).status, 404) << other;
  }
}

TEST_F(DeviceRoutesTest, ADriverSeesThatTheClientHungUp) {
  Request request = TestPlant::request("POST", "/device/cam1/camera-secret", "x");
  const auto closed = std::make_shared<std::atomic<bool>>(false);
  request.connection_closed = closed;
  (void)here_.ask(std::move(request), here_.api->device_router());
  EXPECT_FALSE(here_.push.messages[0].is_closed());
  *closed = true;
  EXPECT_TRUE(here_.push.messages[0].is_closed());
}

}  // namespace
}  // namespace cleangate::http
