#include "device/driver/barrier_driver.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "device/driver/testing.h"

namespace cleangate::device {
namespace {

using namespace testing;

constexpr std::string_view kAccepted =
    "<ResponseStatus><statusCode>1</statusCode><statusString>OK</statusString></ResponseStatus>";

std::string refused(int code, std::string_view sub = "") {
  return "<ResponseStatus><statusCode>" + std::to_string(code) + "</statusCode><subStatusCode>" +
         std::string(sub) + "</subStatusCode></ResponseStatus>";
}
std::string position(int state) {
  return "<BarrierGateStatus><barrierGateStatus>" + std::to_string(state) +
         "</barrierGateStatus></BarrierGateStatus>";
}

class Barrier : public Rig {
 protected:
  void open(const std::string& device, std::string plate = "粤B12345",
            service::DisplayText display = {}) {
    barrier.open({device, std::move(plate), std::move(display), within, wanted}, loop,
                 ended.done());
    loop.run_until_idle();
  }
  void answer(int status, std::string_view body) {
    http.answer(service::IncomingResponse{status, std::string(body)});
    loop.run_until_idle();
  }
  void answer(ErrorCode code) {
    http.answer(fail(code, "from the client"));
    loop.run_until_idle();
  }

  Milliseconds within{kDeviceTimeout};
  std::function<bool()> wanted;
  Ended ended;
  BarrierDriver barrier{{http, comet, devices, [](const std::string& device) {
                           service::DeviceSecrets secrets;
                           secrets.device = device;
                           secrets.username = "operator";
                           secrets.password = "s3cret-word";
                           return std::optional(secrets);
                         }}};
};

TEST_F(Barrier, ACommandGetsNoMoreTimeThanItsDeadlineLeaves) {
  for (const auto& [given, used] : {std::pair{Milliseconds{400}, Milliseconds{400}},
                                    {kDeviceTimeout, kDeviceTimeout},
                                    {kDeviceTimeout * 2, kDeviceTimeout}}) {
    within = given;
    for (const char* device : {"hik-1", "dh-1"}) {
      Ended other;
      barrier.open({device, "粤B12345", {}, within, {}}, loop, other.done());
      EXPECT_EQ(http.requests.back().timeout, used);
    }
  }
}

TEST_F(Barrier, ACommandThatNobodyWantsAnyMoreIsNotSent) {
  wanted = [] { return false; };
  for (const char* device : {"hik-1", "dh-1"}) {
    Ended other;
    barrier.open({device, "粤B12345", {}, within, wanted}, loop, other.done());
    loop.run_until_idle();
    EXPECT_EQ(other.code(), ErrorCode::conflict);
  }
  EXPECT_TRUE(http.requests.empty());
}

TEST_F(Barrier, ARefusedPasswordIsNotTriedAgainUntilTheSettingsChange) {
  for (const char* device : {"hik-1", "dh-1"}) {
    const auto sent = http.requests.size();
    Ended refused;
    barrier.open({device, "粤B12345", {}, within, {}}, loop, refused.done());
    answer(ErrorCode::denied);
    EXPECT_EQ(refused.code(), ErrorCode::denied);
    EXPECT_EQ(http.requests.size(), sent + 1);
    Ended again;
    barrier.open({device, "粤B12345", {}, within, {}}, loop, again.done());
    loop.run_until_idle();
    EXPECT_EQ(again.code(), ErrorCode::denied);
    EXPECT_EQ(http.requests.size(), sent + 1) << "the camera would lock the account";
    devices.put(DeviceSettings(*devices.find(device)));
    Ended corrected;
    barrier.open({device, "粤B12345", {}, within, {}}, loop, corrected.done());
    EXPECT_EQ(http.requests.size(), sent + 2);
    answer(200, "OK");
  }
}

TEST_F(Barrier, HikvisionIsCommandedThenAskedForItsPositionOnce) {
  open("hik-1");
  ASSERT_EQ(http.requests.size(), 1u);
  EXPECT_EQ(http.requests[0].method, "PUT");
  EXPECT_EQ(http.requests[0].url, "http://192.0.2.1:8000/ISAPI/Parking/channels/1/barrierGate");
  EXPECT_NE(http.requests[0].body.find("<ctrlMode>open</ctrlMode>"), std::string::npos);
  EXPECT_EQ(http.requests[0].content_type, "application/xml");
  EXPECT_EQ(http.requests[0].username, "operator");
  EXPECT_EQ(http.requests[0].password, "s3cret-word");
  EXPECT_EQ(http.requests[0].timeout, kDeviceTimeout);
  answer(200, kAccepted);
  EXPECT_FALSE(ended.result);
  ASSERT_EQ(http.requests.size(), 2u);
  EXPECT_EQ(http.requests[1].method, "GET");
  EXPECT_EQ(http.requests[1].url,
            "http://192.0.2.1:8000/ISAPI/Parking/channels/1/barrierGate/barrierGateStatus");
  EXPECT_LT(http.requests[0].timeout + http.requests[1].timeout,
            kDeviceTimeout + std::chrono::seconds{1});
  answer(200, position(2));
  ASSERT_EQ(ended.stage(), "moved");
  EXPECT_EQ((*ended.result)->path, "command");
  EXPECT_EQ(http.requests.size(), 2u);
}

TEST_F(Barrier, APositionThatIsNotOpenIsOnlyCommanded) {
  struct Row {
    int status;
    std::string body, position;
  };
  for (const Row& row : {Row{200, position(1), "closed"},
                         {200, position(0), "no_signal"},
                         {200, "<x/>", ""},
                         {404, position(2), ""}}) {
    ended = {};
    open("hik-1");
    answer(200, kAccepted);
    answer(row.status, row.body);
    ASSERT_EQ(ended.stage(), "commanded");
    EXPECT_EQ((*ended.result)->detail["position"].text().value_or(""), row.position);
  }
  ended = {};
  open("hik-1");
  answer(200, kAccepted);
  answer(ErrorCode::timeout);
  EXPECT_EQ(ended.stage(), "commanded");
}

TEST_F(Barrier, HikvisionRefusalsSayWhatToDoAndAreNeverRepeated) {
  struct Row {
    int status;
    std::string body;
    ErrorCode code;
    std::string_view advice;
  };
  const Row kRows[] = {
      {200, refused(4, "notSupport"), ErrorCode::unavailable, "set barrier_path"},
      {403, refused(4, "notSupport"), ErrorCode::unavailable, "set barrier_path"},
      {401, refused(4, "badAuthorization"), ErrorCode::denied, "right of remote operation"},
      {200, refused(2), ErrorCode::unavailable, "busy"},
      {200, refused(3), ErrorCode::unavailable, "restart it"},
      {200, refused(6), ErrorCode::unavailable, "check channel"},
      {200, "welcome", ErrorCode::unavailable, "look at the barrier"},
      {500, "", ErrorCode::unavailable, "restart it"},
  };
  for (const Row& row : kRows) {
    ended = {};
    http.requests.clear();
    open("hik-1");
    answer(row.status, row.body);
    EXPECT_EQ(ended.code(), row.code) << row.body;
    EXPECT_NE(ended.text().find(row.advice), std::string::npos) << ended.text();
    EXPECT_TRUE(ended.text().starts_with("device hik-1: ")) << ended.text();
    loop.advance(std::chrono::minutes{1});
    EXPECT_EQ(http.requests.size(), 1u) << "a pulse is never sent twice";
  }
}

TEST_F(Barrier, FailuresOfTheLineKeepToThreeCodes) {
  for (const auto& [from, code] : {std::pair{ErrorCode::denied, ErrorCode::denied},
                                   {ErrorCode::timeout, ErrorCode::timeout},
                                   {ErrorCode::invalid, ErrorCode::unavailable},
                                   {ErrorCode::too_large, ErrorCode::unavailable},
                                   {ErrorCode::unavailable, ErrorCode::unavailable}}) {
    for (const char* device : {"hik-1", "dh-1"}) {
      ended = {};
      http.requests.clear();
      devices.put(DeviceSettings(*devices.find(device)));  // a refused password is remembered
      open(device);
      answer(from);
      EXPECT_EQ(ended.code(), code);
      EXPECT_EQ(ended.text().find("s3cret-word"), std::string::npos);
      EXPECT_EQ(http.requests.size(), 1u);
    }
  }
}

TEST_F(Barrier, TheModelsPathAndChannelAreConfigured) {
  devices.put({"hik-1", "hikvision",
               *parse_json(R"({"address":"http://h","channel":2,"barrier_path":"output"})")});
  open("hik-1");
  ASSERT_EQ(http.requests.size(), 1u);
  EXPECT_EQ(http.requests[0].url, "http://h/ISAPI/System/IO/outputs/2/trigger");
  answer(200, kAccepted);
  EXPECT_EQ(ended.stage(), "commanded");
  EXPECT_EQ(http.requests.size(), 1u) << "this path has no position to read";
}

TEST_F(Barrier, SettingsThatCannotWorkAreToldWithoutACommand) {
  const auto cause = [&](std::string_view kind, std::string_view json) {
    devices.put({"x", std::string(kind), *parse_json(json)});
    ended = {};
    open("x");
    EXPECT_EQ(ended.code(), ErrorCode::unavailable);
    EXPECT_TRUE(http.requests.empty());
    return ended.text();
  };
  EXPECT_NE(cause("hikvision", "{}").find("set address"), std::string::npos);
  EXPECT_NE(cause("dahua-itsapi", R"({"address":""})").find("set address"), std::string::npos);
  EXPECT_NE(cause("hikvision", R"({"address":"http://h","barrier_path":"x"})").find("parking"),
            std::string::npos);
  EXPECT_NE(cause("hikvision", R"({"address":"http://h","channel":0})").find("from 1"),
            std::string::npos);
  EXPECT_NE(cause("scale", R"({"address":"http://h"})").find("no command"), std::string::npos);
  ended = {};
  open("nobody");
  EXPECT_EQ(ended.code(), ErrorCode::unavailable);
}

TEST_F(Barrier, DahuaOpensByOpenStrobe) {
  open("dh-1");
  ASSERT_EQ(http.requests.size(), 1u);
  EXPECT_EQ(http.requests[0].method, "GET");
  EXPECT_EQ(http.requests[0].url,
            "http://192.0.2.3/cgi-bin/trafficSnap.cgi?action=openStrobe&channel=1"
            "&info.openType=Normal&info.plateNumber=%E7%B2%A4B12345");
  EXPECT_EQ(http.requests[0].password, "s3cret-word");
  answer(200, "OK\r\n");
  EXPECT_EQ(ended.stage(), "commanded");
}

TEST_F(Barrier, DahuaRefusalsSayWhatToDo) {
  struct Row {
    int status;
    std::string_view body;
    ErrorCode code;
  };
  for (const Row& row : {Row{200, "Error", ErrorCode::unavailable},
                         {401, "", ErrorCode::denied},
                         {404, "", ErrorCode::unavailable},
                         {500, "", ErrorCode::unavailable},
                         {200, "perhaps", ErrorCode::unavailable}}) {
    ended = {};
    http.requests.clear();
    open("dh-1");
    answer(row.status, row.body);
    EXPECT_EQ(ended.code(), row.code) << row.body;
    EXPECT_EQ(http.requests.size(), 1u);
  }
}

TEST_F(Barrier, VzenithOpensByItsCometPollWithTheText) {
  const auto held = poll();
  open("vz-1", "粤B12345", {{"准许进入"}, "", "green"});
  EXPECT_TRUE(http.requests.empty());
  const Json response = held->json()["Response_AlarmInfoPlate"];
  EXPECT_EQ(response["info"].text(), "ok");
  EXPECT_EQ(response["serialData"].items().size(), 1u);
  held->written(true);
  loop.run_until_idle();
  ASSERT_EQ(ended.stage(), "commanded");
  EXPECT_EQ((*ended.result)->path, "comet");
}

TEST_F(Barrier, VzenithWithoutAPollTimesOut) {
  open("vz-1");
  loop.advance(kDeviceTimeout);
  EXPECT_EQ(ended.code(), ErrorCode::timeout);
}

TEST_F(Barrier, ATextIsShownWhereACameraFetchesIt) {
  barrier.show("vz-1", {{"待核实"}, "", "amber"});
  barrier.show("hik-1", {{"待核实"}, "", "amber"});
  barrier.show("nobody", {{"待核实"}, "", "amber"});
  loop.run_until_idle();
  const auto held = poll();
  const Json response = held->json()["Response_AlarmInfoPlate"];
  EXPECT_EQ(response["info"].text(), "no");
  EXPECT_EQ(response["serialData"].items().size(), 1u);
  EXPECT_TRUE(http.requests.empty());
}

}  // namespace
}  // namespace cleangate::device
