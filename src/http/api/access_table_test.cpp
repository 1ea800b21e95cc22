#include "http/api/access_table.h"

#include <gtest/gtest.h>

#include "store/memory/memory_ops_store.h"

namespace cleangate::http {
namespace {

class AccessTableTest : public testing::Test {
 protected:
  AccessTableTest() {
    EXPECT_TRUE(ops_.put_token({"t1", "office", "admin", sha256("admin-token"), clock_.wall()}));
    EXPECT_TRUE(ops_.put_token({"t2", "booth", "guard", sha256("guard-token"), clock_.wall()}));
    EXPECT_TRUE(ops_.put_board_key({"b1", sha256("board-key"), false, clock_.wall()}));
    EXPECT_TRUE(ops_.put_device_secrets({"cam1", sha256("camera-secret"), "admin", "password"}));
    EXPECT_TRUE(table_.load(ops_));
  }
  std::optional<Principal> find(std::string authorization, std::string_view key = "") {
    Request request;
    EXPECT_TRUE(parse_target("/x" + (key.empty() ? "" : "?key=" + std::string(key)), request));
    if (!authorization.empty()) request.headers.add("Authorization", std::move(authorization));
    return table_.find(request);
  }

  SystemClock clock_;
  store::MemoryOpsStore ops_{clock_};
  AccessTable table_;
};

TEST_F(AccessTableTest, KnowsATokenByItsSecret) {
  const auto admin = find("Bearer admin-token");
  ASSERT_TRUE(admin);
  EXPECT_EQ(admin->role, Role::admin);
  EXPECT_EQ(admin->id, "t1");
  EXPECT_EQ(admin->name, "office");
  EXPECT_EQ(find("bearer  guard-token ")->role, Role::guard) << "the scheme has no case";
}

TEST_F(AccessTableTest, RefusesEverythingElse) {
  for (const char* given : {"", "Bearer", "Bearer ", "Bearer wrong", "Bearer admin-token2",
                            "Basic admin-token", "admin-token", "Bearer camera-secret"}) {
    EXPECT_FALSE(find(given)) << given;
  }
}

TEST_F(AccessTableTest, AKeyStandsInTheAddressAndATokenNever) {
  EXPECT_EQ(find("", "board-key")->role, Role::board_key);
  EXPECT_FALSE(find("Bearer board-key"));
  EXPECT_FALSE(find("", "admin-token"));
  EXPECT_FALSE(find("Bearer wrong", "board-key")) << "the header is what counts";
}

TEST_F(AccessTableTest, EachRoleIsItselfAndAnUnknownOneOpensNothing) {
  for (const char* role : {"viewer", "guard", "manager", "admin"}) {
    ASSERT_TRUE(ops_.put_token({role, role, role, sha256(role), clock_.wall()}));
  }
  ASSERT_TRUE(ops_.put_token({"t9", "x", "owner", sha256("owner"), clock_.wall()}));
  ASSERT_TRUE(table_.load(ops_));
  for (const char* role : {"viewer", "guard", "manager", "admin"}) {
    EXPECT_EQ(to_text(find("Bearer " + std::string(role))->role), role);
  }
  EXPECT_FALSE(find("Bearer owner"));
}

TEST_F(AccessTableTest, ARevokedTokenIsForgottenWithTheNextLoad) {
  ASSERT_TRUE(ops_.remove_token("t1"));
  ASSERT_TRUE(table_.load(ops_));
  EXPECT_FALSE(find("Bearer admin-token"));
  EXPECT_TRUE(find("Bearer guard-token"));
}

TEST_F(AccessTableTest, ComparesDeviceSecrets) {
  EXPECT_TRUE(table_.is_device("cam1", "camera-secret"));
  EXPECT_FALSE(table_.is_device("cam1", "camera-secreT"));
  EXPECT_FALSE(table_.is_device("cam1", ""));
  EXPECT_FALSE(table_.is_device("cam2", "camera-secret"));
  EXPECT_FALSE(table_.is_device("cam2", std::string(32, '\0')));
  EXPECT_EQ(table_.secrets_of("cam1")->password, "password");
  EXPECT_FALSE(table_.secrets_of("cam2"));
}

}  // namespace
}  // namespace cleangate::http
