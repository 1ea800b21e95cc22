#pragma once
// The plant's plan (一厂一策) as versions: checked, written, shown, printed. What lanes and board
// make of it: orders.h, show_board.h.

#include "service/plant.h"

namespace cleangate::service {

/// The plan as it is stored: {yellow|orange|red: {measures, transport}, contacts}.
///   measures:  [{id?, text?, verb?, target?, value?, of?, unit?, base_method?, verify_by?,
///              for_drivers?}]; without a text it is made of verb, target, value, unit and of
///   transport: [{id?, template, params?, exemptions?, text?, for_drivers?}], judged at the lanes
///   contacts:  [{name, role?, phone?}]
/// Whatever `body` leaves out, a level, a list of it or the contacts, stays as in `old`, so that
/// who edits the words on the board lifts no ban; an empty list removes. Errors: invalid, naming
/// the place: orange.transport[0].params.
[[nodiscard]] Result<Json> checked_plan(const Json& old, const Json& body);

/// The plan with an optional `note`: a new version. → the plan and its `index`. With `based_on`,
/// the index of the version that was edited (0 = none): conflict when that is not the newest.
void put_plan(Plant& plant, const Json& body, const Actor& actor, Reply reply);

/// The same with its contacts' phones masked, for who cannot write it back.
[[nodiscard]] Json with_masked_contacts(Json plan);

/// 停推台锯2台（共4台）; empty when the members say nothing.
[[nodiscard]] std::string measure_text(const Json& measure);

/// A measure of a plan's level, production or transport, for board, log and print.
struct PlannedMeasure {
  std::string id, text, kind;  ///< kind: production | transport
  bool for_drivers = false;
  Json json;
};
[[nodiscard]] std::vector<PlannedMeasure> measures_of(const Json& plan, std::string_view level);

/// Newest first: {version,index,at,actor,note,current}. On the query pool.
[[nodiscard]] Result<Json> list_plan_versions(Queries& queries);
/// The same of one, with `plan`; version 0 = the newest. Errors: not_found.
[[nodiscard]] Result<Json> show_plan_version(Queries& queries, std::int64_t version);
/// A page to be printed, Chinese, of show_plan_version's answer and the plant's facts.
[[nodiscard]] std::string print_plan(const Json& plant, const Json& version);

}  // namespace cleangate::service
