#pragma once
// A plant with everything below it replaced: a log that folds into memory and commits when the test
// says, a barrier that counts, a photo store that can fail. All on one VirtualLoop. Tests only.

#include <gtest/gtest.h>

#include <optional>
#include <utility>

#include "base/virtual_loop.h"
#include "domain/ledger/memory_rows.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"
#include "service/plant.h"
#include "service/register_vehicle.h"
#include "service/test_log.h"
#include "service/test_ops.h"
#include "service/use_case.h"

namespace cleangate::service::testing {

namespace passages = ledger::passages;
using namespace std::chrono_literals;

inline const Actor kGuard{"guard-1", "guard"};
inline const Actor kAdmin{"admin", "admin"};

class FakeMedia final : public MediaStore {
 public:
  explicit FakeMedia(VirtualLoop& loop) : loop_(loop) {}
  void store(std::shared_ptr<const std::vector<PhotoBytes>> photos, Executor&, Done done) override {
    loop_.post_after(takes, [this, photos, done = std::move(done)]() mutable {
      if (fails) return done(std::unexpected(*fails));
      done(std::vector<MediaLocation>(photos->size()));
    });
  }
  Result<std::string> read(const MediaLocation&, const Hash&) override {
    return fail(ErrorCode::not_found, "no photo");
  }
  Milliseconds takes{0};
  std::optional<Error> fails;

 private:
  VirtualLoop& loop_;
};

class FakeBarrier final : public Barrier {
 public:
  explicit FakeBarrier(VirtualLoop& loop) : loop_(loop) {}
  void open(OpenCommand command, Executor&, Done done) override {
    opens.push_back(std::move(command));
    if (never_answers) return;
    loop_.post([this, done = std::move(done)]() mutable {
      if (fails) return done(std::unexpected(*fails));
      done(Opened{"commanded", "command", Json()});
    });
  }
  void show(const std::string& device, DisplayText text) override {
    shown_by.push_back(device);
    shown.push_back(std::move(text));
  }
  std::vector<OpenCommand> opens;
  std::vector<DisplayText> shown;
  std::vector<std::string> shown_by;
  std::optional<Error> fails;
  bool never_answers = false;  ///< it is on its way

 private:
  VirtualLoop& loop_;
};

/// Rows of the fake log; what no use case asks for is not there.
class FakeQueries final : public Queries {
 public:
  explicit FakeQueries(FakeLog& log) : log_(log) {}
  Result<std::vector<ledger::Row>> passages(const PassageFilter& filter) override {
    std::vector<ledger::Row> out;
    const auto& all = log_.rows.rows(passages::kTable);
    for (auto row = all.rbegin(); row != all.rend() && out.size() < filter.limit; ++row) {
      if (fits(row->second, filter)) out.push_back(row->second);
    }
    return out;
  }
  Result<std::optional<ledger::Row>> passage(const Uuid& id) override {
    return log_.rows.get_by(passages::kTable, "by_id", {to_text(id)});
  }
  Result<FoundRows> find_passages(const PassageFilter&) override { return nothing(); }
  Result<std::vector<ledger::Row>> inside(const PassageFilter&) override { return nothing(); }
  Result<std::int64_t> count_inside() override { return nothing(); }
  Result<FoundRows> find_vehicles(const VehicleFilter&) override { return nothing(); }
  Result<std::vector<ledger::Row>> evidence_of(std::string_view plate,
                                               std::string_view colour) override {
    std::vector<ledger::Row> out;
    for (const auto& [key, row] : log_.rows.rows(ledger::vehicle_evidence::kTable)) {
      if (ledger::text(row[0]) == plate && ledger::text(row[1]) == colour) out.push_back(row);
    }
    return out;
  }
  Result<std::vector<ledger::Row>> stage_statements(std::string_view plate, std::string_view colour,
                                                    std::size_t limit) override {
    std::vector<ledger::Row> out;
    const auto& all = log_.rows.rows(ledger::stage_statements::kTable);
    for (auto row = all.rbegin(); row != all.rend() && out.size() < limit; ++row) {
      if (ledger::text(row->second[1]) == plate && ledger::text(row->second[2]) == colour) {
        out.push_back(row->second);
      }
    }
    return out;
  }
  Result<std::vector<ledger::Row>> verification_queue(std::optional<std::uint64_t>, WallTime,
                                                      std::size_t) override {
    return nothing();
  }
  Result<std::vector<ledger::Row>> find_list_items(std::string_view, std::size_t) override {
    return nothing();
  }
  Result<std::vector<ledger::Row>> shifts(std::optional<std::uint64_t>, std::size_t) override {
    return nothing();
  }
  Result<ShiftCounts> count_shift(std::uint64_t, std::uint64_t) override { return nothing(); }
  Result<std::vector<ledger::Row>> rows(std::string_view table) override {
    std::vector<ledger::Row> out;
    for (const auto& [key, row] : log_.rows.rows(table)) out.push_back(row);
    return out;
  }
  Result<std::vector<RawEntry>> entries(std::uint64_t from, std::size_t limit) override {
    std::vector<RawEntry> out;
    for (auto i = from; i < log_.entries.size() && out.size() < limit; ++i) {
      const auto& logged = log_.entries[i];
      out.push_back({i, encode(logged.entry), encode(logged.payload), "", "", {}});
    }
    return out;
  }
  Result<std::uint64_t> size() override { return log_.entries.size(); }
  Result<std::string> checkpoint() override { return nothing(); }
  Result<std::string> tile(const ledger::TilePath&) override { return nothing(); }
  Result<Hash> subtree(unsigned, std::uint64_t) override { return nothing(); }
  Result<std::vector<MediaLocation>> media_of(std::uint64_t) override { return nothing(); }
  Result<std::vector<ledger::Row>> passages_after(std::uint64_t, std::size_t) override {
    return nothing();
  }

 private:
  static bool fits(const ledger::Row& row, const PassageFilter& filter) {
    const auto at = from_unix_ms(ledger::integer(row[passages::kAt]));
    const auto index = static_cast<std::uint64_t>(ledger::integer(row[passages::kIndex]));
    const auto is = [&](passages::Column column, const std::optional<std::string>& wanted) {
      return !wanted || ledger::text(row[column]) == *wanted;
    };
    return is(passages::kLane, filter.lane) && is(passages::kDirection, filter.direction) &&
           (!filter.from || *filter.from <= at) && (!filter.to || at < *filter.to) &&
           (!filter.before_index || index < *filter.before_index);
  }
  static std::unexpected<Error> nothing() { return fail(ErrorCode::not_found, "not asked for"); }
  FakeLog& log_;
};

/// A plant of grade B: entry lane "in" with camera "cam-in", exit lane "out" with "cam-out", both
/// automatic; kill switch off. Lanes and devices can be set again.
class TestPlant {
 public:
  TestPlant() {
    log.state = &plant.state;
    set("plant", "", R"({"name":"厂","grade":"C","industry":"generic","region":"131082"})");
    set("kill_switch", "", R"({"on":false})");
    set_lane("in", "in");
    set_lane("out", "out");
    set("device", "cam-in", R"({"id":"cam-in","kind":"hikvision","lane":"in"})");
    set("device", "cam-out", R"({"id":"cam-out","kind":"hikvision","lane":"out"})");
  }
  void set(std::string_view subject, std::string_view key, std::string_view json) {
    commit(configuration(plant, subject, key, parse_json(json).value(), kAdmin));
  }
  void set_lane(std::string id, std::string direction, std::string mode = "automatic") {
    set("lane", id,
        R"({"gate":"g","name":")" + id + R"(号","direction":")" + direction + R"(","mode":")" +
            mode + R"("})");
  }
  void set_kill_switch(std::string_view json) { set("kill_switch", "", json); }
  void commit(Draft draft) {
    const auto takes = std::exchange(log.commit_takes, 0ms);
    plant.log.append(std::move(draft), Priority::lane, Reserve::no,
                     [](auto result) { ASSERT_TRUE(result) << result.error().message; });
    loop.run_until_idle();
    log.commit_takes = takes;
  }
  /// A yellow-plated diesel truck above 12 t of that stage ("" = unknown).
  void register_truck(const std::string& plate, std::string stage) {
    const Json ends = Json::object({{"min", stage}, {"max", stage}});
    put_vehicle(plant, plate, "yellow",
                Json::object({{"stage", ends}, {"fuel", "B"}, {"vehicle_class", "H11"}}), kAdmin,
                [](auto result) { ASSERT_TRUE(result) << result.error().message; });
    loop.run_until_idle();
  }
  void start_warning(std::string level = "orange") {
    Draft draft = make_draft(plant, ledger::Kind::warning, kAdmin);
    draft.payload.set(ledger::Field::chain, "w" + std::to_string(++chains_))
        .set(ledger::Field::action, "start")
        .set(ledger::Field::level, std::move(level))
        .set(ledger::Field::effective_at, to_rfc3339(loop.wall()));
    commit(std::move(draft));
  }
  /// All passages, oldest first.
  [[nodiscard]] std::vector<ledger::Row> passages_logged() const {
    std::vector<ledger::Row> out;
    for (const auto& [key, row] : log.rows.rows(passages::kTable)) out.push_back(row);
    return out;
  }
  [[nodiscard]] int logged(ledger::Kind kind) const {
    int count = 0;
    for (const auto& entry : log.entries) count += entry.entry.kind == kind ? 1 : 0;
    return count;
  }

  VirtualLoop loop;
  SeededRandom random{1};
  FakeLog log{loop};
  FakeMedia media{loop};
  FakeQueries queries{log};
  FakeOps ops;
  FakeBarrier barrier{loop};
  FakeFeed live;
  Plant plant{"01990000-0000-7000-8000-000000000000",
              loop,
              random,
              loop,
              log,
              media,
              queries,
              ops,
              loop,
              barrier,
              live,
              {}};

 private:
  int chains_ = 0;
};

}  // namespace cleangate::service::testing
