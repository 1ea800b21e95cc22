#include "service/login_lock.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::service {
namespace {

using namespace std::chrono_literals;

class LoginLockTest : public testing::Test {
 protected:
  std::optional<Milliseconds> fail(const std::string& name = "zhang",
                                   const std::string& address = "10.0.0.1") {
    return lock_.begin(name, address, now_);
  }
  LoginLock lock_;
  MonotonicTime now_{};
};

TEST_F(LoginLockTest, TheFifthIsLookedAtAndTheSixthIsNot) {
  for (std::size_t i = 1; i <= kMaxLoginFailures; ++i) {
    EXPECT_FALSE(fail()) << "attempt " << i;
    now_ += 1s;
  }
  const auto wait = fail();
  ASSERT_TRUE(wait);
  EXPECT_EQ(*wait, kLoginLock - 1s) << "from the fifth on";
}

TEST_F(LoginLockTest, TheLockEndsByItselfAndIsNotMadeLongerByKnocking) {
  for (std::size_t i = 0; i < kMaxLoginFailures; ++i) EXPECT_FALSE(fail());
  now_ += kLoginLock - 1ms;
  EXPECT_EQ(fail(), 1ms);
  now_ += 1ms;
  for (std::size_t i = 0; i < kMaxLoginFailures; ++i) EXPECT_FALSE(fail()) << "all five again";
  EXPECT_TRUE(fail());
}

TEST_F(LoginLockTest, ARightPasswordForgetsTheWrongOnes) {
  for (std::size_t i = 1; i < kMaxLoginFailures; ++i) EXPECT_FALSE(fail());
  EXPECT_FALSE(fail());
  lock_.succeeded("ZHANG", "10.0.0.1");
  for (std::size_t i = 0; i < kMaxLoginFailures; ++i) EXPECT_FALSE(fail());
  EXPECT_TRUE(fail());
}

TEST_F(LoginLockTest, FailuresOlderThanTheWindowDoNotCount) {
  EXPECT_FALSE(fail());
  now_ += kLoginLock;
  for (std::size_t i = 0; i < kMaxLoginFailures; ++i) EXPECT_FALSE(fail()) << i;
  EXPECT_TRUE(fail());
}

TEST_F(LoginLockTest, NamesAndAddressesAreLockedApartAndCaseIsNoWayAround) {
  for (const char* name : {"zhang", "Zhang", "ZHANG", "zHang", "zhaNg"}) EXPECT_FALSE(fail(name));
  EXPECT_TRUE(fail("zhang"));
  EXPECT_FALSE(fail("wang"));
  EXPECT_FALSE(fail("zhang", "10.0.0.2"));
}

TEST_F(LoginLockTest, RemembersNoMoreThanItsLimitAndALockedPairLongest) {
  for (std::size_t i = 0; i < kMaxLoginFailures; ++i) EXPECT_FALSE(fail());
  for (std::size_t i = 0; i < kMaxLoginLocks + 10; ++i) {
    now_ += 1ms;
    EXPECT_FALSE(fail("guess" + std::to_string(i)));
  }
  EXPECT_EQ(lock_.size(), kMaxLoginLocks);
  EXPECT_TRUE(fail()) << "a flood of names does not unlock";
}

}  // namespace
}  // namespace cleangate::service
