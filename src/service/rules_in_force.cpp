#include "service/rules_in_force.h"

#include <algorithm>
#include <mutex>
#include <set>

#include "domain/ledger/projections/tables.h"
#include "domain/rules/shipped_packs.h"

namespace cleangate::service {
namespace {

constexpr WallTime kEver = WallTime::min();
constexpr std::size_t kMostOffers = 4;

/// The text of a shipped pack; shipped_files() and shipped_packs() stand in the same order.
std::string_view shipped_text(std::size_t place) {
  return rules::shipped_files()[place].text;
}

PackAction action_from(const ledger::Row& row) {
  namespace table = ledger::rule_packs;
  PackAction action;
  action.index = ledger::integer(row[table::kIndex]);
  action.pack = ledger::text(row[table::kPack]);
  action.version = ledger::text(row[table::kVersion]);
  action.action = ledger::text(row[table::kAction]);
  action.note = ledger::text(row[table::kNote]);
  action.actor = ledger::text(row[table::kActor]);
  action.at = from_unix_ms(ledger::integer(row[table::kAt]));
  if (!ledger::is_null(row[table::kValidFrom])) {
    action.valid_from = from_unix_ms(ledger::integer(row[table::kValidFrom]));
  }
  return action;
}

bool same(const PacksInForce& a, const PacksInForce& b) {
  return a.rules->packs() == b.rules->packs() && a.fault == b.fault && a.by == b.by;
}

/// Looks at actions in the order of the log: the last word on a pack is the one that counts.
struct Choice {
  WallTime when;
  struct Chosen {
    rules::PackPtr pack;
    const PackAction* by;
  };
  std::optional<Chosen> base;
  std::vector<Chosen> others;                 // in the order of their activation
  std::map<std::string, std::string> faults;  // by pack
  bool has_chosen_base = false;               // also one whose validity does not hold now

  void drop(const std::string& id) {
    faults.erase(id);
    std::erase_if(others, [&](const Chosen& each) { return each.pack->id == id; });
  }
  void activate(const PackAction& action, const PackVersion* version) {
    if (!version || !version->pack) {
      drop(action.pack);
      faults[action.pack] = version ? version->fault : "this program does not have it";
      return;
    }
    const auto& pack = version->pack;
    const bool is_base = pack->kind == rules::PackKind::base;
    has_chosen_base = has_chosen_base || is_base;
    if (!is_base && !pack->validity.holds(when)) return;  // an earlier version goes on
    drop(action.pack);
    if (!is_base) {
      others.push_back({pack, &action});
    } else if (pack->validity.holds(when)) {
      base = Chosen{pack, &action};
    }
  }
};

}  // namespace

/// Every pack that was ever readable. Any thread.
struct RulesInForce::Shelf {
  std::mutex mutex;
  std::map<std::pair<std::string, std::string>, rules::PackPtr, std::less<>> packs;

  void put(const rules::PackPtr& pack) {
    const std::scoped_lock lock(mutex);
    packs[{pack->id, pack->version}] = pack;
  }
  rules::PackPtr find(std::string_view id, std::string_view version) {
    const std::scoped_lock lock(mutex);
    const auto found = packs.find(std::pair(std::string(id), std::string(version)));
    return found == packs.end() ? nullptr : found->second;
  }
};

RulesInForce::RulesInForce() : shelf_(std::make_shared<Shelf>()) {
  find_pack_ = [shelf = shelf_](std::string_view id, std::string_view version) {
    return shelf->find(id, version);
  };
  const auto& shipped = rules::shipped_packs();
  for (std::size_t i = 0; i < shipped.size(); ++i) {
    const auto& pack = shipped[i];
    PackVersion version;
    version.id = pack->id;
    version.version = pack->version;
    version.pack = pack;
    version.toml = shipped_text(i);
    version.is_shipped = true;
    versions_[{pack->id, pack->version}] = std::move(version);
  }
}

void RulesInForce::set_industry(std::string_view industry) {
  if (industry == industry_) return;
  industry_ = industry;
  spans_.clear();
}

void RulesInForce::apply(const ledger::Row& row) {
  auto action = action_from(row);
  if (action.action == "upload") upload(row);
  actions_.push_back(std::move(action));
  spans_.clear();
}

/// What the log says wins over a shipped version of the same name. A version never changes: of two
/// uploads that crossed, the first is the version.
void RulesInForce::upload(const ledger::Row& row) {
  const auto action = action_from(row);
  const auto* known = find(action.pack, action.version);
  if (known && !known->is_shipped) return;
  PackVersion version;
  version.index = action.index;
  version.id = action.pack;
  version.version = action.version;
  version.toml = ledger::text(row[ledger::rule_packs::kToml]);
  version.uploaded_by = action.actor;
  version.uploaded_at = action.at;
  version.note = action.note;
  auto read = take_offer(version.toml);
  if (!read.pack) read = rules::read_pack(version.toml, action.pack);
  const bool is_it =
      read.pack && read.pack->id == action.pack && read.pack->version == action.version;
  if (is_it) {
    version.pack = std::move(read.pack);
    version.hints = std::move(read.problems);
    shelf_->put(version.pack);
  } else {
    const bool is_named = read.pack == nullptr && !read.problems.empty();
    version.fault = is_named ? read.problems.front().text() : "its text is of another pack";
  }
  versions_[{action.pack, action.version}] = std::move(version);
}

void RulesInForce::offer(std::string toml, rules::ReadPack read) {
  if (offered_.size() == kMostOffers) offered_.erase(offered_.begin());
  offered_.emplace_back(std::move(toml), std::move(read));
}

rules::ReadPack RulesInForce::take_offer(std::string_view toml) {
  rules::ReadPack read;
  const auto found = std::ranges::find(
      offered_, toml, [](const auto& each) -> std::string_view { return each.first; });
  if (found == offered_.end()) return read;
  read = std::move(found->second);
  offered_.erase(found);
  return read;
}

const PackVersion* RulesInForce::find(const std::string& id, const std::string& version) const {
  const auto found = versions_.find({id, version});
  return found == versions_.end() ? nullptr : &found->second;
}

PacksInForce RulesInForce::packs_at(WallTime when, std::span<const PackAction> actions) const {
  Choice choice{when, {}, {}, {}, false};
  for (const auto& action : actions) {
    if (!action.counts(when)) continue;
    if (action.action == "activate") choice.activate(action, find(action.pack, action.version));
    if (action.action == "deactivate") choice.drop(action.pack);
  }
  PacksInForce out;
  for (const auto& [id, why] : choice.faults) {
    out.fault += (out.fault.empty() ? "" : "; ") + id + ": " + why;
  }
  if (!choice.has_chosen_base && out.fault.empty()) {
    choice.base = {rules::base_pack_for(industry_), nullptr};
  }
  std::vector<rules::PackPtr> packs;
  const auto add = [&](const auto& chosen) {
    packs.push_back(chosen.pack);
    out.by.push_back(chosen.by ? std::optional(*chosen.by) : std::nullopt);
  };
  if (choice.base) add(*choice.base);
  std::ranges::for_each(choice.others, add);
  out.rules = std::make_shared<const rules::RuleSet>(std::move(packs));
  return out;
}

const std::vector<RulesInForce::Span>& RulesInForce::spans() const {
  if (!spans_.empty()) return spans_;
  std::set<WallTime> changes{kEver};
  const auto add_validity = [&](const rules::Pack& pack) {
    changes.insert(pack.validity.from);
    if (pack.validity.to) changes.insert(*pack.validity.to);
  };
  add_validity(*rules::base_pack_for(industry_));
  for (const auto& action : actions_) {
    if (action.action != "activate") continue;
    if (action.valid_from) changes.insert(*action.valid_from);
    const auto* version = find(action.pack, action.version);
    if (version && version->pack) add_validity(*version->pack);
  }
  for (const auto when : changes) {
    auto packs = packs_at(when, actions_);
    if (spans_.empty() || !same(spans_.back().packs, packs)) {
      spans_.push_back({when, std::move(packs)});
    }
  }
  return spans_;
}

const PacksInForce& RulesInForce::at(WallTime when) const {
  const auto& all = spans();
  const auto after = std::ranges::upper_bound(all, when, {}, &Span::from);
  return std::prev(after)->packs;
}

PacksInForce RulesInForce::as_logged_before(WallTime when, std::uint64_t entry) const {
  const auto after =
      std::ranges::lower_bound(actions_, static_cast<std::int64_t>(entry), {}, &PackAction::index);
  return packs_at(when, std::span(actions_.begin(), after));
}

std::optional<WallTime> RulesInForce::next_change(WallTime after) const {
  const auto& all = spans();
  const auto next = std::ranges::upper_bound(all, after, {}, &Span::from);
  return next == all.end() ? std::nullopt : std::optional(next->from);
}

}  // namespace cleangate::service
