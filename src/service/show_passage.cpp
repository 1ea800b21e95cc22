#include "service/show_passage.h"

#include "domain/ledger/projections/tables.h"

namespace cleangate::service {
namespace {

namespace table = ledger::passages;

Json text_or_null(const ledger::Cell& cell) {
  const auto text = ledger::text(cell);
  return text.empty() ? Json() : Json(text);
}

Json with_words(const Json& reasons, const rules::FindPack& find) {
  Json out = Json::array();
  for (const auto& reason : rules::reasons_from_log(reasons, find)) {
    out.push(rules::to_json(reason));
  }
  return out;
}

Json parsed(const ledger::Cell& cell) {
  return parse_json(ledger::text(cell)).value_or(Json::array());
}

Json object_or_null(const ledger::Cell& cell) {
  return ledger::is_null(cell) ? Json() : parse_json(ledger::text(cell)).value_or(Json());
}

Json photos_of(const ledger::Row& row) {
  const std::string id(ledger::text(row[table::kId]));
  Json out = Json::array();
  std::int64_t n = 0;
  const Json photos = parsed(row[table::kPhotos]);  // g++ 12: a temporary dies before the loop
  for (Json photo : photos.items()) {
    photo.set("id", n);
    const bool missing = photo["missing"].boolean() == true;
    photo.set("state", missing                                 ? "missing"
                       : photo["decodable"].boolean() == false ? "undecodable"
                                                               : "stored");
    if (!missing) {
      photo.set("url", "/api/v1/passages/" + id + "/photos/" + std::to_string(n));
    }
    out.push(std::move(photo));
    ++n;
  }
  return out;
}

}  // namespace

Json show_stage_answer(std::string_view stored, const rules::FindPack& find) {
  if (stored.empty()) return {};
  Json answer = parse_json(stored).value_or(Json());
  if (answer.is_object()) answer.set("reasons", with_words(answer["reasons"], find));
  return answer;
}

Json show_passage(const ledger::Row& row, const rules::FindPack& find) {
  Json candidates = Json::array();
  const Json stored = parsed(row[table::kCandidates]);
  for (Json candidate : stored.items()) {
    candidate.set("reasons", with_words(candidate["reasons"], find));
    candidates.push(std::move(candidate));
  }
  const auto time = [&](std::size_t column) {
    return Json(to_rfc3339(from_unix_ms(ledger::integer(row[column]))));
  };
  Json stage = Json::object({{"min", text_or_null(row[table::kStageMin])},
                             {"max", text_or_null(row[table::kStageMax])},
                             {"source", text_or_null(row[table::kStageSource])}});
  const bool waits = ledger::text(row[table::kHoldState]) == "open";
  const auto& confidence = row[table::kConfidence];
  return Json::object(
      {{"index", ledger::integer(row[table::kIndex])},
       {"id", ledger::text(row[table::kId])},
       {"at", time(table::kAt)},
       {"logged_at", time(table::kLogTime)},
       {"received_at", time(table::kReceivedAt)},
       {"gate", text_or_null(row[table::kGate])},
       {"lane", ledger::text(row[table::kLane])},
       {"direction", ledger::text(row[table::kDirection])},
       {"plate", text_or_null(row[table::kPlate])},
       {"colour", ledger::text(row[table::kColour])},
       {"plate_class", ledger::text(row[table::kPlateClass])},
       {"vehicle_class", text_or_null(row[table::kVehicleClass])},
       {"stage", std::move(stage)},
       {"verdict", ledger::text(row[table::kVerdict])},
       {"reasons", with_words(parsed(row[table::kReasons]), find)},
       {"exempted", parsed(row[table::kExempted])},
       {"mode", ledger::text(row[table::kMode])},
       {"historic", ledger::integer(row[table::kHistoric]) != 0},
       {"outcome", ledger::text(row[table::kOutcome])},
       {"outcome_assumed", ledger::integer(row[table::kOutcomeAssumed]) != 0},
       {"actuation", ledger::text(row[table::kActuation])},
       {"hold", text_or_null(row[table::kHoldState])},
       {"resolved_by", text_or_null(row[table::kResolvedBy])},
       {"resolved_reason", text_or_null(row[table::kResolvedReason])},
       {"device", text_or_null(row[table::kDevice])},
       {"confidence", ledger::is_null(confidence) ? Json() : Json(ledger::integer(confidence))},
       {"clock_quality",
        ledger::to_text(static_cast<ClockQuality>(ledger::integer(row[table::kClockQuality])))},
       {"candidates", std::move(candidates)},
       {"photos", photos_of(row)},
       {"reads", ledger::integer(row[table::kReads])},
       {"trailer", text_or_null(row[table::kTrailer])},
       {"open_until", waits ? time(table::kOpenUntil) : Json()},
       {"waiting_exit", waits && ledger::text(row[table::kDirection]) == "out"},
       {"amendments", parsed(row[table::kAmendments])},
       {"declaration", object_or_null(row[table::kDeclaration])},
       {"look_up", show_stage_answer(ledger::text(row[table::kLookUp]), find)},
       {"updated_index", ledger::integer(row[table::kUpdatedIndex])}});
}

}  // namespace cleangate::service
