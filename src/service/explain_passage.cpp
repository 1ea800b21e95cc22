#include "service/explain_passage.h"

#include <algorithm>
#include <array>

#include "domain/ledger/entry.h"
#include "domain/ledger/payload.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::service {
namespace {

namespace table = ledger::passages;
using ledger::Field;
using rules::Fact;

/// A read is corrected within its merge window: no more entries than these come in it.
constexpr std::size_t kCorrectionScan = 500;
/// Told of every passage, whether a clause asks for them or not.
constexpr std::array kAlways{Fact::vehicle_class, Fact::heavy, Fact::stage, Fact::fuel, Fact::nev};

Json words(const rules::Text& text) {
  return Json::object({{"zh", text.zh}, {"en", text.en}});
}

/// Where a fact comes from, in the contract's words.
std::string_view source_of(Fact fact) {
  switch (fact) {
    case Fact::direction:
      return "lane";
    case Fact::colour:
      return "camera";
    case Fact::grade:
    case Fact::key_region:
    case Fact::over_500:
      return "plant";
    case Fact::warning:
      return "warning";
    case Fact::flow:
      return "declaration";
    case Fact::minute_of_day:
    case Fact::day_of_month:
      return "clock";
    case Fact::share_qualifying:
    case Fact::share_total:
    case Fact::clean_mode_qualifying:
    case Fact::clean_mode_total:
    case Fact::daily_vehicles:
    case Fact::daily_trips:
    case Fact::admitted_today:
      return "log";
    default:
      return "vehicle";
  }
}

std::string text_of(const Json& values, std::string_view key) {
  return std::string(values[key].text().value_or(""));
}

/// "4", "4..5" or "unknown", as FactSet::text() has it.
std::string stage_of(const Json& values) {
  const auto min = text_of(values, "stage_min"), max = text_of(values, "stage_max");
  const auto stage = vehicle::parse_stage(min, max);
  if (!stage || stage->is_unknown()) return "unknown";
  return min == max ? min : min + ".." + max;
}

/// What a clause saw, from what the log kept of it.
struct Seen {
  Json values;
  std::string stage_source, colour, direction, warning;

  [[nodiscard]] std::string value(const rules::FactInfo& info) const {
    if (info.fact == Fact::stage) return stage_of(values);
    if (info.fact == Fact::warning && !values.has("warning")) return warning;
    if (info.fact == Fact::colour && !values.has("colour")) return colour;
    if (info.fact == Fact::direction && !values.has("direction")) return direction;
    const auto text = text_of(values, info.name);
    return text.empty() ? "unknown" : text;
  }
  [[nodiscard]] Json fact(const rules::FactInfo& info) const {
    const bool is_stage = info.fact == Fact::stage;
    const bool is_said = is_stage && !stage_source.empty();
    return Json::object(
        {{"name", info.name},
         {"label", words({std::string(info.zh), std::string(info.en)})},
         {"type", rules::to_text(info.type)},
         {"of", info.domain == rules::Domain::none ? Json() : Json(rules::to_text(info.domain))},
         {"value", value(info)},
         {"source", is_said ? Json(stage_source) : Json(source_of(info.fact))}});
  }
};

Json facts_read(const Seen& seen, const rules::Clause& clause, const rules::Exemption* lifting) {
  Json out = Json::array();
  for (const auto& info : rules::fact_catalogue()) {
    const bool is_read = clause.when.uses(info.fact) || (lifting && lifting->when.uses(info.fact));
    if (is_read) out.push(seen.fact(info));
  }
  return out;
}

Json parameters_read(const Seen& seen, const rules::Pack& pack, const rules::Clause& clause) {
  Json out = Json::array();
  for (std::size_t i = 0; i < pack.parameters.size(); ++i) {
    const auto& name = pack.parameters[i].name;
    if (!clause.when.uses_parameter(i) || !seen.values.has(name)) continue;
    out.push(Json::object({{"name", name}, {"value", seen.values[name]}}));
  }
  return out;
}

Json measure_of(const Json& values) {
  if (!values.has("measure")) return {};
  return Json::object({{"id", values["measure"]}, {"order", values["order"]}});
}

rules::PackPtr pack_of(const Plant& plant, const std::string& id, const std::string& version) {
  const auto* found = plant.state.rules().find(id, version);
  return found ? found->pack : nullptr;
}

/// What the pack says of a clause that spoke; members are null of a clause of the program's own.
void add_law(Json& out, const Seen& seen, const rules::PackPtr& pack, const std::string& id,
             std::string_view exemption) {
  const auto* clause = pack ? pack->clause(id) : nullptr;
  out.set("title", pack ? words(pack->title) : Json());
  out.set("document", pack ? Json(pack->document) : Json());
  out.set("group", clause ? Json(rules::to_text(clause->group)) : Json());
  out.set("citation", clause ? Json(clause->citation) : Json());
  out.set("when", clause ? Json(clause->when_text) : Json());
  const auto grade = rules::encode(rules::Domain::grade, text_of(seen.values, "grade"));
  out.set("evidence",
          clause ? Json(rules::to_text(clause->evidence_for(grade.value_or(-1)))) : Json());
  const rules::Exemption* lifting = nullptr;
  if (clause && !exemption.empty()) {
    const auto found = std::ranges::find(clause->exemptions, exemption, &rules::Exemption::id);
    if (found != clause->exemptions.end()) lifting = &*found;
  }
  out.set("facts", clause ? facts_read(seen, *clause, lifting) : Json::array());
  out.set("parameters", clause ? parameters_read(seen, *pack, *clause) : Json::array());
  out.set("measure", measure_of(seen.values));
}

Json spoken(const Plant& plant, const rules::Reason& reason, Seen seen) {
  seen.values = reason.values;
  Json out = Json::object({{"pack", reason.pack},
                           {"version", reason.version},
                           {"clause", reason.clause},
                           {"outcome", rules::to_text(reason.outcome)},
                           {"text", words(rules::text_of(reason))},
                           {"advice", words(rules::advice_of(reason))},
                           {"may_lift", reason.values["exemption"]},
                           {"lifted_by", nullptr}});
  add_law(out, seen, pack_of(plant, reason.pack, reason.version), reason.clause, "");
  return out;
}

/// The words of a lifted clause are those it would have said.
Json lifted(const Plant& plant, const Json& exempted, Seen seen) {
  if (exempted.has("values")) seen.values = exempted["values"];
  rules::Reason would{text_of(exempted, "pack"),
                      text_of(exempted, "version"),
                      text_of(exempted, "clause"),
                      rules::Outcome::refuse,
                      seen.values,
                      pack_of(plant, text_of(exempted, "pack"), text_of(exempted, "version"))};
  const auto* clause = would.words ? would.words->clause(would.clause) : nullptr;
  if (clause) would.outcome = clause->outcome;
  const auto exemption = text_of(exempted, "exemption");
  Json out = Json::object({{"pack", would.pack},
                           {"version", would.version},
                           {"clause", would.clause},
                           {"outcome", nullptr},
                           {"text", words(rules::text_of(would))},
                           {"advice", words({})},
                           {"may_lift", nullptr},
                           {"lifted_by", Json::object({{"id", exemption},
                                                       {"text", exempted["text"]},
                                                       {"evidence", exempted["evidence"]}})}});
  add_law(out, seen, would.words, would.clause, exemption);
  return out;
}

/// Of what was known when that entry was written.
Json warning_at(const Plant& plant, const Decided& decided) {
  const auto& orders = plant.state.orders();
  std::vector<rules::WarningAction> known;
  for (const auto& action : orders.actions()) {
    if (action.index < decided.entry) known.push_back(action);
  }
  const auto region = plant.state.plant()["region"].text().value_or("");
  const auto now = rules::warning_in_force(known, region, decided.at);
  if (!now) return {};
  Json order;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const Json& said = orders.said()[i].detail["order"];
    if (known[i].chain == now->chain && !said.is_null()) order = said;
  }
  return Json::object({{"id", now->chain},
                       {"level", rules::to_text(now->level)},
                       {"since", to_rfc3339(now->since)},
                       {"order", std::move(order)}});
}

Json packs_at(const Plant& plant, const Decided& decided) {
  Json out = Json::array();
  const auto packs = plant.state.rules().as_logged_before(decided.at, decided.entry);
  for (const auto& pack : packs.rules->packs()) {
    out.push(Json::object(
        {{"id", pack->id}, {"version", pack->version}, {"title", words(pack->title)}}));
  }
  return out;
}

Json facts_of_vehicle(const Seen& seen) {
  Json out = Json::array();
  for (const auto fact : kAlways) out.push(seen.fact(rules::info_of(fact)));
  return out;
}

Result<Json> plan_before(Queries& queries, std::uint64_t entry) {
  namespace versions = ledger::plan_versions;
  const auto rows = TRY(queries.rows(versions::kTable));
  Json out;
  std::int64_t version = 0;
  for (const auto& row : rows) {
    if (static_cast<std::uint64_t>(ledger::integer(row[versions::kIndex])) >= entry) break;
    out = Json::object({{"version", ++version},
                        {"at", to_rfc3339(from_unix_ms(ledger::integer(row[versions::kAt])))},
                        {"by", ledger::text(row[versions::kActor])}});
  }
  return out;
}

}  // namespace

Result<Decided> find_decision(Queries& queries, const ledger::Row& row) {
  const auto first = static_cast<std::uint64_t>(ledger::integer(row[table::kIndex]));
  const auto last = static_cast<std::uint64_t>(ledger::integer(row[table::kUpdatedIndex]));
  const bool is_corrected = ledger::integer(row[table::kReads]) > 1;
  const auto id = ledger::text(row[table::kId]);
  Decided out;
  out.entry = first;
  out.at = from_unix_ms(ledger::integer(row[table::kAt]));
  const auto entries = TRY(queries.entries(first, is_corrected ? kCorrectionScan : 1));
  for (const auto& raw : entries) {
    if (raw.index > last) break;
    const auto payload = TRY(ledger::decode_payload(raw.payload));
    const bool corrects =
        payload.text(Field::passage) == id && payload.text(Field::merged_as) == "correction";
    if (raw.index != first && !corrects) continue;
    out.entry = raw.index;
    out.facts = parse_json(payload.text(Field::facts)).value_or(Json());
    if (corrects) out.at = TRY(ledger::decode_entry(raw.entry)).event_time;
  }
  out.plan = TRY(plan_before(queries, out.entry));
  return out;
}

Json explain_passage(const Plant& plant, const ledger::Row& row, const Decided& decided) {
  Json warning = warning_at(plant, decided);
  Seen seen;
  seen.values = decided.facts;
  seen.stage_source = ledger::text(row[table::kStageSource]);
  seen.colour = ledger::text(row[table::kColour]);
  seen.direction = ledger::text(row[table::kDirection]);
  seen.warning = warning["level"].text().value_or("none");
  Json clauses = Json::array();
  const Json reasons = parse_json(ledger::text(row[table::kReasons])).value_or(Json());
  for (const auto& reason : rules::reasons_from_log(reasons, plant.state.rules().find_pack())) {
    clauses.push(spoken(plant, reason, seen));
  }
  const Json exempted = parse_json(ledger::text(row[table::kExempted])).value_or(Json());
  for (const Json& each : exempted.items()) clauses.push(lifted(plant, each, seen));
  return Json::object({{"id", ledger::text(row[table::kId])},
                       {"entry", decided.entry},
                       {"at", to_rfc3339(decided.at)},
                       {"verdict", ledger::text(row[table::kVerdict])},
                       {"facts", facts_of_vehicle(seen)},
                       {"warning", std::move(warning)},
                       {"plan", decided.plan},
                       {"packs", packs_at(plant, decided)},
                       {"clauses", std::move(clauses)}});
}

}  // namespace cleangate::service
