#include "net/http_client.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <regex>
#include <thread>

#include "base/hash.h"
#include "http/server.h"

namespace cleangate::net {
namespace {

using service::IncomingResponse;
using service::OutgoingRequest;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Answer = Result<IncomingResponse>;

constexpr const char* kUser = "admin";
constexpr const char* kPassword = "Gate:12345";
constexpr const char* kNonce = "dcd98b7102dd2f0e8b11d0f600bfb0c0";

/// A device: our own server, with RFC 2617 digest computed here.
class Device {
 public:
  Device() : server_(clock_) {
    port_ = server_
                .listen({.name = "device",
                         .address = {"127.0.0.1", 0},
                         .handler =
                             [this](http::Request request, http::Respond respond) {
                               answer(std::move(request), std::move(respond));
                             }})
                .value();
    server_.start();
  }
  [[nodiscard]] std::string url(std::string_view path) const {
    return fmt::format("http://127.0.0.1:{}{}", port_, path);
  }
  /// "METHOD target authorised? body" of each request.
  std::vector<std::string> seen() {
    const std::lock_guard lock(mutex_);
    return seen_;
  }
  http::Headers last_headers() {
    const std::lock_guard lock(mutex_);
    return last_headers_;
  }

 private:
  static std::string field(const std::string& header, const char* name) {
    std::smatch match;
    const std::regex pattern(fmt::format("(?:^|[ ,]){}=\"?([^\",]*)\"?", name));
    return std::regex_search(header, match, pattern) ? match[1].str() : "";
  }
  static bool is_authorised(const http::Request& request) {
    const std::string given(request.headers.get("Authorization"));
    const std::string a1 = md5_hex(fmt::format("{}:IPCAM:{}", kUser, kPassword));
    const std::string a2 = md5_hex(request.method + ":" + field(given, "uri"));
    const std::string want = md5_hex(fmt::format("{}:{}:{}:{}:auth:{}", a1, kNonce,
                                                 field(given, "nc"), field(given, "cnonce"), a2));
    return given.starts_with("Digest ") && field(given, "uri") == request.target &&
           field(given, "response") == want;
  }
  void answer(http::Request request, http::Respond respond) {
    const bool authorised = is_authorised(request);
    {
      const std::lock_guard lock(mutex_);
      seen_.push_back(
          fmt::format("{} {} {} {}", request.method, request.target, authorised, request.body));
      last_headers_ = request.headers;
    }
    http::Response response = http::text_response("echo:" + request.body);
    if (request.path.starts_with("/digest") && !authorised) {
      response = http::text_response("no", 401);
      response.headers.add(
          "WWW-Authenticate",
          fmt::format("Digest realm=\"IPCAM\", qop=\"auth\", nonce=\"{}\"{}", kNonce,
                      request.path == "/digest/stale" ? ", stale=\"true\"" : ""));
    }
    if (request.path == "/redirect") {
      response.status = 302;
      response.headers.add("Location", "/elsewhere");
    }
    if (const auto size = request.query_value("size")) {
      response.body = std::string(std::stoul(std::string(*size)), 'x');
    }
    respond(std::move(response));
  }

  SystemClock clock_;
  std::mutex mutex_;
  std::vector<std::string> seen_;
  http::Headers last_headers_;
  http::Server server_;
  std::uint16_t port_ = 0;
};

/// A socket that takes connections into its backlog and never answers.
class BlackHole {
 public:
  BlackHole() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(socket_, 512);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~BlackHole() { ::close(socket_); }
  [[nodiscard]] std::string url() const { return fmt::format("http://127.0.0.1:{}/", port_); }
  [[nodiscard]] int socket() const { return socket_; }

 private:
  int socket_;
  std::uint16_t port_ = 0;
};

/// Collects answers; wait() gives them as they come.
class Answers {
 public:
  service::HttpClient::Done done() {
    return [this](Answer answer) {
      const std::lock_guard lock(mutex_);
      answers_.push_back(std::move(answer));
      came_.notify_all();
    };
  }
  Answer wait() {
    std::unique_lock lock(mutex_);
    if (!came_.wait_for(lock, std::chrono::seconds(20), [&] { return !answers_.empty(); })) {
      return fail(ErrorCode::internal, "no answer came to the test");
    }
    Answer first = std::move(answers_.front());
    answers_.pop_front();
    return first;
  }
  std::size_t count() {
    const std::lock_guard lock(mutex_);
    return answers_.size();
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Answer> answers_;
};

class HttpClientTest : public testing::Test {
 protected:
  Answer ask(OutgoingRequest request) {
    client_.send(std::move(request), answers_.done());
    return answers_.wait();
  }
  Answers answers_, dead_;  // outlive the client: it may answer until its end
  Device device_;
  HttpClient client_;
};

TEST_F(HttpClientTest, SendsMethodBodyAndFieldsAndGivesStatusAndBody) {
  for (const char* method : {"GET", "DELETE", "POST", "PUT", "PATCH"}) {
    const bool with_body = std::string_view(method).starts_with('P');
    const auto answer = ask({.method = method,
                             .url = device_.url("/a?b=c"),
                             .body = with_body ? "hello" : "",
                             .content_type = with_body ? "application/xml" : "",
                             .headers = {{"X-Key", "k"}, {"X-Empty", ""}}});
    ASSERT_TRUE(answer) << method << answer.error().message;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, with_body ? "echo:hello" : "echo:");
    EXPECT_EQ(device_.seen().back(),
              fmt::format("{} /a?b=c false {}", method, with_body ? "hello" : ""));
    const auto headers = device_.last_headers();
    EXPECT_EQ(headers.get("X-Key"), "k");
    EXPECT_TRUE(headers.has("X-Empty"));
    EXPECT_EQ(headers.get("Content-Type"), with_body ? "application/xml" : "");
    EXPECT_FALSE(headers.has("Expect"));
  }
}

TEST_F(HttpClientTest, ABodyMayHoldAnyBytes) {
  const std::string body("a\0b\xff", 4);
  EXPECT_EQ(ask({.method = "POST", .url = device_.url("/"), .body = body}).value().body,
            "echo:" + body);
}

TEST_F(HttpClientTest, AnyStatusIsAResponseAndRedirectsAreNotFollowed) {
  const auto answer = ask({.url = device_.url("/redirect")});
  EXPECT_EQ(answer.value().status, 302);
  EXPECT_EQ(device_.seen().size(), 1u);
  EXPECT_EQ(ask({.url = device_.url("/digest")}).value().status, 401) << "no user was given";
}

TEST_F(HttpClientTest, ProvesItselfByDigest) {
  for (const char* method : {"GET", "PUT", "POST"}) {
    const std::size_t before = device_.seen().size();
    const auto answer = ask({.method = method,
                             .url = device_.url("/digest/barrierGate?channel=1"),
                             .body = "<open/>",
                             .username = kUser,
                             .password = kPassword});
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "echo:<open/>");
    EXPECT_EQ(device_.seen().size() - before, 2u) << "the question and the proof";
  }
}

TEST_F(HttpClientTest, AWrongPasswordIsDeniedAfterTheSecondTryAndNeverTriedAgain) {
  for (const char* path : {"/digest/a", "/digest/stale"}) {
    const std::size_t before = device_.seen().size();
    const auto answer = ask({.method = "PUT",
                             .url = device_.url(path),
                             .body = "x",
                             .username = kUser,
                             .password = "wrong"});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::denied);
    EXPECT_EQ(answer.error().message.find("wrong"), std::string::npos) << "no secrets";
    EXPECT_EQ(device_.seen().size() - before, 2u) << path;
  }
}

TEST_F(HttpClientTest, APasswordIsNeverSentInClear) {
  ASSERT_TRUE(ask({.url = device_.url("/open"), .username = kUser, .password = kPassword}));
  EXPECT_FALSE(device_.last_headers().has("Authorization")) << "nobody asked for it";
}

TEST_F(HttpClientTest, RefusesWhatIsNoUrlOrNoRequest) {
  for (const char* url : {"ftp://127.0.0.1/", "file:///etc/passwd", "nonsense", ""}) {
    const auto answer = ask({.url = url});
    ASSERT_FALSE(answer) << url;
    EXPECT_EQ(answer.error().code, ErrorCode::invalid);
  }
  EXPECT_EQ(ask({.method = "A B", .url = device_.url("/")}).error().code, ErrorCode::invalid);
}

TEST_F(HttpClientTest, TakesAReplyUpToTheLimitAndNoLarger) {
  const auto ask_size = [&](std::size_t size) {
    return ask({.url = device_.url("/?size=" + std::to_string(size))});
  };
  EXPECT_EQ(ask_size(kMaxOutgoingReplyBytes - 1).value().body.size(), kMaxOutgoingReplyBytes - 1);
  EXPECT_EQ(ask_size(kMaxOutgoingReplyBytes).value().body.size(), kMaxOutgoingReplyBytes);
  const auto over = ask_size(kMaxOutgoingReplyBytes + 1);
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, ErrorCode::too_large);
}

TEST_F(HttpClientTest, NobodyListeningIsUnavailable) {
  std::string url;
  {
    const BlackHole gone;
    url = gone.url();
  }
  const auto answer = ask({.url = url});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
}

TEST_F(HttpClientTest, DeadAddressesTimeOutWithoutHoldingUpOthers) {
  const BlackHole hole;
  for (std::size_t i = 0; i < kMaxOutgoingPerHost + 10; ++i) {
    client_.send({.url = hole.url(), .timeout = milliseconds(2000)}, dead_.done());
  }
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(ask({.url = device_.url("/")}));
  EXPECT_EQ(dead_.count(), 0u);
  for (std::size_t i = 0; i < kMaxOutgoingPerHost + 10; ++i) {
    const auto answer = dead_.wait();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::timeout) << answer.error().message;
  }
}

TEST_F(HttpClientTest, AFullLineIsUnavailableForThatHostOnly) {
  const BlackHole hole;
  const std::size_t room = kMaxOutgoingPerHost + kMaxOutgoingQueuePerHost;
  for (std::size_t i = 0; i < kMaxOutgoingPerHost; ++i) {
    client_.send({.url = hole.url(), .timeout = milliseconds(3000)}, dead_.done());
  }
  ASSERT_TRUE(ask({.url = device_.url("/")}));  // by now those are in flight
  for (std::size_t i = kMaxOutgoingPerHost; i < room; ++i) {
    client_.send({.url = hole.url(), .timeout = milliseconds(3000)}, dead_.done());
  }
  ASSERT_TRUE(ask({.url = device_.url("/")}));
  EXPECT_EQ(dead_.count(), 0u);
  client_.send({.url = hole.url(), .timeout = milliseconds(3000)}, dead_.done());
  const auto answer = dead_.wait();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
  ASSERT_TRUE(ask({.url = device_.url("/")}));
  for (std::size_t i = 0; i < room; ++i) {
    EXPECT_EQ(dead_.wait().error().code, ErrorCode::timeout);
  }
}

TEST_F(HttpClientTest, ATimeThatIsOverBeforeItBeganIsATimeout) {
  const BlackHole hole;
  for (const auto timeout : {milliseconds(-1), milliseconds(0), milliseconds(1)}) {
    for (int i = 0; i < 20; ++i) {
      client_.send({.url = hole.url(), .timeout = timeout}, dead_.done());
      const auto answer = dead_.wait();
      ASSERT_FALSE(answer);
      ASSERT_EQ(answer.error().code, ErrorCode::timeout) << answer.error().message;
    }
  }
}

TEST_F(HttpClientTest, WhatWasSentIsNeverSentAgainWhenTheReplyIsMissing) {
  const BlackHole hole;
  std::atomic<int> requests{0};
  std::thread device([&] {
    timeval wait{1, 0};
    setsockopt(hole.socket(), SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    int connection = 0;
    while ((connection = ::accept(hole.socket(), nullptr, nullptr)) >= 0) {
      char bytes[4096];
      if (::recv(connection, bytes, sizeof bytes, 0) > 0) ++requests;
      ::close(connection);
    }
  });
  const auto answer = ask({.method = "PUT", .url = hole.url(), .body = "pulse"});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
  device.join();
  EXPECT_EQ(requests, 1);
}

TEST_F(HttpClientTest, ManyExchangesRunSideBySide) {
  for (int i = 0; i < 30; ++i) {
    client_.send({.method = "POST", .url = device_.url("/"), .body = std::to_string(i)},
                 answers_.done());
  }
  for (int i = 0; i < 30; ++i) EXPECT_TRUE(answers_.wait());
  EXPECT_EQ(device_.seen().size(), 30u);
}

TEST_F(HttpClientTest, AFreePlaceIsTakenAtOnce) {  // it once was taken when the next was late
  HttpClient narrow({.in_flight = 1, .in_flight_per_host = 1});
  const auto timeout = std::chrono::minutes(1);  // who sleeps until then hangs the test
  for (int i = 0; i < 20; ++i) {
    narrow.send({.url = device_.url("/"), .timeout = timeout}, answers_.done());
  }
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(answers_.wait());
}

TEST_F(HttpClientTest, AnAnswerMaySendTheNextRequest) {
  client_.send({.url = device_.url("/first")},
               [&](Answer) { client_.send({.url = device_.url("/second")}, answers_.done()); });
  EXPECT_TRUE(answers_.wait());
  EXPECT_EQ(device_.seen().back(), "GET /second false ");
}

TEST(HttpClientEndTest, AnAnswerThatSendsAgainWhileEndingIsAnsweredToo) {
  const BlackHole hole;
  Answers answers;
  {
    HttpClient client;
    client.send({.url = hole.url(), .timeout = std::chrono::seconds(30)},
                [&](Answer) { client.send({.url = hole.url()}, answers.done()); });
  }
  ASSERT_EQ(answers.count(), 1u);
  EXPECT_EQ(answers.wait().error().code, ErrorCode::unavailable);
}

TEST(HttpClientEndTest, EndsWhatIsUnderWayAndWhatWaits) {
  const BlackHole hole;
  Answers answers;
  std::size_t sent = kMaxOutgoingPerHost + 5;
  const auto start = steady_clock::now();
  {
    HttpClient client;
    for (std::size_t i = 0; i < sent; ++i) {
      client.send({.url = hole.url(), .timeout = std::chrono::seconds(30)}, answers.done());
    }
  }
  EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(2));
  ASSERT_EQ(answers.count(), sent);
  while (sent-- > 0) EXPECT_EQ(answers.wait().error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace cleangate::net
