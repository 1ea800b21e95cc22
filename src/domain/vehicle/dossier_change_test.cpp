#include "domain/vehicle/dossier_change.h"

#include <gtest/gtest.h>

namespace cleangate::vehicle {
namespace {

using enum Stage;

const WallTime kNow = *parse_rfc3339("2026-11-20T08:00:00+08:00");

Statement said(StageSource source, StageInterval stage, int minute) {
  Statement statement;
  statement.source = source;
  statement.stage = stage;
  statement.at = kNow + std::chrono::minutes(minute);
  return statement;
}

Dossier merged(const std::vector<Statement>& statements) {
  return merge_statements({"", "冀A12345", plate::Colour::yellow, kNow}, statements,
                          kNow + std::chrono::hours(1));
}

TEST(DossierChange, TheSameResultIsNone) {
  const auto registry = said(StageSource::registry, {s5, s5}, 1);
  EXPECT_FALSE(compare(merged({registry}), merged({registry})));
  auto again = registry;
  again.at += std::chrono::minutes(5);
  EXPECT_FALSE(compare(merged({registry}), merged({registry, again})));
}

TEST(DossierChange, NamesEveryLimitWhoseAnswerChanged) {
  const auto registry = said(StageSource::registry, {s5, s5}, 1);
  const auto official = said(StageSource::official, {s3, s3}, 2);
  const auto change = compare(merged({registry}), merged({registry, official}));
  ASSERT_TRUE(change);
  EXPECT_TRUE(change->touches_gate());
  EXPECT_EQ(change->answers,
            (std::vector<AnswerChange>{{s3, Truth::no, Truth::yes}, {s4, Truth::no, Truth::yes}}));
  EXPECT_EQ(change->conflicts_after, 1);
  EXPECT_TRUE(change->is_pending);
  EXPECT_EQ(describe_chinese(*change), "国五（车辆档案）→国三（官方查询）");
  EXPECT_EQ(describe_english(*change),
            "China V (plant's registry) -> China III (official look-up)");
}

TEST(DossierChange, FromNothingToAStageEndsTheWait) {
  const auto change = compare(merged({}), merged({said(StageSource::list, {s6a, s6b}, 1)}));
  ASSERT_TRUE(change);
  EXPECT_TRUE(change->was_pending);
  EXPECT_FALSE(change->is_pending);
  EXPECT_EQ(change->answers.size(), 6u);  // ≤ 0 … ≤ 5: unknown before; ≤ 6a stays unknown
  EXPECT_EQ(describe_chinese(*change), "未知→国六（随车清单）");
}

TEST(DossierChange, ABetterSourceForTheSameStageIsAChangeOfPaperOnly) {
  const auto change = compare(
      merged({said(StageSource::registry, {s5, s5}, 1)}),
      merged({said(StageSource::registry, {s5, s5}, 1), said(StageSource::official, {s5, s5}, 2)}));
  ASSERT_TRUE(change);
  EXPECT_FALSE(change->touches_gate());
}

TEST(DossierChange, IsShownAsJson) {
  const auto json = to_json(*compare(merged({said(StageSource::registry, {s4, s4}, 1)}),
                                     merged({said(StageSource::registry, {s5, s5}, 1)})));
  EXPECT_EQ(json["before"]["stage"]["min"], Json("4"));
  EXPECT_EQ(json["after"]["source"], Json("registry"));
  EXPECT_EQ(json["answers"].items()[0]["at_most"], Json("4"));
  EXPECT_EQ(json["answers"].items()[0]["before"], Json("true"));
  EXPECT_EQ(json["answers"].items()[0]["after"], Json("false"));
}

}  // namespace
}  // namespace cleangate::vehicle
