#pragma once
// A seeded plant day: vehicles with their papers, and what the cameras of the lanes send of them,
// with misreads, duplicates, retransmissions, offline bursts, clock drift, wrong order and drivers
// who turn back. Pure: the same seed and options give the same day. Sends nothing.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "domain/plate/plate.h"

namespace cleangate::sim {

enum class Make : std::uint8_t { hikvision, vzenith, dahua };
/// The device kind of the API: hikvision | vzenith | dahua-itsapi.
[[nodiscard]] std::string_view to_kind(Make make);

struct LaneSpec {
  std::string id;         ///< of the lane; its camera is "camera-<id>"
  std::string direction;  ///< in | out
  Make make = Make::hikvision;
};
/// Two lanes in, two out, all three makes.
[[nodiscard]] std::vector<LaneSpec> default_lanes();

struct DayOptions {
  std::size_t passages = 2000;
  std::size_t vehicles = 300;
  std::vector<LaneSpec> lanes = default_lanes();  ///< at least one in and one out
};

struct SimVehicle {
  std::string plate;  ///< normal form; "" = carries none
  plate::Colour colour = plate::Colour::unknown;
  bool truck = false;
  std::string vehicle_class;         ///< GA 24.4-2021 code
  std::string fuel;                  ///< GA 24.9 letter
  std::string stage_min, stage_max;  ///< as in the API; "D" = electric
  std::int64_t gross_mass_kg = 0;
  bool registered = true;  ///< known to the plant's registry
  std::uint64_t look = 0;  ///< seed of its picture
};
/// As POST /api/v1/vehicles/import takes it.
[[nodiscard]] Json to_json(const SimVehicle& vehicle);

/// One message of one camera.
struct SimEvent {
  Milliseconds at{};     ///< sent, from midnight; events are sorted by it
  Milliseconds taken{};  ///< the picture was taken; later than `at` never, unless the clock drifts
  std::uint64_t id = 0;  ///< of the read: equal = the same message again
  std::size_t lane = 0;
  std::size_t vehicle = 0;
  std::string plate;  ///< as read; "" = none seen
  plate::Colour colour = plate::Colour::unknown;
  int confidence = 97;
  bool misread = false;         ///< one confusable character is wrong
  bool duplicate = false;       ///< the read `id` was sent before, byte for byte
  bool retransmission = false;  ///< sent again later and marked so, where the make can
  bool offline = false;         ///< taken without network, sent afterwards in a burst
  bool turn_back = false;       ///< the vehicle turned back
  bool no_plate = false;
  Milliseconds clock_drift{};  ///< of the camera's clock then: `taken` + this is what it writes
};

struct Scenario {
  std::vector<LaneSpec> lanes;
  std::vector<SimVehicle> vehicles;
  std::vector<SimEvent> events;
};

/// Throws std::invalid_argument without an entry lane, an exit lane or a vehicle.
[[nodiscard]] Scenario make_day(std::uint64_t seed, DayOptions options = {});

}  // namespace cleangate::sim
