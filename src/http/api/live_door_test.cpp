#include "http/api/live_door.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "http/api/test_plant.h"

namespace cleangate::http {
namespace {

Principal somebody(std::string id) {
  return {Role::guard, std::move(id), "name"};
}

TEST(LiveDoor, ClosesWhoseCredentialHasEndedAndNobodyElse) {
  LiveDoor door;
  const auto a = std::make_shared<FakeClient>(), b = std::make_shared<FakeClient>();
  door.add(somebody("a"), Role::guard, a);
  door.add(somebody("b"), Role::board_key, b);
  std::vector<Role> asked;
  door.recheck([&](const Principal& principal, Role role) {
    asked.push_back(role);
    return principal.id != "a";
  });
  EXPECT_EQ(a->closed_code, 1008);
  EXPECT_EQ(b->closed_code, 0);
  EXPECT_EQ(asked, (std::vector{Role::guard, Role::board_key}));
  ASSERT_EQ(door.open().size(), 1u);
  EXPECT_EQ(door.open()[0].id, "b");
}

TEST(LiveDoor, HasRoomForSoManyOfAPrincipalAndForEverybodyElse) {
  LiveDoor door;
  std::vector<std::shared_ptr<FakeClient>> clients;
  const auto enters = [&](const std::string& id) {
    clients.push_back(std::make_shared<FakeClient>());
    return door.add(somebody(id), Role::board_key, clients.back());
  };
  for (std::size_t i = 0; i < kMaxLivePerPrincipal; ++i) {
    EXPECT_TRUE(door.has_room(somebody("a"))) << i;
    EXPECT_TRUE(enters("a")) << i;
  }
  EXPECT_FALSE(door.has_room(somebody("a")));
  EXPECT_FALSE(enters("a"));
  EXPECT_EQ(clients.back()->closed_code, 1013);
  EXPECT_TRUE(enters("b"));
  clients.erase(clients.begin());
  EXPECT_TRUE(enters("a")) << "one has gone";
}

TEST(LiveDoor, KeepsNoClientAlive) {
  LiveDoor door;
  auto client = std::make_shared<FakeClient>();
  const std::weak_ptr<FakeClient> watched = client;
  door.add(somebody("a"), Role::guard, client);
  client.reset();
  EXPECT_TRUE(watched.expired());
  EXPECT_TRUE(door.open().empty());
  door.recheck([](const Principal&, Role) {
    ADD_FAILURE() << "nobody is here";
    return false;
  });
}

}  // namespace
}  // namespace cleangate::http
