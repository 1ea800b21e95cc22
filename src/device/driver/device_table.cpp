#include "device/driver/device_table.h"

#include <utility>

#include "base/limits.h"

namespace cleangate::device {

unsigned DeviceSettings::channel_or(unsigned fallback) const {
  const auto channel = json["channel"].integer();
  if (!channel || *channel < 0 || *channel > kMaxDeviceChannel) return fallback;
  return static_cast<unsigned>(*channel);
}

void DeviceTable::put(DeviceSettings settings) {
  auto shared = std::make_shared<const DeviceSettings>(std::move(settings));
  const std::lock_guard lock(mutex_);
  devices_.insert_or_assign(shared->id, shared);
}

void DeviceTable::remove(const std::string& id) {
  const std::lock_guard lock(mutex_);
  devices_.erase(id);
}

std::shared_ptr<const DeviceSettings> DeviceTable::find(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = devices_.find(id);
  return found == devices_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<const DeviceSettings>> DeviceTable::of_kind(
    std::string_view kind) const {
  std::vector<std::shared_ptr<const DeviceSettings>> out;
  const std::lock_guard lock(mutex_);
  for (const auto& [id, settings] : devices_) {
    if (settings->kind == kind) out.push_back(settings);
  }
  return out;
}

}  // namespace cleangate::device
