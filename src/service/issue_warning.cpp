#include "service/issue_warning.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "service/show_warnings.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;

Result<void> set_level(ledger::Payload& payload, const Json& body) {
  payload.set(Field::level, TRY(one_of(body, "level", {"yellow", "orange", "red"})));
  return {};
}

Result<void> set_effective(ledger::Payload& payload, const Json& body) {
  const auto at = TRY(optional_time(body, "effective_at"));
  if (at.empty()) return fail(ErrorCode::invalid, "effective_at: is missing");
  payload.set(Field::effective_at, at);
  return {};
}

/// A warning for a region that is not the plant's would be written and never be in force.
Result<void> set_region(ledger::Payload& payload, std::string_view plant_region, const Json& body) {
  const auto region = TRY(optional_text(body, "region"));
  if (region.empty()) return {};
  const bool is_code = region.size() == 6 && parse_integer(region);
  if (!is_code || !rules::region_covers(region, plant_region)) {
    return fail(ErrorCode::invalid,
                "region: must be the 6-digit code (GB/T 2260) of the plant's county, its city or "
                "its province, or be left out; the plant's is " +
                    std::string(plant_region));
  }
  payload.set(Field::region, region);
  return {};
}

Result<void> check_members(const std::string& action, const Json& body) {
  if (action == "start") {
    return only_members(
        body, {"level", "effective_at", "expected_end", "region", "order", "reduction_list"});
  }
  if (action == "change") {
    return only_members(body, {"level", "effective_at", "order", "reduction_list"});
  }
  if (action == "extend") return only_members(body, {"expected_end", "order"});
  if (action == "lift") return only_members(body, {"effective_at", "order"});
  return only_members(body, {"template", "params", "exemptions", "from", "to", "order", "text"});
}

/// Only what can be read back is written: make_measure says what is wrong with it.
Result<void> set_measure(ledger::Payload& payload, const Plant& plant, const std::string& id,
                         const Json& body) {
  const auto from = TRY(optional_time(body, "from"));
  const auto to = TRY(optional_time(body, "to"));
  rules::Validity validity{from.empty() ? plant.now() : TRY(parse_rfc3339(from)), std::nullopt};
  if (!to.empty()) validity.to = TRY(parse_rfc3339(to));
  TRY(read_measure(body, id, "", rules::Group::order, validity, std::nullopt));
  payload.set_if(Field::effective_at, from).set_if(Field::from, from).set_if(Field::to, to);
  TRY(optional_text(body, "text", kMaxNoteBytes));
  payload.set(Field::detail, Json::object({{"id", id},
                                           {"text", body["text"]},
                                           {"template", body["template"]},
                                           {"params", body["params"]},
                                           {"exemptions", body["exemptions"]}})
                                 .dump());
  return {};
}

Result<void> fill(Draft& draft, const std::string& action, const Plant& plant, const Json& body) {
  auto& payload = draft.payload;
  TRY(check_members(action, body));
  if (action == "start" || action == "change") {
    TRY(set_level(payload, body));
    const auto list = TRY(optional_text(body, "reduction_list"));
    if (!list.empty()) {
      payload.set(Field::detail, Json::object({{"reduction_list", list}}).dump());
    }
  }
  if (action == "start" || action == "change" || action == "lift") {
    TRY(set_effective(payload, body));
  }
  if (action == "start" || action == "extend") {
    const auto end = TRY(optional_time(body, "expected_end"));
    if (action == "extend" && end.empty()) {
      return fail(ErrorCode::invalid, "expected_end: is missing");
    }
    payload.set_if(Field::expected_end, end);
  }
  if (action == "start") {
    TRY(set_region(payload, plant.state.plant()["region"].text().value_or(""), body));
  }
  if (!body["order"].is_null()) {
    payload.set(Field::order, TRY(checked_order(plant, body["order"])).dump());
  }
  if (action == "measures") TRY(set_measure(payload, plant, to_text(draft.event_id), body));
  return {};
}

void append_action(Plant& plant, Draft draft, std::string id, std::string chain, std::string action,
                   Reply reply) {
  plant.log.append(std::move(draft), Priority::lane, Reserve::no,
                   [&plant, id = std::move(id), chain = std::move(chain),
                    action = std::move(action), reply = std::move(reply)](auto result) mutable {
                     if (!result) return reply(std::unexpected(std::move(result).error()));
                     Json answer = Json::object({{"id", id}, {"action", action}});
                     const auto index = (*result)->logged.entry.index;
                     answer.set("index", index);
                     const auto effective =
                         std::max(plant.now(), plant.state.orders().effective_at(index));
                     answer.set("effective_at", to_rfc3339(effective));
                     answer.set("level", level_of_chain(plant, chain, effective));
                     answer.set("in_force", warning_now(plant));
                     reply(std::move(answer));
                   });
}

}  // namespace

Result<Json> checked_order(const Plant& plant, const Json& order) {
  const auto checked = [&]() -> Result<void> {
    TRY(only_members(order, {"no", "title", "issuer", "date", "document"}));
    for (const auto* member : {"no", "title", "issuer", "date"}) {
      TRY(optional_text(order, member, kMaxNoteBytes));
    }
    const auto document = TRY(optional_text(order, "document"));
    if (!document.empty() && !plant.state.orders().documents().contains(document)) {
      return fail(ErrorCode::invalid,
                  "document: there is no stored document with this SHA-256; send it first to "
                  "/api/v1/documents");
    }
    return {};
  }();
  if (!checked) return std::unexpected(with_context(checked.error(), "order"));
  return order;
}

void start_warning(Plant& plant, const Json& body, const Actor& actor, Reply reply) {
  Draft draft = make_draft(plant, ledger::Kind::warning, actor);
  const auto id = to_text(draft.event_id);
  draft.payload.set(Field::chain, id).set(Field::action, "start");
  if (const auto filled = fill(draft, "start", plant, body); !filled) {
    return reply(std::unexpected(filled.error()));
  }
  append_action(plant, std::move(draft), id, id, "start", std::move(reply));
}

void change_warning(Plant& plant, const std::string& chain, const std::string& action,
                    const Json& body, const Actor& actor, Reply reply) {
  if (!plant.state.orders().has_chain(chain)) {
    return reply(fail(ErrorCode::not_found, "no such warning"));
  }
  Draft draft = make_draft(plant, ledger::Kind::warning, actor);
  draft.payload.set(Field::chain, chain).set(Field::action, action);
  if (const auto filled = fill(draft, action, plant, body); !filled) {
    return reply(std::unexpected(filled.error()));
  }
  const auto id = action == "measures" ? to_text(draft.event_id) : chain;
  append_action(plant, std::move(draft), id, chain, action, std::move(reply));
}

}  // namespace cleangate::service
