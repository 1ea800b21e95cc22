#pragma once
// When each device was last heard, for the API and for the entry that says it came back.
// Thread-safe, in memory only: a heartbeat every 5 s is no event for the log.

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/time.h"

namespace cleangate::device {

struct DeviceSeen {
  WallTime last_message;
  std::string kind;  ///< of that message: plate, heartbeat, comet_poll … or "unreadable"
  /// Receive time − device time of the last live read that told its time.
  std::optional<std::int64_t> clock_offset_ms;
};

class DeviceHealth {
 public:
  /// True when the device was silent before: the first message since the start, or the first
  /// after more than kHeartbeatInterval. `offset` replaces the known one unless empty.
  bool seen(const std::string& device, std::string_view kind, WallTime received,
            MonotonicTime received_monotonic, std::optional<Milliseconds> offset);
  /// What the log knows at the start. The first message still counts as a return.
  void recall(const std::string& device, WallTime last_message);
  [[nodiscard]] std::optional<DeviceSeen> find(const std::string& device) const;
  [[nodiscard]] std::map<std::string, DeviceSeen> all() const;
  /// A removed device.
  void forget(const std::string& device);

 private:
  struct Row {
    DeviceSeen seen;
    MonotonicTime at;
    bool recalled = false;  ///< nothing came since the start
  };
  mutable std::mutex mutex_;  ///< guards rows_
  std::map<std::string, Row> rows_;
};

}  // namespace cleangate::device
