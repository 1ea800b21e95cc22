#include "tests/naive_week.h"

#include <algorithm>

namespace cleangate::tests {
namespace {

constexpr std::int64_t kHour = 3'600'000, kDayMs = 24 * kHour, kLocal = 8 * kHour;
constexpr int kQuota = 4;  // floor(50 % of 9)

std::int64_t local_ms(WallTime at) {
  return to_unix_ms(at) + kLocal;
}

/// [22:00, 08:00), minute by minute.
bool is_night(WallTime at) {
  const auto minute = static_cast<int>(local_ms(at) % kDayMs / 60'000);
  for (int each = 22 * 60; each != 8 * 60; each = (each + 1) % (24 * 60)) {
    if (each == minute) return true;
  }
  return false;
}

int rank(const std::string& stage) {
  const std::vector<std::string> kOrder{"0", "1", "2", "3", "4", "5", "6a", "6b"};
  return static_cast<int>(std::ranges::find(kOrder, stage) - kOrder.begin());
}

}  // namespace

std::int64_t NaiveWeek::day_of(WallTime at) {
  return local_ms(at) / kDayMs;
}

void NaiveWeek::act(const std::string& chain, int level, WallTime asked, WallTime logged) {
  auto& schedule = schedules_[chain];
  const auto effective = std::max(asked, logged);
  // Whatever was planned for then or later is off.
  schedule.erase(schedule.lower_bound(effective), schedule.end());
  schedule[effective] = level;
}

void NaiveWeek::add_order(const std::string& chain, WallTime from, WallTime to, WallTime logged) {
  orders_.push_back({chain, std::max(from, logged), to});
}

int NaiveWeek::level_of(const std::string& chain, WallTime at) const {
  const auto found = schedules_.find(chain);
  if (found == schedules_.end()) return 0;
  int level = 0;
  for (const auto& [from, each] : found->second) {
    if (from <= at) level = each;
  }
  return level;
}

int NaiveWeek::level_at(WallTime at) const {
  int highest = 0;
  for (const auto& [chain, schedule] : schedules_) highest = std::max(highest, level_of(chain, at));
  return highest;
}

NaiveOutcome NaiveWeek::judge(const NaiveTruck& truck, WallTime at) const {
  NaiveOutcome out;
  const auto refuse = [&](const std::string& clause) {
    out.clauses += (out.clauses.empty() ? "" : " ") + clause + ":refuse";
  };
  const bool is_truck = truck.vehicle_class[0] == 'H' || truck.vehicle_class[0] == 'Q';
  const bool is_heavy = is_truck && truck.vehicle_class[1] == '1';
  const bool is_nev = truck.fuel == "C" || truck.stage == "D";
  const int stage = rank(truck.stage);
  const int level = level_at(at);
  for (const auto& order : orders_) {
    if (at < order.from || at >= order.to || level_of(order.chain, at) == 0) continue;
    if (!is_heavy || truck.fuel != "B" || is_nev || stage >= rank("6a")) continue;
    truck.vehicle_class == "Q11" ? void(out.exempted.insert("m5.diesel")) : refuse("m5.diesel");
  }
  if (level == 2 && is_truck) {
    out.counts = true;
    const auto today = admitted_.find(day_of(at));
    if (today != admitted_.end() && today->second >= kQuota) refuse("plan.quota");
    if (is_night(at)) refuse("plan.window");
  }
  if (level == 3 && is_heavy && !is_nev && stage <= rank("5")) {
    truck.fuel == "E" ? void(out.exempted.insert("plan.ban-stage")) : refuse("plan.ban-stage");
  }
  if (level > 0 && is_heavy && !is_nev && stage <= rank("4")) refuse("warning.ban-heavy-le4");
  out.verdict = out.clauses.empty() ? "admit" : "refuse";
  return out;
}

}  // namespace cleangate::tests
