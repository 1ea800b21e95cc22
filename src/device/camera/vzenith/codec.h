#pragma once
// Vzenith 臻识 HTTP push and its re-brands such as ALPHADIGI (devices.md 1.3.1). Pure, any thread:
// bytes to message; no clock, no reply (reply.h). The user name and password that heartbeats carry
// in clear text never leave it: only named fields are copied.

#include <string>
#include <string_view>

#include "base/result.h"
#include "device/camera/reading.h"

namespace cleangate::camera::vzenith {

/// `is_comet`: the message came to the comet address, where a heartbeat is a poll for commands.
/// A read without plate is a reading with plate "", not an error. Facts of a heartbeat hold
/// `dialect` = "alphadigi" when the reply must be encode_heartbeat_reply().
/// Errors: invalid, too_large; the message never quotes the body.
[[nodiscard]] Result<Message> decode_push(std::string_view content_type, std::string_view body,
                                          bool is_comet);

/// The body with the values of user_name, pass_wd and their like overwritten by '*', whatever
/// form it has, also when it does not parse. Same length. For what is kept raw: the quarantine.
[[nodiscard]] std::string without_secrets(std::string_view body);

}  // namespace cleangate::camera::vzenith
