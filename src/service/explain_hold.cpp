#include "service/explain_hold.h"

#include "domain/ledger/projections/tables.h"

namespace cleangate::service {
namespace {

constexpr std::string_view kByHand = "; to open now, open the lane by hand with a reason";

Error conflict_of(std::string_view words, std::string_view advice) {
  return {ErrorCode::conflict, std::string(words) + std::string(advice)};
}

}  // namespace

Error explain_hold(const std::optional<ledger::Row>& row, Error conflict) {
  namespace table = ledger::passages;
  if (!row) return {ErrorCode::not_found, "no such passage"};
  const auto hold = ledger::text((*row)[table::kHoldState]);
  const std::string by(ledger::text((*row)[table::kResolvedBy]));
  if (hold == "admitted" && ledger::text((*row)[table::kActuation]) == "failed") {
    return conflict_of("admitted by " + by + ", but nothing opened: another vehicle had come",
                       kByHand);
  }
  if (hold == "admitted") return conflict_of("already admitted by " + by, "");
  if (hold == "refused") return conflict_of("already refused by " + by, kByHand);
  if (hold == "expired") return conflict_of("the hold ended at its time limit", kByHand);
  if (hold == "left" && ledger::text((*row)[table::kOutcome]) == "turned_back") {
    return conflict_of("the hold ended: the vehicle turned back", "");
  }
  if (hold == "left") return conflict_of("the hold ended: the next vehicle came", kByHand);
  if (hold.empty()) {
    return conflict_of(
        "this passage never held, or a corrected read decided it: it waits for "
        "nobody",
        kByHand);
  }
  return conflict;
}

}  // namespace cleangate::service
