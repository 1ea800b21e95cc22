// One suite for every store: what service/ may rely on holds for SQLite and in memory alike.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "domain/ledger/memory_rows.h"
#include "domain/ledger/projections/tables.h"
#include "store/memory/memory_log.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/plant_queries.h"
#include "store/sqlite/scenario.h"

namespace cleangate::store {
namespace {

using ledger::Field;
using ledger::Kind;
using service::Draft;
namespace passages = ledger::passages;

/// A store under test with its executor; time moves only by hand.
class Subject {
 public:
  virtual ~Subject() = default;
  virtual service::Log& log() = 0;
  virtual service::Queries& queries() = 0;
  virtual void listen(service::CommitListener& listener) = 0;
  virtual void work() = 0;  ///< one round of the store by the present clock
  VirtualLoop loop;
  SeededRandom random{3};
};

class SqliteSubject final : public Subject {
 public:
  SqliteSubject() : vfs_("contract") {
    PlantStoreOptions options{.path = "/cleangate.db",
                              .plant_id = std::string(kTestPlant),
                              .create = true,
                              .threading = PlantStoreOptions::Threading::manual,
                              .reserve_bytes = 0,
                              .vfs = vfs_.name()};
    store_ = PlantStore::open(std::move(options), loop, random, loop, test_key()).value();
    queries_ = std::make_unique<PlantQueries>("/cleangate.db", vfs_.name());
  }
  service::Log& log() override { return *store_; }
  service::Queries& queries() override { return *queries_; }
  void listen(service::CommitListener& listener) override { store_->add_listener(listener); }
  void work() override {
    while (store_->run_pending()) {
    }
  }

 private:
  FaultVfs vfs_;
  std::unique_ptr<PlantStore> store_;
  std::unique_ptr<PlantQueries> queries_;
};

class MemorySubject final : public Subject {
 public:
  service::Log& log() override { return log_; }
  service::Queries& queries() override { return log_; }
  void listen(service::CommitListener& listener) override { log_.add_listener(listener); }
  void work() override { log_.upkeep(); }

 private:
  MemoryLog log_{std::string(kTestPlant), loop, random, loop, test_key()};
};

class Recorder final : public service::CommitListener {
 public:
  explicit Recorder(std::vector<std::string>& events) : events_(events) {}
  void committed(const std::shared_ptr<const service::Committed>& entry) override {
    events_.push_back(fmt::format("committed {}", entry->logged.entry.index));
    ASSERT_TRUE(rows.apply(entry->changes));
  }
  ledger::MemoryRows rows;  ///< what a listener knows that only sees row changes

 private:
  std::vector<std::string>& events_;
};

template <class Made>
class Store : public testing::Test {
 protected:
  using Done = Result<std::shared_ptr<const service::Committed>>;

  std::shared_ptr<std::optional<Done>> append(Draft draft) {
    auto got = std::make_shared<std::optional<Done>>();
    subject_.log().append(std::move(draft), service::Priority::lane, service::Reserve::no,
                          [got](auto result) { *got = std::move(result); });
    return got;
  }
  Done append_now(Draft draft) {
    const auto got = append(std::move(draft));
    settle();
    EXPECT_TRUE(got->has_value());
    return got->value();
  }
  void settle() {
    subject_.work();
    subject_.loop.run_until_idle();
  }
  Draft passage(std::string_view plate = "冀A12345", std::string_view lane = "1") {
    return passage_draft(subject_.loop.wall(), subject_.random, plate, lane);
  }
  Draft about(Kind kind, const Uuid& id) {
    return about_passage(kind, id, subject_.loop.wall(), subject_.random);
  }
  std::vector<std::int64_t> page(const service::PassageFilter& filter) {
    std::vector<std::int64_t> indexes;
    const auto rows = subject_.queries().passages(filter).value();
    for (const auto& row : rows) {
      indexes.push_back(ledger::integer(row[passages::kIndex]));
    }
    return indexes;
  }
  std::vector<std::int64_t> newest(std::size_t limit) {
    service::PassageFilter filter;
    filter.limit = limit;
    return page(filter);
  }
  service::Queries& queries() { return subject_.queries(); }
  std::uint64_t size() { return queries().size().value(); }

  Made subject_;
};

using Stores = testing::Types<SqliteSubject, MemorySubject>;
class StoreNames {
 public:
  template <class Made>
  static std::string GetName(int) {
    return std::is_same_v<Made, SqliteSubject> ? "Sqlite" : "Memory";
  }
};
TYPED_TEST_SUITE(Store, Stores, StoreNames);

TYPED_TEST(Store, StartsEmpty) {
  EXPECT_EQ(this->size(), 0u);
  EXPECT_EQ(this->queries().checkpoint().error().code, ErrorCode::not_found);
  EXPECT_TRUE(this->queries().entries(0, 10)->empty());
  EXPECT_TRUE(this->page({}).empty());
  EXPECT_EQ(this->queries().tile({0, 0, 1}).error().code, ErrorCode::not_found);
}

TYPED_TEST(Store, AnswersOnTheExecutorAfterTheListeners) {
  std::vector<std::string> events;
  Recorder recorder(events);
  this->subject_.listen(recorder);
  for (int i = 0; i < 3; ++i) {
    this->subject_.log().append(
        this->passage(), service::Priority::lane, service::Reserve::no, [&events](auto result) {
          events.push_back(fmt::format("done {}", (*result)->logged.entry.index));
        });
  }
  this->subject_.work();
  EXPECT_TRUE(events.empty()) << "nothing runs but on the plant's executor";
  this->subject_.loop.run_until_idle();
  const std::vector<std::string> want = {"committed 0", "done 0",      "committed 1",
                                         "done 1",      "committed 2", "done 2"};
  EXPECT_EQ(events, want);
}

TYPED_TEST(Store, GivesListenersAllThatTheTablesHold) {
  std::vector<std::string> events;
  Recorder recorder(events);
  this->subject_.listen(recorder);
  Traffic traffic(this->subject_.loop, 11);
  for (int i = 0; i < 400; ++i) {
    (void)this->append(traffic.next());
    if (i % 7 == 0) this->settle();
    this->subject_.loop.advance(std::chrono::seconds(2));
  }
  this->settle();
  for (const auto& table : ledger::projection_tables()) {
    const auto stored = this->queries().rows(table.name).value();
    std::vector<ledger::Row> seen;
    for (const auto& [key, row] : recorder.rows.rows(table.name)) seen.push_back(row);
    EXPECT_EQ(stored, seen) << table.name;
  }
}

TYPED_TEST(Store, RefusesADuplicateAndGoesOn) {
  Draft first = this->passage();
  Draft twin = first;
  twin.event_id = uuid_v7(this->subject_.loop.wall(), this->subject_.random);
  const auto a = this->append(std::move(first));
  const auto b = this->append(std::move(twin));
  const auto c = this->append(this->passage());
  this->settle();
  EXPECT_TRUE(**a);
  EXPECT_EQ((*b)->error().code, ErrorCode::conflict);
  ASSERT_TRUE(**c);
  EXPECT_EQ((***c)->logged.entry.index, 1u) << "a refused entry leaves no gap";
  EXPECT_EQ(this->size(), 2u);
}

TYPED_TEST(Store, LetsOnlyTheFirstResolutionOfAHoldPass) {
  Draft held = this->passage();
  held.payload.set(Field::verdict, "hold").set(Field::open_until, "2026-12-14T09:00:00+08:00");
  const Uuid id = held.event_id;
  ASSERT_TRUE(this->append_now(std::move(held)));
  const auto resolve = [&] {
    Draft draft = this->about(Kind::resolution, id);
    draft.payload.set(Field::verdict, "admit").set(Field::actor, "guard");
    return this->append(std::move(draft));
  };
  const auto first = resolve(), second = resolve();
  this->settle();
  EXPECT_TRUE(**first);
  EXPECT_EQ((*second)->error().code, ErrorCode::conflict);
  const auto row = this->queries().passage(id).value();
  EXPECT_EQ(ledger::text(row.value()[passages::kHoldState]), "admitted");
}

TYPED_TEST(Store, AppendsAllOrNone) {
  Draft good = this->passage(), same_key = good;
  same_key.event_id = uuid_v7(this->subject_.loop.wall(), this->subject_.random);
  std::optional<Result<std::shared_ptr<const service::Committed>>> got;
  const auto all = [&](std::vector<Draft> drafts) {
    got.reset();
    this->subject_.log().append_all(std::move(drafts), service::Priority::bulk,
                                    [&](auto result) { got = std::move(result); });
    this->settle();
    return *got;
  };
  EXPECT_EQ(all({this->passage(), good, same_key}).error().code, ErrorCode::conflict);
  EXPECT_EQ(this->size(), 0u);
  EXPECT_TRUE(this->queries().rows("passages")->empty());
  const auto done = all({this->passage(), good, this->passage()});
  ASSERT_TRUE(done);
  EXPECT_EQ((*done)->logged.entry.index, 2u) << "the last one is answered";
  EXPECT_EQ(this->size(), 3u);
  EXPECT_EQ(all({}).error().code, ErrorCode::invalid);
}

TYPED_TEST(Store, RefusesMoreThanAQueueInOneTransaction) {
  std::vector<Draft> drafts(kMaxWriterQueue + 1);
  std::optional<ErrorCode> code;
  this->subject_.log().append_all(std::move(drafts), service::Priority::bulk,
                                  [&](auto result) { code = result.error().code; });
  this->settle();
  EXPECT_EQ(code, ErrorCode::too_large);
}

TYPED_TEST(Store, RefusesADraftThatCannotBeSealed) {
  Draft draft = this->passage();
  draft.device = std::string(kMaxDeviceIdBytes, 'd');
  EXPECT_TRUE(this->append_now(draft));
  draft = this->passage();
  draft.device = std::string(kMaxDeviceIdBytes + 1, 'd');
  EXPECT_EQ(this->append_now(draft).error().code, ErrorCode::invalid);
  draft = this->passage();
  draft.locations.pop_back();
  EXPECT_EQ(this->append_now(draft).error().code, ErrorCode::invalid);
}

TYPED_TEST(Store, NeverLetsLogTimeGoBack) {
  ASSERT_TRUE(this->append_now(this->passage()));
  const WallTime before = this->subject_.loop.wall();
  this->subject_.loop.step_wall(-std::chrono::hours(2));
  const auto back = this->append_now(this->passage());
  EXPECT_EQ((*back)->logged.entry.log_time, before);
  this->subject_.loop.step_wall(std::chrono::hours(3));
  const auto on = this->append_now(this->passage());
  EXPECT_EQ((*on)->logged.entry.log_time, before + std::chrono::hours(1));
}

TYPED_TEST(Store, KeepsEntriesThatHashToTheTree) {
  Traffic traffic(this->subject_.loop, 2);
  while (this->size() < 300) {
    for (int i = 0; i < 50; ++i) (void)this->append(traffic.next());
    this->settle();
  }
  std::vector<Hash> leaves;
  while (leaves.size() < this->size()) {
    const auto some = this->queries().entries(leaves.size(), 100).value();
    for (const auto& raw : some) {
      EXPECT_EQ(raw.index, leaves.size());
      EXPECT_EQ(raw.leaf, ledger::leaf_hash(raw.entry));
      const auto entry = ledger::decode_entry(raw.entry).value();
      const auto payload = ledger::decode_payload(raw.payload).value();
      EXPECT_EQ(entry.payload_commitment, ledger::commitment(payload, raw.salts).value());
      EXPECT_EQ(entry.media_root, ledger::media_root(ledger::decode_media(raw.media).value()));
      leaves.push_back(raw.leaf);
    }
  }
  const auto read = [this](unsigned level, std::uint64_t index) {
    return this->queries().subtree(level, index);
  };
  EXPECT_EQ(ledger::tree_root(leaves.size(), read).value(), ledger::root_of(leaves));
  const auto tile = this->queries().tile({0, 0, 256}).value();
  EXPECT_EQ(tile.substr(255 * 32), leaves[255].view());
  EXPECT_EQ(this->queries().tile({1, 0, 1}), std::string(read(8, 0)->view()));
  const std::uint64_t rest = leaves.size() - 256;
  EXPECT_EQ(this->queries().tile({0, 1, rest})->size(), rest * 32);
  EXPECT_EQ(this->queries().tile({0, 1, rest + 1}).error().code, ErrorCode::not_found);
  EXPECT_EQ(this->queries().tile({1, 0, 2}).error().code, ErrorCode::not_found);
  EXPECT_EQ(this->queries().tile({0, std::uint64_t{1} << 62, 1}).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(read(9, 0).error().code, ErrorCode::not_found);
  EXPECT_EQ(read(64, 0).error().code, ErrorCode::not_found);
}

TYPED_TEST(Store, SignsACheckpointWithGrowthAndEveryMinute) {
  const auto signed_size = [this] {
    const auto note = this->queries().checkpoint();
    if (!note) return std::uint64_t{0};
    return ledger::parse_checkpoint(ledger::open_note(*note, {test_verifier_key()}).value())->size;
  };
  ASSERT_TRUE(this->append_now(this->passage()));
  this->settle();
  EXPECT_EQ(signed_size(), 1u);
  ASSERT_TRUE(this->append_now(this->passage()));
  this->subject_.loop.advance(kCheckpointInterval - Milliseconds(1));
  this->settle();
  EXPECT_EQ(signed_size(), 1u);
  this->subject_.loop.advance(Milliseconds(1));
  this->settle();
  EXPECT_EQ(signed_size(), 2u);
  for (std::size_t i = 0; i < kCheckpointEntries - 1; ++i) (void)this->append(this->passage());
  this->settle();
  EXPECT_EQ(signed_size(), 2u);
  ASSERT_TRUE(this->append_now(this->passage()));
  EXPECT_EQ(signed_size(), 2 + kCheckpointEntries) << "without waiting for the minute";
}

TYPED_TEST(Store, WritesAHeartbeatAfterFiveSilentMinutes) {
  ASSERT_TRUE(this->append_now(this->passage()));
  this->subject_.loop.advance(kHeartbeatInterval - Milliseconds(1));
  this->settle();
  EXPECT_EQ(this->size(), 1u);
  this->subject_.loop.advance(Milliseconds(1));
  this->settle();
  ASSERT_EQ(this->size(), 2u);
  const auto beat = this->queries().entries(1, 1).value().at(0);
  EXPECT_EQ(ledger::decode_entry(beat.entry)->kind, Kind::heartbeat);
  this->subject_.loop.advance(kHeartbeatInterval);
  this->settle();
  EXPECT_EQ(this->size(), 3u);
}

TYPED_TEST(Store, RemembersWherePhotosLie) {
  Draft draft = this->passage();
  draft.locations = {{7, std::uint64_t{5} << 33, 123}, {8, 0, 0xffffffff}};
  const auto want = draft.locations;
  ASSERT_TRUE(this->append_now(std::move(draft)));
  EXPECT_EQ(this->queries().media_of(0), want);
  EXPECT_TRUE(this->queries().media_of(1)->empty());
}

TYPED_TEST(Store, PagesPassagesNewestFirst) {
  for (int i = 0; i < 7; ++i) ASSERT_TRUE(this->append_now(this->passage()));
  service::PassageFilter filter;
  filter.limit = 3;
  EXPECT_EQ(this->page(filter), (std::vector<std::int64_t>{6, 5, 4}));
  filter.before_index = 4;
  EXPECT_EQ(this->page(filter), (std::vector<std::int64_t>{3, 2, 1}));
  filter.before_index = 1;
  EXPECT_EQ(this->page(filter), (std::vector<std::int64_t>{0}));
  filter.before_index = 0;
  EXPECT_TRUE(this->page(filter).empty());
}

TYPED_TEST(Store, HoldsPagesToTheirLimit) {
  for (std::size_t i = 0; i < kMaxPage + 3; ++i) (void)this->append(this->passage());
  this->settle();
  // One more than a page tells whether there is a next one.
  EXPECT_EQ(this->newest(kMaxPage + 2).size(), kMaxPage + 1);
  EXPECT_EQ(this->newest(kMaxPage + 1).size(), kMaxPage + 1);
  EXPECT_EQ(this->newest(kMaxPage).size(), kMaxPage);
  EXPECT_EQ(this->newest(1).size(), 1u);
  EXPECT_EQ(this->newest(0).size(), 1u);
  EXPECT_EQ(this->queries().entries(0, kMaxPage + 1)->size(), kMaxPage);
  EXPECT_EQ(this->queries().entries(kMaxPage, kMaxPage)->size(), 3u);
}

TYPED_TEST(Store, FindsAPassageByItsId) {
  Draft draft = this->passage("京A00001");
  const Uuid id = draft.event_id;
  EXPECT_EQ(this->queries().passage(id).value(), std::nullopt);
  ASSERT_TRUE(this->append_now(std::move(draft)));
  const auto row = this->queries().passage(id).value();
  ASSERT_TRUE(row);
  EXPECT_EQ(ledger::text((*row)[passages::kPlate]), "京A00001");
}

TYPED_TEST(Store, KnowsNoOtherTables) {
  EXPECT_EQ(this->queries().rows("sqlite_schema").error().code, ErrorCode::not_found);
}

TYPED_TEST(Store, TellsALiveClientWhatChangedSince) {
  std::vector<Uuid> ids;
  for (int i = 0; i < 3; ++i) {
    Draft draft = this->passage();
    ids.push_back(draft.event_id);
    ASSERT_TRUE(this->append_now(std::move(draft)));
  }
  Draft crossed = this->about(Kind::outcome, ids[0]);
  crossed.payload.set(Field::outcome, "crossed");
  ASSERT_TRUE(this->append_now(std::move(crossed)));
  const auto since = [this](std::uint64_t after, std::size_t limit) {
    std::vector<std::int64_t> out;
    const auto rows = this->queries().passages_after(after, limit).value();
    for (const auto& row : rows) {
      out.push_back(ledger::integer(row[passages::kIndex]));
    }
    return out;
  };
  EXPECT_EQ(since(1, 10), (std::vector<std::int64_t>{2, 0}));
  EXPECT_EQ(since(0, 2), (std::vector<std::int64_t>{1, 2}));
  EXPECT_TRUE(since(3, 10).empty());
  EXPECT_TRUE(since(~std::uint64_t{0}, 10).empty());
}

/// All filters alone and together, against the plainest reading of all rows.
TYPED_TEST(Store, FiltersPassagesAsAPlainReadingDoes) {
  Traffic traffic(this->subject_.loop, 21);
  for (int i = 0; i < 900; ++i) {
    (void)this->append(traffic.next());
    if (i % 20 == 0) this->settle();
    this->subject_.loop.advance(std::chrono::seconds(60));
    // An operator turns the clock: log times stand still for a while.
    if (i == 500) this->subject_.loop.step_wall(-std::chrono::hours(4));
  }
  this->settle();
  const auto all = this->queries().rows("passages").value();
  ASSERT_GT(all.size(), 200u);
  const WallTime begin = from_unix_ms(ledger::integer(all.front()[passages::kAt]));
  SeededRandom dice(4);
  std::size_t found = 0;
  for (int round = 0; round < 400; ++round) {
    service::PassageFilter filter;
    const auto& sample = all[dice.below(all.size())];
    const auto maybe = [&](std::optional<std::string>& field, passages::Column column) {
      if (dice.below(4) == 0) field = std::string(ledger::text(sample[column]));
    };
    maybe(filter.plate, passages::kPlate);
    maybe(filter.lane, passages::kLane);
    maybe(filter.direction, passages::kDirection);
    maybe(filter.verdict, passages::kVerdict);
    maybe(filter.outcome, passages::kOutcome);
    if (dice.below(2) == 0) filter.from = begin + std::chrono::minutes(dice.below(800));
    if (dice.below(2) == 0) filter.to = begin + std::chrono::minutes(dice.below(1000));
    if (dice.below(3) == 0) filter.before_index = dice.below(1000);
    filter.limit = 1 + dice.below(30);
    std::vector<std::int64_t> want;
    for (auto row = all.rbegin(); row != all.rend() && want.size() < filter.limit; ++row) {
      const auto fits = [&](const auto& wanted, passages::Column column) {
        return !wanted || ledger::text((*row)[column]) == *wanted;
      };
      const std::int64_t at = ledger::integer((*row)[passages::kAt]);
      const std::int64_t index = ledger::integer((*row)[passages::kIndex]);
      if (fits(filter.plate, passages::kPlate) && fits(filter.lane, passages::kLane) &&
          fits(filter.direction, passages::kDirection) &&
          fits(filter.verdict, passages::kVerdict) && fits(filter.outcome, passages::kOutcome) &&
          (!filter.from || at >= to_unix_ms(*filter.from)) &&
          (!filter.to || at < to_unix_ms(*filter.to)) &&
          (!filter.before_index || index < static_cast<std::int64_t>(*filter.before_index))) {
        want.push_back(index);
      }
    }
    found += want.size();
    ASSERT_EQ(this->page(filter), want) << "round " << round;
  }
  EXPECT_GT(found, 500u) << "the filters found next to nothing: the test tests nothing";
}

}  // namespace
}  // namespace cleangate::store
