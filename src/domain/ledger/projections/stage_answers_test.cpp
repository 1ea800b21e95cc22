#include "domain/ledger/projections/stage_answers.h"

#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;

TEST(StageAnswers, NameNoPlateAndNoVin) {
  TestLog log;
  MemoryRows rows;
  const auto logged = log.draft(Kind::stage_statement, {{Field::plate, "冀A12345"},
                                                        {Field::action, "reject"},
                                                        {Field::value, R"({"vin":"LZZ"})"},
                                                        {Field::facts, R"({"vin":"LZZ"})"},
                                                        {Field::cause, "other_vin"}});
  const Folding folding(logged, rows);
  EXPECT_FALSE(is_accepted(folding));
  const auto answer = stage_answer(folding);
  EXPECT_EQ(text(answer).find("LZZ"), std::string_view::npos);
  EXPECT_EQ(text(answer).find("12345"), std::string_view::npos);
  EXPECT_NE(text(answer).find(R"("cause":"other_vin")"), std::string_view::npos);
  EXPECT_NE(text(answer).find(R"("stage":null)"), std::string_view::npos);
}

}  // namespace
}  // namespace cleangate::ledger
