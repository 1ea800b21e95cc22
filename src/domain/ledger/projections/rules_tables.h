#pragma once
// The projections' tables that the rules ask for: quotas, plan, execution log, documents, stages.
// Names and column positions in the order of TableSchema and of the database, as in tables.h. Pure.

#include <cstddef>
#include <string_view>

namespace cleangate::ledger {

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
