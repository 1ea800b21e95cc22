#include "service/register_vehicle.h"

#include <gtest/gtest.h>

#include "service/gate_keeper_test_support.h"

namespace cleangate::service {
namespace {

using namespace testing;

void deny(TestLane& lane, const std::string& plate, const char* colour) {
  Json item = Json::object({{"plate", plate}, {"reason", "r"}});
  if (colour) item.set("colour", colour);
  add_list_item(lane.plant, "deny", item, kAdmin, [](auto result) { ASSERT_TRUE(result); });
  lane.loop.run_until_idle();
}

TEST(ListItem, OfNoOrAnUnknownColourMeansEveryColour) {
  for (const char* colour : {static_cast<const char*>(nullptr), "unknown", "", "yellow"}) {
    TestLane lane;
    deny(lane, "冀R12345", colour);
    EXPECT_FALSE(lane.arrive("冀R12345")->opened()) << (colour ? colour : "none");
  }
}

TEST(ListItem, OfAnotherColourIsAnotherVehicle) {
  TestLane lane;
  deny(lane, "冀R12345", "blue");
  EXPECT_TRUE(lane.arrive("冀R12345")->opened());
}

TEST(ListItem, ThatWasStoredAsUnknownMeansEveryColour) {
  TestLane lane;
  Draft draft = make_draft(lane.plant, ledger::Kind::list_change, kAdmin);
  draft.payload.set(ledger::Field::list, "deny")
      .set(ledger::Field::item, "i1")
      .set(ledger::Field::action, "add")
      .set(ledger::Field::plate, "冀R12345")
      .set(ledger::Field::colour, "unknown")
      .set(ledger::Field::reason, "r")
      .set(ledger::Field::source, "plant");
  lane.commit(std::move(draft));
  EXPECT_FALSE(lane.arrive("冀R12345")->opened());
}

Json import_of(TestLane& lane, const char* stage) {
  Json answer;
  const auto rows = parse_json(std::string(R"([{"plate":"冀R12345","colour":"yellow","stage":)") +
                               R"({"min":")" + stage + R"(","max":")" + stage + R"("}}])");
  import_vehicles(lane.plant, *rows, kAdmin, [&](auto result) {
    ASSERT_TRUE(result) << result.error().message;
    answer = *result;
  });
  lane.loop.run_until_idle();
  return answer;
}

TEST(Import, WritesWhatIsNewAndCountsWhatIsRegisteredSoAlready) {
  TestLane lane;
  EXPECT_EQ(import_of(lane, "5").dump(), R"({"imported":1,"unchanged":0})");
  EXPECT_EQ(import_of(lane, "5").dump(), R"({"imported":0,"unchanged":1})");
  EXPECT_EQ(import_of(lane, "6a").dump(), R"({"imported":1,"unchanged":0})");
}

TEST(Import, OfWhatAGuardEnteredMakesItRegistered) {
  TestLane lane;
  put_vehicle(lane.plant, "冀R12345", "yellow", *parse_json(R"({"stage":{"min":"5","max":"5"}})"),
              kGuard, [](auto result) { ASSERT_TRUE(result) << result.error().message; });
  lane.loop.run_until_idle();
  const auto* record = lane.plant.state.vehicle("冀R12345", plate::Colour::yellow);
  ASSERT_TRUE(record && record->layers.until);
  EXPECT_EQ(import_of(lane, "5").dump(), R"({"imported":1,"unchanged":0})");
  record = lane.plant.state.vehicle("冀R12345", plate::Colour::yellow);
  ASSERT_TRUE(record);
  EXPECT_FALSE(record->layers.until);
}

}  // namespace
}  // namespace cleangate::service
