#include "device/camera/hikvision/event.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "device/camera/device_time.h"
#include "device/camera/fields.h"

namespace cleangate::camera::hikvision {
namespace {

constexpr std::string_view kNoUuid = "00000000-0000-0000-0000-000000000000";

/// JSON as elements: members are children, an array is its name repeated.
void add_children(XmlElement& parent, const Json& object) {
  for (const Json::Member& member : object.members()) {
    const auto add = [&](const Json& value) {
      XmlElement element;
      element.name = member.key;
      element.text = text_of(value);
      add_children(element, value);
      parent.children.push_back(std::move(element));
    };
    if (!member.value.is_array()) {
      add(member.value);
      continue;
    }
    for (const Json& item : member.value.items()) add(item);
  }
}

struct ColourName {
  std::string_view name;
  plate::Colour colour;
};
/// ISAPI plateColor in lower case.
constexpr std::array<ColourName, 14> kColours = {{
    {"blue", plate::Colour::blue},
    {"yellow", plate::Colour::yellow},
    {"white", plate::Colour::white},
    {"black", plate::Colour::black},
    {"green", plate::Colour::green},
    {"newenergygreen", plate::Colour::green},
    {"gradientgreen", plate::Colour::green},
    {"yellowgreen", plate::Colour::yellow_green},
    {"newenergyyellowgreen", plate::Colour::yellow_green},
    {"yellowandgreen", plate::Colour::yellow_green},
    {"civilaviationblack", plate::Colour::black},
    {"civilaviationgreen", plate::Colour::green},
    {"unknown", plate::Colour::unknown},
    {"", plate::Colour::unknown},
}};

plate::Colour colour_of(std::string_view text) {
  const std::string name = to_lower_ascii(text);
  const auto found = std::ranges::find(kColours, name, &ColourName::name);
  return found == kColours.end() ? plate::Colour::other : found->colour;
}

/// GA 24.4: a letter and two digits.
std::string vehicle_class_of(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool fits = text.size() == 3 && text[0] >= 'A' && text[0] <= 'Z' && is_digit(text[1]) &&
                    is_digit(text[2]);
  return fits ? std::string(text) : std::string();
}

/// GA/T 16.7 in two digits; -1, 0 and words say nothing.
std::string plate_type_of(std::string_view text) {
  const auto code = parse_integer(text);
  if (!code || *code < 1 || *code > 99) return {};
  return fmt::format("{:02}", *code);
}

std::vector<int> characters_of(std::string_view text) {
  std::vector<int> out;
  while (!text.empty() && out.size() < kMaxPlateCharacters) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const auto value = percent_of(text.substr(0, comma));
    if (!value) break;
    out.push_back(*value);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return out;
}

/// X, Y, width, height in the camera's own unit.
std::string rect_of(const XmlElement& rect) {
  const auto number = [&](std::string_view name) {
    return integer_of(Json(rect.child(name).text)).value_or(0);
  };
  // Beyond any picture's size the sums below could overflow and the rectangle is nonsense.
  constexpr std::int64_t kMost = 1'000'000;
  for (const std::string_view name : {"X", "Y", "width", "height"}) {
    if (number(name) < 0 || number(name) > kMost) return {};
  }
  return rect_text(number("X"), number("Y"), number("X") + number("width"),
                   number("Y") + number("height"));
}

/// macAddress is the better identity: an NVR that forwards changes the address.
std::string device_of(const XmlElement& event) {
  const std::string mac = to_lower_ascii(event.child("macAddress").text);
  if (!mac.empty()) return mac;
  if (!event.child("deviceUUID").text.empty()) return event.child("deviceUUID").text;
  return event.child("ipAddress").text;
}

std::string channel_of(const XmlElement& event) {
  const std::string& channel = event.child("channelID").text;
  return channel.empty() ? event.child("dynChannelID").text : channel;
}

void read_time(const XmlElement& event, PlateReading& read) {
  read.device_time_text = event.child("dateTime").text;
  auto time = parse_device_time(read.device_time_text);
  if (!time) {
    const std::string& absolute = event.find("absTime").text;
    time = parse_compact_time(absolute);
    if (time) read.device_time_text = absolute;
  }
  if (!time) return;
  read.device_time = time->time;
  read.clock = time->has_offset ? ClockQuality::good : ClockQuality::no_offset;
}

/// devices.md 8.3: (device, UUID), else (device, absTime or dateTime, plate, channel); "" when
/// the event has no time either.
std::string key_of(const XmlElement& event, const PlateReading& read) {
  const std::string& uuid = event.child("UUID").text;
  if (!uuid.empty() && uuid != kNoUuid) return make_key({"hikvision", read.serial, uuid});
  if (!read.device_time) return {};
  const std::string& absolute = event.find("absTime").text;
  return make_key({"hikvision", read.serial, absolute.empty() ? read.device_time_text : absolute,
                   read.plate, read.channel});
}

void add_device_facts(const XmlElement& event, Json& facts) {
  add_fact(facts, "ip", event.child("ipAddress").text);
  add_fact(facts, "mac", event.child("macAddress").text);
  add_fact(facts, "device_uuid", event.child("deviceUUID").text);
  add_fact(facts, "channel_name", event.child("channelName").text);
}

/// Decided or guessed inside the camera: recorded, never obeyed.
void add_camera_opinions(const XmlElement& event, const XmlElement& anpr, Json& facts) {
  add_fact(facts, "camera_list", anpr.child("listType").text);
  add_fact(facts, "camera_barrier", anpr.child("barrierGateCtrlType").text);
  add_fact(facts, "vehicle_type", anpr.child("vehicleType").text);
  add_fact(facts, "detect_direction", anpr.child("detectDir").text);
  add_fact(facts, "line", anpr.child("line").text);
  add_fact(facts, "pictures_expected", event.child("picNum").text);
}

Message decode_plate(const XmlElement& event) {
  const XmlElement& anpr = event.child("ANPR");
  const XmlElement& standard = event.child("VehicleGATInfo");
  PlateReading read;
  read.plate_text = anpr.find("licensePlate").text;  // the first of several wins
  read.colour = colour_of(anpr.child("plateColor").text);
  settle_plate(read);
  const std::string& original = anpr.child("originalLicensePlate").text;
  if (original != read.plate_text) read.plate_original = original;
  read.confidence = percent_of(anpr.child("confidenceLevel").text);
  read.confidence_raw = read.confidence;
  read.character_confidence = characters_of(anpr.child("plateCharBelieve").text);
  const std::string& direction = anpr.child("direction").text;
  if (direction == "forward" || direction == "reverse") read.direction = direction;
  read.vehicle_class = vehicle_class_of(standard.child("vehicleTypeByGAT").text);
  read.plate_type_code = plate_type_of(standard.child("palteTypeByGAT").text);  // sic
  read.retransmission = says_true(event.find("isDataRetransmission").text);
  read.history = anpr.child("alarmDataType").text == "1";
  read.trigger = static_cast<int>(std::clamp<std::int64_t>(
      integer_of(Json(anpr.child("detectType").text)).value_or(0), 0, 1'000'000));
  read.channel = channel_of(event);
  read.serial = device_of(event);
  read.plate_rect = rect_of(anpr.find("plateRect"));
  read_time(event, read);
  read.vendor_key = key_of(event, read);

  Message message;
  message.kind = Message::Kind::plate;
  message.serial = read.serial;
  add_device_facts(event, message.facts);
  add_camera_opinions(event, anpr, message.facts);
  message.plate = std::move(read);
  return message;
}

Message decode_other(const XmlElement& event, std::string_view type, bool active) {
  Message message;
  message.serial = device_of(event);
  add_device_facts(event, message.facts);
  add_fact(message.facts, "event", type);
  add_fact(message.facts, "state", event.child("eventState").text);
  add_fact(message.facts, "channel", channel_of(event));
  if (equals_ignoring_case(type, "heartBeat") ||
      (equals_ignoring_case(type, "videoloss") && !active)) {
    message.kind = Message::Kind::heartbeat;  // devices.md 1.1.5
  } else if (equals_ignoring_case(type, "IO")) {
    message.kind = Message::Kind::io_event;
    const XmlElement& port = event.find("inputIOPortID");
    const XmlElement& dynamic = event.find("dynInputIOPortID");
    if (const auto input = parse_integer(port.empty() ? dynamic.text : port.text)) {
      message.facts.set("input", *input);
    }
    message.facts.set("value", active ? 1 : 0);
  } else {
    message.kind = Message::Kind::other_event;
  }
  return message;
}

}  // namespace

Result<XmlElement> parse_event(std::string_view text) {
  while (text.ends_with('\0')) text.remove_suffix(1);  // C strings sent with their end
  text = trim(text);
  if (text.starts_with('{')) {
    const Json json = TRY(parse_device_json(text));
    XmlElement root;
    root.name = json.has("EventNotificationAlert") ? "" : "EventNotificationAlert";
    add_children(root, json);
    return root;
  }
  const std::string_view declaration = text.substr(0, text.find("?>"));
  const bool names_encoding =
      text.starts_with("<?xml") && declaration.find("encoding") != std::string_view::npos;
  if (is_utf8(text) || names_encoding) return parse_xml(text);
  const std::string decoded = TRY(as_utf8(text));  // GBK that does not say so
  return parse_xml(decoded);
}

Result<Message> decode_event(const XmlElement& root) {
  const XmlElement& event = root.find("EventNotificationAlert");
  if (event.empty()) return fail(ErrorCode::invalid, "no EventNotificationAlert in the message");
  const std::string& type = event.child("eventType").text;
  const std::string& state = event.child("eventState").text;
  const bool active = !equals_ignoring_case(state, "inactive");
  const bool has_plate_data = !event.child("ANPR").empty();
  if (type.empty() && !has_plate_data) {
    return fail(ErrorCode::invalid, "event without eventType and ANPR");
  }
  if (!type.empty() && !equals_ignoring_case(type, "ANPR")) {
    return decode_other(event, type, active);
  }
  if (!active) {
    Message message = decode_other(event, type, active);
    message.kind = Message::Kind::ignored;  // the end of an event that was told before
    return message;
  }
  if (!has_plate_data) return fail(ErrorCode::invalid, "ANPR event without its ANPR element");
  return decode_plate(event);
}

std::string_view picture_type(const XmlElement& root, std::string_view file_name) {
  if (file_name.empty()) return {};
  const XmlElement& list = root.find("pictureInfoList");
  for (const XmlElement& info : list.children) {
    if (info.child("fileName").text == file_name || info.child("pId").text == file_name) {
      return info.child("type").text;
    }
  }
  return {};
}

}  // namespace cleangate::camera::hikvision
