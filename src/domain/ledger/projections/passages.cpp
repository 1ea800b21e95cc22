#include <algorithm>
#include <array>

#include "base/json.h"
#include "domain/ledger/projections/amendments.h"
#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/photos.h"
#include "domain/ledger/projections/stage_answers.h"
#include "domain/ledger/projections/stage_cells.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {
namespace {

using namespace passages;

template <std::size_t count>
bool is_one_of(std::string_view value, const std::array<std::string_view, count>& values) {
  return std::ranges::find(values, value) != values.end();
}

Result<void> set_stage(const Folding& folding, Row& row) {
  auto cells = TRY(stage_cells(folding.text(Field::stage)));
  row[kStageMin] = std::move(cells[0]);
  row[kStageMax] = std::move(cells[1]);
  row[kStageSource] = std::move(cells[2]);
  return {};
}

Result<void> add_photos(const Folding& folding, Row& row) {
  if (folding.media().empty() && !folding.has(Field::photos_missing)) return {};
  row[kPhotos] = TRY(with_photos(text(row[kPhotos]), folding.entry().index, folding.media(),
                                 folding.text(Field::photos_missing)));
  return {};
}

/// Of the detail {"quotas":[id, …]}: the measures that count this passage.
Cell quotas_cell(const Folding& folding) {
  const auto detail = parse_json(folding.text(Field::detail));
  if (!detail || (*detail)["quotas"].items().empty()) return {};
  return (*detail)["quotas"].dump();
}

/// Where it was and how it got here.
void set_arrival(const Folding& folding, Row& row) {
  const Entry& entry = folding.entry();
  row[kIndex] = folding.index();
  row[kId] = to_text(entry.event_id);
  row[kAt] = folding.event_ms();
  row[kLogTime] = to_unix_ms(entry.log_time);
  row[kGate] = folding.cell(Field::gate);
  row[kLane] = folding.cell(Field::lane);
  row[kDirection] = folding.cell(Field::direction);
  row[kMode] = folding.cell(Field::mode);
  row[kHistoric] = std::int64_t{folding.text(Field::historic) == "1"};
  row[kDevice] = entry.device.empty() ? Cell() : text_cell(entry.device);
  row[kClockQuality] = static_cast<std::int64_t>(entry.clock_quality);
  const Cell reads = folding.number_cell(Field::reads);
  row[kReads] = is_null(reads) ? Cell(std::int64_t{1}) : reads;
}

Result<void> fold_passage(Folding& folding) {
  Row row(kColumnCount);
  set_arrival(folding, row);
  const auto twin = TRY(folding.get_by(kTable, "by_id", {row[kId]}));
  if (twin) return fail(ErrorCode::conflict, "a passage with this id exists");
  const Cell received = TRY(folding.time_cell(Field::received_at));
  row[kReceivedAt] = is_null(received) ? row[kLogTime] : received;
  row[kPlate] = folding.cell(Field::plate);
  row[kColour] = folding.cell_or(Field::colour, "unknown");
  row[kPlateClass] = folding.cell(Field::plate_class);
  row[kVehicleClass] = folding.cell(Field::vehicle_class);
  if (folding.has(Field::stage)) TRY(set_stage(folding, row));
  row[kVerdict] = folding.cell(Field::verdict);
  row[kReasons] = folding.cell_or(Field::reasons, "[]");
  row[kExempted] = folding.cell(Field::exempted);
  row[kOutcome] = text_cell("pending");
  row[kOutcomeAssumed] = std::int64_t{0};
  row[kActuation] = text_cell(folding.text(Field::intent) == "open" ? "intended" : "none");
  // A lane waits for a guard whenever the entry names an end: also an exit in manual mode.
  const bool held = folding.has(Field::open_until);
  row[kHoldState] = text_cell(held ? "open" : "");
  row[kOpenUntil] = TRY(folding.time_cell(Field::open_until));
  row[kAmendments] = text_cell("[]");
  row[kQuotas] = quotas_cell(folding);
  row[kConfidence] = folding.number_cell(Field::confidence);
  row[kCandidates] = folding.cell_or(Field::candidates, "[]");
  row[kPhotos] = text_cell("[]");
  TRY(add_photos(folding, row));
  row[kTrailer] = folding.cell(Field::trailer);
  folding.passage_after = std::move(row);
  return {};
}

/// A corrected read: what it says replaces what the passage said.
Result<void> correct(const Folding& folding, Row& row) {
  constexpr std::pair<Field, passages::Column> kReplaced[] = {
      {Field::plate, kPlate},
      {Field::colour, kColour},
      {Field::plate_class, kPlateClass},
      {Field::vehicle_class, kVehicleClass},
      {Field::verdict, kVerdict},
      {Field::reasons, kReasons},
      {Field::candidates, kCandidates},
  };
  for (const auto& [field, column] : kReplaced) {
    if (folding.has(field)) row[column] = folding.cell(field);
  }
  if (folding.has(Field::detail)) row[kQuotas] = quotas_cell(folding);
  if (folding.has(Field::confidence)) row[kConfidence] = folding.number_cell(Field::confidence);
  if (folding.has(Field::stage)) TRY(set_stage(folding, row));
  // Only what surely did not open yet may be meant to open now.
  const std::string_view actuation = text(row[kActuation]);
  if (folding.text(Field::intent) == "open" && (actuation == "none" || actuation == "failed")) {
    row[kActuation] = text_cell("intended");
  }
  if (!folding.has(Field::verdict)) return {};
  row[kExempted] = folding.cell(Field::exempted);
  const bool held = folding.text(Field::verdict) == "hold";
  if (held && folding.has(Field::open_until) && text(row[kHoldState]).empty()) {
    row[kHoldState] = text_cell("open");
    row[kOpenUntil] = TRY(folding.time_cell(Field::open_until));
  }
  // The corrected read decided, so nothing is left to resolve. One that is admitted and finds the
  // barrier kept shut (manual mode, kill switch) goes on waiting.
  const bool decided =
      folding.text(Field::verdict) == "refuse" || folding.text(Field::intent) == "open";
  if (decided && text(row[kHoldState]) == "open") row[kHoldState] = text_cell("");
  return {};
}

Result<void> fold_sighting(const Folding& folding, Row& row) {
  row[kReads] = integer(row[kReads]) + 1;
  TRY(add_photos(folding, row));
  const std::string_view merged_as = folding.text(Field::merged_as);
  if (merged_as == "correction") return correct(folding, row);
  if (merged_as == "trailer") {
    row[kTrailer] = folding.cell(folding.has(Field::trailer) ? Field::trailer : Field::plate);
  }
  return {};
}

Result<void> fold_actuation(const Folding& folding, Row& row) {
  constexpr std::array<std::string_view, 5> kStages = {"commanded", "reply_written", "moved",
                                                       "failed", "not_confirmed"};
  const std::string_view stage = folding.text(Field::stage_of);
  if (!is_one_of(stage, kStages)) return fail(ErrorCode::invalid, "actuation: unknown stage_of");
  row[kActuation] = text_cell(stage);
  // The vehicle still stands there and the guard is asked (again).
  if (stage == "failed" && folding.has(Field::open_until)) {
    row[kHoldState] = text_cell("open");
    row[kOpenUntil] = TRY(folding.time_cell(Field::open_until));
  }
  return {};
}

Result<void> fold_resolution(const Folding& folding, Row& row) {
  const std::string_view verdict = folding.text(Field::verdict);
  if (verdict != "admit" && verdict != "refuse") {
    return fail(ErrorCode::invalid, "resolution: verdict is neither admit nor refuse");
  }
  const std::string_view state = text(row[kHoldState]);
  if (state.empty()) return fail(ErrorCode::conflict, "this passage is not held");
  if (state != "open") {
    return fail(ErrorCode::conflict, "already resolved: " + std::string(state));
  }
  row[kHoldState] = text_cell(verdict == "admit" ? "admitted" : "refused");
  row[kResolvedBy] = folding.cell(Field::actor);
  row[kResolvedReason] = folding.cell(Field::reason);
  return names_plate(folding) ? amend(folding, row) : Result<void>();
}

Result<void> fold_outcome(const Folding& folding, Row& row) {
  constexpr std::array<std::string_view, 4> kOutcomes = {"crossed", "turned_back", "left",
                                                         "unknown"};
  const std::string_view outcome = folding.text(Field::outcome);
  if (!is_one_of(outcome, kOutcomes)) return fail(ErrorCode::invalid, "outcome: unknown value");
  row[kOutcome] = text_cell(outcome);
  row[kOutcomeAssumed] = std::int64_t{folding.text(Field::assumed) == "1"};
  if (text(row[kHoldState]) == "open") {
    if (folding.text(Field::cause) == "expired") {
      row[kHoldState] = text_cell("expired");
    } else if (outcome == "left" || outcome == "turned_back") {
      row[kHoldState] = text_cell("left");
    }
  }
  return {};
}

/// Entries that speak of an earlier passage.
Result<void> fold_later(Folding& folding, Row& row) {
  switch (folding.kind()) {
    case Kind::sighting:
      return fold_sighting(folding, row);
    case Kind::evidence:
      return add_photos(folding, row);
    case Kind::actuation:
      return fold_actuation(folding, row);
    case Kind::resolution:
      return fold_resolution(folding, row);
    case Kind::amendment:
      return amend(folding, row);
    case Kind::stage_statement:
      row[kLookUp] = stage_answer(folding);
      return {};
    default:
      return fold_outcome(folding, row);
  }
}

bool speaks_of_passage(const Folding& folding) {
  switch (folding.kind()) {
    case Kind::sighting:
    case Kind::resolution:
    case Kind::outcome:
      return true;
    // Of a lane alone, or of something else than a passage.
    case Kind::evidence:
    case Kind::actuation:
    case Kind::stage_statement:
      return folding.has(Field::passage);
    case Kind::amendment:
      return names_plate(folding);
    default:
      return false;
  }
}

}  // namespace

TableSchema passages_schema() {
  return {kTable,
          {{"entry_index", kInteger},
           {"id", kText},
           {"at", kInteger},
           {"log_time", kInteger},
           {"received_at", kInteger},
           {"gate", kText},
           {"lane", kText},
           {"direction", kText},
           {"plate", kText},
           {"colour", kText},
           {"plate_class", kText},
           {"vehicle_class", kText},
           {"stage_min", kText},
           {"stage_max", kText},
           {"stage_source", kText},
           {"verdict", kText},
           {"reasons", kText},
           {"mode", kText},
           {"historic", kInteger},
           {"outcome", kText},
           {"outcome_assumed", kInteger},
           {"actuation", kText},
           {"hold_state", kText},
           {"resolved_by", kText},
           {"resolved_reason", kText},
           {"device", kText},
           {"confidence", kInteger},
           {"clock_quality", kInteger},
           {"candidates", kText},
           {"photos", kText},
           {"reads", kInteger},
           {"trailer", kText},
           {"updated_index", kInteger},
           {"open_until", kInteger},
           {"amendments", kText},
           {"declaration", kText},
           {"exempted", kText},
           {"quotas", kText},
           {"look_up", kText}},
          1,
          {{"by_id", {"id"}, true},
           {"by_plate", {"plate", "entry_index"}},
           {"by_lane", {"lane", "entry_index"}},
           {"by_verdict", {"verdict", "entry_index"}},
           {"by_outcome", {"outcome", "entry_index"}},
           {"by_at", {"at"}}}};
}

Result<void> fold_passages(Folding& folding) {
  if (folding.kind() == Kind::passage) {
    TRY(fold_passage(folding));
  } else if (speaks_of_passage(folding)) {
    const std::string id = TRY(folding.needed(Field::passage));
    folding.passage_before = TRY(folding.get_by(kTable, "by_id", {id}));
    if (!folding.passage_before) {
      const bool amends = folding.kind() == Kind::amendment;
      return fail(amends ? ErrorCode::not_found : ErrorCode::conflict,
                  std::string(to_text(folding.kind())) + " of a passage that does not exist");
    }
    folding.passage_after = folding.passage_before;
    TRY(fold_later(folding, *folding.passage_after));
  } else {
    return {};
  }
  TRY(attach_declaration(folding, folding.passage_before, *folding.passage_after));
  (*folding.passage_after)[kUpdatedIndex] = folding.index();
  folding.put(kTable, *folding.passage_after);
  return {};
}

}  // namespace cleangate::ledger
