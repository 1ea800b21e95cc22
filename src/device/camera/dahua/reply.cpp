#include "device/camera/dahua/reply.h"

#include <fmt/format.h>

#include "base/json.h"
#include "base/text.h"
#include "device/camera/device_time.h"

namespace cleangate::camera::dahua {
namespace {

/// RFC 3986 section 2.3: everything but unreserved letters is escaped.
std::string percent_encoded(std::string_view utf8) {
  std::string out;
  for (const char c : utf8) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

std::string encode_device_reply() {
  return Json::object({{"Result", true}, {"Message", ""}}).dump();
}

std::string encode_keep_alive_reply(std::string_view device_id) {
  return Json::object({{"Active", true}, {"DeviceID", device_id}}).dump();
}

std::string encode_event_reply(WallTime now) {
  return Json::object({{"Result", true}, {"Message", ""}, {"RspTime", to_local_text(now)}}).dump();
}

std::string encode_tollgate_reply(const TollgateReply& reply) {
  return Json::object({{"Result", true},
                       {"DeviceID", reply.device_id},
                       {"PlateNumber", reply.plate_text},
                       {"AllowUser", reply.open},
                       {"BlockUser", false},
                       {"OpenStrobe", reply.open}})
      .dump();
}

std::string open_strobe_target(unsigned channel, std::string_view plate_text) {
  return fmt::format(
      "/cgi-bin/trafficSnap.cgi?action=openStrobe&channel={}&info.openType=Normal"
      "&info.plateNumber={}",
      channel, percent_encoded(plate_text));
}

std::string_view to_text(CommandOutcome outcome) {
  switch (outcome) {
    case CommandOutcome::accepted:
      return "accepted";
    case CommandOutcome::refused:
      return "refused";
    case CommandOutcome::unauthorized:
      return "unauthorized";
    case CommandOutcome::not_supported:
      return "not_supported";
    case CommandOutcome::device_error:
      return "device_error";
    case CommandOutcome::unclear:
      break;
  }
  return "unclear";
}

CommandOutcome parse_command_reply(int http_status, std::string_view body) {
  const std::string word = to_lower_ascii(trim(body.substr(0, 64)));
  if (http_status == 200 && word == "ok") return CommandOutcome::accepted;
  if (http_status == 401 || http_status == 403) return CommandOutcome::unauthorized;
  if (http_status == 404 || http_status == 405 || http_status == 501) {
    return CommandOutcome::not_supported;
  }
  if (http_status >= 500) return CommandOutcome::device_error;
  if (http_status >= 400) return CommandOutcome::refused;
  if (http_status == 200 && word.starts_with("error")) return CommandOutcome::refused;
  return CommandOutcome::unclear;
}

}  // namespace cleangate::camera::dahua
