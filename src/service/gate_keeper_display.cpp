// What the driver reads and hears: what happens at the barrier, not what was decided.
#include "service/gate_keeper_impl.h"

namespace cleangate::service {
namespace {

std::string name_of(std::string_view plate) {
  return plate.empty() ? "无牌车" : std::string(plate);
}

DisplayText opening_text(const Judgement& judgement, std::string_view plate) {
  const std::string first = name_of(plate);
  if (judgement.direction == rules::Direction::out) {
    return {{first, "准许驶出", "一路平安"}, first + ",一路平安", "green"};
  }
  // A lane that only observes opens whatever the verdict is.
  if (judgement.decision.verdict != rules::Verdict::admit) {
    return {{first, "准许进入"}, first + ",请进", "green"};
  }
  const auto exemption = rules::exemption_words(judgement.decision);
  const std::string why = exemption.empty() ? "符合标准" : exemption;
  return {{first, why, "准许进入"}, first + ",欢迎光临", "green"};
}

DisplayText refusal_text(const Judgement& judgement, std::string_view plate) {
  const std::string first = name_of(plate);
  const auto* reason = judgement.decision.speaking();
  const auto why = reason ? rules::board_words(*reason) : "";
  return {{first, why, "禁止进入"}, first + ",禁止进入", "red"};
}

}  // namespace

DisplayText ask_the_guard(std::string_view plate) {
  const std::string first = name_of(plate);
  return {{first, "待核实", "请联系门卫"}, first + ",请联系门卫", "amber"};
}

DisplayText display_of(const Judgement& judgement, std::string_view plate) {
  if (judgement.opens) return opening_text(judgement, plate);
  const bool speaks = judgement.is_arrival() || judgement.replaces;
  if (!speaks || judgement.turns_back) return {};
  if (judgement.waits) return ask_the_guard(plate);
  const bool refused = judgement.decision.verdict == rules::Verdict::refuse;
  return refused ? refusal_text(judgement, plate) : DisplayText();
}

}  // namespace cleangate::service
