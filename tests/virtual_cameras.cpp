// The outside of a VirtualDay: what cameras send and do, and what the guard does.
#include <algorithm>

#include "base/encoding.h"
#include "base/limits.h"
#include "device/driver/push_dialect.h"
#include "device/driver/push_driver.h"
#include "tests/virtual_day.h"

namespace cleangate::tests {
namespace {

using namespace std::chrono_literals;

const service::Actor kGuard{"guard-1", "guard"};

// No decoder likes it: nothing here looks at it.
constexpr std::string_view kPicture = "\xFF\xD8\xFF\xE0 a picture \xFF\xD9";

// One in so many.
constexpr std::uint64_t kHangUp = 30, kSlowCommit = 60, kStuckCommit = 150, kDeafBarrier = 25,
                        kNoPoll = 5;

Milliseconds median(std::deque<Milliseconds> offsets) {
  std::ranges::sort(offsets);
  return offsets[offsets.size() / 2];
}

}  // namespace

service::DeviceMessage VirtualDay::message_of(std::size_t lane, sim::CameraMessage message) {
  auto& loop = plant_->loop();
  return {camera_of(day_.lanes[lane]),
          std::string(sim::to_kind(day_.lanes[lane].make)),
          std::move(message.path),
          std::move(message.content_type),
          std::move(message.body),
          loop.wall(),
          loop.monotonic(),
          [] { return false; }};
}

void VirtualDay::send(std::size_t index) {
  if (!plant_) return unanswered_.push_back(index);
  const sim::SimEvent& event = day_.events[index];
  const sim::LaneSpec& lane = day_.lanes[event.lane];
  sim::CameraRead read;
  read.make = lane.make;
  read.device = camera_of(lane);
  read.plate = event.plate;
  read.colour = event.colour;
  read.vehicle_class = day_.vehicles[event.vehicle].vehicle_class;
  read.confidence = event.confidence;
  read.time = midnight_ + event.taken + event.clock_drift;
  read.id = event.id;
  read.retransmission = event.retransmission;
  read.offline = event.offline;
  read.turn_back = event.turn_back;
  read.scene = kPicture;
  auto message = message_of(event.lane, sim::make_message(read));
  Delivery& delivery = seen_.deliveries.emplace_back();
  delivery.event = index;
  delivery.received = now_;
  judge(delivery, message);
  message.is_closed = [&delivery] { return delivery.hung_up; };
  if (!plan_.calm && one_in(kHangUp)) {
    after(between(0, 60), [this, &delivery] {
      if (delivery.replied || delivery.lost) return;
      delivery.hung_up = true;
      send_again(delivery.event);
    });
  }
  plant_->push(std::move(message), [this, &delivery](auto reply, auto written) {
    replied(delivery, reply, std::move(written));
  });
}

void VirtualDay::send_again(std::size_t event) {
  after(between(300, 3'000), [this, event] { send(event); });
}

/// The blueprint's "fresh" and "first", reckoned beside the program.
void VirtualDay::judge(Delivery& delivery, const service::DeviceMessage& message) {
  const auto decoded = device::decode(message);
  if (!decoded || !decoded->plate) {
    failure_ = "a camera's message is not understood";
    return;
  }
  const auto sighting = device::make_sighting(message, *decoded->plate, kMessageKey);
  delivery.key = sighting.vendor_key;
  delivery.first = keys_sent_.insert(delivery.key).second;
  delivery.judged = keys_known_.insert(delivery.key).second;
  if (!delivery.judged) return;
  delivery.fresh = sighting.is_live();
  if (!sighting.is_live() || !sighting.device_time) return;
  auto& offsets = lanes_[day_.events[delivery.event].lane].offsets;
  const Milliseconds offset = sighting.received - *sighting.device_time;
  if (offsets.size() >= kClockLearnMessages) {
    delivery.fresh = std::chrono::abs(offset - median(offsets)) <= kFreshTolerance;
  }
  if (sighting.clock_quality == ClockQuality::contradictory) return;
  offsets.push_back(offset);
  if (offsets.size() > kClockWindow) offsets.pop_front();
}

void VirtualDay::replied(Delivery& delivery, const service::DeviceReply& reply,
                         std::move_only_function<void(bool)> written) {
  if (delivery.hung_up) return written(false);
  const auto make = day_.lanes[day_.events[delivery.event].lane].make;
  if (delivery.replied) failure_ = "a message was answered twice";
  delivery.replied = plant_->loop().wall();
  delivery.opened = reply.status == 200 && sim::opens(make, reply.body);
  written(true);
}

// ---- Later openings

void VirtualDay::commanded(const service::OpenCommand& command) {
  // A guard's word shows no plate.
  const bool by_guard = command.display.lines.size() == 1;
  seen_.commands.push_back({plant_->loop().wall(), command.device, command.plate, by_guard, 0});
}

void VirtualDay::request(const service::OutgoingRequest& request, service::HttpClient::Done done) {
  std::string body = "<ResponseStatus><statusCode>1</statusCode></ResponseStatus>";
  const bool is_command = request.method == "PUT" || request.url.contains("openStrobe");
  if (request.url.contains("barrierGateStatus")) {
    body = "<barrierGateStatus>2</barrierGateStatus>";
  } else if (request.method == "GET") {
    body = "OK";
  }
  const bool deaf = is_command && one_in(kDeafBarrier);
  if (is_command && (!deaf || one_in(2))) {
    const auto device = request.url.substr(7, request.url.find('/', 7) - 7);
    const auto command = std::find_if(seen_.commands.rbegin(), seen_.commands.rend(),
                                      [&](const Command& other) { return other.device == device; });
    if (command != seen_.commands.rend()) ++command->pulses;
  }
  // Shared with a task that must be copied: the answer comes once.
  auto told = std::make_shared<service::HttpClient::Done>(std::move(done));
  plant_->loop().post_after(deaf ? request.timeout : between(5, 40), [told, deaf, body] {
    if (deaf) return (*told)(fail(ErrorCode::timeout, "no answer"));
    (*told)(service::IncomingResponse{200, body});
  });
}

void VirtualDay::poll(std::size_t lane) {
  if (!plant_ || lanes_[lane].polling) return;
  lanes_[lane].polling = true;
  const std::string device = camera_of(day_.lanes[lane]);
  plant_->push(message_of(lane, sim::make_comet_poll(device)),
               [this, lane, device](const service::DeviceReply& reply, auto written) {
                 lanes_[lane].polling = false;
                 if (sim::opens(sim::Make::vzenith, reply.body)) {
                   const auto command =
                       std::find_if(seen_.commands.rbegin(), seen_.commands.rend(),
                                    [&](const Command& other) { return other.device == device; });
                   if (command != seen_.commands.rend()) ++command->pulses;
                 }
                 if (written) written(true);
                 const WallTime time = plant_->loop().wall();
                 if (time < lanes_[lane].poll_until) at(time + 1ms, [this, lane] { poll(lane); });
               });
}

// ---- The guard

Milliseconds VirtualDay::commit_takes() {
  if (one_in(kStuckCommit)) return between(1'500, 3'500);
  return one_in(kSlowCommit) ? between(100, 900) : between(1, 9);
}

void VirtualDay::held(const std::string& passage, const std::string& lane_id) {
  const std::size_t lane = lane_of(lane_id);
  if (lanes_[lane].held[passage]++ != 0 || one_in(3)) return;  // not every guard looks
  const auto decide = [this, passage, lane] { resolve(passage, lane); };
  const Milliseconds delay = between(3'000, 90'000);
  at(plant_->loop().wall() + delay, decide);
  if (one_in(5)) at(plant_->loop().wall() + delay, decide);  // two screens, one moment
}

void VirtualDay::resolve(const std::string& passage, std::size_t lane) {
  if (!plant_) return;
  const bool admits = !one_in(4);
  const std::string device = camera_of(day_.lanes[lane]);
  if (admits) ++seen_.admitted[device];
  plant_->loop().post([this, passage, admits] {
    const Json body =
        Json::object({{"verdict", admits ? "admit" : "refuse"}, {"reason", "核对行驶证"}});
    plant_->keeper().resolve(passage, body, kGuard, [](const Result<Json>&) {});
  });
  if (!admits || day_.lanes[lane].make != sim::Make::vzenith || one_in(kNoPoll)) return;
  // Polls are told only around a guard's word: of a whole day they would be 40,000.
  lanes_[lane].poll_until = now_ + 20s;
  after(between(0, 2'500), [this, lane] { poll(lane); });
}

}  // namespace cleangate::tests
