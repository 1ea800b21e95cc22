#include "domain/ledger/entry.h"

#include <array>
#include <stdexcept>

#include "base/encoding.h"
#include "base/limits.h"

namespace cleangate::ledger {
namespace {

// By number, from 1.
constexpr std::array<std::string_view, 39> kKindNames = {
    "passage",
    "sighting",
    "evidence",
    "actuation",
    "resolution",
    "outcome",
    "lift",
    "amendment",
    "void",
    "redaction",
    "gap",
    "device_state",
    "clock_adjustment",
    "vehicle_fact",
    "machine_fact",
    "list_change",
    "appointment",
    "declaration",
    "weighing",
    "speed",
    "track_digest",
    "warning",
    "measure_execution",
    "plan",
    "rule_pack",
    "configuration",
    "assessment",
    "rectification",
    "finding",
    "case_file",
    "upload_receipt",
    "sample_draw",
    "account_change",
    "unmasking",
    "key_rotation",
    "restore",
    "heartbeat",
    "shift",
    "stage_statement",
};
constexpr std::array<std::string_view, 5> kQualityNames = {"good", "unknown", "no_offset",
                                                           "contradictory", "missing"};

Result<Uuid> read_uuid(ByteReader& reader) {
  Uuid id;
  const std::string_view bytes = TRY(reader.take(id.bytes.size()));
  std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
  return id;
}

Result<Hash> read_hash(ByteReader& reader) {
  const std::string_view bytes = TRY(reader.take(sizeof(Hash::bytes)));
  return hash_from_bytes(bytes);
}

Result<WallTime> read_time(ByteReader& reader) {
  const std::uint64_t milliseconds = TRY(reader.u64());
  return from_unix_ms(static_cast<std::int64_t>(milliseconds));
}

Result<Entry> read_entry(ByteReader& reader) {
  Entry entry;
  entry.version = TRY(reader.u8());
  if (entry.version != kEntryVersion) {
    return fail(ErrorCode::corrupt,
                "version " + std::to_string(entry.version) + ": written by a newer version");
  }
  // A kind above the last one known is a newer version's; fold refuses it, the tree still holds it.
  entry.kind = static_cast<Kind>(TRY(reader.u16()));
  if (entry.kind == Kind{}) return fail(ErrorCode::corrupt, "kind 0");
  entry.index = TRY(reader.u64());
  entry.event_id = TRY(read_uuid(reader));
  entry.event_time = TRY(read_time(reader));
  entry.log_time = TRY(read_time(reader));
  const std::uint8_t quality = TRY(reader.u8());
  if (quality >= kQualityNames.size()) {
    return fail(ErrorCode::corrupt, "clock quality " + std::to_string(quality));
  }
  entry.clock_quality = static_cast<ClockQuality>(quality);
  const std::uint16_t length = TRY(reader.u16());
  if (length > kMaxDeviceIdBytes) return fail(ErrorCode::corrupt, "device id too long");
  entry.device = TRY(reader.take(length));
  entry.device_sequence = TRY(reader.u64());
  entry.payload_commitment = TRY(read_hash(reader));
  entry.media_root = TRY(read_hash(reader));
  return entry;
}

}  // namespace

std::string_view to_text(Kind kind) {
  const auto number = static_cast<std::size_t>(kind);
  return number >= 1 && number <= kKindNames.size() ? kKindNames[number - 1] : "unknown";
}

std::string_view to_text(ClockQuality quality) {
  const auto number = static_cast<std::size_t>(quality);
  return number < kQualityNames.size() ? kQualityNames[number] : "unknown";
}

std::string encode(const Entry& entry) {
  if (entry.device.size() > kMaxDeviceIdBytes) throw std::length_error("device id too long");
  std::string out;
  out.reserve(128 + entry.device.size());
  out.push_back(static_cast<char>(entry.version));
  put_u16(out, static_cast<std::uint16_t>(entry.kind));
  put_u64(out, entry.index);
  out.append(entry.event_id.bytes.begin(), entry.event_id.bytes.end());
  put_u64(out, static_cast<std::uint64_t>(to_unix_ms(entry.event_time)));
  put_u64(out, static_cast<std::uint64_t>(to_unix_ms(entry.log_time)));
  out.push_back(static_cast<char>(entry.clock_quality));
  put_u16(out, static_cast<std::uint16_t>(entry.device.size()));
  out += entry.device;
  put_u64(out, entry.device_sequence);
  out += entry.payload_commitment.view();
  out += entry.media_root.view();
  return out;
}

Result<Entry> decode_entry(std::string_view bytes) {
  ByteReader reader(bytes);
  auto entry = read_entry(reader);
  if (!entry) return fail(ErrorCode::corrupt, "entry: " + entry.error().message);
  if (!reader.done()) return fail(ErrorCode::corrupt, "entry: bytes behind its end");
  return entry;
}

}  // namespace cleangate::ledger
