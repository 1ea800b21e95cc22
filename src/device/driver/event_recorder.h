#pragma once
// What devices tell beside sightings, as device_state entries: back online, inputs, serial data,
// pictures, alarms. Thread-safe; the work runs on the plant's executor, whose stop must come
// before this goes away. Never writes a secret and never one entry per heartbeat.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/executor.h"
#include "base/random.h"
#include "base/time.h"
#include "device/camera/reading.h"
#include "device/driver/sighting_sink.h"
#include "service/ports/log.h"
#include "service/ports/media_store.h"

namespace cleangate::device {

/// Hashes the photos, so off the plant's executor.
[[nodiscard]] PhotoSet make_photo_set(std::vector<camera::Photo> photos);

/// Stored: NEVER CHANGE a word.
inline constexpr std::string_view kStateOnline = "online";
inline constexpr std::string_view kStateEvent = "event";

struct DeviceEvent {
  std::string device;
  std::string_view state;  ///< kStateOnline | kStateEvent
  Json detail;             ///< of the codec's whitelist
  WallTime received;
  PhotoSet photos;
  /// Set: a device may send these many times a second, so that one in kDeviceEventInterval is
  /// written of each device and word; "" = each is written.
  std::string repeats_as;
};

class EventRecorder {
 public:
  /// `random` is used on `plant` only.
  EventRecorder(Executor& plant, service::Log& log, service::MediaStore& media, Random& random);
  /// `done` runs on the plant's executor once the entry is durable, or lost (that is logged).
  void record(DeviceEvent event, std::move_only_function<void()> done);

 private:
  /// One of its kind was written just now.
  bool is_repetition(const DeviceEvent& event);
  void append(DeviceEvent event, std::vector<service::MediaLocation> locations,
              std::string photo_fault, std::move_only_function<void()> done);

  Executor& plant_;
  service::Log& log_;
  service::MediaStore& media_;
  Random& random_;
  std::map<std::pair<std::string, std::string>, WallTime> written_;  // by device and word
};

}  // namespace cleangate::device
