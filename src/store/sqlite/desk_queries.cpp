// What the guard's desk and the registry ask for (plant_queries.h).
#include <algorithm>
#include <limits>

#include "base/limits.h"
#include "store/evidence_order.h"
#include "store/sql.h"
#include "store/sqlite/passage_pages.h"
#include "store/sqlite/plant_queries.h"
#include "store/sqlite/vehicle_pages.h"

namespace cleangate::store {
namespace {

using ledger::Row;

std::int64_t page_limit(std::size_t limit) {
  return static_cast<std::int64_t>(std::clamp<std::size_t>(limit, 1, kMaxPage + 1));
}

std::int64_t as_integer(std::optional<std::uint64_t> index) {
  constexpr std::uint64_t kLargest = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min(index.value_or(kLargest), kLargest));
}

Result<std::vector<Row>> all_rows(Statement::Run& run) {
  std::vector<Row> rows;
  while (TRY(run.step())) rows.push_back(run.row());
  return rows;
}

Result<std::int64_t> counted(Statement::Run& run, std::uint64_t from, std::uint64_t to) {
  run.integer(run.position(":from"), as_integer(from)).integer(run.position(":to"), as_integer(to));
  TRY(run.step());
  return run.integer(0);
}

}  // namespace

Result<service::FoundRows> PlantQueries::find_passages(const service::PassageFilter& filter) {
  const auto lease = TRY(pool_.borrow());
  return store::find_passages(*lease, filter);
}

Result<std::vector<Row>> PlantQueries::inside(const service::PassageFilter& filter) {
  const auto lease = TRY(pool_.borrow());
  Statement::Run run(*TRY((*lease).statement(query("inside"))));
  run.integer(run.position(":before"), as_integer(filter.before_index));
  if (filter.part) run.text(run.position(":part"), *filter.part);
  run.integer(run.position(":limit"), page_limit(filter.limit));
  return all_rows(run);
}

Result<std::int64_t> PlantQueries::count_inside() {
  const auto lease = TRY(pool_.borrow());
  return ledger::integer(TRY((*lease).single(query("count_inside"))));
}

Result<service::FoundRows> PlantQueries::find_vehicles(const service::VehicleFilter& filter) {
  const auto lease = TRY(pool_.borrow());
  return vehicle_page(*lease, filter);
}

Result<std::vector<Row>> PlantQueries::evidence_of(std::string_view plate,
                                                   std::string_view colour) {
  const auto lease = TRY(pool_.borrow());
  Statement::Run run(*TRY((*lease).statement(query("vehicle_evidence"))));
  run.text(1, plate).text(2, colour);
  auto rows = TRY(all_rows(run));
  sort_evidence(rows);
  return rows;
}

Result<std::vector<Row>> PlantQueries::find_list_items(std::string_view part, std::size_t limit) {
  const auto lease = TRY(pool_.borrow());
  Statement::Run run(*TRY((*lease).statement(query("list_items_with"))));
  run.text(run.position(":part"), part).integer(run.position(":limit"), page_limit(limit));
  return all_rows(run);
}

Result<std::vector<Row>> PlantQueries::stage_statements(std::string_view plate,
                                                        std::string_view colour,
                                                        std::size_t limit) {
  const auto lease = TRY(pool_.borrow());
  Statement::Run run(*TRY((*lease).statement(query("stage_statements"))));
  run.text(run.position(":plate"), plate).text(run.position(":colour"), colour);
  run.integer(run.position(":limit"), page_limit(limit));
  return all_rows(run);
}

Result<std::vector<Row>> PlantQueries::verification_queue(std::optional<std::uint64_t> before_index,
                                                          WallTime seen_since, std::size_t limit) {
  const auto lease = TRY(pool_.borrow());
  Statement::Run run(*TRY((*lease).statement(query("verification_queue"))));
  run.integer(run.position(":before"), as_integer(before_index));
  run.integer(run.position(":seen_since"), to_unix_ms(seen_since));
  run.integer(run.position(":limit"), page_limit(limit));
  return all_rows(run);
}

Result<std::vector<Row>> PlantQueries::shifts(std::optional<std::uint64_t> before_index,
                                              std::size_t limit) {
  const auto lease = TRY(pool_.borrow());
  Statement::Run run(*TRY((*lease).statement(query("shifts"))));
  run.integer(run.position(":before"), as_integer(before_index));
  run.integer(run.position(":limit"), page_limit(limit));
  return all_rows(run);
}

Result<service::ShiftCounts> PlantQueries::count_shift(std::uint64_t from, std::uint64_t to) {
  if (to > kMaxShiftEntries) from = std::max(from, to - kMaxShiftEntries);
  const auto lease = TRY(pool_.borrow());
  const auto of_verdict = [&](std::string_view verdict) -> Result<std::int64_t> {
    Statement::Run run(*TRY((*lease).statement(query("count_verdict"))));
    run.text(run.position(":verdict"), verdict);
    return counted(run, from, to);
  };
  service::ShiftCounts counts;
  counts.refused = TRY(of_verdict("refuse"));
  counts.held = TRY(of_verdict("hold"));
  counts.passages = TRY(of_verdict("admit")) + counts.refused + counts.held;
  Statement::Run lifts(*TRY((*lease).statement(query("count_lifts"))));
  counts.lifts = TRY(counted(lifts, from, to));
  return counts;
}

}  // namespace cleangate::store
