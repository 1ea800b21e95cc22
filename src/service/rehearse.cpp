#include "service/rehearse.h"

#include <algorithm>
#include <memory>

#include "base/limits.h"
#include "domain/ledger/projections/tables.h"
#include "service/rehearsal.h"

namespace cleangate::service {
namespace {

namespace table = ledger::passages;

constexpr std::size_t kPage = 500;   // rows of a query
constexpr std::size_t kBatch = 100;  // trips that memory is asked for at a time

std::optional<double> tonnes_of(const Json& declared) {
  if (declared["unit"].text() != "t") return std::nullopt;
  return declared["quantity"].number();
}

/// Collects on the query pool, then goes to and fro: memory's facts of a batch on the plant's
/// executor, the judgement on the pool. Shared: kept by whatever it waits for.
class Rehearsal : public std::enable_shared_from_this<Rehearsal> {
 public:
  Rehearsal(Plant& plant, Executor& queries, RehearsalAsked asked, Reply reply)
      : plant_(plant), queries_(queries), count_(asked), reply_(std::move(reply)) {
    filter_.direction = "in";
    filter_.from = asked.from - asked.shift;
    filter_.to = asked.to - asked.shift;
    filter_.limit = kPage;
  }

  void start() {
    queries_.post([self = shared_from_this()] { self->collect(); });
  }

 private:
  /// One page, then the pool is free for others.
  void collect() {
    const auto rows = plant_.queries.passages(filter_);
    if (!rows) return finish(std::unexpected(rows.error()));
    for (const auto& row : *rows) {
      if (trips_.size() >= kMaxRehearsedTrips) {
        cut_ = true;
        break;
      }
      take(row);
      filter_.before_index = static_cast<std::uint64_t>(ledger::integer(row[table::kIndex]));
    }
    if (rows->size() == kPage && !cut_) return start();
    if (const auto declared = take_declared(); !declared) {
      return finish(std::unexpected(declared.error()));
    }
    std::ranges::stable_sort(trips_, {}, &Trip::at);
    ask();
  }

  void take(const ledger::Row& row) {
    Trip trip;
    trip.plate = ledger::text(row[table::kPlate]);
    trip.colour =
        plate::parse_colour(ledger::text(row[table::kColour])).value_or(plate::Colour::unknown);
    trip.camera_class = ledger::text(row[table::kVehicleClass]);
    trip.at = from_unix_ms(ledger::integer(row[table::kAt])) + count_.asked().shift;
    if (const auto load = parse_json(ledger::text(row[table::kDeclaration]))) {
      trip.tonnes = tonnes_of(*load);
    }
    if (count_.asked().as_known_then) trip.facts = as_known_then(row);
    trips_.push_back(std::move(trip));
  }

  /// What the passage's own entry says its decision saw; a corrected plate is another vehicle.
  std::optional<vehicle::Facts> as_known_then(const ledger::Row& row) const {
    const auto index = static_cast<std::uint64_t>(ledger::integer(row[table::kIndex]));
    const auto entries = plant_.queries.entries(index, 1);
    if (!entries || entries->empty()) return std::nullopt;
    const auto payload = ledger::decode_payload(entries->front().payload);
    if (!payload) return std::nullopt;
    if (payload->text(ledger::Field::plate) != ledger::text(row[table::kPlate])) return {};
    const auto facts = parse_json(payload->text(ledger::Field::facts));
    return facts ? facts_then(*facts) : std::nullopt;
  }

  /// Of a period to come: what drivers said they bring.
  Result<void> take_declared() {
    namespace declared = ledger::declarations;
    const auto& asked = count_.asked();
    if (asked.shift == Milliseconds{0}) return {};
    for (const auto& row : TRY(plant_.queries.rows(declared::kTable))) {
      const auto valid_to = from_unix_ms(ledger::integer(row[declared::kValidTo]));
      const bool waits = ledger::is_null(row[declared::kPassage]);
      if (!waits || ledger::text(row[declared::kDirection]) == "out") continue;
      if (valid_to <= asked.from) continue;
      Trip trip;
      trip.plate = ledger::text(row[declared::kPlate]);
      trip.colour = plate::parse_colour(ledger::text(row[declared::kColour]))
                        .value_or(plate::Colour::unknown);
      trip.at = asked.from;
      const auto quantity = parse_json(ledger::text(row[declared::kQuantity]));
      if (quantity && ledger::text(row[declared::kUnit]) == "t") trip.tonnes = quantity->number();
      trips_.push_back(std::move(trip));
    }
    return {};
  }

  void ask() {
    plant_.executor.post([self = shared_from_this()] {
      auto situations = std::make_shared<std::vector<rules::Situation>>();
      const auto end = std::min(self->next_ + kBatch, self->trips_.size());
      for (auto i = self->next_; i < end; ++i) {
        const auto& trip = self->trips_[i];
        situations->push_back(self->plant_.state.situation(
            trip.plate, trip.colour, trip.camera_class, rules::Direction::in, trip.at));
      }
      self->queries_.post([self, situations] { self->judge(std::move(*situations)); });
    });
  }

  void judge(std::vector<rules::Situation> situations) {
    for (auto& situation : situations) count_.add(trips_[next_++], std::move(situation));
    if (next_ < trips_.size()) return ask();
    finish(count_.result(cut_));
  }

  void finish(Result<Json> result) {
    plant_.executor.post([self = shared_from_this(), result = std::move(result)]() mutable {
      if (result && (*result)["grade"].is_null()) {
        result->set("grade", self->plant_.state.plant()["grade"]);
      }
      self->reply_(std::move(result));
    });
  }

  Plant& plant_;
  Executor& queries_;
  PassageFilter filter_;
  RehearsalCount count_;
  Reply reply_;
  std::vector<Trip> trips_;
  std::size_t next_ = 0;
  bool cut_ = false;
};

}  // namespace

void rehearse(Plant& plant, Executor& queries, const Json& body, Reply reply) {
  auto asked = rehearsal_asked(body, plant.now());
  if (!asked) return reply(std::unexpected(asked.error()));
  std::make_shared<Rehearsal>(plant, queries, *std::move(asked), std::move(reply))->start();
}

}  // namespace cleangate::service
