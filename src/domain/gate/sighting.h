#pragma once
// A sighting (抓拍): one recognition message of one camera, free of its make. Pure data.

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.h"
#include "base/uuid.h"
#include "domain/plate/plate.h"

namespace cleangate::gate {

struct Sighting {
  std::string device;
  std::string vendor_key;  ///< hex keyed hash of the vendor's message key
  std::string plate;       ///< normalised, "" = none
  std::string plate_raw;
  plate::Colour colour = plate::Colour::unknown;
  std::string vehicle_class;  ///< GA 24.4 as the camera read it
  std::string movement;       ///< forward | reverse | ""
  std::optional<int> confidence;
  std::string device_time_text;
  std::optional<WallTime> device_time;
  ClockQuality clock_quality = ClockQuality::missing;
  bool retransmission = false;  ///< any of the vendor's three words for "not now"
  bool offline = false;
  bool history = false;
  bool fake_plate = false;  ///< the camera suspects a printed plate: never by itself
  bool turn_back = false;   ///< Vzenith trigger 66: the vehicle left the loop backwards
  WallTime received;
  MonotonicTime received_monotonic;
  [[nodiscard]] bool is_live() const { return !retransmission && !offline && !history; }
};

}  // namespace cleangate::gate
