#include "service/look_up_vehicle.h"

#include <gtest/gtest.h>

#include "service/look_up_test_support.h"

namespace cleangate::service {
namespace {

using namespace testing;
using vehicle::Stage;

constexpr const char* kTruck = "冀R12345";

class LookUp : public TestLookUps, public ::testing::Test {
 protected:
  int asked() const { return static_cast<int>(port.asked.size()); }
  int said() const { return logged(ledger::Kind::stage_statement); }
  Json state(const char* plate = kTruck) const {
    return look_ups.state_of({plate, plate::Colour::yellow});
  }
};

TEST_F(LookUp, OfAnUnknownTruckBeginsWhenItsPassageIsDurableAndDecidesTheNextArrival) {
  log.commit_takes = 5ms;
  deliver(message(kTruck));
  loop.advance(4ms);
  EXPECT_EQ(asked(), 0) << "not before the passage is in the log";
  loop.advance(2ms);
  EXPECT_EQ(asked(), 1);
  EXPECT_EQ(last(passages::kVerdict), "hold");
  pass_time(1s);
  EXPECT_EQ(said(), 1);
  EXPECT_EQ(last(passages::kVerdict), "hold") << "what was decided stays";
  EXPECT_EQ(answer()["verdict"].text(), "refuse") << "the guard sees where it leads";
  EXPECT_EQ(answer()["stage"]["source"].text(), "official");
  log.commit_takes = 0ms;
  pass_time(1min);
  arrive(kTruck);
  EXPECT_EQ(last(passages::kVerdict), "refuse");
  EXPECT_EQ(last(passages::kStageSource), "official");
  EXPECT_EQ(asked(), 1) << "the answer is kept";
}

TEST_F(LookUp, AGoodAnswerLetsTheNextArrivalPass) {
  port.stage = Stage::s6b;
  arrive(kTruck);
  pass_time(1min);
  EXPECT_EQ(answer()["verdict"].text(), "admit");
  EXPECT_TRUE(arrive(kTruck)->opened());
}

TEST_F(LookUp, SendsTheSecretAndWhatIsKnownOfTheVehicle) {
  put_vehicle(plant, kTruck, "yellow", parse_json(R"({"vin":"LZZ5ELSD1EA123456"})").value(), kAdmin,
              [](auto result) { ASSERT_TRUE(result); });
  loop.run_until_idle();
  arrive(kTruck);
  ASSERT_EQ(asked(), 1);
  EXPECT_EQ(port.asked[0].vin, "LZZ5ELSD1EA123456");
  EXPECT_EQ(port.asked[0].plate, kTruck);
  EXPECT_EQ(port.secrets[0], "secret");
  turn(R"({"enabled":true,"url":"https://b"})");
  arrive("冀R00009");
  EXPECT_EQ(port.secrets.at(1), "") << "it was given for another server";
}

TEST_F(LookUp, IsNotMadeForWhomNothingIsAsked) {
  register_truck("冀R00005", "5");
  arrive("冀R00005");
  auto car = message("冀R00006");
  car.colour = plate::Colour::blue;
  deliver(car);
  arrive("");
  auto old = message("冀R00007");
  old.offline = true;
  deliver(old);
  pass_time(1s);
  EXPECT_EQ(asked(), 0);
  turn(R"({"enabled":false})");
  arrive(kTruck);
  EXPECT_EQ(asked(), 0) << "it is off";
}

TEST_F(LookUp, AnswersAboutAnotherVehicleChangeNothing) {
  port.says_plate = "冀R54321";
  arrive(kTruck);
  pass_time(1min);
  EXPECT_EQ(said(), 1) << "it is in the file";
  EXPECT_EQ(answer()["accepted"].boolean(), false);
  EXPECT_EQ(answer()["cause"].text(), "other_plate");
  EXPECT_TRUE(answer()["stage"].is_null());
  arrive(kTruck);
  EXPECT_EQ(last(passages::kVerdict), "hold");
  EXPECT_EQ(last(passages::kStageMin), "");
  EXPECT_EQ(look_ups.status()["rejected"].integer(), 1);
}

TEST_F(LookUp, AnotherVinIsAnotherVehicle) {
  put_vehicle(plant, kTruck, "yellow", parse_json(R"({"vin":"LZZ5ELSD1EA123456"})").value(), kAdmin,
              [](auto) {});
  port.says_vin = "LZZ5ELSD1EA654321";
  arrive(kTruck);
  pass_time(1min);
  EXPECT_EQ(answer()["cause"].text(), "other_vin");
  arrive(kTruck);
  EXPECT_EQ(last(passages::kStageMin), "");
}

TEST_F(LookUp, WhoIsNotKnownThereIsAskedForAgainAfterADay) {
  port.knows = false;
  arrive(kTruck);
  pass_time(1s);
  EXPECT_EQ(said(), 1);
  EXPECT_EQ(answer()["accepted"].boolean(), true);
  EXPECT_TRUE(answer()["stage"].is_null());
  pass_time(23h);
  arrive(kTruck);
  pass_time(1s);
  EXPECT_EQ(asked(), 1);
  pass_time(1h);
  arrive(kTruck);
  EXPECT_EQ(asked(), 2);
}

TEST_F(LookUp, OneQuestionAtATimeForAVehicle) {
  port.takes = 30s;
  arrive(kTruck);
  pass_time(16s);
  arrive(kTruck);
  arrive(kTruck);
  EXPECT_EQ(asked(), 1);
  EXPECT_EQ(state()["state"].text(), "asking");
  pass_time(14s);
  EXPECT_EQ(asked(), 1);
  EXPECT_EQ(answer()["verdict"].text(), "refuse") << "the newest passage shows it";
}

TEST_F(LookUp, NeverAsksMoreAtOnceThanIsAllowed) {
  port.takes = 5s;
  for (int i = 0; i < 9; ++i) arrive("冀R0000" + std::to_string(i));
  pass_time(1min);
  EXPECT_EQ(asked(), 9);
  EXPECT_EQ(port.most_on_the_way, static_cast<int>(kMaxLookUpsAsked));
}

TEST_F(LookUp, KeepsToTheQuestionsOfAMinute) {
  turn(R"({"enabled":true,"per_minute":2})");
  for (int i = 0; i < 3; ++i) arrive("冀R0000" + std::to_string(i));
  pass_time(59s);
  EXPECT_EQ(asked(), 2);
  EXPECT_EQ(state("冀R00002")["state"].text(), "waiting");
  pass_time(2s);
  EXPECT_EQ(asked(), 3);
}

TEST_F(LookUp, ASourceThatIsDownRestsLongerEachTimeAndTheGuardWorksOn) {
  port.fails = Error{ErrorCode::unavailable, "no connection"};
  arrive(kTruck);
  pass_time(1s);
  EXPECT_EQ(asked(), 1);
  EXPECT_EQ(look_ups.status()["state"].text(), "failing");
  EXPECT_EQ(look_ups.status()["last_error"].text(), "no connection");
  EXPECT_EQ(resolve(last_id(), "admit"), std::nullopt);
  EXPECT_EQ(said(), 0);
  pass_time(10s);
  EXPECT_EQ(asked(), 2);
  pass_time(19s);
  EXPECT_EQ(asked(), 2);
  pass_time(2s);
  EXPECT_EQ(asked(), 3);
  port.fails.reset();
  pass_time(41s);
  EXPECT_EQ(asked(), 4);
  EXPECT_EQ(said(), 1);
  EXPECT_EQ(look_ups.status()["state"].text(), "idle");
}

TEST_F(LookUp, GivesUpAVehicleUntilItComesAgain) {
  port.fails = Error{ErrorCode::invalid, "garbage"};
  arrive(kTruck);
  pass_time(2h);
  EXPECT_EQ(asked(), kMaxLookUpTries);
  EXPECT_EQ(state()["state"].text(), "failed");
  EXPECT_EQ(state()["error"].text(), "garbage");
  port.fails.reset();
  arrive(kTruck);
  pass_time(1s);
  EXPECT_EQ(asked(), kMaxLookUpTries + 1);
  EXPECT_EQ(state()["state"].text(), "none");
}

TEST_F(LookUp, WhoCannotBeAskedForLetsNobodyElseWait) {
  port.fails = Error{ErrorCode::not_found, "its VIN is not known"};
  arrive(kTruck);
  pass_time(1s);
  EXPECT_EQ(state()["state"].text(), "failed");
  EXPECT_EQ(look_ups.status()["state"].text(), "idle");
  port.fails.reset();
  arrive("冀R00009");
  pass_time(1s);
  EXPECT_EQ(said(), 1);
}

TEST_F(LookUp, WhoIsHeldOvertakesWhoPassed) {
  turn(R"({"enabled":true,"per_minute":1})");
  set("plant", "", R"({"name":"厂","grade":"C","industry":"generic","region":"131082"})");
  arrive("冀R00001");  // takes the minute's question
  auto exit = message("冀R00002", "cam-out");
  deliver(exit);
  pass_time(1s);
  arrive("冀R00003");
  pass_time(1min);
  ASSERT_EQ(asked(), 2);
  EXPECT_EQ(port.asked[1].plate, "冀R00003");
}

TEST_F(LookUp, AnAnswerThatCannotBeLoggedIsAskedForAgain) {
  arrive(kTruck);
  log.fails = Error{ErrorCode::full, "disk full"};
  pass_time(1s);
  EXPECT_EQ(said(), 0);
  log.fails.reset();
  pass_time(11s);
  EXPECT_EQ(asked(), 2);
  EXPECT_EQ(said(), 1);
}

TEST_F(LookUp, AfterARestartWhoWaitsIsAskedForAgain) {
  turn(R"({"enabled":false})");
  arrive(kTruck);
  turn(R"({"enabled":true})");
  look_ups.recover(passages_logged());
  pass_time(1s);
  EXPECT_EQ(asked(), 1);
  EXPECT_EQ(answer()["verdict"].text(), "refuse");
  look_ups.recover(passages_logged());
  pass_time(1s);
  EXPECT_EQ(asked(), 1) << "it was answered before the restart";
}

TEST_F(LookUp, APersonMayAskNow) {
  std::optional<Result<Json>> told;
  const auto ask = [&] {
    look_ups.ask_now({kTruck, plate::Colour::yellow},
                     [&](Result<Json> result) { told = std::move(result); });
  };
  ask();
  EXPECT_EQ((**told)["state"].text(), "asking");
  pass_time(1s);
  EXPECT_EQ(said(), 1);
  ask();
  EXPECT_EQ(asked(), 2) << "although there is a fresh answer";
  turn(R"({"enabled":false})");
  ask();
  EXPECT_EQ(told->error().code, ErrorCode::conflict);
}

TEST_F(LookUp, ATestRecordsNothing) {
  std::optional<Result<Json>> told;
  const auto test = [&](const char* body) {
    look_ups.test(Json::object(), "other", parse_json(body).value(),
                  [&](Result<Json> result) { told = std::move(result); });
    pass_time(1s);
  };
  test(R"({"plate":"冀R12345","colour":"yellow"})");
  EXPECT_EQ((**told)["state"].text(), "answered");
  EXPECT_EQ((**told)["stage"]["min"].text(), "4");
  EXPECT_EQ(port.secrets.back(), "other");
  port.says_plate = "冀R54321";
  test(R"({"plate":"冀R12345","colour":"yellow"})");
  EXPECT_EQ((**told)["state"].text(), "rejected");
  port.knows = false;
  test(R"({"vin":"LZZ5ELSD1EA123456"})");
  EXPECT_EQ((**told)["state"].text(), "not_found");
  port.fails = Error{ErrorCode::timeout, "slow"};
  test(R"({"plate":"冀R12345"})");
  EXPECT_EQ((**told)["state"].text(), "failed");
  test(R"({})");
  EXPECT_EQ(told->error().code, ErrorCode::invalid);
  EXPECT_EQ(said(), 0);
}

}  // namespace
}  // namespace cleangate::service
