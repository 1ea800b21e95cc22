#include "service/issue_warning.h"

#include <gtest/gtest.h>

#include "service/gate_keeper_test_support.h"
#include "service/preview_decision.h"
#include "service/register_vehicle.h"
#include "service/show_warnings.h"

namespace cleangate::service {
namespace {

using namespace testing;

class Warning : public ::testing::Test, public TestLane {
 protected:
  std::optional<ErrorCode> issue(std::string_view region) {
    Json body = Json::object({{"level", "red"}, {"effective_at", to_rfc3339(loop.wall())}});
    if (!region.empty()) body.set("region", region);
    std::optional<Result<Json>> told;
    service::start_warning(plant, body, kAdmin, [&](Result<Json> result) { told = result; });
    loop.run_until_idle();
    EXPECT_TRUE(told);
    if (!told || *told) return std::nullopt;
    return told->error().code;
  }
};

TEST_F(Warning, NamesTheCodeOfARegionThatCoversThePlant) {
  for (const auto* region : {"", "131082", "131000", "130000"}) {
    EXPECT_FALSE(issue(region)) << region;
  }
  for (const auto* region : {"廊坊", "131081", "120000", "1310", "13108x", "1310820"}) {
    EXPECT_EQ(issue(region), ErrorCode::invalid) << region;
  }
}

TEST_F(Warning, IsInForceAlsoWhenTheWallClockWasTurnedBack) {
  register_truck("冀R44444", "4");
  loop.step_wall(-1h);
  EXPECT_FALSE(issue(""));
  EXPECT_FALSE(show_warnings(plant)["in_force"].is_null());
  EXPECT_FALSE(arrive("冀R44444")->opened());
  EXPECT_EQ(last(passages::kVerdict), "refuse");
  const auto preview = preview_decision(
      plant, Json::object({{"plate", "冀R44444"}, {"colour", "yellow"}, {"direction", "in"}}));
  ASSERT_TRUE(preview);
  EXPECT_EQ((*preview)["verdict"].text(), "refuse");
}

TEST_F(Warning, AMisspeltMemberIsNamedInsteadOfLeftOut) {
  std::optional<Result<Json>> told;
  const auto tell = [&](Result<Json> result) { told = std::move(result); };
  const auto now = to_rfc3339(loop.wall());
  service::start_warning(
      plant, Json::object({{"level", "red"}, {"effective_at", now}, {"expectedEnd", now}}), kAdmin,
      tell);
  loop.run_until_idle();
  ASSERT_TRUE(told && !*told);
  EXPECT_NE(told->error().message.find("expectedEnd: is not known here"), std::string::npos);

  told.reset();
  const auto item = [](std::string_view end) {
    return Json::object(
        {{"plate", "冀R44444"}, {"reason", "x"}, {std::string(end), "2030-01-01T00:00:00+08:00"}});
  };
  add_list_item(plant, "deny", item("valid_until"), kAdmin, tell);
  loop.run_until_idle();
  ASSERT_TRUE(told && !*told);
  EXPECT_NE(told->error().message.find("known are plate"), std::string::npos);
  told.reset();
  add_list_item(plant, "deny", item("valid_to"), kAdmin, tell);
  loop.run_until_idle();
  EXPECT_TRUE(told && *told);
}

}  // namespace
}  // namespace cleangate::service
