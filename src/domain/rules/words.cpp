#include "domain/rules/decision.h"
#include "domain/rules/warning.h"

namespace cleangate::rules {
namespace {

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

Text ban_heavy_words(const Reason& reason) {
  const auto stage = stage_of(reason);
  const auto when = warning_words(reason);
  if (reason.outcome == Outcome::refuse) {
    return {vehicle::describe_chinese(stage) + "重型货车，" + when.zh + "禁止进入",
            vehicle::describe_english(stage) + " heavy truck: no entry " + when.en};
  }
  // Unknown: say which fact is missing.
  const bool stage_missing = value(reason, "truck") == "true" && value(reason, "heavy") == "true";
  if (stage_missing) {
    return {"重型货车排放阶段" + vehicle::describe_chinese(stage) + "，" + when.zh + "须先核实",
            "heavy truck, emission stage " + vehicle::describe_english(stage) + ": to be checked " +
                when.en};
  }
  return {"车辆类型未知，" + when.zh + "须先核实",
          "vehicle class unknown: to be checked " + when.en};
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
  if (reason.clause == "warning.ban-heavy-le4") return ban_heavy_words(reason);
  if (reason.clause == "list.deny") return list_words(reason, {"禁入名单内", "on the deny list"});
  if (reason.clause == "list.watch") {
    return list_words(reason, {"关注名单内", "on the watch list"});
  }
  // Entries of before plate.missing name a missing plate under visitor.unknown.
  if (reason.clause == "plate.missing" || reason.values["has_plate"].boolean() == false) {
    return {"没有读到号牌", "no plate was read"};
  }
  return {"车辆没有登记，也没有预约", "not registered and not announced"};
}

Text advice_of(const Reason& reason) {
  if (reason.clause == "warning.ban-heavy-le4" && reason.outcome == Outcome::refuse) {
    return {"预警解除后再来，或换国五及以上、新能源车辆",
            "come back when the warning is lifted, or use a China V or newer or NEV vehicle"};
  }
  if (reason.clause == "warning.ban-heavy-le4") {
    return {"向门卫出示行驶证和随车清单", "show the guard the licence and the emission sheet"};
  }
  if (reason.clause == "list.deny") {
    return {"联系厂方车辆管理员", "contact the plant's vehicle manager"};
  }
  if (reason.clause == "visitor.unknown" || reason.clause == "plate.missing") {
    return {"向门卫登记", "register with the guard"};
  }
  return {"按门卫指示行驶", "follow the guard"};
}

std::string board_words(const Reason& reason) {
  if (reason.outcome == Outcome::hold) return "请联系门卫";
  if (reason.clause == "warning.ban-heavy-le4") return "不符合国五及以上标准";
  if (reason.clause == "list.deny") return "在禁入名单内";
  return "请联系门卫";
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
