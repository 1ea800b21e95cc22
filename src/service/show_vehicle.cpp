#include "service/show_vehicle.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::service {
namespace {

namespace table = ledger::vehicles;

Json text_or_null(const ledger::Cell& cell) {
  const auto text = ledger::text(cell);
  return text.empty() ? Json() : Json(text);
}

Json time_or_null(const ledger::Cell& cell) {
  return ledger::is_null(cell) ? Json() : Json(to_rfc3339(from_unix_ms(ledger::integer(cell))));
}

/// RFC 3986: all but unreserved characters.
std::string escaped(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  std::string out;
  for (const char c : text) {
    if (kUnreserved.contains(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
  }
  return out;
}

}  // namespace

bool is_shown_only(std::string_view member) {
  constexpr std::array<std::string_view, 8> kNames = {
      "source",       "state",      "provisional_until", "expired",
      "confirmed_by", "updated_at", "updated_by",        "evidence"};
  return std::ranges::find(kNames, member) != kNames.end();
}

std::string evidence_url(std::string_view plate, std::string_view colour, std::string_view sha256) {
  return "/api/v1/vehicles/" + escaped(plate) + "/" + std::string(colour) + "/evidence/" +
         std::string(sha256);
}

Json show_vehicle(const ledger::Row& row, WallTime at) {
  Json shown = parse_json(ledger::text(row[table::kFacts])).value_or(Json::object());
  const auto& until = row[table::kProvisionalUntil];
  const bool expired = !ledger::is_null(until) && at >= from_unix_ms(ledger::integer(until));
  shown.set("plate", ledger::text(row[table::kPlate]));
  shown.set("colour", ledger::text(row[table::kColour]));
  shown.set("source", text_or_null(row[table::kSource]));
  shown.set("state", ledger::text(row[table::kState]));
  shown.set("provisional_until", time_or_null(until));
  shown.set("expired", expired);
  shown.set("confirmed_by", text_or_null(row[table::kConfirmedBy]));
  shown.set("updated_at", time_or_null(row[table::kUpdatedAt]));
  shown.set("updated_by", text_or_null(row[table::kUpdatedBy]));
  return shown;
}

Result<Json> with_evidence(Queries& queries, Json vehicle) {
  namespace evidence = ledger::vehicle_evidence;
  const std::string plate(vehicle["plate"].text().value_or(""));
  const std::string colour(vehicle["colour"].text().value_or(""));
  Json items = Json::array();
  for (const auto& item : TRY(queries.evidence_of(plate, colour))) {
    if (items.items().size() == kMaxEvidence) break;
    const auto hash = ledger::text(item[evidence::kSha256]);
    items.push(Json::object({{"sha256", hash},
                             {"url", evidence_url(plate, colour, hash)},
                             {"mime", ledger::text(item[evidence::kMime])},
                             {"size", ledger::integer(item[evidence::kSize])},
                             {"at", time_or_null(item[evidence::kAt])},
                             {"by", text_or_null(item[evidence::kActor])}}));
  }
  vehicle.set("evidence", std::move(items));
  return vehicle;
}

Result<Json> show_vehicles(Queries& queries, const VehicleFilter& filter, WallTime at) {
  auto wanted = filter;
  wanted.limit += 1;  // one more tells whether there is a next page
  auto found = TRY(queries.find_vehicles(wanted));
  Json next = found.go_on_before ? Json(std::to_string(*found.go_on_before)) : Json();
  if (found.rows.size() > filter.limit) {
    found.rows.resize(filter.limit);
    next = std::to_string(ledger::integer(found.rows.back()[table::kUpdatedIndex]));
  }
  Json items = Json::array();
  for (const auto& row : found.rows) {
    items.push(TRY(with_evidence(queries, show_vehicle(row, at))));
  }
  return Json::object({{"items", std::move(items)}, {"next", std::move(next)}});
}

}  // namespace cleangate::service
