// Runs the golden cases beside the tables of data/stages, and proves that every row has one.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/toml.h"
#include "domain/vehicle/dossier.h"
#include "domain/vehicle/stage_inference.h"

namespace cleangate::vehicle {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(CLEANGATE_SOURCE_DIR "/data/stages/" + path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

const StageTables& tables() {
  static const StageTables kTables = [] {
    auto tables = parse_stage_tables(read_file("stages.toml"), "stages.toml");
    if (!tables) throw std::runtime_error(tables.error().message);
    return *std::move(tables);
  }();
  return kTables;
}

const Toml& cases() {
  static const Toml kCases = [] {
    auto cases = parse_toml(read_file("cases/stages.toml"));
    if (!cases) throw std::runtime_error(cases.error().message);
    return *std::move(cases);
  }();
  return kCases["case"];
}

std::string text(const Toml& value) {
  return std::string(value.text().value_or(""));
}

std::optional<Date> date(const Toml& value) {
  const auto written = value.date();
  return written ? std::optional(*parse_date(*written)) : std::nullopt;
}

InferenceInput road_input(const Toml& in) {
  InferenceInput input;
  input.plate = text(in["plate"]);
  if (in["colour"].exists()) input.colour = *plate::parse_colour(text(in["colour"]));
  input.fuel = text(in["fuel"]);
  input.vehicle_class = text(in["vehicle_class"]);
  input.gross_mass_kg = in["gross_mass_kg"].integer();
  input.registered = date(in["registered"]);
  input.made = date(in["made"]);
  input.first_region = text(in["first_region"]);
  input.is_fuel_cell = in["is_fuel_cell"].boolean().value_or(false);
  input.is_imported = in["is_imported"].boolean().value_or(false);
  input.is_converted = in["is_converted"].boolean().value_or(false);
  input.is_transferred = in["is_transferred"].boolean().value_or(false);
  return input;
}

MachineInput machine_input(const Toml& in) {
  MachineInput input;
  input.fuel = text(in["fuel"]);
  input.made = date(in["made"]);
  input.engine_made = date(in["engine_made"]);
  input.is_farm = in["is_farm"].boolean();
  if (const auto power = in["power_kw"].integer()) input.power_kw = static_cast<int>(*power);
  return input;
}

std::string heavy_of(const Toml& in) {
  Registered facts;
  facts.vehicle_class = text(in["vehicle_class"]);
  facts.gross_mass_kg = in["gross_mass_kg"].integer();
  return std::string(
      to_text(facts_of(facts, "冀A12345", *plate::parse_colour(text(in["colour"])), "").heavy));
}

/// Every member of `expect`, computed, as text.
std::map<std::string, std::string> outcome_of(const Toml& golden, const StageTables& rows) {
  const Toml& in = golden["input"];
  if (golden["kind"].text() == "ban") {
    const auto stage = *parse_stage(text(in["min"]), text(in["max"]));
    const auto answer = at_most(stage, Stage::s4);
    return {{"answer", answer == Truth::yes ? "deny" : answer == Truth::no ? "allow" : "hold"}};
  }
  const bool is_machine = golden["kind"].text() == "machine";
  const Inference found =
      is_machine ? infer_machine_stage(machine_input(in), rows) : infer_stage(road_input(in), rows);
  const auto gate = stage_for_gate(state_inference(found, WallTime{}), found.stage);
  const bool is_unknown = found.stage.is_unknown();
  return {{"min", is_unknown ? "X" : std::string(to_text(found.stage.min))},
          {"max", is_unknown ? "X" : std::string(to_text(found.stage.max))},
          {"likely_min", std::string(to_text(found.likely.min))},
          {"likely_max", std::string(to_text(found.likely.max))},
          {"confidence", std::string(to_text(found.confidence))},
          {"reason", std::string(to_text(found.reason))},
          {"gate_min", std::string(to_text(gate.min))},
          {"gate_max", std::string(to_text(gate.max))},
          {"heavy", is_machine || !in["colour"].exists() ? "" : heavy_of(in)}};
}

bool all_hold(const StageTables& rows) {
  for (const auto& golden : cases().items()) {
    const auto outcome = outcome_of(golden, rows);
    for (const auto& member : golden["expect"].members()) {
      if (outcome.at(member.key) != text(member.value)) return false;
    }
  }
  return true;
}

TEST(StageCases, GiveWhatTheyExpect) {
  ASSERT_FALSE(cases().items().empty());
  for (const auto& golden : cases().items()) {
    const auto outcome = outcome_of(golden, tables());
    ASSERT_FALSE(golden["expect"].members().empty()) << text(golden["id"]);
    for (const auto& [key, key_place, want] : golden["expect"].members()) {
      ASSERT_TRUE(outcome.contains(key)) << text(golden["id"]) << " expects " << key;
      EXPECT_EQ(outcome.at(key), text(want))
          << text(golden["id"]) << " (line " << key_place.line << "), " << key;
    }
  }
}

TEST(StageCases, HaveAnIdOfTheirOwn) {
  std::set<std::string> ids;
  for (const auto& golden : cases().items()) {
    EXPECT_TRUE(ids.insert(text(golden["id"])).second) << text(golden["id"]);
  }
}

TEST(StageCases, CiteTheRowWithItsMarkAndSource) {
  std::map<std::string, std::pair<Mark, std::string>> rows;
  for (const auto& limit : tables().limits) rows[limit.row] = {limit.mark, limit.source};
  for (const auto& window : tables().windows) rows[window.row] = {window.mark, window.source};
  std::set<std::string> proven;
  for (const auto& golden : cases().items()) {
    const auto row = text(golden["row"]);
    ASSERT_TRUE(parse_mark(text(golden["mark"]))) << row;
    EXPECT_FALSE(text(golden["source"]).empty()) << row;
    if (const auto found = rows.find(row); found != rows.end()) {
      EXPECT_EQ(*parse_mark(text(golden["mark"])), found->second.first) << row;
      EXPECT_EQ(text(golden["source"]), found->second.second) << row;
      proven.insert(row);
    }
  }
  for (const auto& [row, citation] : rows) EXPECT_TRUE(proven.contains(row)) << row;
}

/// A window of that day says the same, so that the limit alone decides nothing.
bool is_doubled(const StageLimit& limit) {
  return std::ranges::any_of(tables().windows, [&](const StageWindow& window) {
    return window.subject == limit.subject && window.fuel == limit.fuel &&
           window.from == limit.from && limit.regions.empty() && window.stage.min >= limit.stage;
  });
}

TEST(StageCases, NoticeEveryBindingDateThatIsWrongByADayAndEveryStageByOne) {
  ASSERT_TRUE(all_hold(tables()));
  for (std::size_t i = 0; i < tables().limits.size(); ++i) {
    const auto& limit = tables().limits[i];
    if (!limit.is_for_all || limit.basis == Basis::approval || !is_verified(limit.mark)) continue;
    if (is_doubled(limit)) continue;
    StageTables changed = tables();
    changed.limits[i].from += std::chrono::days(1);
    EXPECT_FALSE(all_hold(changed)) << limit.row << " a day late";
    changed.limits[i].from -= std::chrono::days(2);
    EXPECT_FALSE(all_hold(changed)) << limit.row << " a day early";
    changed.limits[i].from = limit.from;
    changed.limits[i].stage = static_cast<Stage>(static_cast<int>(limit.stage) - 1);
    EXPECT_FALSE(all_hold(changed)) << limit.row << " a stage low";
  }
  for (std::size_t i = 0; i + 1 < tables().windows.size(); ++i) {
    if (!tables().windows[i].to) continue;
    for (const int shift : {1, -1}) {
      StageTables changed = tables();
      *changed.windows[i].to += std::chrono::days(shift);
      *changed.windows[i + 1].from += std::chrono::days(shift);
      EXPECT_FALSE(all_hold(changed)) << changed.windows[i].row << " by " << shift;
    }
  }
}

}  // namespace
}  // namespace cleangate::vehicle
