#include "http/api/live_hub.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "http/api/test_plant.h"

namespace cleangate::http {
namespace {

Json numbered(int n) {
  return Json::object({{"n", n}});
}

std::vector<std::int64_t> indexes(const FakeClient& client) {
  std::vector<std::int64_t> out;
  for (const auto& [json, index] : client.sent) out.push_back(index);
  return out;
}

TEST(LiveHubTest, AConsoleGetsWhatIsCommittedOnceItHasCaughtUp) {
  LiveHub hub;
  const auto client = std::make_shared<FakeClient>();
  ASSERT_TRUE(hub.join_console(client));
  hub.passage_changed(7, numbered(7));
  EXPECT_TRUE(client->sent.empty()) << "held while it reads the log";
  EXPECT_TRUE(hub.catch_up(client, -1));
  hub.passage_changed(8, numbered(8));
  EXPECT_EQ(indexes(*client), (std::vector<std::int64_t>{7, 8}));
  EXPECT_EQ(client->sent[0].first["type"].text(), "passage");
  EXPECT_EQ(client->sent[0].first["index"].integer(), 7);
  EXPECT_EQ(client->sent[0].first["passage"]["n"].integer(), 7);
}

TEST(LiveHubTest, WhatTheLogHasShownAlreadyIsNotSentAgain) {
  LiveHub hub;
  const auto client = std::make_shared<FakeClient>();
  ASSERT_TRUE(hub.join_console(client));
  for (int i = 5; i <= 9; ++i) hub.passage_changed(static_cast<std::uint64_t>(i), numbered(i));
  EXPECT_TRUE(hub.catch_up(client, 7));
  EXPECT_EQ(indexes(*client), (std::vector<std::int64_t>{8, 9}));
}

TEST(LiveHubTest, WhenTooMuchWasHeldTheLogIsReadAgain) {
  LiveHub hub;
  const auto client = std::make_shared<FakeClient>();
  ASSERT_TRUE(hub.join_console(client));
  for (std::size_t i = 0; i < kMaxLiveBacklog; ++i) hub.passage_changed(i, numbered(0));
  EXPECT_TRUE(hub.catch_up(client, 1'000'000)) << "as many as may be held";
  const auto other = std::make_shared<FakeClient>();
  ASSERT_TRUE(hub.join_console(other));
  for (std::size_t i = 0; i <= kMaxLiveBacklog; ++i) hub.passage_changed(i, numbered(0));
  EXPECT_FALSE(hub.catch_up(other, -1)) << "one more";
  EXPECT_TRUE(other->sent.empty());
  EXPECT_TRUE(hub.catch_up(other, 5000));
}

TEST(LiveHubTest, ABoardGetsItsStateFirstAndOnlyItsOwnMessages) {
  LiveHub hub;
  const auto board = std::make_shared<FakeClient>();
  ASSERT_TRUE(hub.join_board(board, Json::object({{"type", "state"}})));
  hub.passage_changed(3, numbered(3));
  hub.board(Json::object({{"type", "arrival"}}));
  ASSERT_EQ(board->sent.size(), 2u);
  EXPECT_EQ(board->sent[0].first["type"].text(), "state");
  EXPECT_EQ(board->sent[1].first["type"].text(), "arrival");
}

TEST(LiveHubTest, AnAlertGoesToTheConsolesAndToNoBoard) {
  LiveHub hub;
  const auto console = std::make_shared<FakeClient>(), reading = std::make_shared<FakeClient>();
  const auto board = std::make_shared<FakeClient>();
  ASSERT_TRUE(hub.join_console(console));
  ASSERT_TRUE(hub.join_console(reading));
  ASSERT_TRUE(hub.join_board(board, Json::object()));
  EXPECT_TRUE(hub.catch_up(console, -1));
  hub.alert(Json::object({{"type", "alert"}, {"alert", "not_recorded"}}));
  ASSERT_EQ(console->sent.size(), 1u);
  EXPECT_EQ(console->sent[0].first["alert"].text(), "not_recorded");
  EXPECT_TRUE(reading->sent.empty()) << "held while it reads the log";
  EXPECT_TRUE(hub.catch_up(reading, 5));
  EXPECT_EQ(indexes(*reading), (std::vector<std::int64_t>{5})) << "its place in the log stays";
  EXPECT_EQ(board->sent.size(), 1u) << "only its state";
}

TEST(LiveHubTest, WhatLastsIsToldToAConsoleThatComesLaterUntilItEnds) {
  LiveHub hub;
  const auto alert = [](bool on) {
    return Json::object({{"type", "alert"}, {"alert", "disk_full"}, {"on", on}});
  };
  hub.alert(alert(true));
  hub.alert(Json::object({{"type", "alert"}, {"alert", "not_recorded"}}));
  const auto during = std::make_shared<FakeClient>(), after = std::make_shared<FakeClient>();
  ASSERT_TRUE(hub.join_console(during));
  EXPECT_TRUE(hub.catch_up(during, -1));
  ASSERT_EQ(during->sent.size(), 1u);
  EXPECT_EQ(during->sent[0].first["on"].boolean(), true);
  hub.alert(alert(false));
  EXPECT_EQ(during->sent.size(), 2u);
  ASSERT_TRUE(hub.join_console(after));
  EXPECT_TRUE(hub.catch_up(after, -1));
  EXPECT_TRUE(after->sent.empty());
}

TEST(LiveHubTest, WhatLastsIsToldAlsoWhenTooMuchWasHeld) {
  LiveHub hub;
  hub.alert(Json::object({{"type", "alert"}, {"alert", "disk_full"}, {"on", true}}));
  const auto client = std::make_shared<FakeClient>();
  ASSERT_TRUE(hub.join_console(client));
  for (std::size_t i = 0; i <= kMaxLiveBacklog; ++i) hub.passage_changed(i, numbered(0));
  EXPECT_FALSE(hub.catch_up(client, -1));
  EXPECT_TRUE(hub.catch_up(client, 5000));
  ASSERT_EQ(client->sent.size(), 1u);
  EXPECT_EQ(client->sent[0].first["alert"].text(), "disk_full");
}

TEST(LiveHubTest, WhoHangsUpIsForgotten) {
  LiveHub hub;
  const auto console = std::make_shared<FakeClient>(), board = std::make_shared<FakeClient>();
  ASSERT_TRUE(hub.join_console(console));
  ASSERT_TRUE(hub.join_board(board, Json::object()));
  EXPECT_EQ(hub.clients(), 2u);
  console->hang_up();
  board->hang_up();
  EXPECT_EQ(hub.clients(), 0u);
  EXPECT_EQ(console.use_count(), 1);
  EXPECT_TRUE(hub.catch_up(console, 0)) << "nothing left to do";
  hub.passage_changed(1, numbered(1));
}

TEST(LiveHubTest, AClientThatWasGoneBeforeItJoinedDoesNotStay) {
  LiveHub hub;
  const auto client = std::make_shared<FakeClient>();
  client->hang_up();
  EXPECT_TRUE(hub.join_console(client));
  EXPECT_EQ(hub.clients(), 0u);
}

TEST(LiveHubTest, TakesSoManyClientsAndNoMore) {
  LiveHub hub;
  std::vector<std::shared_ptr<FakeClient>> clients;
  for (std::size_t i = 0; i < kMaxLiveClients; ++i) {
    clients.push_back(std::make_shared<FakeClient>());
    ASSERT_TRUE(i % 2 == 0 ? hub.join_console(clients.back())
                           : hub.join_board(clients.back(), Json::object()));
  }
  EXPECT_FALSE(hub.join_console(std::make_shared<FakeClient>()));
  EXPECT_FALSE(hub.join_board(std::make_shared<FakeClient>(), Json::object()));
  clients.front()->hang_up();
  EXPECT_TRUE(hub.join_console(std::make_shared<FakeClient>()));
}

}  // namespace
}  // namespace cleangate::http
