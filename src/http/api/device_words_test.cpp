#include "http/api/device_words.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::http {
namespace {

using namespace std::chrono_literals;
constexpr WallTime kNow{std::chrono::milliseconds(1'800'000'000'000)};

DeviceKnown healthy() {
  DeviceKnown known;
  known.kind = "vzenith";
  known.last_message = known.seen.right_secret = kNow;
  known.last_kind = "plate";
  known.clock_offset_ms = 800;
  known.has_passage = true;
  return known;
}

std::string faults(const DeviceKnown& known) {
  std::string out;
  const Json checks = device_checks(known);  // g++ 12: a temporary dies before the loop
  for (const Json& check : checks.items()) {
    const auto ok = check["ok"].boolean();
    out += std::string(*check["key"].text()) + (!ok ? "?" : *ok ? "+" : "-");
  }
  return out;
}

TEST(DeviceWords, AHealthyDeviceAndOneThatNeverSpoke) {
  EXPECT_EQ(faults(healthy()), "secret+format+clock+recognition+");
  EXPECT_EQ(device_state_word(healthy(), kNow), "ok");
  EXPECT_TRUE(device_problem(healthy(), kNow).is_null());
  EXPECT_EQ(faults(DeviceKnown{}), "secret?format?clock?recognition?");
  EXPECT_EQ(device_state_word(DeviceKnown{}, kNow), "never");
}

TEST(DeviceWords, AWrongSecretIsNamedUntilARightOneComes) {
  DeviceKnown known = healthy();
  known.seen.wrong_secret = kNow + 1s;
  EXPECT_EQ(faults(known), "secret-format+clock+recognition+");
  EXPECT_EQ(device_state_word(known, kNow + kSilent + 1ms), "problem");
  known.seen.right_secret = kNow + 1s;
  EXPECT_EQ(faults(known), "secret+format+clock+recognition+");
}

TEST(DeviceWords, AnotherMakesMessageIsNamed) {
  DeviceKnown known = healthy();
  known.seen.other_make = "hikvision";
  EXPECT_EQ(faults(known), "secret+format-clock+recognition+");
  EXPECT_NE(device_problem(known, kNow)["zh"].text()->find("海康威视"), std::string::npos);
  known.seen.other_make.clear();
  known.last_kind = "unreadable";
  EXPECT_EQ(faults(known), "secret+format-clock+recognition+");
}

TEST(DeviceWords, AClockThatIsAnHourOffIsNamedWithItsDirection) {
  DeviceKnown known = healthy();
  const auto hour = Milliseconds(kClockOff).count();
  known.clock_offset_ms = hour - 1;
  EXPECT_EQ(faults(known), "secret+format+clock+recognition+");
  known.clock_offset_ms = 3 * hour + 5 * 60'000;
  EXPECT_EQ(device_problem(known, kNow)["zh"].text(), "相机时间慢了3小时5分，请在相机里校时");
  known.clock_offset_ms = -hour;
  EXPECT_EQ(device_problem(known, kNow)["zh"].text(), "相机时间快了1小时0分，请在相机里校时");
}

TEST(DeviceWords, SilenceIsLongerForAMakeWithoutHeartbeat) {
  DeviceKnown known = healthy();
  EXPECT_EQ(device_state_word(known, kNow + kSilent), "ok");
  EXPECT_EQ(device_state_word(known, kNow + kSilent + 1ms), "silent");
  EXPECT_EQ(device_problem(known, kNow + 70min)["en"].text(), "no message for 1 h 10 min");
  known.kind = "hikvision";
  EXPECT_EQ(device_state_word(known, kNow + kSilent + 1ms), "ok");
  EXPECT_EQ(device_state_word(known, kNow + kSilentWithoutHeartbeat + 1ms), "silent");
}

TEST(DeviceWords, AWrongSecretDoesNotOutrankACameraThatWasJustHeard) {
  for (const auto& [silence, word] : {std::pair{kSilent - 1ms, "ok"},
                                      {Milliseconds(kSilent), "ok"},
                                      {kSilent + 1ms, "problem"}}) {
    DeviceKnown known = healthy();
    known.seen.wrong_secret = kNow + silence;
    EXPECT_EQ(device_state_word(known, kNow + silence), word) << silence.count();
    EXPECT_EQ(device_problem(known, kNow + silence).is_null(), word == std::string("ok"));
    EXPECT_EQ(device_checks(known).items().at(0)["ok"].boolean(), false)
        << "whoever sets it up sees it all the same";
  }
}

}  // namespace
}  // namespace cleangate::http
