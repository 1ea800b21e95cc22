#pragma once
// Messages as the three makes of cameras send them (devices.md 1.1.2, 1.2.3, 1.3.1), and their
// reading of the answer. Pure, any thread. Says what a camera says, true or not.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "domain/plate/plate.h"
#include "sim/scenario.h"

namespace cleangate::sim {

struct CameraRead {
  Make make = Make::hikvision;
  std::string device;  ///< id as configured; the camera names itself after it
  std::string plate;   ///< as read; "" = a vehicle without plate
  plate::Colour colour = plate::Colour::unknown;
  std::string vehicle_class;    ///< GA 24.4; told by Hikvision only
  int confidence = 97;          ///< 0–100
  WallTime time;                ///< of the camera's own clock
  std::uint64_t id = 0;         ///< of the read: UUID, plateid
  bool retransmission = false;  ///< marked where the make can: Hikvision
  bool offline = false;         ///< marked where the make can: Vzenith, Hikvision as retransmission
  bool turn_back = false;       ///< Vzenith only
  std::string scene, plate_picture;  ///< JPEG; "" = not sent
};

struct CameraMessage {
  std::string content_type;
  std::string path;  ///< behind the push path; "" or "/NotificationInfo/TollgateInfo"
  std::string body;
};

[[nodiscard]] CameraMessage make_message(const CameraRead& read);
/// A Vzenith comet poll; its answer may open.
[[nodiscard]] CameraMessage make_comet_poll(std::string_view device);
/// True when the answer makes this camera open: Vzenith `info` "ok", Dahua `OpenStrobe` true.
[[nodiscard]] bool opens(Make make, std::string_view body);

}  // namespace cleangate::sim
