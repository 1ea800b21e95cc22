#include "device/driver/push_driver.h"

#include <memory>
#include <utility>

#include "base/encoding.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "device/driver/display_frames.h"
#include "device/driver/push_dialect.h"

namespace cleangate::device {
namespace {

using camera::Message;
using service::DeviceMessage;
using service::DeviceReply;

constexpr std::size_t kSerialBytesKept = 1024;  // of one message; its whole length is told beside

void ignore_written(bool) {}

ClockQuality quality_of(camera::ClockQuality quality) {
  switch (quality) {
    case camera::ClockQuality::good:
      return ClockQuality::good;
    case camera::ClockQuality::no_offset:
      return ClockQuality::no_offset;
    case camera::ClockQuality::contradictory:
      return ClockQuality::contradictory;
    case camera::ClockQuality::missing:
      break;
  }
  return ClockQuality::missing;
}

/// Teaches only from live reads; what was stored in the camera says nothing about its clock.
std::optional<Milliseconds> clock_offset(const DeviceMessage& message, const Message& decoded) {
  if (!decoded.plate || decoded.plate->is_replayed() || !decoded.plate->device_time) return {};
  return message.received - *decoded.plate->device_time;
}

Json event_detail(const Message& event) {
  Json detail = Json::object({{"event", camera::to_text(event.kind)}});
  for (const auto& [name, value] : event.facts.members()) {
    detail.set(name == "event" ? "name" : name, value);
  }
  if (!event.serial.empty()) detail.set("serial", event.serial.substr(0, kMaxDeviceIdBytes));
  if (event.kind == Message::Kind::serial_data) {
    detail.set("hex", to_hex(std::string_view(event.serial_bytes).substr(0, kSerialBytesKept)));
  }
  return detail;
}

/// Answers once, from whichever comes first: the entry or the deadline. Plant's executor only.
struct Once {
  service::DevicePush::Respond respond;
  DeviceReply reply;
  Executor::TimerId timer = 0;
  void fire() {
    if (respond) std::exchange(respond, nullptr)(std::move(reply), ignore_written);
  }
};

}  // namespace

gate::Sighting make_sighting(const DeviceMessage& message, const camera::PlateReading& read,
                             std::string_view message_key) {
  gate::Sighting sighting;
  sighting.device = message.device;
  sighting.vendor_key = to_hex(hmac_sha256(message_key, message.device + "\n" + read.vendor_key));
  sighting.plate = read.plate;
  sighting.plate_raw = cut_utf8(read.plate_text, kMaxReadingBytes);
  sighting.colour = read.colour;
  sighting.vehicle_class = cut_utf8(read.vehicle_class, kMaxReadingBytes);
  sighting.movement = read.direction;
  sighting.confidence = read.confidence;
  sighting.device_time_text = cut_utf8(read.device_time_text, kMaxReadingBytes);
  sighting.device_time = read.device_time;
  sighting.clock_quality = quality_of(read.clock);
  sighting.retransmission = read.retransmission;
  sighting.offline = read.offline;
  sighting.history = read.history;
  sighting.fake_plate = read.fake_plate;
  sighting.turn_back = read.turn_back;
  sighting.received = message.received;
  sighting.received_monotonic = message.received_monotonic;
  return sighting;
}

PushDriver::PushDriver(Ports ports) : ports_(std::move(ports)) {}

void PushDriver::push(DeviceMessage message, Respond respond) {
  auto decoded = decode(message);
  if (!decoded) {
    note(message, "unreadable", {});
    ports_.quarantine.put(message, decoded.error());
    return respond(accepted_reply(message.kind, message.path, nullptr, message.received),
                   ignore_written);
  }
  note(message, camera::to_text(decoded->kind), clock_offset(message, *decoded));
  switch (decoded->kind) {
    case Message::Kind::plate:
      return take_read(std::move(message), *std::move(decoded->plate), std::move(respond));
    case Message::Kind::comet_poll:
      return take_poll(std::move(message), *decoded, std::move(respond));
    case Message::Kind::heartbeat:
    case Message::Kind::ignored:
      return respond(accepted_reply(message.kind, message.path, &*decoded, message.received),
                     ignore_written);
    case Message::Kind::io_event:
    case Message::Kind::serial_data:
    case Message::Kind::picture:
    case Message::Kind::device_facts:
    case Message::Kind::other_event:
      return take_event(message, *std::move(decoded), std::move(respond));
  }
}

void PushDriver::note(const DeviceMessage& message, std::string_view kind,
                      std::optional<Milliseconds> clock_offset) {
  const bool is_back = ports_.health.seen(message.device, kind, message.received,
                                          message.received_monotonic, clock_offset);
  if (!is_back) return;
  Json detail = Json::object({{"kind", message.kind}, {"first_message", kind}});
  ports_.events.record({message.device, kStateOnline, std::move(detail), message.received, {}, {}},
                       nullptr);
}

void PushDriver::take_read(DeviceMessage message, camera::PlateReading read, Respond respond) {
  gate::Sighting sighting = make_sighting(message, read, ports_.message_key);
  PhotoSet photos = make_photo_set(std::move(read.photos));
  const bool by_reply = opens_by_reply(message.kind);
  ReadIdentity identity{std::move(read.serial), std::move(read.plate_text), {}};
  if (read.offline) identity.offline_plate_id = read.offline_plate_id;
  auto answer = [this, device = message.device, kind = message.kind, identity = std::move(identity),
                 respond = std::move(respond)](SightingVerdict verdict) mutable {
    ReplyOrder order{verdict.open, 0, {}};
    if (const auto settings = ports_.devices.find(device)) {
      order.channel = settings->channel_or(0);
      order.serial = display_frames(*settings, verdict.display);
    }
    // The camera deletes an offline record once it is told to go on.
    if (!verdict.recorded) identity.offline_plate_id.reset();
    auto written = std::move(verdict.after_reply);
    if (!written) written = ignore_written;
    respond(sighting_reply(kind, identity, std::move(order)), std::move(written));
  };
  ports_.plant.post([this, by_reply, sighting = std::move(sighting), photos = std::move(photos),
                     is_closed = std::move(message.is_closed),
                     answer = std::move(answer)]() mutable {
    ports_.sink.sighting(std::move(sighting), std::move(photos), by_reply, std::move(is_closed),
                         std::move(answer));
  });
}

void PushDriver::take_poll(DeviceMessage message, const Message& poll, Respond respond) {
  DeviceReply empty = accepted_reply(message.kind, message.path, &poll, message.received);
  auto deliver = [this, device = message.device, empty = std::move(empty),
                  respond = std::move(respond)](
                     CometAnswer answer, std::move_only_function<void(bool)> written) mutable {
    if (!answer.open && answer.serial.empty()) return respond(empty, std::move(written));
    const auto settings = ports_.devices.find(device);
    const unsigned channel = settings ? settings->channel_or(0) : 0;
    respond(comet_reply({answer.open, channel, std::move(answer.serial)}), std::move(written));
  };
  ports_.comet.poll(message.device, std::move(message.is_closed), std::move(deliver));
}

void PushDriver::take_event(const DeviceMessage& message, Message event, Respond respond) {
  auto once = std::make_shared<Once>(  // shared by the entry's end and the deadline
      std::move(respond), accepted_reply(message.kind, message.path, &event, message.received));
  const std::string_view state =
      event.kind == Message::Kind::device_facts ? kStateOnline : kStateEvent;
  Json detail = event_detail(event);
  const MonotonicTime deadline = message.received_monotonic + kOpenDeadline;
  ports_.plant.post([this, once, deadline] {
    const auto left = std::chrono::duration_cast<Milliseconds>(deadline - ports_.clock.monotonic());
    once->timer = ports_.plant.post_after(left, [once] { once->fire(); });
  });
  const bool may_repeat =
      event.kind == Message::Kind::serial_data || event.kind == Message::Kind::other_event;
  std::string repeats_as;
  if (may_repeat) {
    const auto name = event.facts["event"].text().value_or("");
    repeats_as = std::string(camera::to_text(event.kind)) + "/" + std::string(name);
  }
  ports_.events.record({message.device, state, std::move(detail), message.received,
                        make_photo_set(std::move(event.photos)), std::move(repeats_as)},
                       [this, once] {
                         ports_.plant.cancel(once->timer);
                         once->fire();
                       });
}

}  // namespace cleangate::device
