#include "device/driver/device_health.h"

#include <utility>

#include "base/limits.h"

namespace cleangate::device {
namespace {

// The silence that the log itself makes visible.
constexpr auto kSilence = kHeartbeatInterval;

}  // namespace

bool DeviceHealth::seen(const std::string& device, std::string_view kind, WallTime received,
                        MonotonicTime received_monotonic, std::optional<Milliseconds> offset) {
  const std::lock_guard lock(mutex_);
  const auto [row, inserted] = rows_.try_emplace(device);
  const bool is_new = std::exchange(row->second.recalled, false) || inserted;
  const bool was_silent = is_new || received_monotonic - row->second.at > kSilence;
  // Two connections may finish in either order: time only goes forward.
  if (is_new || received_monotonic >= row->second.at) {
    row->second.at = received_monotonic;
    row->second.seen.last_message = received;
    row->second.seen.kind = kind;
  }
  if (offset) row->second.seen.clock_offset_ms = offset->count();
  return was_silent;
}

void DeviceHealth::recall(const std::string& device, WallTime last_message) {
  const std::lock_guard lock(mutex_);
  rows_.try_emplace(device, Row{{last_message, {}, {}}, {}, true});
}

std::optional<DeviceSeen> DeviceHealth::find(const std::string& device) const {
  const std::lock_guard lock(mutex_);
  const auto found = rows_.find(device);
  if (found == rows_.end()) return std::nullopt;
  return found->second.seen;
}

std::map<std::string, DeviceSeen> DeviceHealth::all() const {
  const std::lock_guard lock(mutex_);
  std::map<std::string, DeviceSeen> out;
  for (const auto& [device, row] : rows_) out.emplace(device, row.seen);
  return out;
}

void DeviceHealth::forget(const std::string& device) {
  const std::lock_guard lock(mutex_);
  rows_.erase(device);
}

}  // namespace cleangate::device
