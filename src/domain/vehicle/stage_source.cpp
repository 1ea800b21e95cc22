#include "domain/vehicle/stage_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/limits.h"

namespace cleangate::vehicle {
namespace {

struct SourceName {
  std::string_view text, chinese, english;
};
constexpr std::array<SourceName, 10> kSources{{
    {"official", "官方查询", "official look-up"},
    {"list", "随车清单", "emission sheet"},
    {"machine_code", "环保登记编码", "machine's environmental code"},
    {"label", "信息公开编号", "disclosure number"},
    {"bureau", "主管部门车辆库", "bureau's data base"},
    {"catalogue", "车型目录", "model catalogue"},
    {"same_vin", "同一车架号", "same VIN"},
    {"registry", "车辆档案", "plant's registry"},
    {"guard", "门岗补录", "guard's word"},
    {"inference", "按日期推定", "inferred"},
}};
constexpr std::array<Confidence, 4> kConfidences = {Confidence::none, Confidence::low,
                                                    Confidence::medium, Confidence::high};

const SourceName& name_of(StageSource source) {
  return kSources[static_cast<std::size_t>(source)];
}

Result<std::string> text_of(const Json& json, std::string_view key) {
  if (!json.has(key)) return std::string();
  const auto text = json[key].text();
  if (!text || text->size() > kMaxStatementText) {
    return fail(ErrorCode::invalid,
                fmt::format("{}: must be a string of at most {} bytes", key, kMaxStatementText));
  }
  return std::string(*text);
}

Result<std::optional<WallTime>> time_of(const Json& json, std::string_view key) {
  const auto text = TRY(text_of(json, key));
  if (text.empty()) return std::optional<WallTime>();
  const auto time = parse_rfc3339(text);
  if (!time) return std::unexpected(with_context(time.error(), key));
  return std::optional<WallTime>(*time);
}

Result<std::vector<std::string>> evidence_of(const Json& json) {
  std::vector<std::string> hashes;
  for (const auto& item : json.items()) {
    const auto hash = item.text().value_or("");
    const bool is_hex = std::ranges::all_of(
        hash, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (hash.size() != 64 || !is_hex) {
      return fail(ErrorCode::invalid, "evidence: each is a SHA-256 in 64 small hex digits");
    }
    hashes.emplace_back(hash);
  }
  if (hashes.size() > kMaxEvidence) {
    return fail(ErrorCode::invalid, fmt::format("evidence: at most {} files", kMaxEvidence));
  }
  return hashes;
}

}  // namespace

std::string_view to_text(StageSource source) {
  return name_of(source).text;
}
std::string_view to_chinese(StageSource source) {
  return name_of(source).chinese;
}
std::string_view to_english(StageSource source) {
  return name_of(source).english;
}

Result<StageSource> parse_stage_source(std::string_view text) {
  const auto found = std::ranges::find(kSources, text, &SourceName::text);
  if (found == kSources.end()) {
    return fail(ErrorCode::invalid, fmt::format("stage source \"{}\" is not known", text));
  }
  return static_cast<StageSource>(found - kSources.begin());
}

Json to_json(const Statement& statement) {
  Json json = Json::object({{"source", to_text(statement.source)},
                            {"stage", Json::object({{"min", to_text(statement.stage.min)},
                                                    {"max", to_text(statement.stage.max)}})},
                            {"at", to_rfc3339(statement.at)},
                            {"who", statement.who}});
  if (!statement.evidence.empty()) {
    Json hashes = Json::array();
    for (const auto& hash : statement.evidence) hashes.push(hash);
    json.set("evidence", std::move(hashes));
  }
  const auto set_if = [&](std::string_view key, const std::string& text) {
    if (!text.empty()) json.set(key, text);
  };
  set_if("detail", statement.detail);
  set_if("vin", statement.vin);
  set_if("plate", statement.plate);
  if (statement.colour != plate::Colour::unknown) json.set("colour", to_text(statement.colour));
  if (statement.until) json.set("until", to_rfc3339(*statement.until));
  set_if("confirmed_by", statement.confirmed_by);
  if (statement.confirmed_at) json.set("confirmed_at", to_rfc3339(*statement.confirmed_at));
  if (statement.source == StageSource::inference) {
    json.set("confidence", to_text(statement.confidence));
  }
  return json;
}

Result<Statement> parse_statement(const Json& json) {
  if (!json.is_object()) return fail(ErrorCode::invalid, "statement: must be a JSON object");
  Statement statement;
  const auto source = TRY(text_of(json, "source"));
  statement.source = TRY(parse_stage_source(source));
  const auto min = TRY(text_of(json["stage"], "min"));
  const auto max = TRY(text_of(json["stage"], "max"));
  statement.stage = TRY(parse_stage(min, max));
  const auto at = TRY(time_of(json, "at"));
  if (!at) return fail(ErrorCode::invalid, "at: is missing");
  statement.at = *at;
  statement.who = TRY(text_of(json, "who"));
  statement.evidence = TRY(evidence_of(json["evidence"]));
  statement.detail = TRY(text_of(json, "detail"));
  statement.vin = TRY(text_of(json, "vin"));
  statement.plate = TRY(text_of(json, "plate"));
  if (json.has("colour")) {
    const auto colour = TRY(text_of(json, "colour"));
    statement.colour = TRY(plate::parse_colour(colour));
  }
  statement.until = TRY(time_of(json, "until"));
  statement.confirmed_by = TRY(text_of(json, "confirmed_by"));
  statement.confirmed_at = TRY(time_of(json, "confirmed_at"));
  if (statement.confirmed_by.empty() == statement.confirmed_at.has_value()) {
    return fail(ErrorCode::invalid, "confirmed_by: stands with confirmed_at, or neither does");
  }
  if (statement.source == StageSource::inference) {
    const auto text = TRY(text_of(json, "confidence"));
    const auto found =
        std::ranges::find(kConfidences, text, [](Confidence c) { return std::string(to_text(c)); });
    if (found == kConfidences.end()) {
      return fail(ErrorCode::invalid, "confidence: must be none, low, medium or high");
    }
    statement.confidence = *found;
  }
  return statement;
}

Statement state_inference(const Inference& inference, WallTime at) {
  Statement statement;
  statement.source = StageSource::inference;
  statement.stage = inference.stage;
  statement.at = at;
  statement.who = "rules";
  statement.detail = describe_chinese(inference);
  statement.confidence = inference.confidence;
  return statement;
}

}  // namespace cleangate::vehicle
