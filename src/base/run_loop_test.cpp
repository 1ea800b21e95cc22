#include "base/run_loop.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <vector>

namespace cleangate {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

/// Waits until all that was posted before has run.
void settle(RunLoop& loop) {
  std::promise<void> done;
  loop.post([&] { done.set_value(); });
  done.get_future().wait();
}

TEST(RunLoop, RunsTasksInTheOrderPostedOnOneOtherThread) {
  RunLoop loop("test-loop");
  std::vector<int> ran;
  std::thread::id where;
  for (int i = 0; i < 1000; ++i) {
    loop.post([&, i] {
      ran.push_back(i);
      where = std::this_thread::get_id();
    });
  }
  settle(loop);
  ASSERT_EQ(ran.size(), 1000u);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(ran[i], i);
  EXPECT_NE(where, std::this_thread::get_id());
}

TEST(RunLoop, NeverRunsTwoTasksAtOnceHoweverManyThreadsPost) {
  RunLoop loop;
  int counter = 0;  // no lock: the strand is the lock
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i) loop.post([&] { ++counter; });
    });
  }
  for (auto& thread : threads) thread.join();
  settle(loop);
  EXPECT_EQ(counter, 2000);
}

TEST(RunLoop, TimersRunInOrderOfTheirTimesAndNotTooEarly) {
  RunLoop loop;
  const SystemClock clock;
  const MonotonicTime start = clock.monotonic();
  std::vector<int> ran;
  MonotonicTime first{};
  std::promise<void> done;
  loop.post_after(milliseconds{30}, [&] {
    ran.push_back(30);
    done.set_value();
  });
  loop.post_after(milliseconds{10}, [&] {
    ran.push_back(10);
    first = clock.monotonic();
  });
  loop.post_after(milliseconds{20}, [&] { ran.push_back(20); });
  done.get_future().wait();
  EXPECT_EQ(ran, (std::vector<int>{10, 20, 30}));
  EXPECT_GE(first - start, milliseconds{10});
}

TEST(RunLoop, ANewEarlierTimerWakesTheSleepingLoop) {
  RunLoop loop;
  loop.post_after(hours{1}, [] {});
  settle(loop);
  std::promise<void> done;
  loop.post_after(milliseconds{1}, [&] { done.set_value(); });
  EXPECT_EQ(done.get_future().wait_for(std::chrono::seconds{20}), std::future_status::ready);
}

TEST(RunLoop, ACancelledTimerNeverRuns) {
  RunLoop loop;
  std::atomic<int> ran{0};
  const auto id = loop.post_after(hours{1}, [&] { ++ran; });
  EXPECT_TRUE(loop.cancel(id));
  EXPECT_FALSE(loop.cancel(id));
  const auto quick = loop.post_after(milliseconds{0}, [&] { ++ran; });
  settle(loop);
  EXPECT_EQ(ran, 1);
  EXPECT_FALSE(loop.cancel(quick)) << "it ran already";
}

TEST(RunLoop, CancelStopsATimerThatIsDueButHasNotRunYet) {
  RunLoop loop;
  std::promise<void> entered, go_on;
  loop.post([&] {
    entered.set_value();
    go_on.get_future().wait();
  });
  entered.get_future().wait();
  bool ran = false;
  const auto id = loop.post_after(milliseconds{0}, [&] { ran = true; });
  EXPECT_TRUE(loop.cancel(id));
  go_on.set_value();
  settle(loop);
  EXPECT_FALSE(ran);
}

TEST(RunLoop, StopRunsWhatIsPostedAndDropsTimersToCome) {
  auto alive = std::make_shared<int>(0);
  RunLoop loop;
  std::vector<int> ran;
  bool timer_ran = false;
  loop.post_after(hours{1}, [&, alive] { timer_ran = true; });
  for (int i = 0; i < 100; ++i) loop.post([&, i] { ran.push_back(i); });
  loop.post([&] { loop.post([&] { ran.push_back(1000); }); });
  loop.stop();
  EXPECT_EQ(ran.size(), 101u);
  EXPECT_EQ(ran.back(), 1000) << "what a task posts is posted";
  EXPECT_FALSE(timer_ran);
  EXPECT_EQ(alive.use_count(), 1) << "what a dropped timer held is freed";
  loop.stop();
}

TEST(RunLoop, AfterStopNothingRunsAndNothingHangs) {
  auto alive = std::make_shared<int>(0);
  RunLoop loop;
  loop.stop();
  bool ran = false;
  loop.post([&, alive] { ran = true; });
  EXPECT_FALSE(loop.cancel(loop.post_after(milliseconds{0}, [&] { ran = true; })));
  EXPECT_FALSE(ran);
  EXPECT_EQ(alive.use_count(), 1);
}

TEST(RunLoop, StopFromTwoThreadsEndsOnce) {
  RunLoop loop;
  int ran = 0;
  loop.post([&] { ++ran; });
  std::thread other([&] { loop.stop(); });
  loop.stop();
  other.join();
  EXPECT_EQ(ran, 1);
}

TEST(RunLoop, TasksThatPostWhenTheyAreDestroyedDoNotDeadlock) {
  RunLoop loop;
  struct Poster {
    RunLoop* loop;
    ~Poster() {
      loop->post([] {});
    }
  };
  const auto id = loop.post_after(hours{1}, [p = std::make_unique<Poster>(&loop)] {});
  EXPECT_TRUE(loop.cancel(id));
  loop.post([p = std::make_unique<Poster>(&loop)] {});
  loop.post_after(hours{1}, [p = std::make_unique<Poster>(&loop)] {});
  loop.stop();
}

TEST(RunLoop, TheDestructorStops) {
  int ran = 0;
  {
    RunLoop loop;
    loop.post([&] { ++ran; });
  }
  EXPECT_EQ(ran, 1);
}

}  // namespace
}  // namespace cleangate
