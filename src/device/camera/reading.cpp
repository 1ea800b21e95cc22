#include "device/camera/reading.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "base/hash.h"

namespace cleangate::camera {
namespace {

std::string_view to_text(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid:
      return "invalid";
    case ErrorCode::too_large:
      return "too_large";
    case ErrorCode::not_found:
      return "not_found";
    default:
      return "unexpected";
  }
}

void add_photos(std::string& out, const std::vector<Photo>& photos) {
  for (const Photo& photo : photos) {
    out += fmt::format("photo {} {} bytes {} {} {} {}\n", photo.kind, photo.bytes.size(),
                       photo.mime, photo.decodable ? "decodable" : "undecodable",
                       to_hex(sha256(photo.bytes)).substr(0, 16), photo.name);
  }
}

/// A line only when there is something to say.
void add(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out += fmt::format("{} {}\n", name, value);
}

void add_flags(std::string& out, const PlateReading& read) {
  std::string flags;
  const auto flag = [&](bool set, std::string_view name) {
    if (set) flags += flags.empty() ? std::string(name) : fmt::format(" {}", name);
  };
  flag(read.retransmission, "retransmission");
  flag(read.offline, "offline");
  flag(read.history, "history");
  flag(read.fake_plate, "fake_plate");
  flag(read.turn_back, "turn_back");
  flag(read.plate_cut, "plate_cut");
  add(out, "flags", flags);
}

void add_reading(std::string& out, const PlateReading& read) {
  out += fmt::format("plate {}\n", read.plate.empty() ? "(none)" : read.plate);
  out += fmt::format("plate_text {}\n", read.plate_text);
  add(out, "plate_original", read.plate_original);
  out += fmt::format("class {} colour {}\n", plate::to_text(read.plate_class),
                     plate::to_text(read.colour));
  if (read.confidence) out += fmt::format("confidence {}\n", *read.confidence);
  if (read.confidence_raw && read.confidence_scale != 100) {
    out += fmt::format("confidence_raw {} of {}\n", *read.confidence_raw, read.confidence_scale);
  }
  if (!read.character_confidence.empty()) {
    out += fmt::format("characters {}\n", fmt::join(read.character_confidence, ","));
  }
  add(out, "direction", read.direction);
  add(out, "vehicle_class", read.vehicle_class);
  add(out, "plate_type_code", read.plate_type_code);
  add(out, "key", read.vendor_key);
  add(out, "device_time_text", read.device_time_text);
  if (read.device_time) add(out, "device_time", to_rfc3339(*read.device_time));
  out += fmt::format("clock {}\n", to_text(read.clock));
  add_flags(out, read);
  if (read.trigger != 0) out += fmt::format("trigger {}\n", read.trigger);
  add(out, "channel", read.channel);
  add(out, "serial", read.serial);
  if (read.offline_plate_id) out += fmt::format("offline_plate_id {}\n", *read.offline_plate_id);
  add(out, "rect", read.plate_rect);
}

}  // namespace

std::string_view to_text(ClockQuality quality) {
  switch (quality) {
    case ClockQuality::good:
      return "good";
    case ClockQuality::no_offset:
      return "no_offset";
    case ClockQuality::contradictory:
      return "contradictory";
    case ClockQuality::missing:
      break;
  }
  return "missing";
}

std::string_view to_text(Message::Kind kind) {
  switch (kind) {
    case Message::Kind::plate:
      return "plate";
    case Message::Kind::heartbeat:
      return "heartbeat";
    case Message::Kind::comet_poll:
      return "comet_poll";
    case Message::Kind::io_event:
      return "io_event";
    case Message::Kind::serial_data:
      return "serial_data";
    case Message::Kind::picture:
      return "picture";
    case Message::Kind::device_facts:
      return "device_facts";
    case Message::Kind::other_event:
      return "other_event";
    case Message::Kind::ignored:
      break;
  }
  return "ignored";
}

std::string to_text(const Message& message) {
  std::string out = fmt::format("kind {}\n", to_text(message.kind));
  if (message.plate) {
    add_reading(out, *message.plate);
  } else {
    add(out, "serial", message.serial);
  }
  for (const Json::Member& fact : message.facts.members()) {
    out += fmt::format("fact {} {}\n", fact.key, fact.value.dump());
  }
  if (!message.serial_bytes.empty()) add(out, "bytes", to_hex(message.serial_bytes));
  if (message.plate) add_photos(out, message.plate->photos);
  add_photos(out, message.photos);
  return out;
}

std::string to_text(const Result<Message>& message) {
  if (message) return to_text(*message);
  return fmt::format("error {}: {}\n", to_text(message.error().code), message.error().message);
}

}  // namespace cleangate::camera
