// The lane on a real log whose disk is full: entries hold, exits and the guard go on by the
// reserve.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/limits.h"
#include "service/gate_keeper.h"
#include "service/testing.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/plant_queries.h"
#include "store/sqlite/scenario.h"

namespace cleangate::store {
namespace {

using service::testing::FakeBarrier;
using service::testing::FakeFeed;
using service::testing::FakeMedia;
using service::testing::FakeOps;

/// A plant with an entry and an exit lane over a store whose disk fills when the test says.
class LaneOnAFullDisk : public testing::Test, service::CommitListener {
 protected:
  LaneOnAFullDisk() {
    here_.store().add_listener(*this);
    configure("plant", "", R"({"grade":"B","region":"131082"})");
    configure("kill_switch", "", R"({"on":false})");
    for (const std::string way : {"in", "out"}) {
      configure("lane", way, R"({"direction":")" + way + R"(","mode":"automatic"})");
      configure("device", "cam-" + way, R"({"kind":"vzenith","lane":")" + way + R"("})");
    }
  }
  ~LaneOnAFullDisk() override {
    here_.close();
    std::filesystem::remove_all(folder_);
  }
  void committed(const std::shared_ptr<const service::Committed>& entry) override {
    for (const auto& change : entry->changes) {
      plant_.state.apply(change);
      if (change.table == ledger::passages::kTable) row_ = change.row;
    }
  }
  PlantStore& opened() {
    std::filesystem::create_directory(folder_);
    if (!here_.open()) throw std::runtime_error(here_.open_error.message);
    return here_.store();
  }
  void configure(std::string_view subject, const std::string& key, const std::string& json) {
    auto draft = service::configuration(plant_, subject, key, *parse_json(json), {"a", "admin"});
    (void)here_.append(std::move(draft));
    here_.settle();
  }
  /// The disk is full as long as the reserve stands on it, and has no room for a new one.
  void fill() {
    free_ = 0;
    vfs_.fill([this] { return std::filesystem::exists(folder_ / "reserve.bin"); });
  }
  service::SightingAnswer arrive(const std::string& plate, const std::string& device) {
    gate::Sighting sighting;
    sighting.device = device;
    sighting.vendor_key = plate + device;
    sighting.plate = plate;
    sighting.colour = plate::Colour::blue;
    sighting.received = here_.loop.wall();
    sighting.received_monotonic = here_.loop.monotonic();
    std::optional<service::SightingAnswer> told;
    keeper_.sighting(std::move(sighting), {}, {true, [] { return false; }},
                     [&](service::SightingAnswer answer) { told = std::move(answer); });
    here_.settle();
    if (!told) throw std::runtime_error("not answered");
    told->after_reply(true);
    here_.settle();
    return *std::move(told);
  }
  [[nodiscard]] std::string last(std::size_t column) const {
    return std::string(ledger::text(row_.at(column)));
  }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("cleangate-lane-full-{}", ::getpid());
  std::uint64_t free_ = 1u << 20;
  FaultVfs vfs_{"lane-full-disk"};
  TestPlant here_{{.path = (folder_ / "cleangate.db").string(),
                   .create = true,
                   .reserve_bytes = 4096,
                   .free_space = [this](const auto&) -> Result<std::uint64_t> { return free_; },
                   .vfs = vfs_.name()}};
  FakeMedia media_{here_.loop};
  FakeBarrier barrier_{here_.loop};
  FakeOps ops_;
  FakeFeed feed_;
  PlantQueries queries_{(folder_ / "cleangate.db").string(), vfs_.name()};
  service::Plant plant_{std::string(kTestPlant),
                        here_.loop,
                        here_.random,
                        here_.loop,
                        opened(),
                        media_,
                        queries_,
                        ops_,
                        here_.loop,
                        barrier_,
                        feed_,
                        {}};
  service::GateKeeper keeper_{plant_};
  ledger::Row row_;
};

TEST_F(LaneOnAFullDisk, EntriesHoldExitsAndLiftsAreRecordedAndRoomEndsIt) {
  EXPECT_TRUE(arrive("冀A00001", "cam-in").open);
  fill();
  const auto held = arrive("冀A00002", "cam-in");
  EXPECT_FALSE(held.open);
  EXPECT_FALSE(held.recorded);
  EXPECT_EQ(held.display.colour, "amber");
  ASSERT_EQ(feed_.alerts.size(), 1u);
  EXPECT_EQ(feed_.alerts[0]["cause"].text(), "full");
  EXPECT_EQ(keeper_.not_recorded(), 1u);

  EXPECT_TRUE(arrive("冀A00003", "cam-out").open);
  EXPECT_EQ(last(ledger::passages::kPlate), "冀A00003");
  EXPECT_EQ(last(ledger::passages::kActuation), "reply_written");
  EXPECT_EQ(last(ledger::passages::kOutcome), "crossed");
  EXPECT_FALSE(here_.store().status().reserve_whole);

  std::optional<bool> lifted;
  keeper_.open_lane("in", Json::object({{"reason", "消防车"}}), {"guard", "guard"},
                    [&](auto result) { lifted = result.has_value(); });
  here_.settle();
  EXPECT_EQ(lifted, true);
  EXPECT_EQ(barrier_.opens.size(), 1u);

  EXPECT_FALSE(arrive("冀A00004", "cam-in").open) << "the reserve is not for entries";
  free_ = 1u << 20;
  vfs_.fill({});
  here_.loop.advance(kReserveRetry);
  here_.settle();
  EXPECT_TRUE(arrive("冀A00005", "cam-in").open);
}

}  // namespace
}  // namespace cleangate::store
