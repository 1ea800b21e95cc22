#include "service/entry_share.h"

#include <algorithm>
#include <iterator>

#include "domain/ledger/projections/tables.h"

namespace cleangate::service {
namespace {

constexpr std::string_view kPeriods[] = {"month", "quarter", "year"};
constexpr std::int64_t kMostOpening = 100'000'000;

/// A crossing's part in the share: `truck` is not false, and whether it is surely clean.
Share part_of(const vehicle::Registered* registered, const std::string& plate,
              const std::string& colour, const std::string& read_class) {
  const auto facts =
      vehicle::facts_of(registered ? *registered : vehicle::Registered{}, plate,
                        plate::parse_colour(colour).value_or(plate::Colour::unknown), read_class);
  if (facts.truck == Truth::no) return {};
  const bool is_clean =
      facts.nev == Truth::yes || vehicle::at_most(facts.stage, vehicle::Stage::s4) == Truth::no;
  return {is_clean ? 1 : 0, 1};
}

void add_to(std::map<std::int64_t, Share>& sums, const std::map<std::int64_t, Share>& parts,
            int sign) {
  for (const auto& [month, share] : parts) {
    auto& sum = sums[month];
    sign > 0 ? sum += share : sum -= share;
    if (sum == Share{}) sums.erase(month);
  }
}

}  // namespace

SharePeriod share_period_at(const Json& plant, WallTime at) {
  const auto month = local_month(at);
  const auto year = month / 100 * 100;
  const auto kind = plant["share_period"].text().value_or("year");
  if (kind == "month") return {month, month};
  if (kind != "quarter") return {year + 1, year + 12};
  const auto first = year + (month % 100 - 1) / 3 * 3 + 1;
  return {first, first + 2};
}

Share share_opening_in(const Json& plant, SharePeriod period) {
  const Json& opening = plant["share_opening"];
  const auto entered = parse_rfc3339(opening["entered_at"].text().value_or(""));
  if (!entered || !period.holds(local_month(*entered))) return {};
  return {opening["qualifying"].integer().value_or(0), opening["total"].integer().value_or(0)};
}

Result<void> check_share_settings(const Json& old, Json& plant, WallTime now) {
  const Json& period = plant["share_period"];
  if (!period.is_null() &&
      std::ranges::find(kPeriods, period.text().value_or("")) == std::end(kPeriods)) {
    return fail(ErrorCode::invalid, "share_period: must be one of month, quarter, year");
  }
  Json opening = plant["share_opening"];
  if (opening.is_null()) return {};
  const auto qualifying = opening["qualifying"].integer();
  const auto total = opening["total"].integer();
  if (!qualifying || !total || *qualifying < 0 || *qualifying > *total || *total > kMostOpening) {
    return fail(ErrorCode::invalid,
                "share_opening: must be {\"qualifying\":…,\"total\":…,\"note\":…}, integers, "
                "0 ≤ qualifying ≤ total ≤ 100000000");
  }
  const Json& before = old["share_opening"];
  const bool is_same = before["qualifying"] == opening["qualifying"] &&
                       before["total"] == opening["total"] && before["note"] == opening["note"];
  const bool is_dated = is_same && before["entered_at"].is_text();
  // It belongs to the period in which it was entered.
  opening.set("entered_at", is_dated ? before["entered_at"] : Json(to_rfc3339(now)));
  plant.set("share_opening", std::move(opening));
  return {};
}

void EntryShare::apply(const ledger::RowChange& change, const vehicle::LayeredFacts* registered) {
  namespace table = ledger::monthly_counts;
  const auto& row = change.row;
  const Key key{ledger::text(row[table::kPlate]), ledger::text(row[table::kColour])};
  const std::pair place{ledger::integer(row[table::kMonth]),
                        std::string(ledger::text(row[table::kVehicleClass]))};
  auto& vehicle = vehicles_[key];
  if (change.action == ledger::RowChange::Action::remove) {
    vehicle.counts.erase(place);
  } else {
    vehicle.counts[place] = ledger::integer(row[table::kCount]);
  }
  judge(key, vehicle, registered);
  if (vehicle.counts.empty()) vehicles_.erase(key);
}

void EntryShare::judge_again(std::string_view plate, std::string_view colour,
                             const vehicle::LayeredFacts* registered) {
  const Key key{plate, colour};
  const auto found = vehicles_.find(key);
  if (found != vehicles_.end()) judge(key, found->second, registered);
}

void EntryShare::judge(const Key& key, Vehicle& vehicle, const vehicle::LayeredFacts* registered) {
  add_to(sums_, vehicle.now, -1);
  if (vehicle.until) expiring_.erase({*vehicle.until, key});
  vehicle.now.clear();
  vehicle.later.clear();
  vehicle.until = registered && !vehicle.counts.empty() ? registered->until : std::nullopt;
  const auto* base = registered && registered->base ? &*registered->base : nullptr;
  for (const auto& [place, count] : vehicle.counts) {
    const auto& [month, read_class] = place;
    const auto add = [&](std::map<Month, Share>& sums, const vehicle::Registered* facts) {
      const auto part = part_of(facts, key.first, key.second, read_class);
      if (part.total > 0) sums[month] += {part.qualifying * count, part.total * count};
    };
    add(vehicle.now, registered ? &registered->facts : nullptr);
    if (vehicle.until) add(vehicle.later, base);
  }
  add_to(sums_, vehicle.now, 1);
  if (vehicle.until) expiring_.insert({*vehicle.until, key});
}

std::vector<std::pair<std::string, std::string>> EntryShare::settle(WallTime now) {
  std::vector<Key> expired;
  while (!expiring_.empty() && expiring_.begin()->first <= now) {
    const auto key = expiring_.begin()->second;
    expiring_.erase(expiring_.begin());
    auto& vehicle = vehicles_.at(key);
    vehicle.until.reset();
    add_to(sums_, vehicle.now, -1);
    vehicle.now = std::move(vehicle.later);
    vehicle.later.clear();
    add_to(sums_, vehicle.now, 1);
    expired.push_back(key);
  }
  return expired;
}

Share EntryShare::in(SharePeriod period, WallTime at) const {
  const auto sum_of = [&](const std::map<Month, Share>& months) {
    Share sum;
    for (auto each = months.lower_bound(period.first); each != months.end(); ++each) {
      if (!period.holds(each->first)) break;
      sum += each->second;
    }
    return sum;
  };
  Share share = sum_of(sums_);
  for (const auto& [until, key] : expiring_) {
    if (until > at) break;
    const auto& vehicle = vehicles_.at(key);
    share -= sum_of(vehicle.now);
    share += sum_of(vehicle.later);
  }
  return share;
}

}  // namespace cleangate::service
