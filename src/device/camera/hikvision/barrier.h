#pragma once
// Hikvision barrier commands over ISAPI (devices.md 1.1.6): requests to send, replies to read.
// Pure, any thread. Sends nothing, and nothing here is ever a reason to send a pulse again.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cleangate::camera::hikvision {

enum class BarrierCommand : std::uint8_t { open, close, lock, unlock };

/// Ways to the barrier; which one works depends on the model. In the order to be probed.
enum class BarrierPath : std::uint8_t {
  parking,   ///< PUT /ISAPI/Parking/channels/N/barrierGate
  entrance,  ///< PUT /ISAPI/ITC/Entrance/barrierGateCtrl (DS-TCG205-E); has no unlock
  traffic,   ///< PUT /ISAPI/Traffic/channels/N/entranceAndExit/barrierGate/1/control; open, close
  output,    ///< PUT /ISAPI/System/IO/outputs/N/trigger; open, close = output high, low
};
inline constexpr std::array kBarrierPaths = {BarrierPath::parking, BarrierPath::entrance,
                                             BarrierPath::traffic, BarrierPath::output};
/// Names for configuration and log: parking, entrance, traffic, output.
[[nodiscard]] std::string_view to_text(BarrierPath path);

struct BarrierRequest {
  std::string method;
  std::string path;
  std::string content_type;
  std::string body;
};
/// `number` is the channel, the barrier (entrance) or the output, from 1. With `output` the
/// camera's own output must be set to a pulse: high is not taken back by us.
/// Errors: invalid when the path has no such command or number is 0.
[[nodiscard]] Result<BarrierRequest> barrier_request(BarrierPath path, unsigned number,
                                                     BarrierCommand command);

/// Why a command was or was not taken. Taken is not moved, and a locked barrier answers accepted.
enum class BarrierOutcome : std::uint8_t {
  accepted,       ///< HTTP 200 and statusCode 1
  not_supported,  ///< nothing happened; another BarrierPath may be probed
  unauthorized,   ///< 401 or badAuthorization: stop, the camera locks the account
  busy,           ///< statusCode 2
  device_error,   ///< statusCode 3 or 7, or HTTP 5xx
  bad_request,    ///< statusCode 5 or 6: our mistake
  unclear,        ///< no ResponseStatus: it may or may not have happened
};
[[nodiscard]] std::string_view to_text(BarrierOutcome outcome);

struct BarrierReply {
  BarrierOutcome outcome = BarrierOutcome::unclear;
  int status_code = 0;  ///< of ResponseStatus; 0 = none
  std::string status;   ///< statusString, at most 100 bytes
  std::string sub_status;
};
/// `http_status` 0 = no answer.
[[nodiscard]] BarrierReply parse_barrier_reply(int http_status, std::string_view body);

/// GET …/barrierGate/barrierGateStatus. Never proof that a vehicle passed.
enum class BarrierState : std::uint8_t { no_signal, closed, open };
[[nodiscard]] std::string_view to_text(BarrierState state);
[[nodiscard]] BarrierRequest barrier_status_request(unsigned channel);
/// Errors: invalid when there is no barrierGateStatus of 0, 1 or 2.
[[nodiscard]] Result<BarrierState> parse_barrier_status(std::string_view body);

}  // namespace cleangate::camera::hikvision
