#include "service/log_execution.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "service/issue_warning.h"
#include "service/keep_document.h"
#include "service/keep_plan.h"
#include "service/testing.h"

namespace cleangate::service {
namespace {

using namespace testing;

class Execution : public ::testing::Test, public TestPlant {
 protected:
  Execution() {
    put_plan(plant,
             parse_json(R"({"orange":{"measures":[{"id":"saw","text":"停锯"}],
                                             "transport":[{"id":"road","template":"STOP_ROAD"}]},
                                   "red":{"measures":[{"text":"全停"}]}})")
                 .value(),
             kAdmin, [](auto result) { ASSERT_TRUE(result) << result.error().message; });
    loop.run_until_idle();
    TestPlant::start_warning("orange");
  }
  Result<Json> log_it(std::string_view body) {
    std::optional<Result<Json>> told;
    log_execution(plant, "w1", parse_json(body).value(), kAdmin,
                  [&](Result<Json> result) { told = std::move(result); });
    loop.run_until_idle();
    if (!told) return fail(ErrorCode::unavailable, "not told");
    return *std::move(told);
  }
  Json shown(const std::string& level = "") {
    auto measures = measures_of_warning(plant, "w1", level);
    EXPECT_TRUE(measures);
    return show_executions(queries, "w1", *std::move(measures)).value();
  }
};

TEST_F(Execution, SaysWhichMeasuresOfTheLevelHaveAProofAndWhichNot) {
  EXPECT_EQ(shown()["complete"].boolean(), false);
  ASSERT_TRUE(log_it(R"({"measure":"saw","proof":{"kind":"signature","name":"李四"},"note":"n"})"));
  auto now = shown();
  EXPECT_EQ(now["level"].text(), "orange");
  ASSERT_EQ(now["measures"].items().size(), 2u);
  EXPECT_EQ(now["measures"].items()[0]["id"].text(), "saw");
  EXPECT_EQ(now["measures"].items()[0]["proofs"].integer(), 1);
  EXPECT_EQ(now["measures"].items()[1]["id"].text(), "road");
  EXPECT_EQ(now["measures"].items()[1]["proofs"].integer(), 0);
  EXPECT_TRUE(now["measures"].items()[1]["last_at"].is_null());
  EXPECT_EQ(now["complete"].boolean(), false);
  ASSERT_TRUE(log_it(R"({"measure":"road",
                         "proof":{"kind":"reading","value":0,"unit":"辆"}})"));
  now = shown();
  EXPECT_EQ(now["complete"].boolean(), true);
  ASSERT_EQ(now["items"].items().size(), 2u);
  EXPECT_EQ(now["items"].items()[0]["proof"]["name"].text(), "李四");
  EXPECT_EQ(now["items"].items()[0]["actor"].text(), "admin");
  EXPECT_EQ(shown("red")["complete"].boolean(), false);
}

TEST_F(Execution, AnOrdersMeasureNeedsItsProofToo) {
  change_warning(plant, "w1", "measures",
                 parse_json(R"({"template":"M3","text":"禁重卡"})").value(), kAdmin,
                 [](auto result) { ASSERT_TRUE(result) << result.error().message; });
  loop.run_until_idle();
  const auto measures = shown()["measures"];
  ASSERT_EQ(measures.items().size(), 3u);
  EXPECT_EQ(measures.items()[2]["text"].text(), "禁重卡");
  EXPECT_EQ(measures.items()[2]["kind"].text(), "order");
  const std::string id(measures.items()[2]["id"].text().value_or(""));
  ASSERT_TRUE(log_it(R"({"measure":")" + id + R"(","proof":{"kind":"signature","name":"x"}})"));
  EXPECT_EQ(shown()["measures"].items()[2]["proofs"].integer(), 1);
}

TEST_F(Execution, APhotoIsOneThatIsStored) {
  const auto hash = sha256("photo");
  const auto body =
      R"({"measure":"saw","proof":{"kind":"photo","document":")" + to_hex(hash) + R"("}})";
  EXPECT_EQ(log_it(body).error().code, ErrorCode::invalid);
  keep_document(plant, {"photo", hash}, "image/jpeg", "锯", kAdmin,
                [](auto result) { ASSERT_TRUE(result) << result.error().message; });
  loop.run_until_idle();
  EXPECT_TRUE(log_it(body));
}

TEST_F(Execution, NamesWhatIsWrong) {
  struct Row {
    const char* body;
    const char* want;
  };
  const Row kRows[] = {
      {R"({"measure":"x","proof":{}})", "measure: neither"},
      {R"({"measure":"saw"})", "proof: body: must be a JSON object"},
      {R"({"measure":"saw","proof":{"kind":"word"}})", "proof: kind: must"},
      {R"({"measure":"saw","proof":{"kind":"reading","unit":"t"}})", "proof: value: must"},
      {R"({"measure":"saw","proof":{"kind":"reading","value":1}})", "proof: unit: is missing"},
      {R"({"measure":"saw","proof":{"kind":"signature"}})", "proof: name: is missing"},
      {R"({"measure":"saw","proof":{"kind":"photo"}})", "proof: document: is missing"},
      {R"({"measure":"saw","proof":{"kind":"signature","name":"a"},"at":"2100-01-01T00:00:00Z"})",
       "at: lies in the future"}};
  for (const auto& [body, want] : kRows) {
    const auto result = log_it(body);
    ASSERT_FALSE(result) << body;
    EXPECT_TRUE(result.error().message.starts_with(want)) << result.error().message;
  }
  EXPECT_EQ(measures_of_warning(plant, "w9", "").error().code, ErrorCode::not_found);
  EXPECT_EQ(measures_of_warning(plant, "w1", "blue").error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace cleangate::service
