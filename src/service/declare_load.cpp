#include "service/declare_load.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/rules/decision.h"
#include "domain/rules/warning.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;

constexpr std::size_t kMaxCargoBytes = 120;  // 40 Chinese characters
constexpr double kMaxQuantity = 1'000'000;

Json words(std::string zh, std::string en) {
  return Json::object({{"zh", std::move(zh)}, {"en", std::move(en)}});
}

struct NamedStage {
  std::string_view stage, zh;
};
// Newest first.
constexpr NamedStage kStages[] = {{"6", "国六"}, {"5", "国五"}, {"4", "国四"},
                                  {"3", "国三"}, {"2", "国二"}, {"1", "国一"}};

/// As the gate itself would judge a heavy diesel truck (GA 24.4 class H11, GA 24.9 fuel B).
bool is_refused(const Plant& plant, std::string_view stage) {
  const Json facts = Json::object({{"stage", Json::object({{"min", stage}, {"max", stage}})},
                                   {"fuel", "B"},
                                   {"vehicle_class", "H11"}});
  const auto truck = vehicle::parse_registered(facts);
  if (!truck) return false;
  const auto situation = plant.state.situation("", plate::Colour::yellow, "H11",
                                               rules::Direction::in, plant.now(), &*truck);
  return rules::decide(situation).verdict == rules::Verdict::refuse;
}

Json rule_now(const Plant& plant) {
  for (const auto& [stage, zh] : kStages) {
    if (!is_refused(plant, stage)) continue;
    return words(std::string(zh) + "及以下重型柴油货车不能进厂",
                 "No heavy diesel trucks of stage " + std::string(stage) + " and below");
  }
  return {};
}

Error wrong(std::string_view zh, std::string_view en) {
  return {ErrorCode::invalid, std::string(zh) + " (" + std::string(en) + ")"};
}

Result<std::string> checked_plate(const Json& body) {
  const auto text = plate::read_plate(body["plate"].text().value_or(""));
  const auto kind = plate::classify(text.text, plate::Colour::unknown);
  if (text.cut || kind == plate::PlateClass::other || kind == plate::PlateClass::none) {
    return std::unexpected(wrong("号牌不对，请检查", "plate: is no number plate"));
  }
  return text.text;
}

Result<Json> checked_quantity(const Json& body) {
  const auto quantity = body["quantity"].number();
  if (quantity && *quantity >= 0 && *quantity <= kMaxQuantity) return body["quantity"];
  return std::unexpected(wrong("数量不对，请检查", "quantity: a number from 0 to 1000000"));
}

Result<std::string> checked_phone(const Json& body) {
  const auto phone = TRY(optional_text(body, "phone", 20));
  if (phone.find_first_not_of("0123456789+- ") == std::string::npos) return phone;
  return std::unexpected(wrong("电话号码不对，请检查", "phone: digits, + and - only"));
}

Result<std::string> checked_cargo(const Json& body) {
  const auto cargo = required_text(body, "cargo", kMaxCargoBytes);
  if (!cargo || trim(*cargo).empty()) {
    return std::unexpected(wrong("请填写货物，最多40个字", "cargo: 1 to 120 bytes of UTF-8"));
  }
  return std::string(trim(*cargo));
}

Result<Draft> declaration(Plant& plant, const Json& body) {
  TRY(must_be_object(body));
  const auto number = TRY(checked_plate(body));
  const auto colour = TRY(optional_text(body, "colour"));
  if (!colour.empty()) TRY(plate::parse_colour(colour));
  const auto direction = TRY(one_of(body, "direction", {"in", "out"}));
  const auto cargo = TRY(checked_cargo(body));
  const Json quantity = TRY(checked_quantity(body));
  const auto unit = TRY(one_of(body, "unit", {"t", "trip", "piece", "m3"}));
  const auto phone = TRY(checked_phone(body));
  // A poster may outlive its gate.
  const std::string gate(body["gate"].text().value_or(""));
  Draft draft = make_draft(plant, ledger::Kind::declaration, {"driver", "none"});
  draft.payload.set(Field::plate, number)
      .set_if(Field::colour, colour == "unknown" ? "" : colour)
      .set(Field::direction, direction)
      .set(Field::cargo, cargo)
      .set(Field::quantity, quantity.dump())
      .set(Field::unit, unit)
      .set_if(Field::phone, phone)
      .set_if(Field::gate, plant.state.gates().contains(gate) ? gate : "")
      .set(Field::valid_to, to_rfc3339(draft.event_time + kDeclarationCounts));
  return draft;
}

}  // namespace

Json show_notice(const Plant& plant, const std::string& gate) {
  const auto& state = plant.state;
  const auto found = state.gates().find(gate);
  const auto warning =
      state.orders().warning(state.plant()["region"].text().value_or(""), plant.now());
  Json out = Json::object({{"plant", state.plant()["name"].text().value_or("")},
                           {"gate", found == state.gates().end() ? Json() : found->second["name"]},
                           {"rule", rule_now(plant)},
                           {"level", nullptr},
                           {"warning", nullptr}});
  if (warning) {
    const std::string level(rules::to_text(warning->level));
    out.set("level", level);
    out.set("warning",
            words(std::string(rules::to_chinese(warning->level)) + "预警",
                  static_cast<char>(level[0] - 'a' + 'A') + level.substr(1) + " warning"));
  }
  return out;
}

void declare_load(Plant& plant, const Json& body, Reply reply) {
  auto draft = declaration(plant, body);
  if (!draft) return reply(std::unexpected(draft.error()));
  Json answer = Json::object(
      {{"id", to_text(draft->event_id)},
       {"text", words("到门口慢行，等大屏显示结果", "Drive up slowly and wait for the screen")}});
  append_and_reply(plant, *std::move(draft), std::move(answer), std::move(reply));
}

}  // namespace cleangate::service
