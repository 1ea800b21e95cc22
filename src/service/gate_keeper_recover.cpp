#include <algorithm>

#include "base/limits.h"
#include "base/log.h"
#include "domain/ledger/projections/tables.h"
#include "service/gate_keeper_impl.h"

namespace cleangate::service {
namespace {

using ledger::Field;
namespace table = ledger::passages;

/// The end that the newest entry about this passage's hold names; nullopt: none can be read.
std::optional<WallTime> recorded_end(Queries& queries, const ledger::Row& row) {
  const auto id = ledger::text(row[table::kId]);
  const auto first = static_cast<std::uint64_t>(ledger::integer(row[table::kIndex]));
  const auto last = static_cast<std::uint64_t>(ledger::integer(row[table::kUpdatedIndex]));
  std::optional<WallTime> end;
  for (auto next = first; next <= last;) {
    const auto page = queries.entries(next, kMaxPage);
    if (!page || page->empty()) break;
    for (const auto& raw : *page) {
      next = raw.index + 1;
      const auto payload = ledger::decode_payload(raw.payload);
      if (!payload || raw.index > last) continue;
      const bool is_about = raw.index == first || payload->text(Field::passage) == id;
      if (!is_about || !payload->get(Field::open_until)) continue;
      if (const auto time = parse_rfc3339(payload->text(Field::open_until))) end = *time;
    }
  }
  return end;
}

/// It opened, and only that is known: the vehicle may stand under the barrier still, and a further
/// read of it must not open again.
bool is_assumed_crossed(const ledger::Row& row) {
  return ledger::text(row[table::kOutcome]) == "crossed" &&
         ledger::integer(row[table::kOutcomeAssumed]) != 0;
}

/// When it was, by the clock that nobody turns: from here on a step of the wall clock neither joins
/// nor parts two vehicles. A time ahead of a clock that was set back meanwhile is now: it swallows
/// who comes for one merge window and no longer.
MonotonicTime seen_at(const Clock& clock, WallTime at) {
  constexpr Milliseconds kLongAgo = std::chrono::hours(24);  // beyond every merge window
  const auto age = std::chrono::duration_cast<Milliseconds>(clock.wall() - at);
  return clock.monotonic() - std::clamp(age, Milliseconds{0}, kLongAgo);
}

/// An opening was under way and nobody saw its end: by the reply, or on a guard's word.
bool is_unconfirmed(const ledger::Row& row) {
  const auto actuation = ledger::text(row[table::kActuation]);
  if (actuation == "intended") return true;
  const bool nothing_yet = actuation == "none" || actuation == "failed";
  return nothing_yet && ledger::text(row[table::kHoldState]) == "admitted";
}

}  // namespace

/// The lane's newest passage as it stood: it can be resolved, corrected, or run out.
void GateKeeper::Impl::resume(const std::string& lane, const ledger::Row& row) {
  LanePassage passage;
  passage.id = ledger::text(row[table::kId]);
  passage.device = ledger::text(row[table::kDevice]);
  passage.verdict =
      rules::parse_verdict(ledger::text(row[table::kVerdict])).value_or(rules::Verdict::hold);
  passage.read.plate = ledger::text(row[table::kPlate]);
  passage.read_as = {passage.read.plate};
  passage.read.colour =
      plate::parse_colour(ledger::text(row[table::kColour])).value_or(plate::Colour::unknown);
  passage.read.at = from_unix_ms(ledger::integer(row[table::kAt]));
  passage.read.received = seen_at(plant.clock, passage.read.at);
  passage.read.direction =
      ledger::text(row[table::kDirection]) == "out" ? rules::Direction::out : rules::Direction::in;
  // Its own passage made it a plate that was seen: that does not count.
  const auto& read = passage.read;
  passage.read.is_known = plant.state.vehicle(read.plate, read.colour) ||
                          !plant.state.list_hits(read.plate, read.colour, read.at).empty();
  if (is_assumed_crossed(row)) passage.state.open();
  const auto actuation = ledger::text(row[table::kActuation]);
  // What may have opened, or what a guard decided on, no read opens.
  const bool surely_shut = actuation == "none" || actuation == "failed";
  if (!surely_shut || !ledger::is_null(row[table::kResolvedBy])) passage.state.send_command();
  lanes[lane].passage = passage;
  if (ledger::text(row[table::kHoldState]) != "open") return;
  const auto limit = hold_limit(lane);
  auto end = recorded_end(plant.queries, row);
  if (!end) {
    log_event(LogLevel::warning, "hold_end_unreadable", {{"passage", passage.id}});
    end = passage.read.at + limit;
  }
  // A clock that was set back meanwhile must not make it longer than a whole hold.
  const auto left = std::chrono::duration_cast<Milliseconds>(*end - plant.clock.wall());
  start_hold(lane, std::clamp(left, Milliseconds{0}, limit));
}

void GateKeeper::recover(Reply reply) {
  auto& self = *impl_;
  // Answered with the last of the notes, so that whoever asks after the start reads them. Shared
  // by the notes under way.
  struct Notes {
    std::size_t open = 1;
    Reply reply;
    void close() {
      if (--open == 0) reply(Json::object({{"recovered", true}}));
    }
  };
  const auto notes = std::make_shared<Notes>();
  for (const auto& [lane, config] : self.plant.state.lanes()) {
    PassageFilter filter;
    filter.lane = lane;
    filter.limit = kDefaultPage;
    const auto rows = self.plant.queries.passages(filter);
    if (!rows) return reply(std::unexpected(rows.error()));
    bool newest = true;
    for (const auto& row : *rows) {
      if (is_unconfirmed(row)) {
        Draft draft = self.note(ledger::Kind::actuation, std::string(ledger::text(row[table::kId])),
                                lane, {"system", "system"});
        draft.payload.set(Field::stage_of, "not_confirmed")
            .set(Field::detail, R"({"cause":"restart between commit and opening"})");
        ++notes->open;
        self.log_quietly(std::move(draft), "actuation", [notes] { notes->close(); });
      }
      if (ledger::integer(row[table::kHistoric]) != 0) continue;  // no vehicle stood there
      const bool is_newest = std::exchange(newest, false);
      const bool is_pending = ledger::text(row[table::kOutcome]) == "pending";
      if (is_newest && (is_pending || is_assumed_crossed(row))) {
        self.resume(lane, row);
      } else if (!is_pending) {
        continue;
      } else if (ledger::text(row[table::kHoldState]) == "open") {
        // The next vehicle was written, this one's end was not.
        Draft draft = self.note(ledger::Kind::outcome, std::string(ledger::text(row[table::kId])),
                                lane, {"system", "system"});
        draft.payload.set(Field::outcome, "left")
            .set(Field::cause, "next vehicle")
            .set(Field::assumed, "1");
        self.log_quietly(std::move(draft), "outcome");
      }
    }
  }
  notes->reply = std::move(reply);
  notes->close();
}

}  // namespace cleangate::service
