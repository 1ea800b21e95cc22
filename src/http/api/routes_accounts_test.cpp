#include <gtest/gtest.h>

#include "base/limits.h"
#include "http/api/test_browser.h"

namespace cleangate::http {
namespace {

using namespace std::chrono_literals;

class AccountsTest : public testing::Test {
 protected:
  std::string user(std::string_view name) { return "/api/v1/users/" + here_.id_of(name); }
  static Json disabled(bool yes) { return Json::object({{"disabled", yes}}); }
  static Json role(std::string_view word) { return Json::object({{"role", word}}); }
  Json operations(const std::string& query = "") {
    return here_.does("GET", "/api/v1/operations" + query)["items"];
  }
  PlantWithPeople here_;
};

TEST_F(AccountsTest, AnInvitedUserSignsInWithHisRole) {
  for (const char* word : {"viewer", "guard", "manager", "admin"}) {
    here_.loop.advance(1ms);  // else two ids would be of the same moment
    Browser browser = here_.person(word, word);
    EXPECT_EQ(browser.does("GET", "/api/v1/session")["user"]["role"].text(), word);
  }
  const Json users = here_.does("GET", "/api/v1/users")["items"];
  ASSERT_EQ(users.items().size(), 4u);
  EXPECT_EQ(users.items()[0]["username"].text(), "viewer");
  EXPECT_EQ(users.items()[0]["disabled"].boolean(), false);
  EXPECT_TRUE(users.items()[0]["last_login_at"].is_text());
  EXPECT_EQ(users.dump().find("fake:"), std::string::npos) << "no hash is shown";
}

TEST_F(AccountsTest, AViewerSeesPhonesMaskedAndAGuardWhole) {
  Json plant = here_.does("GET", "/api/v1/plant");
  plant.set("board", Json::object({{"legal_phone", "13912345678"}}));
  here_.does("PUT", "/api/v1/plant", plant);
  const auto seen_by = [&](std::string_view word) {
    here_.loop.advance(1ms);
    Browser browser = here_.person(std::string(word), std::string(word));
    return std::string(*browser.does("GET", "/api/v1/plant")["board"]["legal_phone"].text());
  };
  EXPECT_EQ(seen_by("viewer"), "139XXXXXXXX");
  EXPECT_EQ(seen_by("guard"), "13912345678");
}

TEST_F(AccountsTest, SaysWhichFieldOfAUserIsWrong) {
  (void)here_.invite("zhang", "guard");
  const auto invites = [&](std::string_view name, std::string_view shown, std::string_view word) {
    return here_.ask("POST", "/api/v1/users", "admin-token",
                     Json::object({{"username", name}, {"display_name", shown}, {"role", word}}));
  };
  EXPECT_EQ(invites("z", "张三", "guard").status, 422);
  EXPECT_EQ(invites("wang", "", "guard").status, 422);
  EXPECT_EQ(invites("wang", "张三", "boss").status, 422);
  EXPECT_EQ(invites("wang", "张三", "board_key").status, 422);
  const Response taken = invites("ZHANG", "张三", "guard");
  EXPECT_EQ(taken.status, 409);
  EXPECT_EQ(parse_json(taken.body).value()["errors"].items()[0]["field"].text(), "username");
  here_.does("PATCH", user("zhang"), role("boss"), 422);
  here_.does("PATCH", user("zhang"), Json::object({{"disabled", "yes"}}), 422);
  here_.does("PATCH", "/api/v1/users/nobody", disabled(true), 404);
  here_.does("POST", "/api/v1/users/nobody/reset", {}, 404);
}

TEST_F(AccountsTest, ADisabledUserIsOutAtOnce) {
  Browser guard = here_.person("zhang", "guard");
  Browser other = here_.person("wang", "guard");
  const auto screen = guard.connect(), others_screen = other.connect();
  const auto link = token_of(here_.does("POST", user("zhang") + "/reset"));
  here_.does("PATCH", user("zhang"), disabled(true));
  EXPECT_EQ(guard.ask("GET", "/api/v1/session").status, 401);
  EXPECT_EQ(screen->closed_code, 1008);
  EXPECT_EQ(others_screen->closed_code, 0);
  EXPECT_EQ(guard.sign_in("zhang").status, 401);
  EXPECT_EQ(Browser(here_).ask("GET", "/api/v1/setup/" + link).status, 404);
  EXPECT_EQ(Browser(here_)
                .ask("POST", "/api/v1/setup",
                     Json::object({{"token", link}, {"password", "another horse"}}))
                .status,
            404);
  here_.does("POST", user("zhang") + "/reset", {}, 409);
  here_.does("PATCH", user("zhang"), disabled(false));
  EXPECT_EQ(guard.ask("GET", "/api/v1/session").status, 401) << "old sessions stay ended";
  EXPECT_EQ(guard.sign_in("zhang").status, 200);
}

TEST_F(AccountsTest, ALowerRoleCountsAtOnceAndClosesWhatItMayNotSee) {
  Browser guard = here_.person("zhang", "guard");
  const auto screen = guard.connect();
  here_.does("PATCH", user("zhang"), role("manager"));
  EXPECT_EQ(screen->closed_code, 0);
  here_.does("PATCH", user("zhang"), role("viewer"));
  EXPECT_EQ(screen->closed_code, 1008);
  EXPECT_EQ(guard.ask("POST", "/api/v1/lanes/1/open", Json::object({{"reason", "x"}})).status, 403);
  EXPECT_EQ(guard.ask("GET", "/api/v1/plant").status, 200);
}

TEST_F(AccountsTest, ARevokedTokensScreenCloses) {
  const Json made = here_.does("POST", "/api/v1/tokens",
                               Json::object({{"label", "wall"}, {"role", "guard"}}), 201);
  const auto screen = here_.connect("/api/v1/live", *made["token"].text());
  const Json key = here_.does("POST", "/api/v1/board-keys", Json::object(), 201);
  const auto board = here_.connect("/api/v1/board/live?key=" + std::string(*key["key"].text()));
  ASSERT_TRUE(screen && board);
  here_.does("DELETE", "/api/v1/tokens/" + std::string(*made["id"].text()));
  EXPECT_EQ(screen->closed_code, 1008);
  EXPECT_EQ(board->closed_code, 0);
  here_.does("DELETE", "/api/v1/board-keys/" + std::string(*key["id"].text()));
  EXPECT_EQ(board->closed_code, 1008);
}

TEST_F(AccountsTest, TheLastAdministratorStaysOne) {
  (void)here_.person("boss", "admin");
  (void)here_.invite("invited", "admin");  // cannot sign in yet, so does not count
  here_.does("PATCH", user("boss"), disabled(true), 409);
  here_.does("PATCH", user("boss"), role("manager"), 409);
  here_.does("PATCH", user("boss"), Json::object({{"display_name", "厂长"}}));
  (void)here_.person("second", "admin");
  here_.does("PATCH", user("boss"), role("manager"));
  here_.does("PATCH", user("second"), disabled(true), 409);
  here_.does("PATCH", user("invited"), disabled(true));
}

TEST_F(AccountsTest, ThereIsRoomForSoManyUsersAndNoMore) {
  for (std::size_t i = here_.accounts.sessions().users().size(); i + 1 < kMaxUsers; ++i) {
    const std::string id = "u" + std::to_string(i);
    here_.accounts.sessions().put_user({id, id, id, "viewer", false, {}, {}, ""});
  }
  (void)here_.invite("last", "viewer");
  here_.does("POST", "/api/v1/users",
             Json::object({{"username", "toomany"}, {"display_name", "x"}, {"role", "viewer"}}),
             507);
}

TEST_F(AccountsTest, TheLogTellsOfUsersButNoSecret) {
  Browser guard = here_.person("zhang", "guard");
  here_.does("PATCH", user("zhang"), disabled(true));
  const Json page = here_.does("GET", "/api/v1/log/entries?limit=500");
  int users = 0, passwords = 0;
  for (const Json& item : page["items"].items()) {
    const std::string text = item["payload"].dump();
    users += text.find("display_name") != std::string::npos ? 1 : 0;
    passwords += text.find("\"password\"") != std::string::npos ? 1 : 0;
    EXPECT_EQ(text.find("right horse"), std::string::npos);
    EXPECT_EQ(text.find("fake:"), std::string::npos);
    EXPECT_EQ(text.find(guard.cookie), std::string::npos);
  }
  EXPECT_EQ(users, 3) << "invited, password set, disabled";
  EXPECT_EQ(passwords, 1);
}

TEST_F(AccountsTest, TheLoginLogTellsWhoTriedFromWhere) {
  Browser browser = here_.person("zhang", "guard");
  EXPECT_EQ(browser.sign_in("zhang", "wrong").status, 401);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(browser.sign_in("nobody", "wrong").status, 401);
  EXPECT_EQ(browser.sign_in("nobody", "wrong").status, 429);
  EXPECT_EQ(browser.ask("DELETE", "/api/v1/session").status, 204);
  const Json page = here_.does("GET", "/api/v1/login-log?limit=3");
  ASSERT_EQ(page["items"].items().size(), 3u);
  EXPECT_EQ(page["items"].items()[0]["outcome"].text(), "signed_out");
  EXPECT_EQ(page["items"].items()[1]["outcome"].text(), "locked");
  EXPECT_EQ(page["items"].items()[2]["outcome"].text(), "wrong");
  EXPECT_EQ(page["items"].items()[2]["username"].text(), "nobody");
  EXPECT_EQ(page["items"].items()[2]["address"].text(), "192.168.1.10");
  const Json rest =
      here_.does("GET", "/api/v1/login-log?cursor=" + std::string(page["next"].text().value()));
  EXPECT_EQ(rest["items"].items().back()["outcome"].text(), "ok");
  EXPECT_TRUE(rest["next"].is_null());
  EXPECT_EQ(page.dump().find("\"wrong horse\""), std::string::npos);
  here_.does("GET", "/api/v1/login-log?cursor=x", {}, 422);
}

TEST_F(AccountsTest, EveryUnsafeCallOfAPersonOrTokenIsInTheOperationLog) {
  Browser guard = here_.person("zhang", "guard");
  const auto before = operations().items().size();
  EXPECT_EQ(
      guard.ask("PATCH", "/api/v1/lanes/1", Json::object({{"mode", "observe"}, {"reason", "x"}}))
          .status,
      200);
  EXPECT_EQ(guard.ask("PUT", "/api/v1/plant", Json::object({{"name", "x"}})).status, 403);
  EXPECT_EQ(guard.ask("GET", "/api/v1/plant").status, 200);
  EXPECT_EQ(guard.ask("PUT", "/api/v1/preferences/table", Json::array()).status, 200);
  EXPECT_EQ(here_.ask("POST", "/api/v1/lanes", "wrong-token").status, 401);
  here_.does("POST", "/api/v1/gates", Json::object({{"id", "west"}}), 201);
  const Json all = operations();
  ASSERT_EQ(all.items().size(), before + 3);
  const Json &gate = all.items()[0], &plant = all.items()[1], &lane = all.items()[2];
  EXPECT_EQ(gate["actor"].text(), "admin (token admin)");
  EXPECT_EQ(gate["action"].text(), "createGate");
  EXPECT_EQ(plant["status"].integer(), 403);
  EXPECT_TRUE(plant["index"].is_null());
  EXPECT_EQ(lane["actor"].text(), "zhang");
  EXPECT_EQ(lane["role"].text(), "guard");
  EXPECT_EQ(lane["target"].text(), "/api/v1/lanes/1");
  const auto index = lane["index"].integer();
  ASSERT_TRUE(index);
  const Json entry =
      here_.does("GET", "/api/v1/log/entries?limit=1&from=" + std::to_string(*index))["items"];
  EXPECT_NE(entry.dump().find("observe"), std::string::npos) << "the entry that it made";
  EXPECT_EQ(operations("?actor=zhang").items().size(), 2u);
  EXPECT_EQ(operations("?actor=zhang&limit=1").items().size(), 1u);
  const std::string now = to_rfc3339(here_.loop.wall() + 1s);
  EXPECT_EQ(operations("?from=" + now.substr(0, now.find('+')) + "%2B08:00").items().size(), 0u);
  here_.does("GET", "/api/v1/operations?from=yesterday", {}, 422);
}

TEST_F(AccountsTest, PreferencesAreOfEachUser) {
  Browser zhang = here_.person("zhang", "viewer"), wang = here_.person("wang", "viewer");
  const std::string path = "/api/v1/preferences/passages.columns";
  EXPECT_EQ(zhang.does("GET", path), Json(nullptr));  // never set
  const Json value = Json::object({{"order", Json::array({Json("plate")})}});
  EXPECT_EQ(zhang.does("PUT", path, value), value);
  EXPECT_EQ(zhang.does("GET", path), value);
  EXPECT_EQ(wang.does("GET", path), Json(nullptr));
  EXPECT_EQ(zhang.ask("GET", "/api/v1/preferences/a%2Fb").status, 422);
  EXPECT_EQ(zhang.ask("GET", "/api/v1/preferences/" + std::string(65, 'k')).status, 422);
  const Json fits = Json(std::string(kMaxPreferenceBytes - 2, 'x'));
  EXPECT_EQ(zhang.ask("PUT", path, fits).status, 200);
  EXPECT_EQ(zhang.ask("PUT", path, Json(std::string(kMaxPreferenceBytes - 1, 'x'))).status, 413);
}

/// Takes nothing, as on a full disk.
class FullLog final : public service::Log {
 public:
  explicit FullLog(Executor& executor) : executor_(executor) {}
  void append(service::Draft, service::Priority, service::Reserve, Done done) override {
    refuse(std::move(done));
  }
  void append_all(std::vector<service::Draft>, service::Priority, service::Reserve reserve,
                  Done done) override {
    reserves.push_back(reserve);
    refuse(std::move(done));
  }
  std::vector<service::Reserve> reserves;

 private:
  void refuse(Done done) {
    executor_.post([done = std::move(done)]() mutable { done(fail(ErrorCode::full, "full")); });
  }
  Executor& executor_;
};

TEST_F(AccountsTest, WhatTheLogRefusesIsNotInForce) {
  Browser boss = here_.person("boss", "admin"), guard = here_.person("zhang", "guard");
  const auto reset = token_of(here_.does("POST", user("zhang") + "/reset"));
  FullLog full(here_.loop);
  service::Plant plant{kTestPlant, here_.loop, here_.random, here_.loop,    full,      here_.media,
                       here_.log,  here_.ops,  here_.loop,   here_.barrier, here_.hub, {}};
  service::Accounts accounts{{plant, here_.people, here_.hasher, here_.loop}};
  ASSERT_TRUE(accounts.load());
  std::vector<ErrorCode> said;
  const auto note = [&](const auto& answer) {
    said.push_back(answer ? ErrorCode::internal : answer.error().error.code);
  };
  const service::Actor actor{"boss", "admin"};
  const auto zhang = here_.id_of("zhang");
  const auto before = here_.people.users().value();
  accounts.change_user(zhang, role("admin"), actor, note);
  accounts.change_user(zhang, disabled(true), actor, note);
  accounts.reset_user(zhang, actor, note);
  accounts.create_user(
      Json::object({{"username", "li"}, {"display_name", "李"}, {"role", "admin"}}), actor, note);
  accounts.use_link(Json::object({{"token", reset}, {"password", "another horse"}}), {}, note);
  const auto session = accounts.sessions().of_user(zhang).at(0);
  accounts.change_password(
      Json::object({{"current", "right horse"}, {"password", "another horse"}}),
      {"192.168.1.10", session}, note);
  here_.loop.run_until_idle();
  EXPECT_EQ(said, std::vector(6, ErrorCode::full));
  EXPECT_EQ(full.reserves.at(1), service::Reserve::yes) << "shutting out draws on the reserve";
  const auto after = here_.people.users().value();
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    EXPECT_EQ(after[i].role, before[i].role);
    EXPECT_EQ(after[i].disabled, before[i].disabled);
    EXPECT_EQ(after[i].password, before[i].password);
  }
  EXPECT_TRUE(here_.people.link(sha256(reset), here_.loop.wall()).value()) << "it is not spent";
  EXPECT_EQ(guard.ask("GET", "/api/v1/session").status, 200);
}

TEST_F(AccountsTest, OfTwoAdministratorsWhoLeaveAtOnceOneStays) {
  Browser boss = here_.person("boss", "admin"), chief = here_.person("chief", "admin");
  std::vector<bool> said;
  for (const char* name : {"boss", "chief"}) {
    here_.accounts.change_user(here_.id_of(name), role("guard"), {name, "admin"},
                               [&](const auto& answer) { said.push_back(answer.has_value()); });
  }
  here_.loop.run_until_idle();
  EXPECT_EQ(said, (std::vector<bool>{true, false}));
}

TEST_F(AccountsTest, AScreenOpensByCookieFromItsOwnSiteOnly) {
  Browser guard = here_.person("zhang", "guard"), viewer = here_.person("li", "viewer");
  EXPECT_TRUE(guard.connect({{"Origin", "http://gate:8080"}, {"Host", "gate:8080"}}));
  EXPECT_FALSE(guard.connect({{"Origin", "http://evil.example"}, {"Host", "gate:8080"}}));
  EXPECT_FALSE(viewer.connect());
  guard.cookie = std::string(64, '0');
  EXPECT_FALSE(guard.connect());
}

}  // namespace
}  // namespace cleangate::http
