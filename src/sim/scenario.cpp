#include "sim/scenario.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>

#include "base/random.h"
#include "base/text.h"
#include "sim/fleet.h"

namespace cleangate::sim {
namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;

// Entries by hour of a plant that loads by day and a little at night.
constexpr std::array<unsigned, 24> kArrivals = {8,  6,  5,  5,  8,  20, 45, 70, 85, 90, 85, 70,
                                                45, 60, 80, 85, 75, 60, 45, 35, 28, 20, 14, 10};

// One in so many reads, unless said otherwise.
constexpr std::uint64_t kMisread = 40, kDuplicate = 25, kRetransmission = 120, kUnread = 220,
                        kLate = 90, kTurnBack = 70;
constexpr std::int64_t kBurst = 10 * kMinute;  // a camera's network is gone for so long

/// The other characters of the sets of the blueprint, "The lane".
constexpr std::array<std::string_view, 5> kConfusable = {"0DOQ", "8B", "1I", "2Z", "5S"};

std::string misread(Random& random, std::string_view plate) {
  std::vector<std::string> wrong;
  const std::u32string letters = to_code_points(plate);
  for (std::size_t i = 2; i < letters.size(); ++i) {  // province and office are read well
    for (const std::string_view set : kConfusable) {
      if (letters[i] > 'Z' || set.find(static_cast<char>(letters[i])) == set.npos) continue;
      for (const char other : set) {
        if (static_cast<char32_t>(other) == letters[i]) continue;
        std::u32string text = letters;
        text[i] = static_cast<char32_t>(other);
        wrong.push_back(to_utf8(text));
      }
    }
  }
  return wrong.empty() ? std::string(plate) : wrong[random.below(wrong.size())];
}

/// A time when one camera cannot reach the server.
struct Outage {
  std::size_t lane;
  std::int64_t from, to;
};

class Day {
 public:
  Day(std::uint64_t seed, DayOptions options) : random_(seed) {
    day_.lanes = std::move(options.lanes);
    for (std::size_t i = 0; i < day_.lanes.size(); ++i) {
      (day_.lanes[i].direction == "out" ? out_ : in_).push_back(i);
      drift_.push_back(static_cast<std::int64_t>(random_.below(3000)) - 1500);
    }
    if (in_.empty() || out_.empty() || options.vehicles == 0) {
      throw std::invalid_argument("a day needs an entry lane, an exit lane and vehicles");
    }
    day_.vehicles = make_fleet(random_, options.vehicles);
    free_at_.assign(day_.vehicles.size(), 0);
    lane_free_.assign(day_.lanes.size(), 0);
    for (int i = 0; i < 3; ++i) {
      const auto from = kHour * 6 + below(kHour * 14);
      outages_.push_back({random_.below(day_.lanes.size()), from, from + kBurst});
    }
    drifting_ = random_.below(day_.lanes.size());
    drifts_from_ = kHour * 9 + below(kHour * 6);
  }

  Scenario run(std::size_t passages) {
    std::vector<std::int64_t> arrivals;
    for (std::size_t i = 0; i < (passages + 1) / 2; ++i) arrivals.push_back(arrival());
    std::ranges::sort(arrivals);
    bool odd = passages % 2 != 0;
    for (const std::int64_t at : arrivals) {
      visit(at, odd);
      odd = false;
    }
    send_offline();
    std::ranges::stable_sort(day_.events, {}, &SimEvent::at);
    return std::move(day_);
  }

 private:
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(bound)));
  }
  bool one_in(std::uint64_t bound) { return random_.below(bound) == 0; }

  /// Latest 22:30, so that everyone is out by midnight.
  std::int64_t arrival() {
    const unsigned whole = std::accumulate(kArrivals.begin(), kArrivals.end(), 0u);
    auto rest = random_.below(whole);
    std::int64_t hour = 0;
    for (const unsigned share : kArrivals) {
      if (rest < share) break;
      rest -= share;
      ++hour;
    }
    return std::min(hour * kHour + below(kHour), kHour * 22 + kMinute * 30);
  }

  /// The vehicle that has been outside, taken by chance; the longest outside when all are busy.
  std::size_t vehicle_for(std::int64_t at) {
    for (int attempt = 0; attempt < 40; ++attempt) {
      const std::size_t vehicle = random_.below(day_.vehicles.size());
      if (free_at_[vehicle] <= at) return vehicle;
    }
    return static_cast<std::size_t>(std::ranges::min_element(free_at_) - free_at_.begin());
  }

  /// Vehicles on a lane stand behind one another: at least 20 s.
  std::int64_t take_lane(std::size_t lane, std::int64_t at) {
    const std::int64_t start = std::max(at, lane_free_[lane]);
    lane_free_[lane] = start + 20'000 + below(8'000);
    return start;
  }

  void visit(std::int64_t wanted, bool stays) {
    const std::size_t vehicle = vehicle_for(wanted);
    const std::size_t lane = in_[random_.below(in_.size())];
    const std::int64_t at = take_lane(lane, std::max(wanted, free_at_[vehicle]));
    read(lane, vehicle, at);
    if (one_in(kTurnBack)) {
      free_at_[vehicle] = at + kHour;
      // Only this make tells; the others just see nobody leave.
      if (day_.lanes[lane].make == Make::vzenith) turn_back(lane, vehicle, at + 9'000);
      return;
    }
    if (stays) {
      free_at_[vehicle] = kDay;
      return;
    }
    const std::int64_t latest = kDay - 30 * kMinute;
    const std::int64_t stay = 15 * kMinute + below(55 * kMinute) + below(20 * kMinute);
    const std::size_t exit = out_[random_.below(out_.size())];
    const std::int64_t leave = take_lane(exit, std::max(at + kMinute, std::min(at + stay, latest)));
    free_at_[vehicle] = leave + 10 * kMinute;
    read(exit, vehicle, leave);
  }

  SimEvent make_event(std::size_t lane, std::size_t vehicle, std::int64_t at) {
    SimEvent event;
    event.at = event.taken = Milliseconds{at};
    event.id = ++last_id_;
    event.lane = lane;
    event.vehicle = vehicle;
    event.plate = day_.vehicles[vehicle].plate;
    event.colour = day_.vehicles[vehicle].colour;
    event.confidence = 90 + static_cast<int>(random_.below(10));
    const bool drifts = lane == drifting_ && at >= drifts_from_ && at < drifts_from_ + kHour / 2;
    event.clock_drift = Milliseconds{drift_[lane] + (drifts ? 40'000 : 0)};
    return event;
  }

  void read(std::size_t lane, std::size_t vehicle, std::int64_t at) {
    SimEvent event = make_event(lane, vehicle, at);
    if (one_in(kMisread)) {
      event.plate = misread(random_, event.plate);
      event.misread = event.plate != day_.vehicles[vehicle].plate;
      if (event.misread) event.confidence = 62 + static_cast<int>(random_.below(25));
    }
    if (event.plate.empty() || one_in(kUnread)) {
      event.plate.clear();
      event.colour = plate::Colour::unknown;
      event.confidence = 0;
      event.no_plate = true;
      event.misread = false;
    }
    for (const Outage& outage : outages_) {
      event.offline |= outage.lane == lane && at >= outage.from && at < outage.to;
    }
    // Slow networks: what was taken first may arrive second.
    if (!event.offline && one_in(kLate)) event.at += Milliseconds{3'000 + below(30'000)};
    day_.events.push_back(event);
    if (event.offline) return;
    if (one_in(kDuplicate)) {
      SimEvent again = event;
      again.duplicate = true;
      again.at += Milliseconds{200 + below(4'000)};
      day_.events.push_back(std::move(again));
    }
    if (one_in(kRetransmission)) {
      SimEvent again = event;
      again.retransmission = true;
      again.at += Milliseconds{kMinute + below(10 * kMinute)};
      day_.events.push_back(std::move(again));
    }
  }

  void turn_back(std::size_t lane, std::size_t vehicle, std::int64_t at) {
    SimEvent event = make_event(lane, vehicle, at);
    event.turn_back = true;
    event.no_plate = event.plate.empty();
    day_.events.push_back(std::move(event));
  }

  /// When the network is back the camera sends what it kept, newest first in one of two bursts.
  void send_offline() {
    for (const Outage& outage : outages_) {
      std::vector<SimEvent*> kept;
      for (SimEvent& event : day_.events) {
        const auto taken = event.taken.count();
        if (event.offline && event.lane == outage.lane && taken >= outage.from &&
            taken < outage.to) {
          kept.push_back(&event);
        }
      }
      if (random_.below(2) != 0) std::ranges::reverse(kept);
      std::int64_t at = outage.to + 2'000;
      for (SimEvent* event : kept) {
        event->at = Milliseconds{at};
        at += 400 + below(800);
      }
    }
  }

  SeededRandom random_;
  Scenario day_;
  std::vector<std::size_t> in_, out_;
  std::vector<std::int64_t> drift_;      ///< per lane, milliseconds
  std::vector<std::int64_t> free_at_;    ///< per vehicle: outside again
  std::vector<std::int64_t> lane_free_;  ///< per lane
  std::vector<Outage> outages_;
  std::size_t drifting_ = 0;
  std::int64_t drifts_from_ = 0;
  std::uint64_t last_id_ = 0;
};

}  // namespace

std::string_view to_kind(Make make) {
  switch (make) {
    case Make::hikvision:
      return "hikvision";
    case Make::vzenith:
      return "vzenith";
    case Make::dahua:
      break;
  }
  return "dahua-itsapi";
}

std::vector<LaneSpec> default_lanes() {
  return {{"1", "in", Make::vzenith},
          {"2", "in", Make::hikvision},
          {"3", "out", Make::dahua},
          {"4", "out", Make::vzenith}};
}

Json to_json(const SimVehicle& vehicle) {
  return Json::object(
      {{"plate", vehicle.plate},
       {"colour", plate::to_text(vehicle.colour)},
       {"stage", Json::object({{"min", vehicle.stage_min}, {"max", vehicle.stage_max}})},
       {"fuel", vehicle.fuel},
       {"vehicle_class", vehicle.vehicle_class},
       {"gross_mass_kg", vehicle.gross_mass_kg}});
}

Scenario make_day(std::uint64_t seed, DayOptions options) {
  const std::size_t passages = options.passages;
  return Day(seed, std::move(options)).run(passages);
}

}  // namespace cleangate::sim
