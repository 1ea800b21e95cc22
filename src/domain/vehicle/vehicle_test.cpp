#include "domain/vehicle/vehicle.h"

#include <gtest/gtest.h>

namespace cleangate::vehicle {
namespace {

using plate::Colour;
constexpr auto kNo = Truth::no;
constexpr auto kUnknown = Truth::unknown;
constexpr auto kYes = Truth::yes;

Registered of_class(std::string code) {
  Registered registered;
  registered.vehicle_class = std::move(code);
  return registered;
}

struct ClassRow {
  const char* name;
  const char* registered;
  const char* camera;
  Colour colour;
  Truth truck, heavy;
};
const ClassRow kClasses[] = {
    {"heavy_truck", "H11", "", Colour::yellow, kYes, kYes},
    {"heavy_tractor", "Q11", "", Colour::yellow, kYes, kYes},
    {"medium_truck", "H21", "", Colour::yellow, kYes, kNo},
    {"light_truck_blue", "H31", "", Colour::blue, kYes, kNo},
    {"bus", "K11", "", Colour::yellow, kNo, kYes},
    {"special", "Z11", "", Colour::yellow, kNo, kYes},
    {"trailer", "B11", "", Colour::yellow, kNo, kYes},
    {"letter_alone", "H", "", Colour::yellow, kYes, kUnknown},
    {"letter_alone_blue", "H", "", Colour::blue, kYes, kNo},
    {"no_code_yellow", "", "", Colour::yellow, kUnknown, kUnknown},
    {"no_code_blue", "", "", Colour::blue, kNo, kNo},
    {"no_code_green", "", "", Colour::green, kNo, kNo},
    {"no_code_yellow_green", "", "", Colour::yellow_green, kUnknown, kUnknown},
    {"no_code_unknown_colour", "", "", Colour::unknown, kUnknown, kUnknown},
    {"x99_yellow", "X99", "", Colour::yellow, kUnknown, kUnknown},
    {"x99_blue", "X99", "", Colour::blue, kNo, kNo},
    {"letter_outside_the_table", "A11", "", Colour::yellow, kUnknown, kUnknown},
    {"small_letter", "h11", "", Colour::yellow, kUnknown, kUnknown},
    {"camera_truck_fills", "", "H11", Colour::yellow, kYes, kYes},
    {"camera_tractor_fills", "", "Q21", Colour::yellow, kYes, kNo},
    {"camera_truck_fills_on_blue", "", "H31", Colour::blue, kYes, kNo},
    {"camera_car_fills_nothing", "", "K33", Colour::yellow, kUnknown, kUnknown},
    {"camera_never_overrules_truck", "H11", "K33", Colour::yellow, kYes, kYes},
    {"camera_never_overrules_bus", "K11", "H31", Colour::yellow, kNo, kYes},
    {"camera_does_not_fill_x99", "X99", "H11", Colour::yellow, kUnknown, kUnknown},
};
class VehicleClass : public ::testing::TestWithParam<ClassRow> {};
TEST_P(VehicleClass, SaysWhatTheLawCallsTruckAndHeavy) {
  const auto& row = GetParam();
  const auto facts = facts_of(of_class(row.registered), "冀R12345", row.colour, row.camera);
  EXPECT_EQ(facts.truck, row.truck);
  EXPECT_EQ(facts.heavy, row.heavy);
}
INSTANTIATE_TEST_SUITE_P(Rows, VehicleClass, ::testing::ValuesIn(kClasses),
                         [](const auto& row) { return std::string(row.param.name); });

struct MassRow {
  const char* name;
  std::int64_t mass;
  const char* code;
  Colour colour;
  Truth heavy;
};
const MassRow kMasses[] = {
    {"one_kilogram_below", 11'999, "H31", Colour::yellow, kNo},
    {"exactly_twelve_tons", 12'000, "H31", Colour::yellow, kYes},
    {"one_kilogram_above", 12'001, "H31", Colour::yellow, kYes},
    {"mass_beats_the_code", 3'000, "H11", Colour::yellow, kNo},
    {"mass_beats_the_colour", 31'000, "", Colour::blue, kYes},
    {"nothing", 0, "H11", Colour::yellow, kNo},
};
class GrossMass : public ::testing::TestWithParam<MassRow> {};
TEST_P(GrossMass, DecidesHeavyWhenItIsKnown) {
  auto registered = of_class(GetParam().code);
  registered.gross_mass_kg = GetParam().mass;
  EXPECT_EQ(facts_of(registered, "冀R12345", GetParam().colour, "").heavy, GetParam().heavy);
}
INSTANTIATE_TEST_SUITE_P(Rows, GrossMass, ::testing::ValuesIn(kMasses),
                         [](const auto& row) { return std::string(row.param.name); });

struct NevRow {
  const char* name;
  std::optional<bool> own;
  const char* fuel;
  const char* stage;
  const char* plate;
  Colour colour;
  Truth nev;
};
const NevRow kNevs[] = {
    {"own_value_true", true, "B", "4", "冀R12345", Colour::yellow, kYes},
    {"own_value_false_beats_all", false, "C", "D", "冀RD12345", Colour::green, kNo},
    {"fuel_c", {}, "C", "", "冀R12345", Colour::yellow, kYes},
    {"stage_d", {}, "", "D", "冀R12345", Colour::yellow, kYes},
    {"small_nev_plate", {}, "", "", "冀RD12345", Colour::unknown, kYes},
    {"large_nev_plate", {}, "", "", "冀R12345D", Colour::unknown, kYes},
    {"nev_plate_and_diesel", {}, "B", "4", "冀R12345D", Colour::yellow, kYes},
    {"green_colour_alone", {}, "B", "", "冀R12345", Colour::green, kNo},
    {"green_colour_fuel_unknown", {}, "", "", "冀R12345", Colour::green, kUnknown},
    {"fuel_unknown", {}, "", "4", "冀R12345", Colour::yellow, kUnknown},
    {"petrol", {}, "A", "", "冀R12345", Colour::yellow, kNo},
    {"gas", {}, "E", "", "冀R12345", Colour::yellow, kNo},
    {"y_hybrid", {}, "O", "", "冀R12345", Colour::yellow, kNo},
    {"y", {}, "Y", "", "冀R12345", Colour::yellow, kNo},
    {"z", {}, "Z", "", "冀R12345", Colour::yellow, kNo},
};
class Nev : public ::testing::TestWithParam<NevRow> {};
TEST_P(Nev, ComesFromRegistryFuelStageOrPlateText) {
  const auto& row = GetParam();
  Registered registered;
  registered.nev = row.own;
  registered.fuel = row.fuel;
  registered.stage = parse_stage(row.stage, row.stage).value();
  EXPECT_EQ(facts_of(registered, row.plate, row.colour, "").nev, row.nev);
}
INSTANTIATE_TEST_SUITE_P(Rows, Nev, ::testing::ValuesIn(kNevs),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Registered, ReadsTheContractsShapeAndWritesItBack) {
  const auto json = parse_json(
      R"({"stage":{"min":"4","max":"5","source":"guard"},"fuel":"B","vehicle_class":"H11",)"
      R"("gross_mass_kg":31000,"nev":false,"vin":"LFWSRXSJ0M1F00001"})");
  const auto facts = parse_registered(json.value());
  ASSERT_TRUE(facts) << facts.error().message;
  EXPECT_EQ(facts->stage, (StageInterval{Stage::s4, Stage::s5}));
  EXPECT_EQ(facts->stage_source, "guard");
  EXPECT_EQ(facts->fuel, "B");
  EXPECT_EQ(facts->vehicle_class, "H11");
  EXPECT_EQ(facts->gross_mass_kg, 31000);
  EXPECT_EQ(facts->nev, false);
  EXPECT_EQ(to_json(*facts), *json);
  EXPECT_EQ(parse_registered(to_json(*facts)).value(), *facts);
}

TEST(Registered, NullAndMissingAreTheSameUnknown) {
  const auto nulls = parse_registered(
      parse_json(R"({"stage":null,"fuel":null,"vehicle_class":null,"gross_mass_kg":null,)"
                 R"("nev":null,"vin":null})")
          .value());
  const auto none = parse_registered(Json::object());
  ASSERT_TRUE(nulls && none);
  EXPECT_EQ(*nulls, *none);
  EXPECT_EQ(*none, Registered{});
  EXPECT_EQ(none->stage_source, "");
}

TEST(Registered, AKnownStageWithoutSourceIsTheRegistrys) {
  const auto facts = parse_registered(parse_json(R"({"stage":{"min":"4","max":"4"}})").value());
  EXPECT_EQ(facts.value().stage_source, "registry");
}

struct BadRow {
  const char* name;
  const char* json;
  const char* member;  ///< that the message names
};
const BadRow kBad[] = {
    {"no_object", "[]", "vehicle"},
    {"stage_text", R"({"stage":"4"})", "stage"},
    {"stage_number", R"({"stage":{"min":4,"max":4}})", "min"},
    {"stage_word", R"({"stage":{"min":"7","max":"7"}})", "stage"},
    {"stage_mixed", R"({"stage":{"min":"4","max":"D"}})", "stage"},
    {"fuel_small", R"({"fuel":"b"})", "fuel"},
    {"fuel_two", R"({"fuel":"BC"})", "fuel"},
    {"fuel_number", R"({"fuel":1})", "fuel"},
    {"class_four_characters", R"({"vehicle_class":"H111"})", "vehicle_class"},
    {"mass_negative", R"({"gross_mass_kg":-1})", "gross_mass_kg"},
    {"mass_too_large", R"({"gross_mass_kg":500001})", "gross_mass_kg"},
    {"mass_fraction", R"({"gross_mass_kg":12000.5})", "gross_mass_kg"},
    {"mass_text", R"({"gross_mass_kg":"12000"})", "gross_mass_kg"},
    {"nev_text", R"({"nev":"yes"})", "nev"},
    {"vin_too_long", R"({"vin":"123456789012345678901234567890123"})", "vin"},
};
class BadVehicle : public ::testing::TestWithParam<BadRow> {};
TEST_P(BadVehicle, IsRefusedWithTheMembersName) {
  const auto facts = parse_registered(parse_json(GetParam().json).value());
  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error().code, ErrorCode::invalid);
  EXPECT_NE(facts.error().message.find(GetParam().member), std::string::npos)
      << facts.error().message;
}
INSTANTIATE_TEST_SUITE_P(Rows, BadVehicle, ::testing::ValuesIn(kBad),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Registered, TheLimitsThemselvesAreValid) {
  for (const char* json : {R"({"gross_mass_kg":0})", R"({"gross_mass_kg":500000})",
                           R"({"vin":"12345678901234567890123456789012"})"}) {
    EXPECT_TRUE(parse_registered(parse_json(json).value())) << json;
  }
}

TEST(Registered, DatesRegionAndModelAreKeptAndLeftOutWhenUnknown) {
  const auto json =
      *parse_json(R"({"first_registered":"2021-07-01","made":"2021-06-20","first_region":"131082",)"
                  R"("model":"ZZ4257V324HE1B"})");
  const auto facts = parse_registered(json);
  ASSERT_TRUE(facts) << facts.error().message;
  EXPECT_EQ(to_text(*facts->first_registered), "2021-07-01");
  EXPECT_EQ(*parse_registered(to_json(*facts)), *facts);
  EXPECT_FALSE(to_json(Registered()).has("first_registered"));
  EXPECT_FALSE(to_json(Registered()).has("model"));
}

TEST(Registered, AFalseDateNamesItsMember) {
  const auto facts = parse_registered(*parse_json(R"({"made":"2021-02-30"})"));
  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error().message.substr(0, 5), "made:");
}

}  // namespace
}  // namespace cleangate::vehicle
