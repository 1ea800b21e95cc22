#include "device/camera/vzenith/reply.h"

#include "base/encoding.h"

namespace cleangate::camera::vzenith {
namespace {

/// The camera copies dataLen bytes out of the decoded data: it must be the raw length.
void add_serial(Json& response, const std::vector<SerialFrame>& frames) {
  if (frames.empty()) return;
  Json list = Json::array();
  for (const SerialFrame& frame : frames) {
    list.push(Json::object({{"serialChannel", frame.serial_channel},
                            {"data", to_base64(frame.bytes)},
                            {"dataLen", frame.bytes.size()}}));
  }
  response.set("serialData", std::move(list));
}

}  // namespace

std::string encode_reply(const Reply& reply) {
  Json response = Json::object();
  response.set("info", reply.open ? "ok" : "no");
  response.set("content", "retransfer_stop");  // older firmware stops resending by this
  if (reply.open) response.set("channelNum", reply.channel);
  add_serial(response, reply.serial);
  if (reply.continue_offline) {
    response.set("ContinuePushOffline",
                 Json::object({{"plateid", *reply.continue_offline}, {"continue", 1}}));
  }
  return Json::object({{"Response_AlarmInfoPlate", std::move(response)}}).dump();
}

std::string encode_heartbeat_reply(const Reply& reply) {
  Json response = Json::object({{"info", "no"}});
  add_serial(response, reply.serial);
  return Json::object({{"Response_Heartbeat", std::move(response)}}).dump();
}

}  // namespace cleangate::camera::vzenith
