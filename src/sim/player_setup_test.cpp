#include "sim/player_setup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "sim/test_server.h"

namespace cleangate::sim {
namespace {

PlayOptions options() {
  PlayOptions out;
  out.target = "http://plant";
  out.token = "secret-token";
  return out;
}

service::IncomingResponse empty(int status) {
  return {status, "{}"};
}

TEST(PlayerSetup, creates_gate_lanes_cameras_and_registered_vehicles_in_batches_of_500) {
  TestServer server([](auto& request) { return empty(request.method == "POST" ? 201 : 200); });
  PlayOptions play = options();
  play.device_addresses = {{Make::hikvision, "http://127.0.0.1:9"}};
  const Scenario day = make_day(7, {.passages = 2, .vehicles = 1200});
  ASSERT_TRUE(set_up_plant(play, day, server));
  EXPECT_EQ(server.asked("/api/v1/gates").size(), 1u);
  EXPECT_EQ(server.asked("/api/v1/lanes").size(), 4u);
  const auto devices = server.asked("/api/v1/devices");
  ASSERT_EQ(devices.size(), 4u);
  for (const auto& request : devices) {
    const Json body = *parse_json(request.body);
    EXPECT_EQ(body.has("address"), body["kind"].text() == "hikvision");
    EXPECT_GE(body["secret"].text()->size(), 8u);
  }
  std::size_t vehicles = 0;
  for (const auto& request : server.asked("/vehicles/import")) {
    const std::size_t rows = parse_json(request.body)->items().size();
    EXPECT_LE(rows, 500u);
    vehicles += rows;
    EXPECT_EQ(request.headers.front().second, "Bearer secret-token");
  }
  EXPECT_EQ(vehicles, static_cast<std::size_t>(
                          std::ranges::count(day.vehicles, true, &SimVehicle::registered)));
}

TEST(PlayerSetup, what_exists_already_is_taken_and_the_plants_own_words_are_kept) {
  TestServer server([](auto& request) -> service::IncomingResponse {
    if (request.method == "GET" && request.url.ends_with("/plant")) {
      return {200, R"({"name":"甲厂","board":{"district":"丰润区"}})"};
    }
    if (request.method == "GET") return {200, R"({"red":{"measures":[]}})"};
    return empty(request.method == "POST" ? 409 : 200);
  });
  ASSERT_TRUE(set_up_plant(options(), make_day(7, {.passages = 2, .vehicles = 5}), server));
  const auto plants = server.asked("/api/v1/plant");
  const Json written = *parse_json(plants.back().body);
  EXPECT_EQ(written["name"].text(), "甲厂");
  EXPECT_EQ(written["board"]["district"].text(), "丰润区");
  EXPECT_TRUE(written["board"].has("title"));
  EXPECT_EQ(server.asked("/api/v1/plan").size(), 3u);  // plan was read, not written
}

TEST(PlayerSetup, a_camera_of_another_tokens_secret_is_made_anew) {
  bool is_there = true;
  TestServer server([&](auto& request) {
    if (request.method == "DELETE") is_there = false;
    if (request.method != "POST" || !request.url.ends_with("/devices")) return empty(200);
    const bool was_there = std::exchange(is_there, true);
    return empty(was_there ? 409 : 201);
  });
  PlayOptions play = options();
  play.lanes.resize(1);
  ASSERT_TRUE(set_up_plant(play, make_day(7, {.passages = 2, .vehicles = 5}), server));
  const auto asked = server.asked("/api/v1/devices");
  ASSERT_EQ(asked.size(), 3u);
  EXPECT_EQ(asked[1].method, "DELETE");
  EXPECT_TRUE(asked[1].url.ends_with("/devices/" + device_id(play.lanes[0])));
  EXPECT_EQ(asked[2].body, asked[0].body);
}

TEST(PlayerSetup, a_wrong_token_is_named) {
  TestServer server([](auto&) { return empty(401); });
  const auto result = set_up_plant(options(), make_day(7, {.passages = 2}), server);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::denied);
  EXPECT_NE(result.error().message.find("--token"), std::string::npos);
  EXPECT_EQ(result.error().message.find("secret-token"), std::string::npos);
}

TEST(PlayerSetup, secrets_differ_by_lane_and_token) {
  PlayOptions a = options(), b = options();
  b.token = "other";
  EXPECT_NE(device_secret(a, a.lanes[0]), device_secret(a, a.lanes[1]));
  EXPECT_NE(device_secret(a, a.lanes[0]), device_secret(b, b.lanes[0]));
}

}  // namespace
}  // namespace cleangate::sim
