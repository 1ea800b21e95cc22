#include "tests/virtual_day.h"

#include <algorithm>

#include "service/configure_plant.h"
#include "service/issue_warning.h"
#include "service/register_vehicle.h"

namespace cleangate::tests {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kMidnight = 1'797'177'600'000;  // 2026-12-14T00:00:00+08:00
constexpr std::size_t kBatch = 500;                    // of an import, kMaxPage
const service::Actor kAdmin{"admin", "admin"};

}  // namespace

std::string camera_of(const sim::LaneSpec& lane) {
  return "camera-" + lane.id;
}

VirtualDay::VirtualDay(DayPlan plan, std::string database, store::FaultVfs* vfs)
    : plan_(std::move(plan)),
      disk_{std::move(database), vfs ? vfs->name() : ""},
      vfs_(vfs),
      day_(sim::make_day(plan_.seed, plan_.options)),
      midnight_(from_unix_ms(kMidnight)),
      dice_(plan_.seed * 7919 + 3),
      now_(midnight_ + plan_.from - 1h),
      lanes_(day_.lanes.size()) {}

void VirtualDay::at(WallTime when, std::function<void()> act) {
  agenda_.emplace(std::max(when, now_), std::move(act));
}

Milliseconds VirtualDay::between(int least, int most) {
  return Milliseconds{least + static_cast<int>(dice_.below(static_cast<unsigned>(most - least)))};
}

std::size_t VirtualDay::lane_of(std::string_view id) const {
  const auto found = std::ranges::find_if(day_.lanes, [&](const sim::LaneSpec& lane) {
    return lane.id == id || camera_of(lane) == id;
  });
  return static_cast<std::size_t>(found - day_.lanes.begin());
}

// ---- The process

Result<void> VirtualDay::start(bool create) {
  keys_known_.clear();
  for (Lane& lane : lanes_) lane = {};
  plant_ = TRY(VirtualPlant::start(disk_, create, now_, dice_.next(), *this));
  now_ = plant_->loop().wall();  // recovery may have written
  return {};
}

/// Runs the plant until then. False when it died on the way.
bool VirtualDay::live_until(WallTime until) {
  auto& loop = plant_->loop();
  const MonotonicTime end = loop.monotonic() + (until - loop.wall());
  while (plant_->step(end)) {
    now_ = loop.wall();
    ++steps_;
    const bool killed = dies_at_ != 0 && steps_ >= dies_at_;
    if (!killed && !(vfs_ && vfs_->power_is_off())) continue;
    die();
    return false;
  }
  plant_->advance_to(end);
  now_ = until;
  return true;
}

void VirtualDay::die() {
  dies_at_ = 0;
  vfs_->cut_power(0);  // the dead write nothing
  plant_.reset();
  for (Delivery& delivery : seen_.deliveries) {
    if (delivery.replied || delivery.lost || delivery.hung_up) continue;
    delivery.lost = true;
    unanswered_.push_back(delivery.event);
  }
  come_back();
}

void VirtualDay::come_back() {
  ++seen_.deaths;
  vfs_->restore_power(dice_);
  if (on_death) on_death();
  after(between(1'000, 20'000), [this] { restart(); });
}

void VirtualDay::restart() {
  const std::uint64_t steps = next_death ? next_death() : 0;
  if (const auto started = start(false); !started) {
    plant_.reset();
    if (vfs_->power_is_off()) return come_back();  // while the log was being recovered
    failure_ = "does not start again: " + started.error().message;
    return agenda_.clear();
  }
  if (steps != 0) die_after(steps);
  for (const std::size_t event : std::exchange(unanswered_, {})) send_again(event);
}

void VirtualDay::stop() {
  plant_.reset();
}

void VirtualDay::order(std::move_only_function<void(service::Plant&, service::Reply)> use_case) {
  if (!plant_) return;
  bool done = false;
  use_case(plant_->plant(), [&](const Result<Json>& result) {
    done = true;
    if (!result) failure_ = "set-up: " + result.error().message;
  });
  auto& loop = plant_->loop();
  while (!done && plant_->step(loop.monotonic() + 10s)) {
  }
  now_ = loop.wall();
}

Result<void> VirtualDay::set_up() {
  TRY(start(true));
  const auto tell = [&](auto use_case, const Json& body) {
    order([&](auto& plant, auto reply) { use_case(plant, body, kAdmin, std::move(reply)); });
  };
  tell(service::put_plant, *parse_json(R"({"name":"厂","grade":"C","industry":"generic",)"
                                       R"("region":"131082","unknown_vehicle":"hold"})"));
  tell(service::set_kill_switch, *parse_json(R"({"on":false,"reason":"开工"})"));
  tell(service::add_gate, *parse_json(R"({"id":"g1"})"));
  for (const sim::LaneSpec& lane : day_.lanes) {
    tell(service::add_lane,
         Json::object({{"id", lane.id}, {"gate", "g1"}, {"direction", lane.direction}}));
    tell(service::add_device, Json::object({{"id", camera_of(lane)},
                                            {"kind", sim::to_kind(lane.make)},
                                            {"lane", lane.id},
                                            {"address", "http://" + camera_of(lane)},
                                            {"secret", "simulated-1"}}));
  }
  Json batch = Json::array();
  const auto import = [&] {
    if (!batch.items().empty()) tell(service::import_vehicles, batch);
    batch = Json::array();
  };
  for (const sim::SimVehicle& vehicle : day_.vehicles) {
    if (vehicle.registered) batch.push(sim::to_json(vehicle));
    if (batch.items().size() == kBatch) import();
  }
  import();
  if (!failure_.empty()) return fail(ErrorCode::internal, failure_);
  return {};
}

void VirtualDay::order_day() {
  at(midnight_ + 12h, [this] {
    seen_.warning.asked = now_;
    order([&](auto& plant, auto reply) {
      const Json body = Json::object({{"level", "orange"}, {"effective_at", to_rfc3339(now_)}});
      service::start_warning(plant, body, kAdmin, std::move(reply));
    });
    seen_.warning.begun = now_;
  });
  const auto turn = [this](bool on) {
    order([&](auto& plant, auto reply) {
      const Json body = Json::object({{"on", on}, {"reason", "演练"}});
      service::set_kill_switch(plant, body, kAdmin, std::move(reply));
    });
  };
  at(midnight_ + 15h, [this, turn] {
    seen_.kill_switch.asked = now_;
    turn(true);
    seen_.kill_switch.begun = now_;
  });
  at(midnight_ + 15h + 10min, [this, turn] {
    seen_.kill_switch.ending = now_;
    turn(false);
    seen_.kill_switch.ended = now_;
  });
}

void VirtualDay::run() {
  for (std::size_t i = 0; i < day_.events.size(); ++i) {
    const Milliseconds when = day_.events[i].at;
    if (plan_.calm && (day_.events[i].duplicate || day_.events[i].retransmission)) continue;
    if (when >= plan_.from && when < plan_.to) at(midnight_ + when, [this, i] { send(i); });
  }
  if (plan_.with_orders) order_day();
  do {
    while (!agenda_.empty()) {
      const WallTime next = std::max(agenda_.begin()->first, now_);
      if (plant_ && !live_until(next)) continue;
      now_ = next;
      auto act = std::move(agenda_.begin()->second);
      agenda_.erase(agenda_.begin());
      act();
    }
    // It may die in that time, too, and has its restart on the agenda then.
  } while (plant_ && !live_until(now_ + 15min));
}

}  // namespace cleangate::tests
