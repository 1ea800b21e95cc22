#include "service/show_board.h"

#include <gtest/gtest.h>

#include "service/gate_keeper_test_support.h"

namespace cleangate::service {
namespace {

using namespace testing;

struct PhoneRow {
  const char* name;
  const char* phone;
  const char* want;
};
const PhoneRow kPhones[] = {
    {"mobile", "13912345678", "139XXXXXXXX"},
    {"empty", "", ""},
    {"three_digits", "119", "119"},
    {"four_digits", "1191", "119X"},
    {"full_width", "１３９１２３４５６７８", "139XXXXXXXX"},
    {"mixed_widths", "139１２３４5678", "139XXXXXXXX"},
    {"hyphens", "139-1234-5678", "139-XXXX-XXXX"},
    {"full_width_hyphens", "１３９－１２３４－５６７８", "139-XXXX-XXXX"},
    {"blanks", "139 1234 5678", "139 XXXX XXXX"},
    {"wide_blanks", "139　1234　5678", "139 XXXX XXXX"},
    {"country_code", "+86 13912345678", "+86 139XXXXXXXX"},
    {"full_width_country_code", "＋８６１３９１２３４５６７８", "+86139XXXXXXXX"},
    {"country_code_in_brackets", "（+86）139-1234-5678", "(+86)139-XXXX-XXXX"},
    {"trunk_country_code", "008613912345678", "0086139XXXXXXXX"},
    {"landline", "0316-1234567", "031X-XXXXXXX"},
    {"two_numbers", "13912345678/13887654321", "139XXXXXXXX/XXXXXXXXXXX"},
    {"words_before", "电话：13912345678", "电话:139XXXXXXXX"},
    {"no_digit", "无", "无"}};
class Phone : public ::testing::TestWithParam<PhoneRow> {};
TEST_P(Phone, IsMasked) {
  EXPECT_EQ(mask_phone(GetParam().phone), GetParam().want);
}
INSTANTIATE_TEST_SUITE_P(Rows, Phone, ::testing::ValuesIn(kPhones),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(BoardState, ShowsThePlantAndNeverAWholePhone) {
  TestPlant plant;
  plant.set("plant", "",
            R"({"name":"某厂","grade":"C","region":"131082","industry":"generic","board":)"
            R"({"legal_person":"张三","legal_phone":"13912345678",)"
            R"("responsible_phone":"13887654321"}})");
  const auto state = board_state(plant.plant);
  EXPECT_EQ(state["type"], Json("state"));
  EXPECT_EQ(state["plant"]["name"], Json("某厂"));
  EXPECT_EQ(state["plant"]["grade_text"], Json("C级"));
  EXPECT_EQ(state["plant"]["legal_phone"], Json("139XXXXXXXX"));
  EXPECT_EQ(state.dump().find("12345678"), std::string::npos);
  EXPECT_EQ(state.dump().find("87654321"), std::string::npos);
}

TEST(BoardState, ShowsTheIndustryInWordsAndNeverTheRulesCode) {
  struct {
    const char* facts;
    const char* shown;
  } const rows[] = {
      {R"({"industry":"generic"})", ""},
      {R"({"industry":"cement-clinker"})", ""},
      {R"({"industry":"人造板制造"})", "人造板制造"},
      {R"({"industry":"generic","board":{"industry_name":"人造板制造"}})", "人造板制造"},
  };
  for (const auto& row : rows) {
    TestPlant plant;
    plant.set("plant", "", row.facts);
    EXPECT_EQ(board_state(plant.plant)["plant"]["industry"], Json(row.shown)) << row.facts;
  }
}

TEST(BoardState, TheCodeLeadsToTheDriversPage) {
  TestPlant plant;
  plant.set("plant", "", R"({"name":"某厂","public_url":"https://gate.example/"})");
  EXPECT_EQ(board_state(plant.plant)["qr"]["url"], Json("https://gate.example/q"));
  plant.set("plant", "", R"({"name":"某厂","public_url":"javascript:alert"})");
  EXPECT_TRUE(board_state(plant.plant)["qr"].is_null());
}

TEST(BoardState, WithoutAWarningSaysSo) {
  TestPlant plant;
  const auto state = board_state(plant.plant);
  EXPECT_TRUE(state["warning"].is_null());
  EXPECT_EQ(state["no_warning_text"], Json("当前无重污染天气预警"));
  EXPECT_TRUE(state["measures"].items().empty());
}

TEST(BoardState, DuringAWarningSaysLevelResponseStartAndMeasures) {
  TestPlant plant;
  Draft plan = make_draft(plant.plant, ledger::Kind::plan, kAdmin);
  plan.payload.set(ledger::Field::value,
                   R"({"orange":{"measures":[{"text":"停止使用国四及以下重型货车",)"
                   R"("for_drivers":true}]},"red":{"measures":[{"text":"停产"}]}})");
  plant.commit(std::move(plan));
  plant.start_warning("orange");
  const auto state = board_state(plant.plant);
  EXPECT_EQ(state["warning"]["level"], Json("orange"));
  EXPECT_EQ(state["warning"]["response"], Json("Ⅱ"));
  EXPECT_EQ(state["warning"]["text"], Json("当前重污染天气橙色预警，执行Ⅱ级应急响应措施"));
  EXPECT_EQ(state["warning"]["started_text"], Json("启动时间：2026年12月14日8时"));
  ASSERT_EQ(state["measures"].items().size(), 1u);
  EXPECT_EQ(state["measures"].items()[0]["text"], Json("停止使用国四及以下重型货车"));
  EXPECT_EQ(state["measures"].items()[0]["for_drivers"], Json(true));
}

struct ArrivalRow {
  const char* name;
  const char* stage;  ///< of the truck during an orange warning
  const char* device;
  const char* resolved;  ///< by the guard, "" = not
  const char* verdict;
  const char* headline;
  const char* reason;
  const char* stage_text;
};
const ArrivalRow kArrivals[] = {
    {"admitted", "6b", "cam-in", "", "admit", "准许进入", "符合标准", "排放阶段 国六b"},
    {"refused", "4", "cam-in", "", "refuse", "禁止进入", "不符合国五及以上标准", "排放阶段 国四"},
    {"held", "", "cam-in", "", "hold", "待核实", "请联系门卫", nullptr},
    {"held_and_admitted", "", "cam-in", "admit", "admit", "准许进入", "门卫核实", nullptr},
    {"held_and_refused", "", "cam-in", "refuse", "refuse", "禁止进入", "门卫核实", nullptr},
    {"exit", "4", "cam-out", "", "admit", "准许驶出", "一路平安", "排放阶段 国四"},
};
class Arrival : public ::testing::TestWithParam<ArrivalRow> {};
TEST_P(Arrival, IsShownWithItsWords) {
  const auto& row = GetParam();
  TestLane lane;
  lane.register_truck("冀R12345", row.stage);
  lane.start_warning();
  lane.arrive("冀R12345", row.device);
  if (*row.resolved) {
    ASSERT_FALSE(lane.resolve(lane.last_id(), row.resolved));
  }
  const auto arrival = board_arrival(lane.plant, lane.passages_logged().back());
  EXPECT_EQ(arrival["type"], Json("arrival"));
  EXPECT_EQ(arrival["plate"], Json("冀R12345"));
  EXPECT_EQ(arrival["verdict"], Json(row.verdict));
  EXPECT_EQ(arrival["headline"], Json(row.headline));
  EXPECT_EQ(arrival["reason"], Json(row.reason));
  EXPECT_EQ(arrival["stage"], row.stage_text ? Json(row.stage_text) : Json());
  EXPECT_EQ(arrival["resolved"], Json(false));
}
INSTANTIATE_TEST_SUITE_P(Rows, Arrival, ::testing::ValuesIn(kArrivals),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(BoardArrival, OfAnAdmittedVehicleThatTheBarrierDidNotOpenForIsAHold) {
  TestLane lane;
  lane.barrier.fails = Error{ErrorCode::timeout, "no answer"};
  lane.deliver(lane.message("冀R12345"), false);
  lane.loop.run_until_idle();
  ASSERT_EQ(lane.last(passages::kVerdict), "admit");
  const auto arrival = board_arrival(lane.plant, lane.passages_logged().back());
  EXPECT_EQ(arrival["verdict"], Json("hold"));
  EXPECT_EQ(arrival["headline"], Json("待核实"));
}

TEST(BoardArrival, OfAnExitThatManualModeKeptIsAHold) {
  TestLane lane;
  lane.set_lane("out", "out", "manual");
  lane.arrive("冀R12345", "cam-out");
  const auto arrival = board_arrival(lane.plant, lane.passages_logged().back());
  EXPECT_EQ(arrival["verdict"], Json("hold"));
  EXPECT_EQ(arrival["reason"], Json("请联系门卫"));
}

TEST(BoardArrival, OfALateRecordIsNotShown) {
  TestLane lane;
  auto late = lane.message("冀R12345");
  late.offline = true;
  lane.deliver(late);
  lane.loop.run_until_idle();
  EXPECT_TRUE(board_arrival(lane.plant, lane.passages_logged().back()).is_null());
}

TEST(BoardArrival, OfAnEndedHoldIsResolved) {
  TestLane lane;
  lane.arrive("");
  EXPECT_EQ(board_arrival(lane.plant, lane.passages_logged()[0])["resolved"], Json(false));
  EXPECT_TRUE(board_arrival(lane.plant, lane.passages_logged()[0])["plate"].is_null());
  lane.arrive("冀R12345");
  EXPECT_EQ(board_arrival(lane.plant, lane.passages_logged()[0])["resolved"], Json(true));
}

TEST(BoardArrival, MarksTheCharacterThatMayBeMisread) {
  TestLane lane;
  lane.register_truck("冀R82345", "6b");
  lane.arrive("冀RB2345");
  const auto arrival = board_arrival(lane.plant, lane.passages_logged().back());
  EXPECT_EQ(arrival["uncertain"], Json::array({2}));
}

TEST(BoardArrival, AManagersWordsReplaceTheHeadlineButNotTheCauseOfARefusal) {
  TestLane lane;
  lane.set("plant", "",
           R"({"grade":"C","region":"131082","board":{"texts":{"admit":{"headline":"欢迎",)"
           R"("reason":"绿色运输"},"refuse":{"headline":"请回","reason":"不要"}}}})");
  lane.register_truck("冀R12345", "4");
  lane.register_truck("冀R99999", "6b");
  lane.start_warning();
  lane.arrive("冀R12345");
  lane.arrive("冀R99999");
  const auto refused = board_arrival(lane.plant, lane.passages_logged()[0]);
  EXPECT_EQ(refused["headline"], Json("请回"));
  EXPECT_EQ(refused["reason"], Json("不符合国五及以上标准"));
  const auto admitted = board_arrival(lane.plant, lane.passages_logged()[1]);
  EXPECT_EQ(admitted["headline"], Json("欢迎"));
  EXPECT_EQ(admitted["reason"], Json("绿色运输"));
}

}  // namespace
}  // namespace cleangate::service
