#include "http/api/device_watch.h"

#include "base/limits.h"

namespace cleangate::http {
namespace {

constexpr std::size_t kLookAt = 16u << 10;
constexpr std::chrono::minutes kLookEnds{1};

}  // namespace

std::string_view make_of(std::string_view path, std::string_view body) {
  const auto head = body.substr(0, kLookAt);
  const auto has = [&](std::string_view name) { return head.find(name) != head.npos; };
  if (has("EventNotificationAlert")) return "hikvision";
  if (has("AlarmInfoPlate") || has("AlarmGioIn") || has("\"SerialData\"")) return "vzenith";
  if (path.starts_with("/NotificationInfo/") || has("SnapInfo")) return "dahua-itsapi";
  return {};
}

void DeviceWatch::wrong_secret(const std::string& device, WallTime at) {
  const std::scoped_lock lock(mutex_);
  rows_[device].seen.wrong_secret = at;
}

void DeviceWatch::right_secret(const std::string& device, WallTime at, std::string_view other_make,
                               std::string_view address) {
  const std::scoped_lock lock(mutex_);
  auto& seen = rows_[device].seen;
  seen.right_secret = at;
  seen.other_make = other_make;
  seen.address = address;
}

void DeviceWatch::listen(const std::string& device, WallTime at) {
  const std::scoped_lock lock(mutex_);
  auto& row = rows_[device];
  if (!row.seen.listening_since || at - row.looked > kLookEnds) row.seen.listening_since = at;
  row.looked = at;
}

DeviceWatch::Seen DeviceWatch::find(const std::string& device) const {
  const std::scoped_lock lock(mutex_);
  const auto found = rows_.find(device);
  return found == rows_.end() ? Seen() : found->second.seen;
}

void DeviceWatch::forget(const std::string& device) {
  const std::scoped_lock lock(mutex_);
  rows_.erase(device);
}

}  // namespace cleangate::http
