#include "service/show_desk.h"

#include "base/limits.h"
#include "base/time.h"
#include "domain/ledger/entry.h"
#include "domain/ledger/projections/tables.h"
#include "service/hand_over_shift.h"
#include "service/show_passage.h"

namespace cleangate::service {
namespace {

namespace table = ledger::passages;

/// Adds who switched it and when; both null while nobody ever did.
Result<Json> show_kill_switch(Queries& queries, Json shown) {
  namespace settings = ledger::settings;
  shown.set("by", nullptr).set("since", nullptr);
  for (const auto& row : TRY(queries.rows(settings::kTable))) {
    if (ledger::text(row[settings::kSubject]) != "kill_switch") continue;
    shown.set("by", std::string(ledger::text(row[settings::kActor])));
    const auto index = static_cast<std::uint64_t>(ledger::integer(row[settings::kUpdatedIndex]));
    const auto entries = TRY(queries.entries(index, 1));
    if (entries.empty()) continue;
    shown.set("since", to_rfc3339(TRY(ledger::decode_entry(entries.front().entry)).log_time));
  }
  return shown;
}

Json show_inside_item(const ledger::Row& row) {
  const Json passage = show_passage(row, nullptr);  // no words are shown
  return Json::object({{"plate", passage["plate"]},
                       {"colour", passage["colour"]},
                       {"since", passage["at"]},
                       {"lane", passage["lane"]},
                       {"passage", passage["id"]},
                       {"stage", passage["stage"]},
                       {"declaration", passage["declaration"]}});
}

}  // namespace

Json desk_in_memory(const Plant& plant,
                    const std::function<Json(const DeviceConfig&)>& device_state) {
  Json lanes = Json::array();
  for (const auto& [id, lane] : plant.state.lanes()) {
    Json devices = Json::array();
    for (const auto& [key, device] : plant.state.devices()) {
      if (device.lane != id) continue;
      const Json seen = device_state(device);
      devices.push(Json::object({{"id", key},
                                 {"kind", device.kind},
                                 {"state", seen["state"]},
                                 {"last_message_at", seen["last_message"]}}));
    }
    lanes.push(Json::object({{"id", id},
                             {"gate", lane.gate},
                             {"name", lane.name},
                             {"direction", lane.direction},
                             {"mode", gate::to_text(lane.mode)},
                             {"devices", std::move(devices)}}));
  }
  // No uplink is built yet: it is off, not dead.
  Json uplink = Json::object({{"state", "off"}, {"since", nullptr}});
  return Json::object({{"at", to_rfc3339(plant.clock.wall())},
                       {"kill_switch", Json::object({{"on", Json(plant.state.kill_switch())}})},
                       {"uplink", std::move(uplink)},
                       {"lanes", std::move(lanes)}});
}

Result<Json> show_desk(Queries& queries, Json memory, const rules::FindPack& find) {
  // Read first: what is committed meanwhile comes twice, by the tables and by the feed, never not.
  const auto size = TRY(queries.size());
  Json desk = Json::object({{"at", memory["at"]},
                            {"index", size == 0 ? std::uint64_t{0} : size - 1},
                            {"kill_switch", TRY(show_kill_switch(queries, memory["kill_switch"]))},
                            {"uplink", memory["uplink"]}});
  PassageFilter waiting;
  waiting.hold = "open";
  waiting.limit = kMaxPage;
  Json holds = Json::array();
  for (const auto& row : TRY(queries.passages(waiting))) {
    holds.push(show_passage(row, find));
  }
  desk.set("holds", std::move(holds));
  Json lanes = Json::array();
  for (Json lane : memory["lanes"].items()) {
    PassageFilter last;
    last.lane = lane["id"].text();
    last.limit = 1;
    const auto rows = TRY(queries.passages(last));
    lane.set("last", rows.empty() ? Json() : show_passage(rows[0], find));
    lanes.push(std::move(lane));
  }
  desk.set("lanes", std::move(lanes));
  desk.set("inside", TRY(queries.count_inside()));
  desk.set("shift", TRY(show_current_shift(queries)));
  return desk;
}

Result<Json> show_inside(Queries& queries, const PassageFilter& filter) {
  auto wanted = filter;
  wanted.limit += 1;  // one more tells whether there is a next page
  auto rows = TRY(queries.inside(wanted));
  Json next;
  if (rows.size() > filter.limit) {
    rows.resize(filter.limit);
    next = std::to_string(ledger::integer(rows.back()[table::kColumnCount]));
  }
  Json items = Json::array();
  for (const auto& row : rows) items.push(show_inside_item(row));
  return Json::object({{"items", std::move(items)}, {"next", std::move(next)}});
}

}  // namespace cleangate::service
