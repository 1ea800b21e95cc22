#include "sim/fake_lookup.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"

namespace cleangate::sim {
namespace {

constexpr std::array<std::string_view, 5> kMoods = {"answers", "slow", "wrong", "garbage", "down"};

// As platforms write them (gate-standards.md 6): codes of their own.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kColours{{
    {"blue", "0"},
    {"yellow", "1"},
    {"white", "2"},
    {"black", "3"},
    {"green", "4"},
    {"other", "5"},
    {"yellow_green", "6"},
    {"unknown", "9"},
}};

std::string_view code_of(std::string_view colour) {
  const auto found =
      std::ranges::find(kColours, colour, [](const auto& pair) { return pair.first; });
  return found == kColours.end() ? "9" : found->second;
}

/// "%E5%86%80" as bytes; what is no escape stays.
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      if (const auto byte = from_hex(text.substr(i + 1, 2))) {
        out += *byte;
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

std::string parameter(std::string_view target, std::string_view name) {
  const std::string key = std::string(name) + "=";
  for (std::string_view rest = target.substr(std::min(target.find('?') + 1, target.size()));
       !rest.empty();) {
    const auto end = std::min(rest.find('&'), rest.size());
    if (rest.substr(0, end).starts_with(key))
      return unescaped(rest.substr(key.size(), end - key.size()));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return "";
}

FakeReply json_reply(int status, const Json& body) {
  return {status, {{"Content-Type", "application/json"}}, body.dump()};
}

}  // namespace

Result<LookupMood> parse_mood(std::string_view word) {
  const auto found = std::ranges::find(kMoods, word);
  if (found == kMoods.end()) {
    return fail(ErrorCode::invalid, "look-up: answers, slow, wrong, garbage or down");
  }
  return static_cast<LookupMood>(found - kMoods.begin());
}

FakeLookup::FakeLookup(LookupMood mood, std::string secret, const std::vector<SimVehicle>& vehicles)
    : mood_(mood), secret_(std::move(secret)) {
  for (const auto& vehicle : vehicles) {
    if (!vehicle.plate.empty()) vehicles_.emplace(vehicle.plate, vehicle);
  }
}

Json FakeLookup::answer_of(const SimVehicle& vehicle) const {
  const bool is_wrong = mood_ == LookupMood::wrong;
  const std::string stage = vehicle.stage_min == vehicle.stage_max
                                ? vehicle.stage_min
                                : vehicle.stage_min + "~" + vehicle.stage_max;
  return Json::object(
      {{"code", 0},
       {"data",
        Json::object({{"hphm", is_wrong ? "冀Z00000" : vehicle.plate},
                      {"cpys", code_of(plate::to_text(vehicle.colour))},
                      {"pf", vehicle.stage_min == "6a" && vehicle.stage_max == "6b" ? "6" : stage},
                      {"rllx", vehicle.fuel},
                      {"cllx", vehicle.vehicle_class},
                      {"zzl", vehicle.gross_mass_kg},
                      {"xxgkbh", "SIM-" + vehicle.plate.substr(vehicle.plate.size() / 2)},
                      {"cxsj", "2026-11-25"}})}});
}

FakeLookup::Reply FakeLookup::handle(std::string_view target, std::string_view key) {
  asked_ += 1;
  const auto mood = mood_.load();
  if (mood == LookupMood::down) return {{503, {}, "维护中"}, {}};
  if (key != secret_) return {json_reply(401, Json::object({{"code", 401}})), {}};
  if (mood == LookupMood::garbage) return {{200, {}, "<html>系统维护</html>"}, {}};
  const Milliseconds after = mood == LookupMood::slow ? kSlowAnswer : Milliseconds{0};
  const auto found = vehicles_.find(parameter(target, "plate"));
  if (found == vehicles_.end()) {
    return {json_reply(404, Json::object({{"code", 404}})), after};
  }
  return {json_reply(200, answer_of(found->second)), after};
}

Json lookup_settings(const std::string& address, const std::string& secret) {
  Json colours = Json::object();
  for (const auto& [ours, theirs] : kColours) colours.set(ours, theirs);
  Json stages = Json::object();
  for (const auto stage : {"0", "1", "2", "3", "4", "5", "6", "6a", "6b", "D"}) {
    stages.set(stage, stage);
  }
  Json found = Json::array();
  found.push("0");
  Json not_found = Json::array();
  not_found.push(404);
  return Json::object(
      {{"enabled", true},
       {"name", "模拟查询平台"},
       {"source", "official"},
       {"timeout_s", 40},
       {"per_minute", 60},
       {"fresh_days", 30},
       {"auth", Json::object({{"kind", "header"}, {"name", "X-Key"}})},
       {"secret", secret},
       {"by_plate", Json::object({{"url", address + "/stage?plate={plate}&colour={colour}"}})},
       {"found", Json::object({{"path", "code"}, {"is", std::move(found)}})},
       {"not_found_status", std::move(not_found)},
       {"fields", Json::object({{"stage", "data.pf"},
                                {"plate", "data.hphm"},
                                {"colour", "data.cpys"},
                                {"fuel", "data.rllx"},
                                {"vehicle_class", "data.cllx"},
                                {"gross_mass_kg", "data.zzl"},
                                {"document", "data.xxgkbh"},
                                {"date", "data.cxsj"}})},
       {"stages", std::move(stages)},
       {"colours", std::move(colours)}});
}

}  // namespace cleangate::sim
