#include "sim/fleet.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace cleangate::sim {
namespace {

TEST(Fleet, every_plate_is_of_a_class_that_its_colour_fits) {
  SeededRandom random(3);
  std::set<std::string> plates;
  for (const SimVehicle& vehicle : make_fleet(random, 600)) {
    if (vehicle.plate.empty()) continue;
    EXPECT_EQ(plate::normalise(vehicle.plate), vehicle.plate);
    const auto plate_class = plate::classify(vehicle.plate, vehicle.colour);
    EXPECT_NE(plate_class, plate::PlateClass::other) << vehicle.plate;
    EXPECT_TRUE(plate::colour_fits(plate_class, vehicle.colour)) << vehicle.plate;
    EXPECT_TRUE(plates.insert(vehicle.plate).second);
  }
}

TEST(Fleet, shares_are_those_of_a_plant_with_heavy_diesel_trucks) {
  SeededRandom random(5);
  const auto fleet = make_fleet(random, 3000);
  const auto count = [&](auto is) { return std::ranges::count_if(fleet, is); };
  const auto heavy = count([](auto& v) { return v.truck && v.gross_mass_kg >= 12'000; });
  const auto four = count([](auto& v) { return v.stage_max == "4"; });
  const auto unregistered = count([](auto& v) { return !v.registered; });
  EXPECT_GT(heavy, 1900);
  EXPECT_LT(heavy, 2400);
  EXPECT_GT(four, 300);
  EXPECT_LT(four, 600);
  EXPECT_GT(unregistered, 100);
  EXPECT_LT(unregistered, 300);
}

TEST(Fleet, electric_vehicles_have_stage_d_and_a_green_plate) {
  SeededRandom random(9);
  for (const SimVehicle& vehicle : make_fleet(random, 400)) {
    EXPECT_EQ(vehicle.fuel == "C", vehicle.stage_max == "D");
    if (vehicle.plate.empty()) continue;
    EXPECT_EQ(vehicle.fuel == "C", plate::is_nev(vehicle.plate));
  }
}

}  // namespace
}  // namespace cleangate::sim
