#include "domain/vehicle/dossier_change.h"

#include <algorithm>

namespace cleangate::vehicle {
namespace {

std::string source_of(const Dossier& dossier) {
  return dossier.decisive ? std::string(to_text(dossier.decisive->source)) : std::string();
}

int open_conflicts(const Dossier& dossier) {
  return static_cast<int>(std::ranges::count(dossier.conflicts, false, &Conflict::is_settled));
}

std::string with_source(std::string stage, const std::string& source, bool is_chinese) {
  const auto parsed = parse_stage_source(source);
  if (!parsed) return stage;
  if (is_chinese) return stage + "（" + std::string(to_chinese(*parsed)) + "）";
  return stage + " (" + std::string(to_english(*parsed)) + ")";
}

Json interval_json(StageInterval stage) {
  return Json::object({{"min", to_text(stage.min)}, {"max", to_text(stage.max)}});
}

Json side(StageInterval stage, StageInterval gate, const std::string& source, int conflicts,
          bool is_pending) {
  return Json::object({{"stage", interval_json(stage)},
                       {"gate_stage", interval_json(gate)},
                       {"source", source.empty() ? Json() : Json(source)},
                       {"conflicts", conflicts},
                       {"pending", is_pending}});
}

}  // namespace

std::optional<DossierChange> compare(const Dossier& before, const Dossier& after) {
  DossierChange change;
  change.before = before.stage;
  change.after = after.stage;
  change.gate_before = before.gate_stage;
  change.gate_after = after.gate_stage;
  change.source_before = source_of(before);
  change.source_after = source_of(after);
  change.conflicts_before = open_conflicts(before);
  change.conflicts_after = open_conflicts(after);
  change.was_pending = before.pending.has_value();
  change.is_pending = after.pending.has_value();
  for (auto highest = Stage::s0; highest < Stage::s6b;
       highest = static_cast<Stage>(static_cast<int>(highest) + 1)) {
    const auto was = at_most(change.gate_before, highest);
    const auto is = at_most(change.gate_after, highest);
    if (was != is) change.answers.push_back({highest, was, is});
  }
  const bool is_same = change.before == change.after && change.gate_before == change.gate_after &&
                       change.source_before == change.source_after &&
                       change.conflicts_before == change.conflicts_after &&
                       change.was_pending == change.is_pending;
  if (is_same) return std::nullopt;
  return change;
}

std::string describe_chinese(const DossierChange& change) {
  return with_source(describe_chinese(change.before), change.source_before, true) + "→" +
         with_source(describe_chinese(change.after), change.source_after, true);
}

std::string describe_english(const DossierChange& change) {
  return with_source(describe_english(change.before), change.source_before, false) + " -> " +
         with_source(describe_english(change.after), change.source_after, false);
}

Json to_json(const DossierChange& change) {
  Json answers = Json::array();
  for (const auto& answer : change.answers) {
    answers.push(Json::object({{"at_most", to_text(answer.highest)},
                               {"before", to_text(answer.before)},
                               {"after", to_text(answer.after)}}));
  }
  return Json::object({{"before", side(change.before, change.gate_before, change.source_before,
                                       change.conflicts_before, change.was_pending)},
                       {"after", side(change.after, change.gate_after, change.source_after,
                                      change.conflicts_after, change.is_pending)},
                       {"answers", std::move(answers)}});
}

}  // namespace cleangate::vehicle
