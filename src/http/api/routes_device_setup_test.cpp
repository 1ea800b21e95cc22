#include <gtest/gtest.h>

#include "http/api/test_tour.h"

namespace cleangate::http {
namespace {

class DeviceSetup : public testing::Test {
 protected:
  DeviceSetup() { here_.furnish(); }
  int push(const std::string& secret, std::string body = "<EventNotificationAlert/>") {
    return here_
        .ask(TestPlant::request("POST", "/device/cam1/" + secret, std::move(body)),
             here_.api->device_router())
        .status;
  }
  Json listen() { return here_.does("GET", "/api/v1/devices/cam1/listen"); }
  void says(Json kind, Json offset) {
    here_.device_said = Json::object({{"last_message", to_rfc3339(here_.loop.wall())},
                                      {"kind", std::move(kind)},
                                      {"clock_offset_ms", std::move(offset)}});
  }
  static std::string checks(const Json& heard) {
    std::string out(*heard["state"].text());
    for (const Json& check : heard["checks"].items()) {
      const auto ok = check["ok"].boolean();
      out += !ok ? "?" : *ok ? "+" : "-";
    }
    return out;
  }
  TestPlant here_;
};

TEST_F(DeviceSetup, ListeningWaitsThenShowsThePictureOfTheFirstVehicle) {
  EXPECT_EQ(checks(listen()), "waiting????");
  EXPECT_TRUE(listen()["photo_url"].is_null());
  push("camera-secret");
  says("plate", 500);
  (void)here_.arrives("冀A12345", plate::Colour::blue, {"photo"});
  const Json heard = listen();
  EXPECT_EQ(checks(heard), "connected++++");
  EXPECT_EQ(heard["photo_url"].text(), heard["passage"]["photos"].items().at(0)["url"].text());
}

TEST_F(DeviceSetup, ListeningNamesAWrongSecret) {
  EXPECT_EQ(push("wrong-secret"), 404);
  const Json heard = listen();
  EXPECT_EQ(checks(heard), "wrong-???");
  EXPECT_NE(heard["checks"].items().at(0)["text"]["zh"].text()->find("密钥不对"),
            std::string::npos);
  push("camera-secret");
  says("heartbeat", nullptr);
  EXPECT_EQ(checks(listen()), "connected++??");
}

TEST_F(DeviceSetup, ListeningNamesAnotherMakeAndAClockThatIsOff) {
  push("camera-secret", R"({"AlarmInfoPlate":{}})");
  says("unreadable", nullptr);
  const Json other = listen();
  EXPECT_EQ(checks(other), "wrong+-??");
  EXPECT_NE(other["checks"].items().at(1)["text"]["zh"].text()->find("臻识"), std::string::npos);
  push("camera-secret");
  says("plate", -8 * 3'600'000);
  EXPECT_EQ(checks(listen()), "wrong++-?");
}

TEST_F(DeviceSetup, TheListSaysHowEachDeviceIsAndHowItReachesUs) {
  Json device = here_.does("GET", "/api/v1/devices")["items"].items().at(0);
  EXPECT_EQ(device["state"].text(), "never");
  EXPECT_TRUE(device["problem"].is_null());
  Headers host = {{"Host", "192.168.1.10:8080"}};
  const Response response = here_.ask("GET", "/api/v1/devices", "viewer-token", {}, host);
  device = parse_json(response.content()).value()["items"].items().at(0);
  EXPECT_EQ(device["push"]["url"].text(), "http://192.168.1.10:8081/device/cam1/…");
  says("heartbeat", nullptr);
  EXPECT_EQ(here_.does("GET", "/api/v1/devices")["items"].items().at(0)["state"].text(), "ok");
}

TEST_F(DeviceSetup, ANewSecretEndsTheOldOneAndKeepsTheLogin) {
  EXPECT_EQ(push("camera-secret"), 200);
  const Json made = here_.does("POST", "/api/v1/devices/cam1/secret");
  const std::string secret(*made["secret"].text());
  EXPECT_EQ(made["push"]["path"].text(), "/device/cam1/" + secret);
  EXPECT_EQ(push("camera-secret"), 404);
  EXPECT_EQ(push(secret), 200);
  EXPECT_EQ(here_.access.secrets_of("cam1")->password, "camera-password");
  here_.does("POST", "/api/v1/devices/nothing/secret", {}, 404);
}

TEST_F(DeviceSetup, AChangeKeepsWhatItDoesNotName) {
  const Json changed = here_.does("PATCH", "/api/v1/devices/cam1",
                                  Json::object({{"name", "东门"}, {"password", "another one"}}));
  EXPECT_EQ(changed["name"].text(), "东门");
  EXPECT_EQ(changed["address"].text(), "http://192.168.1.64");
  EXPECT_EQ(changed.dump().find("another one"), std::string::npos);
  EXPECT_EQ(here_.access.secrets_of("cam1")->password, "another one");
  EXPECT_EQ(push("camera-secret"), 200);
  here_.does("PATCH", "/api/v1/devices/cam1", Json::object({{"lane", "9"}}), 422);
}

TEST_F(DeviceSetup, ARemovedDeviceIsGoneAndItsSecretWithIt) {
  here_.does("DELETE", "/api/v1/devices/cam1");
  EXPECT_TRUE(here_.does("GET", "/api/v1/devices")["items"].items().empty());
  EXPECT_EQ(push("camera-secret"), 404);
  here_.does("DELETE", "/api/v1/devices/cam1", {}, 404);
}

TEST_F(DeviceSetup, AProbeSaysWhetherTheDeviceAnswers) {
  EXPECT_EQ(here_.does("POST", "/api/v1/devices/cam1/probe")["reachable"].boolean(), true);
  EXPECT_EQ(here_.client.asked, std::vector<std::string>{"http://192.168.1.64"});
  here_.client.fails = Error{ErrorCode::timeout, "3 s"};
  EXPECT_EQ(here_.does("POST", "/api/v1/devices/cam1/probe")["reachable"].boolean(), false);
  here_.client.fails = Error{ErrorCode::denied, "401"};
  const Json denied = here_.does("POST", "/api/v1/devices/cam1/probe");
  EXPECT_EQ(denied["reachable"].boolean(), true);
  EXPECT_NE(denied["detail"]["zh"].text()->find("密码"), std::string::npos);
}

}  // namespace
}  // namespace cleangate::http
