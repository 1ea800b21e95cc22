#include "service/plant_state.h"

#include <algorithm>

#include "base/limits.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::service {
namespace {

// A plate counts as known for this long after its last passage (blueprint, "Merge").
constexpr std::chrono::days kKnownFor{90};
// 9999-12-31T23:59:59.999Z: after whatever was said.
const WallTime kEndOfTime = from_unix_ms(253402300799999);

std::string vehicle_key(std::string_view plate, std::string_view colour) {
  return std::string(plate) + "/" + std::string(colour);
}

Json parse_or_null(std::string_view text) {
  return parse_json(text).value_or(Json());
}

std::optional<WallTime> time_of(const ledger::Cell& cell) {
  if (ledger::is_null(cell)) return std::nullopt;
  return from_unix_ms(ledger::integer(cell));
}

/// What was stored before limits were checked reads as not set.
Milliseconds seconds_or(const Json& json, std::string_view key, std::int64_t least,
                        std::int64_t most, Milliseconds fallback) {
  const auto value = json[key].integer();
  return value && *value >= least && *value <= most ? Milliseconds{*value * 1000} : fallback;
}

LaneConfig lane_from(const std::string& id, const Json& json) {
  LaneConfig lane;
  lane.id = id;
  lane.gate = json["gate"].text().value_or("");
  lane.name = json["name"].text().value_or(id);
  lane.direction = json["direction"].text().value_or("in");
  // A mode that cannot be read means manual: nothing opens by itself.
  lane.mode = gate::Mode::manual;
  if (const auto mode = gate::parse_mode(json["mode"].text().value_or(""))) lane.mode = *mode;
  lane.merge_window = seconds_or(json, "merge_window_s", 0, kMostMergeSeconds, lane.merge_window);
  lane.hold_limit = seconds_or(json, "hold_limit_s", 1, kMostHoldSeconds, lane.hold_limit);
  return lane;
}

DeviceConfig device_from(const std::string& id, const Json& json) {
  DeviceConfig device;
  device.id = id;
  device.kind = json["kind"].text().value_or("");
  device.lane = json["lane"].text().value_or("");
  device.direction = json["direction"].text().value_or("");
  device.json = json;
  return device;
}

}  // namespace

void PlantState::apply(const ledger::RowChange& change) {
  orders_.apply(change);
  dossiers_.apply(change);
  if (change.table == ledger::settings::kTable) return apply_setting(change);
  if (change.table == ledger::list_items::kTable) return apply_list_item(change);
  if (change.table == ledger::vehicles::kTable) return apply_vehicle(change);
  if (change.table == ledger::declarations::kTable) return apply_declaration(change);
  if (change.table == ledger::rule_packs::kTable) return rules_.apply(change.row);
  if (change.table == ledger::monthly_counts::kTable) return apply_count(change);
  if (change.table == ledger::stage_statements::kTable) {
    namespace table = ledger::stage_statements;
    return judge_share(std::string(ledger::text(change.row[table::kPlate])),
                       std::string(ledger::text(change.row[table::kColour])));
  }
  const auto& row = change.row;
  const bool removed = change.action == ledger::RowChange::Action::remove;
  if (change.table == ledger::passages::kTable) {
    const std::string id(ledger::text(row[ledger::passages::kId]));
    const bool waits = ledger::text(row[ledger::passages::kHoldState]) == "open";
    waits ? void(open_holds_.insert(id)) : void(open_holds_.erase(id));
  } else if (change.table == ledger::presence::kTable && removed) {
    last_seen_.erase(vehicle_key(ledger::text(row[0]), ledger::text(row[1])));
  } else if (change.table == ledger::presence::kTable) {
    see(vehicle_key(ledger::text(row[0]), ledger::text(row[1])),
        from_unix_ms(ledger::integer(row[ledger::presence::kLastAt])));
  }
}

/// Plates that no longer count as known give way, so that years of visitors fit into memory.
void PlantState::see(std::string key, WallTime at) {
  last_seen_[std::move(key)] = at;
  if (last_seen_.size() < sweep_at_) return;
  const auto newest = std::ranges::max_element(last_seen_, {}, [](const auto& seen) {
                        return seen.second;
                      })->second;
  std::erase_if(last_seen_, [&](const auto& seen) { return newest - seen.second > kKnownFor; });
  sweep_at_ = std::max(kFirstSweep, last_seen_.size() * 2);
}

void PlantState::note_logged(WallTime log_time) {
  last_logged_ = std::max(last_logged_, log_time);
  for (const auto& [plate, colour] : share_.settle(last_logged_)) judge_share(plate, colour);
}

std::optional<vehicle::LayeredFacts> PlantState::counted(const std::string& plate,
                                                         const std::string& colour_word) const {
  const auto colour = plate::parse_colour(colour_word).value_or(plate::Colour::unknown);
  const auto known = registry(plate, colour);
  const auto* file = dossiers_.file(plate, colour);
  if (!known.layers && !file) return std::nullopt;
  std::optional<WallTime> until;
  const auto consider = [&](const std::optional<WallTime>& end) {
    if (end && *end > last_logged_ && (!until || *end < *until)) until = end;
  };
  if (known.layers) consider(known.layers->until);
  if (file) {
    for (const auto& [index, statement] : file->statements) consider(statement.until);
  }
  const auto at = [&](WallTime time) { return dossiers_.counting(plate, colour, known, time); };
  vehicle::LayeredFacts layers{at(until ? *until - Milliseconds(1) : kEndOfTime), {}, until};
  if (until) layers.base = at(*until);
  return layers;
}

void PlantState::judge_share(const std::string& plate, const std::string& colour) {
  const auto layers = counted(plate, colour);
  share_.judge_again(plate, colour, layers ? &*layers : nullptr);
}

void PlantState::apply_count(const ledger::RowChange& change) {
  namespace table = ledger::monthly_counts;
  const auto layers = counted(std::string(ledger::text(change.row[table::kPlate])),
                              std::string(ledger::text(change.row[table::kColour])));
  share_.apply(change, layers ? &*layers : nullptr);
}

void PlantState::apply_vehicle(const ledger::RowChange& change) {
  namespace table = ledger::vehicles;
  const auto& row = change.row;
  const std::string plate(ledger::text(row[table::kPlate]));
  const std::string colour(ledger::text(row[table::kColour]));
  if (change.action == ledger::RowChange::Action::remove) {
    vehicles_.erase(vehicle_key(plate, colour));
    return judge_share(plate, colour);
  }
  const auto facts_in = [&](std::size_t column) {
    return vehicle::parse_registered(parse_or_null(ledger::text(row[column])))
        .value_or(vehicle::Registered{});
  };
  VehicleRecord record;
  record.layers.facts = facts_in(table::kFacts);
  if (!ledger::is_null(row[table::kBaseFacts])) record.layers.base = facts_in(table::kBaseFacts);
  record.layers.until = time_of(row[table::kProvisionalUntil]);
  record.row = row;
  vehicles_[vehicle_key(plate, colour)] = std::move(record);
  judge_share(plate, colour);
}

void PlantState::apply_setting(const ledger::RowChange& change) {
  const auto subject = ledger::text(change.row[ledger::settings::kSubject]);
  const std::string key(ledger::text(change.row[ledger::settings::kKey]));
  const bool removed = change.action == ledger::RowChange::Action::remove;
  Json value = removed ? Json() : parse_or_null(ledger::text(change.row[ledger::settings::kValue]));
  if (subject == "plant") {
    plant_ = std::move(value);
    rules_.set_industry(plant_["industry"].text().value_or("generic"));
  } else if (subject == "plan") {
    plan_ = std::move(value);
    plan_index_ = removed ? 0 : ledger::integer(change.row[ledger::settings::kUpdatedIndex]);
  } else if (subject == "lookup") {
    lookup_ = std::move(value);
  } else if (subject == "kill_switch") {
    kill_switch_ = value["on"].boolean();
  } else if (subject == "gate") {
    removed ? void(gates_.erase(key)) : void(gates_[key] = std::move(value));
  } else if (subject == "lane") {
    removed ? void(lanes_.erase(key)) : void(lanes_[key] = lane_from(key, value));
  } else if (subject == "device") {
    removed ? void(devices_.erase(key)) : void(devices_[key] = device_from(key, value));
  }
}

void PlantState::apply_declaration(const ledger::RowChange& change) {
  namespace table = ledger::declarations;
  const auto& row = change.row;
  const std::string plate(ledger::text(row[table::kPlate]));
  if (change.action == ledger::RowChange::Action::remove ||
      !ledger::is_null(row[table::kPassage])) {
    declarations_.erase(plate);
    return;
  }
  declarations_[plate] = {std::string(ledger::text(row[table::kColour])),
                          from_unix_ms(ledger::integer(row[table::kAt])),
                          from_unix_ms(ledger::integer(row[table::kValidTo]))};
}

bool PlantState::is_declared(std::string_view plate, plate::Colour colour, WallTime at) const {
  const auto found = declarations_.find(std::string(plate));
  if (found == declarations_.end() || at >= found->second.valid_to) return false;
  const auto& told = found->second.colour;
  return told.empty() || colour == plate::Colour::unknown || told == plate::to_text(colour);
}

void PlantState::apply_list_item(const ledger::RowChange& change) {
  namespace table = ledger::list_items;
  const std::string id(ledger::text(change.row[table::kId]));
  if (const auto old = list_items_.find(id); old != list_items_.end()) {
    const auto ids = list_index_.find(old->second.plate);
    ids->second.erase(id);
    if (ids->second.empty()) list_index_.erase(ids);
    list_items_.erase(old);
  }
  if (change.action == ledger::RowChange::Action::remove) return;
  ListItem item;
  item.id = id;
  item.list = ledger::text(change.row[table::kList]);
  item.plate = ledger::text(change.row[table::kPlate]);
  item.colour = ledger::text(change.row[table::kColour]);
  item.reason = ledger::text(change.row[table::kReason]);
  item.source = ledger::text(change.row[table::kSource]);
  item.valid_from = time_of(change.row[table::kValidFrom]);
  item.valid_to = time_of(change.row[table::kValidTo]);
  list_index_[item.plate].insert(id);
  list_items_[id] = std::move(item);
}

const LaneConfig* PlantState::lane(const std::string& id) const {
  const auto found = lanes_.find(id);
  return found == lanes_.end() ? nullptr : &found->second;
}

const DeviceConfig* PlantState::device(const std::string& id) const {
  const auto found = devices_.find(id);
  return found == devices_.end() ? nullptr : &found->second;
}

const DeviceConfig* PlantState::camera_of(const std::string& lane) const {
  for (const auto& [id, device] : devices_) {
    if (device.lane == lane) return &device;
  }
  return nullptr;
}

const VehicleRecord* PlantState::vehicle(std::string_view plate, plate::Colour colour) const {
  const auto found = vehicles_.find(vehicle_key(plate, plate::to_text(colour)));
  return found == vehicles_.end() ? nullptr : &found->second;
}

std::vector<rules::ListHit> PlantState::list_hits(std::string_view plate, plate::Colour colour,
                                                  WallTime at) const {
  std::vector<rules::ListHit> hits;
  const auto ids = list_index_.find(std::string(plate));
  if (plate.empty() || ids == list_index_.end()) return hits;
  for (const auto& id : ids->second) {
    const auto& item = list_items_.at(id);
    // A listed colour that the camera could not tell is still the listed vehicle.
    const bool colour_fits = item.colour.empty() || item.colour == "unknown" ||
                             item.colour == plate::to_text(colour) ||
                             colour == plate::Colour::unknown;
    const bool is_valid =
        (!item.valid_from || *item.valid_from <= at) && (!item.valid_to || at < *item.valid_to);
    if (colour_fits && is_valid) hits.push_back({item.list, id, item.reason, item.source});
  }
  return hits;
}

const vehicle::Registered* PlantState::registered(std::string_view plate, plate::Colour colour,
                                                  WallTime at) const {
  const auto* record = vehicle(plate, colour);
  return record ? vehicle::in_force(record->layers, at) : nullptr;
}

DossierBook::Registry PlantState::registry(std::string_view plate, plate::Colour colour) const {
  const auto* record = vehicle(plate, colour);
  return record ? DossierBook::Registry{&record->layers, &record->row} : DossierBook::Registry{};
}

bool PlantState::is_known(std::string_view plate, plate::Colour colour, WallTime at) const {
  if (plate.empty()) return false;
  if (registered(plate, colour, at) || !list_hits(plate, colour, at).empty()) return true;
  const auto seen = last_seen_.find(vehicle_key(plate, plate::to_text(colour)));
  return seen != last_seen_.end() && at - seen->second <= kKnownFor;
}

rules::Situation PlantState::situation(std::string_view plate, plate::Colour colour,
                                       std::string_view camera_class, rules::Direction direction,
                                       WallTime at, const vehicle::Registered* replacing) const {
  rules::Situation situation;
  situation.at = at;
  const auto* record = replacing ? replacing : registered(plate, colour, at);
  const auto facts =
      replacing ? *replacing : dossiers_.counting(plate, colour, registry(plate, colour), at);
  situation.facts = vehicle::facts_of(facts, plate, colour, camera_class);
  situation.facts.marks = vehicle::counting_at(facts.marks, at);
  situation.colour = colour;
  situation.direction = direction;
  situation.grade = plant_["grade"].text().value_or("");
  const auto region = plant_["region"].text().value_or("");
  if (const auto warning = orders_.warning(region, at)) {
    situation.warning = warning->level;
  }
  situation.measures = orders_.in_force(region, at);
  situation.lists = list_hits(plate, colour, at);
  situation.has_plate = !plate.empty();
  // visitor.unknown asks for a register, list, appointment or declaration; a past visit is none.
  situation.is_known = record != nullptr || is_declared(plate, colour, at);
  situation.hold_unknown = plant_["unknown_vehicle"].text() == "hold";
  set_rules(situation);
  return situation;
}

Share PlantState::share(WallTime at) const {
  const auto period = share_period_at(plant_, at);
  Share share = share_opening_in(plant_, period);
  return share += share_.in(period, at);
}

void PlantState::set_rules(rules::Situation& situation) const {
  const auto& packs = rules_.at(situation.at);
  situation.rules = packs.rules;
  situation.rules_fault = packs.fault;
  const auto counted = share(situation.at);
  situation.share_qualifying = counted.qualifying;
  situation.share_total = counted.total;
  situation.share_guard = rules::parse_outcome(plant_["share_guard"].text().value_or(""))
                              .value_or(rules::Outcome::remind);
  // What the plant told its bureau of a usual day; without it the fact is unknown.
  for (const auto& [fact, member] : {std::pair{rules::Fact::daily_vehicles, "daily_vehicles"},
                                     std::pair{rules::Fact::daily_trips, "daily_trips"}}) {
    if (const auto count = plant_[member].integer()) situation.other.set(fact, *count);
  }
}

}  // namespace cleangate::service
