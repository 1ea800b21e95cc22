#include "service/show_dossier.h"

#include "base/limits.h"
#include "domain/ledger/projections/tables.h"
#include "service/show_passage.h"
#include "service/show_vehicle.h"

namespace cleangate::service {
namespace {

// Who has not come for so long is no work any more.
constexpr std::chrono::days kSeenLately{90};

Json text_or_null(const ledger::Cell& cell) {
  const auto text = ledger::text(cell);
  return text.empty() ? Json() : Json(text);
}

Json parsed(const ledger::Cell& cell) {
  return ledger::is_null(cell) ? Json() : parse_json(ledger::text(cell)).value_or(Json());
}

Json show_statement(const ledger::Row& row) {
  namespace table = ledger::stage_statements;
  return Json::object({{"index", ledger::integer(row[table::kIndex])},
                       {"state", ledger::text(row[table::kState])},
                       {"cause", text_or_null(row[table::kCause])},
                       {"statement", parsed(row[table::kStatement])},
                       {"facts", parsed(row[table::kFacts])},
                       {"change", parsed(row[table::kChange])},
                       {"passage", text_or_null(row[table::kPassage])},
                       {"by", text_or_null(row[table::kActor])}});
}

Json show_work(const ledger::Row& row, WallTime now, const rules::FindPack& find) {
  namespace table = ledger::verification_queue;
  const auto since = from_unix_ms(ledger::integer(row[table::kSince]));
  const auto deadline = since + kStageWorkDue;
  return Json::object(
      {{"plate", ledger::text(row[table::kPlate])},
       {"colour", ledger::text(row[table::kColour])},
       {"stage", Json::object({{"min", text_or_null(row[table::kStageMin])},
                               {"max", text_or_null(row[table::kStageMax])},
                               {"source", text_or_null(row[table::kStageSource])}})},
       {"since", to_rfc3339(since)},
       {"deadline", to_rfc3339(deadline)},
       {"overdue", now >= deadline},
       {"last_seen", to_rfc3339(from_unix_ms(ledger::integer(row[table::kLastAt])))},
       {"last_passage", text_or_null(row[table::kLastPassage])},
       {"passages", ledger::integer(row[table::kPassages])},
       {"answer", show_stage_answer(ledger::text(row[table::kLookUp]), find)}});
}

}  // namespace

Json dossier_in_memory(const Plant& plant, const VehicleName& name) {
  const auto dossier = plant.state.dossiers().dossier(
      name.plate, name.colour, plant.state.registry(name.plate, name.colour), plant.now());
  Json shown = vehicle::to_json(dossier);
  shown.set("plate", name.plate);
  shown.set("colour", plate::to_text(name.colour));
  return shown;
}

Result<Json> show_dossier(Queries& queries, Json memory) {
  const std::string plate(memory["plate"].text().value_or(""));
  const std::string colour(memory["colour"].text().value_or(""));
  Json statements = Json::array();
  for (const auto& row : TRY(queries.stage_statements(plate, colour, kMaxStatementsShown))) {
    statements.push(show_statement(row));
  }
  memory.set("statements", std::move(statements));
  return with_evidence(queries, std::move(memory));
}

Result<Json> show_verification_queue(Queries& queries, std::optional<std::uint64_t> before,
                                     std::size_t limit, WallTime now, const rules::FindPack& find) {
  namespace table = ledger::verification_queue;
  auto rows = TRY(queries.verification_queue(before, now - kSeenLately, limit + 1));
  Json next;
  if (rows.size() > limit) {
    rows.resize(limit);
    next = std::to_string(ledger::integer(rows.back()[table::kSinceIndex]));
  }
  Json items = Json::array();
  for (const auto& row : rows) items.push(show_work(row, now, find));
  return Json::object({{"items", std::move(items)}, {"next", std::move(next)}});
}

void add_pending(const Plant& plant, Json& page,
                 const std::function<Json(const VehicleName&)>& look_up_state) {
  Json items = Json::array();
  for (Json item : page["items"].items()) {
    const auto name =
        vehicle_name(item["plate"].text().value_or(""), item["colour"].text().value_or(""));
    if (name) {
      const Json dossier = dossier_in_memory(plant, *name);
      item.set("reasons",
               dossier["pending"].is_null() ? Json::array() : dossier["pending"]["reasons"]);
      item.set("likely", dossier["stage"]);
      item.set("look_up", look_up_state(*name));
    }
    items.push(std::move(item));
  }
  page.set("items", std::move(items));
}

}  // namespace cleangate::service
