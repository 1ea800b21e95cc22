#include "service/register_vehicle.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/limits.h"
#include "domain/ledger/projections/tables.h"
#include "service/show_vehicle.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;

/// What is sealed cannot be taken out again: only what the API documents (a driver's name or
/// phone, say, has no place here). What is only shown may come back and is left out.
Result<void> refuse_unknown_members(const Json& body) {
  constexpr std::array<std::string_view, 14> kVehicle = {
      "plate", "colour", "stage", "fuel",  "vehicle_class",    "gross_mass_kg", "nev",
      "vin",   "model",  "made",  "index", "first_registered", "first_region",  "marks"};
  constexpr std::array<std::string_view, 3> kStage = {"min", "max", "source"};
  for (const auto& [key, value] : body.members()) {
    if (std::ranges::find(kVehicle, key) == kVehicle.end() && !is_shown_only(key)) {
      return fail(ErrorCode::invalid, key + ": a vehicle has no such member; it has stage, fuel, " +
                                          "vehicle_class, gross_mass_kg, nev, vin, model, made, " +
                                          "first_registered, first_region, marks");
    }
  }
  for (const auto& [key, value] : body["stage"].members()) {
    if (std::ranges::find(kStage, key) == kStage.end()) {
      return fail(ErrorCode::invalid, "stage." + key + ": a stage has min, max and source only");
    }
  }
  return {};
}

/// A form that knows no marks must not take an exemption away: left out, they stay.
void keep_marks(const Plant& plant, const VehicleName& name, const Json& body,
                vehicle::Registered& facts) {
  const auto* record = plant.state.vehicle(name.plate, name.colour);
  if (body.has("marks") || !record) return;
  const auto* counting = vehicle::in_force(record->layers, plant.now());
  if (counting) facts.marks = counting->marks;
}

Result<Draft> vehicle_draft(Plant& plant, const VehicleName& name, const Json& body,
                            const Actor& actor, std::string_view source) {
  auto facts = TRY(vehicle::parse_registered(body));
  TRY(refuse_unknown_members(body));
  keep_marks(plant, name, body, facts);
  const bool is_provisional = actor.role == "guard";
  if (is_provisional && !facts.stage.is_unknown()) facts.stage_source = "guard";
  Json kept = vehicle::to_json(facts);
  kept.set("plate", name.plate);
  kept.set("colour", plate::to_text(name.colour));
  Draft draft = make_draft(plant, ledger::Kind::vehicle_fact, actor);
  draft.payload.set(Field::plate, name.plate)
      .set(Field::colour, std::string(plate::to_text(name.colour)))
      .set(Field::facts, kept.dump())
      .set(Field::source, is_provisional ? "guard" : std::string(source));
  if (is_provisional) {
    draft.payload.set(Field::valid_to, to_rfc3339(draft.event_time + kGuardFactsCount));
  }
  return draft;
}

/// Says what is registered already; who entered the same stage stays who entered it. A guard's word
/// is not registered yet: repeating it makes it so.
bool is_known(const Plant& plant, const VehicleName& name, const Json& body) {
  const auto* record = plant.state.vehicle(name.plate, name.colour);
  auto said = vehicle::parse_registered(body);
  if (!record || record->layers.until || !said) return false;
  if (said->stage == record->layers.facts.stage) {
    said->stage_source = record->layers.facts.stage_source;
  }
  if (!body.has("marks")) said->marks = record->layers.facts.marks;
  return *said == record->layers.facts;
}

Result<void> check_list(std::string_view list) {
  if (list == "allow" || list == "deny" || list == "watch") return {};
  return fail(ErrorCode::not_found, "there is no list " + std::string(list));
}

}  // namespace

Result<VehicleName> vehicle_name(std::string_view plate, std::string_view colour) {
  VehicleName name;
  name.plate = plate::normalise(plate);
  if (name.plate.empty()) return fail(ErrorCode::invalid, "plate: is missing");
  const auto parsed = plate::parse_colour(colour);
  if (!parsed) {
    return fail(ErrorCode::invalid,
                "colour: must be one of blue yellow white black green yellow_green other unknown");
  }
  name.colour = *parsed;
  return name;
}

void put_vehicle(Plant& plant, const std::string& plate, const std::string& colour,
                 const Json& body, const Actor& actor, Reply reply) {
  const auto name = vehicle_name(plate, colour);
  if (!name) return reply(std::unexpected(name.error()));
  auto draft = vehicle_draft(plant, *name, body, actor, "plant");
  if (!draft) return reply(std::unexpected(draft.error()));
  const auto now = plant.clock.wall();
  append_and_show(
      plant, *std::move(draft), ledger::vehicles::kTable,
      [now](const ledger::Row& row) { return show_vehicle(row, now); }, std::move(reply));
}

Result<ledger::Row> vehicle_row(const Plant& plant, const std::string& plate,
                                const std::string& colour) {
  const auto name = TRY(vehicle_name(plate, colour));
  const auto* record = plant.state.vehicle(name.plate, name.colour);
  if (!record) return fail(ErrorCode::not_found, "this vehicle is not registered");
  return record->row;
}

void import_vehicles(Plant& plant, const Json& body, const Actor& actor, Reply reply) {
  const auto& rows = body.items();
  if (rows.empty() || rows.size() > kMaxPage) {
    return reply(fail(ErrorCode::invalid, "body: an array of 1 to 500 vehicles"));
  }
  std::vector<Draft> drafts;
  std::set<std::pair<std::string, plate::Colour>> told;
  std::int64_t unchanged = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto name =
        vehicle_name(rows[i]["plate"].text().value_or(""), rows[i]["colour"].text().value_or(""));
    auto draft = name ? vehicle_draft(plant, *name, rows[i], actor, "import")
                      : Result<Draft>(std::unexpected(name.error()));
    if (!draft) {
      const auto row = "row " + std::to_string(i + 1);
      return reply(std::unexpected(with_context(draft.error(), row)));
    }
    // Told twice in one batch, the later row is compared with nothing: it counts as it stands.
    const bool is_first = told.emplace(name->plate, name->colour).second;
    if (is_first && is_known(plant, *name, rows[i])) {
      ++unchanged;
      continue;
    }
    drafts.push_back(*std::move(draft));
  }
  const auto count = static_cast<std::int64_t>(drafts.size());
  const auto counted = [count, unchanged] {
    return Json::object({{"imported", count}, {"unchanged", unchanged}});
  };
  if (drafts.empty()) return reply(counted());
  plant.log.append_all(std::move(drafts), Priority::bulk,
                       [counted, reply = std::move(reply)](auto result) mutable {
                         if (!result) return reply(std::unexpected(std::move(result).error()));
                         reply(counted());
                       });
}

void add_list_item(Plant& plant, const std::string& list, const Json& body, const Actor& actor,
                   Reply reply) {
  auto draft = [&]() -> Result<Draft> {
    TRY(check_list(list));
    TRY(only_members(body, {"plate", "colour", "reason", "source", "valid_from", "valid_to"}));
    const auto colour = TRY(optional_text(body, "colour"));
    const auto name =
        TRY(vehicle_name(body["plate"].text().value_or(""), colour.empty() ? "unknown" : colour));
    const auto reason = TRY(required_text(body, "reason", kMaxNoteBytes));
    const auto source = TRY(one_of(body, "source", {"bureau", "plant"}, "plant"));
    const auto from = TRY(optional_time(body, "valid_from"));
    const auto to = TRY(optional_time(body, "valid_to"));
    if (!from.empty() && !to.empty() && *parse_rfc3339(from) >= *parse_rfc3339(to)) {
      return fail(ErrorCode::invalid, "valid_to: must be after valid_from");
    }
    Draft out = make_draft(plant, ledger::Kind::list_change, actor);
    out.payload.set(Field::list, list)
        .set(Field::item, to_text(out.event_id))
        .set(Field::action, "add")
        .set(Field::plate, name.plate)
        .set_if(Field::colour, colour == "unknown" ? "" : colour)  // any colour
        .set(Field::reason, reason)
        .set(Field::source, source)
        .set_if(Field::valid_from, from)
        .set_if(Field::valid_to, to);
    return out;
  }();
  if (!draft) return reply(std::unexpected(draft.error()));
  Json answer = Json::object({{"id", to_text(draft->event_id)}});
  append_and_reply(plant, *std::move(draft), std::move(answer), std::move(reply));
}

void remove_list_item(Plant& plant, const std::string& list, const std::string& id,
                      const Actor& actor, Reply reply) {
  const auto found = plant.state.list_items().find(id);
  if (found == plant.state.list_items().end() || found->second.list != list) {
    return reply(fail(ErrorCode::not_found, "no such item on this list"));
  }
  Draft draft = make_draft(plant, ledger::Kind::list_change, actor);
  draft.payload.set(Field::list, list)
      .set(Field::item, id)
      .set(Field::action, "remove")
      .set(Field::plate, found->second.plate);
  append_and_reply(plant, std::move(draft), Json::object({{"id", id}}), std::move(reply));
}

Json show_list_item(const ledger::Row& row) {
  namespace table = ledger::list_items;
  const auto text = [&](std::size_t column) {
    const auto value = ledger::text(row[column]);
    return value.empty() ? Json() : Json(value);
  };
  const auto time = [&](std::size_t column) {
    const auto& cell = row[column];
    return ledger::is_null(cell) ? Json() : Json(to_rfc3339(from_unix_ms(ledger::integer(cell))));
  };
  return Json::object({{"id", text(table::kId)},
                       {"list", text(table::kList)},
                       {"plate", text(table::kPlate)},
                       {"colour", text(table::kColour)},
                       {"reason", ledger::text(row[table::kReason])},
                       {"source", text(table::kSource)},
                       {"valid_from", time(table::kValidFrom)},
                       {"valid_to", time(table::kValidTo)}});
}

Json show_list(const Plant& plant, const std::string& list) {
  Json items = Json::array();
  for (const auto& [id, item] : plant.state.list_items()) {
    if (item.list != list) continue;
    const auto time = [](const auto& t) { return t ? Json(to_rfc3339(*t)) : Json(); };
    items.push(Json::object({{"id", id},
                             {"plate", item.plate},
                             {"colour", item.colour.empty() ? Json() : Json(item.colour)},
                             {"reason", item.reason},
                             {"source", item.source},
                             {"valid_from", time(item.valid_from)},
                             {"valid_to", time(item.valid_to)}}));
  }
  return Json::object({{"items", std::move(items)}, {"next", nullptr}});
}

}  // namespace cleangate::service
