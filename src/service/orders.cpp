#include "service/orders.h"

#include <algorithm>

#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"
#include "domain/rules/shipped_packs.h"

namespace cleangate::service {
namespace {

using rules::Group;
using rules::Level;

constexpr std::string_view kUnreadable = "UNREADABLE";
constexpr Level kLevels[] = {Level::yellow, Level::orange, Level::red};

std::optional<WallTime> time_of(const ledger::Cell& cell) {
  if (ledger::is_null(cell)) return std::nullopt;
  return from_unix_ms(ledger::integer(cell));
}

rules::MeasurePtr make(rules::PackPtr pack, const Json& asked, std::string id, std::string source,
                       Group group, rules::Validity validity, std::optional<Level> level,
                       std::string& fault) {
  rules::MeasureRequest request{
      std::move(id),   std::move(source),  group, validity, {}, std::move(pack),
      asked["params"], asked["exemptions"]};
  if (level) request.levels.push_back(*level);
  auto made = rules::make_measure(request);
  if (made) return *std::move(made);
  fault = made.error().message;
  return nullptr;
}

/// What stops every entry instead of a measure that cannot be read.
rules::MeasurePtr stand_in(std::string id, std::string source, Group group,
                           rules::Validity validity, std::optional<Level> level) {
  std::string fault;
  if (validity.to && *validity.to <= validity.from) validity.to.reset();
  return make(rules::shipped_template(kUnreadable), Json(), std::move(id), std::move(source), group,
              validity, level, fault);
}

bool asks_for_count(const rules::Pack& pack) {
  return std::ranges::any_of(pack.clauses, [](const rules::Clause& clause) {
    return clause.when.uses(rules::Fact::admitted_today);
  });
}

Orders::Item item_of(const Json& asked, std::string id, std::string chain, std::string source,
                     rules::Validity validity, std::optional<Level> level) {
  const auto group = level ? Group::plan : Group::order;
  Orders::Item item{id, std::move(chain), level, asked, nullptr, "", false};
  if (auto measure = read_measure(asked, id, source, group, validity, level)) {
    item.measure = *std::move(measure);
    item.counts = asks_for_count(*item.measure->pack);
  } else {
    item.fault = measure.error().message;
    item.measure = stand_in(std::move(id), std::move(source), group, validity, level);
  }
  return item;
}

rules::WarningAction action_from(const ledger::Row& row) {
  namespace table = ledger::warning_actions;
  rules::WarningAction action;
  action.index = static_cast<std::uint64_t>(ledger::integer(row[table::kIndex]));
  action.chain = ledger::text(row[table::kChain]);
  action.kind = rules::parse_action(ledger::text(row[table::kAction]))
                    .value_or(rules::WarningAction::Kind::measures);
  // A level that cannot be read is the strictest; extend, lift and measures have none.
  action.level = rules::parse_level(ledger::text(row[table::kLevel])).value_or(Level::red);
  action.effective_at = from_unix_ms(ledger::integer(row[table::kEffectiveAt]));
  action.region = ledger::text(row[table::kRegion]);
  return action;
}

/// The end of an add-on; one that cannot be read leaves it open.
std::optional<WallTime> end_of(const Json& detail) {
  const auto to = parse_rfc3339(detail["to"].text().value_or(""));
  return to ? std::optional(*to) : std::nullopt;
}

}  // namespace

Result<rules::MeasurePtr> read_measure(const Json& asked, std::string id, std::string source,
                                       Group group, rules::Validity validity,
                                       std::optional<Level> level) {
  const auto name = asked["template"].text().value_or("");
  if (name.empty()) return fail(ErrorCode::invalid, "template: is missing");
  auto pack = rules::shipped_template(name);
  if (!pack || name == kUnreadable) {
    std::string known;
    for (const auto& each : rules::shipped_packs()) {
      if (each->template_name.empty() || each->template_name == kUnreadable) continue;
      known += (known.empty() ? "" : ", ") + each->template_name;
    }
    return fail(ErrorCode::invalid,
                "template: there is no " + std::string(name) + "; there are " + known);
  }
  std::string fault;
  auto made =
      make(std::move(pack), asked, std::move(id), std::move(source), group, validity, level, fault);
  if (!made) return fail(ErrorCode::invalid, fault);
  return made;
}

std::string plan_item_id(std::string_view level, std::string_view kind, const Json& item,
                         std::size_t number) {
  if (const auto id = item["id"].text(); id && !id->empty()) return std::string(*id);
  return std::string(level) + "." + std::string(kind) + "." + std::to_string(number);
}

void Orders::apply(const ledger::RowChange& change) {
  if (change.table == ledger::warning_actions::kTable) return apply_action(change);
  if (change.table == ledger::settings::kTable) return apply_plan(change);
  if (change.table == ledger::quota_counts::kTable) return apply_count(change);
  if (change.table != ledger::documents::kTable) return;
  namespace table = ledger::documents;
  if (change.action == ledger::RowChange::Action::remove) return;
  documents_[std::string(ledger::text(change.row[table::kSha256]))] = {
      static_cast<std::uint64_t>(ledger::integer(change.row[table::kIndex])),
      static_cast<std::size_t>(ledger::integer(change.row[table::kPlace])),
      std::string(ledger::text(change.row[table::kMime])),
      std::string(ledger::text(change.row[table::kName]))};
}

void Orders::apply_action(const ledger::RowChange& change) {
  namespace table = ledger::warning_actions;
  if (change.action == ledger::RowChange::Action::remove) return;
  const auto& row = change.row;
  const auto& action = actions_.emplace_back(action_from(row));
  const auto& said =
      said_.emplace_back(time_of(row[table::kExpectedEnd]),
                         parse_json(ledger::text(row[table::kDetail])).value_or(Json()),
                         std::string(ledger::text(row[table::kActor])));
  if (action.kind != rules::WarningAction::Kind::measures) return;
  const auto id = said.detail["id"].text();
  add_ons_.push_back(
      item_of(said.detail, id ? std::string(*id) : "order-" + std::to_string(action.index),
              action.chain, std::string(said.detail["order"]["no"].text().value_or("")),
              {action.effective_at, end_of(said.detail)}, std::nullopt));
}

void Orders::apply_plan(const ledger::RowChange& change) {
  namespace table = ledger::settings;
  if (ledger::text(change.row[table::kSubject]) != "plan") return;
  plan_items_.clear();
  if (change.action == ledger::RowChange::Action::remove) return;
  const auto plan = parse_json(ledger::text(change.row[table::kValue]));
  const auto source =
      "一厂一策 #" + std::to_string(ledger::integer(change.row[table::kUpdatedIndex]));
  for (const auto level : kLevels) {
    const std::string word(rules::to_text(level));
    const Json& transport = plan ? (*plan)[word]["transport"] : Json();
    const bool is_list = transport.is_null() || transport.is_array();
    if (!plan || !is_list) {
      plan_items_.push_back(item_of(Json(), word + ".transport", "", source, {}, level));
    }
    std::size_t number = 0;
    for (const Json& asked : transport.items()) {
      plan_items_.push_back(
          item_of(asked, plan_item_id(word, "transport", asked, ++number), "", source, {}, level));
    }
  }
}

void Orders::apply_count(const ledger::RowChange& change) {
  namespace table = ledger::quota_counts;
  const std::string measure(ledger::text(change.row[table::kMeasure]));
  const auto day = ledger::integer(change.row[table::kDay]);
  if (change.action == ledger::RowChange::Action::remove) {
    counts_[measure].erase(day);
  } else {
    counts_[measure][day] = ledger::integer(change.row[table::kCount]);
  }
}

bool Orders::has_chain(std::string_view chain) const {
  return std::ranges::any_of(actions_, [&](const auto& action) { return action.chain == chain; });
}

WallTime Orders::effective_at(std::uint64_t index) const {
  const auto found = std::ranges::find(actions_, index, &rules::WarningAction::index);
  return found == actions_.end() ? WallTime{} : found->effective_at;
}

std::optional<WallTime> Orders::expected_end(std::string_view chain) const {
  std::optional<WallTime> end;
  for (std::size_t i = 0; i < actions_.size(); ++i) {
    if (actions_[i].chain == chain && said_[i].expected_end) end = said_[i].expected_end;
  }
  return end;
}

std::int64_t Orders::admitted(std::string_view measure, WallTime at) const {
  const auto days = counts_.find(measure);
  if (days == counts_.end()) return 0;
  const auto found = days->second.find(local_day(at));
  return found == days->second.end() ? 0 : found->second;
}

std::vector<rules::MeasureInForce> Orders::in_force(std::string_view plant_region,
                                                    WallTime at) const {
  std::vector<rules::MeasureInForce> out;
  const auto add = [&](const Item& item) {
    if (!item.measure->validity.holds(at)) return;
    out.push_back(
        {item.measure, item.counts ? std::optional(admitted(item.id, at)) : std::nullopt});
  };
  const auto chains = add_ons_.empty() ? std::vector<rules::InForce>()
                                       : rules::chains_in_force(actions_, plant_region, at);
  for (const auto& item : add_ons_) {
    if (std::ranges::find(chains, item.chain, &rules::InForce::chain) != chains.end()) add(item);
  }
  for (const auto& item : plan_items_) add(item);
  return out;
}

std::optional<WallTime> Orders::next_change(WallTime at) const {
  auto next = rules::next_change(actions_, at);
  const auto consider = [&](std::optional<WallTime> time) {
    if (time && *time > at && (!next || *time < *next)) next = time;
  };
  for (const auto& item : add_ons_) {
    consider(item.measure->validity.from);
    consider(item.measure->validity.to);
  }
  return next;
}

std::vector<std::string> quotas_of(const rules::Situation& situation) {
  std::vector<std::string> ids;
  if (situation.direction != rules::Direction::in) return ids;
  std::optional<rules::FactSet> full;
  for (const auto& [measure, admitted_today] : situation.measures) {
    if (!admitted_today || !measure->validity.holds(situation.at)) continue;
    if (!measure->is_for(situation.warning)) continue;
    if (!full) {
      full = rules::facts_of(situation);
      full->set(rules::Fact::admitted_today, rules::info_of(rules::Fact::admitted_today).max);
    }
    const auto& pack = *measure->pack;
    const auto holds = [&](const rules::Expression& when) {
      return when.evaluate(*full, pack.parameters, situation.at);
    };
    const bool counts = std::ranges::any_of(pack.clauses, [&](const rules::Clause& clause) {
      return clause.when.uses(rules::Fact::admitted_today) && holds(clause.when) != Truth::no &&
             std::ranges::none_of(clause.exemptions, [&](const rules::Exemption& exemption) {
               return holds(exemption.when) == Truth::yes;
             });
    });
    if (counts) ids.push_back(measure->id);
  }
  return ids;
}

}  // namespace cleangate::service
