#pragma once
// A stage look-up that answers what the test says, when it says. Tests only.

#include <map>
#include <optional>
#include <string>

#include "base/virtual_loop.h"
#include "service/gate_keeper_test_support.h"
#include "service/look_up_vehicle.h"

namespace cleangate::service::testing {

class FakeLookup final : public StageLookup {
 public:
  explicit FakeLookup(VirtualLoop& loop) : loop_(loop) {}
  Result<Json> check(const Json& settings) const override {
    if (settings["bad"].boolean() == true) return fail(ErrorCode::invalid, "bad: is set");
    return settings;
  }
  std::string server_of(const Json& settings) const override {
    return std::string(settings["url"].text().value_or("https://a"));
  }
  void ask(const Json&, const std::string& secret, const StageQuestion& question,
           Done done) override {
    secrets.push_back(secret);
    asked.push_back(question);
    ++on_the_way;
    most_on_the_way = std::max(most_on_the_way, on_the_way);
    loop_.post_after(takes, [this, question, done = std::move(done)]() mutable {
      --on_the_way;
      if (fails) return done(std::unexpected(*fails), {});
      done(answer_to(question), {200, "answer"});
    });
  }
  /// 国四 unless the test says otherwise, about whom it was asked.
  StageAnswer answer_to(const StageQuestion& question) {
    StageAnswer answer;
    answer.found = knows;
    answer.raw = sha256("answer");
    if (!knows) return answer;
    answer.statement.source = vehicle::StageSource::official;
    answer.statement.stage = {stage, stage};
    answer.statement.plate = says_plate.value_or(question.plate);
    answer.statement.colour = question.colour;
    answer.statement.vin = says_vin.value_or("");
    answer.facts.fuel = "B";
    answer.facts.vehicle_class = "H11";
    return answer;
  }

  std::vector<StageQuestion> asked;
  std::vector<std::string> secrets;
  Milliseconds takes{50};
  std::optional<Error> fails;
  bool knows = true;
  vehicle::Stage stage = vehicle::Stage::s4;
  std::optional<std::string> says_plate, says_vin;
  int on_the_way = 0, most_on_the_way = 0;

 private:
  VirtualLoop& loop_;
};

/// A plant under an orange warning whose look-up is on.
class TestLookUps : public TestLane {
 public:
  TestLookUps() {
    log.listener = &look_ups;
    start_warning();
    turn(R"({"enabled":true,"per_minute":30,"fresh_days":30})");
  }
  void turn(std::string_view json) { set("lookup", "", json); }
  /// The last passage as the API has it in its column.
  [[nodiscard]] Json answer() const { return parse_json(last(passages::kLookUp)).value_or(Json()); }
  void pass_time(Milliseconds time) { loop.advance(time); }

  FakeLookup port{loop};
  VehicleLookUps look_ups{{plant, port, [] { return LookupSecret{"https://a", "secret"}; }}};
};

}  // namespace cleangate::service::testing
