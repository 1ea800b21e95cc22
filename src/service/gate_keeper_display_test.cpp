#include <gtest/gtest.h>

#include "base/limits.h"
#include "service/gate_keeper_test_support.h"

// What the driver reads is what happens at the barrier.

namespace cleangate::service {
namespace {

using namespace testing;

class Display : public ::testing::Test, public TestLane {
 protected:
  Display() { register_truck("冀R12345", "6b"); }
  static std::string shown(const std::shared_ptr<Delivery>& delivery) {
    return delivery->answer.display.colour;
  }
};

TEST_F(Display, IsGreenForWhatOpens) {
  const auto entry = arrive("冀R12345");
  EXPECT_EQ(shown(entry), "green");
  EXPECT_EQ(entry->answer.display.lines,
            (std::vector<std::string>{"冀R12345", "符合标准", "准许进入"}));
  EXPECT_EQ(shown(arrive("冀R12345", "cam-out")), "green");
}

TEST_F(Display, IsRedForARefusal) {
  register_truck("冀R44444", "4");
  start_warning();
  EXPECT_EQ(shown(arrive("冀R44444")), "red");
}

TEST_F(Display, SaysWelcomeInObserveModeWhateverTheVerdict) {
  register_truck("冀R44444", "4");
  start_warning();
  set_lane("in", "in", "observe");
  const auto refused = arrive("冀R44444");
  EXPECT_TRUE(refused->opened());
  EXPECT_EQ(refused->answer.display.lines, (std::vector<std::string>{"冀R44444", "准许进入"}));
}

TEST_F(Display, AsksForTheGuardOfASuspectedFakePlate) {
  auto fake = message("冀R12345");
  fake.fake_plate = true;
  const auto held = deliver(fake);
  loop.run_until_idle();
  EXPECT_EQ(shown(held), "amber");
}

TEST_F(Display, AsksForTheGuardWhereManualModeOrTheKillSwitchKeepsTheBarrierShut) {
  set_lane("in", "in", "manual");
  EXPECT_EQ(shown(arrive("冀R12345")), "amber");
  set_kill_switch(R"({"on":true})");
  EXPECT_EQ(shown(arrive("冀R12346", "cam-out")), "amber");
}

TEST_F(Display, SaysNothingToATrailerOrAFurtherReadUnderTheOpenBarrier) {
  start_warning();
  EXPECT_TRUE(arrive("冀R12345")->opened());
  loop.advance(3s);
  EXPECT_TRUE(arrive("冀R1234挂")->answer.display.lines.empty());
  EXPECT_TRUE(arrive("冀R12345")->answer.display.lines.empty());
}

TEST_F(Display, SaysNothingToARecordOfAVehicleThatIsNotThere) {
  for (const auto flag : {&gate::Sighting::offline, &gate::Sighting::retransmission,
                          &gate::Sighting::history, &gate::Sighting::turn_back}) {
    auto old = message("冀R12345");
    old.*flag = true;
    old.device_time = loop.wall() - 3h;
    const auto told = deliver(old);
    loop.run_until_idle();
    EXPECT_EQ(told->answers, 1);
    EXPECT_TRUE(told->answer.display.lines.empty());
    EXPECT_TRUE(told->answer.display.voice.empty());
  }
}

TEST_F(Display, SaysNothingWithADuplicate) {
  const auto first = message("冀R12345");
  deliver(first);
  loop.run_until_idle();
  const auto again = deliver(first);
  loop.run_until_idle();
  EXPECT_TRUE(again->answer.duplicate);
  EXPECT_TRUE(again->answer.display.lines.empty());
}

TEST_F(Display, OfAnAdmittedHoldSaysWhichWay) {
  for (const auto& [lane, camera, line] :
       {std::tuple{"in", "cam-in", "准许进入"}, {"out", "cam-out", "准许驶出"}}) {
    set_lane(lane, lane, "manual");
    arrive("冀R12345", camera);
    EXPECT_FALSE(resolve(last_id(), "admit"));
    EXPECT_EQ(barrier.opens.back().display.lines, std::vector<std::string>{line});
  }
}

}  // namespace
}  // namespace cleangate::service
