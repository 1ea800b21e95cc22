#pragma once
// What is right or wrong with a device, in words for whoever sets it up. Pure.

#include <optional>
#include <string>

#include "base/json.h"
#include "http/api/device_watch.h"

namespace cleangate::http {

/// All that is known of a device's messages.
struct DeviceKnown {
  std::string kind;
  DeviceWatch::Seen seen;
  std::optional<WallTime> last_message;
  std::string last_kind;  ///< of that message; "unreadable"
  std::optional<std::int64_t> clock_offset_ms;
  bool has_passage = false;
};

/// [{key:"secret"|"format"|"clock"|"recognition",ok:true|false|null,text:{zh,en}}]
[[nodiscard]] Json device_checks(const DeviceKnown& known);
/// {zh,en} of the first check that fails, or that it is silent; null: nothing.
[[nodiscard]] Json device_problem(const DeviceKnown& known, WallTime now);
/// never | ok | silent | problem
[[nodiscard]] std::string_view device_state_word(const DeviceKnown& known, WallTime now);
[[nodiscard]] Json both(std::string zh, std::string en);

}  // namespace cleangate::http
