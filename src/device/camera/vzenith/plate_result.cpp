#include "device/camera/vzenith/plate_result.h"

#include <fmt/format.h>

#include <algorithm>

#include "device/camera/fields.h"
#include "device/camera/photo.h"

namespace cleangate::camera::vzenith {
namespace {

// Code tables: devices.md 1.3.1 (appendix of the vendor's "HTTP 推送").
constexpr int kTriggerTurnBack = 66;
constexpr std::int64_t kOpenedByCamera = 2;     // gioouts.ctrltype: offline allow-list
constexpr std::chrono::seconds kTimesAgree{2};  // sec and dec* are read one after the other
constexpr std::int64_t kLatestSecond = 253'402'300'799;  // end of the year 9999

plate::Colour colour_of(const Json& code) {
  switch (integer_of(code).value_or(0)) {
    case 0:
      return plate::Colour::unknown;
    case 1:
      return plate::Colour::blue;
    case 2:
      return plate::Colour::yellow;
    case 3:
      return plate::Colour::white;
    case 4:
      return plate::Colour::black;
    case 5:
      return plate::Colour::green;
    case 6:
      return plate::Colour::yellow_green;
    default:
      return plate::Colour::other;
  }
}

/// `sec` is UTC; `dec*` is the same instant on the camera's wall clock.
struct VendorTime {
  std::optional<WallTime> utc;
  std::optional<WallTime> local;
};

std::optional<WallTime> local_time(const Json& value) {
  const auto year = integer_of(value["decyear"]);
  if (!year || *year < 1970 || *year > 9999) return std::nullopt;
  const auto field = [&](std::string_view name) {
    return static_cast<int>(std::clamp<std::int64_t>(integer_of(value[name]).value_or(-1), -1, 99));
  };
  const LocalTime local{static_cast<int>(*year),
                        field("decmon"),
                        field("decday"),
                        field("dechour"),
                        field("decmin"),
                        field("decsec"),
                        0};
  const auto time = from_local(local);
  if (!time) return std::nullopt;
  return *time;
}

VendorTime vendor_time(const Json& value) {
  VendorTime time;
  time.local = local_time(value);
  const std::int64_t seconds = integer_of(value["sec"]).value_or(0);
  if (seconds > 0 && seconds <= kLatestSecond) {
    const std::int64_t micros = integer_of(value["usec"]).value_or(0);
    const bool fits = micros >= 0 && micros < 1'000'000;
    time.utc = WallTime{std::chrono::seconds{seconds}} + Milliseconds{fits ? micros / 1000 : 0};
  }
  return time;
}

void read_time(const Json& value, PlateReading& read) {
  const VendorTime time = vendor_time(value);
  if (value.is_object()) {
    const auto text = [&](std::string_view name) { return text_of(value[name]); };
    read.device_time_text = fmt::format(
        "sec={} usec={} dec={}-{}-{} {}:{}:{}", text("sec"), text("usec"), text("decyear"),
        text("decmon"), text("decday"), text("dechour"), text("decmin"), text("decsec"));
    if (read.device_time_text.size() > 200) read.device_time_text.clear();
  }
  if (time.utc) {
    read.device_time = time.utc;
    const bool agree = !time.local || std::chrono::abs(*time.utc - *time.local) <= kTimesAgree;
    read.clock = agree ? ClockQuality::good : ClockQuality::contradictory;
  } else if (time.local) {
    read.device_time = time.local;
    read.clock = ClockQuality::no_offset;
  }
}

/// devices.md 8.3: (serialno, plateid, sec, usec): plateid may start again after a reset. ""
/// without any time.
std::string key_of(const Json& result, const PlateReading& read) {
  if (!read.device_time) return {};
  const Json& stamp = result["timeStamp"]["Timeval"];
  const std::string seconds = text_of(stamp["sec"]);
  return make_key({"vzenith", read.serial, text_of(result["plateid"]),
                   seconds.empty() ? read.device_time_text : seconds, text_of(stamp["usec"])});
}

/// A picture that cannot be read is named and left out: the read counts more.
void read_picture(const Json& result, std::string_view name, std::string_view kind,
                  Message& message) {
  const auto text = result[name].text();
  if (!text || text->empty()) return;
  auto bytes = picture_bytes(*text);
  if (!bytes || bytes->empty()) {
    message.facts.set(fmt::format("{}_unreadable", name), true);
    return;
  }
  const auto told = integer_of(result[fmt::format("{}Len", name)]);
  if (told && *told != 0 && *told != static_cast<std::int64_t>(bytes->size())) {
    message.facts.set(fmt::format("{}_length_told", name), *told);
  }
  message.plate->photos.push_back(
      make_photo(std::string(kind), std::string(name), std::move(*bytes)));
}

void add_facts(const Json& alarm, const Json& result, Json& facts) {
  add_fact(facts, "device_name", text_of(alarm["deviceName"]));
  add_fact(facts, "ip", text_of(alarm["ipaddr"]));
  add_fact(facts, "plate_id", text_of(result["plateid"]));
  if (integer_of(result["direction"]).value_or(0) != 0) {  // 0 = unknown
    add_fact(facts, "picture_direction", text_of(result["direction"]));
  }
  add_fact(facts, "image_path", text_of(result["imagePath"]));
  for (const Json& output : result["gioouts"].items()) {
    if (integer_of(output["ctrltype"]) == kOpenedByCamera) facts.set("opened_by_camera", true);
  }
}

}  // namespace

Message decode_plate_result(const Json& alarm) {
  const Json& result = alarm["result"]["PlateResult"];
  const Json& stamp = result["timeStamp"]["Timeval"];
  Message message;
  message.kind = Message::Kind::plate;
  PlateReading& read = message.plate.emplace();
  read.plate_text = text_of(result["license"]);
  read.colour = colour_of(result["colorType"]);
  settle_plate(read);
  const auto confidence = integer_of(result["confidence"]);
  if (confidence && *confidence >= 0 && *confidence <= 100) {
    read.confidence = static_cast<int>(*confidence);
    read.confidence_raw = read.confidence;
  }
  const std::int64_t type = integer_of(result["type"]).value_or(0);
  if (type > 0 && type < 1000) read.plate_type_code = fmt::format("vzenith:{}", type);
  read.trigger = static_cast<int>(
      std::clamp<std::int64_t>(integer_of(result["triggerType"]).value_or(0), 0, 1'000'000));
  read.turn_back = read.trigger == kTriggerTurnBack;
  read.offline = flag_of(result["isoffline"]);
  if (read.offline) read.offline_plate_id = integer_of(result["plateid"]);
  read.fake_plate = flag_of(result["is_fake_plate"]);
  read.channel = text_of(alarm["channel"]);
  read.serial = text_of(alarm["serialno"]);
  const Json& rect = result["location"]["RECT"];
  const auto side = [&](std::string_view name) { return integer_of(rect[name]).value_or(0); };
  read.plate_rect = rect_text(side("left"), side("top"), side("right"), side("bottom"));
  read_time(stamp, read);
  read.vendor_key = key_of(result, read);
  message.serial = read.serial;
  add_facts(alarm, result, message.facts);
  read_picture(result, "imageFile", "scene", message);
  read_picture(result, "imageFragmentFile", "plate", message);
  return message;
}

}  // namespace cleangate::camera::vzenith
