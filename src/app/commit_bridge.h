#pragma once
// What follows a commit, on the plant's executor and before the use case hears of it: memory
// state, the device table, and the screens. Committed entries come shared with all who are told.

#include <atomic>
#include <set>

#include "device/driver/device_table.h"
#include "http/api/live_hub.h"
#include "service/plant.h"
#include "service/ports/log.h"

namespace cleangate::app {

class CommitBridge final : public service::CommitListener {
 public:
  CommitBridge(service::Plant& plant, device::DeviceTable& devices, http::LiveHub& hub)
      : plant_(plant), devices_(devices), hub_(hub) {}

  void committed(const std::shared_ptr<const service::Committed>& entry) override;
  /// Rows as they stand at start. Errors: the store's.
  Result<void> load();
  /// Sends a new board state at the moment when a warning or an order's measure takes effect or
  /// ends, tells the consoles, and sends a tick every 2 s. A wall clock that jumps is seen then.
  void watch_time();
  /// in_force, none (lists and visitors only), unreadable (every entry is held); at most 2 s old.
  /// Any thread.
  [[nodiscard]] std::string_view rules_state() const { return rules_state_.load(); }

 private:
  void note_rules();
  void apply(const ledger::RowChange& change);
  void follow_device(const ledger::RowChange& change);

  service::Plant& plant_;
  device::DeviceTable& devices_;
  http::LiveHub& hub_;
  /// Level and measures in force, as one word that changes when they do.
  [[nodiscard]] std::string in_force() const;
  void show_in_force();
  void watch_next();

  std::string shown_;
  std::atomic<const char*> rules_state_ = "none";
};

}  // namespace cleangate::app
