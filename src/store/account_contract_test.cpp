// One suite for both stores of people.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/virtual_loop.h"
#include "store/memory/memory_account_store.h"
#include "store/sql.h"
#include "store/sqlite/account_store.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/ops_store.h"

namespace cleangate::store {
namespace {

using service::OperationRecord;
using service::SessionRecord;
using service::UserRecord;

class SqliteSubject {
 public:
  SqliteSubject() { reopen(); }
  service::AccountStore& store() { return *store_; }
  void reopen() {
    store_.reset();
    store_ = SqliteAccountStore::open("/ops.db", true, vfs_.name()).value();
  }

 private:
  FaultVfs vfs_{"accounts"};
  std::unique_ptr<SqliteAccountStore> store_;
};

class MemorySubject {
 public:
  service::AccountStore& store() { return store_; }
  void reopen() {}

 private:
  MemoryAccountStore store_;
};

template <class Made>
class Accounts : public testing::Test {
 protected:
  VirtualLoop loop_;
  Made subject_;
  service::AccountStore& store() { return subject_.store(); }
  UserRecord user(std::string id, std::string name) {
    return {std::move(id), std::move(name), "张三", "guard", false, loop_.wall(), {}, "phc"};
  }
};

using Stores = testing::Types<SqliteSubject, MemorySubject>;
class StoreNames {
 public:
  template <class Made>
  static std::string GetName(int) {
    return std::is_same_v<Made, SqliteSubject> ? "Sqlite" : "Memory";
  }
};
TYPED_TEST_SUITE(Accounts, Stores, StoreNames);

TYPED_TEST(Accounts, KeepUsersInTheOrderOfTheirMaking) {
  ASSERT_TRUE(this->store().put_user(this->user("b", "wang")));
  UserRecord first = this->user("a", "zhang");
  ASSERT_TRUE(this->store().put_user(first));
  first.role = "manager";
  first.disabled = true;
  first.display_name = "张经理";
  first.password = "other";
  first.last_login = this->loop_.wall() + std::chrono::hours(1);
  ASSERT_TRUE(this->store().put_user(first));
  this->subject_.reopen();
  const auto users = this->store().users().value();
  ASSERT_EQ(users.size(), 2u);
  EXPECT_EQ(users[0].role, "manager");
  EXPECT_TRUE(users[0].disabled);
  EXPECT_EQ(users[0].display_name, "张经理");
  EXPECT_EQ(users[0].password, "other");
  EXPECT_EQ(users[0].last_login, first.last_login);
  EXPECT_EQ(users[0].created, first.created);
  EXPECT_EQ(users[1].username, "wang");
  EXPECT_EQ(users[1].last_login, std::nullopt);
}

TYPED_TEST(Accounts, RefuseASecondUserOfTheSameName) {
  ASSERT_TRUE(this->store().put_user(this->user("a", "Zhang")));
  EXPECT_EQ(this->store().put_user(this->user("b", "zhANG")).error().code, ErrorCode::conflict);
  EXPECT_EQ(this->store().users()->size(), 1u);
  EXPECT_TRUE(this->store().put_user(this->user("a", "zhang"))) << "his own name in other case";
}

TYPED_TEST(Accounts, ALinkIsTakenOnceAndOnlyInTime) {
  const auto now = this->loop_.wall();
  const auto end = now + std::chrono::hours(1);
  ASSERT_TRUE(this->store().put_link({sha256("1"), "invite", "a", end}));
  this->subject_.reopen();
  EXPECT_FALSE(this->store().link(sha256("2"), now).value());
  EXPECT_EQ(this->store().link(sha256("1"), now).value()->purpose, "invite");
  EXPECT_FALSE(this->store().link(sha256("1"), end).value()) << "expired at its end";
  EXPECT_FALSE(this->store().take_link(sha256("1"), end).value());
  EXPECT_TRUE(this->store().link(sha256("1"), end - Milliseconds(1)).value());
  EXPECT_EQ(this->store().take_link(sha256("1"), now).value()->user, "a");
  EXPECT_FALSE(this->store().take_link(sha256("1"), now).value()) << "spent";
  EXPECT_FALSE(this->store().link(sha256("1"), now).value());
}

TYPED_TEST(Accounts, ANewLinkEndsTheOlderOneOfThatUser) {
  const auto now = this->loop_.wall();
  const auto end = now + std::chrono::hours(1);
  ASSERT_TRUE(this->store().put_link({sha256("a1"), "invite", "a", end}));
  ASSERT_TRUE(this->store().put_link({sha256("b1"), "invite", "b", end}));
  ASSERT_TRUE(this->store().put_link({sha256("f1"), "first", "", end}));
  ASSERT_TRUE(this->store().put_link({sha256("a2"), "reset", "a", end}));
  ASSERT_TRUE(this->store().put_link({sha256("f2"), "first", "", end}));
  EXPECT_FALSE(this->store().link(sha256("a1"), now).value());
  EXPECT_FALSE(this->store().link(sha256("f1"), now).value());
  for (const char* kept : {"a2", "b1", "f2"}) {
    EXPECT_TRUE(this->store().link(sha256(kept), now).value()) << kept;
  }
}

TYPED_TEST(Accounts, AUsersLinksCanBeEnded) {
  const auto now = this->loop_.wall();
  const auto end = now + std::chrono::hours(1);
  ASSERT_TRUE(this->store().put_link({sha256("a"), "reset", "a", end}));
  ASSERT_TRUE(this->store().put_link({sha256("b"), "reset", "b", end}));
  ASSERT_TRUE(this->store().remove_links("a"));
  ASSERT_TRUE(this->store().remove_links("a")) << "none is no error";
  EXPECT_FALSE(this->store().link(sha256("a"), now).value());
  EXPECT_TRUE(this->store().link(sha256("b"), now).value());
}

TYPED_TEST(Accounts, KeepSessions) {
  const auto now = this->loop_.wall();
  SessionRecord first{"s1", "a", sha256("1"), now, now};
  ASSERT_TRUE(this->store().put_session(first));
  ASSERT_TRUE(this->store().put_session({"s2", "a", sha256("2"), now, now}));
  first.last_seen = now + std::chrono::hours(1);
  ASSERT_TRUE(this->store().seen_sessions({first, {"gone", "a", sha256("3"), now, now}}));
  this->subject_.reopen();
  const auto kept = this->store().sessions().value();
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].last_seen, first.last_seen);
  EXPECT_EQ(kept[0].secret_hash, sha256("1"));
  EXPECT_EQ(kept[1].created, now);
  ASSERT_TRUE(this->store().remove_sessions({"s1", "never there"}));
  EXPECT_EQ(this->store().sessions()->size(), 1u);
}

TYPED_TEST(Accounts, PageThroughTheLoginLog) {
  for (const char* outcome : {"wrong", "ok", "locked"}) {
    ASSERT_TRUE(this->store().add_login({0, this->loop_.wall(), "张三", "10.0.0.1", outcome}));
  }
  this->subject_.reopen();
  const auto page = this->store().logins(std::nullopt, 2).value();
  ASSERT_EQ(page.size(), 2u);
  EXPECT_EQ(page[0].outcome, "locked") << "newest first";
  EXPECT_EQ(page[0].username, "张三");
  const auto rest = this->store().logins(page[1].id, 2).value();
  ASSERT_EQ(rest.size(), 1u);
  EXPECT_EQ(rest[0].outcome, "wrong");
}

TYPED_TEST(Accounts, FindOperationsByActorAndTime) {
  const auto now = this->loop_.wall();
  const auto at = [&](int hours) { return now + std::chrono::hours(hours); };
  ASSERT_TRUE(this->store().add_operations(
      {{0, at(0), "zhang", "guard", "openLane", "/api/v1/lanes/1/open", 200, 7},
       {0, at(1), "wang", "admin", "putPlant", "/api/v1/plant", 403, std::nullopt},
       {0, at(2), "zhang", "guard", "resolvePassage", "/x", 409, std::nullopt}}));
  this->subject_.reopen();
  const auto all = this->store().operations({}).value();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].action, "resolvePassage") << "newest first";
  EXPECT_EQ(all[2].index, 7u);
  EXPECT_EQ(all[1].index, std::nullopt);
  EXPECT_EQ(all[1].status, 403);
  EXPECT_EQ(this->store().operations({.actor = "zhang"})->size(), 2u);
  EXPECT_EQ(this->store().operations({.actor = "zhan"})->size(), 0u);
  EXPECT_EQ(this->store().operations({.from = at(1), .to = at(2)})->size(), 1u);
  EXPECT_EQ(this->store().operations({.from = at(1)})->size(), 2u);
  EXPECT_EQ(this->store().operations({.before = all[1].id}).value()[0].action, "openLane");
  EXPECT_EQ(this->store().operations({.actor = "zhang", .limit = 1})->size(), 1u);
}

TYPED_TEST(Accounts, LetTheOldestLoginsAndOperationsGo) {
  const std::vector<OperationRecord> batch(kMaxOperationRecords - 1,
                                           {0, {}, "a", "guard", "x", "/", 200, {}});
  ASSERT_TRUE(this->store().add_operations({{0, {}, "oldest", "guard", "x", "/", 200, {}}}));
  ASSERT_TRUE(this->store().add_operations(batch));
  EXPECT_EQ(this->store().operations({.actor = "oldest"})->size(), 1u) << "just fits";
  ASSERT_TRUE(this->store().add_operations({{0, {}, "b", "guard", "x", "/", 200, {}}}));
  EXPECT_EQ(this->store().operations({.actor = "oldest"})->size(), 0u);
}

TYPED_TEST(Accounts, KeepPreferencesOfEachUser) {
  EXPECT_EQ(this->store().preference("a", "table").value(), std::nullopt);
  ASSERT_TRUE(this->store().put_preference("a", "table", "[1]"));
  ASSERT_TRUE(this->store().put_preference("a", "table", "[2]"));
  ASSERT_TRUE(this->store().put_preference("b", "table", "[3]"));
  this->subject_.reopen();
  EXPECT_EQ(this->store().preference("a", "table").value(), "[2]");
  for (std::size_t i = 1; i < kMaxPreferences; ++i) {
    ASSERT_TRUE(this->store().put_preference("a", fmt::format("k{}", i), "1"));
  }
  EXPECT_EQ(this->store().put_preference("a", "one more", "1").error().code, ErrorCode::full);
  EXPECT_EQ(this->store().preference("a", "one more").value(), std::nullopt);
  EXPECT_TRUE(this->store().put_preference("a", "table", "[4]")) << "not a new one";
  EXPECT_TRUE(this->store().put_preference("b", "other", "1"));
}

TEST(SqliteAccountStore, OpensAFileThatTheFirstVersionMadeAndKeepsWhatIsInIt) {
  FaultVfs vfs("old-ops");
  VirtualLoop loop;
  {
    // The first version's schema: the migrations are forward-only, so its file is the first step's.
    Database database =
        Database::open("/ops.db", {.mode = Database::Mode::create, .vfs = vfs.name()}).value();
    ASSERT_TRUE(migrate(database, ops_migrations().first(1)));
    ASSERT_TRUE(database.execute(
        "INSERT INTO tokens VALUES('t1','booth','guard',zeroblob(32),1700000000000)"));
    ASSERT_FALSE(database.execute("SELECT * FROM users"));
  }
  {
    const auto store = SqliteAccountStore::open("/ops.db", false, vfs.name()).value();
    ASSERT_TRUE(store->put_user({"a", "zhang", "", "admin", false, loop.wall(), {}, "phc"}));
  }
  const auto ops = SqliteOpsStore::open("/ops.db", false, loop, vfs.name()).value();
  ASSERT_EQ(ops->tokens()->size(), 1u);
  EXPECT_EQ(ops->tokens()->at(0).label, "booth");
  const auto again = SqliteAccountStore::open("/ops.db", false, vfs.name()).value();
  EXPECT_EQ(again->users()->size(), 1u);
}

TEST(SqliteAccountStore, KeepsNoMoreLoginsThanItsLimit) {
  FaultVfs vfs("logins");
  const auto store = SqliteAccountStore::open("/ops.db", true, vfs.name()).value();
  ASSERT_TRUE(store->add_login({0, {}, "oldest", "", "ok"}));
  {
    Database database =
        Database::open("/ops.db", {.mode = Database::Mode::read_write, .vfs = vfs.name()}).value();
    ASSERT_TRUE(database.execute(
        fmt::format("INSERT INTO logins(id,at,username,address,outcome) VALUES({},0,'b','','ok')",
                    kMaxLoginRecords - 1)));
  }
  ASSERT_TRUE(store->add_login({0, {}, "c", "", "ok"}));
  EXPECT_EQ(store->logins({}, 10)->back().username, "oldest") << "the limit is just reached";
  ASSERT_TRUE(store->add_login({0, {}, "d", "", "ok"}));
  EXPECT_EQ(store->logins({}, 10)->back().username, "b");
}

}  // namespace
}  // namespace cleangate::store
