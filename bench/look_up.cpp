#include "bench/look_up.h"

#include <fmt/format.h>

#include "bench/hot_path.h"
#include "tests/lookup_service.h"

namespace cleangate::bench {
namespace {

constexpr double kGoal = 1.1;
// Behind those of the hot path itself: a number that comes twice is a duplicate.
constexpr std::uint64_t kFirst = 10'000'000;

std::vector<sim::SimVehicle> trucks(std::uint64_t count) {
  std::vector<sim::SimVehicle> all;
  for (std::uint64_t i = 0; i < count; ++i) {
    sim::SimVehicle truck;
    truck.plate = pushed_plate(kFirst + i);
    truck.colour = plate::Colour::yellow;
    truck.vehicle_class = "H11";
    truck.fuel = "B";
    truck.stage_min = truck.stage_max = "5";
    truck.gross_mass_kg = 25'000;
    all.push_back(std::move(truck));
  }
  return all;
}

void turn(PlantUnderLoad& load, Json settings, bool on) {
  settings.set("enabled", on);
  settings.set("per_minute", 600);
  const auto answer = load.plant().write("PUT", "/api/v1/lookup", settings);
  must(answer.status == 200, "the look-up is not taken: " + answer.body);
}

}  // namespace

Line measure_look_ups(PlantUnderLoad& load, int seconds) {
  const auto pushes = static_cast<std::uint64_t>(seconds + 1) * 2 * kPushesPerSecond;
  tests::LookupService service(trucks(pushes));
  const auto settings = service.settings();
  Samples with, without;
  std::uint64_t number = kFirst;
  for (int second = -1; second < seconds; ++second) {
    for (const bool on : {false, true}) {
      turn(load, settings, on);
      const auto taken = push_one_second(load, number);
      number += kPushesPerSecond;
      if (second >= 0) (on ? with : without).add(taken);
    }
  }
  must(service.fake.asked() > 0, "nobody was looked up");
  auto line = time_line(
      fmt::format("sighting while {} look-ups are answered, and without", service.fake.asked()),
      with, without);
  line.goal = "p99 at most 1.1 of without";
  line.met = with.p99() <= kGoal * without.p99();
  return line;
}

}  // namespace cleangate::bench
