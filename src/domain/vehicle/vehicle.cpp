#include "domain/vehicle/vehicle.h"

#include "domain/vehicle/ga24.h"

namespace cleangate::vehicle {
namespace {

bool is_small_plate(plate::Colour colour) {
  return colour == plate::Colour::blue || colour == plate::Colour::green;
}

Truth truck_of(std::string_view code, plate::Colour colour) {
  if (!is_usable_class(code)) return is_small_plate(colour) ? Truth::no : Truth::unknown;
  return truth(is_truck_class(code));
}

Truth heavy_of(const Registered& registered, std::string_view code, plate::Colour colour) {
  if (registered.gross_mass_kg) return truth(*registered.gross_mass_kg >= kHeavyMassKg);
  if (!is_usable_class(code) || code.size() < 2) {
    return is_small_plate(colour) ? Truth::no : Truth::unknown;
  }
  return truth(code[1] == '1');
}

Truth nev_of(const Registered& registered, std::string_view plate) {
  if (registered.nev) return truth(*registered.nev);
  // GA 24.9: C = electric. The plate's string decides, not its colour (law.md).
  if (registered.fuel == "C" || registered.stage.is_electric() || plate::is_nev(plate)) {
    return Truth::yes;
  }
  return registered.fuel.empty() ? Truth::unknown : Truth::no;
}

Result<std::string> text_member(const Json& json, std::string_view key, std::size_t limit) {
  const Json& member = json[key];
  if (member.is_null()) return std::string();
  const auto text = member.text();
  if (!text) return fail(ErrorCode::invalid, std::string(key) + ": must be a string or null");
  if (text->size() > limit) {
    return fail(ErrorCode::invalid,
                std::string(key) + ": at most " + std::to_string(limit) + " bytes");
  }
  return std::string(*text);
}

Result<std::optional<Date>> date_member(const Json& json, std::string_view key) {
  const auto text = TRY(text_member(json, key, 10));
  if (text.empty()) return std::optional<Date>();
  const auto date = parse_date(text);
  if (!date) return std::unexpected(with_context(date.error(), key));
  return std::optional<Date>(*date);
}

}  // namespace

Result<Registered> parse_registered(const Json& json) {
  if (!json.is_object()) return fail(ErrorCode::invalid, "vehicle: must be a JSON object");
  Registered facts;
  const Json& stage = json["stage"];
  if (!stage.is_null() && !stage.is_object()) {
    return fail(ErrorCode::invalid, "stage: must be {\"min\":…,\"max\":…} or null");
  }
  const auto min = TRY(text_member(stage, "min", 2));
  const auto max = TRY(text_member(stage, "max", 2));
  facts.stage = TRY(parse_stage(min, max));
  facts.stage_source = TRY(text_member(stage, "source", 32));
  if (facts.stage_source.empty() && !facts.stage.is_unknown()) facts.stage_source = "registry";
  facts.fuel = TRY(text_member(json, "fuel", 1));
  if (!facts.fuel.empty() && (facts.fuel[0] < 'A' || facts.fuel[0] > 'Z')) {
    return fail(ErrorCode::invalid, "fuel: must be a capital letter of GA 24.9 or null");
  }
  facts.vehicle_class = TRY(text_member(json, "vehicle_class", 3));
  facts.vin = TRY(text_member(json, "vin", 32));
  if (const Json& mass = json["gross_mass_kg"]; !mass.is_null()) {
    const auto value = mass.integer();
    if (!value || *value < 0 || *value > 500000) {
      return fail(ErrorCode::invalid, "gross_mass_kg: must be an integer in 0–500000 kg or null");
    }
    facts.gross_mass_kg = value;
  }
  if (const Json& nev = json["nev"]; !nev.is_null()) {
    const auto value = nev.boolean();
    if (!value) return fail(ErrorCode::invalid, "nev: must be true, false or null");
    facts.nev = value;
  }
  facts.first_registered = TRY(date_member(json, "first_registered"));
  facts.made = TRY(date_member(json, "made"));
  facts.first_region = TRY(text_member(json, "first_region", 6));
  facts.model = TRY(text_member(json, "model", 100));
  facts.marks = TRY(parse_marks(json["marks"]));
  return facts;
}

Json to_json(const Registered& facts) {
  const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  Json stage = Json::object({{"min", "X"}, {"max", "X"}});
  if (!facts.stage.is_unknown()) {
    stage = Json::object({{"min", to_text(facts.stage.min)}, {"max", to_text(facts.stage.max)}});
  }
  stage.set("source", or_null(facts.stage_source));
  Json json = Json::object({{"stage", std::move(stage)},
                            {"fuel", or_null(facts.fuel)},
                            {"vehicle_class", or_null(facts.vehicle_class)},
                            {"gross_mass_kg", Json(facts.gross_mass_kg)},
                            {"nev", Json(facts.nev)},
                            {"vin", or_null(facts.vin)}});
  if (facts.first_registered) json.set("first_registered", to_text(*facts.first_registered));
  if (facts.made) json.set("made", to_text(*facts.made));
  if (!facts.first_region.empty()) json.set("first_region", facts.first_region);
  if (!facts.model.empty()) json.set("model", facts.model);
  if (!facts.marks.said.is_silent()) json.set("marks", to_json(facts.marks));
  return json;
}

Facts facts_of(const Registered& registered, std::string_view plate, plate::Colour colour,
               std::string_view camera_class) {
  Facts facts;
  facts.vehicle_class = registered.vehicle_class;
  if (facts.vehicle_class.empty() && is_truck_class(camera_class))
    facts.vehicle_class = camera_class;
  facts.truck = truck_of(facts.vehicle_class, colour);
  facts.heavy = heavy_of(registered, facts.vehicle_class, colour);
  facts.nev = nev_of(registered, plate);
  facts.stage = registered.stage;
  facts.stage_source = registered.stage_source;
  facts.fuel = registered.fuel;
  return facts;
}

Json to_json(const Facts& facts) {
  Json json = Json::object({{"truck", to_text(facts.truck)},
                            {"heavy", to_text(facts.heavy)},
                            {"nev", to_text(facts.nev)},
                            {"stage_min", to_text(facts.stage.min)},
                            {"stage_max", to_text(facts.stage.max)},
                            {"vehicle_class", facts.vehicle_class},
                            {"fuel", facts.fuel}});
  if (!facts.marks.is_silent()) json.set("marks", to_json(facts.marks));
  return json;
}

}  // namespace cleangate::vehicle
