#include "sim/camera_messages.h"

#include <fmt/format.h>

#include <array>

#include "base/encoding.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/xml.h"

namespace cleangate::sim {
namespace {

using plate::Colour;

constexpr std::string_view kNoPlate = "_无_";  // devices.md 1.3.1

/// 16 bytes that belong to the device, for addresses and serial numbers.
std::string identity(std::string_view device) {
  return to_hex(sha256(device)).substr(0, 32);
}

std::string mac_of(std::string_view device) {
  const std::string hex = identity(device);
  return fmt::format("44:a6:42:{}:{}:{}", hex.substr(0, 2), hex.substr(2, 2), hex.substr(4, 2));
}

std::string uuid_of(const CameraRead& read) {
  const std::string hex =
      to_hex(sha256(fmt::format("{}|{}|{}", read.device, read.id, to_unix_ms(read.time))));
  return fmt::format("{}-{}-4{}-a{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 3),
                     hex.substr(15, 3), hex.substr(18, 12));
}

std::string digits(WallTime time) {
  const LocalTime t = to_local(time);
  return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}{:03}", t.year, t.month, t.day, t.hour,
                     t.minute, t.second, t.millisecond);
}

// ---- Hikvision

std::string_view hikvision_colour(Colour colour) {
  switch (colour) {
    case Colour::blue:
      return "blue";
    case Colour::yellow:
      return "yellow";
    case Colour::white:
      return "white";
    case Colour::black:
      return "black";
    case Colour::green:
      return "newEnergyGreen";
    case Colour::yellow_green:
      return "newEnergyYellowGreen";
    case Colour::other:
      return "other";
    case Colour::unknown:
      break;
  }
  return "unknown";
}

std::string hikvision_head(const CameraRead& read) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<EventNotificationAlert version=\"2.0\" xmlns=\"http://www.isapi.org/ver20/XMLSchema\">\n"
      "<ipAddress>172.20.16.40</ipAddress>\n<ipv6Address>::</ipv6Address>\n"
      "<protocol>HTTP</protocol>\n<macAddress>{}</macAddress>\n"
      "<dynChannelID>1</dynChannelID>\n<channelID>1</channelID>\n<dateTime>{}</dateTime>\n"
      "<activePostCount>1</activePostCount>\n<eventType>ANPR</eventType>\n"
      "<eventState>active</eventState>\n<eventDescription>ANPR</eventDescription>\n"
      "<channelName>IP CAPTURE CAMERA</channelName>\n<deviceID>88</deviceID>\n",
      mac_of(read.device), to_rfc3339(read.time));
}

std::string hikvision_pictures(const CameraRead& read) {
  std::string list;
  if (!read.scene.empty()) {
    list += fmt::format(
        "<pictureInfo>\n<fileName>detectionPicture.jpg</fileName>\n<type>detectionPicture</type>\n"
        "<dataType>0</dataType>\n<absTime>{}</absTime>\n"
        "<plateRect><X>422</X><Y>690</Y><width>156</width><height>84</height></plateRect>\n"
        "<vehicelRect><X>296</X><Y>60</Y><width>408</width><height>840</height></vehicelRect>\n"
        "<capturePicSecurityCode></capturePicSecurityCode>\n</pictureInfo>\n",
        digits(read.time));
  }
  if (!read.plate_picture.empty()) {
    list +=
        "<pictureInfo>\n<fileName>licensePlatePicture.jpg</fileName>\n"
        "<type>licensePlatePicture</type>\n<dataType>0</dataType>\n</pictureInfo>\n";
  }
  return list;
}

std::string hikvision_event(const CameraRead& read) {
  const std::string plate = read.plate.empty() ? "unknown" : escape_xml(read.plate);
  const int pictures = (read.scene.empty() ? 0 : 1) + (read.plate_picture.empty() ? 0 : 1);
  const bool again = read.retransmission || read.offline;
  return hikvision_head(read) +
         fmt::format(
             "<ANPR>\n<country>64</country>\n<licensePlate>{}</licensePlate>\n"
             "<line>1</line>\n<direction>forward</direction>\n"
             "<confidenceLevel>{}</confidenceLevel>\n<plateType>unknown</plateType>\n"
             "<plateColor>{}</plateColor>\n<licenseBright>173</licenseBright>\n"
             "<vehicleType>{}</vehicleType>\n<detectDir>8</detectDir>\n"
             "<relaLaneDirectionType>0</relaLaneDirectionType>\n"
             "<detectType>2</detectType>\n"
             "<barrierGateCtrlType>1</barrierGateCtrlType>\n"
             "<alarmDataType>0</alarmDataType>\n<pictureInfoList>\n{}</pictureInfoList>\n"
             "<listType>temporary</listType>\n"
             "<originalLicensePlate>{}</originalLicensePlate>\n</ANPR>\n",
             plate, read.confidence, hikvision_colour(read.colour),
             read.vehicle_class.starts_with('K') ? "vehicle" : "truck", hikvision_pictures(read),
             plate) +
         (again ? "<isDataRetransmission>true</isDataRetransmission>\n" : "") +
         fmt::format(
             "<UUID>{}</UUID>\n<picNum>{}</picNum>\n"
             "<monitoringSiteID></monitoringSiteID>\n"
             "<monitorDescription></monitorDescription>\n"
             "<carDirectionType>0</carDirectionType>\n"
             "<deviceUUID>DS-TCG405-E {}</deviceUUID>\n<VehicleGATInfo>\n"
             "<palteTypeByGAT>{}</palteTypeByGAT>\n<plateColorByGAT>-1</plateColorByGAT>\n"
             "<vehicleTypeByGAT>{}</vehicleTypeByGAT>\n<colorByGAT>Z</colorByGAT>\n"
             "</VehicleGATInfo>\n</EventNotificationAlert>\n",
             uuid_of(read), pictures, identity(read.device).substr(0, 12),
             read.colour == Colour::yellow ? 1 : 2, escape_xml(read.vehicle_class));
}

void add_part(std::string& body, std::string_view name, std::string_view type,
              std::string_view content) {
  body += fmt::format(
      "--boundary\r\nContent-Disposition: form-data; name=\"{}\"; "
      "filename=\"{}\"\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
      name, name, type, content.size());
  body += content;
  body += "\r\n";
}

CameraMessage hikvision_message(const CameraRead& read) {
  CameraMessage message;
  message.content_type = "multipart/form-data; boundary=boundary";
  message.body.reserve(read.scene.size() + read.plate_picture.size() + 8192);
  add_part(message.body, "anpr.xml", "text/xml", hikvision_event(read));
  if (!read.plate_picture.empty()) {
    add_part(message.body, "licensePlatePicture.jpg", "image/jpeg", read.plate_picture);
  }
  if (!read.scene.empty()) {
    add_part(message.body, "detectionPicture.jpg", "image/pjpeg", read.scene);
  }
  message.body += "--boundary--\r\n";
  return message;
}

// ---- Vzenith

/// colorType of devices.md 1.3.1.
int vzenith_colour(Colour colour) {
  switch (colour) {
    case Colour::unknown:
      return 0;
    case Colour::blue:
      return 1;
    case Colour::yellow:
      return 2;
    case Colour::white:
      return 3;
    case Colour::black:
      return 4;
    case Colour::green:
      return 5;
    case Colour::yellow_green:
      return 6;
    case Colour::other:
      break;
  }
  return 255;
}

/// type of devices.md 1.3.1.
int vzenith_type(const CameraRead& read) {
  if (read.plate.empty()) return 31;
  switch (read.colour) {
    case Colour::blue:
      return 1;
    case Colour::black:
      return 2;
    case Colour::yellow:
      return 3;
    case Colour::green:
      return 19;
    case Colour::yellow_green:
      return 20;
    default:
      return 0;
  }
}

std::string vzenith_serial(std::string_view device) {
  const std::string hex = identity(device);
  return hex.substr(0, 8) + "-" + hex.substr(8, 8);
}

/// `sec` is UTC, `dec*` the same instant on the wall.
Json vzenith_time(WallTime time) {
  const LocalTime t = to_local(time);
  const std::int64_t ms = to_unix_ms(time);
  return Json::object({{"decday", t.day},
                       {"dechour", t.hour},
                       {"decmin", t.minute},
                       {"decmon", t.month},
                       {"decsec", t.second},
                       {"decyear", t.year},
                       {"sec", ms / 1000},
                       {"usec", ms % 1000 * 1000}});
}

CameraMessage vzenith_message(const CameraRead& read) {
  const std::string license = read.plate.empty() ? std::string(kNoPlate) : read.plate;
  const Json rect = Json::object({{"bottom", 557}, {"left", 545}, {"right", 735}, {"top", 497}});
  const Json output = Json::object({{"ctrltype", 0}, {"ionum", "0"}});
  Json result = Json::object({{"bright", 0},
                              {"carBright", 0},
                              {"carColor", 255},
                              {"colorType", vzenith_colour(read.colour)},
                              {"colorValue", 0},
                              {"confidence", read.confidence},
                              {"direction", 4},
                              {"imageFile", to_base64(read.scene)},
                              {"imageFileLen", read.scene.size()},
                              {"imageFragmentFile", to_base64(read.plate_picture)},
                              {"imageFragmentFileLen", read.plate_picture.size()},
                              {"gioouts", Json::array({output})},
                              {"is_fake_plate", 0},
                              {"isoffline", read.offline ? 1 : 0},
                              {"license", license},
                              {"location", Json::object({{"RECT", rect}})},
                              {"plateid", read.id},
                              {"timeStamp", Json::object({{"Timeval", vzenith_time(read.time)}})},
                              {"timeUsed", 0},
                              {"triggerType", read.turn_back ? 66 : 1},
                              {"type", vzenith_type(read)}});
  Json alarm = Json::object({{"channel", 0},
                             {"deviceName", "R5-V1.0"},
                             {"ipaddr", "192.168.55.131"},
                             {"result", Json::object({{"PlateResult", std::move(result)}})},
                             {"rule_id", 1},
                             {"serialno", vzenith_serial(read.device)},
                             {"user_data", ""}});
  return {"application/json", "", Json::object({{"AlarmInfoPlate", std::move(alarm)}}).dump()};
}

// ---- Dahua

std::string_view dahua_colour(Colour colour) {
  switch (colour) {
    case Colour::blue:
      return "Blue";
    case Colour::yellow:
      return "Yellow";
    case Colour::white:
      return "White";
    case Colour::black:
      return "Black";
    case Colour::green:
      return "ShadowGreen";
    case Colour::yellow_green:
      return "YellowGreen";
    case Colour::other:
      return "Other";
    case Colour::unknown:
      break;
  }
  return "Unknown";
}

Json dahua_picture(std::string_view name, std::string_view bytes) {
  return Json::object({{"PicName", name}, {"Content", to_base64(bytes)}});
}

CameraMessage dahua_message(const CameraRead& read) {
  const LocalTime t = to_local(read.time);
  const std::string second = fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", t.year, t.month,
                                         t.day, t.hour, t.minute, t.second);
  Json picture = Json::object();
  if (!read.scene.empty()) picture.set("NormalPic", dahua_picture("n.jpg", read.scene));
  if (!read.plate_picture.empty()) {
    picture.set("CutoutPic", dahua_picture("c.jpg", read.plate_picture));
  }
  Json box = Json::array();
  for (const int side : {545, 497, 735, 557}) box.push(side);
  picture.set("Plate", Json::object({{"IsExist", !read.plate.empty()},
                                     {"PlateNumber", read.plate},
                                     {"PlateColor", dahua_colour(read.colour)},
                                     {"PlateType", ""},
                                     {"Confidence", (read.confidence * 255 + 50) / 100},
                                     {"BoundingBox", std::move(box)},
                                     {"Channel", 0}}));
  picture.set("Vehicle",
              Json::object({{"VehicleColor", "White"},
                            {"VehicleType", read.vehicle_class.starts_with('K') ? "PassengerCar"
                                                                                : "HeavyTruck"}}));
  picture.set("SnapInfo",
              Json::object({{"TriggerSource", "Video"},
                            {"SnapTime", second},
                            {"AccurateTime", fmt::format("{}.{:03}", second, t.millisecond)},
                            {"TimeZone", 8},
                            {"DSTTune", 0},
                            {"LanNo", 1},
                            {"Direction", "Obverse"},
                            {"OpenStrobe", false},
                            {"AllowUser", false},
                            {"BlockUser", false},
                            {"DefenceCode", "SIM001"},
                            {"DeviceID", read.device}}));
  return {"application/json", "/NotificationInfo/TollgateInfo",
          Json::object({{"Picture", std::move(picture)}}).dump()};
}

}  // namespace

CameraMessage make_message(const CameraRead& read) {
  switch (read.make) {
    case Make::hikvision:
      return hikvision_message(read);
    case Make::vzenith:
      return vzenith_message(read);
    case Make::dahua:
      break;
  }
  return dahua_message(read);
}

CameraMessage make_comet_poll(std::string_view device) {
  CameraMessage message;
  constexpr std::string_view kBoundary = "--------------------------caa771fe4a61f3d9";
  message.content_type = fmt::format("multipart/form-data; boundary={}", kBoundary);
  message.path = "/comet";
  const std::array<std::pair<std::string_view, std::string>, 5> fields = {{
      {"device_name", "IVS"},
      {"ipaddr", "192.168.109.40"},
      {"port", "80"},
      {"serialno", vzenith_serial(device)},
      {"channel_num", "1"},
  }};
  for (const auto& [name, value] : fields) {
    message.body += fmt::format("--{}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n",
                                kBoundary, name, value);
  }
  message.body += fmt::format("--{}--\r\n", kBoundary);
  return message;
}

bool opens(Make make, std::string_view body) {
  if (make == Make::hikvision) return false;
  const auto reply = parse_json(body);
  if (!reply) return false;
  if (make == Make::dahua) return (*reply)["OpenStrobe"].boolean() == true;
  return (*reply)["Response_AlarmInfoPlate"]["info"].text() == "ok";
}

}  // namespace cleangate::sim
