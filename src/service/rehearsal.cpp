#include "service/rehearsal.h"

#include <algorithm>

#include "base/limits.h"
#include "service/orders.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

constexpr std::chrono::days kLongest{366};

std::optional<Truth> truth_of(const Json& json) {
  for (const auto value : {Truth::no, Truth::unknown, Truth::yes}) {
    if (json.text() == to_text(value)) return value;
  }
  return std::nullopt;
}

/// law.md, Generic pack: clean = not (stage ≤ 4) or nev.
bool is_surely_clean(const vehicle::Facts& facts) {
  return facts.nev == Truth::yes || vehicle::at_most(facts.stage, vehicle::Stage::s4) == Truth::no;
}

Json share_json(std::int64_t qualifying, std::int64_t total) {
  // A share of total 0 is no data (law.md).
  return Json::object({{"qualifying", qualifying},
                       {"total", total},
                       {"percent", total == 0 ? Json() : Json(qualifying * 100 / total)}});
}

}  // namespace

Result<RehearsalAsked> rehearsal_asked(const Json& body, WallTime now) {
  TRY(only_members(body, {"level", "from", "to", "grade", "facts"}));
  RehearsalAsked asked;
  asked.level = rules::parse_level(TRY(one_of(body, "level", {"none", "yellow", "orange", "red"})));
  if (!body["grade"].is_null()) {
    asked.grade = TRY(
        one_of(body, "grade", {"A+", "A", "B", "B-", "C", "D", "引领性", "非引领性", "未评级"}));
  }
  asked.as_known_then = TRY(one_of(body, "facts", {"now", "then"}, "now")) == "then";
  const auto from = TRY(optional_time(body, "from")), to = TRY(optional_time(body, "to"));
  if (from.empty()) return fail(ErrorCode::invalid, "from: is missing");
  if (to.empty()) return fail(ErrorCode::invalid, "to: is missing");
  asked.from = TRY(parse_rfc3339(from));
  asked.to = TRY(parse_rfc3339(to));
  if (asked.to <= asked.from) return fail(ErrorCode::invalid, "to: must be after from");
  if (asked.to - asked.from > kLongest) return fail(ErrorCode::invalid, "to: at most a year");
  // Trips have the rhythm of a week.
  if (asked.to > now) asked.shift = std::chrono::ceil<std::chrono::weeks>(asked.to - now);
  return asked;
}

std::optional<vehicle::Facts> facts_then(const Json& json) {
  const auto truck = truth_of(json["truck"]), heavy = truth_of(json["heavy"]),
             nev = truth_of(json["nev"]);
  const auto stage = vehicle::parse_stage(json["stage_min"].text().value_or(""),
                                          json["stage_max"].text().value_or(""));
  if (!truck || !heavy || !nev || !stage) return std::nullopt;
  vehicle::Facts facts;
  facts.truck = *truck;
  facts.heavy = *heavy;
  facts.nev = *nev;
  facts.stage = *stage;
  facts.vehicle_class = json["vehicle_class"].text().value_or("");
  facts.fuel = json["fuel"].text().value_or("");
  if (const auto marks = vehicle::parse_mark_set(json["marks"])) facts.marks = *marks;
  return facts;
}

/// A quota's day begins empty in a rehearsal and fills by what the rehearsal itself lets in.
void RehearsalCount::set_quotas(rules::Situation& situation) const {
  for (auto& [measure, admitted_today] : situation.measures) {
    if (!admitted_today) continue;
    const auto found = admitted_.find({measure->id, local_day(situation.at)});
    admitted_today = found == admitted_.end() ? 0 : found->second;
  }
}

void RehearsalCount::count_share(const rules::Situation& situation, bool came_in) {
  if (situation.facts.truck == Truth::no) return;
  const std::int64_t clean = is_surely_clean(situation.facts) ? 1 : 0;
  before_.qualifying += clean;
  ++before_.total;
  if (!came_in) return;
  after_.qualifying += clean;
  ++after_.total;
}

RehearsalCount::Vehicle& RehearsalCount::vehicle_of(const Trip& trip,
                                                    const rules::Situation& situation) {
  auto& vehicle = vehicles_[trip.plate + "/" + std::string(plate::to_text(trip.colour))];
  vehicle.plate = trip.plate;
  vehicle.colour = trip.colour;
  vehicle.stage = vehicle::describe_chinese(situation.facts.stage);
  return vehicle;
}

void RehearsalCount::add(const Trip& trip, rules::Situation situation) {
  if (!asked_.grade.empty()) situation.grade = asked_.grade;
  if (trip.facts) situation.facts = *trip.facts;
  auto without = situation;
  without.warning.reset();
  std::erase_if(without.measures, [](const rules::MeasureInForce& each) {
    return each.measure->group == rules::Group::order;
  });
  if (!asked_.level) situation.measures = without.measures;
  situation.warning = asked_.level;
  set_quotas(situation);
  const auto verdict = rules::judge(situation, findings_);
  ++verdicts_[static_cast<std::size_t>(verdict)];
  if (rules::judge(without, findings_) == rules::Verdict::refuse) ++refused_without_;

  const bool came_in = verdict != rules::Verdict::refuse;
  if (verdict == rules::Verdict::admit) {
    for (const auto& id : quotas_of(situation)) ++admitted_[{id, local_day(situation.at)}];
  }
  auto& vehicle = vehicle_of(trip, situation);
  ++vehicle.trips;
  auto& [before, after] = stages_[vehicle.stage];
  ++before;
  if (came_in) ++after;
  count_share(situation, came_in);
  if (trip.tonnes) {
    ++known_tonnes_;
    tonnes_ += *trip.tonnes;
    vehicle.tonnes += *trip.tonnes;
  }
  if (verdict == rules::Verdict::admit) return;
  const bool is_refused = verdict == rules::Verdict::refuse;
  ++(is_refused ? vehicle.refused : vehicle.held);
  (is_refused ? tonnes_refused_ : tonnes_held_) += trip.tonnes.value_or(0);
  // The words of the first such trip: decide() is the same judgement.
  if (!vehicle.reason.is_null()) return;
  const auto decision = rules::decide(situation);
  if (const auto* reason = decision.speaking()) vehicle.reason = rules::to_json(*reason);
}

Json RehearsalCount::result(bool cut) const {
  std::vector<const Vehicle*> named;
  for (const auto& [key, vehicle] : vehicles_) {
    if (vehicle.refused + vehicle.held > 0) named.push_back(&vehicle);
  }
  std::ranges::stable_sort(named, [](const Vehicle* a, const Vehicle* b) {
    return std::pair(-a->refused, -a->held) < std::pair(-b->refused, -b->held);
  });
  Json vehicles = Json::array();
  for (const auto* each : named) {
    if (vehicles.items().size() >= kMaxRehearsedVehicles) break;
    vehicles.push(Json::object({{"plate", each->plate},
                                {"colour", plate::to_text(each->colour)},
                                {"stage", each->stage},
                                {"trips", each->trips},
                                {"refused", each->refused},
                                {"held", each->held},
                                {"tonnes", each->tonnes},
                                {"reason", each->reason}}));
  }
  Json stages = Json::array();
  for (const auto& [stage, counts] : stages_) {
    stages.push(
        Json::object({{"stage", stage}, {"before", counts.first}, {"after", counts.second}}));
  }
  const auto& [admitted, held, refused] = verdicts_;
  return Json::object(
      {{"level", asked_.level ? Json(rules::to_text(*asked_.level)) : Json("none")},
       {"grade", asked_.grade.empty() ? Json() : Json(asked_.grade)},
       {"facts", asked_.as_known_then ? "then" : "now"},
       {"from", to_rfc3339(asked_.from)},
       {"to", to_rfc3339(asked_.to)},
       {"based_on", Json::object({{"from", to_rfc3339(asked_.from - asked_.shift)},
                                  {"to", to_rfc3339(asked_.to - asked_.shift)}})},
       {"passages", admitted + held + refused},
       {"admitted", admitted},
       {"held", held},
       {"refused", refused},
       {"refused_without", refused_without_},
       {"tonnes", Json::object({{"known_trips", known_tonnes_},
                                {"total", tonnes_},
                                {"refused", tonnes_refused_},
                                {"held", tonnes_held_}})},
       {"stages", std::move(stages)},
       {"share", Json::object({{"before", share_json(before_.qualifying, before_.total)},
                               {"after", share_json(after_.qualifying, after_.total)}})},
       {"vehicles_named", static_cast<std::int64_t>(named.size())},
       {"vehicles", std::move(vehicles)},
       {"cut", cut}});
}

}  // namespace cleangate::service
