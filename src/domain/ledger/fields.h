#pragma once
// The fields a payload can have. Every field is text (numbers decimal, times RFC 3339, structures
// JSON). Stored: NEVER CHANGE a number or a field's class. Pure.

#include <cstdint>
#include <optional>
#include <string_view>

namespace cleangate::ledger {

enum class Field : std::uint16_t {
  lane = 1,
  gate = 2,
  direction = 3,  // in | out
  plate = 4,      // erasable
  colour = 5,
  plate_class = 6,
  verdict = 7,       // admit | refuse | hold
  reasons = 8,       // JSON array
  mode = 9,          // automatic | observe | manual
  historic = 10,     // "1"
  vendor_key = 11,   // hex HMAC of device id and the vendor's message key; key: in ops.db only
  device_time = 12,  // as the device wrote it
  confidence = 13,
  vehicle_class = 14,   // GA 24.4, as the camera read it
  stage = 15,           // JSON {min,max,source}
  facts = 16,           // JSON: the facts the decision saw, or a vehicle's registered facts
  candidates = 17,      // erasable; JSON array
  photos_missing = 18,  // JSON array of {kind, cause}
  plate_raw = 19,       // erasable; as the device wrote it
  trailer = 20,         // erasable; plate of an attached 挂
  passage = 21,         // id of the passage this entry speaks of
  stage_of = 22,        // actuation: commanded | reply_written | moved | failed | not_confirmed
  path = 23,            // actuation: reply | command | comet | manual
  detail = 24,          // JSON
  reason = 25,          // erasable; free text
  actor = 26,           // token label, user name or "system"
  outcome = 27,         // crossed | turned_back | left | unknown
  assumed = 28,         // "1"
  list = 29,            // allow | deny | watch
  item = 30,            // id of a list item, key, token …
  action = 31,          // add | remove | start | change | extend | lift | measures | activate …
  source = 32,          // bureau | plant | guard | camera | import …
  valid_from = 33,
  valid_to = 34,
  subject = 35,  // configuration: plant | gate | lane | device | kill_switch | board_key …
  key = 36,      // id within the subject
  value = 37,    // erasable; JSON, never a secret
  chain = 38,    // id of a warning
  level = 39,    // yellow | orange | red
  effective_at = 40,
  expected_end = 41,
  region = 42,
  order = 43,  // JSON {no,title,issuer}
  pack = 44,
  pack_version = 45,
  note = 46,
  role = 47,
  from = 48,
  to = 49,
  cause = 50,
  state = 51,             // device state
  intent = 52,            // open | none: what the lane meant to do when it logged the passage
  reads = 53,             // sightings that made it
  device_direction = 54,  // forward | reverse, as the camera said
  received_at = 55,       // server receive time
  merged_as = 56,         // sighting: repeat | correction | trailer | duplicate
  open_until = 57,        // a hold's end
  cargo = 58,             // erasable; what a driver says he carries
  quantity = 59,          // a JSON number
  unit = 60,              // t | trip | piece | m3
  phone = 61,             // erasable
  toml = 62,              // text of a rule pack
  exempted = 63,          // JSON array: clauses that an exemption lifted
};

struct FieldInfo {
  Field field;
  std::string_view name;
  bool erasable;  ///< may hold personal data: own random salt, can be redacted
};
/// nullptr for a number that this version does not know.
[[nodiscard]] const FieldInfo* field_info(Field field);
[[nodiscard]] std::optional<Field> field_by_name(std::string_view name);

}  // namespace cleangate::ledger
