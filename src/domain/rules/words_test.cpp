#include <gtest/gtest.h>

#include "domain/rules/decision.h"

namespace cleangate::rules {
namespace {

Reason ban(Outcome outcome, std::string stage, std::string warning = "orange",
           std::string truck = "true") {
  return {"cn-2020-340-generic", "1", "warning.ban-heavy-le4", outcome,
          Json::object({{"truck", truck},
                        {"heavy", "true"},
                        {"stage_min", stage},
                        {"stage_max", stage},
                        {"warning", warning}})};
}
Reason listed(std::string_view clause, Outcome outcome, std::string source, std::string why) {
  return {"builtin", "1", std::string(clause), outcome,
          Json::object({{"item", "1"}, {"source", source}, {"reason", why}})};
}
Reason own(std::string_view clause) {
  return {"builtin", "1", std::string(clause), Outcome::hold, Json::object()};
}

struct WordsRow {
  const char* name;
  Reason reason;
  const char* zh;
  const char* en;
  const char* board;
};
std::vector<WordsRow> words_rows() {
  return {
      {"ban", ban(Outcome::refuse, "4"), "国四重型货车，橙色预警期间禁止进入",
       "China IV heavy truck: no entry during an orange warning", "不符合国五及以上标准"},
      {"ban_red", ban(Outcome::refuse, "3", "red"), "国三重型货车，红色预警期间禁止进入",
       "China III heavy truck: no entry during a red warning", "不符合国五及以上标准"},
      {"stage_missing", ban(Outcome::hold, "X"), "重型货车排放阶段未知，橙色预警期间须先核实",
       "heavy truck, emission stage unknown: to be checked during an orange warning", "请联系门卫"},
      {"class_missing", ban(Outcome::hold, "4", "yellow", "unknown"),
       "车辆类型未知，黄色预警期间须先核实",
       "vehicle class unknown: to be checked during a yellow warning", "请联系门卫"},
      {"bureau_list", listed("list.deny", Outcome::refuse, "bureau", "限行"),
       "生态环境部门禁入名单内：限行", "on the deny list (bureau): 限行", "在禁入名单内"},
      {"plant_list_without_reason", listed("list.deny", Outcome::refuse, "plant", ""),
       "本厂禁入名单内", "on the deny list (plant)", "在禁入名单内"},
      {"watch_list", listed("list.watch", Outcome::remind, "plant", "欠费"), "本厂关注名单内：欠费",
       "on the watch list (plant): 欠费", "请联系门卫"},
      {"no_plate", own("plate.missing"), "没有读到号牌", "no plate was read", "请联系门卫"},
      {"stranger", own("visitor.unknown"), "车辆没有登记，也没有预约",
       "not registered and not announced", "请联系门卫"},
  };
}
class Words : public ::testing::TestWithParam<WordsRow> {};
TEST_P(Words, SayTheCauseInBothLanguages) {
  const auto text = text_of(GetParam().reason);
  EXPECT_EQ(text.zh, GetParam().zh);
  EXPECT_EQ(text.en, GetParam().en);
  EXPECT_EQ(board_words(GetParam().reason), GetParam().board);
}
TEST_P(Words, AlwaysSayWhatTheDriverCanDo) {
  const auto advice = advice_of(GetParam().reason);
  EXPECT_FALSE(advice.zh.empty());
  EXPECT_FALSE(advice.en.empty());
}
TEST_P(Words, StandInTheApisForm) {
  const auto json = to_json(GetParam().reason);
  EXPECT_EQ(json["text"]["zh"].text(), GetParam().zh);
  EXPECT_EQ(json["text"]["en"].text(), GetParam().en);
  EXPECT_EQ(json["clause"].text(), GetParam().reason.clause);
  EXPECT_EQ(json["outcome"].text(), to_text(GetParam().reason.outcome));
  EXPECT_EQ(json["values"], GetParam().reason.values);
  EXPECT_TRUE(json["advice"]["zh"].is_text());
}
INSTANTIATE_TEST_SUITE_P(Rows, Words, ::testing::ValuesIn(words_rows()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Words, OfADamagedReasonAreStillWords) {
  Reason reason = ban(Outcome::refuse, "?");
  reason.values = Json();
  EXPECT_EQ(text_of(reason).zh, "未知重型货车，预警期间禁止进入");
}

}  // namespace
}  // namespace cleangate::rules
