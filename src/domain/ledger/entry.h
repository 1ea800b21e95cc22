#pragma once
// An entry of a plant's log: the fixed, deterministic bytes that become a leaf of its RFC 6962
// tree. Pure. What an entry says stands in its payload; the entry only commits to it.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/result.h"
#include "base/time.h"
#include "base/uuid.h"

namespace cleangate::ledger {

/// Stored: NEVER CHANGE a value. A new kind is a new number; bytes are fixed by a golden test.
enum class Kind : std::uint16_t {
  passage = 1,
  sighting = 2,
  evidence = 3,
  actuation = 4,
  resolution = 5,
  outcome = 6,
  lift = 7,
  amendment = 8,
  void_entry = 9,
  redaction = 10,
  gap = 11,
  device_state = 12,
  clock_adjustment = 13,
  vehicle_fact = 14,
  machine_fact = 15,
  list_change = 16,
  appointment = 17,
  declaration = 18,
  weighing = 19,
  speed = 20,
  track_digest = 21,
  warning = 22,
  measure_execution = 23,
  plan = 24,
  rule_pack = 25,
  configuration = 26,
  assessment = 27,
  rectification = 28,
  finding = 29,
  case_file = 30,
  upload_receipt = 31,
  sample_draw = 32,
  account_change = 33,
  unmasking = 34,
  key_rotation = 35,
  restore = 36,
  heartbeat = 37,
  shift = 38,            // hand-over
  stage_statement = 39,  // who says which emission stage a vehicle has
};
[[nodiscard]] std::string_view to_text(Kind kind);  ///< "passage", …; "unknown" for a newer one

/// As stored; the values stand in base/time.h.
using ClockQuality = cleangate::ClockQuality;
[[nodiscard]] std::string_view to_text(ClockQuality quality);

inline constexpr std::uint8_t kEntryVersion = 1;

struct Entry {
  std::uint8_t version = kEntryVersion;
  Kind kind = Kind::heartbeat;
  std::uint64_t index = 0;  ///< position in the log, from 0
  Uuid event_id;            ///< of the event, e.g. the passage's id
  WallTime event_time;      ///< when it happened
  WallTime log_time;        ///< when it was logged; never decreases with index
  ClockQuality clock_quality = ClockQuality::good;
  std::string device;                 ///< device id, empty when none; at most 64 bytes
  std::uint64_t device_sequence = 0;  ///< the device's own counter, 0 when it has none
  Hash payload_commitment;
  Hash media_root;  ///< root over the media items; hash of "" when there are none
  bool operator==(const Entry&) const = default;
};

/// version u8, kind u16, index u64, event id 16, event time i64 ms, log time i64 ms, clock
/// quality u8, device u16 length + bytes, device sequence u64, payload 32, media 32; big-endian.
[[nodiscard]] std::string encode(const Entry& entry);
/// The exact inverse: anything else is corrupt, trailing bytes included.
[[nodiscard]] Result<Entry> decode_entry(std::string_view bytes);

}  // namespace cleangate::ledger
