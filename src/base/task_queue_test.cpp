#include "base/task_queue.h"

#include <gtest/gtest.h>

#include <string>

namespace cleangate {
namespace {

MonotonicTime at(int ms) {
  return MonotonicTime{Milliseconds{ms}};
}

class Queue : public testing::Test {
 protected:
  Executor::TimerId add(int ms, char name) {
    return queue_.push(at(ms), [this, name] { ran_ += name; });
  }
  void run_until(int ms) {
    while (auto entry = queue_.pop_due(at(ms))) entry->task();
  }
  TaskQueue queue_;
  std::string ran_;
};

TEST_F(Queue, TasksComeInTheOrderTheyFallDue) {
  add(30, 'c');
  add(10, 'a');
  add(20, 'b');
  EXPECT_EQ(queue_.next_due(), at(10));
  run_until(9);
  EXPECT_EQ(ran_, "");
  run_until(10);
  EXPECT_EQ(ran_, "a");
  run_until(30);
  EXPECT_EQ(ran_, "abc");
  EXPECT_FALSE(queue_.next_due());
}

TEST_F(Queue, EqualTimesComeInTheOrderOfTheCalls) {
  for (char c = 'a'; c <= 'z'; ++c) add(5, c);
  run_until(5);
  EXPECT_EQ(ran_, "abcdefghijklmnopqrstuvwxyz");
}

TEST_F(Queue, ARemovedTaskNeverRunsAndIsRemovedOnce) {
  add(1, 'a');
  const auto id = add(2, 'b');
  add(3, 'c');
  EXPECT_TRUE(queue_.remove(id));
  EXPECT_FALSE(queue_.remove(id));
  EXPECT_FALSE(queue_.remove(0));
  EXPECT_FALSE(queue_.remove(999));
  run_until(5);
  EXPECT_EQ(ran_, "ac");
}

TEST_F(Queue, ATaskThatRanCannotBeRemoved) {
  const auto id = add(1, 'a');
  run_until(1);
  EXPECT_FALSE(queue_.remove(id));
  EXPECT_EQ(queue_.size(), 0u);
}

TEST(DueAfter, NegativeDelaysAreNowAndAbsurdOnesDoNotOverflow) {
  EXPECT_EQ(due_after(at(5), Milliseconds{-1}), at(5));
  EXPECT_EQ(due_after(at(5), Milliseconds::min()), at(5));
  EXPECT_EQ(due_after(at(5), Milliseconds{1}), at(6));
  EXPECT_EQ(due_after(at(5), Milliseconds::max()), at(5) + std::chrono::years{100});
}

}  // namespace
}  // namespace cleangate
