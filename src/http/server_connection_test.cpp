#include "http/server_connection.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "http/test_client.h"

namespace cleangate::http {
namespace {

using std::chrono::milliseconds;

/// A handler that keeps each request until the test answers it.
class Desk {
 public:
  struct Held {
    Request request;
    Respond respond;
  };
  Handler handler() {
    return [this](Request request, Respond respond) {
      const std::lock_guard lock(mutex_);
      held_.push_back(std::make_unique<Held>(std::move(request), std::move(respond)));
      arrived_.notify_all();
    };
  }
  std::unique_ptr<Held> take() {
    std::unique_lock lock(mutex_);
    if (!arrived_.wait_for(lock, std::chrono::seconds(10), [&] { return !held_.empty(); })) {
      throw std::runtime_error("no request came");
    }
    auto first = std::move(held_.front());
    held_.erase(held_.begin());
    return first;
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::unique_ptr<Held>> held_;
};

/// Whether the reply was written, once it is known.
class Written {
 public:
  After after() {
    return [this](bool written) {
      const std::lock_guard lock(mutex_);
      result_ = written;
      ++calls_;
      known_.notify_all();
    };
  }
  std::optional<bool> wait() {
    std::unique_lock lock(mutex_);
    known_.wait_for(lock, std::chrono::seconds(10), [&] { return result_.has_value(); });
    EXPECT_EQ(calls_, 1);
    return result_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable known_;
  std::optional<bool> result_;
  int calls_ = 0;
};

class ConnectionTest : public testing::Test {
 protected:
  std::uint16_t start(ServerOptions options = {}) {
    server_.emplace(clock_, options);
    const auto port = server_->listen(
        {.name = "device", .address = {"127.0.0.1", 0}, .handler = desk_.handler()});
    server_->start();
    return port.value();
  }

  SystemClock clock_;
  Desk desk_;
  std::optional<Server> server_;
};

TEST_F(ConnectionTest, AfterSaysThatTheReplyWasWritten) {
  TestClient client(start());
  client.send(get("/"));
  Written written;
  const auto held = desk_.take();
  EXPECT_FALSE(*held->request.connection_closed);
  held->respond(text_response("open"), written.after());
  EXPECT_EQ(written.wait(), true);
  EXPECT_EQ(client.reply().body, "open");
}

TEST_F(ConnectionTest, AClientThatHungUpBeforeTheReplyIsNoticedAndTold) {
  TestClient client(start());
  client.send(get("/"));
  const auto held = desk_.take();
  client.close();
  EXPECT_TRUE(eventually([&] { return held->request.connection_closed->load(); }))
      << "without any reply being tried";
  Written written;
  held->respond(text_response("open"), written.after());
  EXPECT_EQ(written.wait(), false);
  EXPECT_EQ(server_->counters().hang_ups, 1u);
  EXPECT_EQ(server_->counters().open, 0u);
}

TEST_F(ConnectionTest, AResetIsAHangUpToo) {
  TestClient client(start());
  client.send(get("/"));
  const auto held = desk_.take();
  client.reset();
  EXPECT_TRUE(eventually([&] { return held->request.connection_closed->load(); }));
  Written written;
  held->respond(text_response("open"), written.after());
  EXPECT_EQ(written.wait(), false);
}

TEST_F(ConnectionTest, AHangUpJustBeforeTheReplyIsSeenByTheReply) {
  const std::uint16_t port = start();
  for (int i = 0; i < 50; ++i) {  // no time for the watch: the reply itself must look
    TestClient client(port);
    client.send(get("/"));
    const auto held = desk_.take();
    client.close();
    Written written;
    held->respond(text_response("open"), written.after());
    ASSERT_EQ(written.wait(), false) << i;
  }
}

TEST_F(ConnectionTest, ALineEndAfterTheBodyIsNeitherAHangUpNorARequest) {
  TestClient client(start());
  client.send(post("/", "x"));
  const auto held = desk_.take();
  client.send("\r\n");
  std::this_thread::sleep_for(milliseconds(20));
  Written written;
  held->respond(text_response("a"), written.after());
  EXPECT_EQ(written.wait(), true);
  EXPECT_EQ(client.reply().headers.get("Connection"), "");
  client.send(get("/next"));
  desk_.take()->respond(text_response("b"));
  EXPECT_EQ(client.reply().body, "b");
}

TEST_F(ConnectionTest, APipelinedRequestIsNotServedAndTheConnectionCloses) {
  TestClient client(start());
  client.send(get("/first") + get("/second"));
  desk_.take()->respond(text_response("first"));
  const Reply reply = client.reply();
  EXPECT_EQ(reply.body, "first");
  EXPECT_EQ(reply.headers.get("Connection"), "close");
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(server_->counters().requests, 1u);
}

TEST_F(ConnectionTest, ARequestSentWhileTheFirstIsInHandIsPipelinedToo) {
  TestClient client(start());
  client.send(get("/first"));
  const auto held = desk_.take();
  client.send(get("/second"));
  std::this_thread::sleep_for(milliseconds(20));
  held->respond(text_response("first"));
  EXPECT_EQ(client.reply().body, "first");
  EXPECT_TRUE(client.ended() || client.reply().status == 0);
}

TEST_F(ConnectionTest, AnAnswerAfterTheServerIsGoneIsToldFalse) {
  TestClient client(start({.stop_timeout = milliseconds(50)}));
  client.send(get("/"));
  const auto held = desk_.take();
  server_.reset();
  EXPECT_TRUE(*held->request.connection_closed);
  Written written;
  held->respond(text_response("late"), written.after());
  EXPECT_EQ(written.wait(), false);
}

TEST_F(ConnectionTest, AHeaderThatDoesNotEndIsAnswered408) {
  TestClient client(start({.header_timeout = milliseconds(50)}));
  client.send("GET / HT");
  EXPECT_EQ(client.reply().status, 408);
  EXPECT_TRUE(client.ended());
}

TEST_F(ConnectionTest, ABodyThatDoesNotEndIsAnswered408) {
  TestClient client(start({.body_timeout = milliseconds(50)}));
  client.send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(client.reply().status, 408);
  EXPECT_TRUE(client.ended());
}

TEST_F(ConnectionTest, ASlowDripDoesNotMoveTheHeaderDeadline) {
  TestClient client(start({.header_timeout = milliseconds(100)}));
  const std::string request = get("/" + std::string(200, 'x'));
  for (const char byte : request) {
    if (client.readable_within(milliseconds(2))) break;
    client.send({&byte, 1});
  }
  EXPECT_EQ(client.reply().status, 408);
}

TEST_F(ConnectionTest, ASilentConnectionIsClosedWithoutAWord) {
  TestClient client(start({.idle_timeout = milliseconds(50)}));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(server_->counters().bad_requests, 0u);
}

TEST_F(ConnectionTest, AHandlerMayTakeLongerThanEveryTimeout) {
  TestClient client(start({.header_timeout = milliseconds(20),
                           .body_timeout = milliseconds(20),
                           .write_timeout = milliseconds(20),
                           .idle_timeout = milliseconds(20)}));
  client.send(get("/"));
  const auto held = desk_.take();
  std::this_thread::sleep_for(milliseconds(80));
  held->respond(text_response("at last"));
  EXPECT_EQ(client.reply().body, "at last");
}

TEST_F(ConnectionTest, AClientThatDoesNotReadIsCutAndToldFalse) {
  TestClient client(start({.write_timeout = milliseconds(100)}));
  client.small_receive_buffer();
  client.send(get("/"));
  Written written;
  desk_.take()->respond(text_response(std::string(32u << 20, 'x')), written.after());
  EXPECT_EQ(written.wait(), false);
  EXPECT_EQ(server_->counters().hang_ups, 1u);
}

TEST_F(ConnectionTest, ALargeReplyArrivesWhole) {
  TestClient client(start());
  client.send(get("/"));
  const std::string large(8u << 20, 'x');
  Written written;
  desk_.take()->respond(text_response(large), written.after());
  EXPECT_TRUE(client.reply().body == large);
  EXPECT_EQ(written.wait(), true);
}

}  // namespace
}  // namespace cleangate::http
