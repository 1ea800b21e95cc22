// The law's own truth table: every line must give its verdict and its clauses.

#include <gtest/gtest.h>

#include <fstream>

#include "domain/rules/decision.h"

namespace cleangate::rules {
namespace {

Situation situation_of(const Json& request) {
  const auto plate = std::string(request["plate"].text().value());
  const Json& assume = request["assume"];
  Situation situation;
  situation.at = parse_rfc3339(request["at"].text().value()).value();
  situation.colour = plate::parse_colour(request["colour"].text().value()).value();
  situation.direction = request["direction"].text() == "out" ? Direction::out : Direction::in;
  situation.grade = assume["grade"].text().value();
  situation.warning = parse_level(assume["warning"].text().value());
  situation.share_qualifying = assume["share"]["qualifying"].integer();
  situation.share_total = assume["share"]["total"].integer();
  situation.share_guard = parse_outcome(assume["share_guard"].text().value_or("remind")).value();
  situation.is_known = true;
  const auto registered = vehicle::parse_registered(request["vehicle"]).value();
  situation.facts = vehicle::facts_of(registered, plate, situation.colour, "");
  return situation;
}

TEST(TruthTable, EveryLineGivesItsVerdictAndItsClauses) {
  std::ifstream lines(CLEANGATE_ROOM_DIR "/testdata/generic.jsonl");
  std::string line;
  int count = 0;
  int right = 0;
  std::vector<Finding> findings;
  while (std::getline(lines, line)) {
    const auto row = parse_json(line).value();
    const auto situation = situation_of(row["request"]);
    const auto decision = decide(situation);
    Json clauses = Json::array();
    for (const auto& reason : decision.reasons) {
      clauses.push(Json::object({{"id", reason.clause}, {"outcome", to_text(reason.outcome)}}));
    }
    ++count;
    right += to_text(decision.verdict) == row["verdict"].text() && clauses == row["clauses"];
    EXPECT_EQ(to_text(decision.verdict), row["verdict"].text()) << line;
    EXPECT_EQ(clauses, row["clauses"]) << clauses.dump() << "\n" << line;
    EXPECT_EQ(judge(situation, findings), decision.verdict) << line;
  }
  std::cout << "truth table: " << right << " of " << count << " lines right\n";
  RecordProperty("lines", count);
  EXPECT_GE(count, 226);
}

}  // namespace
}  // namespace cleangate::rules
