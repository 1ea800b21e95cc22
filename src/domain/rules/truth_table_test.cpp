// The law's own truth table: every line must give its verdict and its clauses.

#include "domain/rules/truth_table_test_support.h"

#include <gtest/gtest.h>

namespace cleangate::rules {
namespace {

TEST(TruthTable, EveryLineGivesItsVerdictAndItsClauses) {
  int count = 0;
  int right = 0;
  std::vector<Finding> findings;
  for (const auto& row : truth_table()) {
    const auto situation = situation_of(row["request"]);
    const auto decision = decide(situation);
    ++count;
    right += to_text(decision.verdict) == row["verdict"].text() &&
             clauses_of(decision) == row["clauses"];
    EXPECT_EQ(to_text(decision.verdict), row["verdict"].text()) << row.dump();
    EXPECT_EQ(clauses_of(decision), row["clauses"]) << row.dump();
    EXPECT_EQ(judge(situation, findings), decision.verdict) << row.dump();
  }
  std::cout << "truth table: " << right << " of " << count << " lines right\n";
  EXPECT_GE(count, 226);
}

}  // namespace
}  // namespace cleangate::rules
