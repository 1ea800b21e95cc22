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

/// Entry passages that a quota of an order or plan let pass, a local day (law.md, Time).
namespace quota_counts {
inline constexpr std::string_view kTable = "quota_counts";
enum Column : std::size_t { kMeasure, kDay, kCount, kColumnCount };
}  // namespace quota_counts

/// Every version of the plan (一厂一策); the newest also stands in the settings.
namespace plan_versions {
inline constexpr std::string_view kTable = "plan_versions";
enum Column : std::size_t { kIndex, kValue, kNote, kActor, kAt, kColumnCount };
}  // namespace plan_versions

/// Execution log (执行记录) of the measures of a warning; never removed.
namespace measure_executions {
inline constexpr std::string_view kTable = "measure_executions";
enum Column : std::size_t {
  kIndex,
  kId,       // UUID text of the entry's event
  kChain,    // of the warning
  kMeasure,  // id of the plan's or order's measure
  kLevel,    // yellow | orange | red, null: of an order
  kAt,       // ms, when it was carried out
  kProof,    // JSON {kind, …}
  kNote,
  kActor,
  kColumnCount
};
}  // namespace measure_executions

/// Documents and photos of no vehicle: orders, proofs. By content; the first entry stays.
namespace documents {
inline constexpr std::string_view kTable = "documents";
enum Column : std::size_t {
  kSha256,
  kIndex,
  kPlace,
  kMime,
  kSize,
  kName,
  kAt,
  kActor,
  kColumnCount
};
}  // namespace documents
/// Who says which emission stage a vehicle has (domain/vehicle/stage_source.h): each as it was
/// said, also what was rejected. Never removed.
namespace stage_statements {
inline constexpr std::string_view kTable = "stage_statements";
enum Column : std::size_t {
  kIndex,  // key: of the entry that says it
  kPlate,  // whose dossier it is in
  kColour,
  kState,      // counts | rejected
  kStatement,  // JSON of a Statement, as confirmed since
  kFacts,      // JSON of Registered: what else a look-up said, null: nothing
  kCause,      // why it was rejected, null
  kChange,     // JSON of a DossierChange, null: it changed nothing
  kAt,         // ms
  kActor,
  kPassage,  // that asked for it or waited for it, null
  kColumnCount
};
}  // namespace stage_statements

/// Vehicles whose stage a person has to settle (待核定): seen, and unknown or ambiguous.
namespace verification_queue {
inline constexpr std::string_view kTable = "verification_queue";
enum Column : std::size_t {
  kPlate,  // key
  kColour,
  kSinceIndex,  // of the entry that began the work
  kSince,       // ms
  kStageMin,    // as decisions use it, null unknown
  kStageMax,
  kStageSource,
  kLastAt,       // ms, of the last passage
  kLastPassage,  // id
  kPassages,     // since then
  kLookUp,       // JSON, the last answer of a look-up, null: none
  kColumnCount
};
}  // namespace verification_queue

}  // namespace cleangate::ledger
