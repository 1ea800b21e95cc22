#include "domain/rules/decision.h"

#include <algorithm>
#include <array>

namespace cleangate::rules {
namespace {

// Lists and visitors are no pack of a bureau's: they are the program's own.
constexpr std::string_view kBuiltin = "builtin";
constexpr std::string_view kBuiltinVersion = "1";
constexpr std::string_view kGeneric = "cn-2020-340-generic";
constexpr std::string_view kGenericVersion = "1";

constexpr std::string_view kListDeny = "list.deny";
constexpr std::string_view kListWatch = "list.watch";
// Not of the law: with nothing to look up no clause can speak, so an entry lane asks the guard.
constexpr std::string_view kPlateMissing = "plate.missing";
constexpr std::string_view kVisitorUnknown = "visitor.unknown";
constexpr std::string_view kBanHeavy = "warning.ban-heavy-le4";
constexpr std::array kClauses{kListDeny, kListWatch, kPlateMissing, kVisitorUnknown, kBanHeavy};

std::optional<Outcome> outcome_when(Truth condition, Outcome if_true, Outcome if_unknown) {
  if (condition == Truth::yes) return if_true;
  if (condition == Truth::unknown) return if_unknown;
  return std::nullopt;
}

// 环办大气函〔2020〕340号, B and C measures: 停止使用国四及以下重型载货车辆（含燃气）进行运输.
// B- is read as C (unverified, law.md).
void judge_warning_ban(const Situation& situation, Decision& decision) {
  if (!situation.warning) return;
  const auto& grade = situation.grade;
  if (grade != "B" && grade != "C" && grade != "B-") return;
  const auto& facts = situation.facts;
  const Truth banned =
      facts.truck && facts.heavy && vehicle::at_most(facts.stage, vehicle::Stage::s4) && !facts.nev;
  const auto outcome = outcome_when(banned, Outcome::refuse, Outcome::hold);
  if (!outcome) return;
  Json values = vehicle::to_json(facts);
  values.set("warning", to_text(*situation.warning));
  values.set("grade", grade);
  decision.reasons.push_back({kGeneric, kGenericVersion, kBanHeavy, *outcome, std::move(values)});
}

void judge_list(const Situation& situation, std::string_view list, std::string_view clause,
                Outcome outcome, std::string_view source, Decision& decision) {
  for (const auto& hit : situation.lists) {
    if (hit.list != list || (!source.empty() && hit.source != source)) continue;
    decision.reasons.push_back(
        {kBuiltin, kBuiltinVersion, clause, outcome,
         Json::object({{"item", hit.item}, {"source", hit.source}, {"reason", hit.reason}})});
  }
}

void judge_missing_plate(const Situation& situation, Decision& decision) {
  if (situation.has_plate || situation.direction != Direction::in) return;
  decision.reasons.push_back(
      {kBuiltin, kBuiltinVersion, kPlateMissing, Outcome::hold, Json::object()});
}

void judge_visitor(const Situation& situation, Decision& decision) {
  const bool is_allowed =
      std::ranges::any_of(situation.lists, [](const ListHit& hit) { return hit.list == "allow"; });
  const bool is_unknown = !situation.is_known && situation.lists.empty();
  if (!situation.hold_unknown || !is_unknown || is_allowed) return;
  decision.reasons.push_back({kBuiltin, kBuiltinVersion, kVisitorUnknown, Outcome::hold,
                              Json::object({{"has_plate", situation.has_plate}})});
}

Verdict worst_of(const std::vector<Reason>& reasons) {
  Verdict verdict = Verdict::admit;
  for (const auto& reason : reasons) {
    if (reason.outcome == Outcome::refuse) return Verdict::refuse;
    if (reason.outcome == Outcome::hold) verdict = Verdict::hold;
  }
  return verdict;
}

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

std::string_view to_text(Outcome outcome) {
  constexpr std::array<std::string_view, 3> kNames{"remind", "hold", "refuse"};
  return kNames[static_cast<std::size_t>(outcome)];
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

Decision decide(const Situation& situation) {
  Decision decision;
  // The law's order: order add-ons, plan, city rules, grade, lists, visitors.
  judge_warning_ban(situation, decision);
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

std::vector<Reason> reasons_from_log(const Json& reasons) {
  std::vector<Reason> out;
  for (const Json& item : reasons.items()) {
    const auto clause = item["clause"].text().value_or("");
    const auto known = std::ranges::find(kClauses, clause);
    if (known == kClauses.end()) continue;
    const auto outcome = item["outcome"].text().value_or("");
    Reason reason;
    reason.pack = item["pack"].text() == kGeneric ? kGeneric : kBuiltin;
    reason.version = reason.pack == kGeneric ? kGenericVersion : kBuiltinVersion;
    reason.clause = *known;
    reason.outcome = outcome == "refuse" ? Outcome::refuse
                     : outcome == "hold" ? Outcome::hold
                                         : Outcome::remind;
    reason.values = item["values"];
    out.push_back(std::move(reason));
  }
  return out;
}

}  // namespace cleangate::rules
