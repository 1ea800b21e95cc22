#include "domain/rules/decision.h"

#include <algorithm>
#include <array>

#include "domain/rules/shipped_packs.h"
#include "domain/vehicle/ga24.h"

namespace cleangate::rules {
namespace {

// Lists and visitors are no pack of a bureau's: they are the program's own.
constexpr std::string_view kBuiltin = "builtin";
constexpr std::string_view kBuiltinVersion = "1";

constexpr std::string_view kListDeny = "list.deny";
constexpr std::string_view kListWatch = "list.watch";
// Not of the law: with nothing to look up no clause can speak, so an entry lane asks the guard.
constexpr std::string_view kPlateMissing = "plate.missing";
constexpr std::string_view kVisitorUnknown = "visitor.unknown";
// Not of the law: what the packs in force say is not known, so the guard is asked.
constexpr std::string_view kRulesUnreadable = "rules.unreadable";
constexpr std::array kOwnClauses{kListDeny, kListWatch, kPlateMissing, kVisitorUnknown,
                                 kRulesUnreadable};

/// The second character of GA 24.4: 2 = medium; unknown for a code that says nothing (law.md,
/// Facts, of `heavy`).
Truth medium_of(const std::string& code) {
  if (code.size() < 2 || !vehicle::is_usable_class(code)) return Truth::unknown;
  return truth(code[1] == '2');
}

const RuleSet& rules_of(const Situation& situation) {
  return situation.rules ? *situation.rules : *shipped_rules();
}

Judged judged(const Situation& situation, const FactSet& facts) {
  return {facts, situation.at, situation.share_guard, situation.warning, situation.measures};
}

Json exemption_json(const Exemption& exemption) {
  return Json::object(
      {{"id", exemption.id},
       {"text", Json::object({{"zh", exemption.text.zh}, {"en", exemption.text.en}})},
       {"evidence", exemption.evidence}});
}

/// What the clause saw: the vehicle, the grade, and each further fact and parameter it names.
Json values_of(const Finding& finding, const Situation& situation, const FactSet& facts) {
  Json values = vehicle::to_json(situation.facts);
  values.set("grade", situation.grade);
  // An order or plan speaks during a warning, whether its clause says so or not.
  if (situation.warning && (finding.measure || finding.clause->when.uses(Fact::warning))) {
    values.set("warning", to_text(*situation.warning));
  }
  for (const auto& info : fact_catalogue()) {
    if (info.fact == Fact::stage || info.fact == Fact::warning || info.fact == Fact::grade)
      continue;
    const bool is_read = finding.clause->when.uses(info.fact) ||
                         (finding.is_lifted && finding.exemption->when.uses(info.fact));
    if (is_read) values.set(info.name, facts.text(info.fact));
  }
  // Its own count, which no fact of the situation has: each measure counts for itself.
  const bool counts = finding.measure && finding.clause->when.uses(Fact::admitted_today);
  for (const auto& [measure, admitted_today] : situation.measures) {
    if (!counts || measure.get() != finding.measure || !admitted_today) continue;
    values.set(info_of(Fact::admitted_today).name, std::to_string(*admitted_today));
  }
  for (std::size_t i = 0; i < finding.pack->parameters.size(); ++i) {
    const auto& parameter = finding.pack->parameters[i];
    if (finding.clause->when.uses_parameter(i)) {
      values.set(parameter.name, parameter.text_at(situation.at));
    }
  }
  if (finding.measure) {
    values.set("measure", finding.measure->id);
    if (!finding.measure->source.empty()) values.set("order", finding.measure->source);
  }
  if (finding.exemption && !finding.is_lifted) {
    values.set("exemption", exemption_json(*finding.exemption));
  }
  return values;
}

PackPtr pack_of(const Finding& finding, const RuleSet& rules) {
  if (finding.measure) return finding.measure->pack;
  const auto found = std::ranges::find(rules.packs(), finding.pack, &PackPtr::get);
  return found == rules.packs().end() ? nullptr : *found;
}

void add_pack_reasons(const Situation& situation, Decision& decision) {
  const auto facts = facts_of(situation);
  std::vector<Finding> findings;
  const auto& rules = rules_of(situation);
  rules.judge(judged(situation, facts), findings);
  for (const auto& finding : findings) {
    const auto& pack = *finding.pack;
    if (finding.is_lifted) {
      decision.exempted.push_back({pack.id, pack.version, finding.clause->id, finding.exemption->id,
                                   finding.exemption->text, finding.exemption->evidence,
                                   values_of(finding, situation, facts)});
      continue;
    }
    decision.reasons.push_back({pack.id, pack.version, finding.clause->id, finding.outcome,
                                values_of(finding, situation, facts), pack_of(finding, rules)});
  }
}

Reason own_reason(std::string_view clause, Outcome outcome, Json values) {
  return {std::string(kBuiltin), std::string(kBuiltinVersion), std::string(clause), outcome,
          std::move(values)};
}

void judge_list(const Situation& situation, std::string_view list, std::string_view clause,
                Outcome outcome, std::string_view source, Decision& decision) {
  for (const auto& hit : situation.lists) {
    if (hit.list != list || (!source.empty() && hit.source != source)) continue;
    decision.reasons.push_back(own_reason(
        clause, outcome,
        Json::object({{"item", hit.item}, {"source", hit.source}, {"reason", hit.reason}})));
  }
}

void judge_fault(const Situation& situation, Decision& decision) {
  if (situation.rules_fault.empty()) return;
  decision.reasons.push_back(own_reason(kRulesUnreadable, Outcome::hold,
                                        Json::object({{"fault", situation.rules_fault}})));
}

void judge_missing_plate(const Situation& situation, Decision& decision) {
  if (situation.has_plate || situation.direction != Direction::in) return;
  decision.reasons.push_back(own_reason(kPlateMissing, Outcome::hold, Json::object()));
}

void judge_visitor(const Situation& situation, Decision& decision) {
  const bool is_allowed =
      std::ranges::any_of(situation.lists, [](const ListHit& hit) { return hit.list == "allow"; });
  const bool is_unknown = !situation.is_known && situation.lists.empty();
  if (!situation.hold_unknown || !is_unknown || is_allowed) return;
  decision.reasons.push_back(own_reason(kVisitorUnknown, Outcome::hold,
                                        Json::object({{"has_plate", situation.has_plate}})));
}

Verdict worst_of(const std::vector<Reason>& reasons) {
  Verdict verdict = Verdict::admit;
  for (const auto& reason : reasons) {
    if (reason.outcome == Outcome::refuse) return Verdict::refuse;
    if (reason.outcome == Outcome::hold) verdict = Verdict::hold;
  }
  return verdict;
}

/// In the order of vehicle::VehicleMark.
constexpr std::array<Fact, vehicle::kMarkCount> kFactOfMark{Fact::special_vehicle,
                                                            Fact::dangerous_goods,
                                                            Fact::city_operation,
                                                            Fact::livelihood,
                                                            Fact::epidemic_supply,
                                                            Fact::rescue,
                                                            Fact::safe_production,
                                                            Fact::foreign_trade,
                                                            Fact::key_project,
                                                            Fact::urgent_repair,
                                                            Fact::clean_energy_machine,
                                                            Fact::local_nev,
                                                            Fact::bulk_cargo,
                                                            Fact::ready_mix_or_steel,
                                                            Fact::cement_tank,
                                                            Fact::plant_vehicle,
                                                            Fact::machine};

}  // namespace

std::string_view to_text(Verdict verdict) {
  constexpr std::array<std::string_view, 3> kNames{"admit", "hold", "refuse"};
  return kNames[static_cast<std::size_t>(verdict)];
}

std::optional<Verdict> parse_verdict(std::string_view text) {
  for (auto verdict : {Verdict::admit, Verdict::hold, Verdict::refuse}) {
    if (to_text(verdict) == text) return verdict;
  }
  return std::nullopt;
}

std::string_view to_text(Direction direction) {
  return direction == Direction::in ? "in" : "out";
}

const Reason* Decision::speaking() const {
  if (verdict == Verdict::admit) return nullptr;
  const auto wanted = verdict == Verdict::refuse ? Outcome::refuse : Outcome::hold;
  const auto found = std::ranges::find(reasons, wanted, &Reason::outcome);
  return found == reasons.end() ? nullptr : &*found;
}

FactSet facts_of(const Situation& situation) {
  FactSet facts = situation.other;
  for (std::size_t i = 0; i < vehicle::kMarkCount; ++i) {
    const auto said = situation.facts.marks.at(i);
    if (said != Truth::unknown) facts.set(kFactOfMark[i], said);
  }
  facts.set(Fact::truck, situation.facts.truck);
  facts.set(Fact::heavy, situation.facts.heavy);
  facts.set(Fact::medium, medium_of(situation.facts.vehicle_class));
  facts.set(Fact::nev, situation.facts.nev);
  facts.set(situation.facts.stage);
  facts.set(Fact::fuel, situation.facts.fuel);
  facts.set(Fact::vehicle_class, situation.facts.vehicle_class);
  facts.set(Fact::colour, plate::to_text(situation.colour));
  facts.set(Fact::direction, to_text(situation.direction));
  facts.set(Fact::grade, situation.grade);
  facts.set(Fact::warning, situation.warning ? to_text(*situation.warning) : "none");
  // What stands at a gate with a plate is no machine, unless the register says so.
  if (!facts.is_known(Fact::machine)) facts.set(Fact::machine, Truth::no);
  if (situation.share_qualifying) facts.set(Fact::share_qualifying, *situation.share_qualifying);
  if (situation.share_total) facts.set(Fact::share_total, *situation.share_total);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(situation.at + kPlantOffset);
  const auto day = std::chrono::floor<std::chrono::days>(minutes);
  facts.set(Fact::minute_of_day, std::int64_t{(minutes - day).count()});
  const std::chrono::year_month_day date{day};
  facts.set(Fact::day_of_month, std::int64_t{static_cast<unsigned>(date.day())});
  return facts;
}

Verdict judge(const Situation& situation, std::vector<Finding>& findings) {
  const auto facts = facts_of(situation);
  rules_of(situation).judge(judged(situation, facts), findings);
  if (situation.direction == Direction::out) return Verdict::admit;
  Verdict verdict = Verdict::admit;
  const auto worsen = [&](Verdict other) { verdict = std::max(verdict, other); };
  for (const auto& finding : findings) {
    if (finding.is_lifted || finding.outcome == Outcome::remind) continue;
    worsen(finding.outcome == Outcome::hold ? Verdict::hold : Verdict::refuse);
  }
  for (const auto& hit : situation.lists) {
    if (hit.list == "deny") worsen(Verdict::refuse);
  }
  const bool is_stranger = situation.hold_unknown && !situation.is_known && situation.lists.empty();
  const bool is_blind = !situation.has_plate || !situation.rules_fault.empty();
  if (is_stranger || is_blind) worsen(Verdict::hold);
  return verdict;
}

Decision decide(const Situation& situation) {
  Decision decision;
  judge_fault(situation, decision);
  // The law's order: order add-ons, plan, city rules, grade, lists, visitors.
  add_pack_reasons(situation, decision);
  judge_list(situation, "deny", kListDeny, Outcome::refuse, "bureau", decision);
  judge_list(situation, "deny", kListDeny, Outcome::refuse, "plant", decision);
  judge_list(situation, "watch", kListWatch, Outcome::remind, "", decision);
  judge_missing_plate(situation, decision);
  judge_visitor(situation, decision);
  decision.verdict = worst_of(decision.reasons);
  if (situation.direction == Direction::out) decision.verdict = Verdict::admit;
  return decision;
}

Json to_log_json(const Decision& decision) {
  Json out = Json::array();
  for (const auto& reason : decision.reasons) {
    out.push(Json::object({{"pack", reason.pack},
                           {"version", reason.version},
                           {"clause", reason.clause},
                           {"outcome", to_text(reason.outcome)},
                           {"values", reason.values}}));
  }
  return out;
}

Json exempted_json(const Decision& decision) {
  Json out = Json::array();
  for (const auto& each : decision.exempted) {
    out.push(Json::object({{"pack", each.pack},
                           {"version", each.version},
                           {"clause", each.clause},
                           {"exemption", each.exemption},
                           {"text", Json::object({{"zh", each.text.zh}, {"en", each.text.en}})},
                           {"evidence", each.evidence},
                           {"values", each.values}}));
  }
  return out;
}

std::vector<Reason> reasons_from_log(const Json& reasons, const FindPack& find) {
  std::vector<Reason> out;
  for (const Json& item : reasons.items()) {
    Reason reason;
    reason.pack = item["pack"].text().value_or("");
    reason.version = item["version"].text().value_or("");
    reason.clause = item["clause"].text().value_or("");
    const bool is_own = std::ranges::find(kOwnClauses, reason.clause) != kOwnClauses.end();
    if (reason.pack.empty() || (reason.pack == kBuiltin && !is_own)) continue;
    reason.outcome = parse_outcome(item["outcome"].text().value_or("")).value_or(Outcome::remind);
    reason.values = item["values"];
    if (find && !is_own) reason.words = find(reason.pack, reason.version);
    out.push_back(std::move(reason));
  }
  return out;
}

}  // namespace cleangate::rules
