#include "service/orders.h"
#include "domain/ledger/projections/rules_tables.h"

#include <gtest/gtest.h>

#include "service/gate_keeper_test_support.h"
#include "service/issue_warning.h"
#include "service/preview_decision.h"
#include "service/show_board.h"
#include "service/show_warnings.h"

namespace cleangate::service {
namespace {

using namespace testing;

class OrdersTest : public ::testing::Test, public TestLane {
 protected:
  OrdersTest() {
    // Grade A: no clause of its own speaks in a warning, so that what speaks is the order's.
    set("plant", "", R"({"name":"厂","grade":"A","industry":"generic","region":"131082"})");
  }
  Result<Json> act(const std::string& action, const Json& body) {
    std::optional<Result<Json>> told;
    const auto tell = [&](Result<Json> result) { told = std::move(result); };
    if (action == "start") {
      service::start_warning(plant, body, kAdmin, tell);
    } else {
      service::change_warning(plant, chain, action, body, kAdmin, tell);
    }
    loop.run_until_idle();
    if (!told) return fail(ErrorCode::unavailable, "not told");
    if (*told && action == "start") chain = (**told)["id"].text().value_or("");
    return *told;
  }
  std::string in(Milliseconds time) const { return to_rfc3339(loop.wall() + time); }
  Result<Json> start(std::string_view level = "orange", Milliseconds after = 0ms) {
    return act("start", Json::object({{"level", level}, {"effective_at", in(after)}}));
  }
  Result<Json> add(std::string_view body) { return act("measures", parse_json(body).value()); }
  Json preview(const std::string& stage, const Json& assume = Json()) {
    const auto vehicle = Json::object({{"stage", Json::object({{"min", stage}, {"max", stage}})},
                                       {"fuel", "B"},
                                       {"vehicle_class", "H11"}});
    return preview_decision(plant, Json::object({{"plate", "冀R44444"},
                                                 {"colour", "yellow"},
                                                 {"direction", "in"},
                                                 {"vehicle", vehicle},
                                                 {"assume", assume}}))
        .value();
  }
  std::string verdict(const std::string& stage) {
    return std::string(preview(stage)["verdict"].text().value_or(""));
  }
  /// A restart: memory from the rows alone.
  PlantState read_back() const {
    PlantState state;
    for (const auto table :
         {ledger::settings::kTable, ledger::vehicles::kTable, ledger::warning_actions::kTable,
          ledger::quota_counts::kTable, ledger::documents::kTable}) {
      for (const auto& [key, row] : log.rows.rows(table)) {
        state.apply({table, ledger::RowChange::Action::put, row});
      }
    }
    state.note_logged(plant.state.last_logged());
    return state;
  }

  std::string chain;
};

constexpr std::string_view kStopsDieselBelowSix =
    R"({"template":"M5","params":{"min_stage":6},"order":{"no":"廊坊〔2026〕3号"},
        "text":"国五柴油重卡停运"})";

TEST_F(OrdersTest, AnAddOnSpeaksFromItsTimeToItsEndAndWithItsWarningOnly) {
  ASSERT_TRUE(start());
  EXPECT_EQ(verdict("5"), "admit");
  auto body = parse_json(kStopsDieselBelowSix).value();
  body.set("from", in(2h));
  body.set("to", in(4h));
  const auto added = act("measures", body);
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_EQ((*added)["level"].text(), "orange");
  EXPECT_EQ(verdict("5"), "admit");
  loop.advance(2h - 1ms);
  EXPECT_EQ(verdict("5"), "admit");
  loop.advance(1ms);
  EXPECT_EQ(verdict("5"), "refuse");
  const auto reason = preview("5")["reasons"].items()[0];
  EXPECT_EQ(reason["values"]["order"].text(), "廊坊〔2026〕3号");
  EXPECT_EQ(reason["values"]["measure"].text(), (*added)["id"].text());
  loop.advance(2h);
  EXPECT_EQ(verdict("5"), "admit");
}

TEST_F(OrdersTest, AnAddOnEndsWithItsChain) {
  ASSERT_TRUE(start());
  const auto other = start("yellow");
  ASSERT_TRUE(add(R"({"template":"M5","params":{"min_stage":6}})"));
  EXPECT_EQ(verdict("5"), "refuse");
  const auto lifted = act("lift", Json::object({{"effective_at", in(0ms)}}));
  ASSERT_TRUE(lifted) << lifted.error().message;
  EXPECT_TRUE((*lifted)["level"].is_null());
  EXPECT_EQ((*lifted)["in_force"]["level"].text(), "orange") << "the other chain";
  EXPECT_EQ(verdict("5"), "admit");
}

TEST_F(OrdersTest, AnExemptionBelongsToItsOrderAlone) {
  ASSERT_TRUE(start());
  ASSERT_TRUE(add(R"({"template":"M5","params":{"min_stage":6},"exemptions":[
      {"clause":"m5.diesel","when":"fuel = \"B\"","text":"柴油保供","evidence":"证明"}]})"));
  EXPECT_EQ(verdict("5"), "admit");
  ASSERT_TRUE(add(R"({"template":"M5","params":{"min_stage":6}})"));
  EXPECT_EQ(verdict("5"), "refuse");
}

TEST_F(OrdersTest, WhatCannotBeReadIsRefusedWhenEnteredAndStopsWhenLogged) {
  ASSERT_TRUE(start());
  struct Row {
    const char* body;
    const char* want;
  };
  const Row kRows[] = {
      {R"({"params":{}})", "template: is missing"},
      {R"({"template":"M33"})", "template: there is no M33; there are"},
      {R"({"template":"UNREADABLE"})", "template: there is no UNREADABLE"},
      {R"({"template":"M3","params":{"max":6}})", "params: M3 has no 'max'"},
      {R"({"template":"M3","exemptions":[{"clause":"x"}]})", "exemptions[0]: clause: must be"},
      {R"({"template":"M3","exemption":[]})", "exemption: is not known here"},
      {R"({"template":"M3","from":"2026-01-02T00:00:00+08:00","to":"2026-01-02T00:00:00+08:00"})",
       "to: must be after from"},
      {R"({"template":"M3","order":{"number":"1"}})", "order: number: is not known here"},
      {R"({"template":"M3","order":{"document":"00"}})", "order: document: there is no stored"}};
  for (const auto& [body, want] : kRows) {
    const auto added = add(body);
    ASSERT_FALSE(added) << body;
    EXPECT_EQ(added.error().code, ErrorCode::invalid);
    EXPECT_NE(added.error().message.find(want), std::string::npos) << added.error().message;
  }
  EXPECT_EQ(verdict("6a"), "admit");

  Draft draft = make_draft(plant, ledger::Kind::warning, kAdmin);
  draft.payload.set(ledger::Field::chain, chain)
      .set(ledger::Field::action, "measures")
      .set(ledger::Field::detail, R"({"template":"M99"})");
  commit(std::move(draft));
  const auto seen = preview("6a");
  EXPECT_EQ(seen["verdict"].text(), "hold");
  EXPECT_EQ(seen["reasons"].items()[0]["clause"].text(), "measure.unreadable");
  EXPECT_NE(plant.state.orders().add_ons()[0].fault.find("M99"), std::string::npos);
}

TEST_F(OrdersTest, APlansMeasuresSpeakAtTheirLevelAndAWrongOneStops) {
  const auto put = [&](const char* value) {
    Draft draft = make_draft(plant, ledger::Kind::plan, kAdmin);
    draft.payload.set(ledger::Field::value, value);
    commit(std::move(draft));
  };
  put(R"({"orange":{"transport":[{"template":"BAN_STAGE","params":{"max_stage":5}}]},
          "red":{"transport":[{"template":"STOP_ROAD"}]}})");
  EXPECT_EQ(verdict("5"), "admit");
  ASSERT_TRUE(start());
  EXPECT_EQ(verdict("5"), "refuse");
  EXPECT_EQ(verdict("6a"), "admit");
  ASSERT_TRUE(act("change", Json::object({{"level", "red"}, {"effective_at", in(0ms)}})));
  EXPECT_EQ(verdict("6a"), "refuse");
  put(R"({"red":{"transport":{"template":"STOP_ROAD"}}})");
  EXPECT_EQ(verdict("6a"), "hold");
  put(R"({"red":{"transport":[{"template":"BAN_STAGE","params":{"stage":5}}]}})");
  EXPECT_EQ(verdict("6a"), "hold");
  put(R"({"red":{}})");
  EXPECT_EQ(verdict("6a"), "admit");
}

TEST_F(OrdersTest, AQuotaCountsWhatCameInOnItsDayAlsoAfterARestart) {
  set("plant", "", R"({"name":"厂","grade":"C","industry":"generic","region":"131082"})");
  Draft draft = make_draft(plant, ledger::Kind::plan, kAdmin);
  draft.payload.set(ledger::Field::value,
                    R"({"orange":{"transport":[
          {"id":"q","template":"QUOTA","params":{"percent":50,"base":5}}]}})");
  commit(std::move(draft));
  for (const auto* plate : {"冀R00001", "冀R00002", "冀R00003", "冀R00004"}) {
    register_truck(plate, "6a");
  }
  ASSERT_TRUE(arrive("冀R00004")->opened());
  loop.advance(10min);
  ASSERT_TRUE(start());
  EXPECT_TRUE(plant.state.orders().admitted("q", loop.wall()) == 0) << "before the warning";
  EXPECT_EQ(verdict("6a"), "admit");  // a preview takes nothing
  EXPECT_TRUE(arrive("冀R00001")->opened());
  EXPECT_EQ(plant.state.orders().admitted("q", loop.wall()), 1);
  loop.advance(10min);
  EXPECT_TRUE(arrive("冀R00002")->opened());
  loop.advance(10min);
  EXPECT_FALSE(arrive("冀R00003")->opened()) << "floor(50 % of 5) = 2";
  EXPECT_EQ(last(passages::kVerdict), "refuse");
  const auto again = read_back();
  EXPECT_EQ(again.orders().admitted("q", loop.wall()), 2);
  EXPECT_EQ(again.orders().in_force("131082", loop.wall())[0].admitted_today, 2);
  loop.advance(24h);
  EXPECT_EQ(plant.state.orders().admitted("q", loop.wall()), 0);
  EXPECT_TRUE(arrive("冀R00003")->opened());
}

TEST_F(OrdersTest, AnswersAndListsSayTheLevelAfterTheAct) {
  const auto started = start("yellow", 1h);
  ASSERT_TRUE(started);
  EXPECT_EQ((*started)["level"].text(), "yellow");
  EXPECT_TRUE((*started)["in_force"].is_null()) << "not yet";
  EXPECT_EQ((*started)["effective_at"].text(), in(1h));
  loop.advance(1h);
  EXPECT_EQ(show_warnings(plant)["in_force"]["level"].text(), "yellow");
  loop.advance(1min);
  const auto raised = act("change", Json::object({{"level", "red"}, {"effective_at", in(0ms)}}));
  ASSERT_TRUE(raised);
  EXPECT_EQ((*raised)["level"].text(), "red");
  EXPECT_EQ((*raised)["in_force"]["level"].text(), "red");
  const auto extended = act("extend", Json::object({{"expected_end", in(1h)}}));
  ASSERT_TRUE(extended);
  EXPECT_EQ((*extended)["level"].text(), "red");
  EXPECT_EQ((*extended)["in_force"]["overdue"].boolean(), false);
  loop.advance(1h);
  EXPECT_EQ(show_warnings(plant)["in_force"]["overdue"].boolean(), true);
  const auto lifted = act("lift", Json::object({{"effective_at", in(1h)}}));
  ASSERT_TRUE(lifted);
  EXPECT_TRUE((*lifted)["level"].is_null()) << (*lifted).dump();
  EXPECT_EQ((*lifted)["in_force"]["level"].text(), "red") << "until then";
  loop.advance(1h);
  const auto shown = show_warnings(plant);
  EXPECT_TRUE(shown["in_force"].is_null());
  EXPECT_TRUE(shown["items"].items().back()["level"].is_null()) << "a lift has no level";
  EXPECT_EQ(shown["items"].items()[0]["cancelled"].boolean(), false);
}

TEST_F(OrdersTest, WhatIsScheduledIsInForceAfterARestartAtItsTimeAndNotBefore) {
  ASSERT_TRUE(start("red", 3h));
  ASSERT_TRUE(add(R"({"template":"M3"})"));
  const auto again = read_back();
  EXPECT_EQ(again.orders().next_change(loop.wall()), loop.wall() + 3h);
  EXPECT_FALSE(rules::warning_in_force(again.warnings(), "131082", loop.wall() + 3h - 1ms));
  EXPECT_TRUE(again.orders().in_force("131082", loop.wall() + 3h - 1ms).empty());
  EXPECT_TRUE(rules::warning_in_force(again.warnings(), "131082", loop.wall() + 3h));
  EXPECT_EQ(again.orders().in_force("131082", loop.wall() + 3h).size(), 1u);
}

TEST_F(OrdersTest, TheBoardNamesTheOrdersMeasures) {
  ASSERT_TRUE(start());
  ASSERT_TRUE(add(kStopsDieselBelowSix));
  const auto measures = board_state(plant)["measures"];
  ASSERT_EQ(measures.items().size(), 1u);
  EXPECT_EQ(measures.items()[0]["text"].text(), "国五柴油重卡停运（廊坊〔2026〕3号）");
}

TEST_F(OrdersTest, AnAssumedNoWarningHasNoOrders) {
  ASSERT_TRUE(start());
  ASSERT_TRUE(add(R"({"template":"M5","params":{"min_stage":6}})"));
  EXPECT_EQ(preview("5", Json::object({{"warning", "none"}}))["verdict"].text(), "admit");
  EXPECT_EQ(preview("5", Json::object({{"warning", "red"}}))["verdict"].text(), "refuse");
}

}  // namespace
}  // namespace cleangate::service
