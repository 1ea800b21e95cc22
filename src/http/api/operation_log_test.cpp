#include "service/operation_log.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/virtual_loop.h"
#include "store/memory/memory_account_store.h"

namespace cleangate::http {
namespace {

class OperationLogTest : public testing::Test {
 protected:
  void add(std::string action) {
    log_.add({0, loop_.wall(), "zhang", "guard", std::move(action), "/x", 200, {}});
  }
  std::size_t kept() { return store_.operations({.limit = kMaxOperationRecords})->size(); }
  VirtualLoop loop_;
  store::MemoryAccountStore store_;
  service::OperationLog log_{store_, loop_};
};

TEST_F(OperationLogTest, WritesOnTheWorkerInTheOrderOfTheCalls) {
  add("first");
  add("second");
  EXPECT_EQ(kept(), 0u) << "a reply does not wait for it";
  loop_.run_until_idle();
  const auto all = store_.operations({}).value();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].action, "second");
  add("third");
  loop_.run_until_idle();
  EXPECT_EQ(kept(), 3u);
}

TEST_F(OperationLogTest, HoldsNoMoreThanItsLimit) {
  for (std::size_t i = 0; i < kMaxOperationQueue; ++i) add("x");
  add("one too many");
  loop_.run_until_idle();
  EXPECT_EQ(kept(), kMaxOperationQueue);
  EXPECT_EQ(store_.operations({}).value()[0].action, "x");
  add("again");
  loop_.run_until_idle();
  EXPECT_EQ(kept(), kMaxOperationQueue + 1);
}

}  // namespace
}  // namespace cleangate::http
