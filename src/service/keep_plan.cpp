#include "service/keep_plan.h"

#include <algorithm>
#include <set>

#include "base/limits.h"
#include "domain/ledger/projections/tables.h"
#include "domain/rules/shipped_packs.h"
#include "service/orders.h"
#include "service/plan_ids.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;
using rules::Level;

constexpr Level kLevels[] = {Level::yellow, Level::orange, Level::red};
constexpr std::size_t kMaxPlanBytes = 65536;
constexpr std::size_t kMaxPlanMeasures = 100;  // of one level and kind

std::string place(std::string_view list, std::size_t number) {
  return std::string(list) + "[" + std::to_string(number) + "]";
}

Result<void> check_number(const Json& measure, const char* key) {
  const Json& value = measure[key];
  if (value.is_null() || (value.number() && *value.number() >= 0)) return {};
  return fail(ErrorCode::invalid, std::string(key) + ": must be a number of 0 or more");
}

Result<void> check_yes_no(const Json& measure, const char* key) {
  if (measure[key].is_null() || measure[key].boolean()) return {};
  return fail(ErrorCode::invalid, std::string(key) + ": must be true or false");
}

Result<void> check_id(const Json& measure, std::set<std::string>& ids) {
  const auto id = TRY(optional_text(measure, "id"));
  if (id.starts_with("order-")) {
    return fail(ErrorCode::invalid, "id: " + id + " is kept for what an order asks");
  }
  if (id.empty() || ids.insert(id).second) return {};
  return fail(ErrorCode::invalid, "id: " + id + " stands twice in this plan");
}

Result<Json> checked_measure(const Json& measure, std::set<std::string>& ids) {
  TRY(only_members(measure, {"id", "text", "verb", "target", "value", "of", "unit", "base_method",
                             "verify_by", "for_drivers"}));
  TRY(check_id(measure, ids));
  auto text = TRY(optional_text(measure, "text", kMaxNoteBytes));
  TRY(one_of(measure, "verb", {"stop", "limit", "reduce", "other"}, "other"));
  for (const auto* key : {"target", "unit", "base_method", "verify_by"}) {
    TRY(optional_text(measure, key, kMaxNoteBytes));
  }
  TRY(check_number(measure, "value"));
  TRY(check_number(measure, "of"));
  const auto value = measure["value"].number(), of = measure["of"].number();
  if (value && of && *value > *of) {
    return fail(ErrorCode::invalid, "value: must not be more than of");
  }
  TRY(check_yes_no(measure, "for_drivers"));
  Json kept = measure;
  if (text.empty()) text = measure_text(measure);
  if (text.empty()) {
    return fail(ErrorCode::invalid, "text: is missing; or give verb, target and value");
  }
  kept.set("text", text);
  return kept;
}

Result<Json> checked_transport(const Json& item, std::string id, Level level,
                               std::set<std::string>& ids) {
  TRY(only_members(item, {"id", "template", "params", "exemptions", "text", "for_drivers"}));
  TRY(check_id(item, ids));
  TRY(optional_text(item, "text", kMaxNoteBytes));
  TRY(check_yes_no(item, "for_drivers"));
  TRY(read_measure(item, std::move(id), "", rules::Group::plan, {}, level));
  return item;
}

Result<Json> checked_list(const Json& list, const std::string& at,
                          const std::function<Result<Json>(const Json&, std::size_t)>& check) {
  if (!list.is_null() && !list.is_array()) return fail(ErrorCode::invalid, at + ": must be a list");
  if (list.items().size() > kMaxPlanMeasures) {
    return fail(ErrorCode::too_large, at + ": at most " + std::to_string(kMaxPlanMeasures));
  }
  Json out = Json::array();
  for (std::size_t i = 0; i < list.items().size(); ++i) {
    auto checked = check(list.items()[i], i + 1);
    if (!checked) {
      const auto& error = checked.error();
      return fail(error.code, place(at, i) + "." + error.message);
    }
    out.push(*std::move(checked));
  }
  return out;
}

Result<Json> checked_level(const Json& old, const Json& body, Level level,
                           std::set<std::string>& ids) {
  const std::string word(rules::to_text(level));
  if (!body.is_null()) {
    if (const auto known = only_members(body, {"measures", "transport"}); !known) {
      return fail(ErrorCode::invalid, word + "." + known.error().message);
    }
  }
  Json out = Json::object();
  // What the body leaves out stays: checked again, since a template may have changed.
  const Json& production = body.has("measures") ? body["measures"] : old["measures"];
  auto measures =
      TRY(checked_list(production, word + ".measures",
                       [&](const Json& item, std::size_t) { return checked_measure(item, ids); }));
  if (!production.is_null()) out.set("measures", std::move(measures));
  const Json& transport = body.has("transport") ? body["transport"] : old["transport"];
  auto kept =
      TRY(checked_list(transport, word + ".transport", [&](const Json& item, std::size_t number) {
        return checked_transport(item, plan_item_id(word, "transport", item, number), level, ids);
      }));
  if (!kept.items().empty()) out.set("transport", std::move(kept));
  return out;
}

Result<Json> checked_contact(const Json& contact) {
  TRY(only_members(contact, {"name", "role", "phone"}));
  TRY(required_text(contact, "name"));
  TRY(optional_text(contact, "role"));
  TRY(optional_text(contact, "phone"));
  return contact;
}

/// Who edited an older version must not undo what another has saved since.
Result<void> must_be_newest(const Json& based_on, std::int64_t newest) {
  if (based_on.is_null()) return {};
  const auto index = based_on.integer();
  if (!index) return fail(ErrorCode::invalid, "based_on: must be the index of a version");
  if (*index == newest) return {};
  return fail(ErrorCode::conflict, "the plan was saved by someone else meanwhile; read it again");
}

std::string number_text(const Json& value) {
  return value.is_null() ? std::string() : value.dump();
}

}  // namespace

std::string measure_text(const Json& measure) {
  const auto word = [&](const char* key) { return std::string(measure[key].text().value_or("")); };
  const auto verb = word("verb");
  const auto target = word("target"), unit = word("unit"), value = number_text(measure["value"]);
  if (target.empty() || (verb != "stop" && verb != "limit" && verb != "reduce")) return "";
  if (verb == "stop") {
    const auto of = number_text(measure["of"]);
    return "停" + target + value + (value.empty() ? "" : unit) +
           (of.empty() ? "" : "（共" + of + unit + "）");
  }
  if (value.empty()) return "";
  return target + (verb == "limit" ? "限产" : "减少") + value + (unit.empty() ? "%" : unit);
}

Result<Json> checked_plan(const Json& old, const Json& body) {
  TRY(only_members(body, {"yellow", "orange", "red", "contacts", "note", "based_on"}));
  if (body.dump().size() > kMaxPlanBytes) {
    return fail(ErrorCode::invalid, "plan: at most 64 KiB");
  }
  TRY(optional_text(body, "note", kMaxNoteBytes));
  std::set<std::string> ids;
  Json out = Json::object();
  for (const auto level : kLevels) {
    const auto word = rules::to_text(level);
    auto checked = TRY(checked_level(old[word], body[word], level, ids));
    if (body.has(word) || old.has(word)) out.set(word, std::move(checked));
  }
  const Json& contacts = body.has("contacts") ? body["contacts"] : old["contacts"];
  auto kept = TRY(checked_list(contacts, "contacts", [](const Json& contact, std::size_t) {
    return checked_contact(contact);
  }));
  if (!kept.items().empty()) out.set("contacts", std::move(kept));
  return out;
}

void put_plan(Plant& plant, const Json& body, const Actor& actor, Reply reply) {
  const auto newest = must_be_newest(body["based_on"], plant.state.plan_index());
  if (!newest) return reply(std::unexpected(newest.error()));
  auto checked = checked_plan(plant.state.plan(), body);
  if (!checked) return reply(std::unexpected(checked.error()));
  Json plan = with_ids(plant.state.plan(), *std::move(checked), plant.random);
  Draft draft = make_draft(plant, ledger::Kind::plan, actor);
  draft.payload.set(Field::value, plan.dump())
      .set_if(Field::note, std::string(body["note"].text().value_or("")));
  append_and_reply(plant, std::move(draft), std::move(plan), std::move(reply));
}

std::vector<PlannedMeasure> measures_of(const Json& plan, std::string_view level) {
  std::vector<PlannedMeasure> out;
  std::size_t number = 0;
  for (const Json& item : plan[level]["measures"].items()) {
    out.push_back({plan_item_id(level, "measures", item, ++number),
                   std::string(item["text"].text().value_or("")), "production",
                   item["for_drivers"].boolean().value_or(false), item});
  }
  number = 0;
  for (const Json& item : plan[level]["transport"].items()) {
    std::string text(item["text"].text().value_or(""));
    const auto pack = rules::shipped_template(item["template"].text().value_or(""));
    if (text.empty() && pack) text = pack->title.zh;
    out.push_back({plan_item_id(level, "transport", item, ++number), std::move(text), "transport",
                   item["for_drivers"].boolean().value_or(true), item});
  }
  return out;
}

}  // namespace cleangate::service
