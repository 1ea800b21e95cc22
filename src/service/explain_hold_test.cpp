#include "service/explain_hold.h"

#include <gtest/gtest.h>

#include "domain/ledger/projections/tables.h"

namespace cleangate::service {
namespace {

struct HoldRow {
  const char* hold;
  const char* outcome;
  const char* says;
  const char* actuation = "none";
};
const HoldRow kHolds[] = {
    {"", "crossed", "never held"},
    {"admitted", "crossed", "admitted by guard-1"},
    {"refused", "pending", "refused by guard-1"},
    {"expired", "unknown", "time limit"},
    {"admitted", "left", "nothing opened", "failed"},
    {"left", "left", "the next vehicle came"},
    {"left", "turned_back", "turned back"},
    {"open", "pending", "as the keeper said"},
};

TEST(ExplainHold, SaysWhatBecameOfEachHold) {
  namespace table = ledger::passages;
  for (const auto& [hold, outcome, says, actuation] : kHolds) {
    ledger::Row row(table::kColumnCount);
    row[table::kHoldState] = std::string(hold);
    row[table::kOutcome] = std::string(outcome);
    row[table::kActuation] = std::string(actuation);
    row[table::kResolvedBy] = std::string("guard-1");
    const auto error = explain_hold(row, {ErrorCode::conflict, "as the keeper said"});
    EXPECT_EQ(error.code, ErrorCode::conflict);
    EXPECT_NE(error.message.find(says), std::string::npos) << error.message;
  }
}

TEST(ExplainHold, APassageThatIsNotThereIsNotFound) {
  EXPECT_EQ(explain_hold(std::nullopt, {ErrorCode::conflict, "x"}).code, ErrorCode::not_found);
}

}  // namespace
}  // namespace cleangate::service
