#include "service/show_rule_packs.h"

#include <algorithm>

#include "service/manage_rule_packs.h"

namespace cleangate::service {
namespace {

Json words(const rules::Text& text) {
  return Json::object({{"zh", text.zh}, {"en", text.en}});
}

Json grades_of(rules::GradeSet grades) {
  Json out = Json::array();
  for (std::int64_t cell = 0; cell < 32; ++cell) {
    if (grades.holds(cell)) out.push(rules::decode(rules::Domain::grade, cell));
  }
  return out;
}

Json time_or_null(const std::optional<WallTime>& time) {
  return time ? Json(to_rfc3339(*time)) : Json();
}

Json show_exemptions(const rules::Clause& clause) {
  Json out = Json::array();
  for (const auto& each : clause.exemptions) {
    out.push(Json::object({{"id", each.id},
                           {"when", each.when_text},
                           {"text", words(each.text)},
                           {"evidence", each.evidence}}));
  }
  return out;
}

Json show_clause(const rules::Clause& clause) {
  Json outcome = rules::to_text(clause.outcome);
  if (clause.outcome_by_share_guard) outcome = "share_guard";
  if (clause.warns) outcome = nullptr;
  return Json::object({{"id", clause.id},
                       {"group", rules::to_text(clause.group)},
                       {"grades", grades_of(clause.grades)},
                       {"unverified_grades", grades_of(clause.unverified_grades)},
                       {"when", clause.when_text},
                       {"outcome", std::move(outcome)},
                       {"on_unknown", rules::to_text(clause.on_unknown)},
                       {"warns", clause.warns ? Json(rules::to_text(*clause.warns)) : Json()},
                       {"evidence", rules::to_text(clause.evidence)},
                       {"citation", clause.citation},
                       {"text", words(clause.text)},
                       {"held", words(clause.held)},
                       {"advice", words(clause.advice)},
                       {"held_advice", words(clause.held_advice)},
                       {"board", clause.board},
                       {"exemptions", show_exemptions(clause)}});
}

Json show_parameter(const rules::Pack& pack, const rules::Parameter& parameter) {
  Json values = Json::array();
  for (const auto& value : parameter.values) {
    // A value without a date counts from ever on.
    const bool is_dated = value.from > pack.validity.from;
    values.push(Json::object({{"from", is_dated ? Json(to_rfc3339(value.from)) : Json()},
                              {"value", parameter.text_at(value.from)}}));
  }
  const bool is_number = parameter.type == rules::Type::integer && !parameter.is_time;
  return Json::object(
      {{"id", parameter.name},
       {"type", parameter.is_time ? Json("time") : Json(rules::to_text(parameter.type))},
       {"of",
        parameter.domain == rules::Domain::none ? Json() : Json(rules::to_text(parameter.domain))},
       {"min", is_number ? Json(parameter.min) : Json()},
       {"max", is_number ? Json(parameter.max) : Json()},
       {"required", std::ranges::find(pack.required, parameter.name) != pack.required.end()},
       {"values", std::move(values)}});
}

Json show_production(const rules::ProductionMeasure& measure) {
  return Json::object({{"grades", grades_of(measure.grades)},
                       {"level", rules::to_text(measure.level)},
                       {"verb", measure.verb},
                       {"target", measure.target},
                       {"percent", measure.percent ? Json(*measure.percent) : Json()},
                       {"base_method", measure.base_method},
                       {"text", words(measure.text)},
                       {"gap", measure.has_gap},
                       {"evidence", rules::to_text(measure.evidence)},
                       {"citation", measure.citation}});
}

Json show_indicator(const rules::Indicator& indicator) {
  return Json::object({{"id", indicator.id},
                       {"grades", grades_of(indicator.grades)},
                       {"scope", indicator.scope},
                       {"min_percent", indicator.min_percent},
                       {"counts", indicator.counts_text},
                       {"rest", indicator.rest_text},
                       {"metric", indicator.metric},
                       {"evidence", rules::to_text(indicator.evidence)},
                       {"citation", indicator.citation}});
}

Json show_let(const rules::Scope::Let& let) {
  return Json::object({{"id", let.name}, {"is", let.text}});
}

template <class Items, class Show>
Json all_of(const Items& items, Show show) {
  Json out = Json::array();
  for (const auto& item : items) out.push(show(item));
  return out;
}

/// What the document is, of a pack that can be read.
Json header_of(const rules::Pack& pack) {
  const auto unverified = std::ranges::count_if(pack.clauses, [](const rules::Clause& clause) {
    return clause.evidence == rules::Evidence::unverified;
  });
  return Json::object({{"kind", rules::to_text(pack.kind)},
                       {"title", words(pack.title)},
                       {"document", pack.document},
                       {"citation", pack.citation},
                       {"region", pack.region},
                       {"industry", pack.industry},
                       {"template", pack.template_name.empty() ? Json() : pack.template_name},
                       {"evidence", rules::to_text(pack.evidence)},
                       {"valid_from", to_rfc3339(pack.validity.from)},
                       {"valid_to", time_or_null(pack.validity.to)},
                       {"about", pack.note},
                       {"clause_count", pack.clauses.size()},
                       {"unverified_count", unverified}});
}

Json show_action(const PackAction& action) {
  return Json::object({{"index", action.index},
                       {"id", action.pack},
                       {"version", action.version.empty() ? Json() : action.version},
                       {"action", action.action},
                       {"note", action.note},
                       {"by", action.actor},
                       {"at", to_rfc3339(action.at)},
                       {"valid_from", time_or_null(action.valid_from)}});
}

/// Since when and by whom it counts now; null: it does not.
Json active_of(const PacksInForce& packs, const PackVersion& version) {
  const auto& all = packs.rules->packs();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i]->id != version.id || all[i]->version != version.version) continue;
    const auto& by = packs.by[i];
    if (!by) return Json::object({{"since", nullptr}, {"by", nullptr}, {"note", nullptr}});
    const auto since = by->valid_from ? std::max(*by->valid_from, by->at) : by->at;
    return Json::object({{"since", to_rfc3339(since)}, {"by", by->actor}, {"note", by->note}});
  }
  return {};
}

Json summary_of(const PackVersion& version, const PacksInForce& packs) {
  const bool is_uploaded = !version.is_shipped;
  Json out =
      Json::object({{"id", version.id},
                    {"version", version.version},
                    {"source", is_uploaded ? "uploaded" : "shipped"},
                    {"uploaded_at", is_uploaded ? Json(to_rfc3339(version.uploaded_at)) : Json()},
                    {"uploaded_by", is_uploaded ? Json(version.uploaded_by) : Json()},
                    {"note", version.note},
                    {"fault", version.fault.empty() ? Json() : Json(version.fault)},
                    {"active", active_of(packs, version)}});
  if (!version.pack) return out;
  const Json header = header_of(*version.pack);  // g++ 12: a temporary dies before the loop
  for (const auto& [key, value] : header.members()) out.set(key, value);
  return out;
}

Json name_of(const rules::Pack& pack) {
  return Json::object({{"id", pack.id}, {"version", pack.version}, {"title", words(pack.title)}});
}

/// What the pack says, by part; each item has an id or is compared whole.
Json parts_of(const rules::Pack& pack) {
  const auto parameter = [&](const auto& each) { return show_parameter(pack, each); };
  return Json::object({{"clauses", all_of(pack.clauses, show_clause)},
                       {"parameters", all_of(pack.parameters, parameter)},
                       {"lets", all_of(pack.lets, show_let)},
                       {"production", all_of(pack.production, show_production)},
                       {"indicators", all_of(pack.indicators, show_indicator)}});
}

Result<const PackVersion*> version_of(const Plant& plant, const std::string& id,
                                      const std::string& version) {
  const auto* found = plant.state.rules().find(id, version);
  if (!found) return fail(ErrorCode::not_found, "no such version of a rule pack");
  return found;
}

std::string id_of(const Json& item) {
  // A production measure has no name: grade, level and target are one.
  if (const auto id = item["id"].text()) return std::string(*id);
  return item["grades"].dump() + item["level"].dump() + item["target"].dump();
}

const Json* find_in(const Json& items, const std::string& id) {
  const auto found = std::ranges::find(items.items(), id, id_of);
  return found == items.items().end() ? nullptr : &*found;
}

Json change_of(const std::string& id, const Json* before, const Json* after) {
  Json members = Json::array();
  if (before && after) {
    for (const auto& [key, value] : after->members()) {
      if ((*before)[key] != value) members.push(key);
    }
  }
  return Json::object({{"id", id},
                       {"change", !before  ? "added"
                                  : !after ? "removed"
                                           : "changed"},
                       {"members", std::move(members)},
                       {"before", before ? *before : Json()},
                       {"after", after ? *after : Json()}});
}

/// In the order of the newer list, what is gone at the end.
Json changes_of(const Json& before, const Json& after) {
  Json out = Json::array();
  for (const Json& item : after.items()) {
    const auto* old = find_in(before, id_of(item));
    if (!old || *old != item) out.push(change_of(id_of(item), old, &item));
  }
  for (const Json& item : before.items()) {
    if (!find_in(after, id_of(item))) out.push(change_of(id_of(item), &item, nullptr));
  }
  return out;
}

}  // namespace

Json list_rule_packs(const Plant& plant) {
  const auto& rules = plant.state.rules();
  const auto& packs = rules.at(plant.now());
  Json items = Json::array();
  for (const auto& [key, version] : rules.versions()) items.push(summary_of(version, packs));
  Json base, others = Json::array();
  for (const auto& pack : packs.rules->packs()) {
    const bool is_base = pack->kind == rules::PackKind::base;
    if (is_base && pack->validity.holds(plant.now())) base = name_of(*pack);
    if (!is_base) others.push(name_of(*pack));
  }
  Json history = Json::array();
  const auto& actions = rules.actions();
  std::for_each(actions.rbegin(), actions.rend(),
                [&](const PackAction& action) { history.push(show_action(action)); });
  return Json::object(
      {{"items", std::move(items)},
       {"in_force", Json::object({{"base", std::move(base)},
                                  {"overlays", std::move(others)},
                                  {"fault", packs.fault.empty() ? Json() : Json(packs.fault)},
                                  {"until", time_or_null(rules.next_change(plant.now()))}})},
       {"history", std::move(history)},
       {"next", nullptr}});
}

Result<Json> show_rule_pack(const Plant& plant, const std::string& id, const std::string& version) {
  const auto* found = TRY(version_of(plant, id, version));
  Json out = summary_of(*found, plant.state.rules().at(plant.now()));
  out.set("toml", found->toml);
  Json history = Json::array();
  for (const auto& action : plant.state.rules().actions()) {
    if (action.pack == id) history.push(show_action(action));
  }
  out.set("history", std::move(history));
  out.set("hints", pack_faults(found->hints, true));
  if (!found->pack) return out;
  const Json parts = parts_of(*found->pack);
  for (const auto& [key, value] : parts.members()) out.set(key, value);
  return out;
}

Result<Json> compare_rule_packs(const Plant& plant, const std::string& id,
                                const std::string& version, const std::string& against) {
  const auto* after = TRY(version_of(plant, id, version));
  const auto* before = TRY(version_of(plant, id, against));
  for (const auto* each : {before, after}) {
    if (!each->pack) {
      return fail(ErrorCode::conflict,
                  "version " + each->version + " cannot be read: " + each->fault);
    }
  }
  Json out = Json::object({{"id", id}, {"version", version}, {"against", against}});
  const Json old_header = header_of(*before->pack), new_header = header_of(*after->pack);
  Json header = change_of(id, &old_header, &new_header);
  out.set("pack", header["members"].items().empty() ? Json() : std::move(header));
  const Json old_parts = parts_of(*before->pack), new_parts = parts_of(*after->pack);
  for (const auto& [key, value] : new_parts.members()) {
    out.set(key, changes_of(old_parts[key], value));
  }
  return out;
}

}  // namespace cleangate::service
