#include "http/server_channel.h"

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <filesystem>
#include <fstream>

#include "http/test_client.h"
#include "http/tls.h"

namespace cleangate::http {
namespace {

/// A TLS client that trusts one certificate and checks the name "localhost".
class TlsTestClient {
 public:
  TlsTestClient(std::uint16_t port, const std::string& trusted, int most = TLS1_3_VERSION)
      : context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_load_verify_locations(context_, trusted.c_str(), nullptr);
    SSL_CTX_set_verify(context_, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_max_proto_version(context_, most);
    SSL_CTX_set_security_level(context_, 0);
    ssl_ = SSL_new(context_);
    SSL_set1_host(ssl_, "localhost");
    BIO* bio = BIO_new_connect(("127.0.0.1:" + std::to_string(port)).c_str());
    SSL_set_bio(ssl_, bio, bio);
    connected_ = SSL_connect(ssl_) == 1;
  }
  ~TlsTestClient() {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
  }
  TlsTestClient(const TlsTestClient&) = delete;
  TlsTestClient& operator=(const TlsTestClient&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }
  void send(std::string_view bytes) {
    ASSERT_EQ(SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())),
              static_cast<int>(bytes.size()));
  }
  /// Reads until `end` or the end of the stream.
  std::string read_until(std::string_view end) {
    char bytes[16384];
    while (input_.find(end) == std::string::npos) {
      const int count = SSL_read(ssl_, bytes, sizeof bytes);
      if (count <= 0) break;
      input_.append(bytes, static_cast<std::size_t>(count));
    }
    return std::exchange(input_, "");
  }
  void shutdown() { SSL_shutdown(ssl_); }

 private:
  SSL_CTX* context_;
  SSL* ssl_ = nullptr;
  bool connected_ = false;
  std::string input_;
};

class TlsServerTest : public testing::Test {
 protected:
  TlsServerTest()
      : folder_(testing::TempDir() + "tls-" + std::to_string(getpid()) + "-" +
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::create_directories(folder_);
    const auto made = make_certificate({"localhost", "127.0.0.1"}, clock_.wall());
    EXPECT_TRUE(write_certificate(made.value(), certificate(), key()));
  }
  ~TlsServerTest() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string certificate() const { return folder_ + "/certificate.pem"; }
  [[nodiscard]] std::string key() const { return folder_ + "/key.pem"; }

  std::uint16_t start(Handler handler) {
    const auto port = server_.listen({.name = "api",
                                      .address = {"127.0.0.1", 0},
                                      .tls = TlsFiles{certificate(), key()},
                                      .handler = std::move(handler),
                                      .body_limit = [](const Request&) { return kMaxBodyBytes; }});
    server_.start();
    return port.value();
  }

  SystemClock clock_;
  std::string folder_;
  Server server_{clock_};
};

void echo(Request request, Respond respond) {
  respond(text_response((request.secure ? "secure " : "plain ") + std::move(request.body)));
}

TEST_F(TlsServerTest, ServesRequestsToAClientThatTrustsTheCertificate) {
  TlsTestClient client(start(echo), certificate());
  ASSERT_TRUE(client.connected());
  for (const char* body : {"one", "two"}) {
    client.send(post("/", body));
    EXPECT_NE(client.read_until(body).find("secure"), std::string::npos);
  }
}

TEST_F(TlsServerTest, CarriesLargeBodiesBothWays) {
  TlsTestClient client(start(echo), certificate());
  const std::string body = std::string(1'000'000, 'x') + "END";
  client.send(post("/", body));
  const std::string reply = client.read_until("END");
  EXPECT_EQ(reply.substr(reply.find("\r\n\r\n") + 4), "secure " + body);
}

TEST_F(TlsServerTest, RefusesOldProtocols) {
  const std::uint16_t port = start(echo);
  EXPECT_FALSE(TlsTestClient(port, certificate(), TLS1_1_VERSION).connected());
  EXPECT_TRUE(TlsTestClient(port, certificate(), TLS1_2_VERSION).connected());
}

TEST_F(TlsServerTest, AnotherCertificateIsNotTrusted) {
  const auto other = make_certificate({"localhost"}, clock_.wall());
  std::ofstream(folder_ + "/other.pem") << other->certificate_pem;
  EXPECT_FALSE(TlsTestClient(start(echo), folder_ + "/other.pem").connected());
}

TEST_F(TlsServerTest, AKeyOfAnotherCertificateIsRefusedAtTheStart) {
  const auto other = make_certificate({"localhost"}, clock_.wall());
  std::ofstream(folder_ + "/other.pem") << other->key_pem;
  const auto port = server_.listen({.name = "api",
                                    .address = {"127.0.0.1", 0},
                                    .tls = TlsFiles{certificate(), folder_ + "/other.pem"},
                                    .handler = echo});
  ASSERT_FALSE(port);
  EXPECT_NE(port.error().message.find("key"), std::string::npos);
}

TEST_F(TlsServerTest, PlainTextOnATlsPortEndsQuietlyAndOthersAreServed) {
  const std::uint16_t port = start(echo);
  TestClient plain(port);
  plain.send(get("/"));
  EXPECT_TRUE(plain.ended());
  EXPECT_TRUE(TlsTestClient(port, certificate()).connected());
}

TEST_F(TlsServerTest, NoticesAHangUpBeforeTheReply) {
  std::mutex mutex;
  std::optional<Respond> held;
  std::shared_ptr<const std::atomic<bool>> closed;
  const std::uint16_t port = start([&](Request request, Respond respond) {
    const std::lock_guard lock(mutex);
    closed = request.connection_closed;
    held.emplace(std::move(respond));
  });
  {
    TlsTestClient client(port, certificate());
    client.send(get("/"));
    ASSERT_TRUE(eventually([&] {
      const std::lock_guard lock(mutex);
      return held.has_value();
    }));
    client.shutdown();
  }
  EXPECT_TRUE(eventually([&] {
    if (*closed) return true;
    return false;
  })) << "the goodbye record and the end may come apart";
  std::atomic<int> told{0};
  (*held)(text_response("open"), [&](bool written) { told = written ? 1 : 2; });
  EXPECT_TRUE(eventually([&] { return told == 2; }));
}

TEST_F(TlsServerTest, OpensAWebSocket) {
  const std::uint16_t port = start([](Request, Respond respond) {
    respond.accept_live([](std::shared_ptr<LiveClient> client) {
      if (client) client->send(std::make_shared<const std::string>("over tls"), 1);
    });
  });
  TlsTestClient client(port, certificate());
  client.send(get("/",
                  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
  EXPECT_NE(client.read_until("over tls").find("101 Switching"), std::string::npos);
}

TEST_F(TlsServerTest, ClosesCleanlyWhenTheClientAsks) {
  TlsTestClient client(start(echo), certificate());
  client.send(get("/", "Connection: close\r\n"));
  EXPECT_NE(client.read_until("never").find("secure"), std::string::npos);
}

}  // namespace
}  // namespace cleangate::http
