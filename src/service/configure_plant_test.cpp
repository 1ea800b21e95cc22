#include "service/configure_plant.h"

#include <gtest/gtest.h>

#include <limits>

#include "service/gate_keeper_test_support.h"
#include "service/manage_device.h"

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
    newest_ = "l" + std::to_string(++made_);
    Json body = Json::object({{"id", newest_}, {"gate", "g"}, {"direction", "in"}});
    body.set(key, std::move(value));
    return said([&](Reply reply) { add_lane(plant, body, kAdmin, std::move(reply)); });
  }
  std::optional<ErrorCode> change(const char* lane, const Actor& actor, const char* body) {
    return said([&](Reply reply) {
      change_lane(plant, lane, parse_json(body).value(), actor, std::move(reply));
    });
  }
  int made_ = 10;
  std::string newest_;
};

TEST_F(Configure, AHoldLastsOneSecondToADay) {
  for (const std::int64_t seconds : {1, 600, 86'400}) {
    EXPECT_FALSE(add("hold_limit_s", seconds)) << seconds;
    EXPECT_EQ(plant.state.lane(newest_)->hold_limit, Milliseconds{seconds * 1000});
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

TEST_F(Configure, ThePublicAddressIsAnHttpUrlAndKeptWithoutASlash) {
  Json body = Json::object(
      {{"name", "某厂"}, {"grade", "B"}, {"industry", "generic"}, {"region", "131082"}});
  const auto put = [&](const char* url) {
    body.set("public_url", url);
    return said([&](Reply reply) { put_plant(plant, body, kAdmin, std::move(reply)); });
  };
  EXPECT_FALSE(put("https://gate.example/"));
  EXPECT_EQ(plant.state.plant()["public_url"], Json("https://gate.example"));
  EXPECT_EQ(put("javascript:alert(1)"), ErrorCode::invalid);
  EXPECT_EQ(put("https://gate.example/?a=b"), ErrorCode::invalid);
  EXPECT_EQ(plant.state.plant()["public_url"], Json("https://gate.example"));
  EXPECT_FALSE(put(""));
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

TEST_F(Configure, ALaneThatExistsIsNotMadeAgain) {
  const auto make = [&](const char* name) {
    const Json body =
        Json::object({{"id", "l9"}, {"gate", "g"}, {"direction", "in"}, {"name", name}});
    return said([&](Reply reply) { add_lane(plant, body, kAdmin, std::move(reply)); });
  };
  EXPECT_FALSE(make("北道"));
  EXPECT_FALSE(change("l9", kGuard, R"({"mode":"manual","reason":"事故"})"));
  EXPECT_EQ(make("南道"), ErrorCode::conflict);
  EXPECT_EQ(plant.state.lane("l9")->mode, gate::Mode::manual);
  EXPECT_EQ(plant.state.lane("l9")->name, "北道");
}

TEST_F(Configure, ALanesNameDirectionAndLimitsChangeAndItsModeStays) {
  EXPECT_FALSE(add("mode", "manual"));
  const char* lane = newest_.c_str();
  EXPECT_FALSE(change(
      lane, kAdmin,
      R"({"name":"北道","direction":"both","merge_window_s":5,"hold_limit_s":60,"gate":"g"})"));
  const auto* config = plant.state.lane(newest_);
  EXPECT_EQ(config->name, "北道");
  EXPECT_EQ(config->direction, "both");
  EXPECT_EQ(config->merge_window, Milliseconds{5'000});
  EXPECT_EQ(config->hold_limit, Milliseconds{60'000});
  EXPECT_EQ(config->mode, gate::Mode::manual);
}

TEST_F(Configure, ALanesModeNeedsAReasonAndAGuardChangesNothingElse) {
  EXPECT_FALSE(add("mode", "observe"));
  const char* lane = newest_.c_str();
  EXPECT_EQ(change(lane, kAdmin, R"({"mode":"manual"})"), ErrorCode::invalid);
  EXPECT_EQ(change(lane, kAdmin, R"({})"), ErrorCode::invalid);
  EXPECT_EQ(change(lane, kAdmin, R"({"hold_limit_s":0})"), ErrorCode::invalid);
  EXPECT_EQ(change(lane, kAdmin, R"({"name":""})"), ErrorCode::invalid);
  EXPECT_EQ(change(lane, kAdmin, R"({"direction":"up"})"), ErrorCode::invalid);
  EXPECT_EQ(change(lane, kAdmin, R"({"gate":"nowhere"})"), ErrorCode::invalid);
  EXPECT_EQ(change(lane, kGuard, R"({"name":"我的"})"), ErrorCode::denied);
  EXPECT_EQ(change(lane, kGuard, R"({"mode":"manual","reason":"r","hold_limit_s":9})"),
            ErrorCode::denied);
  EXPECT_FALSE(change(lane, kGuard, R"({"mode":"manual","reason":"r"})"));
}

TEST_F(Configure, ADeviceThatExistsIsNotMadeAgainUntilItIsRemoved) {
  const auto make = [&] {
    const Json body = Json::object({{"id", "c9"}, {"kind", "vzenith"}, {"lane", "out"}});
    return said([&](Reply reply) { add_device(plant, body, kAdmin, std::move(reply)); });
  };
  EXPECT_FALSE(make());
  const auto entries = log.entries.size();
  EXPECT_EQ(make(), ErrorCode::conflict);
  EXPECT_EQ(log.entries.size(), entries);
  EXPECT_FALSE(said([&](Reply reply) { remove_device(plant, "c9", kAdmin, std::move(reply)); }));
  EXPECT_FALSE(make());
}

TEST_F(Configure, AGivenSecretIsOfLettersThatStandInAPathAsTheyAre) {
  int made = 0;
  const auto with = [&](const std::string& secret) {
    const Json body = Json::object({{"id", "s" + std::to_string(++made)},
                                    {"kind", "vzenith"},
                                    {"lane", "out"},
                                    {"secret", secret}});
    return said([&](Reply reply) { add_device(plant, body, kAdmin, std::move(reply)); });
  };
  EXPECT_FALSE(with("Gate_7-secret"));
  for (const auto* secret :
       {"gate/secret", "gate?secret", "gate#secret", "gate%41secret", "gate secret", "门门门门"}) {
    EXPECT_EQ(with(secret), ErrorCode::invalid) << secret;
  }
}

}  // namespace
}  // namespace cleangate::service
