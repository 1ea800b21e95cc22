#include "http/server_live.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "http/router.h"
#include "http/test_live_client.h"

namespace cleangate::http {
namespace {

using std::chrono::milliseconds;

std::shared_ptr<const std::string> shared(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

class LiveTest : public testing::Test {
 protected:
  LiveTest()
      : router_([](const Request&) { return Principal{Role::guard, "t", "t"}; },
                [](std::string_view) { return false; }) {
    router_.add_live({"live", "GET", "/live", Role::guard},
                     [this](Request, std::shared_ptr<LiveClient> client) {
                       client->on_close([this] { ++closed_; });
                       const std::lock_guard lock(mutex_);
                       clients_.push_back(std::move(client));
                       opened_.notify_all();
                     });
    router_.add_live(
        {"echo", "GET", "/echo", Role::guard}, [](Request, std::shared_ptr<LiveClient> client) {
          client->on_text([client](std::string text) { client->send(shared(std::move(text)), 0); });
        });
  }
  std::uint16_t start(ServerOptions options = {}) {
    server_.emplace(clock_, options);
    const auto port = server_->listen(
        {.name = "api", .address = {"127.0.0.1", 0}, .handler = [this](Request r, Respond d) {
           router_.handle(std::move(r), std::move(d));
         }});
    server_->start();
    return port.value();
  }
  std::shared_ptr<LiveClient> opened(std::size_t number = 0) {
    std::unique_lock lock(mutex_);
    if (!opened_.wait_for(lock, std::chrono::seconds(10),
                          [&] { return clients_.size() > number; })) {
      throw std::runtime_error("no client came");
    }
    return clients_[number];
  }

  SystemClock clock_;
  Router router_;
  std::mutex mutex_;
  std::condition_variable opened_;
  std::vector<std::shared_ptr<LiveClient>> clients_;
  std::atomic<int> closed_{0};
  std::optional<Server> server_;  // last: its threads use the others
};

TEST_F(LiveTest, AnswersTheUpgradeAsTheStandardShows) {
  LiveTestClient client(start());
  const Reply reply = client.upgrade("/echo");
  EXPECT_EQ(reply.status, 101);
  EXPECT_EQ(reply.headers.get("Sec-WebSocket-Accept"),  // RFC 6455 section 1.3
            "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST_F(LiveTest, CarriesMessagesBothWays) {
  LiveTestClient client(start());
  ASSERT_EQ(client.upgrade("/echo").status, 101);
  for (const std::size_t size : {0, 1, 125, 126, 127, 4096, 65535, 65536}) {
    const std::string text(size, 'x');
    client.send(kText, text);
    ASSERT_TRUE(client.text() == text) << size;
  }
}

TEST_F(LiveTest, AMessageOverTheLimitEndsTheConnection) {
  LiveTestClient client(start());
  ASSERT_EQ(client.upgrade("/live").status, 101);
  client.send(kText, std::string(kMaxLiveRequestBytes + 1, 'x'));
  EXPECT_EQ(client.read().opcode, kClose);
  EXPECT_TRUE(eventually([&] { return closed_ == 1; }));
}

TEST_F(LiveTest, MessagesSentFromAnotherThreadArriveInOrder) {
  LiveTestClient client(start());
  ASSERT_EQ(client.upgrade("/live").status, 101);
  const auto live = opened();
  for (int i = 0; i < 500; ++i) ASSERT_TRUE(live->send(shared(std::to_string(i)), i));
  for (int i = 0; i < 500; ++i) ASSERT_EQ(client.text(), std::to_string(i));
}

TEST_F(LiveTest, MessagesQueuedBeforeTheUpgradeIsAnsweredAreKept) {
  router_.add_live(
      {"greet", "GET", "/greet", Role::guard},
      [](Request, std::shared_ptr<LiveClient> client) { client->send(shared("hello"), 1); });
  LiveTestClient client(start());
  ASSERT_EQ(client.upgrade("/greet").status, 101);
  EXPECT_EQ(client.text(), "hello");
}

TEST_F(LiveTest, AClientThatDoesNotReadIsToldWhereToResume) {
  LiveTestClient client(start());
  client.raw().small_receive_buffer();
  ASSERT_EQ(client.upgrade("/live").status, 101);
  const auto live = opened();
  const std::string filling(8192, 'x');
  std::int64_t refused = -1;
  for (std::int64_t i = 0; i < 100'000 && refused < 0; ++i) {
    if (!live->send(shared(std::to_string(i) + " " + filling), i)) refused = i;
  }
  ASSERT_GE(refused, std::int64_t{kMaxLiveBacklog});
  EXPECT_FALSE(live->send(shared("more"), refused + 1)) << "nothing after an overrun";
  std::int64_t last = -1;
  std::string text;
  while ((text = client.text()).starts_with("{") == false) {
    ASSERT_EQ(std::stoll(text), last + 1) << "no gap before the overrun";
    ++last;
  }
  EXPECT_EQ(text, R"({"type":"overrun","resume_after":)" + std::to_string(last) + "}");
  EXPECT_EQ(client.text(), "closed");
  client.raw().close();
  EXPECT_TRUE(eventually([&] { return closed_ == 1; }));
}

TEST_F(LiveTest, TheBacklogTakesItsLimitAndNotOneMore) {
  router_.add_live({"flood", "GET", "/flood", Role::guard},
                   [this](Request, std::shared_ptr<LiveClient> client) {
                     // Nothing is written while the handler runs: all of it waits.
                     std::size_t taken = 0;
                     while (client->send(shared("x"), 100 + static_cast<std::int64_t>(taken))) {
                       ++taken;
                     }
                     closed_ = static_cast<int>(taken);
                   });
  LiveTestClient client(start());
  ASSERT_EQ(client.upgrade("/flood").status, 101);
  EXPECT_EQ(client.text(), R"({"type":"overrun","resume_after":99})");
  EXPECT_EQ(client.text(), "closed");
  EXPECT_EQ(closed_, static_cast<int>(kMaxLiveBacklog));
}

TEST_F(LiveTest, WhenSentPacesALongHistory) {
  LiveTestClient client(start());
  ASSERT_EQ(client.upgrade("/live").status, 101);
  const auto live = opened();
  constexpr int kPages = 5, kPage = static_cast<int>(kMaxLiveBacklog);  // in one go: an overrun
  std::atomic<int> pages{0};
  std::function<void()> page = [&] {
    const int number = pages++;
    for (int i = 0; i < kPage; ++i) ASSERT_TRUE(live->send(shared("x"), number * kPage + i));
    if (number + 1 < kPages) live->when_sent([&] { page(); });
  };
  live->when_sent([&] { page(); });
  for (int i = 0; i < kPages * kPage; ++i) ASSERT_EQ(client.text(), "x") << i;
  EXPECT_EQ(pages, kPages);
}

TEST_F(LiveTest, ASilentClientIsPingedAndADeadOneIsDropped) {
  LiveTestClient client(start({.live_ping = milliseconds(50)}));
  ASSERT_EQ(client.upgrade("/live").status, 101);
  for (int i = 0; i < 4; ++i) {
    const Frame ping = client.read();
    ASSERT_EQ(ping.opcode, kPing);
    client.send(kPong, ping.payload);
  }
  EXPECT_EQ(closed_, 0);
  EXPECT_TRUE(eventually([&] { return closed_ == 1; })) << "no pong any more";
  EXPECT_FALSE(opened()->send(shared("x"), 1));
}

TEST_F(LiveTest, OnCloseIsCalledOnceAndAtOnceWhenItIsTooLate) {
  LiveTestClient client(start());
  ASSERT_EQ(client.upgrade("/live").status, 101);
  const auto live = opened();
  client.raw().close();
  ASSERT_TRUE(eventually([&] { return closed_ == 1; }));
  int late = 0;
  live->on_close([&] { ++late; });
  EXPECT_EQ(late, 1);
  EXPECT_EQ(closed_, 1);
  EXPECT_TRUE(eventually([&] { return server_->counters().open == 0; }));
}

TEST_F(LiveTest, CloseSendsWhatIsQueuedFirst) {
  LiveTestClient client(start());
  ASSERT_EQ(client.upgrade("/live").status, 101);
  const auto live = opened();
  for (int i = 0; i < 50; ++i) live->send(shared(std::to_string(i)), i);
  live->close(1000, "bye");
  for (int i = 0; i < 50; ++i) ASSERT_EQ(client.text(), std::to_string(i));
  const Frame frame = client.read();
  EXPECT_EQ(frame.opcode, kClose);
  EXPECT_EQ(frame.payload.substr(2), "bye");
  client.send(kClose, frame.payload);
  client.raw().shut_sending();
  EXPECT_TRUE(eventually([&] { return closed_ == 1; }));
}

TEST_F(LiveTest, StopSaysGoingAway) {
  LiveTestClient client(start());
  ASSERT_EQ(client.upgrade("/live").status, 101);
  (void)opened();
  std::thread stopping([&] { server_->stop(); });
  const Frame frame = client.read();
  EXPECT_EQ(frame.opcode, kClose);
  EXPECT_EQ(frame.payload.substr(0, 2), "\x03\xe9");  // 1001, RFC 6455 section 7.4.1
  client.send(kClose, frame.payload);
  client.raw().shut_sending();
  stopping.join();
  EXPECT_EQ(closed_, 1);
  EXPECT_EQ(server_->counters().live, 1u) << "the test still holds it";
}

TEST_F(LiveTest, StopCutsAClientThatDoesNotAnswer) {
  LiveTestClient client(start({.stop_timeout = milliseconds(50)}));
  ASSERT_EQ(client.upgrade("/live").status, 101);
  (void)opened();
  server_->stop();
  EXPECT_EQ(closed_, 1);
}

TEST_F(LiveTest, AnUpgradeOfAnOrdinaryRouteIsAnOrdinaryRequest) {
  router_.add({"plain", "GET", "/plain", Role::guard},
              [](Request, Respond respond) { respond(text_response("plain")); });
  LiveTestClient client(start());
  EXPECT_EQ(client.upgrade("/plain").body, "plain");
}

TEST_F(LiveTest, RefusesABrowserFromAnotherSite) {
  const std::uint16_t port = start();
  EXPECT_EQ(LiveTestClient(port).upgrade("/echo", "Origin: http://evil.example\r\n").status, 403);
  EXPECT_EQ(LiveTestClient(port).upgrade("/echo", "Origin: http://gate\r\n").status, 101);
}

TEST_F(LiveTest, TakesSoManyLiveClientsAndNoMore) {
  const std::uint16_t port = start({.stop_timeout = milliseconds(50)});
  std::vector<std::unique_ptr<LiveTestClient>> clients;
  for (std::size_t i = 0; i < kMaxLiveClients; ++i) {
    clients.push_back(std::make_unique<LiveTestClient>(port));
    ASSERT_EQ(clients.back()->upgrade("/live").status, 101) << i;
  }
  EXPECT_EQ(LiveTestClient(port).upgrade("/live").status, 503);
}

}  // namespace
}  // namespace cleangate::http
