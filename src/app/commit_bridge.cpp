#include "app/commit_bridge.h"

#include "base/limits.h"
#include "domain/ledger/projections/tables.h"
#include "service/show_board.h"
#include "service/show_passage.h"
#include "service/show_warnings.h"

namespace cleangate::app {
namespace {

constexpr std::chrono::milliseconds kTick{2000};  // the board calls 10 s without a word stale

constexpr std::array kMemoryTables{
    ledger::settings::kTable,         ledger::list_items::kTable,
    ledger::vehicles::kTable,         ledger::warning_actions::kTable,
    ledger::presence::kTable,         ledger::declarations::kTable,
    ledger::rule_packs::kTable,       ledger::monthly_counts::kTable,
    ledger::quota_counts::kTable,     ledger::documents::kTable,
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
  if (board_changed) {
    // Each such change is shown; what it put in force is told to the consoles, too.
    if (in_force() == shown_) {
      hub_.board(service::board_state(plant_));
    } else {
      show_in_force();
    }
    watch_next();
  }
  if (!passage) return;
  hub_.passage_changed(entry->logged.entry.index,
                       service::show_passage(*passage, plant_.state.rules().find_pack()));
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

void CommitBridge::note_rules() {
  const auto now = plant_.now();
  const auto& packs = plant_.state.rules().at(now);
  const char* state = packs.rules->has_base(now) ? "in_force" : "none";
  rules_state_ = packs.fault.empty() ? state : "unreadable";
}

std::string CommitBridge::in_force() const {
  const auto now = plant_.now();
  const auto region = plant_.state.plant()["region"].text().value_or("");
  const auto warning = rules::warning_in_force(plant_.state.warnings(), region, now);
  std::string shown(warning ? rules::to_text(warning->level) : "none");
  for (const auto& each : plant_.state.orders().in_force(region, now)) {
    shown += "/" + each.measure->id;
  }
  return shown;
}

void CommitBridge::show_in_force() {
  auto shown = in_force();
  if (shown == shown_) return;
  shown_ = std::move(shown);
  hub_.board(service::board_state(plant_));
  hub_.alert(Json::object({{"type", "warning"},
                           {"at", to_rfc3339(plant_.now())},
                           {"in_force", service::warning_now(plant_)}}));
}

void CommitBridge::watch_next() {
  const auto now = plant_.now();
  const auto next = plant_.state.orders().next_change(now);
  // What lies beyond the next tick is looked at again then.
  if (!next || *next - now > kTick) return;
  plant_.executor.post_after(std::chrono::ceil<Milliseconds>(*next - now),
                             [this] { show_in_force(); });
}

void CommitBridge::watch_time() {
  note_rules();
  show_in_force();
  watch_next();
  hub_.board(Json::object({{"type", "tick"}, {"at", to_rfc3339(plant_.now())}}));
  plant_.executor.post_after(kTick, [this] { watch_time(); });
}

}  // namespace cleangate::app
