#include "sim/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "domain/plate/confusable.h"

namespace cleangate::sim {
namespace {

std::string to_text(const SimEvent& e) {
  return std::to_string(e.at.count()) + " " + std::to_string(e.taken.count()) + " " +
         std::to_string(e.id) + " " + std::to_string(e.lane) + " " + std::to_string(e.vehicle) +
         " " + e.plate + " " + std::to_string(e.clock_drift.count());
}

std::string to_text(const Scenario& day) {
  std::string text;
  for (const SimVehicle& vehicle : day.vehicles) text += to_json(vehicle).dump() + "\n";
  for (const SimEvent& event : day.events) text += to_text(event) + "\n";
  return text;
}

/// The first sending of each read.
std::vector<SimEvent> reads_of(const Scenario& day) {
  std::vector<SimEvent> out;
  for (const SimEvent& event : day.events) {
    if (!event.duplicate && !event.retransmission && !event.turn_back) out.push_back(event);
  }
  return out;
}

TEST(Scenario, the_same_seed_gives_the_same_day_and_another_seed_another) {
  EXPECT_EQ(to_text(make_day(7)), to_text(make_day(7)));
  EXPECT_NE(to_text(make_day(7)), to_text(make_day(8)));
}

TEST(Scenario, events_are_sorted_and_within_their_day) {
  const Scenario day = make_day(7);
  EXPECT_TRUE(std::ranges::is_sorted(day.events, {}, &SimEvent::at));
  for (const SimEvent& event : day.events) {
    EXPECT_GE(event.taken.count(), 0);
    EXPECT_LE(event.taken, event.at);
    EXPECT_LT(event.at.count(), 24 * 3'600'000) << to_text(event);
  }
}

TEST(Scenario, passages_are_as_many_as_asked_for_but_those_who_turned_back) {
  for (const std::size_t passages : {0u, 1u, 2u, 3u, 2000u}) {
    const auto reads = reads_of(make_day(7, {.passages = passages, .vehicles = 300}));
    EXPECT_LE(reads.size(), passages);
    EXPECT_GE(reads.size(), passages - passages / 40);
  }
}

TEST(Scenario, a_vehicle_enters_and_leaves_by_turns) {
  const Scenario day = make_day(7);
  auto reads = reads_of(day);
  std::ranges::stable_sort(reads, {}, &SimEvent::taken);
  std::map<std::size_t, std::string> last;
  std::size_t broken = 0;
  for (const SimEvent& read : reads) {
    std::string& before = last[read.vehicle];
    const std::string& direction = day.lanes[read.lane].direction;
    // Who turned back is seen entering twice.
    if (before == direction) {
      EXPECT_EQ(direction, "in") << to_text(read);
      ++broken;
    } else if (before.empty()) {
      EXPECT_EQ(direction, "in") << to_text(read);
    }
    before = direction;
  }
  EXPECT_LT(broken, reads.size() / 40);
}

TEST(Scenario, vehicles_on_a_lane_stand_behind_one_another) {
  auto reads = reads_of(make_day(11));
  std::ranges::stable_sort(reads, {}, &SimEvent::taken);
  std::map<std::size_t, Milliseconds> last;
  for (const SimEvent& read : reads) {
    if (last.contains(read.lane)) {
      EXPECT_GE((read.taken - last[read.lane]).count(), 20'000);
    }
    last[read.lane] = read.taken;
  }
}

TEST(Scenario, a_misread_has_one_confusable_character) {
  const Scenario day = make_day(7);
  std::size_t misreads = 0;
  for (const SimEvent& event : day.events) {
    const std::string& truth = day.vehicles[event.vehicle].plate;
    if (event.misread) {
      ++misreads;
      EXPECT_TRUE(plate::differ_by_one_confusable(event.plate, truth)) << event.plate << truth;
    } else if (!event.no_plate) {
      EXPECT_EQ(event.plate, truth);
    }
  }
  EXPECT_GT(misreads, 10u);
}

TEST(Scenario, everything_that_goes_wrong_happens_but_rarely) {
  std::map<std::string, std::size_t> seen;
  std::size_t all = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Scenario day = make_day(seed);
    all += day.events.size();
    Milliseconds latest{};
    for (const SimEvent& event : day.events) {
      seen["duplicate"] += event.duplicate;
      seen["retransmission"] += event.retransmission;
      seen["offline"] += event.offline;
      seen["turn back"] += event.turn_back;
      seen["no plate"] += event.no_plate;
      seen["misread"] += event.misread;
      seen["drift"] += event.clock_drift.count() > 10'000;
      seen["wrong order"] += event.taken < latest;
      latest = std::max(latest, event.taken);
    }
  }
  EXPECT_EQ(seen.size(), 8u);
  for (const auto& [what, count] : seen) {
    EXPECT_GT(count, 0u) << what;
    EXPECT_LT(count, all / 8) << what;
  }
}

TEST(Scenario, most_come_by_day) {
  std::size_t day = 0, night = 0;
  for (const SimEvent& event : make_day(7).events) {
    const auto hour = event.taken.count() / 3'600'000;
    ++(hour >= 7 && hour < 19 ? day : night);
  }
  EXPECT_GT(day, 3 * night);
}

TEST(Scenario, a_day_without_entry_or_exit_or_vehicle_is_refused) {
  EXPECT_THROW((void)make_day(1, {.lanes = {{"1", "in", Make::vzenith}}}), std::invalid_argument);
  EXPECT_THROW((void)make_day(1, {.lanes = {{"1", "out", Make::vzenith}}}), std::invalid_argument);
  EXPECT_THROW((void)make_day(1, {.vehicles = 0}), std::invalid_argument);
  EXPECT_FALSE(make_day(1, {.passages = 20, .vehicles = 1}).events.empty());
}

}  // namespace
}  // namespace cleangate::sim
