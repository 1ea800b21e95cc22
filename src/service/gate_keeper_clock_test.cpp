#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "service/gate_keeper_test_support.h"

// Clocks that are turned, records that come late: what is about now, and what the lane does with
// what is not.

namespace cleangate::service {
namespace {

using namespace testing;
using ledger::Kind;

class Clocks : public ::testing::Test, public TestLane {
 protected:
  /// An exit read whose camera's clock is `behind` ours; the next comes `then` later.
  std::shared_ptr<Delivery> dated(std::string plate, Milliseconds behind, Milliseconds then = 30s) {
    auto read = message(std::move(plate), "cam-out");
    read.device_time = loop.wall() - behind;
    read.clock_quality = ledger::ClockQuality::good;
    auto delivery = deliver(read);
    loop.run_until_idle();
    loop.advance(then);
    return delivery;
  }
  /// The camera's clock is learnt.
  void teach() {
    for (int i = 0; i < 31; ++i) {
      EXPECT_TRUE(dated(fmt::format("冀R{:05}", i), 100ms)->opened());
    }
  }
  void late(std::string plate, Milliseconds age, bool gate::Sighting::* flag,
            std::string device = "cam-in") {
    auto read = message(std::move(plate), std::move(device));
    read.*flag = true;
    read.device_time = loop.wall() - age;
    deliver(read);
    loop.run_until_idle();
  }
};

TEST_F(Clocks, AnOfflineRecordBetweenTwoReadsDoesNotOpenTwice) {
  register_truck("冀R12345", "6b");
  EXPECT_TRUE(arrive("冀R12345")->opened());
  loop.advance(2s);
  late("冀R77777", 3h, &gate::Sighting::offline);
  loop.advance(2s);
  EXPECT_FALSE(arrive("冀R12345")->opened());
  EXPECT_EQ(passages_logged().size(), 2u);
}

TEST_F(Clocks, ABurstOfStoredReadsWithoutAFlagOpensForNobodyAndAsksOnce) {
  teach();
  for (int i = 0; i < 40; ++i) {
    EXPECT_FALSE(dated(fmt::format("冀S{:05}", i), 600s - i * 8s, 100ms)->opened()) << i;
  }
  int held = 0;
  for (const auto& row : passages_logged()) {
    held += ledger::text(row[passages::kHoldState]) == "open" ? 1 : 0;
  }
  EXPECT_EQ(held, 1);
  EXPECT_EQ(ledger::integer(passages_logged().back()[passages::kHistoric]), 1);
}

TEST_F(Clocks, TheServersClockMayBeTurnedWithoutShuttingALane) {
  teach();
  Milliseconds behind = 100ms;
  for (const Milliseconds step : {Milliseconds(1h), Milliseconds(-2h)}) {
    loop.step_wall(step);
    behind += step;
    for (int i = 0; i < 31; ++i) {
      EXPECT_TRUE(dated(fmt::format("冀S{:05}", i), behind)->opened()) << i;
    }
  }
}

TEST_F(Clocks, ACamerasClockThatWasSetHoldsUntilItIsLearntAgain) {
  teach();
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(dated(fmt::format("冀S{:05}", i), 1h)->opened());
    EXPECT_EQ(last(passages::kHoldState), "open") << "a vehicle stands there: the guard is asked";
    EXPECT_EQ(ledger::integer(passages_logged().back()[passages::kHistoric]), 0);
    EXPECT_EQ(resolve(last_id(), "admit"), std::nullopt);
  }
  EXPECT_TRUE(dated("冀S99999", 1h)->opened());
}

TEST_F(Clocks, AReadInDoubtDoesNotDisplaceAVehicleThatWaits) {
  teach();
  set_lane("out", "out", "manual");
  dated("冀S00001", 100ms);
  const auto id = last_id();
  dated("冀S00002", 1h);
  EXPECT_EQ(ledger::integer(passages_logged().back()[passages::kHistoric]), 1);
  EXPECT_EQ(resolve(id, "admit"), std::nullopt);
}

TEST_F(Clocks, AClockTurnedBetweenTwoReadsDoesNotOpenTwice) {
  register_truck("冀R12345", "6b");
  EXPECT_TRUE(arrive("冀R12345")->opened());
  for (const Milliseconds step : {Milliseconds(-1h), Milliseconds(2h)}) {
    loop.advance(2s);
    loop.step_wall(step);
    EXPECT_FALSE(arrive("冀R12345")->opened());
  }
  EXPECT_EQ(passages_logged().size(), 1u);
}

TEST_F(Clocks, AClockTurnedWhileRunningDoesNotJoinTwoVisits) {
  register_truck("冀R12345", "6b");
  EXPECT_TRUE(arrive("冀R12345")->opened());
  std::size_t visits = 1;
  for (const Milliseconds step : {Milliseconds(-3min), Milliseconds(-1h), Milliseconds(2h)}) {
    loop.step_wall(step);
    loop.advance(3min);
    EXPECT_TRUE(arrive("冀R12345")->opened()) << step.count();
    EXPECT_EQ(passages_logged().size(), ++visits);
  }
}

TEST_F(Clocks, ALiveReadAfterARetransmissionOfTheSameVehicleOpens) {
  register_truck("冀R12345", "6b");
  for (const char* device : {"cam-in", "cam-out"}) {
    late("冀R12345", 8s, &gate::Sighting::retransmission, device);
    loop.advance(2s);
    EXPECT_TRUE(arrive("冀R12345", device)->opened()) << device;
  }
}

TEST_F(Clocks, ARetransmissionOfTheVehicleThatStandsThereIsAFurtherRead) {
  register_truck("冀R12345", "6b");
  arrive("冀R12345");
  late("冀R12345", 2s, &gate::Sighting::retransmission);
  EXPECT_EQ(passages_logged().size(), 1u);
  EXPECT_EQ(ledger::integer(passages_logged()[0][passages::kReads]), 2);
}

TEST_F(Clocks, AStalledLogIsAnsweredNoAtTheDeadlineAndTheLaneHoldsLater) {
  register_truck("冀R12345", "6b");
  log.commit_takes = 30s;
  const auto read = message("冀R12345");
  const auto first = deliver(read);
  const auto waiting = deliver(read);
  loop.run_until_idle();
  log.commit_takes = 0ms;
  loop.advance(kOpenDeadline);
  EXPECT_EQ(first->answers, 0);
  loop.advance(1ms);
  EXPECT_EQ(first->answers, 1);
  EXPECT_EQ(waiting->answers, 1);
  EXPECT_FALSE(first->answer.open);
  EXPECT_FALSE(first->answer.recorded);
  EXPECT_EQ(first->answer.display.colour, "amber");
  const auto again = deliver(read);
  loop.run_until_idle();
  EXPECT_EQ(again->answers, 1) << "nobody waits for a log that stands still";
  loop.advance(28s);
  EXPECT_EQ(last(passages::kHoldState), "open");
  EXPECT_EQ(passages_logged().size(), 1u);
  EXPECT_EQ(first->answers, 1);
}

TEST_F(Clocks, AnAutomaticCommandMayUseOnlyWhatIsLeftOfTheDeadline) {
  register_truck("冀R12345", "6b");
  log.commit_takes = 1500ms;
  deliver(message("冀R12345"), false);
  loop.advance(2s);
  ASSERT_EQ(barrier.opens.size(), 1u);
  EXPECT_EQ(barrier.opens[0].within, 500ms);
}

TEST_F(Clocks, AGuardsCommandHasTheWholeTimeOfADevice) {
  set_lane("in", "in", "manual");
  arrive("冀R12345");
  EXPECT_FALSE(resolve(last_id(), "admit"));
  EXPECT_FALSE(lift("in"));
  ASSERT_EQ(barrier.opens.size(), 2u);
  for (const auto& order : barrier.opens) EXPECT_EQ(order.within, kDeviceTimeout);
}

}  // namespace
}  // namespace cleangate::service
