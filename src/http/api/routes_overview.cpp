#include "base/text.h"
#include "domain/ledger/projections/tables.h"
#include "http/api/binder.h"
#include "http/api/device_words.h"
#include "service/show_overview.h"

namespace cleangate::http {
namespace {

using service::Plant;

/// Plant's executor.
Json device_facts(const Api::Parts& parts, const DeviceWatch& watch) {
  Json out = Json::array();
  const auto now = parts.plant.clock.wall();
  for (const auto& [id, device] : parts.plant.state.devices()) {
    const auto known = known_of(parts, watch, device);
    const auto name = device.json["name"].text().value_or(id);
    out.push(Json::object({{"id", id},
                           {"name", name},
                           {"state", device_state_word(known, now)},
                           {"problem", device_problem(known, now)}}));
  }
  return out;
}

/// All that memory knows. Plant's executor.
Json facts_of(const Api::Parts& parts, const DeviceWatch& watch) {
  const auto& state = parts.plant.state;
  Json observing = Json::array();
  for (const auto& [id, lane] : state.lanes()) {
    if (lane.mode == gate::Mode::observe) observing.push(lane.name);
  }
  const auto warning =
      state.orders().warning(state.plant()["region"].text().value_or(""), parts.plant.now());
  const auto& packs = state.rules().at(parts.plant.now());
  return Json::object({{"devices", device_facts(parts, watch)},
                       {"rules_fault", packs.fault},
                       {"has_base_pack", packs.rules->has_base(parts.plant.now())},
                       {"kill_switch", Json(state.kill_switch())},
                       {"warning", warning ? Json(rules::to_text(warning->level)) : Json()},
                       {"plan", state.plan()},
                       {"observing", std::move(observing)}});
}

/// YYYY-MM-DD in the plant's own time; none is today. Errors: invalid.
Result<WallTime> begin_of_day(const Request& request, WallTime now) {
  const auto word = request.query_value("day").value_or("");
  if (!word.empty()) {
    const auto day = parse_rfc3339(std::string(word) + "T00:00:00+08:00");
    if (word.size() != 10 || !day) return fail(ErrorCode::invalid, "day: must be YYYY-MM-DD");
    return *day;
  }
  const auto local = to_local(now);
  return from_local({local.year, local.month, local.day, 0, 0, 0, 0});
}

Json devices_summary(const Json& devices) {
  std::int64_t ok = 0;
  Json worst = Json::array();
  for (const Json& device : devices.items()) {
    if (device["state"].text() == "ok") {
      ++ok;
    } else if (worst.items().size() < 5) {
      worst.push(device);
    }
  }
  return Json::object({{"ok", ok},
                       {"total", static_cast<std::int64_t>(devices.items().size())},
                       {"worst", std::move(worst)}});
}

Result<Json> show_overview(Api::Parts& parts, Json facts, WallTime day) {
  Json counted = TRY(service::count_day(parts.plant.queries, day, day + std::chrono::hours(24)));
  service::VehicleFilter provisional;
  provisional.state = "provisional";
  provisional.limit = kMaxPage;
  const auto waiting = TRY(parts.plant.queries.find_vehicles(provisional)).rows.size();
  facts.set("provisional", static_cast<std::int64_t>(waiting));
  Json upkeep = parts.upkeep ? parts.upkeep() : Json::object();
  service::PassageFilter open;
  open.hold = "open";
  open.limit = kMaxPage;
  // Whoever waits now is to be looked after, whatever day is shown and whenever he came.
  const auto holds = TRY(parts.plant.queries.passages(open)).size();
  facts.set("open_holds", static_cast<std::int64_t>(holds)).set("disk", upkeep["disk"]);
  if (upkeep.has("last_backup")) facts.set("last_backup", upkeep["last_backup"]);
  Json out = Json::object({{"at", to_rfc3339(parts.plant.clock.wall())}});
  for (const auto& [key, value] : counted.members()) out.set(key, value);
  return out.set("devices", devices_summary(facts["devices"]))
      .set("disk", upkeep["disk"])
      .set("todo", service::most_urgent(facts));
}

struct Period {
  WallTime from, to;
};
/// The last day unless told. Errors: invalid.
Result<Period> period_of(const Request& request, WallTime now) {
  Period out{now - std::chrono::hours(24), now};
  for (const auto& [name, into] : {std::pair{"from", &out.from}, {"to", &out.to}}) {
    const auto word = request.query_value(name);
    if (!word) continue;
    const auto time = parse_rfc3339(*word);
    if (!time) return fail(ErrorCode::invalid, std::string(name) + ": must be RFC 3339");
    *into = *time;
  }
  if (out.from >= out.to || out.to - out.from > kMaxReport) {
    return fail(ErrorCode::invalid, "from, to: a period of at most 31 days");
  }
  return out;
}

using Modes = std::map<std::string, std::pair<std::string, std::string>>;  // lane → name, mode

Json with_modes(Json report, const Modes& modes) {
  Json lanes = Json::array();
  const Json counted = report["lanes"];
  for (Json lane : counted.items()) {
    const auto found = modes.find(std::string(lane["lane"].text().value_or("")));
    lane.set("name", found == modes.end() ? Json() : Json(found->second.first));
    lane.set("mode", found == modes.end() ? Json() : Json(found->second.second));
    lanes.push(std::move(lane));
  }
  return report.set("lanes", std::move(lanes));
}

}  // namespace

void Api::Binder::bind_overview() {
  router.add({"getOverview", "GET", "/api/v1/overview", Role::viewer},
             [parts = &parts, all = &shared](Request request, Respond respond) {
               const auto day = begin_of_day(request, parts->plant.clock.wall());
               if (!day) return respond(problem(day.error()));
               parts->plant.executor.post(
                   [parts, all, day = *day, respond = std::move(respond)]() mutable {
                     parts->queries.post([parts, day, facts = facts_of(*parts, all->watch),
                                          respond = std::move(respond)]() mutable {
                       auto shown = show_overview(*parts, std::move(facts), day);
                       respond(shown ? json_response(*shown) : problem(shown.error()));
                     });
                   });
             });
  router.add({"getObserveReport", "GET", "/api/v1/observe-report", Role::viewer},
             [parts = &parts](Request request, Respond respond) {
               const auto period = period_of(request, parts->plant.clock.wall());
               if (!period) return respond(problem(period.error()));
               parts->plant.executor.post(
                   [parts, period = *period, respond = std::move(respond)]() mutable {
                     Modes modes;
                     for (const auto& [id, lane] : parts->plant.state.lanes()) {
                       modes[id] = {lane.name, std::string(gate::to_text(lane.mode))};
                     }
                     parts->queries.post([parts, period, modes = std::move(modes),
                                          respond = std::move(respond)]() mutable {
                       auto report =
                           service::observe_report(parts->plant.queries, period.from, period.to,
                                                   parts->plant.state.rules().find_pack());
                       respond(report ? json_response(with_modes(*std::move(report), modes))
                                      : problem(report.error()));
                     });
                   });
             });
}

}  // namespace cleangate::http
