#include "service/show_overview.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "base/limits.h"
#include "domain/ledger/entry.h"
#include "domain/ledger/projections/tables.h"
#include "domain/rules/decision.h"

namespace cleangate::service {
namespace {

namespace table = ledger::passages;

constexpr std::size_t kMaxPagesOfAHold = 10;  // of entries, read for one amended hold

using Visit = std::function<Result<void>(const ledger::Row&)>;

/// Every passage of the period, newest first, page by page. False: there are more than can be
/// counted, and only the newest were.
Result<bool> each_passage(Queries& queries, WallTime from, WallTime to, const Visit& visit) {
  PassageFilter filter;
  filter.from = from;
  filter.to = to;
  filter.limit = kMaxPage;
  for (std::size_t count = 0; count < kMaxCountedPassages;) {
    const auto rows = TRY(queries.passages(filter));
    for (const auto& row : rows) TRY(visit(row));
    count += rows.size();
    if (rows.size() < kMaxPage) return true;
    filter.before_index = static_cast<std::uint64_t>(ledger::integer(rows.back()[table::kIndex]));
  }
  filter.limit = 1;
  return TRY(queries.passages(filter)).empty();
}

struct Verdicts {
  std::int64_t admit = 0, refuse = 0, hold = 0;
  void add(std::string_view verdict) {
    (verdict == "admit" ? admit : verdict == "refuse" ? refuse : hold) += 1;
  }
  void put_into(Json& json) const {
    json.set("admit", admit).set("refuse", refuse).set("hold", hold);
  }
};

std::string stage_of(const ledger::Row& row) {
  const auto min = ledger::text(row[table::kStageMin]);
  const auto max = ledger::text(row[table::kStageMax]);
  if (min.empty() || max.empty() || min == "X" || max == "X") return "unknown";
  return min == max ? std::string(min) : std::string(min) + "-" + std::string(max);
}

/// When an entry was logged. Errors: not_found.
Result<WallTime> logged_at(Queries& queries, std::uint64_t index) {
  const auto entries = TRY(queries.entries(index, 1));
  if (entries.empty()) return fail(ErrorCode::not_found, "no such entry");
  const auto entry = TRY(ledger::decode_entry(entries.front().entry));
  return entry.log_time;
}

/// The first entry that resolved the passage or told its outcome, among those of a hold's time.
/// Entries come as their plant logged them, so the first pages hold it.
Result<std::optional<WallTime>> resolved_at(Queries& queries, const ledger::Row& row) {
  const auto id = ledger::text(row[table::kId]);
  const auto last = static_cast<std::uint64_t>(ledger::integer(row[table::kUpdatedIndex]));
  auto next = static_cast<std::uint64_t>(ledger::integer(row[table::kIndex])) + 1;
  for (std::size_t page = 0; page < kMaxPagesOfAHold && next <= last; ++page) {
    const auto entries = TRY(queries.entries(next, kMaxPage));
    for (const auto& raw : entries) {
      const auto entry = TRY(ledger::decode_entry(raw.entry));
      using ledger::Kind;
      if (entry.kind != Kind::resolution && entry.kind != Kind::outcome) continue;
      const auto payload = ledger::decode_payload(raw.payload);
      if (payload && payload->text(ledger::Field::passage) == id) return entry.log_time;
    }
    if (entries.empty()) break;
    next += entries.size();
  }
  return std::nullopt;
}

/// When the vehicle no longer waited. The opening and crossing follow a resolve at once, so the
/// last entry tells; of an amended passage it is looked for, since an amendment is no waiting.
Result<WallTime> hold_ended(Queries& queries, const ledger::Row& row) {
  if (ledger::text(row[table::kAmendments]) != "[]") {
    if (const auto at = TRY(resolved_at(queries, row))) return *at;
  }
  return logged_at(queries, static_cast<std::uint64_t>(ledger::integer(row[table::kUpdatedIndex])));
}

std::int64_t at_share(const std::vector<std::int64_t>& sorted, std::size_t percent) {
  if (sorted.empty()) return 0;
  return sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)];
}

/// What a day's passages add up to, one after another.
class DayCount {
 public:
  explicit DayCount(Queries& queries) : queries_(queries) {}
  Result<void> add(const ledger::Row& row) {
    const auto verdict = ledger::text(row[table::kVerdict]);
    const auto local = to_local(from_unix_ms(ledger::integer(row[table::kAt])));
    hours_[static_cast<std::size_t>(local.hour) % 24].add(verdict);
    all_.add(verdict);
    ++stages_[stage_of(row)];
    (ledger::text(row[table::kDirection]) == "out" ? out_ : in_) += 1;
    const auto hold = ledger::text(row[table::kHoldState]);
    if (hold == "open") {
      ++open_;
    } else if (!hold.empty()) {
      TRY(add_wait(row));
    }
    return {};
  }
  Json show(std::int64_t inside) {
    Json hours = Json::array(), stages = Json::array();
    for (std::size_t hour = 0; hour < hours_.size(); ++hour) {
      Json each = Json::object({{"hour", static_cast<std::int64_t>(hour)}});
      hours_[hour].put_into(each);
      hours.push(std::move(each));
    }
    for (const auto& [stage, count] : stages_) {
      stages.push(Json::object({{"stage", stage}, {"count", count}}));
    }
    Json totals = Json::object({{"in", in_}, {"out", out_}, {"inside", inside}});
    all_.put_into(totals);
    std::ranges::sort(waits_);
    Json holds = Json::object({{"open", open_},
                               {"closed", closed_},
                               {"median_wait_s", at_share(waits_, 50)},
                               {"p90_wait_s", at_share(waits_, 90)},
                               {"longest_wait_s", waits_.empty() ? 0 : waits_.back()}});
    return Json::object({{"hours", std::move(hours)},
                         {"stages", std::move(stages)},
                         {"totals", std::move(totals)},
                         {"holds", std::move(holds)}});
  }

 private:
  Result<void> add_wait(const ledger::Row& row) {
    ++closed_;
    if (waits_.size() >= kMaxTimedHolds) return {};
    const auto end = TRY(hold_ended(queries_, row));
    waits_.push_back((to_unix_ms(end) - ledger::integer(row[table::kLogTime])) / 1000);
    return {};
  }

  Queries& queries_;
  std::array<Verdicts, 24> hours_;
  Verdicts all_;
  std::map<std::string, std::int64_t> stages_;
  std::int64_t in_ = 0, out_ = 0, open_ = 0, closed_ = 0;
  std::vector<std::int64_t> waits_;
};

struct Counts {
  std::int64_t arrivals = 0, unknown = 0;
  Verdicts verdicts;
  void add(const ledger::Row& row) {
    ++arrivals;
    verdicts.add(ledger::text(row[table::kVerdict]));
    unknown += stage_of(row) == "unknown" ? 1 : 0;
  }
  void put_into(Json& json) const {
    json.set("arrivals", arrivals);
    verdicts.put_into(json);
    json.set("unknown_vehicles", unknown);
  }
};

struct ReasonCount {
  Json text;
  std::int64_t count = 0;
};

/// Of those that would have been stopped: an exit passes whatever its reasons say.
void add_reasons(std::map<std::string, ReasonCount>& reasons, const ledger::Row& row,
                 const rules::FindPack& find) {
  if (ledger::text(row[table::kVerdict]) == "admit") return;
  const auto logged = parse_json(ledger::text(row[table::kReasons])).value_or(Json::array());
  for (const auto& reason : rules::reasons_from_log(logged, find)) {
    auto& each = reasons[std::string(reason.clause)];
    if (each.count++ == 0) each.text = rules::to_json(reason)["text"];
  }
}

Json shown(std::map<std::string, ReasonCount> reasons) {
  std::vector<std::pair<std::string, ReasonCount>> sorted(reasons.begin(), reasons.end());
  std::ranges::stable_sort(sorted, std::greater{},
                           [](const auto& each) { return each.second.count; });
  Json out = Json::array();
  for (const auto& [clause, reason] : sorted) {
    out.push(Json::object({{"clause", clause}, {"text", reason.text}, {"count", reason.count}}));
  }
  return out;
}

Json words(std::string zh, std::string en) {
  return Json::object({{"zh", std::move(zh)}, {"en", std::move(en)}});
}

/// Collects what is to be done, most urgent first.
class ToDo {
 public:
  explicit ToDo(const Json& facts) : facts_(facts) {}
  Json run() {
    holds();
    kill_switch();
    rules();
    disk();
    devices();
    warning();
    provisional();
    backup();
    observing();
    return std::move(items_);
  }

 private:
  void add(std::string id, std::string_view kind, Json title, Json why, std::string_view link) {
    if (items_.items().size() >= kMaxToDo) return;
    items_.push(Json::object({{"id", std::move(id)},
                              {"kind", kind},
                              {"title", std::move(title)},
                              {"why", std::move(why)},
                              {"due", nullptr},
                              {"link", link}}));
  }
  void holds() {
    const auto open = facts_["open_holds"].integer().value_or(0);
    if (open == 0) return;
    const auto n = std::to_string(open);
    add("holds", "holds", words(n + "辆车在等门卫处理", n + " vehicles wait for a guard"),
        words("车停在车道上，后面的车进不来", "they block their lanes"), "/desk");
  }
  void kill_switch() {
    if (facts_["kill_switch"].boolean() == false) return;
    add("kill_switch", "kill_switch", words("急停已打开", "the kill switch is on"),
        words("所有道闸都不会自动抬起", "no barrier opens by itself"), "/desk");
  }
  void rules() {
    if (const auto fault = facts_["rules_fault"].text(); fault && !fault->empty()) {
      add("rules", "rules", words("规则包无法读取", "a rule pack cannot be read"),
          words("所有进厂车辆都要门卫核实：" + std::string(*fault),
                "every entry is held: " + std::string(*fault)),
          "/rules");
    } else if (facts_["has_base_pack"].boolean() == false) {
      add("rules", "rules", words("没有生效的基础规则包", "no base rule pack is in force"),
          words("只按名单和访客规则放行", "only lists and visitors are checked"), "/rules");
    }
  }
  void disk() {
    const auto free = facts_["disk"]["free_bytes"].number();
    const auto total = facts_["disk"]["total_bytes"].number();
    if (!free || !total || *free > *total * kDiskNearlyFull) return;
    add("disk", "disk", words("磁盘快满了", "the disk is nearly full"),
        words("满了以后入口不再放行", "once it is full nobody is let in"), "/overview");
  }
  void devices() {
    for (const Json& device : facts_["devices"].items()) {
      const auto state = device["state"].text();
      if (state != "silent" && state != "problem" && state != "never") continue;
      const std::string id(device["id"].text().value_or(""));
      const std::string name(device["name"].text().value_or(id));
      Json why = device["problem"];
      if (why.is_null()) why = words("从未收到它的消息", "nothing was ever received from it");
      add("device/" + id, "device",
          words("设备“" + name + "”有问题", "device " + name + " needs care"), std::move(why),
          "/devices");
    }
  }
  void warning() {
    const auto level = facts_["warning"].text();
    if (!level || !facts_["plan"][*level]["measures"].items().empty()) return;
    add("plan", "plan", words("预警生效，但没有应急方案", "a warning is in force without a plan"),
        words("大屏不知道该显示哪些措施", "the board cannot show any measures"), "/warnings");
  }
  void provisional() {
    const auto waiting = facts_["provisional"].integer().value_or(0);
    if (waiting == 0) return;
    const auto n = std::to_string(waiting);
    add("provisional", "provisional",
        words("有" + n + "辆车的资料等主管确认", n + " vehicles wait for a manager's word"),
        words("门卫录入的资料7天后失效", "what a guard entered counts for 7 days"),
        "/vehicles?state=provisional");
  }
  void backup() {
    if (!facts_.has("last_backup") || !facts_["last_backup"].is_null()) return;
    add("backup", "backup", words("从未做过备份", "no backup was ever made"),
        words("磁盘坏了，台账就没了", "a broken disk would take the ledger with it"), "/overview");
  }
  void observing() {
    for (const Json& lane : facts_["observing"].items()) {
      const std::string name(lane.text().value_or(""));
      add("observe/" + name, "observe", words(name + "还在观察模式", name + " only observes"),
          words("看过观察报告后可以改为自动", "read the report, then switch to automatic"),
          "/devices");
    }
  }

  const Json& facts_;
  Json items_ = Json::array();
};

}  // namespace

Result<Json> count_day(Queries& queries, WallTime from, WallTime to) {
  DayCount count(queries);
  const bool whole =
      TRY(each_passage(queries, from, to, [&](const ledger::Row& row) { return count.add(row); }));
  const auto inside = TRY(queries.count_inside());
  return count.show(inside).set("truncated", !whole);
}

Result<Json> observe_report(Queries& queries, WallTime from, WallTime to,
                            const rules::FindPack& find) {
  Counts all;
  std::map<std::string, Counts> lanes;
  std::map<std::string, ReasonCount> reasons;
  const auto count = [&](const ledger::Row& row) -> Result<void> {
    all.add(row);
    lanes[std::string(ledger::text(row[table::kLane]))].add(row);
    add_reasons(reasons, row, find);
    return {};
  };
  const bool whole = TRY(each_passage(queries, from, to, count));
  Json by_lane = Json::array();
  for (const auto& [lane, counts] : lanes) {
    Json each = Json::object({{"lane", lane}});
    counts.put_into(each);
    by_lane.push(std::move(each));
  }
  Json out = Json::object({{"from", to_rfc3339(from)}, {"to", to_rfc3339(to)}});
  all.put_into(out);
  return out.set("truncated", !whole)
      .set("reasons", shown(std::move(reasons)))
      .set("lanes", std::move(by_lane));
}

Json most_urgent(const Json& facts) {
  return ToDo(facts).run();
}

}  // namespace cleangate::service
