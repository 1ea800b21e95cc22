#include "service/manage_rule_packs.h"

#include <algorithm>
#include <set>

#include "base/limits.h"
#include "domain/rules/shipped_packs.h"
#include "domain/rules/warning.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;

// The program's own clauses stand under this name.
constexpr std::string_view kReserved = "builtin";
constexpr std::string_view kEverywhere = "000000";  // docs/rule-packs.md

Draft action_draft(Plant& plant, const std::string& id, const std::string& version,
                   std::string action, std::string note, const Actor& actor) {
  Draft draft = make_draft(plant, ledger::Kind::rule_pack, actor);
  draft.payload.set(Field::pack, id)
      .set_if(Field::pack_version, version)
      .set(Field::action, std::move(action))
      .set_if(Field::note, std::move(note));
  return draft;
}

std::unexpected<Error> version_exists(const std::string& id, const std::string& version) {
  return fail(ErrorCode::conflict, "there is a version " + version + " of " + id +
                                       " already: a version never changes, raise it");
}

/// Of two uploads that crossed only the first is the version.
bool is_the_version(const Plant& plant, const std::string& id, const std::string& version,
                    const Json& index) {
  const auto* known = plant.state.rules().find(id, version);
  return known && index.integer() == known->index;
}

Result<void> fits_the_others(const Plant& plant, const rules::Pack& pack) {
  if (pack.id == kReserved) {
    return fail(ErrorCode::conflict, "id: 'builtin' is the program's own; use another");
  }
  const auto& versions = plant.state.rules().versions();
  if (versions.size() >= rules::shipped_packs().size() + kMaxUploadedPacks) {
    return fail(ErrorCode::conflict, "this plant has " + std::to_string(kMaxUploadedPacks) +
                                         " uploaded versions; the log can hold no more of them");
  }
  for (const auto& [key, other] : versions) {
    if (other.id != pack.id) continue;
    if (other.version == pack.version) {
      return version_exists(pack.id, pack.version);
    }
    if (other.pack && other.pack->kind != pack.kind) {
      return fail(ErrorCode::conflict, "kind: " + pack.id + " is of kind " +
                                           std::string(rules::to_text(other.pack->kind)) +
                                           "; use another id");
    }
  }
  return {};
}

Result<const PackVersion*> may_be_activated(const Plant& plant, const std::string& id,
                                            const std::string& version) {
  const auto* found = plant.state.rules().find(id, version);
  if (!found) return fail(ErrorCode::not_found, "no such version of a rule pack");
  if (!found->pack) {
    return fail(ErrorCode::conflict, "this program cannot read it: " + found->fault);
  }
  const auto& pack = *found->pack;
  if (pack.kind == rules::PackKind::template_) {
    return fail(ErrorCode::invalid,
                "a template says nothing by itself: an order or the plan names it");
  }
  const auto region = plant.state.plant()["region"].text().value_or("");
  const bool is_everywhere = pack.region == kEverywhere;
  if (!is_everywhere && !region.empty() && !rules::region_covers(pack.region, region)) {
    return fail(ErrorCode::invalid, "region: the pack is of " + pack.region + ", the plant is in " +
                                        std::string(region));
  }
  if (pack.validity.to && *pack.validity.to <= plant.now()) {
    return fail(ErrorCode::invalid,
                "the pack's validity ended at " + to_rfc3339(*pack.validity.to));
  }
  return found;
}

Result<Draft> activation(Plant& plant, const std::string& id, const std::string& version,
                         const Json& body, const Actor& actor) {
  TRY(only_members(body, {"note", "valid_from"}));
  auto note = TRY(required_text(body, "note", kMaxNoteBytes));
  const auto valid_from = TRY(optional_time(body, "valid_from"));
  TRY(may_be_activated(plant, id, version));
  auto draft = action_draft(plant, id, version, "activate", std::move(note), actor);
  // What would have begun already begins now.
  const bool is_later = !valid_from.empty() && *parse_rfc3339(valid_from) > plant.now();
  if (is_later) draft.payload.set(Field::valid_from, valid_from);
  return draft;
}

const PackVersion* base_in_force(const Plant& plant) {
  const auto& packs = plant.state.rules().at(plant.now()).rules->packs();
  const auto base = std::ranges::find_if(
      packs, [](const rules::PackPtr& pack) { return pack->kind == rules::PackKind::base; });
  return base == packs.end() ? nullptr : plant.state.rules().find((*base)->id, (*base)->version);
}

std::string industries_with_base(const Plant& plant) {
  std::set<std::string> all;
  for (const auto& [name, version] : plant.state.rules().versions()) {
    const bool is_one = version.pack && version.pack->kind == rules::PackKind::base;
    if (is_one) all.insert(version.pack->industry);
  }
  std::string out;
  for (const auto& each : all) out += (out.empty() ? "" : ", ") + each;
  return out;
}

/// Shipped before uploaded, then the later upload; nullptr: none can be activated.
const PackVersion* base_for(const Plant& plant, std::string_view industry) {
  const PackVersion* best = nullptr;
  for (const auto& [name, version] : plant.state.rules().versions()) {
    const bool is_one = version.pack && version.pack->kind == rules::PackKind::base &&
                        version.pack->industry == industry &&
                        version.pack->validity.from <= plant.now();
    if (!is_one || !may_be_activated(plant, version.id, version.version)) continue;
    const bool is_better =
        !best || version.is_shipped > best->is_shipped ||
        (version.is_shipped == best->is_shipped && version.uploaded_at >= best->uploaded_at);
    if (is_better) best = &version;
  }
  return best;
}

bool is_base(const Plant& plant, const PackAction& action) {
  const auto* version = plant.state.rules().find(action.pack, action.version);
  return version && version->pack && version->pack->kind == rules::PackKind::base;
}

Result<Draft> deactivation(Plant& plant, const std::string& id, const Json& body,
                           const Actor& actor) {
  TRY(only_members(body, {"note"}));
  auto note = TRY(required_text(body, "note", kMaxNoteBytes));
  const auto& actions = plant.state.rules().actions();
  const auto last = std::find_if(actions.rbegin(), actions.rend(), [&](const PackAction& action) {
    return action.pack == id && action.action != "upload";
  });
  if (last == actions.rend()) return fail(ErrorCode::not_found, "this pack was never activated");
  if (last->action == "deactivate") return fail(ErrorCode::conflict, "it is not in force");
  if (is_base(plant, *last)) {
    return fail(ErrorCode::conflict,
                "a base pack is not deactivated: activate the one that takes its place");
  }
  return action_draft(plant, id, last->version, "deactivate", std::move(note), actor);
}

}  // namespace

Result<rules::ReadPack> check_rule_pack(const Json& body) {
  TRY(only_members(body, {"toml", "note"}));
  const auto toml = TRY(required_text(body, "toml", kMaxTomlBytes));
  return rules::read_pack(toml, "toml");
}

Json pack_faults(const std::vector<rules::Problem>& problems, bool hints) {
  Json out = Json::array();
  for (const auto& problem : problems) {
    if (problem.is_hint != hints) continue;
    const auto mend = problem.mend.empty() ? "" : "; " + problem.mend;
    out.push(Json::object(
        {{"line", problem.line}, {"column", problem.column}, {"message", problem.message + mend}}));
  }
  return out;
}

void upload_rule_pack(Plant& plant, const Json& body, const Actor& actor, Reply reply) {
  upload_checked_pack(plant, body, check_rule_pack(body), actor, std::move(reply));
}

void upload_checked_pack(Plant& plant, const Json& body, const Result<rules::ReadPack>& read,
                         const Actor& actor, Reply reply) {
  const auto checked = [&]() -> Result<std::pair<Draft, Json>> {
    if (!read) return std::unexpected(read.error());
    if (!read->pack) return fail(ErrorCode::invalid, read->problems.front().text());
    const auto& pack = *read->pack;
    TRY(fits_the_others(plant, pack));
    auto note = TRY(optional_text(body, "note", kMaxNoteBytes));
    auto draft = action_draft(plant, pack.id, pack.version, "upload", std::move(note), actor);
    draft.payload.set(Field::toml, std::string(*body["toml"].text()));
    return std::pair(
        std::move(draft),
        Json::object({{"id", pack.id},
                      {"version", pack.version},
                      {"kind", rules::to_text(pack.kind)},
                      {"title", Json::object({{"zh", pack.title.zh}, {"en", pack.title.en}})},
                      {"hints", pack_faults(read->problems, true)}}));
  };
  auto made = checked();
  if (!made) return reply(std::unexpected(made.error()));
  plant.state.offer_pack(std::string(*body["toml"].text()), *read);
  append_and_reply(plant, std::move(made->first), std::move(made->second),
                   [&plant, id = read->pack->id, version = read->pack->version,
                    reply = std::move(reply)](Result<Json> answer) mutable {
                     if (answer && !is_the_version(plant, id, version, (*answer)["index"])) {
                       return reply(version_exists(id, version));
                     }
                     reply(std::move(answer));
                   });
}

void activate_rule_pack(Plant& plant, const std::string& id, const std::string& version,
                        const Json& body, const Actor& actor, Reply reply) {
  auto draft = activation(plant, id, version, body, actor);
  if (!draft) return reply(std::unexpected(draft.error()));
  const auto valid_from = draft->payload.text(Field::valid_from);
  Json answer = Json::object({{"id", id},
                              {"version", version},
                              {"valid_from", valid_from.empty() ? Json() : Json(valid_from)}});
  append_and_reply(plant, *std::move(draft), std::move(answer), std::move(reply));
}

Result<std::optional<Draft>> base_pack_switch(Plant& plant, std::string_view old,
                                              const std::string& industry, const Actor& actor) {
  const auto* present = base_in_force(plant);
  if (present && present->pack->industry == industry) return std::nullopt;
  const bool is_of_any =
      present && (present->pack->industry == "generic" || present->pack->industry == "*");
  if (is_of_any && !present->is_shipped) return std::nullopt;
  const auto* base = base_for(plant, industry);
  if (!base) {
    return fail(ErrorCode::invalid, "industry: there is no base pack of rules for " + industry +
                                        "; upload one first, or name one of " +
                                        industries_with_base(plant));
  }
  return action_draft(plant, base->id, base->version, "activate",
                      "industry " + std::string(old) + " → " + industry, actor);
}

void deactivate_rule_pack(Plant& plant, const std::string& id, const Json& body, const Actor& actor,
                          Reply reply) {
  auto draft = deactivation(plant, id, body, actor);
  if (!draft) return reply(std::unexpected(draft.error()));
  append_and_reply(plant, *std::move(draft), Json::object({{"id", id}}), std::move(reply));
}

}  // namespace cleangate::service
