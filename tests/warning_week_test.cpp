// A week of warnings on the program in virtual time and its real log: yellow, orange, red, lift; an
// order with an exemption, a quota, a window over midnight; a restart and a wall clock that jumps
// an hour forward or back around each activation. A naive second statement (naive_week.h) judges
// every arrival and random vehicles at random times; CLEANGATE_RANDOM_CASES asks for more of these.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>

#include "base/log.h"
#include "domain/ledger/projections/tables.h"
#include "service/issue_warning.h"
#include "service/keep_plan.h"
#include "service/register_vehicle.h"
#include "service/use_case.h"
#include "store/sqlite/fault_vfs.h"
#include "tests/naive_week.h"
#include "tests/virtual_plant.h"

namespace cleangate::tests {
namespace {

using namespace std::chrono_literals;
namespace passages = ledger::passages;

const service::Actor kManager{"manager", "manager"};

const std::vector<NaiveTruck> kTrucks{
    {"冀R10001", "3", "B", "H11"},  {"冀R10002", "4", "B", "H11"},  {"冀R10003", "4", "E", "H11"},
    {"冀R10004", "5", "B", "H11"},  {"冀R10005", "5", "B", "Q11"},  {"冀R10006", "5", "E", "Q11"},
    {"冀R10007", "6a", "B", "Q11"}, {"冀R10008", "6b", "B", "H11"}, {"冀R10009", "D", "C", "H11"},
    {"冀R10010", "4", "B", "H31"},  {"冀R10011", "6b", "B", "H31"}, {"冀R10012", "3", "B", "K33"}};

class Nobody final : public Outside {
 public:
  void commanded(const service::OpenCommand&) override {}
  void request(const service::OutgoingRequest&, service::HttpClient::Done done) override {
    done(fail(ErrorCode::unavailable, "there is no camera"));
  }
  void held(const std::string&, const std::string&) override {}
  Milliseconds commit_takes() override { return 2ms; }
};

class Board final : public http::LiveClient {
 public:
  bool send(std::shared_ptr<const std::string> text, std::int64_t) override {
    texts.push_back(parse_json(*text).value_or(Json()));
    return true;
  }
  void when_sent(std::move_only_function<void()>) override {}
  void on_text(std::move_only_function<void(std::string)>) override {}
  void on_close(std::move_only_function<void()>) override {}
  void close(std::uint16_t, std::string) override {}
  /// The level of the newest state; "" = none was sent.
  [[nodiscard]] std::string level() const {
    for (auto text = texts.rbegin(); text != texts.rend(); ++text) {
      if ((*text)["type"].text() != "state") continue;
      const auto& warning = (*text)["warning"];
      return std::string(warning.is_null() ? "none" : warning["level"].text().value_or(""));
    }
    return "";
  }
  std::vector<Json> texts;
};

class WarningWeek : public ::testing::Test {
 protected:
  WarningWeek() {
    std::string name = (std::filesystem::temp_directory_path() / "cleangate-week-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    folder_ = name;
    log_to(folder_ + "/log.txt");
    start(true, parse_rfc3339("2026-12-14T00:00:00+08:00").value());
    set_up();
  }
  ~WarningWeek() override {
    plant_.reset();
    log_to("");
    std::filesystem::remove_all(folder_);
  }

  void start(bool create, WallTime now) {
    plant_.reset();  // the old process has died before
    auto started =
        VirtualPlant::start({"/plant/cleangate.db", disk_.name()}, create, now, 7, nobody_);
    ASSERT_TRUE(started) << started.error().message;
    plant_ = *std::move(started);
  }
  void restart() { start(false, wall()); }
  [[nodiscard]] WallTime wall() { return plant_->loop().wall(); }
  [[nodiscard]] service::Plant& plant() { return plant_->plant(); }
  void pass(Milliseconds span) { plant_->advance_to(plant_->loop().monotonic() + span); }

  /// Runs a use case to its answer.
  Json ask(const std::function<void(service::Reply)>& use_case) {
    std::optional<Result<Json>> told;
    use_case([&](Result<Json> result) { told = std::move(result); });
    pass(50ms);
    if (!told || !*told) {
      ADD_FAILURE() << (told ? told->error().message : "no answer");
      return {};
    }
    return **told;
  }
  void commit(service::Draft draft) {
    ask([&](service::Reply reply) {
      service::append_and_reply(plant(), std::move(draft), Json::object(), std::move(reply));
    });
  }
  void set(std::string_view subject, std::string_view key, std::string_view json) {
    commit(service::configuration(plant(), subject, key, parse_json(json).value(), kManager));
  }
  void set_up() {
    set("plant", "", R"({"name":"厂","grade":"C","industry":"generic","region":"131082"})");
    set("kill_switch", "", R"({"on":false})");
    set("lane", "in", R"({"gate":"g","name":"1号","direction":"in","mode":"automatic"})");
    set("device", "cam", R"({"id":"cam","kind":"hikvision","lane":"in"})");
    auto pack = service::make_draft(plant(), ledger::Kind::rule_pack, kManager);
    pack.payload.set(ledger::Field::pack, "cn-2020-340-generic")
        .set(ledger::Field::pack_version, "1")
        .set(ledger::Field::action, "activate")
        .set(ledger::Field::note, "init");
    commit(std::move(pack));
    for (const auto& truck : kTrucks) {
      const Json ends = Json::object({{"min", truck.stage}, {"max", truck.stage}});
      const Json facts = Json::object(
          {{"stage", ends}, {"fuel", truck.fuel}, {"vehicle_class", truck.vehicle_class}});
      ask([&](service::Reply reply) {
        service::put_vehicle(plant(), truck.plate, "yellow", facts, kManager, std::move(reply));
      });
    }
    const auto plan = parse_json(R"({
        "orange":{"transport":[
          {"id":"quota","template":"QUOTA","params":{"percent":50,"base":9}},
          {"template":"WINDOW","params":{"from":"22:00","to":"08:00"}}]},
        "red":{"transport":[{"template":"BAN_STAGE","params":{"max_stage":5},"exemptions":[
          {"clause":"plan.ban-stage","when":"fuel = \"E\"","text":"燃气保供","evidence":"证明"}]}]}})");
    ask([&](service::Reply reply) {
      service::put_plan(plant(), plan.value(), kManager, std::move(reply));
    });
  }

  /// Logged now; the naive statement hears it, too.
  void act(const std::string& action, std::string_view level, WallTime effective) {
    Json body = Json::object({{"effective_at", to_rfc3339(effective)}});
    if (!level.empty()) body.set("level", level);
    const auto answer = ask([&](service::Reply reply) {
      action == "start"
          ? service::start_warning(plant(), body, kManager, std::move(reply))
          : service::change_warning(plant(), chain_, action, body, kManager, std::move(reply));
    });
    chain_ = answer["id"].text().value_or("");
    const int number = level == "yellow" ? 1 : level == "orange" ? 2 : level == "red" ? 3 : 0;
    naive_.act(chain_, number, effective, logged_at(answer));
  }
  void add_order(WallTime from, WallTime to) {
    Json body = parse_json(R"({"template":"M5","params":{"min_stage":6},"exemptions":[
        {"clause":"m5.diesel","when":"vehicle_class = \"Q11\"","text":"牵引车","evidence":"单"}]})")
                    .value();
    body.set("from", to_rfc3339(from));
    body.set("to", to_rfc3339(to));
    const auto answer = ask([&](service::Reply reply) {
      service::change_warning(plant(), chain_, "measures", body, kManager, std::move(reply));
    });
    naive_.add_order(chain_, from, to, logged_at(answer));
  }
  WallTime logged_at(const Json& answer) {
    const auto index = static_cast<std::uint64_t>(answer["index"].integer().value_or(0));
    const auto entries = plant().queries.entries(index, 1);
    return ledger::decode_entry(entries.value().at(0).entry).value().log_time;
  }

  void arrive(const NaiveTruck& truck) {
    const auto expected_at = std::max(wall(), plant().state.last_logged());
    const auto want = naive_.judge(truck, expected_at);
    gate::Sighting sighting;
    sighting.device = "cam";
    sighting.vendor_key = "key-" + std::to_string(++messages_);
    sighting.plate = sighting.plate_raw = truck.plate;
    sighting.colour = plate::Colour::yellow;
    sighting.received = wall();
    sighting.received_monotonic = plant_->loop().monotonic();
    plant_->keeper().sighting(std::move(sighting), {}, {true, [] { return false; }},
                              [](service::SightingAnswer answer) { answer.after_reply(true); });
    pass(1s);
    service::PassageFilter newest;
    newest.limit = 1;
    const auto rows = plant().queries.passages(newest).value();
    ASSERT_EQ(rows.size(), 1u);
    const auto& row = rows[0];
    ASSERT_EQ(ledger::text(row[passages::kPlate]), truck.plate);
    ASSERT_EQ(from_unix_ms(ledger::integer(row[passages::kAt])), expected_at);
    EXPECT_EQ(ledger::text(row[passages::kVerdict]), want.verdict) << told(truck, expected_at);
    std::string clauses;
    const auto reasons = parse_json(ledger::text(row[passages::kReasons])).value();
    for (const Json& reason : reasons.items()) {
      clauses += (clauses.empty() ? "" : " ") + std::string(*reason["clause"].text()) + ":" +
                 std::string(*reason["outcome"].text());
    }
    EXPECT_EQ(clauses, want.clauses) << told(truck, expected_at);
    ++seen_[want.clauses];
    if (want.verdict == "admit" && want.counts) naive_.admitted(expected_at);
  }
  /// Any vehicle at any time, as memory would judge it.
  void ask_at_random(const NaiveTruck& truck, WallTime at) {
    const auto situation =
        plant().state.situation(truck.plate, plate::Colour::yellow, "", rules::Direction::in, at);
    const auto decision = rules::decide(situation);
    const auto want = naive_.judge(truck, at);
    std::string clauses;
    for (const auto& reason : decision.reasons) {
      clauses += (clauses.empty() ? "" : " ") + reason.clause + ":" +
                 std::string(rules::to_text(reason.outcome));
    }
    ASSERT_EQ(clauses, want.clauses) << told(truck, at);
    ASSERT_EQ(rules::to_text(decision.verdict), want.verdict);
    ASSERT_EQ(decision.verdict, rules::judge(situation, findings_));
    std::set<std::string> exempted;
    for (const auto& each : decision.exempted) exempted.insert(each.clause);
    ASSERT_EQ(exempted, want.exempted) << told(truck, at);
  }
  static std::string told(const NaiveTruck& truck, WallTime at) {
    return truck.plate + " " + truck.stage + " at " + to_rfc3339(at);
  }

  int draw(int below) { return static_cast<int>(random_() % static_cast<std::uint64_t>(below)); }
  const NaiveTruck& any_truck() { return kTrucks[static_cast<std::size_t>(draw(12))]; }
  /// Never the last again: after a restart under a clock that was turned back a lane cannot tell it
  /// from a second read of the one that stands there.
  const NaiveTruck& another_truck() {
    last_ = (last_ + 1 + draw(11)) % 12;
    return kTrucks[static_cast<std::size_t>(last_)];
  }
  void ask_many(long cases) {
    for (long i = 0; i < cases && !HasFatalFailure(); ++i) {
      const auto days = Milliseconds{(random_() % (14 * 24 * 3600)) * 1000};
      ask_at_random(any_truck(), wall() + days - std::chrono::days{7});
    }
  }
  /// Trucks come until then, on average three an hour.
  void until(WallTime when) {
    while (wall() < when && !HasFatalFailure()) {
      pass(std::min(Milliseconds{(600 + draw(1200)) * 1000},
                    std::chrono::duration_cast<Milliseconds>(when - wall())));
      if (wall() >= when) return;
      arrive(another_truck());
      ask_many(cases_an_arrival_);
    }
  }
  /// Around an activation: a death just before, one vehicle before and one at its moment, a clock
  /// that jumps an hour, a death again.
  void around(WallTime when, Milliseconds jump) {
    until(when - 5min);
    pass(std::chrono::duration_cast<Milliseconds>(when - 2s - wall()));
    arrive(another_truck());  // takes a second
    restart();
    pass(std::chrono::duration_cast<Milliseconds>(when - 1ms - wall()));
    const int before = naive_.level_at(when - 1ms);
    EXPECT_EQ(level_now(), before);
    pass(1ms);
    EXPECT_EQ(level_now(), naive_.level_at(when));
    plant_->loop().step_wall(jump);
    EXPECT_EQ(level_now(), naive_.level_at(std::max(wall(), plant().state.last_logged())));
    pass(5min);
    arrive(another_truck());
    restart();
    arrive_soon();
    plant_->loop().step_wall(-jump);
    arrive_soon();
  }
  void arrive_soon() {
    pass(5min);
    arrive(another_truck());
  }
  int level_now() {
    const auto now = rules::warning_in_force(plant().state.warnings(), "131082", plant().now());
    return now ? static_cast<int>(now->level) + 1 : 0;
  }

  std::string folder_, chain_;
  store::FaultVfs disk_{"week"};
  Nobody nobody_;
  std::unique_ptr<VirtualPlant> plant_;
  NaiveWeek naive_;
  std::mt19937_64 random_{20261214};
  std::map<std::string, int> seen_;
  std::vector<rules::Finding> findings_;
  long cases_an_arrival_ = 20;
  int messages_ = 0, last_ = 0;
};

WallTime day(int number, int hour) {
  return parse_rfc3339("2026-12-14T00:00:00+08:00").value() + std::chrono::days{number} +
         std::chrono::hours{hour};
}

TEST_F(WarningWeek, two_statements_of_the_law_find_no_difference) {
  if (const char* asked = std::getenv("CLEANGATE_RANDOM_CASES")) {
    cases_an_arrival_ = std::strtol(asked, nullptr, 10) / 450;
  }
  until(day(0, 16));
  act("start", "yellow", day(1, 0));
  around(day(1, 0), 1h);
  until(day(1, 11));
  act("change", "red", day(1, 17));  // taken back before it counts
  act("change", "orange", day(1, 16));
  around(day(1, 16), -1h);
  until(day(2, 9));
  add_order(day(2, 12), day(3, 12));
  around(day(2, 12), 1h);
  around(day(3, 12), -1h);            // the order ends
  add_order(day(3, 13), day(6, 23));  // this one with its warning
  act("change", "red", day(3, 20));
  around(day(3, 20), 1h);
  until(day(4, 23));
  act("lift", "", day(5, 12));
  around(day(5, 12), -1h);
  until(day(6, 12));
  ask_many(2000);
  for (const auto* clause : {"m5.diesel:refuse", "plan.quota:refuse", "plan.window:refuse",
                             "plan.ban-stage:refuse", "warning.ban-heavy-le4:refuse"}) {
    const bool spoke = std::ranges::any_of(
        seen_, [&](const auto& each) { return each.first.find(clause) != std::string::npos; });
    EXPECT_TRUE(spoke) << clause << " never spoke in this week";
  }
}

TEST_F(WarningWeek, the_board_is_told_at_the_moment_when_a_warning_counts) {
  const auto when = wall() + 90min + 500ms;
  act("start", "orange", when);
  add_order(when + 1h, when + 2h);
  restart();
  const auto board = std::make_shared<Board>();
  plant_->watch(board);
  pass(std::chrono::duration_cast<Milliseconds>(when - 1ms - wall()));
  EXPECT_EQ(board->level(), "none");
  pass(1ms);
  EXPECT_EQ(board->level(), "orange");
  // The order's measure stands on the board for its hour.
  const auto measures = [&] {
    pass(1ms);
    std::size_t count = 0;
    for (const auto& text : board->texts) {
      if (text["type"].text() == "state") count = text["measures"].items().size();
    }
    return count;
  };
  const auto before = measures();
  pass(1h);
  EXPECT_EQ(measures(), before + 1);
  pass(1h);
  EXPECT_EQ(measures(), before);
  // A clock that jumps over the moment is seen with the next tick.
  act("change", "red", wall() + 30min);
  pass(1s);
  EXPECT_EQ(board->level(), "orange");
  plant_->loop().step_wall(1h);
  pass(2s);
  EXPECT_EQ(board->level(), "red");
}

}  // namespace
}  // namespace cleangate::tests
