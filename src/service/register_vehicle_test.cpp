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

}  // namespace
}  // namespace cleangate::service
