#pragma once
// What devices sent lately and what was wrong with it, for whoever sets one up. In memory only,
// thread-safe; never keeps a secret or a body.

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace cleangate::http {

/// The make that writes such messages (hikvision | vzenith | dahua-itsapi), by names that only it
/// uses; empty when none is found. Looks at the first few KiB.
[[nodiscard]] std::string_view make_of(std::string_view path, std::string_view body);

class DeviceWatch {
 public:
  struct Seen {
    std::optional<WallTime> listening_since;
    std::optional<WallTime> wrong_secret, right_secret;  ///< the latest of each
    std::string address;     ///< the last one a right secret came from; empty: none yet
    std::string other_make;  ///< of the latest message, empty: it fits, or nobody can tell
  };
  /// Called with ids of devices that exist; of others nothing is kept.
  void wrong_secret(const std::string& device, WallTime at);
  void right_secret(const std::string& device, WallTime at, std::string_view other_make,
                    std::string_view address);
  /// Somebody looks now. Begins anew after a minute without a look.
  void listen(const std::string& device, WallTime at);
  [[nodiscard]] Seen find(const std::string& device) const;
  void forget(const std::string& device);

 private:
  struct Row {
    Seen seen;
    WallTime looked{};
  };
  mutable std::mutex mutex_;
  std::map<std::string, Row> rows_;  // guarded by mutex_
};

}  // namespace cleangate::http
