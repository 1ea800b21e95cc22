#include "base/json.h"
#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {
namespace {

using namespace quota_counts;
using OptionalRow = std::optional<Row>;

/// law.md, Time: taken at commit, returned when the vehicle does not come in after all.
bool takes(const Row& passage) {
  if (text(passage[passages::kDirection]) != "in") return false;
  const auto outcome = text(passage[passages::kOutcome]);
  if (outcome == "turned_back" || outcome == "left") return false;
  const auto hold = text(passage[passages::kHoldState]);
  if (hold == "refused" || hold == "expired" || hold == "left") return false;
  return text(passage[passages::kVerdict]) == "admit" || hold == "admitted";
}

struct Place {
  std::int64_t day = 0;
  std::string quotas;  ///< JSON array
  bool operator==(const Place&) const = default;
};

std::optional<Place> place_of(const OptionalRow& passage) {
  if (!passage || is_null(passage->at(passages::kQuotas)) || !takes(*passage)) return {};
  return Place{local_day(from_unix_ms(integer(passage->at(passages::kAt)))),
               std::string(text(passage->at(passages::kQuotas)))};
}

Result<void> add(Folding& folding, const Place& place, std::int64_t difference) {
  const Json quotas = TRY(parse_json(place.quotas));
  for (const Json& measure : quotas.items()) {
    TRY(add_to_count(folding, kTable, {text_cell(measure.text().value_or("")), place.day},
                     difference));
  }
  return {};
}

}  // namespace

TableSchema quota_counts_schema() {
  return {kTable, {{"measure", kText}, {"day", kInteger}, {"count", kInteger}}, 2, {}};
}

Result<void> fold_quota_counts(Folding& folding) {
  const auto before = place_of(folding.passage_before);
  const auto after = place_of(folding.passage_after);
  if (before == after) return {};
  if (before) TRY(add(folding, *before, -1));
  if (after) TRY(add(folding, *after, 1));
  return {};
}

}  // namespace cleangate::ledger
