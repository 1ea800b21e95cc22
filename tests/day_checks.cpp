#include "tests/day_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/encoding.h"
#include "base/limits.h"
#include "domain/ledger/payload.h"
#include "domain/ledger/projections/tables.h"
#include "store/sqlite/plant_queries.h"
#include "store/verify.h"

namespace cleangate::tests {
namespace {

using ledger::Field;
using ledger::Kind;

// After a fault: what waited for the disk is through.
constexpr std::chrono::seconds kSettled{15};

struct Book {
  std::map<std::string, std::vector<std::uint64_t>> entries_of;  ///< by vendor key
  std::map<std::string, std::string> passage_of;                 ///< by vendor key
  std::map<std::string, std::vector<std::string>> keys_of;       ///< by passage
  std::map<std::string, int> moved;                              ///< proven openings by passage
  std::size_t entries = 0, passages = 0, intended = 0;
};

bool proves_opening(std::string_view stage) {
  return stage == "reply_written" || stage == "commanded" || stage == "moved";
}

Result<Book> read_book(const VirtualPlant::Disk& disk) {
  constexpr std::size_t kAtOnce = 500;
  store::PlantQueries pages(disk.database, disk.vfs);
  Book book;
  while (true) {
    const auto raw = TRY(pages.entries(book.entries, kAtOnce));
    for (const auto& one : raw) {
      const auto entry = TRY(ledger::decode_entry(one.entry));
      const auto payload = TRY(ledger::decode_payload(one.payload));
      const bool is_passage = entry.kind == Kind::passage;
      const std::string passage =
          is_passage ? to_text(entry.event_id) : std::string(payload.text(Field::passage));
      if (is_passage || entry.kind == Kind::sighting) {
        const std::string key(payload.text(Field::vendor_key));
        book.entries_of[key].push_back(one.index);
        book.passage_of[key] = passage;
        book.keys_of[passage].push_back(key);
      }
      if (is_passage) ++book.passages;
      if (entry.kind == Kind::actuation && proves_opening(payload.text(Field::stage_of))) {
        ++book.moved[passage];
      }
    }
    book.entries += raw.size();
    if (raw.size() < kAtOnce) break;
  }
  for (const auto& [passage, keys] : book.keys_of) {
    const Uuid id = TRY(parse_uuid(passage));
    const auto row = TRY(pages.passage(id));
    if (row && ledger::text((*row)[ledger::passages::kActuation]) == "intended") ++book.intended;
  }
  return book;
}

store::VerifyReport verify(const VirtualPlant::Disk& disk) {
  store::VerifyOptions options;
  options.keys = {ledger::verifier_key(ledger::origin_of(kVirtualPlant), virtual_key())};
  options.vfs = disk.vfs;
  return store::verify(disk.database, options);
}

/// An opening that no person asked for.
struct Opening {
  const Delivery* judged;  ///< the delivery that was decided on
  WallTime at;
};

class Judge {
 public:
  Judge(const VirtualDay& day, Book book, Troubles troubles)
      : day_(day), seen_(day.seen()), book_(std::move(book)), troubles_(troubles) {
    for (const auto& vehicle : day.day().vehicles) {
      if (vehicle.registered) registered_[vehicle.plate] = &vehicle;
    }
  }

  DayReport judge() {
    gather();
    for (const Opening& opening : openings_) must_have_been_allowed(opening);
    for (const Delivery& delivery : seen_.deliveries) {
      must_be_logged(delivery);
      if (delivery.first && !event(delivery).turn_back) must_have_opened(delivery);
    }
    one_passage_an_arrival();
    one_opening_a_passage();
    guards_open_once();
    if (!troubles_.faults_until && book_.intended != 0) {
      wrong(fmt::format("{} openings are neither confirmed nor doubted", book_.intended));
    }
    report_.entries = book_.entries;
    report_.passages = book_.passages;
    report_.opened = openings_.size();
    return std::move(report_);
  }

 private:
  const sim::SimEvent& event(const Delivery& delivery) const {
    return day_.day().events[delivery.event];
  }
  const sim::LaneSpec& lane(const Delivery& delivery) const {
    return day_.day().lanes[event(delivery).lane];
  }
  void wrong(std::string line) { report_.wrong.push_back(std::move(line)); }
  void wrong(const Delivery& delivery, std::string_view what) {
    wrong(fmt::format("{} {} lane {} (message {}): {}", to_rfc3339(delivery.received),
                      event(delivery).plate, lane(delivery).id, event(delivery).id, what));
  }

  void open(const Delivery* judged, WallTime at, std::string_view how) {
    if (!judged) return wrong("an opening that no message explains");
    openings_.push_back({judged, at});
    opened_keys_[judged->key] += 1;
    report_.openings += fmt::format("{} {} {}\n", to_rfc3339(at), judged->key.substr(0, 12), how);
  }

  void gather() {
    std::unordered_map<std::string, const Delivery*> judged;  // by key
    for (const Delivery& delivery : seen_.deliveries) {
      if (delivery.judged) judged[delivery.key] = &delivery;
      if (!delivery.opened) continue;
      // A duplicate that took over was not judged itself.
      open(judged[delivery.key], *delivery.replied, "reply");
    }
    for (const Command& command : seen_.commands) {
      if (command.pulses > 1) wrong(command.device + " was told to open twice by one command");
      if (command.by_guard) continue;
      const Delivery* cause = nullptr;
      for (const Delivery& delivery : seen_.deliveries) {
        if (delivery.received > command.at) break;
        if (!delivery.judged || camera_of(lane(delivery)) != command.device) continue;
        if (event(delivery).plate == command.plate) cause = &delivery;
      }
      open(cause, command.at, "command");
    }
  }

  /// As the vehicle was read; nullptr = the plant does not know it.
  const sim::SimVehicle* known(const Delivery& delivery) const {
    const auto found = registered_.find(event(delivery).plate);
    const bool is_same =
        found != registered_.end() && found->second->colour == event(delivery).colour;
    return is_same && !event(delivery).plate.empty() ? found->second : nullptr;
  }
  static bool is_banned(const sim::SimVehicle& vehicle) {
    const bool heavy = vehicle.truck && vehicle.gross_mass_kg >= 12'000;
    return heavy && (vehicle.stage_max == "3" || vehicle.stage_max == "4");
  }
  static bool is_surely_clean(const sim::SimVehicle& vehicle) {
    return !vehicle.truck || vehicle.stage_min == "D" || vehicle.stage_min.starts_with('6') ||
           vehicle.stage_min == "5";
  }

  void must_have_been_allowed(const Opening& opening) {
    const Delivery& delivery = *opening.judged;
    if (!delivery.fresh) wrong(delivery, "opened for a late, repeated or offline read");
    if (opening.at - delivery.received > kOpenDeadline) wrong(delivery, "opened late");
    if (event(delivery).turn_back) wrong(delivery, "opened for one who turned back");
    if (seen_.kill_switch.surely(opening.at)) wrong(delivery, "opened against the kill switch");
    if (!book_.entries_of.contains(delivery.key)) wrong(delivery, "opened and is not in the log");
    if (lane(delivery).direction == "out") return;
    const auto* vehicle = known(delivery);
    if (!vehicle) return wrong(delivery, "opened for a vehicle that the plant does not know");
    if (is_banned(*vehicle) && seen_.warning.surely(delivery.received)) {
      wrong(delivery, "opened for a banned truck");
    }
  }

  bool was_faulty(const Delivery& delivery) const {
    return troubles_.faults_until && delivery.received <= *troubles_.faults_until + kSettled;
  }
  bool qualifies(const Delivery& delivery) const {
    if (lane(delivery).direction == "out") return true;
    const auto* vehicle = known(delivery);
    if (!vehicle || vehicle->stage_max == "X") return false;
    const bool warned =
        seen_.warning.perhaps(delivery.received) || seen_.warning.asked <= delivery.received;
    return is_surely_clean(*vehicle) || !warned;
  }

  void must_have_opened(const Delivery& delivery) {
    const bool in_time = delivery.judged && delivery.fresh && delivery.replied &&
                         *delivery.replied - delivery.received < kOpenDeadline;
    const bool stopped = seen_.kill_switch.perhaps(delivery.received) ||
                         seen_.kill_switch.perhaps(delivery.replied.value_or(delivery.received));
    if (!qualifies(delivery) || !delivery.fresh) ++report_.kept_shut;
    if (was_faulty(delivery) || !in_time || stopped || !qualifies(delivery)) return;
    // Who turned back before the late picture came has no arrival of his own.
    const auto passage = book_.passage_of.find(delivery.key);
    if (passage != book_.passage_of.end() && book_.keys_of[passage->second].size() > 1 &&
        book_.keys_of[passage->second].front() != delivery.key) {
      return;
    }
    ++report_.qualified;
    if (opened_keys_[delivery.key] != 1) {
      wrong(delivery, fmt::format("qualified, and opened {} times", opened_keys_[delivery.key]));
    }
  }

  void must_be_logged(const Delivery& delivery) {
    const auto found = book_.entries_of.find(delivery.key);
    const std::size_t times = found == book_.entries_of.end() ? 0 : found->second.size();
    if (times > 1) wrong(delivery, fmt::format("is in the log {} times", times));
    const bool may_be_missing =
        was_faulty(delivery) || (troubles_.deaths && !delivery.opened) || !delivery.replied;
    if (times == 0 && !may_be_missing) wrong(delivery, "was answered and is not in the log");
  }

  void one_passage_an_arrival() {
    std::map<std::string, std::map<std::uint64_t, const Delivery*>> arrivals;  // by passage
    for (const Delivery& delivery : seen_.deliveries) {
      const auto passage = book_.passage_of.find(delivery.key);
      if (passage == book_.passage_of.end() || event(delivery).turn_back) continue;
      arrivals[passage->second].emplace(event(delivery).id, &delivery);
    }
    for (const auto& [passage, messages] : arrivals) {
      report_.arrivals += messages.size();
      for (const auto& [id, delivery] : messages) {
        if (messages.size() > 1) wrong(*delivery, "shares a passage with another arrival");
      }
    }
  }

  void one_opening_a_passage() {
    std::map<std::string, int> times;
    for (const auto& [key, count] : opened_keys_) {
      const auto passage = book_.passage_of.find(key);
      times[passage == book_.passage_of.end() ? key : passage->second] += count;
    }
    for (const auto& [passage, count] : times) {
      if (count > 1) wrong(fmt::format("passage {} was opened {} times", passage, count));
    }
    for (const auto& [passage, count] : book_.moved) {
      const bool is_lift = passage.empty();
      if (!is_lift && count > 1) {
        wrong(fmt::format("passage {} has {} openings in the log", passage, count));
      }
    }
  }

  void guards_open_once() {
    std::map<std::string, int> pulses;
    for (const Command& command : seen_.commands) {
      if (!command.by_guard) continue;
      pulses[command.device] += command.pulses;
      report_.guard_pulses += static_cast<std::size_t>(command.pulses);
    }
    for (const auto& [device, count] : pulses) {
      const auto asked = seen_.admitted.find(device);
      if (asked == seen_.admitted.end() || count > asked->second) {
        wrong(device + " opened more often than guards asked for");
      }
    }
  }

  const VirtualDay& day_;
  const Seen& seen_;
  Book book_;
  const Troubles troubles_;
  std::unordered_map<std::string, const sim::SimVehicle*> registered_;  // by plate
  std::vector<Opening> openings_;
  std::map<std::string, int> opened_keys_;
  DayReport report_;
};

}  // namespace

DayReport check_day(const VirtualDay& day, Troubles troubles) {
  DayReport report;
  const auto verified = verify(day.disk());
  auto book = read_book(day.disk());
  if (book) {
    report = Judge(day, *std::move(book), troubles).judge();
  } else {
    report.wrong.push_back("the log cannot be read: " + book.error().message);
  }
  report.root = to_hex(verified.root);
  if (verified.verdict != store::VerifyReport::Verdict::sound) {
    report.wrong.push_back(verified.first_line() + ": " + verified.finding.detail);
  }
  if (!day.failure().empty()) report.wrong.push_back(day.failure());
  return report;
}

std::string check_log(const VirtualDay& day) {
  const auto verified = verify(day.disk());
  if (verified.verdict != store::VerifyReport::Verdict::sound) {
    return verified.first_line() + ": " + verified.finding.detail;
  }
  const auto book = read_book(day.disk());
  if (!book) return "the log cannot be read: " + book.error().message;
  for (const Delivery& delivery : day.seen().deliveries) {
    if (!delivery.opened || book->entries_of.contains(delivery.key)) continue;
    return "message " + delivery.key + " was answered with an opening and is not in the log";
  }
  return "";
}

}  // namespace cleangate::tests
