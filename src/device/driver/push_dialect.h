#pragma once
// The makes behind one face: decode by kind, and the replies each make waits for. Pure, any
// thread. A reply that opens is the command itself: it is built only from a sink's verdict.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "device/camera/reading.h"
#include "device/camera/vzenith/reply.h"
#include "service/ports/device_push.h"

namespace cleangate::device {

inline constexpr std::string_view kHikvision = "hikvision";
inline constexpr std::string_view kVzenith = "vzenith";
inline constexpr std::string_view kDahua = "dahua-itsapi";

/// "/comet" at the end, with or without a slash behind it.
[[nodiscard]] bool is_comet_path(std::string_view path);
/// Hikvision opens by a request of its own, the others by their reply.
[[nodiscard]] bool opens_by_reply(std::string_view kind);

/// Errors: invalid, too_large, not_found (Dahua path); the message never quotes the body.
[[nodiscard]] Result<camera::Message> decode(const service::DeviceMessage& message);

/// What the reply to a read repeats of it.
struct ReadIdentity {
  std::string serial;      ///< as the device names itself
  std::string plate_text;  ///< as the camera wrote it
  std::optional<std::int64_t> offline_plate_id;
};
struct ReplyOrder {
  bool open = false;
  unsigned channel = 0;  ///< output that opens (Vzenith)
  std::vector<camera::vzenith::SerialFrame> serial;
};
/// To a read.
[[nodiscard]] service::DeviceReply sighting_reply(std::string_view kind, const ReadIdentity& read,
                                                  ReplyOrder order);
/// To a comet poll.
[[nodiscard]] service::DeviceReply comet_reply(ReplyOrder order);
/// "Got it, do not send it again", never opening: to heartbeats, events and what was unreadable
/// (`understood` nullptr).
[[nodiscard]] service::DeviceReply accepted_reply(std::string_view kind, std::string_view path,
                                                  const camera::Message* understood, WallTime now);

}  // namespace cleangate::device
