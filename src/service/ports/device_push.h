#pragma once
// What http/ hands to device/: a message of a device whose id and secret were right.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/time.h"

namespace cleangate::service {

struct DeviceMessage {
  std::string device;  ///< id
  std::string kind;    ///< hikvision | vzenith | dahua-itsapi
  std::string path;    ///< below the secret, "" or "/NotificationInfo/TollgateInfo"
  std::string content_type;
  std::string body;
  WallTime received;
  MonotonicTime received_monotonic;
  /// True once the client hung up: nothing can be answered any more.
  std::function<bool()> is_closed;
};

struct DeviceReply {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
};

class DevicePush {
 public:
  /// `written`: called with whether the bytes went to the socket.
  using Respond =
      std::move_only_function<void(DeviceReply, std::move_only_function<void(bool written)>)>;
  virtual ~DevicePush() = default;
  /// Any thread. Answers once, within the deadline.
  virtual void push(DeviceMessage message, Respond respond) = 0;
};

}  // namespace cleangate::service
