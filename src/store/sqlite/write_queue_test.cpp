#include "store/sqlite/write_queue.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::store {
namespace {

using service::Priority;

WriteJob job(Priority priority, std::size_t entries = 1) {
  WriteJob made;
  made.entries = std::vector<PreparedEntry>(entries);
  made.priority = priority;
  return made;
}

void push(WriteQueue& queue, Priority priority, std::size_t jobs, std::size_t entries = 1) {
  for (std::size_t i = 0; i < jobs; ++i) ASSERT_TRUE(queue.push(job(priority, entries)));
}

TEST(WriteQueue, GivesNothingWhenEmpty) {
  WriteQueue queue;
  EXPECT_TRUE(queue.empty());
  EXPECT_TRUE(queue.take_group().empty());
}

TEST(WriteQueue, TakesAtMostAGroup) {
  WriteQueue queue;
  push(queue, Priority::lane, kMaxGroupCommit + 1);
  EXPECT_EQ(queue.take_group().size(), kMaxGroupCommit);
  EXPECT_EQ(queue.entries(), 1u);
  EXPECT_EQ(queue.take_group().size(), 1u);
  EXPECT_TRUE(queue.empty());
}

TEST(WriteQueue, NeverCutsAJob) {
  WriteQueue queue;
  push(queue, Priority::bulk, 3, kMaxGroupCommit / 2);
  push(queue, Priority::bulk, 1, kMaxGroupCommit * 2);
  EXPECT_EQ(queue.take_group().size(), 2u);
  EXPECT_EQ(queue.take_group().size(), 1u);
  EXPECT_EQ(queue.take_group().at(0).entries.size(), kMaxGroupCommit * 2);
}

TEST(WriteQueue, LetsLanesOvertakeBulk) {
  WriteQueue queue;
  push(queue, Priority::bulk, 500);
  push(queue, Priority::lane, 1);
  const auto first = queue.take_group();
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].priority, Priority::lane);
  EXPECT_EQ(queue.take_group().size(), kMaxGroupCommit);
}

TEST(WriteQueue, LetsBulkHaveATurnBehindEndlessLanes) {
  WriteQueue queue;
  push(queue, Priority::bulk, 1);
  for (std::size_t i = 0; i < kLaneGroupsInRow; ++i) {
    push(queue, Priority::lane, 1);
    EXPECT_EQ(queue.take_group().at(0).priority, Priority::lane) << i;
  }
  push(queue, Priority::lane, 1);
  EXPECT_EQ(queue.take_group().at(0).priority, Priority::bulk);
  EXPECT_EQ(queue.take_group().at(0).priority, Priority::lane);
}

TEST(WriteQueue, PushesBackWhenFullAndKeepsTheJob) {
  WriteQueue queue;
  push(queue, Priority::bulk, kMaxWriterQueue - 1);
  WriteJob two = job(Priority::bulk, 2);
  EXPECT_EQ(queue.push(std::move(two)).error().code, ErrorCode::unavailable);
  EXPECT_EQ(two.entries.size(), 2u);
  EXPECT_TRUE(queue.push(job(Priority::bulk)));
  EXPECT_EQ(queue.push(job(Priority::bulk)).error().code, ErrorCode::unavailable);
  EXPECT_TRUE(queue.push(job(Priority::lane))) << "an import never takes a lane's place";
  EXPECT_EQ(queue.entries(), kMaxWriterQueue + 1);
}

}  // namespace
}  // namespace cleangate::store
