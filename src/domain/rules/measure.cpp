#include "domain/rules/measure.h"

#include <algorithm>

#include "base/limits.h"
#include "domain/rules/pack_fields.h"

namespace cleangate::rules {
namespace {

GivenValue given(const Json& json) {
  GivenValue value{json.integer(), json.boolean(), std::nullopt, std::nullopt};
  if (json.text()) value.text = std::string(*json.text());
  if (json.is_array()) {
    value.words.emplace();
    for (const auto& item : json.items()) value.words->emplace_back(item.text().value_or(""));
  }
  return value;
}

Result<void> fill_in(Pack& pack, const Json& parameters, WallTime from) {
  if (!parameters.is_null() && !parameters.is_object()) {
    return fail(ErrorCode::invalid, "params: must be a JSON object");
  }
  for (const auto& [name, json] : parameters.members()) {
    const auto found = std::ranges::find(pack.parameters, name, &Parameter::name);
    if (found == pack.parameters.end()) {
      std::string all;
      for (const auto& each : pack.parameters) all += (all.empty() ? "" : ", ") + each.name;
      return fail(ErrorCode::invalid, "params: " + pack.template_name + " has no '" + name +
                                          "'; it has " + (all.empty() ? "none" : all));
    }
    auto value = read_value(*found, given(json));
    if (!value) return std::unexpected(with_context(value.error(), "params"));
    value->from = std::min(from, pack.validity.from);
    found->values = {*std::move(value)};
  }
  for (const auto& name : pack.required) {
    if (std::ranges::find(pack.parameters, name, &Parameter::name)->values.empty()) {
      return fail(ErrorCode::invalid, "params: " + pack.template_name + " needs '" + name + "'");
    }
  }
  return {};
}

Result<void> exempt(Pack& pack, const Json& json, std::size_t number) {
  const auto clause_id = json["clause"].text().value_or("");
  const auto clause = std::ranges::find(pack.clauses, clause_id, &Clause::id);
  if (clause == pack.clauses.end()) {
    std::string all;
    for (const auto& each : pack.clauses) all += (all.empty() ? "" : ", ") + each.id;
    return fail(ErrorCode::invalid, "clause: must be one of " + all);
  }
  Exemption exemption;
  exemption.id = json["id"].text().value_or("exemption-" + std::to_string(number));
  exemption.when_text = json["when"].text().value_or("");
  auto when = Expression::compile(exemption.when_text, pack.scope());
  if (!when) {
    const auto& fault = when.error();
    return fail(ErrorCode::invalid, "when: column " + std::to_string(fault.offset + 1) + ": " +
                                        fault.message + "; " + fault.mend);
  }
  exemption.when = *std::move(when);
  const auto& text = json["text"];
  exemption.text = {std::string(text["zh"].text().value_or(text.text().value_or(""))),
                    std::string(text["en"].text().value_or(text.text().value_or("")))};
  if (exemption.text.zh.empty()) return fail(ErrorCode::invalid, "text: name the exemption");
  // It stands in every passage that it lifts, on the board and on the LED.
  for (const auto* each : {&exemption.text.zh, &exemption.text.en}) {
    if (each->size() > kMaxExemptionText) {
      return fail(ErrorCode::invalid,
                  "text: at most " + std::to_string(kMaxExemptionText) + " bytes");
    }
  }
  exemption.evidence = json["evidence"].text().value_or("");
  clause->exemptions.push_back(std::move(exemption));
  return {};
}

}  // namespace

Result<MeasurePtr> make_measure(const MeasureRequest& request) {
  if (!request.pack || request.pack->kind != PackKind::template_) {
    return fail(ErrorCode::invalid, "template: there is no such template");
  }
  if (request.validity.to && *request.validity.to <= request.validity.from) {
    return fail(ErrorCode::invalid, "to: must be after from");
  }
  Pack pack = *request.pack;
  TRY(fill_in(pack, request.parameters, request.validity.from));
  if (!request.exemptions.is_null() && !request.exemptions.is_array()) {
    return fail(ErrorCode::invalid, "exemptions: must be a list");
  }
  const auto& exemptions = request.exemptions.items();
  if (exemptions.size() > kMaxPackClauses) {
    return fail(ErrorCode::too_large, "exemptions: too many");
  }
  for (std::size_t i = 0; i < exemptions.size(); ++i) {
    if (auto added = exempt(pack, exemptions[i], i + 1); !added) {
      return std::unexpected(with_context(added.error(), "exemptions[" + std::to_string(i) + "]"));
    }
  }
  for (auto& clause : pack.clauses) clause.group = request.group;
  Measure measure{request.id, request.source, request.group, request.validity, 0, nullptr};
  for (const auto level : request.levels) measure.levels |= Measure::bit_of(level);
  measure.pack = std::make_shared<const Pack>(std::move(pack));
  return std::make_shared<const Measure>(std::move(measure));
}

}  // namespace cleangate::rules
