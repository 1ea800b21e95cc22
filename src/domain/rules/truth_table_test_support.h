#pragma once
// The law's truth table, testdata/generic.jsonl. For tests only.

#include <fstream>
#include <string>
#include <vector>

#include "domain/rules/decision.h"

namespace cleangate::rules {

inline Situation situation_of(const Json& request) {
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

inline Json clauses_of(const Decision& decision) {
  Json clauses = Json::array();
  for (const auto& reason : decision.reasons) {
    clauses.push(Json::object({{"id", reason.clause}, {"outcome", to_text(reason.outcome)}}));
  }
  return clauses;
}

inline std::vector<Json> truth_table() {
  std::vector<Json> rows;
  std::ifstream lines(CLEANGATE_ROOM_DIR "/testdata/generic.jsonl");
  for (std::string line; std::getline(lines, line);) rows.push_back(parse_json(line).value());
  return rows;
}

}  // namespace cleangate::rules
