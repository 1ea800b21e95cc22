#pragma once
// Tells the consoles when the log cannot be written as it should be, and when it can again. Plant's
// executor only. Decides nothing: lanes learn from their own appends.

#include <optional>
#include <string>

#include "base/result.h"
#include "service/ports/live_feed.h"

namespace cleangate::service {

struct LogHealth {
  bool reserve_whole = true;     ///< false: the disk is full, entry lanes hold
  std::optional<Error> problem;  ///< of the last transaction
};
/// A conflict is one entry's affair, not the log's.
[[nodiscard]] bool is_trouble(const LogHealth& health);

class LogWatch {
 public:
  explicit LogWatch(LiveFeed& feed) : feed_(feed) {}
  /// Alerts `log_trouble` with `on`, `cause` (full | unavailable) and text {zh,en}, once a change.
  void look(const LogHealth& health);

 private:
  LiveFeed& feed_;
  std::string told_;  ///< the cause that consoles know of, "" = none
};

}  // namespace cleangate::service
