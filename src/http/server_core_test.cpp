#include "http/server_core.h"

#include <gtest/gtest.h>

#include <mutex>

#include "http/test_client.h"

namespace cleangate::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

TEST(ServerStopTest, LetsTheRequestInHandFinish) {
  SystemClock clock;
  Server server(clock);
  std::mutex mutex;
  std::vector<Respond> held;
  const std::uint16_t port = *server.listen(
      {.name = "api", .address = {"127.0.0.1", 0}, .handler = [&](Request, Respond respond) {
         const std::lock_guard lock(mutex);
         held.push_back(std::move(respond));
       }});
  server.start();
  TestClient busy(port), idle(port);
  busy.send(get("/"));
  ASSERT_TRUE(eventually([&] {
    const std::lock_guard lock(mutex);
    return !held.empty();
  }));
  std::thread stopping([&] { server.stop(); });
  EXPECT_TRUE(idle.ended()) << "an idle connection is closed at once";
  EXPECT_FALSE(busy.readable_within(milliseconds(20)));
  held.front()(text_response("done"));
  const Reply reply = busy.reply();
  EXPECT_EQ(reply.body, "done");
  EXPECT_EQ(reply.headers.get("Connection"), "close");
  stopping.join();
  EXPECT_EQ(server.counters().open, 0u);
  EXPECT_FALSE(TestClient(port).ask(get("/")).status) << "nobody listens any more";
}

TEST(ServerStopTest, CutsWhatDoesNotFinish) {
  SystemClock clock;
  Server server(clock, {.stop_timeout = milliseconds(50)});
  std::vector<Respond> held;
  std::atomic<bool> came{false};
  const std::uint16_t port = *server.listen(
      {.name = "api", .address = {"127.0.0.1", 0}, .handler = [&](Request, Respond respond) {
         held.push_back(std::move(respond));
         came = true;
       }});
  server.start();
  TestClient client(port);
  client.send(get("/"));
  ASSERT_TRUE(eventually([&] { return came.load(); }));
  const auto before = steady_clock::now();
  server.stop();
  EXPECT_LT(steady_clock::now() - before, std::chrono::seconds(3));
  EXPECT_TRUE(client.ended());
}

TEST(ServerStopTest, EndsUnderLoadAndEveryAnswerIsAccountedFor) {
  SystemClock clock;
  std::atomic<int> asked{0}, told{0};
  Server server(clock);
  const std::uint16_t port = *server.listen(
      {.name = "api", .address = {"127.0.0.1", 0}, .handler = [&](Request, Respond respond) {
         ++asked;
         respond(text_response("ok"), [&](bool) { ++told; });
       }});
  server.start();
  std::atomic<bool> go_on{true};
  std::vector<std::thread> threads;
  for (int t = 0; t < 6; ++t) {
    threads.emplace_back([&] {
      while (go_on) {
        TestClient client(port);
        while (go_on && client.ask(post("/", "x")).status == 200) {
        }
      }
    });
  }
  ASSERT_TRUE(eventually([&] { return asked > 500; }));
  const auto before = steady_clock::now();
  server.stop();
  EXPECT_LT(steady_clock::now() - before, std::chrono::seconds(5));
  go_on = false;
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(asked, told);
  EXPECT_EQ(server.counters().open, 0u);
  server.stop();  // twice is fine
}

TEST(ServerStopTest, AServerThatNeverStartedStopsToo) {
  SystemClock clock;
  Server server(clock);
  ASSERT_TRUE(server.listen(
      {.name = "api", .address = {"127.0.0.1", 0}, .handler = [](Request, Respond) {}}));
}

TEST(ServerCoreTest, OneAddressHasItsShareOfThePlacesAndThisMachineHasAll) {
  struct Nothing final : Stoppable {
    void drain() override {}
    void cut() override {}
  };
  SystemClock clock;
  const auto core =
      std::make_shared<ServerCore>(clock, ServerOptions{.max_connections_per_peer = 2});
  const Listener listener{.name = "api", .address = {"127.0.0.1", 0}, .handler = {}};
  std::array<Nothing, 8> keys;
  const auto enter = [&](std::size_t key, const std::string& peer) {
    return core->enter(&keys[key], {}, listener, peer);
  };
  EXPECT_TRUE(enter(0, "10.0.0.1"));
  EXPECT_TRUE(enter(1, "10.0.0.1"));
  EXPECT_FALSE(enter(2, "10.0.0.1"));
  EXPECT_TRUE(enter(2, "10.0.0.2"));
  core->leave(&keys[0]);
  EXPECT_TRUE(enter(0, "10.0.0.1"));
  for (std::size_t key = 3; key < 7; ++key) EXPECT_TRUE(enter(key, "127.0.0.1"));
  core->replace(&keys[1], &keys[7], {});  // it became a WebSocket: still that address's place
  EXPECT_FALSE(enter(1, "10.0.0.1"));
}

TEST(ServerCoreTest, GivesRoomForBodiesUpToTheLimit) {
  SystemClock clock;
  const auto core = std::make_shared<ServerCore>(clock, ServerOptions{.max_bodies_bytes = 100});
  EXPECT_TRUE(core->take_body_room(99));
  EXPECT_TRUE(core->take_body_room(1));
  EXPECT_FALSE(core->take_body_room(1));
  EXPECT_EQ(core->body_bytes, 100u);
  core->stop();
}

}  // namespace
}  // namespace cleangate::http
