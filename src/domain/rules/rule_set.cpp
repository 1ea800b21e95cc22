#include "domain/rules/rule_set.h"

#include <algorithm>
#include <iterator>

namespace cleangate::rules {
namespace {

Truth is_of_grade(const Clause& clause, const FactSet& facts) {
  if (clause.grades.bits == 0 && clause.unverified_grades.bits == 0) return Truth::yes;
  const auto grade = facts.cell(Fact::grade);
  if (grade == kUnknownCell) return Truth::unknown;
  return truth(clause.grades.holds(grade) || clause.unverified_grades.holds(grade));
}

void judge_clause(const Pack& pack, const Clause& clause, const Measure* measure,
                  const FactSet& facts, const Judged& judged, std::vector<Finding>& findings) {
  const auto of_grade = is_of_grade(clause, facts);
  if (of_grade == Truth::no) return;
  const auto condition = of_grade && clause.when.evaluate(facts, pack.parameters, judged.at);
  if (condition == Truth::no) return;
  const auto if_true = clause.outcome_by_share_guard ? judged.share_guard : clause.outcome;
  Finding finding{&pack, &clause, measure, condition == Truth::yes ? if_true : clause.on_unknown,
                  condition};
  for (const auto& exemption : clause.exemptions) {
    const auto applies = exemption.when.evaluate(facts, pack.parameters, judged.at);
    if (applies == Truth::no) continue;
    // law.md, Combination: true removes the clause, unknown turns its refuse into hold.
    if (applies == Truth::yes || !finding.exemption) finding.exemption = &exemption;
    if (applies == Truth::yes) {
      finding.is_lifted = true;
      break;
    }
    if (finding.outcome == Outcome::refuse) finding.outcome = Outcome::hold;
  }
  findings.push_back(finding);
}

void judge_measures(Group group, const Judged& judged, std::vector<Finding>& findings) {
  for (const auto& [measure, admitted_today] : judged.measures) {
    if (measure->group != group || !measure->validity.holds(judged.at)) continue;
    if (!measure->is_for(judged.warning)) continue;
    FactSet facts = judged.facts;
    if (admitted_today) facts.set(Fact::admitted_today, *admitted_today);
    for (const auto& clause : measure->pack->clauses) {
      judge_clause(*measure->pack, clause, measure.get(), facts, judged, findings);
    }
  }
}

}  // namespace

RuleSet::RuleSet(std::vector<PackPtr> packs) : packs_(std::move(packs)) {
  for (const auto& pack : packs_) {
    if (pack->kind == PackKind::template_ || pack->kind == PackKind::thresholds) continue;
    for (const auto& clause : pack->clauses) {
      Entry* replaced = nullptr;
      if (pack->kind == PackKind::overlay) {
        for (auto& entry : entries_) {
          if (entry.clause->id != clause.id) continue;
          entry.replaced_by.push_back(pack.get());
          replaced = &entry;
        }
      }
      const Entry entry{pack.get(), &clause, {}};
      // It takes the place of the clause that it replaces.
      if (replaced) {
        entries_.insert(entries_.begin() + (replaced - entries_.data()) + 1, entry);
      } else {
        entries_.push_back(entry);
      }
    }
  }
  std::vector<Entry> sorted;
  for (const auto group : {Group::order, Group::plan, Group::city, Group::grade}) {
    std::ranges::copy_if(entries_, std::back_inserter(sorted),
                         [&](const Entry& entry) { return entry.clause->group == group; });
  }
  entries_ = std::move(sorted);
}

void RuleSet::judge(const Judged& judged, std::vector<Finding>& findings) const {
  findings.clear();
  judge_measures(Group::order, judged, findings);
  judge_measures(Group::plan, judged, findings);
  for (const auto& [pack, clause, replaced_by] : entries_) {
    if (!pack->validity.holds(judged.at)) continue;
    const bool is_replaced = std::ranges::any_of(
        replaced_by, [&](const Pack* overlay) { return overlay->validity.holds(judged.at); });
    if (!is_replaced) judge_clause(*pack, *clause, nullptr, judged.facts, judged, findings);
  }
}

bool RuleSet::has_base(WallTime at) const {
  return std::ranges::any_of(packs_, [&](const PackPtr& pack) {
    return pack->kind == PackKind::base && pack->validity.holds(at);
  });
}

std::optional<Level> RuleSet::warning_for(const FactSet& forecast, WallTime at) const {
  std::optional<Level> highest;
  for (const auto& pack : packs_) {
    if (pack->kind != PackKind::thresholds || !pack->validity.holds(at)) continue;
    for (const auto& clause : pack->clauses) {
      if (clause.when.evaluate(forecast, pack->parameters, at) != Truth::yes) continue;
      highest = std::max(highest.value_or(*clause.warns), *clause.warns);
    }
  }
  return highest;
}

}  // namespace cleangate::rules
