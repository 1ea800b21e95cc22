#include <gtest/gtest.h>

#include "http/api/test_plant.h"

namespace cleangate::http {
namespace {

class LiveRoutesTest : public testing::Test {
 protected:
  LiveRoutesTest() { here_.furnish(); }
  /// Plates of the passages a client got, in order.
  static std::vector<std::string> plates(const FakeClient& client) {
    std::vector<std::string> out;
    for (const auto& [json, index] : client.sent) {
      out.emplace_back(json["passage"]["plate"].text().value_or("none"));
    }
    return out;
  }
  Json arrives(const char* plate) { return here_.arrives(plate, plate::Colour::blue); }
  TestPlant here_;
};

TEST_F(LiveRoutesTest, WithoutAnIndexAConsoleGetsWhatComesFromNowOn) {
  const Json before = arrives("冀A00001");
  const auto client = here_.connect("/api/v1/live", "guard-token");
  ASSERT_TRUE(client);
  EXPECT_TRUE(client->sent.empty());
  arrives("冀A00002");
  ASSERT_FALSE(client->sent.empty());
  EXPECT_EQ(plates(*client).back(), "冀A00002");
  EXPECT_GT(client->sent.front().second, *before["updated_index"].integer());
}

TEST_F(LiveRoutesTest, WithAnIndexItGetsEverythingSinceThenAndNothingTwice) {
  const Json first = arrives("冀A00001");
  arrives("冀A00002");
  const auto after = std::to_string(*first["updated_index"].integer());
  const auto client = here_.connect("/api/v1/live?after=" + after, "guard-token");
  EXPECT_EQ(plates(*client).back(), "冀A00002");
  arrives("冀A00003");
  EXPECT_EQ(plates(*client).back(), "冀A00002") << "held until the history was taken";
  while (client->drain()) here_.loop.run_until_idle();
  EXPECT_EQ(plates(*client).back(), "冀A00003");
  std::int64_t last = *first["updated_index"].integer();
  for (const auto& [json, index] : client->sent) {
    EXPECT_EQ(json["index"].integer(), index);
    EXPECT_GT(index, last) << "rising, so the newest is where to resume";
    last = index;
  }
}

TEST_F(LiveRoutesTest, ALongHistoryComesPageByPageAsTheClientTakesIt) {
  for (int i = 0; i < 520; ++i) {
    here_.loop.advance(std::chrono::minutes(1));
    arrives(("冀A1" + std::to_string(1000 + i)).c_str());
  }
  const auto client = here_.connect("/api/v1/live?after=0", "guard-token");
  EXPECT_EQ(client->sent.size(), 500u);
  ASSERT_TRUE(client->drain());
  here_.loop.run_until_idle();
  EXPECT_EQ(client->sent.size(), 520u);
  ASSERT_TRUE(client->drain());
  here_.loop.run_until_idle();
  EXPECT_FALSE(client->drain()) << "it lives now";
  EXPECT_EQ(here_.hub.clients(), 1u);
}

TEST_F(LiveRoutesTest, AClientThatHangsUpOnTheWayIsLeftAlone) {
  arrives("冀A00001");
  const auto client = here_.connect("/api/v1/live?after=0", "guard-token");
  client->hang_up();
  client->drain();
  here_.loop.run_until_idle();
  EXPECT_EQ(here_.hub.clients(), 0u);
}

TEST_F(LiveRoutesTest, AnIndexThatIsNoneIsRefused) {
  const auto client = here_.connect("/api/v1/live?after=x", "guard-token");
  EXPECT_EQ(client->closed_code, 1008);
}

TEST_F(LiveRoutesTest, ABoardGetsTheStateThenArrivals) {
  const auto board = here_.connect("/api/v1/board/live?key=board-key");
  ASSERT_TRUE(board);
  ASSERT_EQ(board->sent.size(), 1u);
  EXPECT_EQ(board->sent[0].first["type"].text(), "state");
  EXPECT_EQ(board->sent[0].first["plant"]["name"].text(), "测试厂");
  arrives("冀A00001");
  ASSERT_GT(board->sent.size(), 1u);
  EXPECT_EQ(board->sent[1].first["type"].text(), "arrival");
  EXPECT_EQ(board->sent[1].first["plate"].text(), "冀A00001");
}

TEST_F(LiveRoutesTest, OneKeyOpensSoManyBoardsAndLeavesTheOthersTheirPlaces) {
  std::vector<std::shared_ptr<FakeClient>> boards;
  for (std::size_t i = 0; i < kMaxLivePerPrincipal; ++i) {
    boards.push_back(here_.connect("/api/v1/board/live?key=board-key"));
    ASSERT_TRUE(boards.back()) << i;
  }
  Request more = TestPlant::request("GET", "/api/v1/board/live?key=board-key");
  more.wants_websocket = true;
  const Response refused = here_.ask(std::move(more), here_.api->router());
  EXPECT_EQ(refused.status, 429);
  EXPECT_NE(refused.content().find("at most 16 live connections"), std::string::npos);
  EXPECT_TRUE(here_.connect("/api/v1/live", "guard-token"));
}

TEST_F(LiveRoutesTest, ABoardsKeyOpensNoConsoleAndAWrongOneNothing) {
  EXPECT_FALSE(here_.connect("/api/v1/live?key=board-key"));
  EXPECT_FALSE(here_.connect("/api/v1/board/live?key=wrong"));
  EXPECT_FALSE(here_.connect("/api/v1/board/live"));
}

}  // namespace
}  // namespace cleangate::http
