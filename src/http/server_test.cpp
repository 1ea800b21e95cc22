#include "http/server.h"

#include <gtest/gtest.h>

#include <mutex>
#include <thread>
#include <vector>

#include "http/test_client.h"

namespace cleangate::http {
namespace {

/// Answers with what it was asked.
void echo(Request request, Respond respond) {
  Response response = text_response(request.method + " " + request.target + " " + request.body);
  response.headers.add("X-Peer", request.peer_address);
  response.headers.add("X-Listener", request.listener);
  respond(std::move(response));
}

class ServerTest : public testing::Test {
 protected:
  std::uint16_t start(Handler handler, ServerOptions options = {}, BodyLimit limit = {}) {
    server_.emplace(clock_, options);
    auto port = server_->listen({.name = "api",
                                 .address = {"127.0.0.1", 0},
                                 .handler = std::move(handler),
                                 .body_limit = std::move(limit)});
    EXPECT_TRUE(port) << port.error().message;
    server_->start();
    return *port;
  }

  SystemClock clock_;
  std::optional<Server> server_;
};

TEST_F(ServerTest, AnswersRequestAfterRequestOnOneConnection) {
  TestClient client(start(echo));
  for (int i = 0; i < 100; ++i) {
    const Reply reply = client.ask(post("/a", std::to_string(i)));
    ASSERT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "POST /a " + std::to_string(i));
    EXPECT_EQ(reply.headers.get("X-Peer"), "127.0.0.1");
    EXPECT_EQ(reply.headers.get("X-Listener"), "api");
  }
  EXPECT_EQ(server_->counters().connections, 1u);
  EXPECT_EQ(server_->counters().requests, 100u);
}

TEST_F(ServerTest, ReadsARequestThatComesByteByByte) {
  TestClient client(start(echo));
  const std::string request = post("/slow", "body");
  for (const char byte : request) ASSERT_TRUE(client.send({&byte, 1}));
  EXPECT_EQ(client.reply().body, "POST /slow body");
}

TEST_F(ServerTest, ReadsARequestCutInTwoAtEveryByte) {
  const std::uint16_t port = start(echo);
  TestClient client(port);
  const std::string request = post("/cut", "12345");
  for (std::size_t cut = 1; cut < request.size(); ++cut) {
    client.send(request.substr(0, cut));
    client.send(request.substr(cut));
    ASSERT_EQ(client.reply().body, "POST /cut 12345") << cut;
  }
}

TEST_F(ServerTest, GivesBothTimesOfArrival) {
  MonotonicTime first, last;
  std::mutex mutex;
  TestClient client(start([&](Request request, Respond respond) {
    const std::lock_guard lock(mutex);
    first = request.first_byte;
    last = request.received;
    respond(text_response(""));
  }));
  const std::string request = post("/a", "12345");
  const MonotonicTime before = clock_.monotonic();
  client.send(request.substr(0, 10));
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  client.send(request.substr(10));
  ASSERT_EQ(client.reply().status, 200);
  const std::lock_guard lock(mutex);
  EXPECT_GE(first, before);
  EXPECT_GE(last - first, std::chrono::milliseconds(20));
  EXPECT_LE(last, clock_.monotonic());
}

TEST_F(ServerTest, ReadsLargeBodiesOfBothKinds) {
  TestClient client(start(
      [](Request request, Respond respond) { respond(text_response(std::move(request.body))); }, {},
      [](const Request&) { return kMaxBodyBytes; }));
  std::string body(1'234'567, '\0');
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * 31 + i / 7);
  EXPECT_TRUE(client.ask(post("/a", body)).body == body);
  client.send("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (std::size_t at = 0; at < body.size(); at += 50'000) {
    const std::string part = body.substr(at, 50'000);
    char size[16];
    std::snprintf(size, sizeof size, "%zx\r\n", part.size());
    client.send(size + part + "\r\n");
  }
  client.send("0\r\n\r\n");
  EXPECT_TRUE(client.reply().body == body);
  EXPECT_TRUE(eventually([&] { return server_->counters().body_bytes == 0; }));
}

TEST_F(ServerTest, HeadGetsTheHeadOnly) {
  TestClient client(start(echo));
  client.send("HEAD /a HTTP/1.1\r\n\r\n");
  const Reply reply = client.reply(true);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.get("Content-Length"), "8");
  EXPECT_EQ(client.ask(get("/b")).body, "GET /b ");
}

TEST_F(ServerTest, OldClientsAreClosedUnlessTheyAskToStay) {
  const std::uint16_t port = start(echo);
  TestClient old(port);
  const Reply reply = old.ask("GET /a HTTP/1.0\r\n\r\n");
  EXPECT_EQ(reply.body, "GET /a ");
  EXPECT_EQ(reply.headers.get("Connection"), "close");
  EXPECT_TRUE(old.ended());
  TestClient staying(port);
  const std::string request = "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
  EXPECT_EQ(staying.ask(request).headers.get("Connection"), "keep-alive");
  EXPECT_EQ(staying.ask(request).status, 200);
}

TEST_F(ServerTest, AClientThatSaysCloseIsClosed) {
  TestClient client(start(echo));
  EXPECT_EQ(client.ask(get("/a", "Connection: close\r\n")).status, 200);
  EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, SaysContinueBeforeABodyThatWaitsForIt) {
  TestClient client(start(echo));
  client.send("POST /a HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  ASSERT_TRUE(client.read_until("\r\n\r\n"));
  EXPECT_EQ(client.take(25), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(client.ask("hi").body, "POST /a hi");
}

TEST_F(ServerTest, RefusesABodyThatWaitsAndIsTooLargeWithoutReadingIt) {
  TestClient client(start(echo));
  EXPECT_EQ(client
                .ask("POST /a HTTP/1.1\r\nContent-Length: 1048577\r\n"
                     "Expect: 100-continue\r\n\r\n")
                .status,
            413);
  EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, TheLimitOfABodyBelongsToItsPath) {
  const std::uint16_t port = start(echo, {}, [](const Request& request) {
    return request.segments.at(0) == "device" ? std::size_t{100} : std::size_t{10};
  });
  EXPECT_EQ(TestClient(port).ask(post("/device", std::string(100, 'x'))).status, 200);
  EXPECT_EQ(TestClient(port).ask(post("/device", std::string(101, 'x'))).status, 413);
  EXPECT_EQ(TestClient(port).ask(post("/api", std::string(10, 'x'))).status, 200);
  EXPECT_EQ(TestClient(port).ask(post("/api", std::string(11, 'x'))).status, 413);
}

TEST_F(ServerTest, ARefusalReachesAClientThatIsStillSending) {
  TestClient client(start(echo));
  client.send("POST /a HTTP/1.1\r\nContent-Length: 4000000\r\n\r\n");
  client.send(std::string(2'000'000, 'x'));
  const Reply reply = client.reply();
  EXPECT_EQ(reply.status, 413);
  EXPECT_EQ(reply.headers.get("Content-Type"), "application/problem+json");
  EXPECT_EQ(reply.headers.get("Connection"), "close");
}

TEST_F(ServerTest, AnswersNonsenseWith400AndCloses) {
  const std::uint16_t port = start(echo);
  for (const std::string_view bytes : {"nonsense\r\n\r\n", "GET /../x HTTP/1.1\r\n\r\n"}) {
    TestClient client(port);
    EXPECT_EQ(client.ask(bytes).status, 400) << bytes;
    EXPECT_TRUE(client.ended());
  }
  EXPECT_EQ(TestClient(port).ask("GET / HTTP/1.1\r\nA: " + std::string(20'000, 'x')).status, 431);
  EXPECT_EQ(server_->counters().bad_requests, 3u);
  EXPECT_EQ(server_->counters().requests, 0u);
}

TEST_F(ServerTest, BodiesTogetherMayNotTakeMoreThanTheirRoom) {
  const ServerOptions options{.max_bodies_bytes = 1000};
  const std::uint16_t port = start(echo, options);
  TestClient first(port);
  first.send("POST /a HTTP/1.1\r\nContent-Length: 901\r\n\r\n" + std::string(900, 'x'));
  ASSERT_TRUE(eventually([&] { return server_->counters().body_bytes == 900; }));
  EXPECT_EQ(TestClient(port).ask(post("/b", std::string(101, 'x'))).status, 503);
  EXPECT_EQ(TestClient(port).ask(post("/b", std::string(100, 'x'))).status, 200);
  ASSERT_TRUE(eventually([&] { return server_->counters().body_bytes == 900; }));
  TestClient announces(port);  // what it does not send takes nobody's room
  announces.send("POST /a HTTP/1.1\r\nContent-Length: 1000\r\n\r\n");
  EXPECT_EQ(TestClient(port).ask(post("/b", std::string(100, 'x'))).status, 200);
  first.close();
  EXPECT_TRUE(eventually([&] { return server_->counters().body_bytes == 0; }));
  EXPECT_EQ(TestClient(port).ask(post("/b", std::string(1000, 'x'))).status, 200);
}

TEST_F(ServerTest, AHandlerThatThrowsGives500AndTheNextRequestIsServed) {
  TestClient client(start([](Request request, Respond respond) {
    if (request.path == "/bad") throw std::runtime_error("broken invariant");
    respond(text_response("fine"));
  }));
  EXPECT_EQ(client.ask(get("/bad")).status, 500);
  EXPECT_EQ(client.ask(get("/good")).body, "fine");
}

TEST_F(ServerTest, AnUnansweredRequestGets500) {
  TestClient client(start([](Request, Respond) {}));
  EXPECT_EQ(client.ask(get("/")).status, 500);
}

TEST_F(ServerTest, MayBeAnsweredFromAnotherThread) {
  std::thread other;
  TestClient client(start([&](Request, Respond respond) {
    if (other.joinable()) other.join();
    other =
        std::thread([respond = std::move(respond)]() mutable { respond(text_response("later")); });
  }));
  for (int i = 0; i < 20; ++i) ASSERT_EQ(client.ask(get("/")).body, "later");
  other.join();
}

TEST_F(ServerTest, AnExchangeMayGoOnOnAnIoThreadFromAnother) {
  std::thread other;
  std::thread::id io, resumed;
  TestClient client(start(
      [&](Request, Respond respond) {
        io = std::this_thread::get_id();
        other = std::thread([&, respond = std::move(respond)]() mutable {
          respond.resume([&](Respond again) {
            resumed = std::this_thread::get_id();
            again(text_response("resumed"));
          });
        });
      },
      {.threads = 1}));
  EXPECT_EQ(client.ask(get("/")).body, "resumed");
  other.join();
  EXPECT_EQ(io, resumed);
}

TEST_F(ServerTest, WorkThatThrowsAfterResumingGives500) {
  TestClient client(start([&](Request, Respond respond) {
    respond.resume([](Respond) { throw std::runtime_error("broken invariant"); });
  }));
  EXPECT_EQ(client.ask(get("/")).status, 500);
}

TEST_F(ServerTest, ABodyOfEverySmallSizeArrivesAsItWasSent) {  // libstdc++ 12 grows capacity
  TestClient client(start(echo));
  for (std::size_t size = 0; size < 80; ++size) {
    const std::string body(size, 'x');
    ASSERT_EQ(client.ask(post("/", body)).body, "POST / " + body) << size;
  }
}

TEST_F(ServerTest, ManyClientsAtOnceAreAllAnswered) {
  const std::uint16_t port = start(echo);
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      TestClient client(port);
      for (int i = 0; i < 100; ++i) good += client.ask(post("/a", "x")).status == 200;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 800);
}

TEST_F(ServerTest, SeveralListenersKeepTheirNames) {
  Server server(clock_);
  std::vector<std::uint16_t> ports;
  for (const char* name : {"api", "device", "public"}) {
    ports.push_back(*server.listen({.name = name, .address = {"127.0.0.1", 0}, .handler = echo}));
  }
  server.start();
  EXPECT_EQ(TestClient(ports[0]).ask(get("/")).headers.get("X-Listener"), "api");
  EXPECT_EQ(TestClient(ports[1]).ask(get("/")).headers.get("X-Listener"), "device");
  EXPECT_EQ(TestClient(ports[2]).ask(get("/")).headers.get("X-Listener"), "public");
}

}  // namespace
}  // namespace cleangate::http
