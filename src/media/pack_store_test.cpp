#include "media/pack_store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <map>
#include <mutex>
#include <thread>

#include "base/limits.h"
#include "base/run_loop.h"
#include "base/virtual_loop.h"
#include "media/memory_disk.h"

namespace cleangate::media {
namespace {

using namespace std::chrono_literals;
using Operation = MemoryDisk::Operation;
using Answer = Result<std::vector<MediaLocation>>;

std::shared_ptr<const std::vector<PhotoBytes>> photos(std::initializer_list<std::string> all) {
  auto out = std::make_shared<std::vector<PhotoBytes>>();
  for (const auto& bytes : all) out->push_back({bytes, sha256(bytes)});
  return out;
}

/// Collects answers by request; waits for them across threads.
class Answers {
 public:
  service::MediaStore::Done expect(int request) {
    return [this, request](Answer answer) {
      const std::scoped_lock lock(mutex_);
      EXPECT_TRUE(all_.emplace(request, std::move(answer)).second) << "answered twice";
    };
  }
  /// Runs the loop until `count` answers are there; time stands still.
  void wait(VirtualLoop& loop, std::size_t count) {
    while (size() < count) {
      loop.run_until_idle();
      std::this_thread::yield();
    }
  }
  std::size_t size() {
    const std::scoped_lock lock(mutex_);
    return all_.size();
  }
  const Answer& of(int request) {
    const std::scoped_lock lock(mutex_);
    return all_.at(request);
  }
  ErrorCode error_of(int request) {
    const auto& answer = of(request);
    EXPECT_FALSE(answer);
    return answer ? ErrorCode::internal : answer.error().code;
  }

 private:
  std::mutex mutex_;
  std::map<int, Answer> all_;
};

class PackStoreTest : public testing::Test {
 protected:
  void open() {
    store_ = PackStore::open({.folder = "/media", .keep_free_bytes = 1 << 20}, disk_, loop_);
  }
  void SetUp() override { open(); }
  void TearDown() override {
    disk_->release();
    store_.reset();
    loop_.run_until_idle();
  }
  void store(int request, std::initializer_list<std::string> all) {
    store_->store(photos(all), loop_, answers_.expect(request));
  }

  std::shared_ptr<MemoryDisk> disk_ = std::make_shared<MemoryDisk>();
  VirtualLoop loop_;
  Answers answers_;
  std::unique_ptr<PackStore> store_;
};

TEST_F(PackStoreTest, AnswersWithTheLocationsOnceTheyAreDurable) {
  store(1, {"scene", "plate"});
  answers_.wait(loop_, 1);
  ASSERT_TRUE(answers_.of(1));
  const auto locations = *answers_.of(1);
  ASSERT_EQ(locations.size(), 2u);
  SeededRandom random(1);
  disk_->crash(random);
  EXPECT_EQ(store_->read(locations[0], sha256("scene")).value(), "scene");
  EXPECT_EQ(store_->read(locations[1], sha256("plate")).value(), "plate");
}

TEST_F(PackStoreTest, AnswersAPassageWithoutPhotosAtOnce) {
  store(1, {});
  answers_.wait(loop_, 1);
  EXPECT_TRUE(answers_.of(1).value().empty());
  EXPECT_EQ(disk_->syncs(), 0u);
}

TEST_F(PackStoreTest, WhatQueuesDuringASyncSharesTheNext) {
  disk_->hang();
  store(0, {"first"});
  disk_->wait_for_hang();
  for (int request = 1; request <= 20; ++request) store(request, {"a", "b"});
  disk_->release();
  answers_.wait(loop_, 21);
  EXPECT_EQ(disk_->syncs(), 2u);
  for (int request = 0; request <= 20; ++request) EXPECT_TRUE(answers_.of(request));
  EXPECT_EQ(store_->counters().photos, 41u);
  EXPECT_EQ(store_->counters().bytes, 45u);
  EXPECT_EQ(store_->counters().syncs, 2u);
}

TEST_F(PackStoreTest, AGroupIsBounded) {
  disk_->hang();
  store(0, {"first"});
  disk_->wait_for_hang();
  const int requests = kMaxMediaGroupPhotos / 2 + 1;  // one request of two photos too many
  for (int request = 1; request <= requests; ++request) store(request, {"a", "b"});
  disk_->release();
  answers_.wait(loop_, requests + 1);
  EXPECT_EQ(disk_->syncs(), 3u);
}

TEST_F(PackStoreTest, AHungDiskIsAnsweredAfterOneSecondAndTheLateSyncIgnored) {
  disk_->hang();
  store(1, {"photo"});
  disk_->wait_for_hang();
  loop_.advance(kMediaAnswerLimit - 1ms);
  EXPECT_EQ(answers_.size(), 0u);
  loop_.advance(1ms);
  EXPECT_EQ(answers_.error_of(1), ErrorCode::unavailable);
  disk_->release();
  store(2, {"later"});  // welcome or not: the sync may not have ended yet
  answers_.wait(loop_, 2);
  EXPECT_EQ(store_->counters().late, 1u);
}

TEST_F(PackStoreTest, NobodyWaitsForADiskKnownToHang) {
  disk_->hang();
  store(1, {"photo"});
  disk_->wait_for_hang();
  store(2, {"queued"});
  loop_.advance(kMediaAnswerLimit);
  EXPECT_EQ(answers_.error_of(2), ErrorCode::unavailable);
  store(3, {"next"});
  loop_.run_until_idle();
  EXPECT_EQ(answers_.error_of(3), ErrorCode::unavailable);
  disk_->release();
  for (int request = 4;; ++request) {  // until the writer has seen the end of its sync
    store(request, {"again"});
    answers_.wait(loop_, static_cast<std::size_t>(request));
    if (answers_.of(request)) break;
    ASSERT_LT(request, 1'000'000);
  }
  EXPECT_EQ(store_->counters().photos, 2u);  // the queued one was given up and never written
}

TEST_F(PackStoreTest, ADeadDiskIsLeftAloneForAWhileAndThenTriedInANewPack) {
  store(1, {"kept"});
  answers_.wait(loop_, 1);
  disk_->fail_next(Operation::sync, ErrorCode::unavailable);
  store(2, {"lost"});
  answers_.wait(loop_, 2);
  EXPECT_EQ(answers_.error_of(2), ErrorCode::unavailable);
  store(3, {"too soon"});
  loop_.run_until_idle();
  EXPECT_EQ(answers_.error_of(3), ErrorCode::unavailable);
  loop_.advance(kMediaRetryFirst - 1ms);
  store(4, {"too soon"});
  loop_.run_until_idle();
  EXPECT_EQ(answers_.error_of(4), ErrorCode::unavailable);
  loop_.advance(1ms);
  store(5, {"again"});
  answers_.wait(loop_, 5);
  ASSERT_TRUE(answers_.of(5));
  EXPECT_EQ(answers_.of(5)->at(0).pack, 2u);
  EXPECT_EQ(store_->read(answers_.of(1)->at(0), sha256("kept")).value(), "kept");
}

TEST_F(PackStoreTest, TheWaitDoublesWhileTheDiskStaysDead) {
  disk_->fail_next(Operation::sync, ErrorCode::unavailable, 1000);
  Milliseconds wait = kMediaRetryFirst;
  int request = 0;
  for (int round = 0; round < 9; ++round) {
    const auto failures = store_->counters().failures;
    store(++request, {"photo"});
    answers_.wait(loop_, static_cast<std::size_t>(request));
    EXPECT_EQ(store_->counters().failures, failures + 1) << "round " << round;
    store(++request, {"stamps the time of the failure"});
    loop_.advance(wait - 1ms);
    store(++request, {"too soon"});
    loop_.advance(1ms);
    EXPECT_EQ(store_->counters().failures, failures + 1) << "round " << round;
    wait = std::min<Milliseconds>(2 * wait, kMediaRetryMost);
  }
}

TEST_F(PackStoreTest, AFullDiskIsAskedAgainAtOnce) {
  disk_->set_capacity(1 << 20);
  store(1, {"photo"});
  answers_.wait(loop_, 1);
  EXPECT_EQ(answers_.error_of(1), ErrorCode::full);
  disk_->set_capacity(2 << 20);
  store(2, {"photo"});
  answers_.wait(loop_, 2);
  EXPECT_TRUE(answers_.of(2));
}

TEST_F(PackStoreTest, TheQueueIsBoundedByRequests) {
  disk_->hang();
  store(0, {"first"});
  disk_->wait_for_hang();
  for (int request = 1; request <= static_cast<int>(kMaxMediaQueue) + 1; ++request) {
    store(request, {"photo"});
  }
  loop_.run_until_idle();
  ASSERT_EQ(answers_.size(), 1u);
  EXPECT_EQ(answers_.error_of(kMaxMediaQueue + 1), ErrorCode::unavailable);
  disk_->release();
  answers_.wait(loop_, kMaxMediaQueue + 2);
  EXPECT_TRUE(answers_.of(kMaxMediaQueue));
}

TEST_F(PackStoreTest, TheQueueIsBoundedByBytes) {
  disk_->hang();
  store(0, {"first"});
  disk_->wait_for_hang();
  const auto large = photos({std::string(kMaxBodyBytes - 4096, 'l')});  // 16 MB as a record
  const int fitting = kMaxMediaQueueBytes / kMaxBodyBytes;
  for (int request = 1; request <= fitting + 1; ++request) {
    store_->store(large, loop_, answers_.expect(request));
  }
  loop_.run_until_idle();
  ASSERT_EQ(answers_.size(), 1u);
  EXPECT_EQ(answers_.error_of(fitting + 1), ErrorCode::unavailable);
  disk_->set_capacity(0);  // spares us writing them
  disk_->release();
  answers_.wait(loop_, static_cast<std::size_t>(fitting) + 2);
}

TEST_F(PackStoreTest, APhotoLongerThanAnyMessageIsRefused) {
  store(1, {std::string(kMaxBodyBytes, 'x')});
  store(2, {std::string(kMaxBodyBytes + 1, 'x')});
  answers_.wait(loop_, 2);
  EXPECT_TRUE(answers_.of(1));
  EXPECT_EQ(answers_.error_of(2), ErrorCode::too_large);
}

TEST_F(PackStoreTest, TheEndFinishesWhatIsQueued) {
  for (int request = 0; request < 50; ++request) store(request, {"photo"});
  store_.reset();
  answers_.wait(loop_, 50);
  for (int request = 0; request < 50; ++request) EXPECT_TRUE(answers_.of(request));
}

TEST_F(PackStoreTest, AHungDiskDoesNotHoldTheEnd) {
  disk_->hang();
  store(1, {"photo"});
  disk_->wait_for_hang();
  const auto before = std::chrono::steady_clock::now();
  store_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - before, kMediaStopLimit + 1s);
  loop_.advance(kMediaAnswerLimit);
  EXPECT_EQ(answers_.error_of(1), ErrorCode::unavailable);
  // The writer ends by itself, and posts nothing to executors that may be gone.
  disk_->release();
  while (disk_.use_count() > 1) std::this_thread::yield();
  EXPECT_EQ(loop_.next_due(), std::nullopt);
}

TEST_F(PackStoreTest, ManyLanesAreServedOnTheirOwnExecutors) {
  constexpr int kLanes = 4;
  constexpr int kEach = 50;  // together fewer than kMaxMediaQueue
  std::atomic<int> good = 0;
  std::atomic<int> elsewhere = 0;
  std::vector<std::unique_ptr<RunLoop>> lanes;
  std::vector<std::thread> callers;
  for (int lane = 0; lane < kLanes; ++lane) {
    lanes.push_back(std::make_unique<RunLoop>("lane"));
    callers.emplace_back([&, loop = lanes.back().get()] {
      std::promise<std::thread::id> id;
      loop->post([&] { id.set_value(std::this_thread::get_id()); });
      const auto own = id.get_future().get();
      for (int i = 0; i < kEach; ++i) {
        store_->store(photos({"scene", "plate"}), *loop, [&, own](Answer answer) {
          if (answer) ++good;
          if (std::this_thread::get_id() != own) ++elsewhere;
        });
      }
    });
  }
  for (auto& caller : callers) caller.join();
  store_.reset();  // finishes the queue
  for (auto& lane : lanes) lane->stop();
  EXPECT_EQ(good, kLanes * kEach);
  EXPECT_EQ(elsewhere, 0);
}

}  // namespace
}  // namespace cleangate::media
