#pragma once
// The devices as configured, for code that runs off the plant's executor: a snapshot that app/
// refreshes from committed entries. Thread-safe. Never holds a secret.

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.h"

namespace cleangate::device {

struct DeviceSettings {
  std::string id;
  std::string kind;  ///< hikvision | vzenith | dahua-itsapi
  Json json;         ///< as the API shows it: address, channel, barrier_path, display …

  /// Channel, output or barrier number; `fallback` unless 0–255 is configured.
  [[nodiscard]] unsigned channel_or(unsigned fallback) const;
};

class DeviceTable {
 public:
  /// Adds or replaces.
  void put(DeviceSettings settings);
  void remove(const std::string& id);
  /// nullptr when there is no such device. Shared: readers keep what they got.
  [[nodiscard]] std::shared_ptr<const DeviceSettings> find(const std::string& id) const;

  /// Those of a kind. Shared as above.
  [[nodiscard]] std::vector<std::shared_ptr<const DeviceSettings>> of_kind(
      std::string_view kind) const;

 private:
  mutable std::mutex mutex_;  ///< guards devices_
  std::unordered_map<std::string, std::shared_ptr<const DeviceSettings>> devices_;
};

}  // namespace cleangate::device
