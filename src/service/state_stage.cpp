#include "service/state_stage.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "domain/ledger/projections/tables.h"
#include "domain/vehicle/dossier_change.h"
#include "service/say_stage.h"
#include "service/show_dossier.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;
using vehicle::StageSource;

Result<StageSource> source_of(const Json& body, const Actor& actor) {
  const auto source = TRY(
      one_of(body, "source",
             {"official", "list", "label", "bureau", "catalogue", "same_vin", "registry", "guard"},
             actor.role == "guard" ? "guard" : ""));
  if (actor.role == "guard" && source != "guard") {
    return fail(ErrorCode::denied, "source: a guard's word is a guard's; a manager confirms it");
  }
  if (actor.role != "guard" && source == "guard") {
    return fail(ErrorCode::invalid, "source: guard is what a guard says; name the paper's kind");
  }
  return vehicle::parse_stage_source(source);
}

Result<vehicle::Statement> statement_of(const Plant& plant, const Json& body, const Actor& actor) {
  TRY(only_members(body, {"source", "stage", "detail", "vin", "evidence"}));
  // Read by its own rules: the members that a body may not give are filled in.
  const auto source = TRY(source_of(body, actor));
  Json json = Json::object({{"source", vehicle::to_text(source)},
                            {"stage", body["stage"]},
                            {"at", to_rfc3339(plant.now())},
                            {"who", actor.name}});
  for (const auto* key : {"detail", "vin", "evidence"}) {
    if (!body[key].is_null()) json.set(key, body[key]);
  }
  auto statement = TRY(vehicle::parse_statement(json));
  if (statement.stage.is_unknown()) {
    return fail(ErrorCode::invalid, "stage: must say more than that it is unknown");
  }
  if (vehicle::is_documentary(source) && statement.evidence.empty() && statement.detail.empty()) {
    return fail(ErrorCode::invalid,
                "evidence: name the paper: its number in detail, or a photo of it in evidence");
  }
  if (source == StageSource::guard) statement.until = statement.at + kGuardFactsCount;
  return statement;
}

/// Appends and answers with the entry, what it changed and the dossier as it is then.
void append_word(Plant& plant, Draft draft, const VehicleName& name, Reply reply) {
  Json change = Json();
  if (!draft.payload.text(Field::detail).empty()) {
    change = parse_json(draft.payload.text(Field::detail)).value_or(Json());
  }
  plant.log.append(
      std::move(draft), Priority::lane, Reserve::no,
      [&plant, name, change = std::move(change), reply = std::move(reply)](auto result) mutable {
        if (!result) return reply(std::unexpected(std::move(result).error()));
        const auto index = (*result)->logged.entry.index;
        reply(Json::object({{"index", index},
                            {"change", std::move(change)},
                            {"dossier", dossier_in_memory(plant, name)}}));
      });
}

}  // namespace

Result<void> has_evidence(Queries& queries, const std::string& plate, const std::string& colour,
                          const Json& body) {
  if (body["evidence"].items().empty()) return {};
  const auto name = TRY(vehicle_name(plate, colour));
  const auto kept = TRY(queries.evidence_of(name.plate, plate::to_text(name.colour)));
  for (const Json& item : body["evidence"].items()) {
    const auto hash = item.text().value_or("");
    const bool is_kept = std::ranges::any_of(kept, [&](const auto& row) {
      return ledger::text(row[ledger::vehicle_evidence::kSha256]) == hash;
    });
    if (!is_kept) {
      return fail(ErrorCode::invalid,
                  "evidence: this vehicle has no such photo or document; POST "
                  "it to its /evidence first");
    }
  }
  return {};
}

void state_stage(Plant& plant, const std::string& plate, const std::string& colour,
                 const Json& body, const Actor& actor, Reply reply) {
  const auto name = vehicle_name(plate, colour);
  if (!name) return reply(std::unexpected(name.error()));
  auto statement = statement_of(plant, body, actor);
  if (!statement) return reply(std::unexpected(statement.error()));
  StageWord word{*name, *std::move(statement), std::nullopt, "", "", "in"};
  const auto* record = plant.state.vehicle(name->plate, name->colour);
  const auto vin = record ? record->layers.facts.vin : "";
  if (const auto cause = speaks_of_another(word.statement, *name, vin); !cause.empty()) {
    return reply(fail(ErrorCode::invalid,
                      "vin: the register has another VIN for this vehicle; "
                      "correct it there, or look at the paper again"));
  }
  auto draft = accepted_word(plant, word, actor);
  append_word(plant, std::move(draft), *name, std::move(reply));
}

void confirm_statement(Plant& plant, const std::string& plate, const std::string& colour,
                       const std::string& entry, const Actor& actor, Reply reply) {
  const auto name = vehicle_name(plate, colour);
  if (!name) return reply(std::unexpected(name.error()));
  const auto index = parse_integer(entry);
  const auto* file = plant.state.dossiers().file(name->plate, name->colour);
  const auto is_it = [&](const auto& statement) { return index && statement.first == *index; };
  const auto found =
      file ? std::ranges::find_if(file->statements, is_it)
           : std::vector<std::pair<std::int64_t, vehicle::Statement>>::const_iterator();
  if (!file || found == file->statements.end()) {
    return reply(
        fail(ErrorCode::not_found, "this vehicle's file has no such statement that counts"));
  }
  StageWord word{*name, found->second, std::nullopt, "", "", "in"};
  word.statement.confirmed_by = actor.name;
  word.statement.confirmed_at = plant.now();
  auto draft = confirmed_word(plant, word, entry, actor);
  append_word(plant, std::move(draft), *name, std::move(reply));
}

}  // namespace cleangate::service
