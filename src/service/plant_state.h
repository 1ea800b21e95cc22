#pragma once
// The plant's memory state: a copy of the small projections, kept by applying the row changes of
// committed entries. Plant's executor only. A setting that is damaged reads as missing, and a
// missing safety setting means stop.

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "domain/gate/actuation.h"
#include "domain/ledger/projection.h"
#include "domain/rules/decision.h"
#include "domain/rules/warning.h"
#include "domain/vehicle/provisional.h"
#include "service/dossier_book.h"
#include "service/entry_share.h"
#include "service/orders.h"
#include "service/rules_in_force.h"

namespace cleangate::service {

struct LaneConfig {
  std::string id, gate, name;
  std::string direction;  ///< in | out | both
  gate::Mode mode = gate::Mode::manual;
  Milliseconds merge_window{15000};
  Milliseconds hold_limit{600000};
};
struct DeviceConfig {
  std::string id, kind, lane;
  std::string direction;  ///< "" = the lane's
  Json json;              ///< as the API shows it, no secrets
};
struct VehicleRecord {
  vehicle::LayeredFacts layers;
  ledger::Row row;  ///< of `vehicles`
};
/// What a driver says he carries (QR's page); not yet of a passage.
struct DeclarationRecord {
  std::string colour;  ///< "" = not told
  WallTime at, valid_to;
};
struct ListItem {
  std::string id, list, plate, colour, reason, source;
  std::optional<WallTime> valid_from, valid_to;
};

class PlantState {
 public:
  /// One row change of a committed entry, or a row read at start. Other tables are ignored.
  void apply(const ledger::RowChange& change);
  /// Log time of a committed entry, or of the last one at start.
  void note_logged(WallTime log_time);
  /// The latest log time so far.
  [[nodiscard]] WallTime last_logged() const { return last_logged_; }

  [[nodiscard]] const Json& plant() const { return plant_; }
  [[nodiscard]] const Json& plan() const { return plan_; }
  /// Of the entry that wrote the plan; 0 = none yet.
  [[nodiscard]] std::int64_t plan_index() const { return plan_index_; }
  [[nodiscard]] const std::map<std::string, Json>& gates() const { return gates_; }
  [[nodiscard]] const std::map<std::string, LaneConfig>& lanes() const { return lanes_; }
  [[nodiscard]] const std::map<std::string, DeviceConfig>& devices() const { return devices_; }
  [[nodiscard]] const LaneConfig* lane(const std::string& id) const;
  [[nodiscard]] const DeviceConfig* device(const std::string& id) const;
  /// The lane's camera that can be commanded; nullptr when there is none.
  [[nodiscard]] const DeviceConfig* camera_of(const std::string& lane) const;
  /// nullopt = unreadable = stop.
  [[nodiscard]] std::optional<bool> kill_switch() const { return kill_switch_; }
  [[nodiscard]] const VehicleRecord* vehicle(std::string_view plate, plate::Colour colour) const;
  /// Ids of the passages that wait for a guard, oldest first.
  [[nodiscard]] const std::set<std::string>& open_holds() const { return open_holds_; }
  [[nodiscard]] const Orders& orders() const { return orders_; }
  [[nodiscard]] const std::vector<rules::WarningAction>& warnings() const {
    return orders_.actions();
  }
  [[nodiscard]] std::vector<rules::ListHit> list_hits(std::string_view plate, plate::Colour colour,
                                                      WallTime at) const;
  [[nodiscard]] const std::map<std::string, ListItem>& list_items() const { return list_items_; }
  /// Registry (a guard's word that has expired is none), list, or a passage in the last 90 days.
  [[nodiscard]] bool is_known(std::string_view plate, plate::Colour colour, WallTime at) const;

  [[nodiscard]] const RulesInForce& rules() const { return rules_; }
  /// See RulesInForce::offer().
  void offer_pack(std::string toml, rules::ReadPack read) {
    rules_.offer(std::move(toml), std::move(read));
  }
  /// Of the plant's period that holds `at`, with the opening balance.
  [[nodiscard]] Share share(WallTime at) const;

  /// A driver declared this vehicle and it has not come yet.
  [[nodiscard]] bool is_declared(std::string_view plate, plate::Colour colour, WallTime at) const;

  /// What people, papers and look-ups say of stages.
  [[nodiscard]] const DossierBook& dossiers() const { return dossiers_; }
  /// What the registry has of it, for dossiers().
  [[nodiscard]] DossierBook::Registry registry(std::string_view plate, plate::Colour colour) const;
  /// How stages are looked up, as the API shows it; null: not set.
  [[nodiscard]] const Json& lookup() const { return lookup_; }

  /// Everything the law asks about this vehicle now. `replacing`: a preview's own vehicle facts.
  [[nodiscard]] rules::Situation situation(std::string_view plate, plate::Colour colour,
                                           std::string_view camera_class,
                                           rules::Direction direction, WallTime at,
                                           const vehicle::Registered* replacing = nullptr) const;

 private:
  /// What counts of the registry at that time; nullptr: it knows nothing of this vehicle.
  [[nodiscard]] const vehicle::Registered* registered(std::string_view plate, plate::Colour colour,
                                                      WallTime at) const;
  void apply_vehicle(const ledger::RowChange& change);
  void apply_setting(const ledger::RowChange& change);
  void apply_declaration(const ledger::RowChange& change);
  void apply_count(const ledger::RowChange& change);
  /// What counts of a vehicle for the share, registry and dossier together: until the next end of
  /// a guard's word after the log's time, and from then on. nullopt: nobody knows anything.
  [[nodiscard]] std::optional<vehicle::LayeredFacts> counted(const std::string& plate,
                                                             const std::string& colour_word) const;
  void judge_share(const std::string& plate, const std::string& colour);
  void set_rules(rules::Situation& situation) const;
  void apply_list_item(const ledger::RowChange& change);
  void see(std::string key, WallTime at);

  Json plant_, plan_, lookup_;
  std::int64_t plan_index_ = 0;
  DossierBook dossiers_;
  std::map<std::string, Json> gates_;
  std::map<std::string, LaneConfig> lanes_;
  std::map<std::string, DeviceConfig> devices_;
  std::optional<bool> kill_switch_;
  std::unordered_map<std::string, VehicleRecord> vehicles_;  // plate + '/' + colour
  std::set<std::string> open_holds_;                         // UUIDv7: in the order of time
  std::map<std::string, ListItem> list_items_;
  std::unordered_map<std::string, std::set<std::string>> list_index_;  // plate → item ids
  Orders orders_;
  static constexpr std::size_t kFirstSweep = 1024;
  std::unordered_map<std::string, DeclarationRecord> declarations_;  // plate → what waits
  std::unordered_map<std::string, WallTime> last_seen_;              // plate + '/' + colour
  std::size_t sweep_at_ = kFirstSweep;
  RulesInForce rules_;
  EntryShare share_;
  WallTime last_logged_{};
};

}  // namespace cleangate::service
