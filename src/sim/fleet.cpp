#include "sim/fleet.h"

#include <array>
#include <set>

namespace cleangate::sim {
namespace {

using plate::Colour;

struct Model {
  unsigned share;  ///< of 1000 vehicles
  Colour colour;
  bool truck;
  const char* vehicle_class;       ///< GA 24.4-2021
  const char* fuel;                ///< GA 24.9
  std::int64_t least_kg, most_kg;  ///< gross mass
};
// A plant with bulk goods: mostly heavy diesel tractors and tippers.
constexpr std::array<Model, 9> kModels = {{
    {330, Colour::yellow, true, "Q11", "B", 25'000, 49'000},
    {210, Colour::yellow, true, "H17", "B", 16'000, 31'000},
    {90, Colour::yellow, true, "H11", "E", 18'000, 31'000},
    {60, Colour::yellow, true, "H21", "B", 4'500, 11'900},
    {70, Colour::yellow_green, true, "Q11", "C", 25'000, 42'000},
    {90, Colour::blue, true, "H31", "B", 2'500, 4'495},
    {80, Colour::blue, false, "K33", "A", 1'500, 2'400},
    {50, Colour::green, false, "K33", "C", 1'600, 2'500},
    {20, Colour::yellow, false, "K11", "B", 13'000, 18'000},
}};

struct StageShare {
  unsigned share;  ///< of 100
  const char* min;
  const char* max;
};
// Also intervals: papers that tell the year only.
constexpr std::array<StageShare, 8> kDieselStages = {{{3, "3", "3"},
                                                      {14, "4", "4"},
                                                      {3, "3", "4"},
                                                      {4, "4", "5"},
                                                      {34, "5", "5"},
                                                      {14, "6a", "6a"},
                                                      {26, "6b", "6b"},
                                                      {2, "X", "X"}}};

template <class Shares>
const auto& pick(Random& random, const Shares& shares, unsigned whole) {
  auto rest = random.below(whole);
  for (const auto& share : shares) {
    if (rest < share.share) return share;
    rest -= share.share;
  }
  return shares.front();
}

char letter(Random& random) {
  // Serial letters have no I and no O (GA 36-2018, 5.2).
  constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  return kLetters[random.below(kLetters.size())];
}

std::string serial(Random& random, std::size_t count, bool letters) {
  std::string out;
  const std::size_t where = letters && random.below(2) != 0 ? random.below(count) : count;
  for (std::size_t i = 0; i < count; ++i) {
    out += i == where ? letter(random) : static_cast<char>('0' + random.below(10));
  }
  return out;
}

std::string make_plate(Random& random, Colour colour) {
  constexpr std::array<std::string_view, 8> kOffices = {"冀A", "冀B", "冀B", "冀B",
                                                        "冀D", "鲁B", "豫A", "晋A"};
  std::string text(kOffices[random.below(kOffices.size())]);
  if (colour == Colour::green) return text + 'D' + serial(random, 5, false);
  if (colour == Colour::yellow_green) return text + serial(random, 5, false) + 'D';
  return text + serial(random, 5, true);
}

}  // namespace

std::vector<SimVehicle> make_fleet(Random& random, std::size_t count) {
  std::vector<SimVehicle> fleet;
  std::set<std::string> plates;
  while (fleet.size() < count) {
    const Model& model = pick(random, kModels, 1000);
    SimVehicle vehicle;
    vehicle.plate = make_plate(random, model.colour);
    if (!plates.insert(vehicle.plate).second) continue;
    vehicle.colour = model.colour;
    vehicle.truck = model.truck;
    vehicle.vehicle_class = model.vehicle_class;
    vehicle.fuel = model.fuel;
    const auto span = static_cast<std::uint64_t>(model.most_kg - model.least_kg) / 5 + 1;
    vehicle.gross_mass_kg = model.least_kg + static_cast<std::int64_t>(random.below(span)) * 5;
    if (vehicle.fuel == "C") {
      vehicle.stage_min = vehicle.stage_max = "D";
    } else {
      const StageShare& stage = pick(random, kDieselStages, 100);
      vehicle.stage_min = stage.min;
      vehicle.stage_max = stage.max;
    }
    vehicle.registered = random.below(100) >= 6;
    vehicle.look = random.next();
    if (random.below(150) == 0) {  // new or stripped: no plate at all
      vehicle.plate.clear();
      vehicle.colour = Colour::unknown;
      vehicle.registered = false;
    }
    fleet.push_back(std::move(vehicle));
  }
  return fleet;
}

}  // namespace cleangate::sim
