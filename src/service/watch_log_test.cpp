#include "service/watch_log.h"

#include <gtest/gtest.h>

#include <vector>

namespace cleangate::service {
namespace {

struct Feed final : LiveFeed {
  void passage_changed(std::uint64_t, const Json&) override {}
  void board(const Json&) override { FAIL() << "a public screen tells nobody of our disk"; }
  void alert(const Json& alert) override { alerts.push_back(alert); }
  std::vector<Json> alerts;
};

const LogHealth kWell{true, std::nullopt};
const LogHealth kFull{true, Error{ErrorCode::full, "the disk is full"}};
const LogHealth kOnReserve{false, std::nullopt};
const LogHealth kLocked{true, Error{ErrorCode::unavailable, "locked"}};
const LogHealth kConflict{true, Error{ErrorCode::conflict, "a key exists"}};

TEST(LogWatch, TellsOfAFullDiskOnceAndWhenItIsOver) {
  Feed feed;
  LogWatch watch(feed);
  for (const auto& health : {kWell, kFull, kFull, kOnReserve, kWell, kWell}) watch.look(health);
  ASSERT_EQ(feed.alerts.size(), 2u);
  EXPECT_EQ(feed.alerts[0]["alert"].text(), "log_trouble");
  EXPECT_EQ(feed.alerts[0]["on"].boolean(), true);
  EXPECT_EQ(feed.alerts[0]["cause"].text(), "full");
  EXPECT_EQ(feed.alerts[0]["detail"].text(), "the disk is full");
  EXPECT_NE(feed.alerts[0]["text"]["zh"].text().value_or("").find("磁盘已满"), std::string::npos);
  EXPECT_EQ(feed.alerts[1]["on"].boolean(), false);
  EXPECT_TRUE(feed.alerts[1]["cause"].is_null());
}

TEST(LogWatch, ALogThatIsLockedIsTroubleAndAConflictIsNone) {
  Feed feed;
  LogWatch watch(feed);
  watch.look(kConflict);
  EXPECT_TRUE(feed.alerts.empty());
  watch.look(kLocked);
  ASSERT_EQ(feed.alerts.size(), 1u);
  EXPECT_EQ(feed.alerts[0]["cause"].text(), "unavailable");
  EXPECT_TRUE(is_trouble(kLocked) && is_trouble(kFull) && is_trouble(kOnReserve));
  EXPECT_FALSE(is_trouble(kConflict) || is_trouble(kWell));
}

}  // namespace
}  // namespace cleangate::service
