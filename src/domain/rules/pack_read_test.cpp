#include <gtest/gtest.h>

#include "base/limits.h"
#include "domain/rules/pack.h"
#include "domain/rules/shipped_packs.h"

namespace cleangate::rules {
namespace {

constexpr std::string_view kHead = R"(id = "x"
version = "1"
kind = "base"
title = {zh = "试", en = "test"}
document = "文"
citation = "条"
region = "000000"
industry = "generic"
valid_from = 2020-07-01
evidence = "brochure"
)";
constexpr std::string_view kClause = R"([[clause]]
id = "a"
when = "truck"
outcome = "refuse"
text = {zh = "货车", en = "truck"}
)";

std::string pack(std::string_view more = kClause) {
  return std::string(kHead) + std::string(more);
}
std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  return text.replace(at, from.size(), to);
}
/// The problems, one a line.
std::string problems(const std::string& toml) {
  const auto read = read_pack(toml, "x.toml");
  std::string out;
  bool is_bad = false;
  for (const auto& problem : read.problems) {
    out += problem.text() + "\n";
    is_bad = is_bad || !problem.is_hint;
    EXPECT_GT(problem.line, 0) << problem.text();
    EXPECT_FALSE(problem.mend.empty()) << problem.text();
  }
  EXPECT_EQ(read.pack == nullptr, is_bad);
  return out;
}

TEST(Linter, ASoundPackHasNoProblem) {
  EXPECT_EQ(problems(pack()), "");
  const auto read = read_pack(pack(), "x.toml");
  ASSERT_TRUE(read.pack);
  EXPECT_EQ(read.pack->id, "x");
  ASSERT_EQ(read.pack->clauses.size(), 1u);
  EXPECT_EQ(read.pack->clauses[0].on_unknown, Outcome::hold);
  EXPECT_EQ(read.pack->clauses[0].evidence, Evidence::brochure);
  EXPECT_EQ(read.pack->clauses[0].citation, "条");
  EXPECT_EQ(read.pack->clauses[0].line, 11);
}

struct FaultRow {
  const char* name;
  std::string toml;
  const char* want;
};
std::vector<FaultRow> fault_rows() {
  const auto with = [](std::string_view from, std::string_view to) {
    return replaced(pack(), from, to);
  };
  const auto and_also = [](std::string_view more) { return pack() + std::string(more); };
  return {
      {"toml", "id = \n", "x.toml:1:"},
      {"no_id", with("id = \"x\"\n", ""), "id is missing; add id"},
      {"bad_id", with("\"x\"", "\"X y\""), "x.toml:1:6: 'X y' cannot be a name; use small letters"},
      {"kind", with("\"base\"", "\"bass\""), "x.toml:3:8: 'bass' is no kind; use base, overlay"},
      {"title", with("{zh = \"试\", en = \"test\"}", "\"test\""), "title needs both languages"},
      {"title_half", with(", en = \"test\"", ""), "x.toml:4:9: en is missing"},
      {"region", with("000000", "13"), "x.toml:7:10: '13' is no region; write six digits"},
      {"no_date", with("valid_from = 2020-07-01\n", ""), "valid_from is missing"},
      {"date", with("2020-07-01", "\"2020\""), "x.toml:9:14: valid_from is no date"},
      {"dates", with("evidence", "valid_to = 2020-07-01\nevidence"),
       "x.toml:10:12: valid_to is not"},
      {"evidence", with("\"brochure\"", "\"sure\""),
       "use primary, secondary, brochure, unverified"},
      {"unknown_key", with("industry", "industri"),
       "x.toml:8:1: 'industri' means nothing here; "
       "did you mean 'industry'?"},
      {"no_number", with("id = \"x\"", "id = 5"), "id is no text"},
      {"nothing", std::string(kHead), "the pack says nothing"},
      {"clause_twice", and_also(kClause), "x.toml:17:6: 'a' stands twice; rename one"},
      {"when", with("\"truck\"", "\"truk\""),
       "x.toml:13:9: nothing is called 'truk'; did you mean"},
      {"when_column", with("\"truck\"", "\"truck and truk\""), "x.toml:13:19: nothing is called"},
      {"when_lines", with("\"truck\"", "\"\"\"\ntruck and\n  truk\"\"\""), "x.toml:15:3: nothing"},
      {"no_when", with("when = \"truck\"\n", ""), "x.toml:11:1: when is missing; add when"},
      {"outcome", with("\"refuse\"", "\"deny\""), "'deny' is no outcome; use remind, hold, refuse"},
      {"no_text", with("text = {zh = \"货车\", en = \"truck\"}\n", ""), "text is missing"},
      {"grade", and_also("grades = [\"A\", \"E\"]\n"), "x.toml:16:16: 'E' is no grade; use A+, A"},
      {"grades", and_also("grades = \"A\"\n"), "grades is no list"},
      {"grade_twice", and_also("grades = [\"A\"]\nunverified_grades = [\"A\"]\n"), "in both lists"},
      {"warns", and_also("warns = \"red\"\n"), "only a pack of kind thresholds"},
      {"exemption",
       and_also("[[clause.exemption]]\nid = \"e\"\nwhen = \"trukc\"\n"
                "text = {zh = \"例\", en = \"e\"}\nevidence = \"证\"\n"),
       "x.toml:18:9: nothing is called 'trukc'"},
      {"no_evidence",
       and_also("[[clause.exemption]]\nid = \"e\"\nwhen = \"truck\"\n"
                "text = {zh = \"例\", en = \"e\"}\n"),
       "x.toml:16:1: evidence is missing"},
  };
}
std::vector<FaultRow> more_fault_rows() {
  const auto and_also = [](std::string_view more) { return pack() + std::string(more); };
  return {
      {"parameter_taken",
       and_also("[[parameter]]\nname = \"truck\"\ntype = \"number\"\nvalue = 1\n"),
       "x.toml:17:8: 'truck' is taken; find another name"},
      {"parameter_word", and_also("[[parameter]]\nname = \"and\"\ntype = \"number\"\nvalue = 1\n"),
       "'and' is taken"},
      {"parameter_name", and_also("[[parameter]]\nname = \"a-b\"\ntype = \"number\"\nvalue = 1\n"),
       "'a-b' cannot stand in an expression"},
      {"parameter_type", and_also("[[parameter]]\nname = \"p\"\ntype = \"int\"\nvalue = 1\n"),
       "x.toml:18:8: 'int' is no type; use number"},
      {"parameter_of", and_also("[[parameter]]\nname = \"p\"\ntype = \"word\"\nvalue = \"B\"\n"),
       "of is missing"},
      {"parameter_none", and_also("[[parameter]]\nname = \"p\"\ntype = \"number\"\n"),
       "the parameter has no value"},
      {"parameter_range",
       and_also("[[parameter]]\nname = \"p\"\ntype = \"number\"\nmax = 9\nvalue = 10\n"),
       "x.toml:20:9: p: must be in 0–9"},
      {"parameter_stage", and_also("[[parameter]]\nname = \"p\"\ntype = \"stage\"\nvalue = 7\n"),
       "p: must be a stage"},
      {"parameter_time",
       and_also("[[parameter]]\nname = \"p\"\ntype = \"time\"\nvalue = \"24:00\"\n"),
       "p: write \"22:00\""},
      {"parameter_dates",
       and_also("[[parameter]]\nname = \"p\"\ntype = \"number\"\nvalues = [{from = 2024-01-01, "
                "value = 1}, {from = 2024-01-01, value = 2}]\n"),
       "the dates must rise"},
      {"let", and_also("[[let]]\nname = \"l\"\nis = \"l\"\n"),
       "x.toml:18:7: nothing is called 'l'"},
      {"indicator", and_also("[[indicator]]\nid = \"i\"\nscope = \"road\"\nmin_percent = 101\n"),
       "min_percent is out of range; write 1 to 100"},
      {"production",
       and_also("[[production]]\nlevel = \"blue\"\nverb = \"stop\"\n"
                "text = {zh = \"停\", en = \"stop\"}\n"),
       "'blue' is no level; use yellow, orange, red"},
  };
}
class Linted : public ::testing::TestWithParam<FaultRow> {};
TEST_P(Linted, AFaultNamesFileLineAndMend) {
  const auto told = problems(GetParam().toml);
  EXPECT_NE(told.find(GetParam().want), told.npos) << told;
}
INSTANTIATE_TEST_SUITE_P(More, Linted, ::testing::ValuesIn(more_fault_rows()),
                         [](const auto& row) { return std::string(row.param.name); });
INSTANTIATE_TEST_SUITE_P(Rows, Linted, ::testing::ValuesIn(fault_rows()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Linter, TellsEveryFaultOfAFileAtOnce) {
  const auto told = problems(replaced(replaced(pack(), "\"truck\"", "\"truk\""), "000000", "1"));
  EXPECT_NE(told.find("no region"), told.npos);
  EXPECT_NE(told.find("truk"), told.npos);
}

TEST(Linter, AnUnusedParameterIsOnlyAHint) {
  const auto read =
      read_pack(pack() + "[[parameter]]\nname = \"p\"\ntype = \"number\"\nvalue = 1\n", "x.toml");
  EXPECT_TRUE(read.pack);
  ASSERT_EQ(read.problems.size(), 1u);
  EXPECT_TRUE(read.problems[0].is_hint);
}

TEST(Linter, TheNumberOfProblemsAndClausesHasALimit) {
  std::string many(kHead);
  for (std::size_t i = 0; i < kMaxPackProblems + 5; ++i) many += "k" + std::to_string(i) + " = 1\n";
  EXPECT_EQ(read_pack(many, "x.toml").problems.size(), kMaxPackProblems);
  const auto clauses = [](std::size_t count) {
    std::string text(kHead);
    for (std::size_t i = 0; i < count; ++i) {
      text += replaced(std::string(kClause), "\"a\"", "\"a" + std::to_string(i) + "\"");
    }
    return text;
  };
  EXPECT_TRUE(read_pack(clauses(kMaxPackClauses), "x.toml").pack);
  EXPECT_FALSE(read_pack(clauses(kMaxPackClauses + 1), "x.toml").pack);
}

TEST(Linter, EveryShippedPackIsSoundWithoutAHint) {
  for (const auto& [name, text] : shipped_files()) {
    const auto read = read_pack(text, name);
    EXPECT_TRUE(read.pack) << name;
    for (const auto& problem : read.problems) ADD_FAILURE() << problem.text();
  }
}

}  // namespace
}  // namespace cleangate::rules
