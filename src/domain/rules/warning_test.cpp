#include "domain/rules/warning.h"

#include <gtest/gtest.h>

namespace cleangate::rules {
namespace {

using enum WarningAction::Kind;
using enum Level;

WallTime hour(std::int64_t h) {
  return from_unix_ms(1'797'206'400'000 + h * 3'600'000);
}

/// Actions in log order; the index is the place.
std::vector<WarningAction> logged(std::vector<WarningAction> actions) {
  for (std::size_t i = 0; i < actions.size(); ++i) actions[i].index = i;
  return actions;
}
WarningAction act(WarningAction::Kind kind, Level level, std::int64_t at, std::string chain = "a",
                  std::string region = "131082") {
  return {0, std::move(chain), kind, level, hour(at), std::move(region)};
}

struct ChainRow {
  const char* name;
  std::vector<WarningAction> actions;
  std::int64_t at;
  std::optional<Level> want;
};
std::vector<ChainRow> chain_rows() {
  return {
      {"none", {}, 0, {}},
      {"before_start", {act(start, orange, 2)}, 1, {}},
      {"from_its_start_on", {act(start, orange, 2)}, 2, orange},
      {"nothing_ends_it", {act(start, orange, 2)}, 9'999, orange},
      {"changed", {act(start, yellow, 0), act(change, red, 4)}, 4, red},
      {"before_the_change", {act(start, yellow, 0), act(change, red, 4)}, 3, yellow},
      {"lifted", {act(start, yellow, 0), act(lift, yellow, 4)}, 4, {}},
      {"before_the_lift", {act(start, yellow, 0), act(lift, yellow, 4)}, 3, yellow},
      {"early_lift_cancels_a_later_change",
       {act(start, yellow, 0), act(change, red, 8), act(lift, yellow, 4)},
       9,
       {}},
      {"early_lift_cancels_a_later_start", {act(start, red, 8), act(lift, red, 4)}, 9, {}},
      {"change_cancels_a_planned_lift",
       {act(start, yellow, 0), act(lift, yellow, 8), act(change, orange, 6)},
       9,
       orange},
      {"change_after_a_planned_lift_leaves_it",
       {act(start, yellow, 0), act(lift, yellow, 6), act(change, orange, 8)},
       7,
       {}},
      {"same_hour_the_later_logged_counts",
       {act(start, yellow, 0), act(change, red, 4), act(change, orange, 4)},
       4,
       orange},
      {"extend_cancels_nothing",
       {act(start, yellow, 0), act(lift, yellow, 6), act(extend, yellow, 4)},
       6,
       {}},
      {"extend_sets_no_level", {act(start, yellow, 0), act(extend, red, 4)}, 5, yellow},
      {"measures_cancel_nothing",
       {act(start, yellow, 0), act(change, red, 6), act(measures, yellow, 4)},
       7,
       red},
      {"other_chains_lift_does_not_count",
       {act(start, red, 0, "a"), act(lift, red, 1, "b")},
       5,
       red},
      {"highest_of_two", {act(start, yellow, 0, "a"), act(start, red, 0, "b")}, 1, red},
      {"highest_of_two_other_order", {act(start, red, 0, "a"), act(start, yellow, 0, "b")}, 1, red},
      {"other_region", {act(start, red, 0, "a", "110000")}, 1, {}},
      {"own_province", {act(start, red, 0, "a", "130000")}, 1, red},
      {"a_changes_region_is_the_starts",
       {act(start, yellow, 0, "a", "131000"), act(change, red, 2, "a", "")},
       3,
       red},
  };
}
class Chain : public ::testing::TestWithParam<ChainRow> {};
TEST_P(Chain, GivesTheLevelInForce) {
  const auto& row = GetParam();
  const auto found = warning_in_force(logged(row.actions), "131082", hour(row.at));
  EXPECT_EQ(found ? std::optional(found->level) : std::nullopt, row.want);
}
INSTANTIATE_TEST_SUITE_P(Rows, Chain, ::testing::ValuesIn(chain_rows()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Warning, ALiftEndsWhatWasNamedBeforeIt) {
  // 1 start at 0, 2 lift at 4, 3 change at 6.
  const auto actions = logged({act(start, yellow, 0), act(lift, red, 4), act(change, red, 6)});
  const auto ended = [&](std::uint64_t index, int since, int at) {
    return was_lifted_since(actions, actions[0].chain, index, hour(since), hour(at));
  };
  const auto lifted = actions[1].index;
  EXPECT_FALSE(ended(lifted - 1, 0, 3)) << "not yet";
  EXPECT_TRUE(ended(lifted - 1, 0, 4));
  EXPECT_TRUE(ended(lifted - 1, 0, 7)) << "the change does not bring it back";
  EXPECT_TRUE(ended(lifted + 1, 4, 7)) << "logged later, effective before";
  EXPECT_FALSE(ended(lifted + 1, 5, 7)) << "named after the lift";
  EXPECT_FALSE(was_lifted_since(actions, "another", 0, hour(0), hour(7)));
  const auto taken_back = logged({act(start, yellow, 0), act(lift, red, 4), act(change, red, 3)});
  EXPECT_FALSE(was_lifted_since(taken_back, taken_back[0].chain, 0, hour(0), hour(7)))
      << "the lift was cancelled";
}

TEST(Warning, SaysSinceWhenAndInWhichChain) {
  const auto actions = logged({act(start, yellow, 0, "x"), act(change, red, 4, "x")});
  const auto found = warning_in_force(actions, "131082", hour(6));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->since, hour(4));
  EXPECT_EQ(found->chain, "x");
}

TEST(Warning, AMillisecondBeforeItsTimeItIsNotInForce) {
  const auto actions = logged({act(start, yellow, 4)});
  EXPECT_FALSE(warning_in_force(actions, "131082", hour(4) - Milliseconds{1}));
  EXPECT_TRUE(warning_in_force(actions, "131082", hour(4)));
}

TEST(Warning, TheNextChangeIsTheFirstStandingActionAhead) {
  const auto actions = logged({act(start, yellow, 2), act(change, red, 8), act(lift, red, 6)});
  EXPECT_EQ(next_change(actions, hour(0)), hour(2));
  EXPECT_EQ(next_change(actions, hour(2) - Milliseconds{1}), hour(2));
  EXPECT_EQ(next_change(actions, hour(2)), hour(6));  // the change at 8 was cancelled
  EXPECT_FALSE(next_change(actions, hour(6)));
  EXPECT_FALSE(next_change({}, hour(0)));
}

struct RegionRow {
  const char* name;
  const char* region;
  bool covers;
};
const RegionRow kRegions[] = {
    {"equal", "131082", true},
    {"city", "131000", true},
    {"province", "130000", true},
    {"other_county", "131081", false},
    {"other_city", "130100", false},
    {"other_province", "110000", false},
    {"not_said", "", true},
    {"all_zero", "000000", false},
    {"odd_prefix", "1310", true},
    {"longer_code", "13108201", false},
    {"one_trailing_zero_stays", "131080", false},
};
class Region : public ::testing::TestWithParam<RegionRow> {};
TEST_P(Region, CoversThePlantWhenEqualOrAPrefix) {
  EXPECT_EQ(region_covers(GetParam().region, "131082"), GetParam().covers);
}
INSTANTIATE_TEST_SUITE_P(Rows, Region, ::testing::ValuesIn(kRegions),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Level, ItsWordsAreFixed) {
  for (const Level level : {yellow, orange, red}) EXPECT_EQ(parse_level(to_text(level)), level);
  EXPECT_FALSE(parse_level("none"));
  EXPECT_FALSE(parse_level(""));
  EXPECT_EQ(to_chinese(orange), "橙色");
  EXPECT_EQ(response_of(yellow), "Ⅲ");
  EXPECT_EQ(response_of(orange), "Ⅱ");
  EXPECT_EQ(response_of(red), "Ⅰ");
  EXPECT_EQ(parse_action("measures"), measures);
  EXPECT_FALSE(parse_action("stop"));
}

}  // namespace
}  // namespace cleangate::rules
