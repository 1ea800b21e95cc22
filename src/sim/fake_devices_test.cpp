#include "sim/fake_devices.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/hash.h"
#include "device/camera/dahua/reply.h"
#include "device/camera/hikvision/barrier.h"

namespace cleangate::sim {
namespace {

std::string between(std::string_view text, std::string_view begin, char end) {
  const std::size_t from = text.find(begin) + begin.size();
  return std::string(text.substr(from, text.find(end, from) - from));
}

/// Answers the challenge as RFC 7616 says.
template <class Device>
FakeReply ask(Device& device, FakeRequest request, std::string_view password) {
  const FakeReply first = device.handle(request);
  EXPECT_EQ(first.status, 401);
  const std::string header = first.headers.back().second;
  const std::string realm = between(header, "realm=\"", '"');
  const std::string nonce = between(header, "nonce=\"", '"');
  const auto secret = md5_hex(fmt::format("admin:{}:{}", realm, password));
  const auto action = md5_hex(request.method + ":" + request.target);
  const auto response = md5_hex(fmt::format("{}:{}:00000001:abc:auth:{}", secret, nonce, action));
  request.authorization = fmt::format(
      "Digest username=\"admin\", realm=\"{}\", nonce=\"{}\", uri=\"{}\", qop=auth, "
      "nc=00000001, cnonce=\"abc\", response=\"{}\"",
      realm, nonce, request.target, response);
  return device.handle(request);
}

FakeRequest hikvision_order(camera::hikvision::BarrierCommand command) {
  const auto order =
      camera::hikvision::barrier_request(camera::hikvision::BarrierPath::parking, 1, command);
  return {order->method, order->path, "", order->body};
}

FakeRequest status_order() {
  const auto order = camera::hikvision::barrier_status_request(1);
  return {order.method, order.path, "", order.body};
}

TEST(FakeHikvision, opens_on_command_and_says_so_afterwards) {
  using camera::hikvision::BarrierState;
  FakeHikvision device("admin", "right-one");
  const auto state = [&] {
    return *camera::hikvision::parse_barrier_status(ask(device, status_order(), "right-one").body);
  };
  EXPECT_EQ(state(), BarrierState::closed);
  const auto order = hikvision_order(camera::hikvision::BarrierCommand::open);
  const FakeReply reply = ask(device, order, "right-one");
  EXPECT_EQ(camera::hikvision::parse_barrier_reply(reply.status, reply.body).outcome,
            camera::hikvision::BarrierOutcome::accepted);
  EXPECT_EQ(state(), BarrierState::open);
  EXPECT_EQ(device.counts().opened, 1u);
  EXPECT_EQ(device.counts().status_read, 2u);
  (void)ask(device, hikvision_order(camera::hikvision::BarrierCommand::close), "right-one");
  EXPECT_EQ(state(), BarrierState::closed);
  EXPECT_EQ(device.counts().opened, 1u);
}

TEST(FakeHikvision, a_wrong_password_opens_nothing) {
  FakeHikvision device("admin", "right-one");
  const auto order = hikvision_order(camera::hikvision::BarrierCommand::open);
  EXPECT_EQ(ask(device, order, "wrong").status, 401);
  EXPECT_EQ(device.counts().opened, 0u);
  EXPECT_EQ(device.counts().refused, 1u);
}

TEST(FakeHikvision, an_unknown_path_is_not_supported_and_a_bad_order_is_refused) {
  using camera::hikvision::BarrierOutcome;
  FakeHikvision device("admin", "right-one");
  const auto outcome = [&](FakeRequest request) {
    const FakeReply reply = ask(device, std::move(request), "right-one");
    return camera::hikvision::parse_barrier_reply(reply.status, reply.body).outcome;
  };
  EXPECT_EQ(outcome({"PUT", "/ISAPI/ITC/Entrance/barrierGateCtrl", "", ""}),
            BarrierOutcome::not_supported);
  EXPECT_EQ(outcome({"PUT", "/ISAPI/Parking/channels/1/barrierGate", "", "<a/>"}),
            BarrierOutcome::bad_request);
  EXPECT_EQ(device.counts().opened, 0u);
}

TEST(FakeDahua, opens_on_open_strobe_only) {
  using camera::dahua::CommandOutcome;
  FakeDahua device("admin", "right-one");
  const auto outcome = [&](std::string target) {
    const FakeReply reply = ask(device, {"GET", std::move(target), "", ""}, "right-one");
    return camera::dahua::parse_command_reply(reply.status, reply.body);
  };
  EXPECT_EQ(outcome(camera::dahua::open_strobe_target(1, "粤B12345")), CommandOutcome::accepted);
  EXPECT_EQ(outcome("/cgi-bin/trafficSnap.cgi?action=other"), CommandOutcome::refused);
  EXPECT_EQ(outcome("/cgi-bin/other.cgi"), CommandOutcome::not_supported);
  EXPECT_EQ(device.counts().opened, 1u);
}

}  // namespace
}  // namespace cleangate::sim
