#include <iostream>
#include <vector>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/run_in_folder.h"
#include "base/limits.h"
#include "base/spreadsheet.h"
#include "domain/ledger/entry.h"
#include "domain/ledger/payload.h"
#include "service/vehicle_sheet.h"
#include "store/sqlite/plant_queries.h"

namespace cleangate::app {
namespace {

struct Imported {
  std::int64_t done = 0, unchanged = 0;
  std::size_t bad = 0;
};

/// Names each bad row on stderr. → the good ones, in batches as the server takes them.
Result<std::vector<Json>> good_rows(const SheetRows& rows, std::size_t& bad) {
  service::VehicleRows sheet(TRY(service::VehicleHeading::read(rows[0])));
  std::vector<Json> batches;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (service::VehicleHeading::is_blank(rows[i])) continue;
    auto checked = sheet.check(rows[i], i + 1);
    for (const auto& fault : checked.faults) {
      std::cerr << "第" << i + 1 << "行 " << fault.column << " “" << fault.value << "”："
                << fault.zh << " (row " << i + 1 << ": " << fault.en << ")\n";
    }
    if (!checked.faults.empty()) {
      ++bad;
      continue;
    }
    if (batches.empty() || batches.back().items().size() == kMaxPage) {
      batches.push_back(Json::array());
    }
    batches.back().push(std::move(checked.vehicle));
  }
  return batches;
}

Result<Imported> import(const DataFolder& folder, const std::string& file) {
  const auto text = TRY(read_file(file));
  const auto rows =
      TRY(read_sheet(text, {kMaxImportUnpacked, kMaxImportRows + 1, kMaxImportColumns}));
  if (rows.size() < 2) return fail(ErrorCode::invalid, file + ": a header and at least one row");
  Imported out;
  auto batches = TRY(good_rows(rows, out.bad));
  for (Json& vehicles : batches) {
    auto reply = run_in_folder(
        folder, Json::object({{"command", "import"}, {"vehicles", std::move(vehicles)}}));
    if (!reply) {
      return std::unexpected(
          with_context(reply.error(), std::to_string(out.done) + " imported before"));
    }
    out.done += (*reply)["imported"].integer().value_or(0);
    out.unchanged += (*reply)["unchanged"].integer().value_or(0);
  }
  return out;
}

}  // namespace

int run_import(const std::vector<std::string>& words) {
  const auto arguments = Arguments::parse(words, {"data"}, {});
  if (!arguments) return complain(arguments.error());
  if (arguments->words().size() != 2 || arguments->words()[0] != "vehicles") {
    return complain(
        {ErrorCode::invalid, "usage: cleangate import vehicles FILE.csv|FILE.xlsx --data DIR"});
  }
  const auto folder = open_folder(arguments->get("data"));
  if (!folder) return complain(folder.error());
  const auto count = import(*folder, arguments->words()[1]);
  if (!count) return complain(count.error());
  std::cout << count->done << " vehicles imported\n";
  if (count->unchanged > 0) std::cout << count->unchanged << " unchanged, not written again\n";
  if (count->bad == 0) return 0;
  std::cout << count->bad << " rows not: see above\n";
  return 1;
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
