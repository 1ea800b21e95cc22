#include "service/last_heard.h"

#include "domain/ledger/projections/tables.h"

namespace cleangate::service {
namespace {

namespace table = ledger::passages;

constexpr std::size_t kLaneRows = 50;

}  // namespace

Result<std::optional<WallTime>> last_heard(Queries& queries, const DeviceConfig& device) {
  PassageFilter filter;
  filter.lane = device.lane;
  filter.limit = kLaneRows;
  const auto rows = TRY(queries.passages(filter));
  for (const auto& row : rows) {
    if (ledger::text(row[table::kDevice]) != device.id) continue;
    return from_unix_ms(ledger::integer(row[table::kReceivedAt]));
  }
  return std::nullopt;
}

}  // namespace cleangate::service
