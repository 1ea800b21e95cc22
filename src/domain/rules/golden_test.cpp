// Golden cases: rules/*.golden.toml beside the packs, each with its citation. Every row of the
// reference that is marked primary, secondary or brochure stands in rules/rows.toml and must have
// a case.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "domain/rules/golden_test_support.h"
#include "domain/rules/shipped_packs.h"

namespace cleangate::rules {
namespace {

TEST(Golden, EveryCaseGivesWhatItsSourceSays) {
  int count = 0;
  for (const auto& file : golden_files()) {
    const auto pack = shipped_pack(file.toml["pack"].text().value_or(""));
    ASSERT_TRUE(pack) << file.name;
    std::set<std::string> ids;
    for (const auto& each : file.toml["case"].items()) {
      const auto test = case_of(file, each, pack);
      const auto id = std::string(each["id"].text().value_or(""));
      EXPECT_TRUE(!id.empty() && ids.insert(id).second) << test.where << "needs an id of its own";
      EXPECT_TRUE(each["cites"].text() || file.toml["cites"].text()) << test.where << "cites none";
      EXPECT_EQ(fault_of(test), "") << test.where << id;
      ++count;
    }
  }
  std::cout << "golden cases: " << count << "\n";
  EXPECT_GE(count, 340);
}

TEST(Golden, EveryMarkedRowOfTheReferenceHasACase) {
  const auto rows = parse_toml(read_file(rules_folder() / "rows.toml"));
  ASSERT_TRUE(rows) << rows.error().place.line << rows.error().message;
  std::map<std::string, int> cases;
  for (const auto& row : (*rows)["row"].items()) {
    const auto id = std::string(row["id"].text().value());
    EXPECT_TRUE(cases.emplace(id, 0).second) << id << " stands twice";
    const auto mark = row["mark"].text().value();
    EXPECT_TRUE(mark == "P" || mark == "P*" || mark == "S" || mark == "BRIEF") << id;
  }
  for (const auto& [name, toml] : golden_files()) {
    for (const auto& each : toml["case"].items()) {
      for (const auto& row : each["rows"].items()) {
        const auto found = cases.find(std::string(row.text().value()));
        if (found == cases.end()) {
          ADD_FAILURE() << name << ":" << row.place().line << ": no such row " << *row.text();
        } else {
          ++found->second;
        }
      }
    }
  }
  for (const auto& [id, count] : cases) EXPECT_GT(count, 0) << "row " << id << " has no case";
  std::cout << "marked rows: " << cases.size() << "\n";
}

TEST(Golden, EveryShippedPackHasGoldenCasesBesideIt) {
  for (const auto& [name, text] : shipped_files()) {
    const auto beside = std::string(name.substr(0, name.size() - 5)) + ".golden.toml";
    EXPECT_TRUE(std::filesystem::exists(rules_folder() / beside)) << beside;
  }
}

TEST(Golden, EveryClauseOfAShippedPackAppliesInSomeCase) {
  std::set<std::string> applied;
  for (const auto& [name, toml] : golden_files()) {
    for (const auto& each : toml["case"].items()) {
      std::istringstream words{std::string(each["clauses"].text().value_or(""))};
      std::string word;
      while (words >> word) {
        applied.insert(std::string(toml["pack"].text().value()) + " " +
                       word.substr(0, word.find(':')));
      }
    }
  }
  for (const auto& pack : shipped_packs()) {
    if (pack->kind == PackKind::thresholds) continue;
    for (const auto& clause : pack->clauses) {
      EXPECT_TRUE(applied.contains(pack->id + " " + clause.id)) << pack->id << " " << clause.id;
    }
  }
}

}  // namespace
}  // namespace cleangate::rules
