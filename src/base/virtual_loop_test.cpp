#include "base/virtual_loop.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace cleangate {
namespace {

using std::chrono::hours;

TEST(VirtualLoop, TimeStandsStillUntilItIsMoved) {
  VirtualLoop loop(from_unix_ms(1000));
  const MonotonicTime start = loop.monotonic();
  EXPECT_EQ(loop.wall(), from_unix_ms(1000));
  EXPECT_GT(start, MonotonicTime{});
  loop.advance(Milliseconds{250});
  EXPECT_EQ(loop.wall(), from_unix_ms(1250));
  EXPECT_EQ(loop.monotonic() - start, Milliseconds{250});
  loop.advance(Milliseconds{-5});
  EXPECT_EQ(loop.wall(), from_unix_ms(1250)) << "time never goes back";
  EXPECT_EQ(to_rfc3339(VirtualLoop().wall()), "2026-12-14T08:00:00.000+08:00");
}

TEST(VirtualLoop, NothingRunsInsidePost) {
  VirtualLoop loop;
  bool ran = false;
  loop.post([&] { ran = true; });
  EXPECT_FALSE(ran);
  loop.run_until_idle();
  EXPECT_TRUE(ran);
}

TEST(VirtualLoop, EachTimerRunsAtItsOwnTime) {
  VirtualLoop loop(from_unix_ms(0));
  std::vector<std::int64_t> times;
  const auto note = [&] { times.push_back(to_unix_ms(loop.wall())); };
  loop.post_after(Milliseconds{20}, note);
  loop.post_after(Milliseconds{10}, [&] {
    note();
    loop.post_after(Milliseconds{5}, note);
    loop.post_after(Milliseconds{100}, note);
  });
  loop.advance(Milliseconds{50});
  EXPECT_EQ(times, (std::vector<std::int64_t>{10, 15, 20}));
  EXPECT_EQ(loop.wall(), from_unix_ms(50));
  loop.advance(Milliseconds{59});
  EXPECT_EQ(times.size(), 3u);
  loop.advance(Milliseconds{1});
  EXPECT_EQ(times.back(), 110);
}

TEST(VirtualLoop, RunUntilIdleRunsWhatIsPostedButNoLaterTimer) {
  VirtualLoop loop;
  std::string ran;
  loop.post_after(Milliseconds{1}, [&] { ran += 't'; });
  loop.post([&] {
    ran += 'a';
    loop.post([&] { ran += 'c'; });
  });
  loop.post([&] { ran += 'b'; });
  const MonotonicTime before = loop.monotonic();
  loop.run_until_idle();
  EXPECT_EQ(ran, "abc");
  EXPECT_EQ(loop.monotonic(), before);
  EXPECT_EQ(loop.next_due(), before + Milliseconds{1});
}

TEST(VirtualLoop, StepJumpsToTheNextTaskAndSaysWhenThereIsNone) {
  VirtualLoop loop;
  int ran = 0;
  loop.post_after(hours{5}, [&] { ++ran; });
  loop.post([&] { ++ran; });
  const MonotonicTime start = loop.monotonic();
  EXPECT_TRUE(loop.step());
  EXPECT_EQ(loop.monotonic(), start);
  EXPECT_TRUE(loop.step());
  EXPECT_EQ(loop.monotonic(), start + hours{5});
  EXPECT_FALSE(loop.step());
  EXPECT_EQ(ran, 2);
}

TEST(VirtualLoop, ACancelledTaskNeverRuns) {
  VirtualLoop loop;
  bool ran = false;
  const auto id = loop.post_after(Milliseconds{10}, [&] { ran = true; });
  EXPECT_TRUE(loop.cancel(id));
  EXPECT_FALSE(loop.cancel(id));
  loop.advance(Milliseconds{20});
  EXPECT_FALSE(ran);
  const auto other = loop.post_after(Milliseconds{1}, [] {});
  loop.advance(Milliseconds{1});
  EXPECT_FALSE(loop.cancel(other)) << "it ran already";
}

TEST(VirtualLoop, TurningTheWallClockLeavesTimersAndMonotonicTimeAlone) {
  VirtualLoop loop(from_unix_ms(10'000));
  const MonotonicTime start = loop.monotonic();
  int ran = 0;
  loop.post_after(Milliseconds{10}, [&] { ++ran; });
  loop.step_wall(hours{1});
  EXPECT_EQ(loop.wall(), from_unix_ms(10'000) + hours{1});
  loop.run_until_idle();
  EXPECT_EQ(ran, 0);
  loop.step_wall(-hours{2});
  EXPECT_EQ(loop.wall(), from_unix_ms(10'000) - hours{1});
  EXPECT_EQ(loop.monotonic(), start);
  loop.advance(Milliseconds{10});
  EXPECT_EQ(ran, 1);
  EXPECT_EQ(loop.wall(), from_unix_ms(10'010) - hours{1});
}

TEST(VirtualLoop, TheSameCallsGiveTheSameOrder) {
  const auto play = [] {
    VirtualLoop loop(from_unix_ms(0));
    std::string ran;
    for (int i = 0; i < 50; ++i) {
      loop.post_after(Milliseconds{i * 37 % 11}, [&, i] {
        ran += std::to_string(i) + '@' + std::to_string(to_unix_ms(loop.wall())) + ' ';
        if (i % 5 == 0) loop.post([&, i] { ran += "p" + std::to_string(i) + ' '; });
      });
    }
    loop.advance(Milliseconds{20});
    return ran;
  };
  EXPECT_EQ(play(), play());
  EXPECT_TRUE(play().starts_with("0@0 11@0 22@0 33@0 44@0 p0 ")) << play();
}

TEST(VirtualLoop, OtherThreadsMayPost) {
  VirtualLoop loop;
  int ran = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) loop.post([&] { ++ran; });
    });
  }
  for (auto& thread : threads) thread.join();
  loop.run_until_idle();
  EXPECT_EQ(ran, 400);
}

}  // namespace
}  // namespace cleangate
