// Each threshold, date and operator of the generic pack changed once must be noticed by the truth
// table or by a golden case.

#include <gtest/gtest.h>

#include <fstream>

#include "domain/rules/golden_test_support.h"
#include "domain/rules/shipped_packs.h"
#include "domain/rules/truth_table_test_support.h"

namespace cleangate::rules {
namespace {

constexpr std::string_view kPack = "cn-2020-340-generic";

struct Change {
  std::string_view from, to;
};
const Change kChanges[] = {
    {"stage <= 4", "stage <= 3"},
    {"stage <= 4", "stage <= 5"},
    {"stage <= 4", "stage < 4"},
    {"stage <= 4", "stage >= 4"},
    {"stage <= 4", "stage = 4"},
    {"stage <= 3", "stage <= 2"},
    {"stage <= 3", "stage <= 4"},
    {"stage <= 3", "stage = 3"},
    {"stage >= 5", "stage >= 4"},
    {"stage >= 5", "stage >= 6"},
    {"stage >= 4", "stage >= 3"},
    {"stage >= 4", "stage >= 5"},
    {"stage >= 3", "stage >= 2"},
    {"stage >= 3", "stage >= 4"},
    {" and ", " or "},
    {" or nev", " and nev"},
    {" or nev", ""},
    {" and not nev", ""},
    {" and not nev", " and nev"},
    {"not (stage", "(stage"},
    {"truck and ", ""},
    {" and heavy", ""},
    {" and not clean", ""},
    {" and not clean", " and clean"},
    {"* 100", "* 99"},
    {"* 100", "* 101"},
    {"+ 1)", "+ 0)"},
    {"+ 1)", "+ 2)"},
    {"* 100 <", "* 100 <="},
    {"* 100 <", "* 100 >"},
    {"value = 80", "value = 79"},
    {"value = 80", "value = 81"},
    {"share_qualifying * 100", "share_total * 100"},
    {R"(>= "yellow")", R"(> "yellow")"},
    {R"(>= "yellow")", R"(>= "orange")"},
    {R"(>= "yellow")", R"(>= "none")"},
    {R"(outcome = "refuse")", R"(outcome = "hold")"},
    {R"(outcome = "refuse")", R"(outcome = "remind")"},
    {R"(outcome = "share_guard")", R"(outcome = "refuse")"},
    {R"(on_unknown = "remind")", R"(on_unknown = "hold")"},
    {R"(["A", "A+", "引领性"])", R"(["A", "A+"])"},
    {R"(["A", "A+", "引领性"])", R"(["A", "引领性"])"},
    {R"(["A", "A+", "引领性"])", R"(["A", "A+", "引领性", "B"])"},
    {R"(grades = ["B"])", R"(grades = ["C"])"},
    {R"(grades = ["B"])", R"(grades = ["B", "B-"])"},
    {R"(grades = ["B", "C"])", R"(grades = ["B"])"},
    {R"(grades = ["B", "C"])", R"(grades = ["C"])"},
    {R"(unverified_grades = ["B-"])", R"(unverified_grades = [])"},
    {R"(["D", "非引领性", "未评级"])", R"(["D", "非引领性"])"},
    {R"(["D", "非引领性", "未评级"])", R"(["D", "未评级"])"},
    {R"(["D", "非引领性", "未评级"])", R"(["非引领性", "未评级"])"},
    {"valid_from = 2020-07-01", "valid_from = 2020-06-30"},
    {"valid_from = 2020-07-01", "valid_from = 2020-07-02"},
    {"min_percent = 100", "min_percent = 99"},
    {"min_percent = 80", "min_percent = 79"},
    {"min_percent = 80", "min_percent = 81"},
    {"percent = 20", "percent = 21"},
    {"percent = 30", "percent = 29"},
    {"percent = 60", "percent = 61"},
    {R"(verb = "stop")", R"(verb = "limit")"},
    {R"(level = "orange")", R"(level = "red")"},
    {R"(level = "yellow")", R"(level = "orange")"},
};

std::string generic_text() {
  for (const auto& [name, text] : shipped_files()) {
    if (name == std::string(kPack) + ".toml") return std::string(text);
  }
  return {};
}

/// Which of the tests notices the pack: the truth table, a golden case, or "".
std::string noticed_by(const PackPtr& pack, const std::vector<Json>& rows,
                       const GoldenFile& golden) {
  const auto rules = std::make_shared<const RuleSet>(std::vector{pack});
  for (const auto& row : rows) {
    auto situation = situation_of(row["request"]);
    situation.rules = rules;
    const auto decision = decide(situation);
    if (clauses_of(decision) != row["clauses"] ||
        to_text(decision.verdict) != row["verdict"].text()) {
      return "table";
    }
  }
  for (const auto& each : golden.toml["case"].items()) {
    if (!fault_of(case_of(golden, each, pack)).empty()) return golden.name;
  }
  return {};
}

bool stands_in_a_rule(std::string_view text, std::size_t at) {
  const auto start = text.rfind('\n', at) + 1;
  const auto line = text.substr(start, text.find('\n', at) - start);
  for (const std::string_view other :
       {"#", "text", "held", "advice", "title", "citation", "board"}) {
    if (line.starts_with(other)) return false;
  }
  return true;
}

TEST(Mutation, EveryOnePlaceChangeOfTheGenericPackIsNoticed) {
  const auto text = generic_text();
  ASSERT_FALSE(text.empty());
  const auto rows = truth_table();
  const auto files = golden_files();
  const auto golden =
      std::ranges::find(files, std::string(kPack) + ".golden.toml", &GoldenFile::name);
  ASSERT_NE(golden, files.end());
  int count = 0;
  for (const auto& [from, to] : kChanges) {
    int places = 0;
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + 1)) {
      if (!stands_in_a_rule(text, at)) continue;
      auto changed = text;
      changed.replace(at, from.size(), to);
      const auto read = read_pack(changed, "changed.toml");
      ++places;
      ++count;
      const auto line = std::ranges::count(text.substr(0, at), '\n') + 1;
      if (!read.pack) continue;  // the linter notices
      EXPECT_NE(noticed_by(read.pack, rows, *golden), "")
          << "line " << line << ": " << from << " → " << to;
    }
    EXPECT_GT(places, 0) << from << " stands nowhere";
  }
  std::cout << "mutations: " << count << "\n";
  EXPECT_EQ(noticed_by(shipped_pack(kPack), rows, *golden), "");
}

}  // namespace
}  // namespace cleangate::rules
