#pragma once
// Reads rules/*.golden.toml and runs a case against a pack. For tests only.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/toml.h"
#include "domain/rules/rule_set.h"

namespace cleangate::rules {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}
inline std::filesystem::path rules_folder() {
  return std::filesystem::path(CLEANGATE_SOURCE_DIR) / "rules";
}

struct GoldenFile {
  std::string name;
  Toml toml;
};
inline std::vector<GoldenFile> golden_files() {
  std::vector<GoldenFile> files;
  for (const auto& entry : std::filesystem::directory_iterator(rules_folder())) {
    const auto name = entry.path().filename().string();
    if (!name.ends_with(".golden.toml")) continue;
    auto toml = parse_toml(read_file(entry.path()));
    if (!toml) {
      ADD_FAILURE() << name << ":" << toml.error().place.line << ": " << toml.error().message;
      continue;
    }
    files.push_back({name, *std::move(toml)});
  }
  return files;
}

inline Truth truth_of(const Toml& value) {
  return value.boolean() ? truth(*value.boolean()) : Truth::unknown;
}
inline vehicle::StageInterval stage_of(const Toml& value) {
  const auto text =
      value.integer() ? std::to_string(*value.integer()) : std::string(value.text().value_or("X"));
  const auto dots = text.find("..");
  if (dots == text.npos) return vehicle::parse_stage(text, text).value();
  return vehicle::parse_stage(text.substr(0, dots), text.substr(dots + 2)).value();
}
inline void set_facts(const Toml& table, FactSet& facts) {
  for (const auto& [name, place, value] : table.members()) {
    const auto* info = find_fact(name);
    if (!info) {
      ADD_FAILURE() << "line " << place.line << ": no fact is called " << name;
    } else if (info->type == Type::truth) {
      facts.set(info->fact, truth_of(value));
    } else if (info->type == Type::stage) {
      facts.set(stage_of(value));
    } else if (info->type == Type::integer) {
      facts.set(info->fact, value.integer().value());
    } else {
      facts.set(info->fact, value.text().value());
    }
  }
}
inline Json json_of(const Toml& toml) {
  if (toml.integer()) return *toml.integer();
  if (toml.boolean()) return *toml.boolean();
  if (toml.text()) return *toml.text();
  Json out = toml.is(Toml::Kind::array) ? Json::array() : Json::object();
  for (const auto& item : toml.items()) out.push(json_of(item));
  for (const auto& [key, place, value] : toml.members()) out.set(key, json_of(value));
  return toml.exists() ? out : Json();
}

struct Case {
  const Toml& toml;
  PackPtr pack;
  FactSet facts;
  WallTime at;
  std::string where;
};

inline std::string differs(std::string_view what, std::string_view got, std::string_view wanted) {
  if (got == wanted) return {};
  return std::string(what) + " is '" + std::string(got) + "', not '" + std::string(wanted) + "'; ";
}

inline std::string indicator_fault(const Case& test) {
  const auto id = test.toml["indicator"].text().value();
  const auto found = std::ranges::find(test.pack->indicators, id, &Indicator::id);
  if (found == test.pack->indicators.end()) return "no such indicator";
  std::string fault;
  const auto check = [&](std::string_view key, const Expression& expression) {
    if (!test.toml[key].exists()) return;
    fault += differs(key, to_text(expression.evaluate(test.facts, test.pack->parameters, test.at)),
                     to_text(truth_of(test.toml[key])));
  };
  check("counts", found->counts);
  if (test.toml["rest"].exists() && !found->rest) return "the rest may be anything";
  check("rest", found->rest.value_or(Expression()));
  if (test.toml["met"].exists()) {
    const bool met = found->is_met(test.toml["qualifying"].integer().value(),
                                   test.toml["total"].integer().value());
    fault += differs("met", met ? "true" : "false", *test.toml["met"].boolean() ? "true" : "false");
  }
  if (test.toml["grades"].exists()) {
    std::string grades;
    for (std::int64_t cell = 0; cell < 32; ++cell) {
      if (!found->grades.holds(cell)) continue;
      grades += (grades.empty() ? "" : " ") + decode(Domain::grade, cell);
    }
    fault += differs("grades", grades, test.toml["grades"].text().value());
  }
  const auto& definition = test.toml["definition"];
  if (definition.exists()) fault += differs("definition", found->definition, *definition.text());
  return fault;
}

inline std::string production_fault(const Case& test) {
  const auto& wanted = test.toml["production"];
  const auto grade = encode(Domain::grade, wanted["grade"].text().value()).value();
  const auto level = parse_level(wanted["level"].text().value());
  std::string verbs;
  for (const auto& measure : test.pack->production) {
    if (!measure.grades.holds(grade) || measure.level != level) continue;
    verbs += (verbs.empty() ? "" : " ") + measure.verb +
             (measure.percent ? " " + std::to_string(*measure.percent) : "");
  }
  return differs("production", verbs, wanted["is"].text().value());
}

inline std::string verdict_fault(const Case& test) {
  MeasureInForce in_force;
  RuleSet rules;
  if (test.pack->kind == PackKind::template_) {
    const MeasureRequest request{"1",
                                 "",
                                 Group::order,
                                 {WallTime{}, {}},
                                 {},
                                 test.pack,
                                 json_of(test.toml["parameters"]),
                                 json_of(test.toml["exemptions"])};
    const auto measure = make_measure(request);
    if (!measure) return measure.error().message;
    in_force = {*measure, std::nullopt};
  } else {
    rules = RuleSet({test.pack});
  }
  std::vector<Finding> findings;
  const auto guard = parse_outcome(test.toml["share_guard"].text().value_or("remind")).value();
  std::span<const MeasureInForce> measures;
  if (in_force.measure) measures = {&in_force, 1};
  rules.judge({test.facts, test.at, guard, std::nullopt, measures}, findings);
  std::string clauses;
  std::string lifted;
  std::string verdict = "admit";
  for (const auto& finding : findings) {
    if (finding.is_lifted) {
      lifted += (lifted.empty() ? "" : " ") + finding.exemption->id;
      continue;
    }
    const std::string outcome(to_text(finding.outcome));
    clauses += (clauses.empty() ? "" : " ") + finding.clause->id + ":" + outcome;
    if (outcome == "refuse" || (outcome == "hold" && verdict == "admit")) verdict = outcome;
  }
  return differs("verdict", verdict, test.toml["verdict"].text().value_or("")) +
         differs("clauses", clauses, test.toml["clauses"].text().value_or("")) +
         differs("lifted", lifted, test.toml["lifted"].text().value_or(""));
}

/// "" when the pack does what the case says.
inline std::string fault_of(const Case& test) {
  if (test.toml["indicator"].exists()) return indicator_fault(test);
  if (test.toml["production"].exists()) return production_fault(test);
  if (test.toml["warns"].exists()) {
    const auto level = RuleSet({test.pack}).warning_for(test.facts, test.at);
    return differs("warns", level ? to_text(*level) : "none", test.toml["warns"].text().value());
  }
  if (test.toml["says"].exists()) {
    const std::string said = test.pack->citation + test.pack->note + test.pack->document;
    return said.contains(test.toml["says"].text().value()) ? "" : "does not say it";
  }
  return verdict_fault(test);
}

inline Case case_of(const GoldenFile& file, const Toml& toml, const PackPtr& pack) {
  Case test{toml, pack, {}, {}, file.name + ":" + std::to_string(toml.place().line) + ": "};
  test.at = parse_rfc3339(toml["at"].exists() ? std::string(toml["at"].date().value())
                                              : "2026-11-24T10:00:00+08:00")
                .value();
  set_facts(file.toml["facts"], test.facts);
  set_facts(toml["facts"], test.facts);
  return test;
}

}  // namespace cleangate::rules
