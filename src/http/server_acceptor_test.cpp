#include "http/server_acceptor.h"

#include <gtest/gtest.h>

#include "http/test_client.h"

namespace cleangate::http {
namespace {

void ok(Request, Respond respond) {
  respond(text_response("ok"));
}

Listener on(std::string host, std::uint16_t port) {
  return {.name = "api", .address = {std::move(host), port}, .handler = ok};
}

TEST(AcceptorTest, SaysWhyItCannotListen) {
  SystemClock clock;
  Server server(clock);
  const auto port = server.listen(on("127.0.0.1", 0));
  ASSERT_TRUE(port);
  EXPECT_GT(*port, 0);
  const auto taken = server.listen(on("127.0.0.1", *port));
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::conflict);
  EXPECT_NE(taken.error().message.find(std::to_string(*port)), std::string::npos);
  const auto foreign = server.listen(on("192.0.2.1", 0));  // RFC 5737: nobody's address
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().code, ErrorCode::invalid);
  EXPECT_FALSE(server.listen(on("gate.local", 0)));
}

TEST(AcceptorTest, ListensOnIPv6Too) {
  SystemClock clock;
  Server server(clock);
  const auto port = server.listen(on("::", 0));
  if (!port) GTEST_SKIP() << "this machine has no IPv6: " << port.error().message;
  server.start();
  EXPECT_EQ(TestClient(*port).ask(get("/")).body, "ok");
}

TEST(AcceptorTest, AMissingCertificateIsAClearError) {
  SystemClock clock;
  Server server(clock);
  Listener listener = on("127.0.0.1", 0);
  listener.tls = TlsFiles{"/nonexistent/a.pem", "/nonexistent/b.pem"};
  const auto port = server.listen(std::move(listener));
  ASSERT_FALSE(port);
  EXPECT_EQ(port.error().code, ErrorCode::invalid);
  EXPECT_NE(port.error().message.find("certificate"), std::string::npos);
}

TEST(AcceptorTest, TakesSoManyConnectionsAndNoMore) {
  SystemClock clock;
  Server server(clock, {.max_connections = 3});
  const std::uint16_t port = *server.listen(on("127.0.0.1", 0));
  server.start();
  std::vector<TestClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back(port);
    ASSERT_EQ(clients.back().ask(get("/")).status, 200);
  }
  TestClient late(port);
  EXPECT_TRUE(late.ended());
  EXPECT_EQ(server.counters().refused, 1u);
  EXPECT_EQ(server.counters().open, 3u);
  clients.front().close();
  ASSERT_TRUE(eventually([&] { return server.counters().open == 2; }));
  EXPECT_EQ(TestClient(port).ask(get("/")).status, 200);
}

TEST(AcceptorTest, OneListenerDoesNotTakeAnothersPlaces) {
  SystemClock clock;
  Server server(clock, {.max_connections = 4});
  Listener people = on("127.0.0.1", 0);
  people.max_connections = 2;
  const std::uint16_t crowded = *server.listen(std::move(people));
  const std::uint16_t cameras = *server.listen(on("127.0.0.1", 0));
  server.start();
  TestClient first(crowded), second(crowded);
  ASSERT_EQ(first.ask(get("/")).status, 200);
  ASSERT_EQ(second.ask(get("/")).status, 200);
  EXPECT_TRUE(TestClient(crowded).ended());
  EXPECT_EQ(TestClient(cameras).ask(get("/")).status, 200);
}

TEST(AcceptorTest, ANewConnectionMustSayItsFirstWordSoon) {
  SystemClock clock;
  Server server(clock, {.first_byte_timeout = std::chrono::milliseconds(50)});
  const std::uint16_t port = *server.listen(on("127.0.0.1", 0));
  server.start();
  TestClient speaks(port);
  ASSERT_EQ(speaks.ask(get("/")).status, 200);  // from now on it may rest
  TestClient silent(port);
  EXPECT_TRUE(silent.ended());
  EXPECT_EQ(speaks.ask(get("/")).status, 200);
}

TEST(AcceptorTest, ALoopbackPeerIsNotPublic) {
  SystemClock clock;
  Server server(clock);
  Listener listener = on("127.0.0.1", 0);
  listener.refuse_public_peers = true;
  const std::uint16_t port = *server.listen(std::move(listener));
  server.start();
  EXPECT_EQ(TestClient(port).ask(get("/")).status, 200);
  EXPECT_EQ(server.counters().refused, 0u);
}

}  // namespace
}  // namespace cleangate::http
