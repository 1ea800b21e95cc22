#pragma once
// The projections' tables: names and column positions, so that a row is read by name. The order
// of columns here is the order in TableSchema and in the database. Pure.

#include <cstddef>
#include <string_view>

namespace cleangate::ledger {

/// One arrival and the decision on it; its outcome comes from later entries.
namespace passages {
inline constexpr std::string_view kTable = "passages";
enum Column : std::size_t {
  kIndex,       // key: index of the passage's entry
  kId,          // UUID text; unique index by_id
  kAt,          // event time, ms
  kLogTime,     // ms
  kReceivedAt,  // ms
  kGate,
  kLane,
  kDirection,  // in | out
  kPlate,      // null: none
  kColour,
  kPlateClass,
  kVehicleClass,  // GA 24.4 as judged, null unknown
  kStageMin,      // "0"…"6b" "D", null unknown
  kStageMax,
  kStageSource,     // registry | guard | none …
  kVerdict,         // admit | refuse | hold
  kReasons,         // JSON array
  kMode,            // lane mode at the time
  kHistoric,        // 0 | 1
  kOutcome,         // pending | crossed | turned_back | left | unknown
  kOutcomeAssumed,  // 0 | 1
  kActuation,       // none | intended | reply_written | commanded | moved | failed | not_confirmed
  kHoldState,       // "" | open | admitted | refused | expired | left
  kResolvedBy,
  kResolvedReason,
  kDevice,
  kConfidence,  // 0–100, null unknown
  kClockQuality,
  kCandidates,  // JSON array
  kPhotos,      // JSON array {n,entry,kind,sha256,mime,size,decodable} and missing ones
  kReads,       // sightings that made it
  kTrailer,
  kUpdatedIndex,  // last entry that changed this row
  kOpenUntil,     // end of the hold, ms; stays when the hold has ended earlier
  kAmendments,    // JSON array {entry,at,by,reason,before,after}, oldest first
  kDeclaration,   // JSON {id,at,direction,cargo,quantity,unit}, null: nothing was declared
  kExempted,      // JSON array of clauses that an exemption lifted, null: none
  kQuotas,        // JSON array: ids of the measures that count it, null: none
  kLookUp,        // JSON: what was said of the stage after the decision (stage_answers.h), null
  kColumnCount
};
}  // namespace passages

/// Vendor keys: the unique index behind "first".
namespace sightings {
inline constexpr std::string_view kTable = "sightings";
enum Column : std::size_t { kVendorKey, kEntry, kPassage, kColumnCount };
}  // namespace sightings

namespace vehicles {
inline constexpr std::string_view kTable = "vehicles";
enum Column : std::size_t {
  kPlate,
  kColour,
  kFacts,  // JSON, as last written
  kSource,
  kUpdatedIndex,
  kStage,             // "4" "6a" "D"; "6" = 6a–6b; "3-5"; "X" unknown
  kState,             // provisional | unknown | confirmed
  kBaseFacts,         // JSON: what counts again when a guard's word has expired, null: nothing
  kProvisionalUntil,  // ms; null: the facts count without end
  kConfirmedBy,
  kUpdatedAt,  // ms
  kUpdatedBy,
  kColumnCount
};
}  // namespace vehicles

/// Photos and documents of a vehicle, by content. The first entry of a content stays.
namespace vehicle_evidence {
inline constexpr std::string_view kTable = "vehicle_evidence";
enum Column : std::size_t {
  kPlate,
  kColour,
  kSha256,  // hex
  kIndex,   // the entry whose media it is
  kPlace,   // among that entry's media
  kMime,
  kSize,
  kAt,  // ms
  kActor,
  kColumnCount
};
}  // namespace vehicle_evidence

/// Every ending of every plate that a passage or the registry knows, so that a part of a plate is
/// found by a range of one index. Written when a plate is new; never removed.
namespace plate_parts {
inline constexpr std::string_view kTable = "plate_parts";
enum Column : std::size_t { kPart, kPlate, kIndex, kColumnCount };
}  // namespace plate_parts

/// Hand-overs (交接班): each begins a shift.
namespace shifts {
inline constexpr std::string_view kTable = "shifts";
enum Column : std::size_t { kIndex, kId, kAt, kActor, kTo, kNote, kOpenHolds, kColumnCount };
}  // namespace shifts

namespace list_items {
inline constexpr std::string_view kTable = "list_items";
enum Column : std::size_t {
  kId,
  kList,
  kPlate,
  kColour,
  kReason,
  kSource,
  kValidFrom,
  kValidTo,
  kActor,
  kUpdatedIndex,
  kColumnCount
};
}  // namespace list_items

/// plant | gate | lane | device | kill_switch | board_key | plan … by subject and key.
namespace settings {
inline constexpr std::string_view kTable = "settings";
enum Column : std::size_t { kSubject, kKey, kValue, kActor, kReason, kUpdatedIndex, kColumnCount };
}  // namespace settings

/// Every action of every warning chain; never removed (law.md, Time).
namespace warning_actions {
inline constexpr std::string_view kTable = "warning_actions";
enum Column : std::size_t {
  kIndex,
  kChain,
  kAction,
  kLevel,
  kEffectiveAt,
  kExpectedEnd,
  kRegion,
  kDetail,
  kActor,
  kColumnCount
};
}  // namespace warning_actions

namespace rule_packs {
inline constexpr std::string_view kTable = "rule_packs";
enum Column : std::size_t {
  kIndex,
  kPack,
  kVersion,
  kAction,  // upload | activate | deactivate
  kNote,
  kActor,
  kAt,
  kValidFrom,  // ms; of an activation that begins later, null: at once
  kToml,       // text of an upload
  kColumnCount
};
}  // namespace rule_packs

/// Crossed entries of a local month by vehicle and by the class that was read: shares are computed
/// from them with what is known of the vehicle today.
namespace monthly_counts {
inline constexpr std::string_view kTable = "monthly_counts";
enum Column : std::size_t {
  kMonth,  // 202612
  kPlate,  // "" none
  kColour,
  kVehicleClass,  // "" unknown
  kCount,
  kColumnCount
};
}  // namespace monthly_counts

/// When a plate was last seen and on which side of the gate.
namespace presence {
inline constexpr std::string_view kTable = "presence";
enum Column : std::size_t { kPlate, kColour, kLastAt, kLastIndex, kInside, kColumnCount };
}  // namespace presence

/// Every barrier movement: with a passage or explained by a lift.
namespace movements {
inline constexpr std::string_view kTable = "movements";
enum Column : std::size_t {
  kIndex,
  kAt,
  kLane,
  kPassage,
  kKind,
  kPath,
  kActor,
  kReason,
  kColumnCount
};
}  // namespace movements

namespace device_states {
inline constexpr std::string_view kTable = "device_states";
enum Column : std::size_t { kDevice, kState, kDetail, kAt, kUpdatedIndex, kColumnCount };
}  // namespace device_states

/// Crossed passages a local day, for pages and shares.
namespace daily_counts {
inline constexpr std::string_view kTable = "daily_counts";
enum Column : std::size_t { kDay, kLane, kDirection, kVerdict, kCount, kColumnCount };
}  // namespace daily_counts

/// What drivers say they carry: the latest of each plate, until the vehicle comes.
namespace declarations {
inline constexpr std::string_view kTable = "declarations";
enum Column : std::size_t {
  kPlate,  // key
  kId,     // UUID text of the declaration's event
  kAt,     // ms
  kValidTo,
  kDirection,  // in | out
  kColour,     // null: not told
  kCargo,
  kQuantity,  // a JSON number
  kUnit,      // t | trip | piece | m3
  kPhone,
  kGate,
  kPassage,  // id of the passage it speaks of, null while it waits
  kUpdatedIndex,
  kColumnCount
};
}  // namespace declarations

}  // namespace cleangate::ledger
