#include "domain/rules/measure.h"

#include <gtest/gtest.h>

#include "domain/rules/decision.h"
#include "domain/rules/shipped_packs.h"

namespace cleangate::rules {
namespace {

WallTime at(std::string_view time) {
  return parse_rfc3339(time).value();
}
MeasureRequest request(std::string_view name, std::string_view parameters = "null",
                       std::string_view exemptions = "null") {
  return {"m-1",
          "某市〔2026〕1号",
          Group::order,
          {at("2026-11-24T00:00:00+08:00"), std::nullopt},
          {},
          shipped_template(name),
          parse_json(parameters).value(),
          parse_json(exemptions).value()};
}
std::string refusal(const MeasureRequest& asked) {
  const auto made = make_measure(asked);
  EXPECT_FALSE(made);
  if (made) return "";
  EXPECT_EQ(made.error().code, ErrorCode::invalid);
  return made.error().message;
}

struct RefusalRow {
  const char* name;
  const char* of;
  const char* parameters;
  const char* exemptions;
  const char* want;
};
const RefusalRow kRefusals[] = {
    {"needs_base", "M6", "{}", "null", "params: M6 needs 'base'"},
    {"no_such", "M3", R"({"max":3})", "null", "params: M3 has no 'max'; it has max_stage"},
    {"no_object", "M3", "[]", "null", "params: must be a JSON object"},
    {"range", "M6", R"({"base":1,"percent":101})", "null", "percent: must be in 0–100"},
    {"kind", "M6", R"({"base":"1"})", "null", "base: must be a number"},
    {"stage", "M3", R"({"max_stage":"7"})", "null", "max_stage: must be a stage"},
    {"word", "M2", R"({"unit":"tonnes"})", "null",
     "unit: 'tonnes' is no unit; use vehicles, trips"},
    {"yes_no", "M2", R"({"above":1})", "null", "above: must be true or false"},
    {"time", "M7", R"({"base":1,"from":"25:00"})", "null", "from: write \"22:00\""},
    {"list", "BAN_STAGE", R"({"fuels":"B"})", "null", "fuels: must be a list"},
    {"no_list", "M3", "null", "{}", "exemptions: must be a list"},
    {"clause", "M3", "null", R"([{"clause":"m4","when":"rescue","text":"x"}])",
     "exemptions[0]: clause: must be one of m3.ban-heavy"},
    {"when", "M3", "null", R"([{"clause":"m3.ban-heavy","when":"rescu","text":"x"}])",
     "exemptions[0]: when: column 1: nothing is called 'rescu'; did you mean 'rescue'?"},
    {"text", "M3", "null", R"([{"clause":"m3.ban-heavy","when":"rescue"}])",
     "exemptions[0]: text: name the exemption"},
};
class Refused : public ::testing::TestWithParam<RefusalRow> {};
TEST_P(Refused, NamesWhatMayStandThere) {
  const auto& row = GetParam();
  EXPECT_NE(refusal(request(row.of, row.parameters, row.exemptions)).find(row.want),
            std::string::npos)
      << refusal(request(row.of, row.parameters, row.exemptions));
}
INSTANTIATE_TEST_SUITE_P(Rows, Refused, ::testing::ValuesIn(kRefusals),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Measure, NeedsATemplateAndATimeThatPasses) {
  auto asked = request("M3");
  asked.pack = nullptr;
  EXPECT_EQ(refusal(asked), "template: there is no such template");
  asked.pack = shipped_pack("cn-2020-340-generic");
  EXPECT_EQ(refusal(asked), "template: there is no such template");
  asked = request("M3");
  asked.validity.to = asked.validity.from;
  EXPECT_EQ(refusal(asked), "to: must be after from");
}

Situation a_truck(const MeasurePtr& measure) {
  Situation situation;
  situation.at = at("2026-11-24T10:00:00+08:00");
  situation.grade = "C";
  situation.warning = Level::orange;
  situation.is_known = true;
  situation.facts.truck = situation.facts.heavy = Truth::yes;
  situation.facts.nev = Truth::no;
  situation.facts.stage = {vehicle::Stage::s5, vehicle::Stage::s5};
  situation.other.set(Fact::special_vehicle, Truth::no);
  situation.other.set(Fact::dangerous_goods, Truth::no);
  situation.measures = {{measure, std::nullopt}};
  return situation;
}

TEST(Measure, ItsParametersReplaceTheTemplatesAndStandInTheReason) {
  const auto measure = make_measure(request("M3", R"({"max_stage":5})")).value();
  const auto decision = decide(a_truck(measure));
  ASSERT_EQ(decision.reasons.size(), 1u);
  const auto& reason = decision.reasons[0];
  EXPECT_EQ(reason.clause, "m3.ban-heavy");
  EXPECT_EQ(reason.values["max_stage"].text(), "5");
  EXPECT_EQ(reason.values["measure"].text(), "m-1");
  EXPECT_EQ(reason.values["order"].text(), "某市〔2026〕1号");
  EXPECT_EQ(text_of(reason).zh, "国五重型货车，橙色预警期间工业企业禁止使用");
  EXPECT_TRUE(decide(a_truck(make_measure(request("M3")).value())).reasons.empty());
}

TEST(Measure, AnExemptionOfItsOwnLiftsItAndIsNamed) {
  const auto measure =
      make_measure(request("M3", R"({"max_stage":5})",
                           R"([{"clause":"m3.ban-heavy","id":"safe","when":"safe_production",)"
                           R"("text":"保证安全生产运行","evidence":"证明"}])"))
          .value();
  auto situation = a_truck(measure);
  const auto open = decide(situation);
  ASSERT_EQ(open.reasons.size(), 1u);
  EXPECT_EQ(open.verdict, Verdict::hold);
  EXPECT_EQ(open.reasons[0].values["exemption"]["id"].text(), "safe");
  EXPECT_EQ(open.reasons[0].values["exemption"]["evidence"].text(), "证明");
  EXPECT_EQ(text_of(open.reasons[0]).zh,
            "国五重型货车，橙色预警期间工业企业禁止使用；是否属于“保证安全生产运行”须核实（证明）");
  situation.other.set(Fact::safe_production, Truth::yes);
  const auto lifted = decide(situation);
  EXPECT_EQ(lifted.verdict, Verdict::admit);
  EXPECT_TRUE(lifted.reasons.empty());
  ASSERT_EQ(lifted.exempted.size(), 1u);
  EXPECT_EQ(lifted.exempted[0].exemption, "safe");
  EXPECT_EQ(exempted_json(lifted).items()[0]["clause"].text(), "m3.ban-heavy");
  situation.other.set(Fact::safe_production, Truth::no);
  EXPECT_EQ(decide(situation).verdict, Verdict::refuse);
}

TEST(Measure, ItsExemptionsTouchNoOtherMeasure) {
  const auto exempt =
      make_measure(request("M3", R"({"max_stage":5})",
                           R"([{"clause":"m3.ban-heavy","when":"true","text":"全部"}])"))
          .value();
  auto situation = a_truck(exempt);
  EXPECT_EQ(decide(situation).verdict, Verdict::admit);
  situation.measures.push_back({make_measure(request("M3", R"({"max_stage":5})")).value(), {}});
  EXPECT_EQ(decide(situation).verdict, Verdict::refuse);
}

}  // namespace
}  // namespace cleangate::rules
