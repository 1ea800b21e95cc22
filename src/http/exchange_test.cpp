#include "http/exchange.h"

#include <gtest/gtest.h>

namespace cleangate::http {
namespace {

class RecordingSink final : public ExchangeSink {
 public:
  void respond(Response response, After after) override {
    statuses.push_back(response.status);
    if (after) after(true);
  }
  void accept_live(std::move_only_function<void(std::shared_ptr<LiveClient>)> on_open) override {
    ++lives;
    on_open(nullptr);
  }
  void resume(std::move_only_function<void()> work) override { work(); }
  std::vector<int> statuses;
  int lives = 0;
};

TEST(RespondTest, AnswersOnceAndASecondCallIsIgnored) {
  const auto sink = std::make_shared<RecordingSink>();
  {
    Respond respond(sink);
    int written = 0;
    respond(text_response("a", 201), [&](bool ok) { written += ok ? 1 : 100; });
    respond(text_response("b", 202));
    EXPECT_EQ(written, 1);
  }
  EXPECT_EQ(sink->statuses, std::vector<int>{201});
}

TEST(RespondTest, DestroyedUnusedItAnswers500) {
  const auto sink = std::make_shared<RecordingSink>();
  {
    const Respond respond(sink);
  }
  EXPECT_EQ(sink->statuses, std::vector<int>{500});
}

TEST(RespondTest, AMovedFromOneAnswersNothing) {
  const auto sink = std::make_shared<RecordingSink>();
  {
    Respond first(sink);
    Respond second(std::move(first));
    second(text_response("a"));
  }
  EXPECT_EQ(sink->statuses, std::vector<int>{200});
}

TEST(RespondTest, BecomingAWebSocketIsTheAnswer) {
  const auto sink = std::make_shared<RecordingSink>();
  {
    Respond respond(sink);
    respond.accept_live([](auto client) { EXPECT_EQ(client, nullptr); });
  }
  EXPECT_EQ(sink->lives, 1);
  EXPECT_TRUE(sink->statuses.empty());
}

TEST(RespondTest, ResumingHandsTheSameExchangeOn) {
  const auto sink = std::make_shared<RecordingSink>();
  {
    Respond respond(sink);
    respond.resume([](Respond again) { again(text_response("later", 202)); });
    respond(text_response("gone", 500));
    respond.resume([](Respond) { FAIL() << "it was handed on already"; });
  }
  EXPECT_EQ(sink->statuses, std::vector<int>{202});
}

TEST(RespondTest, AFunctionTakesResponsesButCannotBecomeAWebSocket) {
  std::vector<int> statuses;
  Respond respond([&](Response response, After) { statuses.push_back(response.status); });
  bool opened = true;
  respond.accept_live([&](auto client) { opened = client != nullptr; });
  EXPECT_FALSE(opened);
  EXPECT_EQ(statuses, std::vector<int>{426});
}

}  // namespace
}  // namespace cleangate::http
