#include "service/show_warnings.h"

#include <gtest/gtest.h>

#include "service/testing.h"

namespace cleangate::service {
namespace {

using namespace testing;

TEST(ShowWarnings, SaysOfEachChainItsLevelAndWhatIsNext) {
  TestPlant plant;
  EXPECT_TRUE(show_warnings(plant.plant)["in_force"].is_null());
  plant.start_warning("yellow");
  plant.loop.advance(1h);
  plant.start_warning("red");
  const auto shown = show_warnings(plant.plant);
  EXPECT_EQ(shown["in_force"]["id"].text(), "w2");
  ASSERT_EQ(shown["chains"].items().size(), 2u);
  EXPECT_EQ(shown["chains"].items()[0]["level"].text(), "yellow");
  EXPECT_EQ(shown["chains"].items()[1]["level"].text(), "red");
  EXPECT_TRUE(shown["next_change"].is_null());
  EXPECT_TRUE(level_of_chain(plant.plant, "w3", plant.plant.now()).is_null());
}

TEST(ShowWarnings, AnActionThatALaterOneCancelledIsMarked) {
  TestPlant plant;
  const auto act = [&](const char* action, Milliseconds after) {
    Draft draft = make_draft(plant.plant, ledger::Kind::warning, kAdmin);
    draft.payload.set(ledger::Field::chain, "c")
        .set(ledger::Field::action, action)
        .set(ledger::Field::level, "red")
        .set(ledger::Field::effective_at, to_rfc3339(plant.loop.wall() + after));
    plant.commit(std::move(draft));
  };
  act("start", 0ms);
  act("change", 2h);
  act("change", 1h);
  const auto shown = show_warnings(plant.plant);
  const auto& items = shown["items"].items();
  ASSERT_EQ(items.size(), 3u);
  EXPECT_EQ(items[0]["cancelled"].boolean(), false);
  EXPECT_EQ(items[1]["cancelled"].boolean(), true);
  EXPECT_EQ(items[2]["cancelled"].boolean(), false);
  EXPECT_EQ(shown["next_change"].text(), to_rfc3339(plant.loop.wall() + 1h));
}

}  // namespace
}  // namespace cleangate::service
