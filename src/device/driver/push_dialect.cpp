#include "device/driver/push_dialect.h"

#include <utility>

#include "device/camera/dahua/codec.h"
#include "device/camera/dahua/reply.h"
#include "device/camera/hikvision/codec.h"
#include "device/camera/vzenith/codec.h"

namespace cleangate::device {
namespace {

using service::DeviceReply;

DeviceReply json_reply(std::string body) {
  return {200, "application/json", std::move(body)};
}

/// devices.md 1.1.4: exactly 200 and a small body, or some firmware sends again.
DeviceReply hikvision_reply() {
  return {200, "text/plain", "OK"};
}

DeviceReply dahua_accepted(std::string_view path, const camera::Message* understood, WallTime now) {
  using camera::dahua::Push;
  const std::string serial = understood ? understood->serial : std::string();
  const auto push = camera::dahua::push_of(path);
  if (!push) return json_reply(camera::dahua::encode_event_reply(now));
  switch (*push) {
    case Push::device_info:
      return json_reply(camera::dahua::encode_device_reply());
    case Push::keep_alive:
      return json_reply(camera::dahua::encode_keep_alive_reply(serial));
    case Push::tollgate_info:
      return json_reply(camera::dahua::encode_tollgate_reply({serial, {}, false}));
    case Push::parking_info:
    case Push::alarm_info:
      break;
  }
  return json_reply(camera::dahua::encode_event_reply(now));
}

DeviceReply vzenith_accepted(const camera::Message* understood) {
  using camera::Message;
  const bool is_beat = understood && (understood->kind == Message::Kind::heartbeat ||
                                      understood->kind == Message::Kind::comet_poll);
  if (is_beat && understood->facts["dialect"].text() == "alphadigi") {
    return json_reply(camera::vzenith::encode_heartbeat_reply({}));
  }
  return json_reply(camera::vzenith::encode_reply({}));
}

}  // namespace

bool is_comet_path(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return path.ends_with("/comet");
}

bool opens_by_reply(std::string_view kind) {
  return kind != kHikvision;
}

Result<camera::Message> decode(const service::DeviceMessage& message) {
  if (message.kind == kHikvision) {
    return camera::hikvision::decode_push(message.content_type, message.body);
  }
  if (message.kind == kVzenith) {
    return camera::vzenith::decode_push(message.content_type, message.body,
                                        is_comet_path(message.path));
  }
  if (message.kind == kDahua) {
    const auto push = camera::dahua::push_of(message.path);
    if (!push) return std::unexpected(push.error());
    return camera::dahua::decode_push(*push, message.body);
  }
  return fail(ErrorCode::invalid, "no driver for this kind of device");
}

DeviceReply sighting_reply(std::string_view kind, const ReadIdentity& read, ReplyOrder order) {
  if (kind == kDahua) {
    return json_reply(
        camera::dahua::encode_tollgate_reply({read.serial, read.plate_text, order.open}));
  }
  if (kind == kVzenith) {
    return json_reply(
        camera::vzenith::encode_reply({order.open, static_cast<int>(order.channel),
                                       std::move(order.serial), read.offline_plate_id}));
  }
  return hikvision_reply();
}

DeviceReply comet_reply(ReplyOrder order) {
  return json_reply(camera::vzenith::encode_reply(
      {order.open, static_cast<int>(order.channel), std::move(order.serial), std::nullopt}));
}

DeviceReply accepted_reply(std::string_view kind, std::string_view path,
                           const camera::Message* understood, WallTime now) {
  if (kind == kDahua) return dahua_accepted(path, understood, now);
  if (kind == kVzenith) return vzenith_accepted(understood);
  return hikvision_reply();
}

}  // namespace cleangate::device
