#include "service/manage_device.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "service/configure_plant.h"
#include "service/gate_keeper_test_support.h"

namespace cleangate::service {
namespace {

using namespace testing;

class Device : public ::testing::Test {
 protected:
  Device() {
    const Json body = Json::object({{"id", "cam-new"},
                                    {"kind", "hikvision"},
                                    {"lane", "in"},
                                    {"secret", "the-old-secret"},
                                    {"password", "the old password"}});
    EXPECT_TRUE(
        told([&](Reply reply) { add_device(here_.plant, body, kAdmin, std::move(reply)); }));
    before_ = here_.log.entries.size();
  }
  Result<Json> told(std::move_only_function<void(Reply)> use_case) {
    std::optional<Result<Json>> answer;
    use_case([&](Result<Json> result) { answer = std::move(result); });
    here_.loop.run_until_idle();
    if (!answer) return fail(ErrorCode::timeout, "never answered");
    return *std::move(answer);
  }
  Result<Json> change(const Json& body) {
    return told([&](Reply reply) {
      change_device(here_.plant, "cam-new", body, kAdmin, std::move(reply));
    });
  }
  Result<Json> rotate() {
    return told([&](Reply reply) {
      rotate_device_secret(here_.plant, "cam-new", kAdmin, std::move(reply));
    });
  }
  Result<Json> remove() {
    return told(
        [&](Reply reply) { remove_device(here_.plant, "cam-new", kAdmin, std::move(reply)); });
  }
  const DeviceSecrets& kept() { return here_.ops.secrets_kept.at("cam-new"); }
  TestPlant here_;
  std::size_t before_ = 0;
};

TEST_F(Device, WhatTheLogRefusesTakesNoEffect) {
  here_.log.disk_full = true;
  EXPECT_EQ(change(Json::object({{"password", "another"}})).error().code, ErrorCode::full);
  EXPECT_EQ(rotate().error().code, ErrorCode::full);
  EXPECT_TRUE(here_.plant.state.device("cam-new"));
  EXPECT_EQ(here_.log.entries.size(), before_);
  EXPECT_EQ(kept().push_secret, sha256("the-old-secret"));
  EXPECT_EQ(kept().password, "the old password");
}

TEST_F(Device, ANewSecretKeepsTheLoginAndANewLoginTheSecret) {
  const auto made = rotate().value();
  EXPECT_EQ(kept().push_secret, sha256(*made["secret"].text()));
  EXPECT_EQ(kept().password, "the old password");
  ASSERT_TRUE(change(Json::object({{"username", "admin"}, {"password", "another"}})));
  EXPECT_EQ(kept().push_secret, sha256(*made["secret"].text()));
  EXPECT_EQ(kept().username, "admin");
  EXPECT_EQ(kept().password, "another");
}

TEST_F(Device, WhatCouldNotBeStoredIsSaidToBeRecordedOnly) {
  here_.ops.fails = Error{ErrorCode::unavailable, "disk"};
  for (const auto& answer : {change(Json::object({{"username", "x"}})), rotate()}) {
    ASSERT_FALSE(answer);
    EXPECT_NE(answer.error().message.find("not in force"), std::string::npos);
  }
  EXPECT_EQ(here_.log.entries.size(), before_ + 2);
}

TEST_F(Device, ARemovalThatTheLogRefusedMayBeAskedForAgain) {
  here_.log.disk_full = true;
  EXPECT_EQ(remove().error().code, ErrorCode::full);
  EXPECT_TRUE(here_.ops.secrets_kept.empty()) << "its secret ends at once";
  EXPECT_TRUE(here_.plant.state.device("cam-new"));
  here_.log.disk_full = false;
  EXPECT_TRUE(remove());
  EXPECT_FALSE(here_.plant.state.device("cam-new"));
}

}  // namespace
}  // namespace cleangate::service
