#include "sim/player.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "sim/camera_messages.h"
#include "sim/draw_truck.h"
#include "sim/player_setup.h"

namespace cleangate::sim {
namespace {

using service::IncomingResponse;
using service::OutgoingRequest;

constexpr Milliseconds kCameraTimeout{5'000};  // Vzenith's default, devices.md 1.3.1
constexpr Milliseconds kPollTimeout{10'000};
constexpr Milliseconds kPollPause{500};  // after a poll that failed
constexpr Milliseconds kStopLook{100};   // how often a waiting thread looks at `stop`

class Player {
 public:
  Player(const PlayOptions& options, const Scenario& day, service::HttpClient& http,
         const Clock& clock)
      : options_(options), day_(day), http_(http), clock_(clock), started_(clock.monotonic()) {
    first_ = day.events.empty() ? Milliseconds{} : std::max(options.begin, day.events.front().at);
  }

  PlayReport run() {
    std::vector<std::thread> lanes, polls;
    for (std::size_t lane = 0; lane < day_.lanes.size(); ++lane) {
      lanes.emplace_back([this, lane] { play_lane(lane); });
      if (day_.lanes[lane].make == Make::vzenith) {
        polls.emplace_back([this, lane] { poll(lane); });
      }
    }
    for (std::thread& thread : lanes) thread.join();
    {
      const std::lock_guard lock(mutex_);
      finished_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : polls) thread.join();
    return report();
  }

 private:
  bool stopped_by_caller() const { return options_.stop && options_.stop->load(); }

  /// False when it is time to end.
  bool sleep(Milliseconds time) {
    const MonotonicTime until = clock_.monotonic() + time;
    std::unique_lock lock(mutex_);
    while (!finished_ && !stopped_by_caller()) {
      const auto rest = std::chrono::ceil<Milliseconds>(until - clock_.monotonic());
      if (rest.count() <= 0) return true;
      wake_.wait_for(lock, std::min(rest, kStopLook));
    }
    return false;
  }

  bool wait_for(const SimEvent& event) {
    if (options_.speed <= 0) return !stopped_by_caller();
    const double ms = static_cast<double>((event.at - first_).count()) / options_.speed;
    const MonotonicTime due = started_ + Milliseconds{static_cast<std::int64_t>(ms)};
    return sleep(std::chrono::ceil<Milliseconds>(due - clock_.monotonic()));
  }

  CameraRead make_read(const SimEvent& event, WallTime time) {
    const LaneSpec& lane = day_.lanes[event.lane];
    const SimVehicle& vehicle = day_.vehicles[event.vehicle];
    CameraRead read;
    read.make = lane.make;
    read.device = device_id(lane);
    read.plate = event.plate;
    read.colour = event.colour;
    read.vehicle_class = vehicle.vehicle_class;
    read.confidence = event.confidence;
    read.time = time;
    read.id = event.id;
    read.retransmission = event.retransmission;
    read.offline = event.offline;
    read.turn_back = event.turn_back;
    VehicleLook look{vehicle.plate,
                     vehicle.colour,
                     vehicle.truck,
                     vehicle.look,
                     static_cast<int>(event.taken / std::chrono::hours{1}),
                     {}};
    if (options_.speed > 0) {  // flat out every vehicle is drawn once, without a time
      look.overlay = fmt::format("{} {}号车道{}", to_rfc3339(read.time).substr(0, 19), lane.id,
                                 lane.direction == "out" ? "出口" : "入口");
    }
    const auto pictures = book_.draw(look);
    read.scene = pictures->scene;
    read.plate_picture = event.no_plate ? std::string() : pictures->plate;
    return read;
  }

  OutgoingRequest request_of(const LaneSpec& lane, CameraMessage message, Milliseconds timeout) {
    const std::string& target =
        options_.device_target.empty() ? options_.target : options_.device_target;
    OutgoingRequest request;
    request.method = "POST";
    request.url =
        fmt::format("{}/device/{}/{}{}", target, device_id(lane), device_secret(options_, lane),
                    message.path.empty() ? "/push" : message.path);
    request.body = std::move(message.body);
    request.content_type = std::move(message.content_type);
    request.timeout = timeout;
    return request;
  }

  void play_lane(std::size_t index) {
    const LaneSpec& lane = day_.lanes[index];
    std::map<std::uint64_t, WallTime> taken;  // by read: what comes again says the same time
    for (const SimEvent& event : day_.events) {
      if (event.lane != index || event.at < options_.begin) continue;
      if (!wait_for(event)) return;
      // The day's own lateness in real time: what waited for a network looks old to the server.
      const WallTime now = clock_.wall() - (event.at - event.taken) + event.clock_drift;
      const WallTime time = taken.emplace(event.id, now).first->second;
      CameraMessage message = make_message(make_read(event, time));
      const MonotonicTime begin = clock_.monotonic();
      const auto answer = exchange(http_, request_of(lane, std::move(message), kCameraTimeout));
      note(lane.make, answer, clock_.monotonic() - begin);
    }
  }

  void note(Make make, const Result<IncomingResponse>& answer, MonotonicTag::duration took) {
    const std::lock_guard lock(mutex_);
    ++report_.sent;
    if (!answer || answer->status != 200) {
      ++report_.failed;
      if (report_.first_failure.empty()) {
        report_.first_failure =
            answer ? fmt::format("HTTP {}: {}", answer->status, answer->body.substr(0, 200))
                   : answer.error().message;
      }
      return;
    }
    ++(opens(make, answer->body) ? report_.opened : report_.closed);
    latencies_.push_back(static_cast<double>(took.count()) / 1000);
  }

  void poll(std::size_t index) {
    const LaneSpec& lane = day_.lanes[index];
    while (true) {
      const auto answer =
          exchange(http_, request_of(lane, make_comet_poll(device_id(lane)), kPollTimeout));
      const bool good = answer && answer->status == 200;
      if (good && opens(Make::vzenith, answer->body)) {
        const std::lock_guard lock(mutex_);
        ++report_.comet_opened;
      }
      if (!sleep(good ? Milliseconds{1} : kPollPause)) return;
    }
  }

  PlayReport report() {
    const std::lock_guard lock(mutex_);
    std::ranges::sort(latencies_);
    const auto at = [&](std::size_t percent) {
      if (latencies_.empty()) return 0.0;
      return latencies_[std::min(latencies_.size() - 1, latencies_.size() * percent / 100)];
    };
    report_.p50_ms = at(50);
    report_.p99_ms = at(99);
    return report_;
  }

  const PlayOptions& options_;
  const Scenario& day_;
  service::HttpClient& http_;
  const Clock& clock_;
  const MonotonicTime started_;
  Milliseconds first_{};
  PictureBook book_;
  std::mutex mutex_;  ///< guards all below
  std::condition_variable wake_;
  bool finished_ = false;
  PlayReport report_;
  std::vector<double> latencies_;
};

}  // namespace

std::string to_text(const PlayReport& report) {
  std::string text = fmt::format(
      "sent {}  opened {}  closed {}  failed {}  opened later by comet {}  p50 {:.1f} ms  "
      "p99 {:.1f} ms",
      report.sent, report.opened, report.closed, report.failed, report.comet_opened, report.p50_ms,
      report.p99_ms);
  if (!report.first_failure.empty()) text += "\nfirst failure: " + report.first_failure;
  return text;
}

Result<PlayReport> play(const PlayOptions& options, service::HttpClient& http, const Clock& clock) {
  const auto exits = std::ranges::count(options.lanes, "out", &LaneSpec::direction);
  const auto all = static_cast<std::ptrdiff_t>(options.lanes.size());
  if (exits == 0 || exits == all || options.vehicles == 0) {
    return fail(ErrorCode::invalid, "a day needs an entry lane, an exit lane and vehicles");
  }
  const Scenario day = make_day(options.seed, {options.passages, options.vehicles, options.lanes});
  if (options.set_up) TRY(set_up_plant(options, day, http));
  return Player(options, day, http, clock).run();
}

}  // namespace cleangate::sim
