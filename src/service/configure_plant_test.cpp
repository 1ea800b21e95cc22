#include "service/configure_plant.h"

#include <gtest/gtest.h>

#include <limits>

#include "service/gate_keeper_test_support.h"

namespace cleangate::service {
namespace {

using namespace testing;

class Configure : public ::testing::Test, public TestLane {
 protected:
  Configure() { set("gate", "g", R"({"id":"g"})"); }
  template <typename Use>
  std::optional<ErrorCode> said(Use use) {
    std::optional<Result<Json>> told;
    use([&](Result<Json> result) { told = std::move(result); });
    loop.run_until_idle();
    EXPECT_TRUE(told);
    if (!told || *told) return std::nullopt;
    return told->error().code;
  }
  std::optional<ErrorCode> add(std::string_view key, Json value) {
    Json body = Json::object({{"id", "l9"}, {"gate", "g"}, {"direction", "in"}});
    body.set(key, std::move(value));
    return said([&](Reply reply) { add_lane(plant, body, kAdmin, std::move(reply)); });
  }
};

TEST_F(Configure, AHoldLastsOneSecondToADay) {
  for (const std::int64_t seconds : {1, 600, 86'400}) {
    EXPECT_FALSE(add("hold_limit_s", seconds)) << seconds;
    EXPECT_EQ(plant.state.lane("l9")->hold_limit, Milliseconds{seconds * 1000});
  }
  for (const std::int64_t seconds :
       {std::int64_t{0}, std::int64_t{-5}, std::int64_t{86'401}, std::int64_t{900'000'000'000'000},
        std::numeric_limits<std::int64_t>::max()}) {
    EXPECT_EQ(add("hold_limit_s", seconds), ErrorCode::invalid) << seconds;
  }
  EXPECT_EQ(add("hold_limit_s", "600"), ErrorCode::invalid);
  EXPECT_EQ(add("hold_limit_s", 1.5), ErrorCode::invalid);
}

TEST_F(Configure, ReadsMergeWithinAtMostAMinute) {
  for (const std::int64_t seconds : {0, 15, 60}) EXPECT_FALSE(add("merge_window_s", seconds));
  for (const std::int64_t seconds : {-1, 61}) {
    EXPECT_EQ(add("merge_window_s", seconds), ErrorCode::invalid);
  }
}

TEST_F(Configure, LimitsThatWereStoredUncheckedReadAsNotSet) {
  set("lane", "l9", R"({"direction":"in","hold_limit_s":9223372036854775807,"merge_window_s":-5})");
  EXPECT_EQ(plant.state.lane("l9")->hold_limit, Milliseconds{600'000});
  EXPECT_EQ(plant.state.lane("l9")->merge_window, Milliseconds{15'000});
}

TEST_F(Configure, ADirectionThatWasStoredUncheckedIsNotIn) {
  set("device", "c9", R"({"id":"c9","kind":"vzenith","lane":"out","direction":"OUT"})");
  EXPECT_TRUE(arrive("冀R12345", "c9")->opened());
  EXPECT_EQ(last(passages::kDirection), "out");
}

TEST_F(Configure, AStopIsPossibleOnAFullDiskALiftOfTheStopIsNot) {
  log.disk_full = true;
  const auto turn = [&](bool on) {
    return said([&](Reply reply) {
      service::set_kill_switch(plant, Json::object({{"on", on}, {"reason", "r"}}), kAdmin,
                               std::move(reply));
    });
  };
  EXPECT_FALSE(turn(true));
  EXPECT_EQ(plant.state.kill_switch(), true);
  EXPECT_EQ(turn(false), ErrorCode::full);
  const auto change = [&](std::string mode) {
    return said([&](Reply reply) {
      change_lane(plant, "out", Json::object({{"mode", mode}, {"reason", "r"}}), kAdmin,
                  std::move(reply));
    });
  };
  EXPECT_FALSE(change("manual"));
  EXPECT_EQ(change("automatic"), ErrorCode::full);
}

TEST_F(Configure, AWrongDeviceIsRefusedAndNothingOfItIsWritten) {
  const auto entries = log.entries.size();
  for (const auto* setting : {R"({"address":"http://admin:hik12345@10.0.0.9"})",
                              R"({"direction":"OUT"})", R"({"lane":"nowhere"})"}) {
    Json body = Json::object({{"id", "c9"}, {"kind", "hikvision"}, {"lane", "out"}});
    const Json members = parse_json(setting).value();
    for (const auto& [key, value] : members.members()) body.set(key, value);
    EXPECT_EQ(said([&](Reply reply) { add_device(plant, body, kAdmin, std::move(reply)); }),
              ErrorCode::invalid);
  }
  EXPECT_EQ(log.entries.size(), entries);
}

TEST_F(Configure, ThePlantsSettingsAreLimitedTogether) {
  const auto put = [&](std::string_view key, std::size_t size) {
    Json body = Json::object(
        {{"name", "厂"}, {"grade", "B"}, {"industry", "generic"}, {"region", "131082"}});
    body.set(key, std::string(size, 'x'));
    return said([&](Reply reply) { put_plant(plant, body, kAdmin, std::move(reply)); });
  };
  EXPECT_FALSE(put("extra", 40'000));
  EXPECT_EQ(put("more", 40'000), ErrorCode::invalid);
  EXPECT_FALSE(put("extra", 60'000)) << "replaces the one before";
}

}  // namespace
}  // namespace cleangate::service
