#include "device/camera/dahua/codec.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "device/camera/device_time.h"
#include "device/camera/fields.h"
#include "device/camera/photo.h"

namespace cleangate::camera::dahua {
namespace {

constexpr int kConfidenceScale = 255;           // Plate.Confidence is 0–255
constexpr std::chrono::seconds kTimesAgree{2};  // SnapTime is AccurateTime without fraction

struct PushName {
  std::string_view name;
  Push push;
};
constexpr std::array<PushName, 5> kPushes = {{
    {"deviceinfo", Push::device_info},
    {"keepalive", Push::keep_alive},
    {"tollgateinfo", Push::tollgate_info},
    {"parkinginfo", Push::parking_info},
    {"alarminfo", Push::alarm_info},
}};

struct ColourName {
  std::string_view name;
  plate::Colour colour;
};
/// Plate.PlateColor in lower case.
constexpr std::array<ColourName, 10> kColours = {{
    {"blue", plate::Colour::blue},
    {"yellow", plate::Colour::yellow},
    {"white", plate::Colour::white},
    {"black", plate::Colour::black},
    {"green", plate::Colour::green},
    {"shadowgreen", plate::Colour::green},
    {"yellowgreen", plate::Colour::yellow_green},
    {"unknown", plate::Colour::unknown},
    {"unknow", plate::Colour::unknown},
    {"", plate::Colour::unknown},
}};

plate::Colour colour_of(const Json& value) {
  std::string name = to_lower_ascii(text_of(value));
  std::erase_if(name, [](char c) { return c == ' ' || c == '_' || c == '-'; });
  const auto found = std::ranges::find(kColours, name, &ColourName::name);
  return found == kColours.end() ? plate::Colour::other : found->colour;
}

/// Versions differ in names: the first that is there.
const Json& either(const Json& object, std::string_view name, std::string_view other) {
  return object.has(name) ? object[name] : object[other];
}

std::string direction_of(const Json& value) {
  const std::string text = text_of(value);
  if (equals_ignoring_case(text, "Obverse")) return "forward";
  if (equals_ignoring_case(text, "Reverse")) return "reverse";
  return {};
}

std::string device_of(const Json& json) {
  std::string id = text_of(json["DeviceID"]);
  if (id.empty()) id = text_of(json["Picture"]["SnapInfo"]["DeviceID"]);
  return id;
}

void read_time(const Json& snap, PlateReading& read) {
  const std::string accurate = text_of(snap["AccurateTime"]);
  const std::string plain = text_of(snap["SnapTime"]);
  const auto first = parse_device_time(accurate);
  const auto second = parse_device_time(plain);
  read.device_time_text = first || plain.empty() ? accurate : plain;
  const auto& time = first ? first : second;
  if (!time) return;
  read.device_time = time->time;
  read.clock = time->has_offset ? ClockQuality::good : ClockQuality::no_offset;
  if (first && second && std::chrono::abs(first->time - second->time) > kTimesAgree) {
    read.clock = ClockQuality::contradictory;
  }
}

void read_confidence(const Json& value, PlateReading& read) {
  const auto raw = integer_of(value);
  if (!raw || *raw < 0 || *raw > kConfidenceScale) return;
  read.confidence_raw = static_cast<int>(*raw);
  read.confidence_scale = kConfidenceScale;
  read.confidence = (*read.confidence_raw * 100 + kConfidenceScale / 2) / kConfidenceScale;
}

std::string rect_of(const Json& box) {
  const Json::Array& sides = box.items();
  if (sides.size() != 4) return {};
  const auto side = [&](std::size_t i) { return integer_of(sides[i]).value_or(0); };
  return rect_text(side(0), side(1), side(2), side(3));
}

/// A picture that cannot be read is counted and left out: the read counts more.
struct Pictures {
  Message& message;
  int unreadable = 0;
  int over_limit = 0;

  void add(const Json& picture, std::string_view kind) {
    const auto content = picture["Content"].text();
    if (!content || content->empty()) return;
    auto bytes = picture_bytes(*content);
    if (!bytes || bytes->empty()) {
      ++unreadable;
      return;
    }
    Photo photo = make_photo(std::string(kind), text_of(picture["PicName"]), std::move(*bytes));
    if (!add_photo(message.plate->photos, std::move(photo))) ++over_limit;
  }
  void add_all(const Json& pictures, std::string_view kind) {
    if (pictures.is_object()) add(pictures, kind);
    for (const Json& picture : pictures.items()) add(picture, kind);
  }
};

void read_pictures(const Json& picture, Message& message) {
  Pictures pictures{message};
  pictures.add_all(picture["NormalPic"], "scene");
  pictures.add_all(picture["CutoutPic"], "plate");
  pictures.add_all(picture["VehiclePic"], "body");
  pictures.add_all(picture["CombinPic"], "extra");
  if (pictures.unreadable > 0) message.facts.set("unreadable_pictures", pictures.unreadable);
  if (pictures.over_limit > 0) message.facts.set("dropped_pictures", pictures.over_limit);
  const Json& faces = picture["FacePic"];  // not read, not kept
  if (!faces.items().empty() || faces.is_object()) {
    message.facts.set("dropped_person_pictures", std::max<std::size_t>(faces.items().size(), 1));
  }
}

Result<Message> decode_tollgate(const Json& json) {
  const Json& picture = json["Picture"];
  if (!picture.is_object()) return fail(ErrorCode::invalid, "TollgateInfo without Picture");
  const Json& told = picture["Plate"];
  const Json& snap = picture["SnapInfo"];
  Message message;
  message.kind = Message::Kind::plate;
  PlateReading& read = message.plate.emplace();
  const bool exists = !told.has("IsExist") || flag_of(told["IsExist"]);
  if (exists) read.plate_text = text_of(told["PlateNumber"]);
  read.colour = exists ? colour_of(told["PlateColor"]) : plate::Colour::unknown;
  settle_plate(read);
  read_confidence(told["Confidence"], read);
  read.direction = direction_of(snap["Direction"]);
  if (const std::string type = text_of(told["PlateType"]); !type.empty() && type.size() <= 32) {
    read.plate_type_code = "dahua:" + type;
  }
  read.serial = device_of(json);
  const std::string lane = text_of(either(snap, "LanNo", "LaneNo"));
  const std::string channel = text_of(told["Channel"]);
  read.channel = channel.empty() ? lane : channel;
  read.plate_rect = rect_of(told["BoundingBox"]);
  read_time(snap, read);
  if (read.device_time) {  // devices.md 8.3
    read.vendor_key = make_key(
        {"dahua", read.serial, read.device_time_text, read.plate, read.channel + "/" + lane});
  }
  message.serial = read.serial;
  add_fact(message.facts, "lane", lane);
  add_fact(message.facts, "source", text_of(either(snap, "TriggerSource", "Source")));
  add_fact(message.facts, "defence_code", text_of(snap["DefenceCode"]));
  add_fact(message.facts, "vehicle_type", text_of(picture["Vehicle"]["VehicleType"]));
  add_fact(message.facts, "vehicle_colour", text_of(picture["Vehicle"]["VehicleColor"]));
  add_fact(message.facts, "upload_number", text_of(told["UploadNum"]));
  // Decided in the camera: recorded, never obeyed.
  for (const std::string_view name : {"OpenStrobe", "AllowUser", "BlockUser"}) {
    if (flag_of(snap[name])) message.facts.set("camera_" + to_lower_ascii(name), true);
  }
  read_pictures(picture, message);
  return message;
}

Message decode_device(const Json& json) {
  Message message;
  message.kind = Message::Kind::device_facts;
  add_fact(message.facts, "device_name", text_of(json["DeviceName"]));
  add_fact(message.facts, "model", text_of(json["DeviceModel"]));
  add_fact(message.facts, "device_type", text_of(json["DeviceType"]));
  add_fact(message.facts, "manufacturer", text_of(json["Manufacturer"]));
  add_fact(message.facts, "ip", text_of(json["IPAddress"]));
  add_fact(message.facts, "ipv6", text_of(json["IPv6Address"]));
  add_fact(message.facts, "mac", text_of(json["MACAddress"]));
  return message;
}

Message decode_event(const Json& event, std::string_view name) {
  Message message;
  message.kind = Message::Kind::other_event;
  message.facts.set("event", name);
  add_fact(message.facts, "time", text_of(event["Time"]));
  add_fact(message.facts, "type", text_of(event["Type"]));
  add_fact(message.facts, "state", text_of(event["State"]));
  return message;
}

Result<Message> decode(Push push, const Json& json) {
  switch (push) {
    case Push::device_info:
      return decode_device(json);
    case Push::tollgate_info:
      return decode_tollgate(json);
    case Push::parking_info:
      return decode_event(json["ParkingInfo"], "ParkingInfo");
    case Push::alarm_info:
      return decode_event(json["AlarmInfo"], "AlarmInfo");
    case Push::keep_alive:
      break;
  }
  Message message;
  message.kind = Message::Kind::heartbeat;
  return message;
}

}  // namespace

Result<Push> push_of(std::string_view path) {
  path = path.substr(0, path.find_first_of("?#"));
  while (path.ends_with('/')) path.remove_suffix(1);
  const std::string name = to_lower_ascii(path.substr(path.rfind('/') + 1));
  const auto found = std::ranges::find(kPushes, name, &PushName::name);
  if (found == kPushes.end()) return fail(ErrorCode::not_found, "no such NotificationInfo path");
  return found->push;
}

Result<Message> decode_push(Push push, std::string_view body) {
  if (body.size() > kMaxBodyBytes) return fail(ErrorCode::too_large, "body over the limit");
  const Json json = TRY(parse_device_json(trim(body)));
  Message message = TRY(decode(push, json));
  message.serial = device_of(json);
  settle_key(message, "dahua", body);
  return message;
}

}  // namespace cleangate::camera::dahua
