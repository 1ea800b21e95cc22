#include "sim/player.h"

#include <gtest/gtest.h>

#include "sim/player_setup.h"
#include "sim/test_server.h"

namespace cleangate::sim {
namespace {

constexpr std::string_view kVzenithOpen = R"({"Response_AlarmInfoPlate":{"info":"ok"}})";

PlayOptions small_day() {
  PlayOptions out;
  out.target = "http://plant";
  out.token = "token";
  out.speed = 0;
  out.passages = 24;
  out.vehicles = 5;
  out.set_up = false;
  return out;
}

std::size_t events_of(const PlayOptions& options) {
  return make_day(options.seed, {options.passages, options.vehicles, options.lanes}).events.size();
}

TEST(Player, sends_every_event_and_counts_the_answers) {
  TestServer server([](auto& request) -> service::IncomingResponse {
    if (request.url.ends_with("/comet")) return {200, R"({"Response_AlarmInfoPlate":{}})"};
    return {200, std::string(kVzenithOpen)};
  });
  const SystemClock clock;
  const auto report = play(small_day(), server, clock);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->sent, events_of(small_day()));
  EXPECT_EQ(report->failed, 0u);
  EXPECT_EQ(report->opened, server.asked("camera-1/").size() + server.asked("camera-4/").size() -
                                server.asked("/comet").size());
  EXPECT_EQ(report->opened + report->closed, report->sent);
  EXPECT_EQ(report->comet_opened, 0u);
  EXPECT_GE(report->p99_ms, report->p50_ms);
  EXPECT_EQ(server.asked("/NotificationInfo/TollgateInfo").size(),
            server.asked("camera-3/").size());
}

TEST(Player, a_poll_that_opens_is_counted_apart) {
  TestServer server([](auto& request) -> service::IncomingResponse {
    if (request.url.ends_with("/comet")) return {200, std::string(kVzenithOpen)};
    return {200, "{}"};
  });
  const SystemClock clock;
  const auto report = play(small_day(), server, clock);
  ASSERT_TRUE(report);
  EXPECT_GE(report->comet_opened, 2u);  // both cameras poll at least once
  EXPECT_EQ(report->opened, 0u);
}

TEST(Player, failures_are_counted_and_the_first_is_told) {
  TestServer server([](auto& request) -> Result<service::IncomingResponse> {
    if (request.url.find("camera-2/") != std::string::npos) return fail(ErrorCode::timeout, "slow");
    return service::IncomingResponse{404, "nothing here"};
  });
  const SystemClock clock;
  const auto report = play(small_day(), server, clock);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->failed, report->sent);
  EXPECT_NE(to_text(*report).find("first failure: "), std::string::npos);
}

TEST(Player, a_stop_ends_a_slow_day_at_once) {
  std::atomic<bool> stop = false;
  TestServer server([&](auto&) -> service::IncomingResponse {
    stop = true;
    return {200, "{}"};
  });
  PlayOptions options = small_day();
  options.speed = 0.001;
  options.stop = &stop;
  const SystemClock clock;
  const auto report = play(options, server, clock);
  ASSERT_TRUE(report);
  EXPECT_LE(report->sent, 2u);
}

TEST(Player, begins_where_it_is_told_and_refuses_a_day_without_lanes) {
  TestServer server([](auto&) { return service::IncomingResponse{200, "{}"}; });
  const SystemClock clock;
  PlayOptions options = small_day();
  options.begin = std::chrono::hours{24};
  EXPECT_EQ(play(options, server, clock)->sent, 0u);
  options.lanes.clear();
  EXPECT_EQ(play(options, server, clock).error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace cleangate::sim
