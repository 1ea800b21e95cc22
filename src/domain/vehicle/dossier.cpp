#include "domain/vehicle/dossier.h"

#include <algorithm>
#include <array>

#include "domain/vehicle/vin.h"

namespace cleangate::vehicle {
namespace {

constexpr std::array<std::string_view, 6> kSetAside = {"other_vin", "other_plate", "later",
                                                       "expired",   "superseded",  "silent"};
constexpr std::array<std::string_view, 4> kPending = {"unknown", "inferred", "ambiguous",
                                                      "conflict"};

bool is_confirmed(const Statement& statement, WallTime at) {
  return statement.confirmed_at && *statement.confirmed_at <= at;
}

/// Rank at the moment: a confirmed guard's word is the plant's.
StageSource rank_of(const Statement& statement, WallTime at) {
  const bool is_plants = statement.source == StageSource::guard && is_confirmed(statement, at);
  return is_plants ? StageSource::registry : statement.source;
}

std::optional<SetAside> reason_against(const Statement& statement, const DossierSubject& subject,
                                       WallTime at) {
  if (!statement.vin.empty() && !subject.vin.empty() &&
      normalise_vin(statement.vin) != normalise_vin(subject.vin)) {
    return SetAside::other_vin;
  }
  using plate::Colour;
  const bool has_other_colour = statement.colour != Colour::unknown &&
                                subject.colour != Colour::unknown &&
                                statement.colour != subject.colour;
  const bool has_other_plate = !statement.plate.empty() && !subject.plate.empty() &&
                               plate::normalise(statement.plate) != subject.plate;
  if (has_other_plate || has_other_colour) return SetAside::other_plate;
  if (statement.at > at) return SetAside::later;
  if (statement.until && at >= *statement.until && !is_confirmed(statement, at)) {
    return SetAside::expired;
  }
  if (statement.stage.is_unknown()) return SetAside::silent;
  return std::nullopt;
}

/// Those that count, best first, one of each source.
std::vector<Statement> ranked(const DossierSubject& subject,
                              const std::vector<Statement>& statements, WallTime at,
                              std::vector<SetAsideStatement>& set_aside) {
  std::vector<Statement> counting;
  for (const auto& statement : statements) {
    if (const auto reason = reason_against(statement, subject, at)) {
      set_aside.push_back({statement, *reason});
    } else {
      counting.push_back(statement);
    }
  }
  // Of two said in the same millisecond the later in the list is the newer.
  std::ranges::reverse(counting);
  std::ranges::stable_sort(counting, [at](const Statement& a, const Statement& b) {
    const auto rank_a = rank_of(a, at), rank_b = rank_of(b, at);
    return rank_a != rank_b ? rank_a < rank_b : a.at > b.at;
  });
  std::vector<Statement> kept;
  for (auto& statement : counting) {
    if (!kept.empty() && rank_of(kept.back(), at) == rank_of(statement, at)) {
      set_aside.push_back({std::move(statement), SetAside::superseded});
    } else {
      kept.push_back(std::move(statement));
    }
  }
  return kept;
}

bool is_ambiguous(StageInterval stage) {
  return stage.min != stage.max && stage.min != Stage::s6a;
}

/// From when a person was wanted: an expired word leaves nothing behind from its end on.
WallTime wanted_since(const Dossier& dossier, const DossierSubject& subject) {
  WallTime since = subject.known_since;
  if (!dossier.decisive || dossier.is_inferred()) {
    for (const auto& [statement, reason] : dossier.set_aside) {
      if (reason == SetAside::expired) since = std::max(since, *statement.until);
    }
  }
  return since;
}

std::optional<Pending> pending_of(const Dossier& dossier, const DossierSubject& subject,
                                  std::chrono::hours due) {
  Pending pending;
  pending.since = wanted_since(dossier, subject);
  if (dossier.stage.is_unknown()) {
    pending.reasons.push_back(PendingReason::unknown);
  } else {
    if (dossier.is_inferred()) pending.reasons.push_back(PendingReason::inferred);
    if (is_ambiguous(dossier.stage)) pending.reasons.push_back(PendingReason::ambiguous);
    if (pending.reasons.size() == 1 && !dossier.is_inferred()) {
      pending.since = std::max(pending.since, dossier.decisive->at);
    }
  }
  std::optional<WallTime> conflict_since;
  for (const auto& conflict : dossier.conflicts) {
    if (conflict.is_settled) continue;
    conflict_since = std::min(conflict_since.value_or(conflict.since), conflict.since);
  }
  if (conflict_since) {
    pending.since =
        pending.reasons.empty() ? *conflict_since : std::min(pending.since, *conflict_since);
    pending.reasons.push_back(PendingReason::conflict);
  }
  if (pending.reasons.empty()) return std::nullopt;
  pending.deadline = pending.since + due;
  return pending;
}

Json interval_json(StageInterval stage) {
  return Json::object({{"min", to_text(stage.min)}, {"max", to_text(stage.max)}});
}

}  // namespace

std::string_view to_text(SetAside reason) {
  return kSetAside[static_cast<std::size_t>(reason)];
}
std::string_view to_text(PendingReason reason) {
  return kPending[static_cast<std::size_t>(reason)];
}

StageInterval stage_for_gate(const Statement& decisive, StageInterval stage) {
  if (decisive.source != StageSource::inference) return stage;
  if (stage.is_electric() || decisive.confidence <= Confidence::low) return {};
  return {Stage::s0, stage.max};
}

Dossier merge_statements(const DossierSubject& subject, const std::vector<Statement>& statements,
                         WallTime at, std::chrono::hours due) {
  Dossier dossier;
  const auto counting = ranked(subject, statements, at, dossier.set_aside);
  if (!counting.empty()) {
    const Statement& best = counting.front();
    dossier.decisive = best;
    dossier.stage = best.stage;
    dossier.age = std::chrono::duration_cast<Milliseconds>(at - best.at);
    for (auto other = counting.begin() + 1; other != counting.end(); ++other) {
      const bool is_guess = other->source == StageSource::inference;
      if (const auto both = overlap(dossier.stage, other->stage)) {
        if (is_documentary(other->source)) dossier.stage = *both;
      } else if (!is_guess || other->confidence > Confidence::low) {
        const WallTime since = is_guess ? best.at : std::max(best.at, other->at);
        const bool is_settled = is_confirmed(best, at) && *best.confirmed_at >= since;
        dossier.conflicts.push_back({*other, since, is_settled});
      }
    }
    dossier.gate_stage = stage_for_gate(best, dossier.stage);
  }
  dossier.pending = pending_of(dossier, subject, due);
  dossier.counting = counting;
  return dossier;
}

Knowledge known_without(const Dossier& dossier, std::size_t place) {
  auto rest = dossier.counting;
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(place));
  if (rest.empty()) return {};
  StageInterval stage = rest.front().stage;
  for (const auto& other : rest) {
    const auto both = overlap(stage, other.stage);
    if (both && is_documentary(other.source)) stage = *both;
  }
  return {stage, stage_for_gate(rest.front(), stage)};
}

Registered with_dossier(Registered facts, const Dossier& dossier) {
  facts.stage = dossier.gate_stage;
  facts.stage_source = dossier.decisive ? std::string(to_text(dossier.decisive->source)) : "";
  return facts;
}

Json to_json(const Dossier& dossier) {
  Json json = Json::object({{"stage", interval_json(dossier.stage)},
                            {"gate_stage", interval_json(dossier.gate_stage)},
                            {"decisive", dossier.decisive ? to_json(*dossier.decisive) : Json()}});
  if (dossier.age) {
    json.set("age_days", std::chrono::duration_cast<std::chrono::days>(*dossier.age).count());
  }
  Json counting = Json::array();
  for (std::size_t place = 0; place < dossier.counting.size(); ++place) {
    const auto without = known_without(dossier, place);
    counting.push(Json::object(
        {{"statement", to_json(dossier.counting[place])},
         {"without", Json::object({{"stage", interval_json(without.stage)},
                                   {"gate_stage", interval_json(without.gate_stage)}})}}));
  }
  json.set("counting", std::move(counting));
  Json conflicts = Json::array();
  for (const auto& conflict : dossier.conflicts) {
    conflicts.push(Json::object({{"against", to_json(conflict.against)},
                                 {"since", to_rfc3339(conflict.since)},
                                 {"settled", conflict.is_settled}}));
  }
  json.set("conflicts", std::move(conflicts));
  Json aside = Json::array();
  for (const auto& [statement, reason] : dossier.set_aside) {
    aside.push(Json::object({{"statement", to_json(statement)}, {"reason", to_text(reason)}}));
  }
  json.set("set_aside", std::move(aside));
  if (!dossier.pending) return json.set("pending", Json());
  Json reasons = Json::array();
  for (const auto reason : dossier.pending->reasons) reasons.push(to_text(reason));
  return json.set("pending", Json::object({{"reasons", std::move(reasons)},
                                           {"since", to_rfc3339(dossier.pending->since)},
                                           {"deadline", to_rfc3339(dossier.pending->deadline)}}));
}

}  // namespace cleangate::vehicle
