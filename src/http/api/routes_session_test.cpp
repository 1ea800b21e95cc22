#include <gtest/gtest.h>

#include "base/limits.h"
#include "http/api/test_browser.h"

namespace cleangate::http {
namespace {

using namespace std::chrono_literals;

class SessionTest : public testing::Test {
 protected:
  static Json login(std::string_view name, std::string_view password) {
    return Json::object({{"username", name}, {"password", password}});
  }
  /// From its own address, so that the brake of one address does not matter.
  int sign_in(std::string_view name, std::string_view password,
              const std::string& address = "10.0.0.1") {
    return Browser(here_, address).ask("POST", "/api/v1/session", login(name, password)).status;
  }
  PlantWithPeople here_;
};

TEST_F(SessionTest, TheFirstLinkMakesAnAdministratorOnce) {
  const auto token = service::put_first_link(here_.people, here_.random, here_.loop.wall()).value();
  EXPECT_EQ(token.size(), 64u) << "256 bit";
  Browser browser(here_);
  const Json shown = browser.does("GET", "/api/v1/setup/" + token);
  EXPECT_EQ(shown["purpose"].text(), "first");
  EXPECT_EQ(shown["plant"]["name"].text(), "测试厂");
  const Json form = Json::object({{"token", token},
                                  {"username", "boss"},
                                  {"display_name", "厂长"},
                                  {"password", "right horse"}});
  EXPECT_EQ(browser.enter("/api/v1/setup", form).status, 201);
  const Json session = browser.does("GET", "/api/v1/session");
  EXPECT_EQ(session["user"]["role"].text(), "admin");
  EXPECT_EQ(session["user"]["display_name"].text(), "厂长");
  EXPECT_EQ(session["plant"]["id"].text(), kTestPlant);
  EXPECT_EQ(browser.ask("POST", "/api/v1/setup", form).status, 404) << "spent";
  EXPECT_EQ(browser.ask("GET", "/api/v1/setup/" + token).status, 404);
  EXPECT_EQ(browser.ask("GET", "/api/v1/setup/" + std::string(64, '0')).status, 404);
  EXPECT_EQ(here_.hasher.hash("x"), "fake:x");
}

TEST_F(SessionTest, AFaultInTheFormNamesItsFieldAndLeavesTheLink) {
  const auto token = service::put_first_link(here_.people, here_.random, here_.loop.wall()).value();
  (void)here_.person("taken", "viewer");
  struct Row {
    const char *name, *password, *field;
  };
  for (const Row& row : {Row{"x", "right horse", "username"},
                         {"a b", "right horse", "username"},
                         {"TAKEN", "right horse", "username"},
                         {"boss", "short", "password"},
                         {"boss_boss_boss", "BOSS_boss_boss", "password"},
                         {"boss", "aaaaaaaaaaaa", "password"}}) {
    const Response response = Browser(here_).ask(
        "POST", "/api/v1/setup",
        Json::object({{"token", token}, {"username", row.name}, {"password", row.password}}));
    EXPECT_EQ(response.status, 422) << row.name;
    const Json errors = parse_json(response.body).value()["errors"];
    ASSERT_EQ(errors.items().size(), 1u) << response.body;
    EXPECT_EQ(errors.items()[0]["field"].text(), row.field);
    EXPECT_FALSE(errors.items()[0]["message"]["zh"].text()->empty());
  }
  EXPECT_EQ(Browser(here_).ask("GET", "/api/v1/setup/" + token).status, 200);
}

TEST_F(SessionTest, LinksExpire) {
  const auto first = service::put_first_link(here_.people, here_.random, here_.loop.wall()).value();
  const auto invited = here_.invite("wang", "guard");
  const auto asks = [&](const std::string& token) {
    return Browser(here_).ask("GET", "/api/v1/setup/" + token).status;
  };
  here_.loop.advance(kInviteLimit - 1ms);
  EXPECT_EQ(asks(invited), 200);
  here_.loop.advance(1ms);
  EXPECT_EQ(asks(invited), 404);
  here_.loop.advance(kFirstLinkLimit - kInviteLimit - 1ms);
  EXPECT_EQ(asks(first), 200);
  here_.loop.advance(1ms);
  EXPECT_EQ(asks(first), 404);
}

TEST_F(SessionTest, TheCookieIsOutOfReachOfScriptsAndOtherSites) {
  (void)here_.person("zhang", "guard");
  Browser browser(here_);
  const auto flags = [&] {
    const std::string set(browser.sign_in("zhang").headers.get("Set-Cookie"));
    return set.substr(set.find(';'));
  };
  EXPECT_EQ(flags(), "; Max-Age=604800; Path=/; HttpOnly; SameSite=Strict");
  browser.secure = true;
  EXPECT_EQ(flags(), "; Max-Age=604800; Path=/; HttpOnly; SameSite=Strict; Secure");
  for (const auto& kept : here_.people.sessions().value()) {
    EXPECT_NE(kept.secret_hash.view(), browser.cookie) << "only its hash is stored";
  }
}

TEST_F(SessionTest, UnsafeRequestsOfABrowserNeedItsCsrfToken) {
  Browser guard = here_.person("zhang", "guard");
  const std::string right = guard.csrf;
  const Json reason = Json::object({{"reason", "test"}});
  Browser other = here_.person("wang", "guard");
  for (const auto& wrong : {std::string(), std::string("x"), right + "0", other.csrf}) {
    guard.csrf = wrong;
    const Response response = guard.ask("POST", "/api/v1/lanes/1/open", reason);
    EXPECT_EQ(response.status, 403);
    EXPECT_EQ(parse_json(response.body).value()["code"].text(), "csrf");
  }
  EXPECT_TRUE(here_.barrier.opened.empty());
  EXPECT_EQ(guard.ask("GET", "/api/v1/session").status, 200) << "reading needs none";
  guard.csrf = right;
  EXPECT_EQ(guard.ask("POST", "/api/v1/lanes/1/open", reason).status, 200);
}

TEST_F(SessionTest, ASessionThatWasPlantedIsNotTakenOver) {
  (void)here_.person("zhang", "guard");
  Browser victim(here_);
  victim.cookie = std::string(64, 'a');
  EXPECT_EQ(victim.sign_in("zhang").status, 200);
  EXPECT_NE(victim.cookie, std::string(64, 'a'));
  Browser attacker(here_);
  attacker.cookie = std::string(64, 'a');
  EXPECT_EQ(attacker.ask("GET", "/api/v1/session").status, 401);
}

TEST_F(SessionTest, SigningInAgainEndsTheSessionThatWasOpenThere) {
  Browser browser = here_.person("zhang", "guard");
  Browser before = browser;
  EXPECT_EQ(browser.sign_in("zhang").status, 200);
  EXPECT_EQ(before.ask("GET", "/api/v1/session").status, 401);
  EXPECT_EQ(browser.ask("GET", "/api/v1/session").status, 200);
}

TEST_F(SessionTest, AnUnknownNameCostsAsMuchAndSaysAsMuchAsAWrongPassword) {
  (void)here_.person("zhang", "guard");
  const auto invited = here_.invite("li", "guard");
  const auto answer = [&](std::string_view name) {
    const int before = here_.hasher.verified;
    const Response response =
        Browser(here_).ask("POST", "/api/v1/session", login(name, "a wrong one"));
    EXPECT_EQ(here_.hasher.verified - before, 1) << name;
    EXPECT_EQ(response.status, 401) << name;
    return response.body;
  };
  const std::string wrong = answer("zhang");
  EXPECT_EQ(answer("nobody"), wrong);
  EXPECT_EQ(answer("li"), wrong) << "invited, no password yet";
  here_.does("PATCH", "/api/v1/users/" + here_.id_of("zhang"), Json::object({{"disabled", true}}));
  EXPECT_EQ(answer("zhang"), wrong) << "disabled";
}

TEST_F(SessionTest, FiveWrongPasswordsLockTheNameAtThatAddress) {
  (void)here_.person("zhang", "guard");
  for (std::size_t i = 1; i < kMaxLoginFailures; ++i) EXPECT_EQ(sign_in("zhang", "wrong"), 401);
  EXPECT_EQ(sign_in("zhang", "right horse"), 200) << "n-1 wrong ones";
  for (std::size_t i = 0; i < kMaxLoginFailures; ++i) EXPECT_EQ(sign_in("zhang", "wrong"), 401);
  const Response locked = Browser(here_, "10.0.0.1").sign_in("zhang");
  EXPECT_EQ(locked.status, 429) << "n, and now the right one";
  EXPECT_EQ(locked.headers.get("Retry-After"), "900");
  EXPECT_FALSE(locked.headers.has("Set-Cookie"));
  EXPECT_EQ(sign_in("zhang", "right horse", "10.0.0.2"), 200) << "he himself, elsewhere";
  here_.loop.advance(kLoginLock - 1ms);
  EXPECT_EQ(sign_in("zhang", "right horse"), 429);
  here_.loop.advance(1ms);
  EXPECT_EQ(sign_in("zhang", "right horse"), 200);
}

TEST_F(SessionTest, ANameThatNobodyHasLocksJustTheSame) {
  for (std::size_t i = 0; i < kMaxLoginFailures; ++i) EXPECT_EQ(sign_in("nobody", "wrong"), 401);
  EXPECT_EQ(sign_in("nobody", "wrong"), 429);
}

TEST_F(SessionTest, OneAddressCannotTryManyNames) {
  int looked_at = 0;
  for (int i = 0; i < 100; ++i) {
    looked_at += sign_in("name" + std::to_string(i), "wrong") == 401 ? 1 : 0;
  }
  EXPECT_EQ(looked_at, static_cast<int>(kSignInBurst));
  EXPECT_EQ(sign_in("zhang", "wrong", "10.0.0.2"), 401) << "another address is free";
}

TEST_F(SessionTest, AFloodOfSignInsLeavesTheGateAloneAndIsTurnedAway) {
  // All at once: nothing runs in between.
  int busy = 0, answered = 0;
  for (std::size_t i = 0; i < 2 * kMaxPasswordQueue; ++i) {
    Request request = TestPlant::request("POST", "/api/v1/session",
                                         login("n" + std::to_string(i), "wrong").dump());
    request.peer_address = "10.1.0." + std::to_string(i);
    here_.api->router().handle(std::move(request), Respond([&](Response response, After) {
                                 ++answered;
                                 busy += response.status == 503 ? 1 : 0;
                                 if (response.status == 503) {
                                   EXPECT_TRUE(response.headers.has("Retry-After"));
                                 }
                               }));
  }
  EXPECT_EQ(busy, static_cast<int>(kMaxPasswordQueue)) << "turned away at once";
  EXPECT_EQ(here_.hasher.verified, 0) << "and no password was looked at on this thread";
  here_.loop.run_until_idle();
  EXPECT_EQ(answered, static_cast<int>(2 * kMaxPasswordQueue));
  EXPECT_EQ(here_.hasher.verified, static_cast<int>(kMaxPasswordQueue));
  EXPECT_EQ(sign_in("nobody", "wrong"), 401) << "there is room again";
}

TEST_F(SessionTest, AFormOfAnotherSiteSignsNobodyIn) {
  (void)here_.person("zhang", "guard");
  Request request =
      TestPlant::request("POST", "/api/v1/session", login("zhang", "right horse").dump(),
                         {{"Origin", "http://evil.example"}, {"Host", "gate:8080"}});
  EXPECT_EQ(here_.ask(std::move(request), here_.api->router()).status, 403);
}

TEST_F(SessionTest, SigningOutEndsItAtOnce) {
  Browser browser = here_.person("zhang", "guard");
  const Response out = browser.ask("DELETE", "/api/v1/session");
  EXPECT_EQ(out.status, 204);
  EXPECT_TRUE(out.headers.get("Set-Cookie").starts_with("cg_session=; Max-Age=0; "));
  EXPECT_EQ(browser.ask("GET", "/api/v1/session").status, 401) << "the old cookie is worth nothing";
  EXPECT_TRUE(here_.people.sessions()->empty());
}

TEST_F(SessionTest, ANewPasswordEndsTheOtherSessions) {
  Browser here = here_.person("zhang", "guard");
  Browser there(here_);
  EXPECT_EQ(there.sign_in("zhang").status, 200);
  const auto change = [&](std::string_view current, std::string_view password) {
    return here.ask("PUT", "/api/v1/session/password",
                    Json::object({{"current", current}, {"password", password}}));
  };
  const Response wrong = change("wrong horse", "another horse");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(parse_json(wrong.body).value()["errors"].items()[0]["field"].text(), "current");
  EXPECT_EQ(change("right horse", "short").status, 422);
  EXPECT_EQ(there.ask("GET", "/api/v1/session").status, 200);
  EXPECT_EQ(change("right horse", "another horse").status, 204);
  EXPECT_EQ(here.ask("GET", "/api/v1/session").status, 200);
  EXPECT_EQ(there.ask("GET", "/api/v1/session").status, 401);
  EXPECT_EQ(there.sign_in("zhang").status, 401);
  EXPECT_EQ(there.sign_in("zhang", "another horse").status, 200);
}

TEST_F(SessionTest, AnOpenSessionIsNoPlaceToGuessThePassword) {
  Browser browser = here_.person("zhang", "guard");
  const auto guess = [&] {
    return browser
        .ask("PUT", "/api/v1/session/password",
             Json::object({{"current", "a guess"}, {"password", "another horse"}}))
        .status;
  };
  for (std::size_t i = 0; i < kMaxLoginFailures; ++i) EXPECT_EQ(guess(), 422);
  EXPECT_EQ(guess(), 429);
}

TEST_F(SessionTest, AResetLinkChangesThePasswordAndEndsEverything) {
  Browser old = here_.person("zhang", "guard");
  const Json link = here_.does("POST", "/api/v1/users/" + here_.id_of("zhang") + "/reset");
  EXPECT_EQ(old.ask("GET", "/api/v1/session").status, 200) << "not before it is used";
  Browser fresh(here_);
  EXPECT_EQ(fresh.does("GET", "/api/v1/setup/" + token_of(link))["username"].text(), "zhang");
  const Json form = Json::object({{"token", token_of(link)}, {"password", "another horse"}});
  EXPECT_EQ(fresh.enter("/api/v1/setup", form).status, 201);
  EXPECT_EQ(old.ask("GET", "/api/v1/session").status, 401);
  EXPECT_EQ(fresh.does("GET", "/api/v1/session")["user"]["role"].text(), "guard");
}

TEST_F(SessionTest, ANewPasswordEndsTheLinkThatIsStillUnderWay) {
  Browser browser = here_.person("zhang", "guard");
  const Json link = here_.does("POST", "/api/v1/users/" + here_.id_of("zhang") + "/reset");
  browser.does("PUT", "/api/v1/session/password",
               Json::object({{"current", "right horse"}, {"password", "another horse"}}), 204);
  EXPECT_EQ(Browser(here_).ask("GET", "/api/v1/setup/" + token_of(link)).status, 404);
}

TEST_F(SessionTest, ABearerTokenIsSomebodyWithoutASession) {
  const Json session = here_.does("GET", "/api/v1/session");
  EXPECT_EQ(session["user"]["username"].text(), "admin");
  EXPECT_TRUE(session["csrf"].is_null());
  here_.does("DELETE", "/api/v1/session", {}, 404);
  here_.does("PUT", "/api/v1/session/password", Json::object(), 404);
}

TEST_F(SessionTest, AHeaderIsWhatCountsWhereItIsGiven) {
  Browser browser = here_.person("boss", "admin");
  const auto ask = [&](const std::string& bearer) {
    return here_
        .ask(TestPlant::request("POST", "/api/v1/users", "{}",
                                {{"Cookie", "cg_session=" + browser.cookie},
                                 {"Authorization", "Bearer " + bearer}}),
             here_.api->router())
        .status;
  };
  EXPECT_EQ(ask("wrong"), 401) << "a good cookie does not help";
  EXPECT_EQ(ask("guard-token"), 403);
  EXPECT_EQ(ask("admin-token"), 422) << "no CSRF token needed";
}

TEST_F(SessionTest, EndsAfterTwelveIdleHoursButNotUnderAnOpenScreen) {
  Browser idle = here_.person("zhang", "guard");
  Browser kiosk = here_.person("wang", "guard");
  const auto screen = kiosk.connect();
  ASSERT_TRUE(screen);
  here_.loop.advance(kSessionIdle + 2min);
  EXPECT_EQ(idle.ask("GET", "/api/v1/session").status, 401);
  EXPECT_EQ(screen->closed_code, 0);
  EXPECT_EQ(kiosk.ask("GET", "/api/v1/session").status, 200);
  EXPECT_EQ(here_.people.sessions()->size(), 1u) << "the other is gone from the disk too";
}

}  // namespace
}  // namespace cleangate::http
