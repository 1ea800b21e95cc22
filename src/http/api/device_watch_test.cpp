#include "http/api/device_watch.h"

#include <gtest/gtest.h>

namespace cleangate::http {
namespace {

using namespace std::chrono_literals;
constexpr WallTime kNow{std::chrono::milliseconds(1'800'000'000'000)};

TEST(DeviceWatch, KnowsTheMakesByTheNamesTheyUse) {
  EXPECT_EQ(make_of("", "<EventNotificationAlert version=\"2.0\">"), "hikvision");
  EXPECT_EQ(make_of("", R"({"AlarmInfoPlate":{}})"), "vzenith");
  EXPECT_EQ(make_of("/NotificationInfo/KeepAlive", "{}"), "dahua-itsapi");
  EXPECT_EQ(make_of("", R"({"Picture":{"SnapInfo":{}}})"), "dahua-itsapi");
  EXPECT_EQ(make_of("", "hello"), "");
}

TEST(DeviceWatch, TheLatestOfEachCounts) {
  DeviceWatch watch;
  EXPECT_FALSE(watch.find("a").right_secret);
  watch.wrong_secret("a", kNow);
  watch.right_secret("a", kNow + 1s, "vzenith", "192.168.1.64");
  watch.right_secret("a", kNow + 2s, "", "192.168.1.64");
  EXPECT_EQ(watch.find("a").wrong_secret, kNow);
  EXPECT_EQ(watch.find("a").right_secret, kNow + 2s);
  EXPECT_EQ(watch.find("a").other_make, "");
  watch.forget("a");
  EXPECT_FALSE(watch.find("a").wrong_secret);
}

TEST(DeviceWatch, ListeningBeginsAnewAfterAMinuteWithoutALook) {
  DeviceWatch watch;
  watch.listen("a", kNow);
  watch.listen("a", kNow + 60s);
  EXPECT_EQ(watch.find("a").listening_since, kNow);
  watch.listen("a", kNow + 121s);
  EXPECT_EQ(watch.find("a").listening_since, kNow + 121s);
}

}  // namespace
}  // namespace cleangate::http
