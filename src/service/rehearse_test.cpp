#include "service/rehearse.h"

#include <gtest/gtest.h>

#include <set>

#include "service/gate_keeper_test_support.h"
#include "service/rehearsal.h"

namespace cleangate::service {
namespace {

using namespace testing;

class Rehearse : public ::testing::Test, public TestLane {
 protected:
  Rehearse() : began(loop.wall()) {}
  Result<Json> play(Json body) {
    if (!body.has("from")) body.set("from", to_rfc3339(began));
    if (!body.has("to")) body.set("to", to_rfc3339(loop.wall()));
    std::optional<Result<Json>> told;
    rehearse(plant, loop, body, [&](Result<Json> result) { told = std::move(result); });
    loop.run_until_idle();
    if (!told) return fail(ErrorCode::unavailable, "not told");
    return *std::move(told);
  }
  Json played(std::string_view level) {
    auto result = play(Json::object({{"level", level}}));
    EXPECT_TRUE(result) << result.error().message;
    return result ? *std::move(result) : Json();
  }
  void come(const std::string& plate) {
    arrive(plate);
    loop.advance(10min);
  }
  void put_plan(const char* value) {
    Draft draft = make_draft(plant, ledger::Kind::plan, kAdmin);
    draft.payload.set(ledger::Field::value, value);
    commit(std::move(draft));
  }

  WallTime began;
};

TEST_F(Rehearse, SaysWhoWouldHaveBeenRefusedAndWritesNothing) {
  register_truck("冀R00004", "4");
  register_truck("冀R00006", "6a");
  for (const auto* plate : {"冀R00004", "冀R00006", "冀R00004", "冀R00006"}) come(plate);
  const auto entries = log.entries.size();
  const auto orange = played("orange");
  EXPECT_EQ(log.entries.size(), entries);
  EXPECT_EQ(orange["passages"].integer(), 4);
  EXPECT_EQ(orange["refused"].integer(), 2);
  EXPECT_EQ(orange["admitted"].integer(), 2);
  EXPECT_EQ(orange["refused_without"].integer(), 0);
  ASSERT_EQ(orange["vehicles"].items().size(), 1u);
  const auto& truck = orange["vehicles"].items()[0];
  EXPECT_EQ(truck["plate"].text(), "冀R00004");
  EXPECT_EQ(truck["refused"].integer(), 2);
  EXPECT_EQ(truck["reason"]["clause"].text(), "warning.ban-heavy-le4");
  EXPECT_EQ(orange["share"]["before"]["percent"].integer(), 50);
  EXPECT_EQ(orange["share"]["after"]["percent"].integer(), 100);
  EXPECT_EQ(played("none")["refused"].integer(), 0);
  EXPECT_EQ(orange["grade"].text(), "C");
  const auto grade_a = play(Json::object({{"level", "orange"}, {"grade", "A"}}));
  EXPECT_EQ((*grade_a)["refused_without"].integer(), 2) << "grade A is always closed to 国四";
}

TEST_F(Rehearse, GivesTheGatesOwnVerdicts) {
  const std::pair<const char*, const char*> kTrucks[] = {{"冀R00003", "3"},
                                                         {"冀R00004", "4"},
                                                         {"冀R00005", "5"},
                                                         {"冀R00006", "6a"},
                                                         {"冀R0000X", ""}};
  for (const auto& [plate, stage] : kTrucks) register_truck(plate, stage);
  put_plan(R"({"orange":{"transport":[
      {"id":"q","template":"QUOTA","params":{"percent":50,"base":7}},
      {"template":"WINDOW","params":{"from":"22:00","to":"08:30"}}]}})");
  start_warning("orange");
  began = loop.wall() + 1ms;
  loop.advance(10min);
  for (int round = 0; round < 30; ++round) {
    for (const auto& [plate, stage] : kTrucks) {
      come(plate);
      loop.advance(7min);
    }
  }
  std::map<std::string, std::int64_t> seen;
  std::int64_t refused = 0;
  for (const auto& row : passages_logged()) {
    const bool is_refused = ledger::text(row[passages::kVerdict]) == "refuse";
    refused += is_refused ? 1 : 0;
    if (is_refused) ++seen[std::string(ledger::text(row[passages::kPlate]))];
  }
  const auto orange = played("orange");
  EXPECT_EQ(orange["passages"].integer(), static_cast<std::int64_t>(passages_logged().size()));
  EXPECT_EQ(orange["refused"].integer(), refused);
  std::map<std::string, std::int64_t> rehearsed;
  for (const auto& vehicle : orange["vehicles"].items()) {
    if (vehicle["refused"].integer().value_or(0) == 0) continue;
    rehearsed[std::string(vehicle["plate"].text().value_or(""))] =
        vehicle["refused"].integer().value_or(0);
  }
  EXPECT_EQ(rehearsed, seen);
  EXPECT_GT(seen["冀R00006"], 0) << "the quota and the window spoke";
  EXPECT_LT(seen["冀R00006"], 30);
}

TEST_F(Rehearse, TakesFactsAsKnownNowOrAsKnownThen) {
  register_truck("冀R00004", "4");
  come("冀R00004");
  register_truck("冀R00004", "6a");
  EXPECT_EQ(played("orange")["refused"].integer(), 0);
  const auto then = play(Json::object({{"level", "orange"}, {"facts", "then"}}));
  ASSERT_TRUE(then);
  EXPECT_EQ((*then)["refused"].integer(), 1);
  EXPECT_EQ((*then)["facts"].text(), "then");
}

TEST_F(Rehearse, APeriodToComeIsPlayedWithTheSameWeekdaysBefore) {
  register_truck("冀R00004", "4");
  come("冀R00004");
  const auto from = began + std::chrono::days{7};
  const auto next_week = play(Json::object({{"level", "red"},
                                            {"from", to_rfc3339(from)},
                                            {"to", to_rfc3339(from + std::chrono::days{1})}}));
  ASSERT_TRUE(next_week) << next_week.error().message;
  EXPECT_EQ((*next_week)["based_on"]["from"].text(), to_rfc3339(began - std::chrono::days{7}));
  EXPECT_EQ((*next_week)["refused"].integer(), 0) << "to lies a day ahead: two weeks back";
  loop.advance(24h);
  const auto tomorrow = play(Json::object({{"level", "red"},
                                           {"from", to_rfc3339(from)},
                                           {"to", to_rfc3339(from + std::chrono::days{1})}}));
  EXPECT_EQ((*tomorrow)["based_on"]["from"].text(), to_rfc3339(began));
  EXPECT_EQ((*tomorrow)["refused"].integer(), 1);
}

TEST_F(Rehearse, ReadsMoreThanAPageAndMoreThanABatch) {
  register_truck("冀R00004", "4");
  for (int i = 0; i < 1003; ++i) come("冀R00004");
  const auto orange = played("orange");
  EXPECT_EQ(orange["passages"].integer(), 1003);
  EXPECT_EQ(orange["refused"].integer(), 1003);
  EXPECT_EQ(orange["cut"].boolean(), false);
}

TEST_F(Rehearse, NamesWhatIsWrongWithTheQuestion) {
  struct Row {
    const char* body;
    const char* want;
  };
  const Row kRows[] = {
      {R"({})", "level:"},
      {R"({"level":"blue"})", "level:"},
      {R"({"level":"red","grade":"E"})", "grade:"},
      {R"({"level":"red","facts":"later"})", "facts:"},
      {R"({"level":"red","from":"x"})", "from:"},
      {R"({"level":"red","to":"2020-01-01T00:00:00+08:00"})", "to: must be after from"},
      {R"({"level":"red","from":"2020-01-01T00:00:00+08:00"})", "to: at most a year"},
      {R"({"level":"red","until":1})", "until: is not known here"}};
  for (const auto& [body, want] : kRows) {
    const auto result = play(parse_json(body).value());
    ASSERT_FALSE(result) << body;
    EXPECT_EQ(result.error().code, ErrorCode::invalid);
    EXPECT_TRUE(result.error().message.starts_with(want)) << result.error().message;
  }
}

}  // namespace
}  // namespace cleangate::service
