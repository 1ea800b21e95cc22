// Runs the golden cases beside the tables of data/stages, and proves that every row has one.

#include <gtest/gtest.h>

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
    auto cases = parse_toml(read_file("cases/stages.toml"), "cases/stages.toml");
    if (!cases) throw std::runtime_error(cases.error().message);
    return *std::move(cases);
  }();
  return kCases["case"];
}

std::string text(const Toml& value) {
  return std::string(value.text().value_or(""));
}

std::optional<Date> date(const Toml& value) {
  const auto written = value.moment();
  return written ? std::optional(*parse_date(*written)) : std::nullopt;
}

InferenceInput road_input(const Toml& in) {
  InferenceInput input;
  input.plate = text(in["plate"]);
  if (in.has("colour")) input.colour = *plate::parse_colour(text(in["colour"]));
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
std::map<std::string, std::string> outcome_of(const Toml& golden) {
  const Toml& in = golden["input"];
  if (golden["kind"].text() == "ban") {
    const auto stage = *parse_stage(text(in["min"]), text(in["max"]));
    const auto answer = at_most(stage, Stage::s4);
    return {{"answer", answer == Truth::yes ? "deny" : answer == Truth::no ? "allow" : "hold"}};
  }
  const bool is_machine = golden["kind"].text() == "machine";
  const Inference found = is_machine ? infer_machine_stage(machine_input(in), tables())
                                     : infer_stage(road_input(in), tables());
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
          {"heavy", is_machine || !in.has("colour") ? "" : heavy_of(in)}};
}

TEST(StageCases, GiveWhatTheyExpect) {
  ASSERT_FALSE(cases().items().empty());
  for (const auto& golden : cases().items()) {
    const auto outcome = outcome_of(golden);
    ASSERT_FALSE(golden["expect"].members().empty()) << text(golden["id"]);
    for (const auto& [key, want] : golden["expect"].members()) {
      ASSERT_TRUE(outcome.contains(key)) << text(golden["id"]) << " expects " << key;
      EXPECT_EQ(outcome.at(key), text(want))
          << text(golden["id"]) << " (line " << golden.line() << "), " << key;
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

}  // namespace
}  // namespace cleangate::vehicle
