#include <iostream>
#include <sstream>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/run_in_folder.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/ledger/entry.h"
#include "domain/ledger/payload.h"
#include "store/sqlite/plant_queries.h"

namespace cleangate::app {
namespace {

/// RFC 4180: quotes, doubled quotes, line breaks inside quotes.
std::vector<std::vector<std::string>> parse_csv(std::string_view text) {
  std::vector<std::vector<std::string>> rows{{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    auto& field = rows.back().back();
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      field += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      rows.back().emplace_back();
    } else if (!quoted && c == '\n') {
      rows.push_back({""});
    } else if (quoted || c != '\r') {
      field += c;
    }
  }
  if (rows.back() == std::vector<std::string>{""}) rows.pop_back();
  return rows;
}

/// A row of plate,colour,stage_min,stage_max,fuel,vehicle_class,gross_mass_kg,nev,vin.
Json vehicle_of(const std::vector<std::string>& header, const std::vector<std::string>& row) {
  Json vehicle = Json::object();
  Json stage = Json::object();
  for (std::size_t i = 0; i < header.size() && i < row.size(); ++i) {
    if (row[i].empty()) continue;
    if (header[i] == "stage_min" || header[i] == "stage_max") {
      stage.set(header[i].substr(6), row[i]);
    } else if (header[i] == "gross_mass_kg") {
      const auto mass = parse_integer(row[i]);
      vehicle.set(header[i], mass ? Json(*mass) : Json(row[i]));
    } else if (header[i] == "nev") {
      vehicle.set(header[i], row[i] == "1" || row[i] == "true" || row[i] == "是");
    } else {
      vehicle.set(header[i], row[i]);
    }
  }
  if (!stage.members().empty()) vehicle.set("stage", stage);
  return vehicle;
}

Result<std::int64_t> import(const DataFolder& folder, const std::string& file) {
  auto text = TRY(read_file(file));
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  const auto rows = parse_csv(text);
  if (rows.size() < 2) return fail(ErrorCode::invalid, file + ": a header and at least one row");
  std::int64_t done = 0;
  for (std::size_t first = 1; first < rows.size(); first += kMaxPage) {
    Json vehicles = Json::array();
    const auto end = std::min(rows.size(), first + kMaxPage);
    for (auto i = first; i < end; ++i) vehicles.push(vehicle_of(rows[0], rows[i]));
    auto reply = run_in_folder(
        folder, Json::object({{"command", "import"}, {"vehicles", std::move(vehicles)}}));
    if (!reply) {
      return std::unexpected(
          with_context(reply.error(), "rows from line " + std::to_string(first + 1) + ", " +
                                          std::to_string(done) + " imported before"));
    }
    done += (*reply)["imported"].integer().value_or(0);
  }
  return done;
}

}  // namespace

int run_import(const std::vector<std::string>& words) {
  const auto arguments = Arguments::parse(words, {"data"}, {});
  if (!arguments) return complain(arguments.error());
  if (arguments->words().size() != 2 || arguments->words()[0] != "vehicles") {
    return complain({ErrorCode::invalid, "usage: cleangate import vehicles FILE.csv --data DIR"});
  }
  const auto folder = open_folder(arguments->get("data"));
  if (!folder) return complain(folder.error());
  const auto count = import(*folder, arguments->words()[1]);
  if (!count) return complain(count.error());
  std::cout << *count << " vehicles imported\n";
  return 0;
}

int run_export(const std::vector<std::string>& words) {
  const auto arguments = Arguments::parse(words, {"data"}, {});
  if (!arguments) return complain(arguments.error());
  const auto folder = open_folder(arguments->get("data"));
  if (!folder) return complain(folder.error());
  // One JSON line an entry: what the log says, in its own order.
  store::PlantQueries queries(folder->database());
  std::uint64_t next = 0;
  for (;;) {
    const auto entries = queries.entries(next, kMaxPage);
    if (!entries) return complain(entries.error());
    if (entries->empty()) return 0;
    for (const auto& raw : *entries) {
      const auto entry = ledger::decode_entry(raw.entry);
      const auto payload = ledger::decode_payload(raw.payload);
      if (!entry || !payload) return complain(entry ? payload.error() : entry.error());
      std::cout << Json::object({{"index", entry->index},
                                 {"kind", ledger::to_text(entry->kind)},
                                 {"id", to_text(entry->event_id)},
                                 {"at", to_rfc3339(entry->event_time)},
                                 {"logged_at", to_rfc3339(entry->log_time)},
                                 {"device", entry->device},
                                 {"payload", payload->to_json()}})
                       .dump()
                << "\n";
      next = raw.index + 1;
    }
  }
}

}  // namespace cleangate::app
