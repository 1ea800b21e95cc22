#include "device/camera/hikvision/event.h"

#include <gtest/gtest.h>

namespace cleangate::camera::hikvision {
namespace {

PlateReading read(std::string_view anpr, std::string_view more = "") {
  const std::string text = "<EventNotificationAlert><eventType>ANPR</eventType><ANPR>" +
                           std::string(anpr) + "</ANPR>" + std::string(more) +
                           "</EventNotificationAlert>";
  return decode_event(parse_event(text).value()).value().plate.value();
}

struct ColourRow {
  const char* name;
  const char* text;
  plate::Colour want;
};

class HikvisionColour : public testing::TestWithParam<ColourRow> {};
TEST_P(HikvisionColour, IsMapped) {
  const std::string element = "<plateColor>" + std::string(GetParam().text) + "</plateColor>";
  EXPECT_EQ(read(element).colour, GetParam().want);
}
const ColourRow kColourRows[] = {
    {"blue", "blue", plate::Colour::blue},
    {"capital", "Yellow", plate::Colour::yellow},
    {"white", "white", plate::Colour::white},
    {"black", "black", plate::Colour::black},
    {"green", "green", plate::Colour::green},
    {"new_energy_green", "newEnergyGreen", plate::Colour::green},
    {"new_energy_yellow_green", "newEnergyYellowGreen", plate::Colour::yellow_green},
    {"yellow_green", "yellowGreen", plate::Colour::yellow_green},
    {"unknown", "unknown", plate::Colour::unknown},
    {"empty", "", plate::Colour::unknown},
    {"red", "red", plate::Colour::other},
};
INSTANTIATE_TEST_SUITE_P(Rows, HikvisionColour, testing::ValuesIn(kColourRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(HikvisionEvent, TakesVehicleClassesOnlyInTheirForm) {
  const auto vehicle_class = [](std::string_view text) {
    return read("", "<VehicleGATInfo><vehicleTypeByGAT>" + std::string(text) +
                        "</vehicleTypeByGAT></VehicleGATInfo>")
        .vehicle_class;
  };
  EXPECT_EQ(vehicle_class("K33"), "K33");
  EXPECT_EQ(vehicle_class("H11"), "H11");
  for (const char* wrong : {"", "-1", "k33", "K3", "K333", "K3X", "333"}) {
    EXPECT_EQ(vehicle_class(wrong), "") << wrong;
  }
}

TEST(HikvisionEvent, WritesPlateTypesInTwoDigits) {
  const auto type = [](std::string_view text) {
    return read("", "<VehicleGATInfo><palteTypeByGAT>" + std::string(text) +
                        "</palteTypeByGAT></VehicleGATInfo>")
        .plate_type_code;
  };
  EXPECT_EQ(type("2"), "02");
  EXPECT_EQ(type("52"), "52");
  for (const char* wrong : {"", "0", "-1", "100", "unknown"}) EXPECT_EQ(type(wrong), "") << wrong;
}

TEST(HikvisionEvent, TakesOnlyKnownDirections) {
  EXPECT_EQ(read("<direction>forward</direction>").direction, "forward");
  EXPECT_EQ(read("<direction>reverse</direction>").direction, "reverse");
  EXPECT_EQ(read("<direction>unknown</direction>").direction, "");
  EXPECT_EQ(read("").direction, "");
}

TEST(HikvisionEvent, KeepsThePlateBeforeTheCamerasCorrection) {
  EXPECT_EQ(read("<licensePlate>京A12345</licensePlate>"
                 "<originalLicensePlate>京A1Z345</originalLicensePlate>")
                .plate_original,
            "京A1Z345");
  EXPECT_EQ(read("<licensePlate>京A12345</licensePlate>"
                 "<originalLicensePlate>京A12345</originalLicensePlate>")
                .plate_original,
            "");
}

TEST(HikvisionEvent, FallsBackToTheTimeOfThePicture) {
  const PlateReading got = read(
      "<pictureInfoList><pictureInfo><absTime>20240507174803847</absTime>"
      "</pictureInfo></pictureInfoList>");
  EXPECT_EQ(got.device_time_text, "20240507174803847");
  EXPECT_EQ(got.clock, ClockQuality::no_offset);
}

TEST(HikvisionEvent, RefusesRectanglesThatNoPictureHolds) {
  EXPECT_EQ(
      read("<plateRect><X>1</X><Y>2</Y><width>3</width><height>4</height></plateRect>").plate_rect,
      R"({"left":1,"top":2,"right":4,"bottom":6})");
  EXPECT_EQ(
      read("<plateRect><X>-1</X><Y>2</Y><width>3</width><height>4</height></plateRect>").plate_rect,
      "");
  EXPECT_EQ(read("<plateRect><X>9223372036854775807</X><width>1</width></plateRect>").plate_rect,
            "");
}

TEST(HikvisionEvent, StopsCharacterConfidencesAtTheFirstOddOne) {
  EXPECT_EQ(read("<plateCharBelieve>99,98,x,97</plateCharBelieve>").character_confidence,
            (std::vector<int>{99, 98}));
  EXPECT_TRUE(read("<plateCharBelieve></plateCharBelieve>").character_confidence.empty());
}

TEST(HikvisionEvent, NamesPicturesByFileNameOrPictureId) {
  const XmlElement root =
      parse_event(
          "<EventNotificationAlert><pictureInfoList>"
          "<pictureInfo><fileName>a.jpg</fileName><type>detectionPicture</type></pictureInfo>"
          "<pictureInfo><pId>p2</pId><type>licensePlatePicture</type></pictureInfo>"
          "</pictureInfoList></EventNotificationAlert>")
          .value();
  EXPECT_EQ(picture_type(root, "a.jpg"), "detectionPicture");
  EXPECT_EQ(picture_type(root, "p2"), "licensePlatePicture");
  EXPECT_EQ(picture_type(root, "b.jpg"), "");
  EXPECT_EQ(picture_type(root, ""), "");
}

}  // namespace
}  // namespace cleangate::camera::hikvision
