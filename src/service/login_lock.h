#pragma once
// Wrong passwords by name and address: kMaxLoginFailures within kLoginLock lock that pair for
// kLoginLock. Time is given, nothing is stored on a disk. One thread.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace cleangate::service {

class LoginLock {
 public:
  /// Before the password is looked at: counts as a failure until succeeded() says otherwise, so
  /// that many at once are no more guesses than one after another. Else how long to wait.
  [[nodiscard]] std::optional<Milliseconds> begin(const std::string& name,
                                                  const std::string& address, MonotonicTime now);
  void succeeded(const std::string& name, const std::string& address);
  [[nodiscard]] std::size_t size() const { return failures_.size(); }

 private:
  using Key = std::pair<std::string, std::string>;
  void make_room(MonotonicTime now);
  std::map<Key, std::vector<MonotonicTime>> failures_;  ///< oldest first, at most the limit
};

}  // namespace cleangate::service
