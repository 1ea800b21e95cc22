#include "store/sqlite/plant_store.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <future>
#include <thread>

#include "base/limits.h"
#include "base/run_loop.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/scenario.h"
#include "store/verify.h"

namespace cleangate::store {
namespace {

using service::Priority;
using service::Reserve;

constexpr const char* kPath = "/cleangate.db";

class PlantStoreTest : public testing::Test {
 protected:
  PlantStoreTest() : plant_({.path = kPath, .create = true, .vfs = vfs_.name()}) {
    EXPECT_TRUE(plant_.open()) << plant_.open_error.message;
  }
  service::Draft passage() { return passage_draft(plant_.loop.wall(), plant_.random); }
  std::shared_ptr<Outcome> append(Reserve reserve = Reserve::no,
                                  Priority priority = Priority::lane) {
    return plant_.append(passage(), reserve, priority);
  }
  std::shared_ptr<Outcome> append_now(Reserve reserve = Reserve::no) {
    const auto outcome = append(reserve);
    plant_.settle();
    EXPECT_TRUE(outcome->answered);
    return outcome;
  }
  static std::uint64_t index_of(const Outcome& outcome) {
    return (*outcome.result)->logged.entry.index;
  }
  VerifyReport report() {
    return verify(kPath, {.keys = {test_verifier_key()}, .vfs = vfs_.name()});
  }
  Database other_program() {
    return Database::open(kPath, {.mode = Database::Mode::read_write, .vfs = vfs_.name()}).value();
  }

  FaultVfs vfs_{"plant-store"};
  TestPlant plant_;
};

TEST_F(PlantStoreTest, GoesOnWhereItStopped) {
  for (int i = 0; i < 3; ++i) append_now();
  plant_.close();
  plant_.options.create = false;
  plant_.options.plant_id.clear();
  ASSERT_TRUE(plant_.open()) << plant_.open_error.message;
  EXPECT_EQ(plant_.store().plant_id(), kTestPlant);
  EXPECT_EQ(plant_.store().origin(), ledger::origin_of(kTestPlant));
  EXPECT_EQ(index_of(*append_now()), 3u);
  EXPECT_EQ(report().verdict, VerifyReport::Verdict::sound);
}

TEST_F(PlantStoreTest, SignsWhenItStopsAndHasNothingLeftToSign) {
  append_now();
  append();
  plant_.store().stop();
  plant_.loop.run_until_idle();
  EXPECT_EQ(plant_.store().status().size, 2u);
  EXPECT_EQ(plant_.store().status().signed_size, 2u);
  EXPECT_EQ(plant_.notes.size(), 2u);
  const auto late = append();
  plant_.loop.run_until_idle();
  EXPECT_EQ(late->result.error().code, ErrorCode::unavailable);
  plant_.store().stop();
}

TEST_F(PlantStoreTest, SignsAtTheNextStartWhatACrashLeftUnsigned) {
  append_now();
  append();
  plant_.store().run_pending();
  EXPECT_EQ(plant_.store().status().signed_size, 1u);
  vfs_.cut_power(0);
  plant_.close();
  SeededRandom fate(1);
  vfs_.restore_power(fate);
  ASSERT_TRUE(plant_.open());
  plant_.settle();
  EXPECT_EQ(plant_.store().status().signed_size, 2u);
}

TEST_F(PlantStoreTest, LetsLanesOvertakeAnImport) {
  std::vector<std::shared_ptr<Outcome>> import;
  for (std::size_t i = 0; i < kMaxGroupCommit * 3; ++i) {
    import.push_back(append(Reserve::no, Priority::bulk));
  }
  const auto lane = append();
  plant_.settle();
  EXPECT_EQ(index_of(*lane), 0u);
  EXPECT_EQ(index_of(*import.front()), 1u);
  EXPECT_EQ(index_of(*import.back()), kMaxGroupCommit * 3);
}

TEST_F(PlantStoreTest, PushesBackWhenTheWriterIsFarBehind) {
  for (std::size_t i = 0; i < kMaxWriterQueue; ++i) {
    plant_.store().append({}, Priority::bulk, Reserve::no, {});
  }
  EXPECT_EQ(plant_.store().status().queued, kMaxWriterQueue);
  const auto refused = append(Reserve::no, Priority::bulk);
  EXPECT_FALSE(refused->answered) << "never inside append()";
  plant_.loop.run_until_idle();
  EXPECT_EQ(refused->result.error().code, ErrorCode::unavailable);
  const auto lane = append_now();
  EXPECT_TRUE(lane->result);
  EXPECT_EQ(plant_.store().status().size, kMaxWriterQueue + 1);
}

TEST_F(PlantStoreTest, WaitsForAnotherProgramOnlyAWhile) {
  Database other = other_program();
  ASSERT_TRUE(other.execute("BEGIN IMMEDIATE"));
  const auto refused = append_now();
  EXPECT_EQ(refused->result.error().code, ErrorCode::unavailable);
  EXPECT_NE(refused->result.error().message.find("another program"), std::string::npos);
  ASSERT_TRUE(other.execute("ROLLBACK"));
  EXPECT_TRUE(append_now()->result);
}

TEST_F(PlantStoreTest, RefusesEverythingOnceTheFileIsDamaged) {
  append_now();
  vfs_.fail(0, SQLITE_CORRUPT, true);
  EXPECT_EQ(append_now()->result.error().code, ErrorCode::corrupt);
  vfs_.heal();
  EXPECT_EQ(append_now(Reserve::yes)->result.error().code, ErrorCode::corrupt);
  plant_.loop.advance(std::chrono::hours(1));
  plant_.settle();
  EXPECT_EQ(plant_.store().status().size, 1u) << "no heartbeat either";
  EXPECT_EQ(plant_.store().status().problem->code, ErrorCode::corrupt);
  plant_.close();
  ASSERT_TRUE(plant_.open()) << "a restart may try again";
  EXPECT_TRUE(append_now()->result);
}

TEST_F(PlantStoreTest, DoesNotOpenALogThatIsShorterThanItsCheckpoint) {
  for (int i = 0; i < 3; ++i) append_now();
  plant_.close();
  ASSERT_TRUE(other_program().execute("DELETE FROM entries WHERE rowid=2"));
  EXPECT_FALSE(plant_.open());
  EXPECT_EQ(plant_.open_error.code, ErrorCode::corrupt);
  EXPECT_NE(plant_.open_error.message.find("entries were lost"), std::string::npos);
}

TEST_F(PlantStoreTest, EndsTheProcessWhenSomebodyElseWritesTheLog) {
  append_now();
  ASSERT_TRUE(other_program().execute(
      "INSERT INTO entries SELECT 1,leaf,entry,payload,salts,media FROM entries"));
  EXPECT_DEATH(append_now(), "log_writer_broken");
}

TEST_F(PlantStoreTest, KeepsTheHeartbeatFromStormingAFullDisk) {
  append_now();
  vfs_.fill([] { return true; });
  std::uint64_t before = vfs_.operations();
  plant_.loop.advance(kHeartbeatInterval);
  plant_.settle();
  const std::uint64_t first = vfs_.operations() - before;
  before = vfs_.operations();
  plant_.settle();
  EXPECT_LT(vfs_.operations() - before, first + 1) << "the next try waits";
  EXPECT_EQ(plant_.store().status().size, 1u);
  EXPECT_EQ(plant_.store().status().problem->code, ErrorCode::full);
  vfs_.fill({});
  plant_.loop.advance(kHeartbeatInterval);
  plant_.settle();
  EXPECT_EQ(plant_.store().status().size, 2u);
  EXPECT_FALSE(plant_.store().status().problem);
}

TEST_F(PlantStoreTest, ShowsWhenItIsNextDue) {
  const MonotonicTime start = plant_.loop.monotonic();
  EXPECT_EQ(plant_.store().next_due(), start + kHeartbeatInterval);
  append_now();
  EXPECT_EQ(plant_.store().next_due(), start + kHeartbeatInterval);
  append_now();
  EXPECT_EQ(plant_.store().next_due(), start + kCheckpointInterval);
  EXPECT_FALSE(plant_.store().run_pending());
}

/// A disk that is full as long as the reserve stands on it.
class FullDisk : public testing::Test {
 protected:
  FullDisk()
      : plant_({.path = (folder_ / "cleangate.db").string(),
                .create = true,
                .reserve_bytes = 4096,
                .free_space = [this](const auto&) -> Result<std::uint64_t> { return free_; },
                .vfs = vfs_.name()}) {
    std::filesystem::create_directory(folder_);
    EXPECT_TRUE(plant_.open()) << plant_.open_error.message;
    EXPECT_TRUE(append(Reserve::no)->result);
    vfs_.fill([this] { return full_ || std::filesystem::exists(reserve_); });
  }
  ~FullDisk() override { std::filesystem::remove_all(folder_); }
  std::shared_ptr<Outcome> append(Reserve reserve) {
    const auto outcome = plant_.append(passage_draft(plant_.loop.wall(), plant_.random), reserve);
    plant_.settle();
    return outcome;
  }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("cleangate-full-{}", ::getpid());
  const std::filesystem::path reserve_ = folder_ / "reserve.bin";
  std::uint64_t free_ = 1u << 20;
  bool full_ = false;
  FaultVfs vfs_{"full-disk"};
  TestPlant plant_;
};

TEST_F(FullDisk, HoldsEntriesAndKeepsTheReserveForExits) {
  const auto entry = append(Reserve::no);
  EXPECT_EQ(entry->result.error().code, ErrorCode::full);
  EXPECT_TRUE(std::filesystem::exists(reserve_));
  EXPECT_TRUE(plant_.store().status().reserve_whole);
  EXPECT_TRUE(append(Reserve::yes)->result);
  EXPECT_FALSE(std::filesystem::exists(reserve_));
  EXPECT_FALSE(plant_.store().status().reserve_whole);
}

TEST_F(FullDisk, DoesNotSpendTheReserveOnEntries) {
  free_ = 0;
  ASSERT_TRUE(append(Reserve::yes)->result);
  const std::uint64_t before = vfs_.operations();
  EXPECT_EQ(append(Reserve::no)->result.error().code, ErrorCode::full);
  EXPECT_EQ(vfs_.operations(), before) << "not even tried";
  EXPECT_TRUE(append(Reserve::yes)->result);
}

TEST_F(FullDisk, RecordsTheExitsOfAGroupAndRefusesItsEntries) {
  free_ = 0;
  const auto draft = [&] { return passage_draft(plant_.loop.wall(), plant_.random); };
  const auto first = plant_.append(draft(), Reserve::no);
  const auto exit = plant_.append(draft(), Reserve::yes);
  const auto last = plant_.append(draft(), Reserve::no);
  plant_.settle();
  EXPECT_EQ(first->result.error().code, ErrorCode::full);
  EXPECT_EQ(last->result.error().code, ErrorCode::full);
  ASSERT_TRUE(exit->result);
  EXPECT_EQ((*exit->result)->logged.entry.index, 1u);
}

TEST_F(FullDisk, TakesEntriesAgainOnceThereIsAmpleRoom) {
  free_ = kReserveMargin * 4096 - 1;
  ASSERT_TRUE(append(Reserve::yes)->result);
  plant_.loop.advance(kReserveRetry);
  EXPECT_EQ(append(Reserve::no)->result.error().code, ErrorCode::full);
  free_ = kReserveMargin * 4096;
  vfs_.fill({});
  EXPECT_EQ(append(Reserve::no)->result.error().code, ErrorCode::full) << "not looked again yet";
  plant_.loop.advance(kReserveRetry);
  plant_.settle();
  EXPECT_TRUE(std::filesystem::exists(reserve_));
  EXPECT_TRUE(append(Reserve::no)->result);
}

TEST_F(FullDisk, StillHoldsEntriesAfterARestart) {
  free_ = 0;
  ASSERT_TRUE(append(Reserve::yes)->result);
  plant_.close();
  ASSERT_TRUE(plant_.open());
  EXPECT_EQ(append(Reserve::no)->result.error().code, ErrorCode::full);
  EXPECT_TRUE(append(Reserve::yes)->result);
}

TEST_F(FullDisk, AnswersFullWhenEvenTheReserveIsSpent) {
  full_ = true;
  EXPECT_EQ(append(Reserve::yes)->result.error().code, ErrorCode::full);
  EXPECT_EQ(append(Reserve::yes)->result.error().code, ErrorCode::full);
  full_ = false;
  EXPECT_TRUE(append(Reserve::yes)->result);
}

TEST(PlantStoreFile, KeepsSixtyFourMegabytesAside) {
  EXPECT_EQ(kReserveFileBytes, std::size_t{64} << 20);
}

/// With its thread and a real file.
class Threaded : public testing::Test {
 protected:
  Threaded() { std::filesystem::create_directory(folder_); }
  ~Threaded() override { std::filesystem::remove_all(folder_); }
  std::unique_ptr<PlantStore> open() {
    PlantStoreOptions options{.path = path_,
                              .plant_id = std::string(kTestPlant),
                              .create = true,
                              .reserve_bytes = 1u << 20};
    options.checkpoint_sinks.push_back([this](const std::string&) { ++notes_; });
    return PlantStore::open(std::move(options), clock_, random_, plant_, test_key()).value();
  }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("cleangate-threads-{}", ::getpid());
  const std::string path_ = (folder_ / "cleangate.db").string();
  SystemClock clock_;
  SystemRandom random_;
  RunLoop plant_{"plant"};
  std::atomic<int> notes_ = 0;
};

TEST_F(Threaded, AnswersEveryAppendOfManyThreadsInCommitOrder) {
  constexpr int kThreads = 4, kEach = 300;
  auto store = open();
  std::vector<std::uint64_t> order;  // the plant's executor only
  std::atomic<int> left = kThreads * kEach;
  std::promise<void> all;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      SeededRandom random(static_cast<std::uint64_t>(t) + 1);
      for (int i = 0; i < kEach; ++i) {
        const auto priority = t == 0 ? Priority::bulk : Priority::lane;
        store->append(passage_draft(clock_.wall(), random), priority, Reserve::no,
                      [&](auto result) {
                        ASSERT_TRUE(result) << result.error().message;
                        order.push_back((*result)->logged.entry.index);
                        if (--left == 0) all.set_value();
                      });
      }
    });
  }
  for (auto& thread : threads) thread.join();
  all.get_future().wait();
  store->stop();
  plant_.stop();
  ASSERT_EQ(order.size(), static_cast<std::size_t>(kThreads * kEach));
  for (std::size_t i = 0; i < order.size(); ++i) ASSERT_EQ(order[i], i);
  EXPECT_GE(notes_.load(), static_cast<int>(order.size() / kCheckpointEntries));
  store.reset();
  EXPECT_EQ(verify(path_, {.keys = {test_verifier_key()}}).verdict, VerifyReport::Verdict::sound);
}

TEST_F(Threaded, WritesWhatIsQueuedBeforeItStops) {
  auto store = open();
  SeededRandom random(1);
  std::atomic<int> done = 0;
  for (int i = 0; i < 500; ++i) {
    store->append(passage_draft(clock_.wall(), random), Priority::bulk, Reserve::no,
                  [&](auto result) { done += result ? 1 : 0; });
  }
  store.reset();
  plant_.stop();
  EXPECT_EQ(done.load(), 500);
}

TEST_F(Threaded, IsVerifiedWhileItWrites) {
  auto store = open();
  SeededRandom random(1);
  std::atomic<int> left = 2000;
  std::promise<void> all;
  for (int i = 0; i < 2000; ++i) {
    store->append(passage_draft(clock_.wall(), random), Priority::bulk, Reserve::no, [&](auto) {
      if (--left == 0) all.set_value();
    });
  }
  for (int round = 0; round < 5; ++round) {
    const auto report = verify(path_, {.keys = {test_verifier_key()}});
    ASSERT_EQ(report.verdict, VerifyReport::Verdict::sound)
        << report.first_line() << " " << report.finding.detail;
  }
  all.get_future().wait();
  store.reset();
  plant_.stop();
}

}  // namespace
}  // namespace cleangate::store
