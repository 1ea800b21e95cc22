#include "service/login_lock.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"

namespace cleangate::service {

std::optional<Milliseconds> LoginLock::begin(const std::string& name, const std::string& address,
                                             MonotonicTime now) {
  Key key{to_lower_ascii(name), address};
  auto found = failures_.find(key);
  if (found == failures_.end()) {
    make_room(now);
    found = failures_.try_emplace(std::move(key)).first;
  }
  auto& times = found->second;
  if (times.size() >= kMaxLoginFailures) {
    const auto end = times.back() + kLoginLock;
    if (now < end) return std::chrono::ceil<Milliseconds>(end - now);
    times.clear();
  }
  std::erase_if(times, [now](MonotonicTime time) { return time + kLoginLock <= now; });
  times.push_back(now);
  return std::nullopt;
}

void LoginLock::succeeded(const std::string& name, const std::string& address) {
  failures_.erase({to_lower_ascii(name), address});
}

/// What is over goes first; then whoever failed longest ago, a locked pair last of all.
void LoginLock::make_room(MonotonicTime now) {
  if (failures_.size() < kMaxLoginLocks) return;
  std::erase_if(failures_,
                [now](const auto& each) { return each.second.back() + kLoginLock <= now; });
  if (failures_.size() < kMaxLoginLocks) return;
  failures_.erase(std::ranges::min_element(failures_, {}, [](const auto& each) {
    return std::pair(each.second.size() >= kMaxLoginFailures, each.second.back());
  }));
}

}  // namespace cleangate::service
