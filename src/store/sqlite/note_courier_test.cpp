#include "store/sqlite/note_courier.h"

#include <gtest/gtest.h>

#include <future>

#include "base/limits.h"

namespace cleangate::store {
namespace {

TEST(NoteCourier, BringsEveryNoteToEverySinkInOrder) {
  std::vector<std::string> a, b;
  NoteCourier courier({[&](const std::string& note) { a.push_back(note); },
                       [&](const std::string& note) { b.push_back(note); }},
                      false);
  courier.bring({"1", "2"});
  courier.bring({});
  courier.bring({"3"});
  EXPECT_EQ(a, (std::vector<std::string>{"1", "2", "3"}));
  EXPECT_EQ(a, b);
}

TEST(NoteCourier, BringsOnAThreadOfItsOwnAndAllBeforeItStops) {
  std::vector<std::thread::id> threads;
  NoteCourier courier({[&](const std::string&) { threads.push_back(std::this_thread::get_id()); }},
                      true);
  courier.bring({"1", "2"});
  courier.stop();
  ASSERT_EQ(threads.size(), 2u);
  EXPECT_NE(threads[0], std::this_thread::get_id());
}

TEST(NoteCourier, LetsTheOldestGoWhenASinkIsFarBehind) {
  std::promise<void> reached, go_on;
  std::vector<std::string> seen;
  NoteCourier courier({[&](const std::string& note) {
                        if (note == "first") {
                          reached.set_value();
                          go_on.get_future().wait();
                        }
                        seen.push_back(note);
                      }},
                      true);
  courier.bring({"first"});
  reached.get_future().wait();
  for (std::size_t i = 0; i < kMaxCheckpointBacklog + 2; ++i) courier.bring({std::to_string(i)});
  go_on.set_value();
  courier.stop();
  ASSERT_EQ(seen.size(), 1 + kMaxCheckpointBacklog);
  EXPECT_EQ(seen[1], "2");
  EXPECT_EQ(seen.back(), std::to_string(kMaxCheckpointBacklog + 1));
}

}  // namespace
}  // namespace cleangate::store
