#include <algorithm>
#include <set>

#include "base/limits.h"
#include "domain/rules/pack_fields.h"

namespace cleangate::rules {
namespace {

constexpr std::int64_t kMany = 1'000'000'000;
constexpr std::pair<std::string_view, Evidence> kEvidences[]{{"primary", Evidence::primary},
                                                             {"secondary", Evidence::secondary},
                                                             {"brochure", Evidence::brochure},
                                                             {"unverified", Evidence::unverified}};
constexpr std::pair<std::string_view, Outcome> kOutcomes[]{
    {"remind", Outcome::remind}, {"hold", Outcome::hold}, {"refuse", Outcome::refuse}};
constexpr std::pair<std::string_view, Level> kLevels[]{
    {"yellow", Level::yellow}, {"orange", Level::orange}, {"red", Level::red}};

constexpr std::pair<std::string_view, PackKind> kKinds[]{{"base", PackKind::base},
                                                         {"overlay", PackKind::overlay},
                                                         {"template", PackKind::template_},
                                                         {"thresholds", PackKind::thresholds}};
constexpr std::pair<std::string_view, Group> kGroups[]{
    {"order", Group::order}, {"plan", Group::plan}, {"city", Group::city}, {"grade", Group::grade}};

class PackReader {
 public:
  PackReader(std::string_view file, std::vector<Problem>& problems) : fields_(file, problems) {}

  PackPtr read(const Toml& toml) {
    read_head(toml);
    read_parameters(toml);
    read_lets(toml);
    read_clauses(toml);
    read_production(toml);
    read_indicators(toml);
    look_for_unused(toml);
    return fields_.has_problem() ? nullptr : std::make_shared<const Pack>(std::move(pack_));
  }

 private:
  void read_head(const Toml& toml) {
    fields_.only(toml, {"id", "version", "kind", "title", "document", "citation", "region",
                        "industry", "note", "template", "valid_from", "valid_to", "evidence",
                        "parameter", "let", "clause", "production", "indicator"});
    pack_.id = fields_.name(toml, "id");
    pack_.version = fields_.name(toml, "version");
    pack_.kind = fields_.choice<PackKind>(toml, "kind", kKinds, std::nullopt);
    pack_.title = fields_.both(toml, "title", true);
    pack_.document = fields_.text(toml, "document", true);
    pack_.citation = fields_.text(toml, "citation", true);
    pack_.region = fields_.text(toml, "region", true);
    const bool digits = pack_.region.find_first_not_of("0123456789") == std::string::npos;
    if (!pack_.region.empty() && (pack_.region.size() != 6 || !digits)) {
      fields_.problem(toml["region"].place(), "'" + pack_.region + "' is no region",
                      "write six digits of GB/T 2260; 000000 is the whole country");
    }
    pack_.industry = fields_.text(toml, "industry", true);
    pack_.note = fields_.text(toml, "note");
    pack_.template_name = fields_.text(toml, "template", pack_.kind == PackKind::template_);
    if (!toml["valid_from"].exists()) {
      fields_.problem(toml.place(), "valid_from is missing", "add valid_from = 2020-07-01");
    }
    pack_.validity = read_validity(toml).value_or(Validity{});
    pack_.evidence = fields_.choice<Evidence>(toml, "evidence", kEvidences, std::nullopt);
  }

  std::optional<Validity> read_validity(const Toml& table) {
    const auto from = fields_.date(table, "valid_from");
    const auto to = fields_.date(table, "valid_to");
    if (from && to && *to <= *from) {
      fields_.problem(table["valid_to"].place(), "valid_to is not after valid_from",
                      "write the first day on which it counts no more");
    }
    return from ? std::optional(Validity{*from, to}) : std::nullopt;
  }

  /// A name that clauses may use; not taken, no word of the language.
  std::string read_new_name(const Toml& table) {
    auto name = fields_.name(table, "name");
    static const std::set<std::string_view> kReserved{"and",  "or",    "not",   "in",
                                                      "true", "false", "window"};
    const bool taken = find_fact(name) || kReserved.contains(name) || !names_.insert(name).second;
    if (taken && !name.empty()) {
      fields_.problem(table["name"].place(), "'" + name + "' is taken", "find another name");
    }
    const bool digit_first = !name.empty() && name[0] >= '0' && name[0] <= '9';
    if (name.find_first_of(".-") != std::string::npos || digit_first) {
      fields_.problem(table["name"].place(), "'" + name + "' cannot stand in an expression",
                      "use letters, digits and _, a letter first");
    }
    return name;
  }

  void read_parameters(const Toml& toml) {
    for (const auto& table : toml["parameter"].items()) read_parameter(table);
    if (pack_.parameters.size() > kMaxPackParameters) {
      fields_.problem(toml["parameter"].place(), "too many parameters",
                      "at most " + std::to_string(kMaxPackParameters));
    }
  }

  void read_parameter(const Toml& table) {
    fields_.only(table, {"name", "type", "of", "min", "max", "required", "value", "values", "text",
                         "citation"});
    Parameter parameter;
    parameter.name = read_new_name(table);
    const auto type = fields_.text(table, "type", true);
    fields_.both(table, "text");
    static_cast<void>(fields_.text(table, "citation"));
    read_parameter_type(table, type, parameter);
    if (const auto& single = table["value"]; single.exists()) {
      add_value(parameter, single, pack_.validity.from);
    }
    for (const auto& dated : table["values"].items()) {
      fields_.only(dated, {"from", "value"});
      const auto from = fields_.date(dated, "from");
      if (!from) fields_.problem(dated.place(), "from is missing", "add from = 2020-07-01");
      if (!parameter.values.empty() && from && *from <= parameter.values.back().from) {
        fields_.problem(dated.place(), "the dates must rise", "sort the values by from");
      }
      add_value(parameter, dated["value"], from.value_or(WallTime{}));
    }
    if (fields_.boolean(table, "required", false)) {
      pack_.required.push_back(parameter.name);
    } else if (parameter.values.empty()) {
      fields_.problem(table.place(), "the parameter has no value",
                      "add value = …, or required = true in a template");
    }
    pack_.parameters.push_back(std::move(parameter));
  }

  void read_parameter_type(const Toml& table, std::string_view type, Parameter& parameter) {
    if (type == "number") {
      parameter.min = fields_.integer(table, "min", -kMany, kMany).value_or(0);
      parameter.max = fields_.integer(table, "max", -kMany, kMany).value_or(kMany);
      if (parameter.max < parameter.min) {
        fields_.problem(table["max"].place(), "max is below min", "write min ≤ max");
      }
    } else if (type == "time") {
      parameter.max = 1439;
      parameter.is_time = true;
    } else if (type == "yes_no") {
      parameter.type = Type::truth;
    } else if (type == "stage") {
      parameter.type = Type::stage;
    } else if (type == "word" || type == "words") {
      parameter.type = Type::symbol;
      parameter.is_list = type == "words";
      const auto domain = parse_domain(fields_.text(table, "of", true));
      if (!domain) {
        fields_.problem(table["of"].exists() ? table["of"].place() : table.place(),
                        "there is no such kind of words",
                        "use fuel, vehicle_class, colour, direction, grade, level, flow, unit");
      }
      parameter.domain = domain.value_or(Domain::fuel);
    } else if (!type.empty()) {
      fields_.problem(table["type"].place(), "'" + std::string(type) + "' is no type",
                      "use number, time, yes_no, stage, word, words");
    }
  }

  void add_value(Parameter& parameter, const Toml& toml, WallTime from) {
    GivenValue given{toml.integer(), toml.boolean(), std::nullopt, std::nullopt};
    if (toml.text()) given.text = std::string(*toml.text());
    if (toml.is(Toml::Kind::array)) {
      given.words.emplace();
      for (const auto& item : toml.items()) given.words->emplace_back(item.text().value_or(""));
    }
    auto value = read_value(parameter, given);
    if (!value) {
      fields_.problem(toml.place(), value.error().message, "write a value of the parameter's type");
      return;
    }
    value->from = from;
    parameter.values.push_back(*std::move(value));
  }

  void read_lets(const Toml& toml) {
    for (const auto& table : toml["let"].items()) {
      fields_.only(table, {"name", "is"});
      auto name = read_new_name(table);
      const Scope scope = pack_.scope();
      static_cast<void>(fields_.expression(table, "is", scope, true));
      pack_.lets.push_back({std::move(name), fields_.text(table, "is")});
    }
  }

  void read_clauses(const Toml& toml) {
    const auto& tables = toml["clause"].items();
    if (tables.size() > kMaxPackClauses) {
      fields_.problem(toml["clause"].place(), "too many clauses",
                      "at most " + std::to_string(kMaxPackClauses));
      return;
    }
    for (const auto& table : tables) read_clause(table);
    if (tables.empty() && pack_.indicators.empty() && pack_.note.empty() &&
        toml["indicator"].items().empty()) {
      fields_.problem(toml.place(), "the pack says nothing", "add [[clause]], or a note why not");
    }
  }

  void read_clause(const Toml& table) {
    fields_.only(table, {"id", "group", "grades", "unverified_grades", "when", "outcome",
                         "on_unknown", "warns", "evidence", "citation", "text", "held", "advice",
                         "held_advice", "board", "exemption"});
    Clause clause;
    clause.line = table.place().line;
    clause.id = fields_.name(table, "id");
    if (!clause_ids_.insert(clause.id).second) {
      fields_.problem(table["id"].place(), "'" + clause.id + "' stands twice", "rename one");
    }
    const auto usual = pack_.kind == PackKind::template_ ? Group::order : Group::grade;
    clause.group = fields_.choice<Group>(table, "group", kGroups, usual);
    clause.grades = fields_.grades(table, "grades");
    clause.unverified_grades = fields_.grades(table, "unverified_grades");
    if (clause.grades.bits & clause.unverified_grades.bits) {
      fields_.problem(table["unverified_grades"].place(), "a grade stands in both lists",
                      "leave it in one of grades, unverified_grades");
    }
    const Scope scope = pack_.scope();
    clause.when = fields_.expression(table, "when", scope, true);
    clause.when_text = fields_.text(table, "when");
    read_outcome(table, clause);
    clause.evidence = fields_.choice<Evidence>(table, "evidence", kEvidences, pack_.evidence);
    clause.citation = fields_.text(table, "citation");
    if (clause.citation.empty()) clause.citation = pack_.citation;
    clause.text = fields_.both(table, "text", true);
    clause.held = fields_.both(table, "held");
    clause.advice = fields_.both(table, "advice");
    clause.held_advice = fields_.both(table, "held_advice");
    clause.board = fields_.text(table, "board");
    for (const auto& each : table["exemption"].items()) read_exemption(each, clause);
    pack_.clauses.push_back(std::move(clause));
  }

  void read_outcome(const Toml& table, Clause& clause) {
    if (pack_.kind == PackKind::thresholds) {
      clause.warns = fields_.choice<Level>(table, "warns", kLevels, std::nullopt);
      clause.outcome = Outcome::remind;
      clause.on_unknown = Outcome::remind;
      return;
    }
    if (table["warns"].exists()) {
      fields_.problem(table["warns"].place(), "only a pack of kind thresholds tells warnings",
                      "write outcome = \"refuse\"");
    }
    clause.outcome_by_share_guard = table["outcome"].text() == "share_guard";
    if (!clause.outcome_by_share_guard) {
      clause.outcome = fields_.choice<Outcome>(table, "outcome", kOutcomes, std::nullopt);
    }
    // law.md, Combination: hold, share clauses remind.
    const auto usual = clause.outcome_by_share_guard ? Outcome::remind : Outcome::hold;
    clause.on_unknown = fields_.choice<Outcome>(table, "on_unknown", kOutcomes, usual);
  }

  void read_exemption(const Toml& table, Clause& clause) {
    fields_.only(table, {"id", "when", "text", "evidence"});
    Exemption exemption;
    exemption.id = fields_.name(table, "id");
    const Scope scope = pack_.scope();
    exemption.when = fields_.expression(table, "when", scope, true);
    exemption.when_text = fields_.text(table, "when");
    exemption.text = fields_.both(table, "text", true);
    exemption.evidence = fields_.text(table, "evidence", true);
    clause.exemptions.push_back(std::move(exemption));
  }

  void read_production(const Toml& toml) {
    for (const auto& table : toml["production"].items()) {
      fields_.only(table, {"grades", "level", "verb", "target", "percent", "base_method", "text",
                           "gap", "evidence", "citation"});
      ProductionMeasure measure;
      measure.grades = fields_.grades(table, "grades");
      measure.level = fields_.choice<Level>(table, "level", kLevels, std::nullopt);
      measure.verb = fields_.text(table, "verb", true);
      measure.target = fields_.text(table, "target");
      measure.percent = fields_.integer(table, "percent", 1, 100);
      measure.base_method = fields_.text(table, "base_method");
      measure.text = fields_.both(table, "text", true);
      measure.has_gap = fields_.boolean(table, "gap", false);
      measure.evidence = fields_.choice<Evidence>(table, "evidence", kEvidences, pack_.evidence);
      measure.citation = fields_.text(table, "citation");
      if (measure.citation.empty()) measure.citation = pack_.citation;
      pack_.production.push_back(std::move(measure));
    }
  }

  void read_indicators(const Toml& toml) {
    const Scope scope = pack_.scope();
    for (const auto& table : toml["indicator"].items()) {
      fields_.only(table, {"id", "grades", "scope", "min_percent", "counts", "rest", "metric",
                           "definition", "evidence", "citation"});
      Indicator indicator;
      indicator.id = fields_.name(table, "id");
      indicator.grades = fields_.grades(table, "grades");
      indicator.scope = fields_.text(table, "scope", true);
      indicator.min_percent = fields_.integer(table, "min_percent", 1, 100).value_or(100);
      indicator.counts = fields_.expression(table, "counts", scope);
      indicator.counts_text = fields_.text(table, "counts");
      if (table["rest"].exists()) indicator.rest = fields_.expression(table, "rest", scope);
      indicator.rest_text = fields_.text(table, "rest");
      indicator.metric = fields_.text(table, "metric");
      indicator.definition = fields_.text(table, "definition");
      indicator.evidence = fields_.choice<Evidence>(table, "evidence", kEvidences, pack_.evidence);
      indicator.citation = fields_.text(table, "citation");
      if (indicator.citation.empty()) indicator.citation = pack_.citation;
      pack_.indicators.push_back(std::move(indicator));
    }
  }

  void look_for_unused(const Toml& toml) {
    for (std::size_t i = 0; i < pack_.parameters.size(); ++i) {
      const auto uses = [&](const auto& holder) { return holder.uses_parameter(i); };
      bool used = std::ranges::any_of(pack_.clauses, [&](const Clause& clause) {
        return uses(clause.when) || std::ranges::any_of(clause.exemptions, uses, &Exemption::when);
      });
      for (const auto& indicator : pack_.indicators) used = used || uses(indicator.counts);
      if (used || toml["parameter"].items().size() <= i) continue;
      fields_.hint(toml["parameter"].items()[i].place(),
                   "no clause uses '" + pack_.parameters[i].name + "'", "take it out or use it");
    }
  }

  FieldReader fields_;
  Pack pack_;
  std::set<std::string> names_, clause_ids_;
};

}  // namespace

ReadPack read_pack(std::string_view toml, std::string_view file) {
  ReadPack out;
  const auto parsed = parse_toml(toml);
  if (!parsed) {
    const auto& fault = parsed.error();
    out.problems.push_back({std::string(file), fault.place.line, fault.place.column, fault.message,
                            "mend the TOML there", false});
    return out;
  }
  out.pack = PackReader(file, out.problems).read(*parsed);
  return out;
}

}  // namespace cleangate::rules
