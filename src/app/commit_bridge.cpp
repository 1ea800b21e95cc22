#include "app/commit_bridge.h"

#include "base/limits.h"
#include "domain/ledger/projections/tables.h"
#include "service/show_board.h"
#include "service/show_passage.h"

namespace cleangate::app {
namespace {

constexpr std::chrono::milliseconds kTick{2000};  // the board calls 10 s without a word stale

constexpr std::array kMemoryTables{
    ledger::settings::kTable,         ledger::list_items::kTable,
    ledger::vehicles::kTable,         ledger::warning_actions::kTable,
    ledger::presence::kTable,         ledger::declarations::kTable,
    ledger::stage_statements::kTable, ledger::verification_queue::kTable};

}  // namespace

void CommitBridge::committed(const std::shared_ptr<const service::Committed>& entry) {
  plant_.state.note_logged(entry->logged.entry.log_time);
  const ledger::Row* passage = nullptr;
  bool board_changed = false;
  for (const auto& change : entry->changes) {
    apply(change);
    if (change.table == ledger::passages::kTable) passage = &change.row;
    board_changed = board_changed || change.table == ledger::settings::kTable ||
                    change.table == ledger::warning_actions::kTable;
  }
  if (board_changed) hub_.board(service::board_state(plant_));
  if (!passage) return;
  hub_.passage_changed(entry->logged.entry.index, service::show_passage(*passage));
  const auto arrival = service::board_arrival(plant_, *passage);
  if (!arrival.is_null()) hub_.board(arrival);
}

Result<void> CommitBridge::load() {
  const auto size = TRY(plant_.queries.size());
  const auto last = TRY(plant_.queries.entries(size > 0 ? size - 1 : 0, 1));
  if (!last.empty()) {
    const auto entry = TRY(ledger::decode_entry(last.front().entry));
    plant_.state.note_logged(entry.log_time);
  }
  for (const auto table : kMemoryTables) {
    for (auto& row : TRY(plant_.queries.rows(table))) {
      apply({table, ledger::RowChange::Action::put, std::move(row)});
    }
  }
  service::PassageFilter waiting;
  waiting.hold = "open";
  waiting.limit = kMaxPage;
  for (auto& row : TRY(plant_.queries.passages(waiting))) {
    apply({ledger::passages::kTable, ledger::RowChange::Action::put, std::move(row)});
  }
  return {};
}

void CommitBridge::apply(const ledger::RowChange& change) {
  plant_.state.apply(change);
  follow_device(change);
}

void CommitBridge::follow_device(const ledger::RowChange& change) {
  if (change.table != ledger::settings::kTable ||
      ledger::text(change.row[ledger::settings::kSubject]) != "device") {
    return;
  }
  const std::string id(ledger::text(change.row[ledger::settings::kKey]));
  const auto* config = plant_.state.device(id);
  if (!config) return devices_.remove(id);
  devices_.put({id, config->kind, config->json});
}

void CommitBridge::watch_time() {
  const auto now = plant_.now();
  const auto warning = rules::warning_in_force(
      plant_.state.warnings(), plant_.state.plant()["region"].text().value_or(""), now);
  const auto level = warning ? std::optional(warning->level) : std::nullopt;
  if (level != shown_level_) {
    shown_level_ = level;
    hub_.board(service::board_state(plant_));
  }
  hub_.board(Json::object({{"type", "tick"}, {"at", to_rfc3339(now)}}));
  plant_.executor.post_after(kTick, [this] { watch_time(); });
}

}  // namespace cleangate::app
