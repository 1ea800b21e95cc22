#include "service/entry_share.h"

#include <gtest/gtest.h>

#include <random>

#include "domain/ledger/projections/tables.h"

namespace cleangate::service {
namespace {

using namespace std::chrono_literals;

const WallTime kNow = parse_rfc3339("2026-11-24T10:00:00+08:00").value();
constexpr SharePeriod kYear{202601, 202612};

vehicle::Registered truck(vehicle::Stage min, vehicle::Stage max) {
  vehicle::Registered out;
  out.stage = {min, max};
  out.fuel = "B";
  out.vehicle_class = "H11";
  return out;
}
vehicle::LayeredFacts known(vehicle::Stage stage) {
  return {truck(stage, stage), {}, {}};
}
ledger::RowChange count(std::int64_t number, const std::string& plate = "冀A00001",
                        std::int64_t month = 202611, const std::string& read_class = "") {
  using Action = ledger::RowChange::Action;
  ledger::Row row{month, plate, std::string("yellow"), read_class};
  if (number > 0) row.emplace_back(number);
  return {ledger::monthly_counts::kTable, number > 0 ? Action::put : Action::remove,
          std::move(row)};
}

TEST(SharePeriods, HoldTheMonthsOfTheirMoment) {
  const auto of = [](const char* kind, const char* at) {
    const auto period =
        share_period_at(Json::object({{"share_period", kind}}), parse_rfc3339(at).value());
    return std::pair(period.first, period.last);
  };
  EXPECT_EQ(of("year", "2026-12-31T23:59:59.999+08:00"), std::pair(202601L, 202612L));
  EXPECT_EQ(of("year", "2027-01-01T00:00:00+08:00"), std::pair(202701L, 202712L));
  EXPECT_EQ(of("quarter", "2026-03-31T23:59:59.999+08:00"), std::pair(202601L, 202603L));
  EXPECT_EQ(of("quarter", "2026-04-01T00:00:00+08:00"), std::pair(202604L, 202606L));
  EXPECT_EQ(of("quarter", "2026-12-01T00:00:00+08:00"), std::pair(202610L, 202612L));
  EXPECT_EQ(of("month", "2026-11-30T16:00:00Z"), std::pair(202612L, 202612L));
  const auto plain = share_period_at(Json::object(), kNow);
  EXPECT_EQ(plain.first, 202601) << "the calendar year by default";
}

TEST(EntryShare, CountsWhatIsNoNonTruckAndWhatIsSurelyClean) {
  struct Row {
    const char* name;
    std::optional<vehicle::Registered> registered;
    Share want;
  };
  auto car = truck(vehicle::Stage::s4, vehicle::Stage::s4);
  car.vehicle_class = "K33";
  auto electric = truck(vehicle::Stage::s0, vehicle::Stage::s6b);
  electric.fuel = "C";
  const Row kRows[] = {
      {"stage 4", truck(vehicle::Stage::s4, vehicle::Stage::s4), {0, 1}},
      {"stage 5", truck(vehicle::Stage::s5, vehicle::Stage::s5), {1, 1}},
      {"stage 4 to 5", truck(vehicle::Stage::s4, vehicle::Stage::s5), {0, 1}},
      {"electric", electric, {1, 1}},
      {"a car", car, {0, 0}},
      {"not registered, yellow", std::nullopt, {0, 1}},
  };
  for (const auto& row : kRows) {
    EntryShare share;
    vehicle::LayeredFacts layers;
    if (row.registered) layers.facts = *row.registered;
    share.apply(count(1), row.registered ? &layers : nullptr);
    EXPECT_EQ(share.in(kYear, kNow), row.want) << row.name;
  }
}

TEST(EntryShare, FollowsCountsMonthsAndTheRegistry) {
  EntryShare share;
  const auto five = known(vehicle::Stage::s5), four = known(vehicle::Stage::s4);
  share.apply(count(3), &five);
  share.apply(count(2, "冀A00001", 202512), &five);
  share.apply(count(4, "冀A00002"), &four);
  EXPECT_EQ(share.in(kYear, kNow), (Share{3, 7}));
  EXPECT_EQ(share.in({202512, 202512}, kNow), (Share{2, 2}));
  share.judge_again("冀A00002", "yellow", &five);
  EXPECT_EQ(share.in(kYear, kNow), (Share{7, 7}));
  share.judge_again("冀A00001", "yellow", nullptr);
  EXPECT_EQ(share.in(kYear, kNow), (Share{4, 7}));
  share.apply(count(0), nullptr);
  EXPECT_EQ(share.in(kYear, kNow), (Share{4, 4}));
  share.judge_again("冀A99999", "yellow", &five);
  EXPECT_EQ(share.in(kYear, kNow), (Share{4, 4}));
}

TEST(EntryShare, AGuardsWordEndsAtItsMomentAndWhatStoodBelowCountsAgain) {
  const auto until = kNow + 24h;
  const auto four = truck(vehicle::Stage::s4, vehicle::Stage::s4);
  vehicle::LayeredFacts layers{truck(vehicle::Stage::s5, vehicle::Stage::s5), four, until};
  for (const bool settles : {false, true}) {
    EntryShare share;
    share.apply(count(2), &layers);
    EXPECT_EQ(share.in(kYear, until - 1ms), (Share{2, 2}));
    if (settles) EXPECT_TRUE(share.settle(until - 1ms).empty());
    EXPECT_EQ(share.in(kYear, until - 1ms), (Share{2, 2}));
    if (settles) {
      EXPECT_EQ(share.settle(until),
                (std::vector{std::pair<std::string, std::string>{"冀A00001", "yellow"}}));
    }
    EXPECT_EQ(share.in(kYear, until), (Share{0, 2}));
    share.apply(count(3), &layers);
    EXPECT_EQ(share.in(kYear, until), (Share{0, 3})) << "it crosses again";
  }
}

TEST(EntryShare, IsTheSameInWhateverOrderItIsReadBack) {
  std::mt19937 random{7};
  const auto five = known(vehicle::Stage::s5), four = known(vehicle::Stage::s4);
  EntryShare lived, restarted;
  std::map<std::string, std::int64_t> counts;
  std::map<std::string, bool> clean;
  for (int i = 0; i < 2000; ++i) {
    const auto plate = "冀A" + std::to_string(10000 + random() % 20);
    if (random() % 4 == 0) clean[plate] = !clean[plate];
    const auto* facts = clean[plate] ? &five : &four;
    auto& number = counts[plate];
    number = std::max<std::int64_t>(0, number + (random() % 3 == 0 ? -1 : 1));
    lived.judge_again(plate, "yellow", facts);
    lived.apply(count(number, plate), facts);
  }
  Share want;
  for (const auto& [plate, number] : counts) {
    if (number == 0) continue;
    restarted.apply(count(number, plate), nullptr);  // before its vehicle is read
    restarted.judge_again(plate, "yellow", clean[plate] ? &five : &four);
    want += {clean[plate] ? number : 0, number};
  }
  EXPECT_EQ(lived.in(kYear, kNow), want);
  EXPECT_EQ(restarted.in(kYear, kNow), want);
}

TEST(ShareSettings, TheOpeningBelongsToThePeriodInWhichItWasEntered) {
  const Json opening = Json::object({{"qualifying", 8}, {"total", 9}, {"note", "paper"}});
  Json plant = Json::object({{"share_opening", opening}});
  ASSERT_TRUE(check_share_settings(Json::object(), plant, kNow));
  EXPECT_EQ(share_opening_in(plant, kYear), (Share{8, 9}));
  EXPECT_EQ(share_opening_in(plant, {202501, 202512}), Share{});
  Json again = plant;
  again.set("name", "other");
  ASSERT_TRUE(check_share_settings(plant, again, kNow + 24h * 365));
  EXPECT_EQ(again["share_opening"], plant["share_opening"]) << "only a change is dated anew";
  again.set("share_opening", Json::object({{"qualifying", 0}, {"total", 9}}));
  ASSERT_TRUE(check_share_settings(plant, again, kNow + 24h * 365));
  EXPECT_EQ(share_opening_in(again, {202701, 202712}), (Share{0, 9}));
}

TEST(ShareSettings, RefuseWhatIsNoShare) {
  const auto refused = [](std::string_view json) {
    Json plant = parse_json(json).value();
    return !check_share_settings(Json::object(), plant, kNow);
  };
  EXPECT_FALSE(refused(R"({"share_opening":{"qualifying":9,"total":9}})"));
  EXPECT_FALSE(refused(R"({"share_opening":{"qualifying":0,"total":0}})"));
  EXPECT_FALSE(refused(R"({"share_opening":null,"share_period":"quarter"})"));
  EXPECT_TRUE(refused(R"({"share_opening":{"qualifying":10,"total":9}})"));
  EXPECT_TRUE(refused(R"({"share_opening":{"qualifying":-1,"total":9}})"));
  EXPECT_TRUE(refused(R"({"share_opening":{"qualifying":1}})"));
  EXPECT_TRUE(refused(R"({"share_opening":5})"));
  EXPECT_TRUE(refused(R"({"share_period":"week"})"));
}

}  // namespace
}  // namespace cleangate::service
