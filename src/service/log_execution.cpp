#include "service/log_execution.h"

#include <algorithm>
#include <map>

#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"
#include "service/keep_plan.h"
#include "service/show_warnings.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;
namespace table = ledger::measure_executions;

constexpr rules::Level kLevels[] = {rules::Level::yellow, rules::Level::orange, rules::Level::red};

/// Of the chain now; of one that was lifted or has not begun, the last that was said.
std::string level_of(const Plant& plant, const std::string& chain) {
  const auto now = level_of_chain(plant, chain, plant.now());
  if (const auto level = now.text()) return std::string(*level);
  std::string last;
  for (const auto& action : plant.state.warnings()) {
    const bool says = action.kind == rules::WarningAction::Kind::start ||
                      action.kind == rules::WarningAction::Kind::change;
    if (action.chain == chain && says) last = rules::to_text(action.level);
  }
  return last;
}

/// The level whose measure it is, "" = an order's; nullopt: the warning has no such measure.
std::optional<std::string> place_of(const Plant& plant, const std::string& chain,
                                    const std::string& id) {
  for (const auto& item : plant.state.orders().add_ons()) {
    if (item.chain == chain && item.id == id) return "";
  }
  for (const auto level : kLevels) {
    const std::string word(rules::to_text(level));
    const auto measures = measures_of(plant.state.plan(), word);
    if (std::ranges::find(measures, id, &PlannedMeasure::id) != measures.end()) return word;
  }
  return std::nullopt;
}

Result<Json> checked_proof(const Plant& plant, const Json& proof) {
  TRY(must_be_object(proof));
  const auto kind = TRY(one_of(proof, "kind", {"photo", "reading", "signature"}));
  if (kind == "photo") {
    TRY(only_members(proof, {"kind", "document"}));
    const auto document = TRY(required_text(proof, "document"));
    if (plant.state.orders().documents().contains(document)) return proof;
    return fail(ErrorCode::invalid,
                "document: there is no stored document with this SHA-256; send it first to "
                "/api/v1/documents");
  }
  if (kind == "reading") {
    TRY(only_members(proof, {"kind", "value", "unit", "name"}));
    if (!proof["value"].number()) return fail(ErrorCode::invalid, "value: must be a number");
    TRY(required_text(proof, "unit"));
    TRY(optional_text(proof, "name"));
    return proof;
  }
  TRY(only_members(proof, {"kind", "name"}));
  TRY(required_text(proof, "name"));
  return proof;
}

Result<void> fill(Draft& draft, const Plant& plant, const std::string& chain, const Json& body) {
  TRY(only_members(body, {"measure", "proof", "at", "note"}));
  const auto measure = TRY(required_text(body, "measure"));
  const auto level = place_of(plant, chain, measure);
  if (!level) {
    return fail(ErrorCode::invalid,
                "measure: neither the plan nor an order of this warning has " + measure);
  }
  auto proof = checked_proof(plant, body["proof"]);
  if (!proof) return std::unexpected(with_context(proof.error(), "proof"));
  const auto at = TRY(optional_time(body, "at"));
  if (!at.empty()) {
    draft.event_time = TRY(parse_rfc3339(at));
    if (draft.event_time > plant.now()) {
      return fail(ErrorCode::invalid, "at: lies in the future");
    }
  }
  draft.payload.set(Field::chain, chain)
      .set(Field::item, measure)
      .set_if(Field::level, *level)
      .set(Field::detail, proof->dump())
      .set_if(Field::note, TRY(optional_text(body, "note", kMaxNoteBytes)));
  return {};
}

Json execution_json(const ledger::Row& row) {
  const auto word = [&](table::Column column) {
    return ledger::is_null(row[column]) ? Json() : Json(ledger::text(row[column]));
  };
  return Json::object({{"id", word(table::kId)},
                       {"index", ledger::integer(row[table::kIndex])},
                       {"measure", word(table::kMeasure)},
                       {"level", word(table::kLevel)},
                       {"at", to_rfc3339(from_unix_ms(ledger::integer(row[table::kAt])))},
                       {"proof", parse_json(ledger::text(row[table::kProof])).value_or(Json())},
                       {"note", word(table::kNote)},
                       {"actor", word(table::kActor)}});
}

}  // namespace

void log_execution(Plant& plant, const std::string& chain, const Json& body, const Actor& actor,
                   Reply reply) {
  if (!plant.state.orders().has_chain(chain)) {
    return reply(fail(ErrorCode::not_found, "no such warning"));
  }
  Draft draft = make_draft(plant, ledger::Kind::measure_execution, actor);
  if (const auto filled = fill(draft, plant, chain, body); !filled) {
    return reply(std::unexpected(filled.error()));
  }
  const auto id = to_text(draft.event_id);
  append_and_reply(plant, std::move(draft), Json::object({{"id", id}}), std::move(reply));
}

Result<Json> measures_of_warning(const Plant& plant, const std::string& chain,
                                 const std::string& level) {
  if (!plant.state.orders().has_chain(chain)) return fail(ErrorCode::not_found, "no such warning");
  const auto wanted = level.empty() ? level_of(plant, chain) : level;
  if (!rules::parse_level(wanted)) {
    return fail(ErrorCode::invalid, "level: must be yellow, orange or red");
  }
  Json measures = Json::array();
  for (const auto& measure : measures_of(plant.state.plan(), wanted)) {
    measures.push(
        Json::object({{"id", measure.id}, {"text", measure.text}, {"kind", measure.kind}}));
  }
  for (const auto& item : plant.state.orders().add_ons()) {
    if (item.chain != chain) continue;
    const auto text = item.asked["text"].text();
    measures.push(Json::object({{"id", item.id},
                                {"text", text ? *text : item.measure->pack->title.zh},
                                {"kind", "order"}}));
  }
  return Json::object({{"level", wanted}, {"measures", std::move(measures)}});
}

Result<Json> show_executions(Queries& queries, const std::string& chain, Json measures) {
  struct Proofs {
    std::int64_t count = 0, last_at = 0;
  };
  std::map<std::string, Proofs> by_measure;
  Json items = Json::array();
  for (const auto& row : TRY(queries.rows(table::kTable))) {
    if (ledger::text(row[table::kChain]) != chain) continue;
    auto& proofs = by_measure[std::string(ledger::text(row[table::kMeasure]))];
    ++proofs.count;
    proofs.last_at = std::max(proofs.last_at, ledger::integer(row[table::kAt]));
    items.push(execution_json(row));
  }
  bool complete = true;
  Json shown = Json::array();
  for (Json measure : measures["measures"].items()) {
    const auto& proofs = by_measure[std::string(measure["id"].text().value_or(""))];
    complete = complete && proofs.count > 0;
    measure.set("proofs", proofs.count);
    measure.set("last_at",
                proofs.count > 0 ? Json(to_rfc3339(from_unix_ms(proofs.last_at))) : Json());
    shown.push(std::move(measure));
  }
  return Json::object({{"warning", chain},
                       {"level", measures["level"]},
                       {"items", std::move(items)},
                       {"measures", std::move(shown)},
                       {"complete", complete},
                       {"next", nullptr}});
}

}  // namespace cleangate::service
