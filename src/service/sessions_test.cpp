#include "service/sessions.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::service {
namespace {

using namespace std::chrono_literals;

class SessionsTest : public testing::Test {
 protected:
  SessionsTest() { sessions_.put_user(user("u1")); }
  UserRecord user(std::string id) { return {id, id, "张三", "guard", false, now_, {}, "phc"}; }
  std::vector<std::string> add(const std::string& id, const std::string& of = "u1") {
    return sessions_.add({id, of, sha256(id), now_, now_});
  }
  bool valid(const std::string& id) { return sessions_.find(sha256(id), now_).has_value(); }

  WallTime now_ = from_unix_ms(1'797'206'400'000);
  Sessions sessions_;
};

TEST_F(SessionsTest, AreFoundByTheirSecretAlone) {
  (void)add("s1");
  const auto found = sessions_.find(sha256("s1"), now_);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->session, "s1");
  EXPECT_EQ(found->role, "guard");
  EXPECT_EQ(found->expires, now_ + kSessionLimit);
  EXPECT_FALSE(sessions_.find(sha256("s2"), now_));
  EXPECT_TRUE(sessions_.of_id("s1", now_));
  EXPECT_FALSE(sessions_.of_id("s2", now_));
}

TEST_F(SessionsTest, EndWhenNothingIsAskedForTwelveHours) {
  (void)add("s1");
  now_ += kSessionIdle - 1ms;
  EXPECT_TRUE(sessions_.of_id("s1", now_)) << "a look is no use";
  EXPECT_TRUE(valid("s1")) << "and this is one";
  now_ += kSessionIdle - 1ms;
  EXPECT_TRUE(valid("s1"));
  now_ += kSessionIdle;
  EXPECT_FALSE(valid("s1"));
  EXPECT_EQ(sessions_.over(now_), std::vector<std::string>{"s1"});
  sessions_.touch("s1", now_);
  EXPECT_FALSE(valid("s1")) << "what is over stays over";
}

TEST_F(SessionsTest, OneThatBeganInTheFutureIsOver) {
  (void)add("s1");
  EXPECT_TRUE(valid("s1"));
  now_ -= 1ms;
  EXPECT_FALSE(valid("s1"));
  EXPECT_EQ(sessions_.over(now_), std::vector<std::string>{"s1"});
}

TEST_F(SessionsTest, AnOpenScreenKeepsOneAliveForAWeekAndNoLonger) {
  (void)add("s1");
  const auto begin = now_;
  while (now_ + 1h < begin + kSessionLimit) {
    now_ += 1h;
    sessions_.touch("s1", now_);
  }
  EXPECT_TRUE(valid("s1"));
  now_ = begin + kSessionLimit - 1ms;
  EXPECT_TRUE(valid("s1"));
  now_ += 1ms;
  EXPECT_FALSE(valid("s1"));
}

TEST_F(SessionsTest, FollowTheirUser) {
  (void)add("s1");
  auto changed = user("u1");
  changed.role = "viewer";
  sessions_.put_user(changed);
  EXPECT_EQ(sessions_.find(sha256("s1"), now_)->role, "viewer");
  changed.disabled = true;
  sessions_.put_user(changed);
  EXPECT_FALSE(valid("s1"));
  (void)add("orphan", "nobody");
  EXPECT_FALSE(valid("orphan"));
}

TEST_F(SessionsTest, TheOldestGivesWayToOneTooMany) {
  for (std::size_t i = 0; i < kMaxSessionsPerUser; ++i) {
    now_ += 1s;
    EXPECT_TRUE(add("s" + std::to_string(i)).empty()) << i;
  }
  now_ += 1s;
  EXPECT_TRUE(valid("s0")) << "used just now";
  EXPECT_EQ(add("one more"), std::vector<std::string>{"s1"});
  sessions_.remove({"s1", "unknown"});
  EXPECT_FALSE(valid("s1"));
  EXPECT_EQ(sessions_.of_user("u1").size(), kMaxSessionsPerUser);
}

TEST_F(SessionsTest, AreWrittenDownWhenTheDiskIsFiveMinutesBehind) {
  (void)add("s1");
  now_ += kSessionSeenWrite - 1ms;
  EXPECT_TRUE(valid("s1"));
  EXPECT_TRUE(sessions_.unwritten().empty());
  now_ += 1ms;
  EXPECT_TRUE(valid("s1"));
  const auto behind = sessions_.unwritten();
  ASSERT_EQ(behind.size(), 1u);
  EXPECT_EQ(behind[0].last_seen, now_);
  EXPECT_TRUE(sessions_.unwritten().empty());
}

TEST_F(SessionsTest, ComeBackAfterARestart) {
  (void)add("s1");
  Sessions again;
  again.load(sessions_.users(), {{"s1", "u1", sha256("s1"), now_, now_}});
  EXPECT_TRUE(again.find(sha256("s1"), now_ + 1h));
  again.load({}, {});
  EXPECT_FALSE(again.find(sha256("s1"), now_));
}

TEST_F(SessionsTest, FindUsersByNameWithoutCase) {
  EXPECT_EQ(sessions_.user_named("U1")->id, "u1");
  EXPECT_FALSE(sessions_.user_named("u"));
  EXPECT_EQ(sessions_.user("u1")->username, "u1");
  EXPECT_FALSE(sessions_.user("U1"));
}

}  // namespace
}  // namespace cleangate::service
