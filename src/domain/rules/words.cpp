#include "domain/rules/decision.h"
#include "domain/rules/shipped_packs.h"
#include "domain/rules/warning.h"

namespace cleangate::rules {
namespace {

constexpr std::string_view kBuiltin = "builtin";

std::string value(const Reason& reason, std::string_view key) {
  return std::string(reason.values[key].text().value_or(""));
}

vehicle::StageInterval stage_of(const Reason& reason) {
  return vehicle::parse_stage(value(reason, "stage_min"), value(reason, "stage_max"))
      .value_or(vehicle::StageInterval{});
}

/// 橙色预警期间 / during an orange warning
Text warning_words(const Reason& reason) {
  const auto level = parse_level(value(reason, "warning"));
  if (!level) return {"预警期间", "during a warning"};
  return {std::string(to_chinese(*level)) + "预警期间",
          "during " + std::string(*level == Level::orange ? "an " : "a ") +
              std::string(to_text(*level)) + " warning"};
}

bool is(const Reason& reason, std::string_view key, std::string_view wanted) {
  return reason.values[key].text() == wanted;
}

/// 重型货车 / heavy truck, as far as it is known.
Text class_words(const Reason& reason) {
  if (!is(reason, "truck", "true")) return {"车辆", "vehicle"};
  if (is(reason, "heavy", "true")) return {"重型货车", "heavy truck"};
  return {"货车", "truck"};
}

/// The first fact that is missing for a clause that had to stay open.
Text doubt_words(const Reason& reason, const Clause& clause) {
  const bool no_class = !is(reason, "truck", "true") && clause.when.uses(Fact::truck);
  const bool no_mass = !is(reason, "heavy", "true") && clause.when.uses(Fact::heavy);
  if (no_class || no_mass) return {"车辆类型未知", "vehicle class unknown"};
  const auto kind = class_words(reason);
  const auto stage = stage_of(reason);
  if (stage.min == stage.max && is(reason, "nev", "unknown")) {
    return {kind.zh + "是否为新能源未知", kind.en + ", new energy or not unknown"};
  }
  if (!clause.when.uses(Fact::stage) || stage.min == stage.max) {
    return {kind.zh + "情况未知", kind.en + ", not enough known"};
  }
  return {kind.zh + "排放阶段" + vehicle::describe_chinese(stage),
          kind.en + ", emission stage " + vehicle::describe_english(stage)};
}

Text placeholder(std::string_view name, const Reason& reason, const Clause& clause) {
  if (name == "stage") {
    const auto stage = stage_of(reason);
    return {vehicle::describe_chinese(stage), vehicle::describe_english(stage)};
  }
  if (name == "class") return class_words(reason);
  if (name == "warning") return warning_words(reason);
  if (name == "doubt") return doubt_words(reason, clause);
  const auto seen = value(reason, name);
  return {seen, seen};
}

/// {name} becomes what the reason saw.
std::string fill_in(std::string_view text, const Reason& reason, const Clause& clause,
                    std::string Text::* language) {
  std::string out;
  while (true) {
    const auto open = text.find('{');
    const auto close = text.find('}', open);
    if (close == text.npos) return out.append(text);
    out.append(text.substr(0, open));
    out += placeholder(text.substr(open + 1, close - open - 1), reason, clause).*language;
    text.remove_prefix(close + 1);
  }
}

Text fill_in(const Text& text, const Reason& reason, const Clause& clause) {
  return {fill_in(text.zh, reason, clause, &Text::zh), fill_in(text.en, reason, clause, &Text::en)};
}

const Clause* clause_of(const Reason& reason) {
  const auto pack = reason.words ? reason.words : shipped_pack(reason.pack, reason.version);
  return pack ? pack->clause(reason.clause) : nullptr;
}

/// What an exemption that nobody could check adds to the words.
Text exemption_words(const Reason& reason) {
  const auto& exemption = reason.values["exemption"];
  if (exemption.is_null()) return {};
  const std::string zh(exemption["text"]["zh"].text().value_or(""));
  const std::string en(exemption["text"]["en"].text().value_or(""));
  const std::string evidence(exemption["evidence"].text().value_or(""));
  return {"；是否属于“" + zh + "”须核实" + (evidence.empty() ? "" : "（" + evidence + "）"),
          "; exempt as \"" + en + "\"? To be checked" +
              (evidence.empty() ? "" : " (" + evidence + ")")};
}

Text clause_words(const Reason& reason) {
  const auto* clause = clause_of(reason);
  if (!clause) {
    return {"规则包“" + reason.pack + "”条款“" + reason.clause + "”",
            "clause " + reason.clause + " of rule pack " + reason.pack};
  }
  // A condition that stayed open has its own words; an exemption that stayed open adds to them.
  const bool is_open = reason.outcome != Outcome::refuse && reason.values["exemption"].is_null() &&
                       clause->outcome != reason.outcome && !clause->outcome_by_share_guard;
  const bool share_open =
      clause->outcome_by_share_guard &&
      (is(reason, "share_total", "unknown") || is(reason, "share_qualifying", "unknown") ||
       stage_of(reason).min != stage_of(reason).max || !is(reason, "truck", "true") ||
       is(reason, "nev", "unknown"));
  static const Text kHeld{"{doubt}，须先核实", "{doubt}: to be checked"};
  const auto& held = clause->held.empty() ? kHeld : clause->held;
  auto words = fill_in(is_open || share_open ? held : clause->text, reason, *clause);
  const auto more = exemption_words(reason);
  return {words.zh + more.zh, words.en + more.en};
}

Text clause_advice(const Reason& reason) {
  const auto* clause = clause_of(reason);
  if (reason.outcome == Outcome::hold) {
    if (clause && !clause->held_advice.empty()) return clause->held_advice;
    return {"向门卫出示行驶证和随车清单", "show the guard the licence and the emission sheet"};
  }
  if (clause && !clause->advice.empty()) return fill_in(clause->advice, reason, *clause);
  return {"按门卫指示行驶", "follow the guard"};
}

Text list_words(const Reason& reason, Text verb) {
  const bool bureau = value(reason, "source") == "bureau";
  const auto why = value(reason, "reason");
  verb.zh.insert(0, bureau ? "生态环境部门" : "本厂");
  verb.en += bureau ? " (bureau)" : " (plant)";
  if (!why.empty()) {
    verb.zh += "：" + why;
    verb.en += ": " + why;
  }
  return verb;
}

}  // namespace

Text text_of(const Reason& reason) {
  if (reason.pack != kBuiltin) return clause_words(reason);
  if (reason.clause == "list.deny") return list_words(reason, {"禁入名单内", "on the deny list"});
  if (reason.clause == "list.watch") {
    return list_words(reason, {"关注名单内", "on the watch list"});
  }
  if (reason.clause == "rules.unreadable") {
    const auto fault = value(reason, "fault");
    return {"生效的规则包无法读取：" + fault, "a rule pack in force cannot be read: " + fault};
  }
  // Entries of before plate.missing name a missing plate under visitor.unknown.
  if (reason.clause == "plate.missing" || reason.values["has_plate"].boolean() == false) {
    return {"没有读到号牌", "no plate was read"};
  }
  return {"车辆没有登记，也没有预约", "not registered and not announced"};
}

Text advice_of(const Reason& reason) {
  if (reason.pack != kBuiltin) return clause_advice(reason);
  if (reason.clause == "list.deny") {
    return {"联系厂方车辆管理员", "contact the plant's vehicle manager"};
  }
  if (reason.clause == "visitor.unknown" || reason.clause == "plate.missing") {
    return {"向门卫登记", "register with the guard"};
  }
  if (reason.clause == "rules.unreadable") {
    return {"联系厂方环保管理员", "contact the plant's environment manager"};
  }
  return {"按门卫指示行驶", "follow the guard"};
}

std::string board_words(const Reason& reason) {
  if (reason.outcome != Outcome::refuse) return "请联系门卫";
  if (reason.clause == "list.deny") return "在禁入名单内";
  const auto* clause = reason.pack == kBuiltin ? nullptr : clause_of(reason);
  if (!clause) return "请联系门卫";
  return clause->board.empty() ? "按规定禁止进入" : clause->board;
}

std::string exemption_words(std::string_view exempted) {
  if (exempted.empty()) return "";
  const auto items = parse_json(exempted).value_or(Json::array());
  if (items.items().empty()) return "";
  return "豁免：" + std::string(items.items()[0]["text"]["zh"].text().value_or(""));
}

std::string exemption_words(const Decision& decision) {
  return decision.exempted.empty() ? "" : "豁免：" + decision.exempted[0].text.zh;
}

Json to_json(const Reason& reason) {
  const auto words = text_of(reason);
  const auto advice = advice_of(reason);
  return Json::object({{"pack", reason.pack},
                       {"version", reason.version},
                       {"clause", reason.clause},
                       {"outcome", to_text(reason.outcome)},
                       {"text", Json::object({{"zh", words.zh}, {"en", words.en}})},
                       {"values", reason.values},
                       {"advice", Json::object({{"zh", advice.zh}, {"en", advice.en}})}});
}

}  // namespace cleangate::rules
