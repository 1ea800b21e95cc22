#include <gtest/gtest.h>

#include "service/keep_plan.h"

namespace cleangate::service {
namespace {

TEST(PrintedPlan, HoldsEveryMeasureContactAndExemptionAndNoMarkupOfPeople) {
  const auto version = parse_json(R"({"version":3,"at":"2026-11-24T08:00:00+08:00",
      "note":"<script>","plan":{
      "orange":{"measures":[{"text":"停推台锯2台（共4台）","base_method":"设备台数",
                             "verify_by":"用电监管","for_drivers":true}],
                "transport":[{"template":"STOP_ROAD","exemptions":[
                    {"clause":"plan.stop-road","when":"livelihood","text":"民生","evidence":"证明"}]}]},
      "contacts":[{"name":"张三 & 李四","role":"负责人","phone":"13912345678"}]}})")
                           .value();
  const auto page = print_plan(Json::object({{"name", "某\"厂\""}, {"grade", "C"}}), version);
  for (const auto* want :
       {"第3版", "2026年11月24日", "停推台锯2台（共4台）", "设备台数", "用电监管",
        "橙色预警（Ⅱ级响应）", "一厂一策：停止公路运输", "民生（凭证：证明）", "张三 &amp; 李四",
        "13912345678", "某&quot;厂&quot;", "&lt;script&gt;", "@page{size:A4", "本级未制定措施"}) {
    EXPECT_NE(page.find(want), std::string::npos) << want;
  }
  EXPECT_EQ(page.find("<script"), std::string::npos);
}

}  // namespace
}  // namespace cleangate::service
