#pragma once
// What a gate camera sees: a truck's or car's front on the lane, its plate in the true colours,
// time and lane printed into the picture; and the crop of the plate. Pure but for fonts; one
// thread; about 20 ms a scene. Never shows a person's face.

#include <cstdint>
#include <string>

#include "domain/plate/plate.h"

namespace cleangate::sim {

/// How the front is built. Rigid trucks and tractors are heavy.
enum class Body : std::uint8_t { tractor, rigid_truck, light_truck, van, car };

struct VehicleLook {
  std::string plate;  ///< "" = none is mounted
  plate::Colour plate_colour = plate::Colour::blue;
  Body body = Body::tractor;
  std::uint32_t paint = 0xB3282D;  ///< 0xRRGGBB of the cab
  std::uint64_t seed = 0;          ///< cargo box, dirt, where it stands on the lane
  int hour = 12;                   ///< local, 0–23: light of the day
  std::string stamp;               ///< "2026-12-14 14:28:03"
  std::string lane_name;
};

/// The whole scene as the camera sends it: 150–300 KB at the defaults.
[[nodiscard]] std::string draw_scene_jpeg(const VehicleLook& look, int width = 1280,
                                          int height = 720, int quality = 84);

/// The plate crop that cameras cut out: 10–30 KB at the default. "" when there is no plate.
[[nodiscard]] std::string draw_plate_jpeg(const VehicleLook& look, int width = 480,
                                          int quality = 88);

}  // namespace cleangate::sim
