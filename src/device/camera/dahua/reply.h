#pragma once
// Replies to Dahua ITSAPI pushes and the command for later openings (devices.md 1.2.2, 1.2.3).
// Pure, any thread. The reply to TollgateInfo is the command, so it is built only behind the
// decision; sends nothing, and nothing here is ever a reason to send a pulse again.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"

namespace cleangate::camera::dahua {

/// To DeviceInfo: {"Result":true,"Message":""}
[[nodiscard]] std::string encode_device_reply();
/// To KeepAlive: {"Active":true,"DeviceID":…}
[[nodiscard]] std::string encode_keep_alive_reply(std::string_view device_id);
/// To ParkingInfo and AlarmInfo; `now` is local in the reply.
[[nodiscard]] std::string encode_event_reply(WallTime now);

struct TollgateReply {
  std::string device_id;
  std::string plate_text;  ///< as the camera wrote it
  bool open = false;
};
/// To TollgateInfo; OpenStrobe true opens.
[[nodiscard]] std::string encode_tollgate_reply(const TollgateReply& reply);

/// Path and query of the GET that opens later (digest). `channel` from 1.
[[nodiscard]] std::string open_strobe_target(unsigned channel, std::string_view plate_text);

/// Taken is not moved.
enum class CommandOutcome : std::uint8_t {
  accepted,       ///< HTTP 200 and "OK"
  refused,        ///< the device says "Error" or 4xx
  unauthorized,   ///< 401 or 403: stop, the camera locks the account
  not_supported,  ///< 404, 405, 501
  device_error,   ///< 5xx
  unclear,        ///< no answer or no such word: it may or may not have happened
};
[[nodiscard]] std::string_view to_text(CommandOutcome outcome);
/// `http_status` 0 = no answer.
[[nodiscard]] CommandOutcome parse_command_reply(int http_status, std::string_view body);

}  // namespace cleangate::camera::dahua
