#pragma once
// What a camera's message means, the same for every make. Values only, any thread; no clock, no
// device table. Never holds a secret of the device and never a picture of a person.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "domain/plate/plate.h"

namespace cleangate::camera {

/// A picture byte for byte as it came, decodable or not.
struct Photo {
  std::string kind;  ///< scene | plate | body | extra
  std::string bytes;
  std::string mime;        ///< by content: image/jpeg, image/png, application/octet-stream
  bool decodable = false;  ///< see is_decodable_jpeg() in photo.h
  std::string name;        ///< as the camera called it; may be empty
};

/// How far the device's own time can be trusted before any offset is learnt.
enum class ClockQuality : std::uint8_t {
  good,           ///< one instant, with its offset from UTC
  no_offset,      ///< local time without offset, taken as +08:00
  contradictory,  ///< the message gives two times that disagree
  missing,        ///< none, or not readable
};
[[nodiscard]] std::string_view to_text(ClockQuality quality);

/// One read of a plate (or of a vehicle without one).
struct PlateReading {
  std::string plate_text;      ///< raw UTF-8 as the camera wrote it
  std::string plate_original;  ///< before the camera's own list correction; "" = same or not told
  std::string plate;           ///< normal form (plate::normalise); "" = no plate
  bool plate_cut = false;      ///< the raw text was longer than kMaxPlateCharacters
  plate::PlateClass plate_class = plate::PlateClass::none;
  plate::Colour colour = plate::Colour::unknown;
  std::optional<int> confidence;          ///< 0–100
  std::optional<int> confidence_raw;      ///< in the device's own scale
  int confidence_scale = 100;             ///< its maximum: 100, or 255 (Dahua)
  std::vector<int> character_confidence;  ///< 0–100, one per character, if told
  std::string direction;                  ///< forward | reverse | "" = not told
  std::string vehicle_class;              ///< GA 24.4, such as K33; "" = not told
  std::string plate_type_code;  ///< GA/T 16.7 two digits, or "vzenith:14", "dahua:…"; "" = not told
  std::string vendor_key;  ///< the exact key of devices.md 8.3; equal = the same message; never ""
  std::string device_time_text;  ///< raw
  std::optional<WallTime> device_time;
  ClockQuality clock = ClockQuality::missing;
  bool retransmission = false;  ///< sent again by the camera after a network failure
  bool offline = false;         ///< taken while the camera had no server
  bool history = false;         ///< the camera calls it historic
  bool fake_plate = false;      ///< the camera suspects a picture of a plate: not by itself
  int trigger = 0;              ///< the vendor's own code; 0 = not told
  bool turn_back = false;       ///< the vehicle turned back: cancels a pending passage
  std::string channel;
  std::string serial;                            ///< identity of the device as it names itself
  std::optional<std::int64_t> offline_plate_id;  ///< to be named in the reply (Vzenith)
  std::string plate_rect;  ///< JSON {left,top,right,bottom} in the vendor's unit; "" = not told
  std::vector<Photo> photos;

  /// Facts of the message itself that forbid a command (blueprint, "The lane", Fresh).
  [[nodiscard]] bool is_replayed() const { return retransmission || offline || history; }
};

struct Message {
  enum class Kind : std::uint8_t {
    plate,
    heartbeat,     ///< the device is alive
    comet_poll,    ///< alive, and waiting for a command in the reply
    io_event,      ///< facts: input (from 1), value
    serial_data,   ///< serial_bytes; facts: serial_channel
    picture,       ///< photos that belong to no read
    device_facts,  ///< the device describes itself
    other_event,   ///< understood, but not about a vehicle
    ignored,       ///< understood, and of no use
  };
  Kind kind = Kind::ignored;
  std::string serial;                 ///< identity of the device as it names itself; "" = not told
  std::optional<PlateReading> plate;  ///< exactly when kind is plate
  Json facts = Json::object();        ///< small, whitelisted, no secrets, no plates
  std::vector<Photo> photos;          ///< of kind picture
  std::string serial_bytes;           ///< of kind serial_data
};
[[nodiscard]] std::string_view to_text(Message::Kind kind);

/// One line per fact, for golden tests and quarantine pages: photos by size and hash only.
[[nodiscard]] std::string to_text(const Message& message);
/// The same, or "error CODE: reason".
[[nodiscard]] std::string to_text(const Result<Message>& message);

}  // namespace cleangate::camera
