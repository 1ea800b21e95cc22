#include "device/camera/vzenith/codec.h"

#include <algorithm>
#include <array>
#include <functional>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "device/camera/fields.h"
#include "device/camera/multipart.h"
#include "device/camera/photo.h"
#include "device/camera/vzenith/plate_result.h"

namespace cleangate::camera::vzenith {
namespace {

/// What a heartbeat may tell. user_name and pass_wd are not here, so they are never read.
struct HeartbeatField {
  std::string_view name;
  std::string_view fact;
};
constexpr std::array<HeartbeatField, 4> kHeartbeatFields = {{
    {"device_name", "device_name"},
    {"ipaddr", "ip"},
    {"port", "port"},
    {"channel_num", "channel"},
}};

Message heartbeat(bool is_comet) {
  Message message;
  message.kind = is_comet ? Message::Kind::comet_poll : Message::Kind::heartbeat;
  return message;
}

using Lookup = std::function<std::string(std::string_view)>;

Message decode_heartbeat(const Lookup& field, bool is_comet) {
  Message message = heartbeat(is_comet);
  message.serial = field("serialno");
  for (const HeartbeatField& known : kHeartbeatFields) {
    add_fact(message.facts, known.fact, field(known.name));
  }
  return message;
}

Result<Message> decode_form(std::string_view content_type, std::string_view body, bool is_comet) {
  const std::vector<Part> parts = TRY(split_multipart(content_type, body));
  const auto field = [&](std::string_view name) -> std::string {
    const auto found = std::ranges::find(parts, name, &Part::name);
    return found == parts.end() ? std::string() : std::string(trim(found->content));
  };
  if (field("serialno").empty() && field("device_name").empty()) {
    return fail(ErrorCode::invalid, "multipart that is no heartbeat");
  }
  return decode_heartbeat(field, is_comet);
}

/// name=value&name=value, as some re-brands send their heartbeat.
Result<Message> decode_pairs(std::string_view body, bool is_comet) {
  const auto field = [&](std::string_view name) -> std::string {
    for (std::string_view rest = body; !rest.empty();) {
      const std::string_view pair = rest.substr(0, rest.find('&'));
      rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
      return std::string(trim(pair.substr(equals + 1)));
    }
    return {};
  };
  if (field("serialno").empty()) return fail(ErrorCode::invalid, "neither JSON nor multipart");
  return decode_heartbeat(field, is_comet);
}

/// ALPHADIGI; its reply has a name of its own.
Message decode_alphadigi(const Json& beat, bool is_comet) {
  Message message = heartbeat(is_comet);
  message.serial = text_of(beat["serialno"]);
  message.facts.set("dialect", "alphadigi");
  add_fact(message.facts, "count", text_of(beat["countid"]));
  add_fact(message.facts, "started", text_of(beat["startTs"]));
  return message;
}

Message decode_input(const Json& alarm) {
  Message message;
  message.kind = Message::Kind::io_event;
  message.serial = text_of(alarm["serialno"]);
  const Json& result = alarm["result"]["TriggerResult"];
  const std::int64_t source = integer_of(result["source"]).value_or(-1);
  message.facts.set("source", source);
  if (source >= 0 && source <= 3) message.facts.set("input", source + 1);  // 4 = TCP, no input
  message.facts.set("value", integer_of(result["value"]).value_or(0));
  add_fact(message.facts, "device_name", text_of(alarm["deviceName"]));
  add_fact(message.facts, "ip", text_of(alarm["ipaddr"]));
  return message;
}

Result<Message> decode_serial(const Json& serial) {
  Message message;
  message.kind = Message::Kind::serial_data;
  message.serial = text_of(serial["serialno"]);
  auto bytes = picture_bytes(text_of(serial["data"]));
  if (!bytes) return fail(ErrorCode::invalid, "SerialData whose data is no base64");
  message.serial_bytes = std::move(*bytes);
  message.facts.set("serial_channel", integer_of(serial["serialChannel"]).value_or(0));
  message.facts.set("length", message.serial_bytes.size());
  const auto told = integer_of(serial["dataLen"]);
  if (told && *told != static_cast<std::int64_t>(message.serial_bytes.size())) {
    message.facts.set("length_told", *told);
  }
  add_fact(message.facts, "device_name", text_of(serial["deviceName"]));
  add_fact(message.facts, "ip", text_of(serial["ipaddr"]));
  return message;
}

Result<Message> decode_picture(const Json& json) {
  const Json& trigger = json["TriggerImage"];
  auto bytes = picture_bytes(text_of(trigger["imageFile"]));
  if (!bytes) return fail(ErrorCode::invalid, "TriggerImage whose imageFile is no base64");
  if (bytes->empty()) return fail(ErrorCode::invalid, "TriggerImage without a picture");
  Message message;
  message.kind = Message::Kind::picture;
  message.serial = text_of(json["serialno"]);
  if (message.serial.empty()) message.serial = text_of(trigger["serialno"]);
  add_fact(message.facts, "ip", text_of(json["ipaddr"]));
  message.photos.push_back(make_photo("scene", "TriggerImage", std::move(*bytes)));
  return message;
}

/// The newer form names module and type: {"module":…,"type":…,…}.
Message decode_newer(const Json& json, bool is_comet) {
  const std::string type = text_of(json["type"]);
  const std::string lower = to_lower_ascii(type);
  const bool alive =
      lower.find("heart") != std::string::npos || lower.find("keep") != std::string::npos;
  Message message = heartbeat(is_comet);
  if (!alive && !is_comet) message.kind = Message::Kind::other_event;
  message.serial = text_of(json["serialno"]);
  if (message.serial.empty()) message.serial = text_of(json["sn"]);
  message.facts.set("dialect", "module");
  add_fact(message.facts, "type", type);
  add_fact(message.facts, "module", text_of(json["module"]));
  return message;
}

Result<Message> decode_json(std::string_view body, bool is_comet) {
  const Json json = TRY(parse_device_json(body));
  if (json["AlarmInfoPlate"]["result"]["PlateResult"].is_object()) {
    Message message = decode_plate_result(json["AlarmInfoPlate"]);
    settle_key(message, "vzenith", body);
    return message;
  }
  if (json.has("AlarmInfoPlate")) {
    return fail(ErrorCode::invalid, "AlarmInfoPlate without result.PlateResult");
  }
  if (json["AlarmGioIn"]["result"]["TriggerResult"].is_object()) {
    return decode_input(json["AlarmGioIn"]);
  }
  if (json["SerialData"].is_object()) return decode_serial(json["SerialData"]);
  if (json["TriggerImage"].is_object()) return decode_picture(json);
  if (json["heartbeat"].is_object()) return decode_alphadigi(json["heartbeat"], is_comet);
  if (json["type"].is_text() || json["module"].is_text()) return decode_newer(json, is_comet);
  if (json.has("serialno") && (json.has("device_name") || json.has("ipaddr"))) {
    return decode_heartbeat([&](std::string_view name) { return text_of(json[name]); }, is_comet);
  }
  return fail(ErrorCode::invalid, "JSON that is no message of this make");
}

}  // namespace

Result<Message> decode_push(std::string_view content_type, std::string_view body, bool is_comet) {
  if (body.size() > kMaxBodyBytes) return fail(ErrorCode::too_large, "body over the limit");
  std::string_view start = body;
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  start = trim(start);
  if (start.starts_with('{') || start.starts_with('[')) return decode_json(start, is_comet);
  if (is_multipart(content_type, body)) return decode_form(content_type, body, is_comet);
  if (start.empty()) {
    if (is_comet) return heartbeat(true);  // a poll need not say anything
    return fail(ErrorCode::invalid, "empty body");
  }
  return decode_pairs(start, is_comet);
}

}  // namespace cleangate::camera::vzenith
