// One suite for both stores of operational data.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "base/limits.h"
#include "base/virtual_loop.h"
#include "store/memory/memory_ops_store.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/ops_store.h"

namespace cleangate::store {
namespace {

class SqliteSubject {
 public:
  explicit SqliteSubject(const Clock& clock) : vfs_("ops"), clock_(clock) { reopen(); }
  service::OpsStore& store() { return *store_; }
  void reopen() {
    store_.reset();
    store_ = SqliteOpsStore::open("/ops.db", true, clock_, vfs_.name()).value();
  }

 private:
  FaultVfs vfs_;
  const Clock& clock_;
  std::unique_ptr<SqliteOpsStore> store_;
};

class MemorySubject {
 public:
  explicit MemorySubject(const Clock& clock) : store_(clock) {}
  service::OpsStore& store() { return store_; }
  void reopen() {}

 private:
  MemoryOpsStore store_;
};

template <class Made>
class Ops : public testing::Test {
 protected:
  VirtualLoop loop_;
  Made subject_{loop_};
  service::OpsStore& ops() { return subject_.store(); }
  void quarantine(std::size_t bytes, std::string device = "camera") {
    ASSERT_TRUE(ops().quarantine(
        {0, loop_.wall(), std::move(device), "no plate", "text/xml", std::string(bytes, 'x')}));
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
TYPED_TEST_SUITE(Ops, Stores, StoreNames);

TEST(SqliteOps, MakesTheMessageKeyOnceAndKeepsIt) {
  VirtualLoop loop;
  FaultVfs vfs("ops_key");
  SeededRandom random{1};
  const auto key = [&] {
    return SqliteOpsStore::open("/ops.db", true, loop, vfs.name()).value()->message_key(random);
  };
  const auto first = key().value();
  EXPECT_EQ(first.size(), 32u);
  EXPECT_EQ(key().value(), first);
}

TYPED_TEST(Ops, KeepsTokens) {
  const service::TokenRecord a{"a", "console", "admin", sha256("1"), this->loop_.wall()};
  const service::TokenRecord b{"b", "desk", "guard", sha256("2"), this->loop_.wall()};
  ASSERT_TRUE(this->ops().put_token(b));
  ASSERT_TRUE(this->ops().put_token(a));
  ASSERT_TRUE(this->ops().put_token({"a", "renamed", "admin", a.secret_hash, a.created}));
  this->subject_.reopen();
  const auto tokens = this->ops().tokens().value();
  ASSERT_EQ(tokens.size(), 2u);
  EXPECT_EQ(tokens[0].label, "renamed");
  EXPECT_EQ(tokens[1].secret_hash, sha256("2"));
  EXPECT_EQ(tokens[1].role, "guard");
  EXPECT_EQ(tokens[1].created, b.created);
  EXPECT_TRUE(this->ops().remove_token("a"));
  EXPECT_EQ(this->ops().remove_token("a").error().code, ErrorCode::not_found);
  EXPECT_EQ(this->ops().tokens()->size(), 1u);
}

TYPED_TEST(Ops, KeepsBoardKeys) {
  ASSERT_TRUE(this->ops().put_board_key({"k", sha256("key"), true, this->loop_.wall()}));
  this->subject_.reopen();
  const auto keys = this->ops().board_keys().value();
  ASSERT_EQ(keys.size(), 1u);
  EXPECT_TRUE(keys[0].photos);
  EXPECT_EQ(keys[0].secret_hash, sha256("key"));
  EXPECT_TRUE(this->ops().remove_board_key("k"));
  EXPECT_EQ(this->ops().remove_board_key("k").error().code, ErrorCode::not_found);
}

TYPED_TEST(Ops, KeepsDeviceSecrets) {
  ASSERT_TRUE(this->ops().put_device_secrets({"c1", sha256("push"), "admin", "geheim 密码"}));
  ASSERT_TRUE(this->ops().put_device_secrets({"c2", sha256("other"), "", ""}));
  this->subject_.reopen();
  const auto secrets = this->ops().device_secrets().value();
  ASSERT_EQ(secrets.size(), 2u);
  EXPECT_EQ(secrets[0].password, "geheim 密码");
  EXPECT_EQ(secrets[1].username, "");
  EXPECT_TRUE(this->ops().remove_device_secrets("c1"));
  EXPECT_EQ(this->ops().remove_device_secrets("c1").error().code, ErrorCode::not_found);
}

TYPED_TEST(Ops, QuarantinesBytesAsTheyAre) {
  const std::string body("\0\xff<xml", 6);
  ASSERT_TRUE(this->ops().quarantine({0, this->loop_.wall(), "c", "cut", "multipart", body}));
  const auto items = this->ops().quarantined(10).value();
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].body, body);
  EXPECT_EQ(items[0].cause, "cut");
  EXPECT_EQ(items[0].at, this->loop_.wall());
  EXPECT_NE(items[0].id, 0);
}

TYPED_TEST(Ops, LetsTheOldestOfTooManyGo) {
  for (std::size_t i = 0; i < kMaxQuarantineItems; ++i) this->quarantine(1, fmt::format("{}", i));
  EXPECT_EQ(this->ops().quarantined(1000)->back().device, "0");
  this->quarantine(1, "last");
  const auto items = this->ops().quarantined(1000).value();
  EXPECT_EQ(items.size(), kMaxQuarantineItems);
  EXPECT_EQ(items.front().device, "last") << "newest first";
  EXPECT_EQ(items.back().device, "1");
  EXPECT_EQ(this->ops().quarantined(2)->size(), 2u);
}

TYPED_TEST(Ops, LetsTheOldestOfTooManyBytesGo) {
  this->quarantine(kMaxQuarantineBytes / 2);
  this->quarantine(kMaxQuarantineBytes / 2, "second");
  EXPECT_EQ(this->ops().quarantined(9)->size(), 2u);
  this->quarantine(1, "third");
  const auto items = this->ops().quarantined(9).value();
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[1].device, "second");
  this->quarantine(kMaxQuarantineBytes, "whole");
  EXPECT_EQ(this->ops().quarantined(9)->size(), 1u);
  EXPECT_EQ(this->ops()
                .quarantine({0, {}, "c", "", "", std::string(kMaxQuarantineBytes + 1, 'x')})
                .error()
                .code,
            ErrorCode::too_large);
}

TYPED_TEST(Ops, RemembersARepliesForADay) {
  EXPECT_EQ(this->ops().reply_for("k").value(), std::nullopt);
  const service::IdempotentReply reply{sha256("request"), 201, R"({"id":1})"};
  ASSERT_TRUE(this->ops().remember_reply("k", reply, this->loop_.wall()));
  this->subject_.reopen();
  const auto got = this->ops().reply_for("k").value();
  ASSERT_TRUE(got);
  EXPECT_EQ(got->request_hash, reply.request_hash);
  EXPECT_EQ(got->status, 201);
  EXPECT_EQ(got->body, reply.body);
  this->loop_.advance(kIdempotencyKept - Milliseconds(1));
  EXPECT_TRUE(this->ops().reply_for("k").value());
  this->loop_.advance(Milliseconds(1));
  EXPECT_FALSE(this->ops().reply_for("k").value());
  ASSERT_TRUE(this->ops().remember_reply("other", reply, this->loop_.wall()));
  EXPECT_FALSE(this->ops().reply_for("k").value()) << "an old one is gone, not only hidden";
}

TEST(SqliteOpsStore, IsReadableByItsOwnerAlone) {
  const auto folder =
      std::filesystem::temp_directory_path() / fmt::format("cleangate-ops-{}", ::getpid());
  std::filesystem::create_directory(folder);
  const std::string path = (folder / "ops.db").string();
  VirtualLoop loop;
  EXPECT_EQ(SqliteOpsStore::open(path, false, loop).error().code, ErrorCode::not_found);
  {
    const auto store = SqliteOpsStore::open(path, true, loop).value();
    ASSERT_TRUE(store->put_token({"a", "", "admin", sha256("1"), loop.wall()}));
    struct stat status{};
    for (const char* suffix : {"", "-wal"}) {
      ASSERT_EQ(::stat((path + suffix).c_str(), &status), 0) << suffix;
      EXPECT_EQ(status.st_mode & 0777, 0600u) << suffix;
    }
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace cleangate::store
