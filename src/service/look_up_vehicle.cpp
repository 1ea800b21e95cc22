#include "service/look_up_vehicle.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/log.h"
#include "domain/ledger/projections/tables.h"
#include "service/say_stage.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using std::chrono::duration_cast;
namespace table = ledger::passages;

constexpr std::chrono::minutes kMinute{1};

const Actor& asker() {
  static const Actor actor{std::string(kLookUpActor), "system"};
  return actor;
}

std::string key_of(const VehicleName& name) {
  return name.plate + "/" + std::string(plate::to_text(name.colour));
}

std::int64_t setting(const Json& settings, std::string_view key, std::int64_t fallback) {
  return settings[key].integer().value_or(fallback);
}

bool is_open(const vehicle::StageInterval& stage) {
  using vehicle::Stage;
  return stage.min != stage.max && stage.min != Stage::s6a;
}

/// A passage of which something may have to be asked; cheap, since every passage is.
bool may_ask(const Committed& entry, const ledger::Row& row) {
  const auto kind = entry.logged.entry.kind;
  if (kind != ledger::Kind::passage && kind != ledger::Kind::sighting) return false;
  if (ledger::is_null(row[table::kPlate]) || ledger::integer(row[table::kHistoric]) != 0) {
    return false;
  }
  const auto min = ledger::text(row[table::kStageMin]), max = ledger::text(row[table::kStageMax]);
  return ledger::text(row[table::kVerdict]) == "hold" ||
         ledger::text(row[table::kHoldState]) == "open" || min.empty() || min != max;
}

}  // namespace

bool VehicleLookUps::is_on() const {
  return parts_.plant.state.lookup()["enabled"].boolean() == true;
}

void VehicleLookUps::committed(const std::shared_ptr<const Committed>& entry) {
  if (!is_on()) return;
  for (const auto& change : entry->changes) {
    if (change.table != table::kTable || !may_ask(*entry, change.row)) continue;
    // The lane's own work comes first.
    parts_.plant.executor.post([this, row = change.row] { consider(row); });
  }
}

void VehicleLookUps::recover(const std::vector<ledger::Row>& rows) {
  if (!is_on()) return;
  for (const auto& row : rows) {
    if (!ledger::is_null(row[table::kPlate])) consider(row);
  }
}

bool VehicleLookUps::has_fresh_answer(const VehicleName& name) const {
  const auto& state = parts_.plant.state;
  const auto* file = state.dossiers().file(name.plate, name.colour);
  if (!file || file->answer == DossierBook::Answer::none) return false;
  const auto age = parts_.plant.now() - file->answered_at;
  if (file->answer != DossierBook::Answer::stage) return age < kLookUpAskAgain;
  return age < std::chrono::days(setting(state.lookup(), "fresh_days", 30));
}

bool VehicleLookUps::is_wanted(const VehicleName& name, std::string_view vehicle_class,
                               bool is_held) const {
  const auto& state = parts_.plant.state;
  if (has_fresh_answer(name)) return false;
  const auto facts = state
                         .situation(name.plate, name.colour, vehicle_class, rules::Direction::in,
                                    parts_.plant.now())
                         .facts;
  if (facts.truck == Truth::no) return false;  // no rule asks for a car's stage
  return is_held || is_open(facts.stage) || facts.stage_source == "inference";
}

void VehicleLookUps::consider(const ledger::Row& passage) {
  const auto colour = plate::parse_colour(ledger::text(passage[table::kColour]));
  Wanted wanted;
  wanted.name = {std::string(ledger::text(passage[table::kPlate])),
                 colour.value_or(plate::Colour::unknown)};
  wanted.passage = ledger::text(passage[table::kId]);
  wanted.vehicle_class = ledger::text(passage[table::kVehicleClass]);
  wanted.direction = ledger::text(passage[table::kDirection]);
  const bool is_held = ledger::text(passage[table::kVerdict]) == "hold" ||
                       ledger::text(passage[table::kHoldState]) == "open";
  if (is_wanted(wanted.name, wanted.vehicle_class, is_held)) want(std::move(wanted), is_held);
}

void VehicleLookUps::want(Wanted wanted, bool first) {
  const auto key = key_of(wanted.name);
  given_up_.erase(key);
  const auto is_asked = asking_.find(key);
  const auto known = waiting_.find(key);
  // One question at a time: the newest passage gets its answer.
  for (const auto& [found, end] :
       {std::pair(is_asked, asking_.end()), std::pair(known, waiting_.end())}) {
    if (found == end) continue;
    found->second.passage = wanted.passage;
    found->second.vehicle_class = wanted.vehicle_class;
    found->second.direction = wanted.direction;
  }
  if (is_asked != asking_.end()) return;
  if (known == waiting_.end()) {
    if (waiting_.size() >= kMaxLookUpsWaiting) {
      waiting_.erase(line_.back());
      line_.pop_back();
    }
    waiting_[key] = std::move(wanted);
  } else if (first) {
    std::erase(line_, key);
  } else {
    return;
  }
  first ? line_.push_front(key) : line_.push_back(key);
  pump();
}

Milliseconds VehicleLookUps::wait_for_turn() {
  const auto now = parts_.plant.clock.monotonic();
  const auto until = [now](MonotonicTime time) {
    return std::max(Milliseconds{1}, std::chrono::ceil<Milliseconds>(time - now));
  };
  if (now < not_before_) return until(not_before_);
  while (!asked_at_.empty() && now - asked_at_.front() >= kMinute) asked_at_.pop_front();
  const auto most = setting(parts_.plant.state.lookup(), "per_minute", 30);
  if (asked_at_.size() < static_cast<std::size_t>(most)) return Milliseconds{0};
  return until(asked_at_.front() + kMinute);
}

void VehicleLookUps::pump_after(Milliseconds wait) {
  if (timer_runs_) parts_.plant.executor.cancel(timer_);
  timer_runs_ = true;
  timer_ = parts_.plant.executor.post_after(wait, [this] {
    timer_runs_ = false;
    pump();
  });
}

void VehicleLookUps::pump() {
  if (!is_on()) {
    waiting_.clear();
    line_.clear();
    return;
  }
  while (!line_.empty()) {
    // A source that failed is tried with one question.
    if (asking_.size() >= (failures_ > 0 ? 1 : kMaxLookUpsAsked)) return;
    if (const auto wait = wait_for_turn(); wait.count() > 0) return pump_after(wait);
    const auto key = line_.front();
    line_.pop_front();
    ask(key);
  }
}

void VehicleLookUps::ask(const std::string& key) {
  auto taken = waiting_.extract(key);
  const auto& wanted = taken.mapped();
  const auto& state = parts_.plant.state;
  StageQuestion question{"", wanted.name.plate, wanted.name.colour};
  question.vin =
      state.dossiers()
          .counting(wanted.name.plate, wanted.name.colour,
                    state.registry(wanted.name.plate, wanted.name.colour), parts_.plant.now())
          .vin;
  asking_.insert(std::move(taken));
  asked_at_.push_back(parts_.plant.clock.monotonic());
  counts_.asked += 1;
  auto* executor = &parts_.plant.executor;
  const auto secret = parts_.secret().for_server(parts_.port.server_of(state.lookup()));
  parts_.port.ask(state.lookup(), secret, question,
                  [this, executor, key, question](Result<StageAnswer> answer, const StageReply&) {
                    executor->post([this, key, question, answer = std::move(answer)]() mutable {
                      answered(key, question, std::move(answer));
                    });
                  });
}

void VehicleLookUps::answered(const std::string& key, const StageQuestion& question,
                              Result<StageAnswer> answer) {
  const auto found = asking_.find(key);
  if (found == asking_.end()) return;
  if (!answer) {
    auto wanted = std::move(found->second);
    asking_.erase(found);
    failed(std::move(wanted), answer.error());
    return pump();
  }
  failures_ = 0;
  last_error_.clear();
  last_answer_at_ = parts_.plant.now();
  record(found->second, question, *std::move(answer));
}

void VehicleLookUps::give_up(Wanted wanted) {
  if (given_up_.size() >= kMaxLookUpsWaiting) given_up_.erase(given_up_.begin());
  const auto key = key_of(wanted.name);
  given_up_[key] = std::move(wanted);
}

/// Whatever went wrong, the source rests; the vehicle is asked for again, but not for ever.
void VehicleLookUps::failed(Wanted wanted, const Error& error) {
  wanted.error = error.message;
  // Nobody was asked, and nobody has to rest.
  if (error.code == ErrorCode::not_found) return give_up(std::move(wanted));
  counts_.failed += 1;
  failures_ += 1;
  last_error_ = error.message;
  const int doublings = std::min(failures_ - 1, 10);
  const auto rest = std::min<Milliseconds>(kLookUpRetryFirst * (1 << doublings), kLookUpRetryMost);
  not_before_ = parts_.plant.clock.monotonic() + rest;
  log_event(LogLevel::warning, "look_up_failed",
            {{"cause", error.message}, {"rests_s", std::to_string(rest.count() / 1000)}});
  if (++wanted.tries >= kMaxLookUpTries || waiting_.size() >= kMaxLookUpsWaiting) {
    return give_up(std::move(wanted));
  }
  const auto key = key_of(wanted.name);
  waiting_[key] = std::move(wanted);
  line_.push_back(key);
}

/// It stays among those that are asked for until its answer is durable.
void VehicleLookUps::record(Wanted wanted, const StageQuestion& question, StageAnswer answer) {
  StageWord word{wanted.name,    std::move(answer.statement), std::nullopt,
                 wanted.passage, wanted.vehicle_class,        wanted.direction};
  word.statement.at = parts_.plant.now();
  if (word.statement.who.empty()) word.statement.who = kLookUpActor;
  word.statement.evidence = {to_hex(answer.raw)};
  const auto cause = answer.found ? speaks_of_another(word.statement, word.name, question.vin) : "";
  if (answer.found) word.facts = std::move(answer.facts);
  counts_.answered += 1;
  if (!cause.empty()) {
    counts_.rejected += 1;
    log_event(LogLevel::warning, "look_up_rejected", {{"cause", cause}});
  }
  auto draft = cause.empty() ? accepted_word(parts_.plant, word, asker())
                             : rejected_word(parts_.plant, word, cause, asker());
  parts_.plant.log.append(std::move(draft), Priority::bulk, Reserve::no,
                          [this, wanted = std::move(wanted)](auto result) mutable {
                            asking_.erase(key_of(wanted.name));
                            // Nothing was lost but the answer: it is asked for again.
                            if (!result) failed(std::move(wanted), result.error());
                            pump();
                          });
}

}  // namespace cleangate::service
