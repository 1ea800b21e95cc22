#include "http/router.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace cleangate::http {
namespace {

constexpr const char* kPlant = "0190c0de-0000-7000-8000-000000000001";

/// Tokens are the names of their roles.
std::optional<Principal> by_role_name(const Request& request) {
  const std::string_view given = request.headers.get("Authorization");
  for (const Role role : {Role::board_key, Role::viewer, Role::guard, Role::manager, Role::admin}) {
    if (given == "Bearer " + std::string(to_text(role))) {
      return Principal{role, "t1", std::string(to_text(role))};
    }
  }
  return std::nullopt;
}

class RouterTest : public testing::Test {
 protected:
  RouterTest() : router_(by_role_name, [](std::string_view plant) { return plant == kPlant; }) {}

  void add(std::string method, std::string pattern, Role role = Role::none) {
    router_.add({method + " " + pattern, method, pattern, role, "test"},
                [this, pattern](Request request, Respond respond) {
                  seen_ = std::move(request);
                  respond(text_response(pattern));
                });
  }

  Response ask(std::string method, std::string_view target, std::string token = "",
               Headers more = {}) {
    Request request;
    request.method = std::move(method);
    EXPECT_TRUE(parse_target(target, request));
    request.headers = std::move(more);
    if (!token.empty()) request.headers.add("Authorization", "Bearer " + token);
    request.wants_websocket = request.headers.has("Upgrade");
    Response out;
    router_.handle(std::move(request),
                   Respond([&](Response response, After) { out = std::move(response); }));
    return out;
  }

  Router router_;
  Request seen_;
};

TEST_F(RouterTest, FindsByMethodAndPathAndGivesParameters) {
  add("GET", "/api/v1/passages");
  add("POST", "/api/v1/passages/{id}/resolve");
  EXPECT_EQ(ask("GET", "/api/v1/passages").body, "/api/v1/passages");
  EXPECT_EQ(ask("POST", "/api/v1/passages/a%2Fb/resolve").body, "/api/v1/passages/{id}/resolve");
  EXPECT_EQ(seen_.parameter("id"), "a/b");
  EXPECT_EQ(seen_.parameter("plate"), "");
  EXPECT_EQ(ask("GET", "/api/v1/passages/").status, 404);
  EXPECT_EQ(ask("GET", "/api/v1").status, 404);
  EXPECT_EQ(ask("POST", "/api/v1/passages//resolve").status, 404) << "an empty parameter";
}

TEST_F(RouterTest, LiteralsWinOverParametersWhateverTheOrder) {
  add("GET", "/lists/{list}");
  add("GET", "/{any}/deny");
  add("GET", "/lists/deny");
  add("GET", "/{rest*}");
  EXPECT_EQ(ask("GET", "/lists/deny").body, "/lists/deny");
  EXPECT_EQ(ask("GET", "/lists/allow").body, "/lists/{list}");
  EXPECT_EQ(ask("GET", "/other/deny").body, "/{any}/deny");
  EXPECT_EQ(ask("GET", "/x/y/z").body, "/{rest*}");
}

TEST_F(RouterTest, ARestTakesNoneOneOrManySegments) {
  add("POST", "/device/{id}/{secret}/{rest*}");
  EXPECT_EQ(ask("POST", "/device/cam").status, 404);
  for (const auto& [target, rest] :
       {std::pair{"/device/cam/s", ""}, {"/device/cam/s/a", "a"}, {"/device/cam/s//a/b", "/a/b"}}) {
    EXPECT_EQ(ask("POST", target).status, 200) << target;
    EXPECT_EQ(seen_.parameter("rest"), rest);
    EXPECT_EQ(seen_.parameter("secret"), "s");
  }
}

TEST_F(RouterTest, AWrongMethodIsToldTheRightOnes) {
  add("GET", "/a");
  add("PUT", "/a");
  const Response refused = ask("DELETE", "/a");
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.headers.get("Allow"), "GET, HEAD, PUT");
  const Response options = ask("OPTIONS", "/a");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.headers.get("Allow"), "GET, HEAD, PUT");
  EXPECT_EQ(ask("HEAD", "/a").status, 200);
}

TEST_F(RouterTest, ARouteAsksForItsRoleOrAHigherOne) {
  const Role ladder[] = {Role::board_key, Role::viewer, Role::guard, Role::manager, Role::admin};
  for (const Role asked : ladder) add("GET", "/" + std::string(to_text(asked)), asked);
  for (const Role asked : ladder) {
    const std::string path = "/" + std::string(to_text(asked));
    for (const char* nobody : {"", "wrong", "device", "none"}) {
      const Response response = ask("GET", path, nobody);
      EXPECT_EQ(response.status, 401) << path << " " << nobody;
      EXPECT_TRUE(response.headers.has("WWW-Authenticate"));
    }
    for (const Role have : ladder) {
      const std::string token(to_text(have));
      EXPECT_EQ(ask("GET", path, token).status, have >= asked ? 200 : 403) << path << " " << token;
      if (have >= asked) {
        EXPECT_EQ(seen_.principal.name, token);
      }
    }
  }
}

/// A browser's session: its CSRF token is "right".
std::optional<Principal> by_cookie(const Request& request) {
  if (!request.headers.has("Cookie")) return std::nullopt;
  return Principal{Role::guard, "u1", "zhang", "s1", "right"};
}

class SessionRouterTest : public testing::Test {
 protected:
  SessionRouterTest() : router_(by_cookie, [](std::string_view plant) { return plant == kPlant; }) {
    for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
      router_.add({method, method, "/api/v1/x", Role::guard},
                  [](Request, Respond respond) { respond(text_response("done", 201)); });
    }
    router_.add({"admin", "POST", "/api/v1/admin", Role::admin},
                [](Request, Respond respond) { respond(text_response("")); });
    router_.add({"quiet", "PUT", "/api/v1/quiet", Role::guard, {}, false, false},
                [](Request, Respond respond) { respond(text_response("")); });
    router_.add({"open", "POST", "/api/v1/open", Role::none, "test"},
                [](Request, Respond respond) { respond(text_response("")); });
    router_.add({"lost", "POST", "/api/v1/lost", Role::guard}, [](Request, Respond) {});
    router_.observe([this](const Answered& answered) {
      seen_.push_back(answered.route.name + " " + answered.principal.name + " " + answered.path +
                      " " + std::to_string(answered.response.status));
    });
  }
  int ask(std::string method, std::string_view target, Headers headers = {}) {
    Request request;
    request.method = std::move(method);
    EXPECT_TRUE(parse_target(target, request));
    request.headers = std::move(headers);
    request.headers.add("Cookie", "cg_session=x");
    int status = 0;
    router_.handle(std::move(request),
                   Respond([&](Response response, After) { status = response.status; }));
    return status;
  }
  Router router_;
  std::vector<std::string> seen_;
};

TEST_F(SessionRouterTest, AnUnsafeRequestNeedsTheTokenOfItsSession) {
  EXPECT_EQ(ask("GET", "/api/v1/x"), 201);
  EXPECT_EQ(ask("HEAD", "/api/v1/x"), 201);
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE"}) {
    EXPECT_EQ(ask(method, "/api/v1/x"), 403) << method;
    EXPECT_EQ(ask(method, "/api/v1/x", {{"X-CSRF-Token", "wrong"}}), 403) << method;
    EXPECT_EQ(ask(method, "/api/v1/x", {{"x-csrf-token", "right"}}), 201) << method;
  }
  EXPECT_EQ(ask("POST", "/api/v1/open"), 200) << "a route that asks no session";
}

TEST_F(SessionRouterTest, UnsafeCallsAreObservedWithTheirAnswerAndOthersAreNot) {
  const Headers token{{"X-CSRF-Token", "right"}};
  ask("GET", "/api/v1/x");
  ask("PUT", "/api/v1/quiet", token);
  ask("POST", "/api/v1/open", token);
  ask("POST", "/api/v1/nowhere", token);
  EXPECT_TRUE(seen_.empty());
  ask("POST", "/api/v1/x?secret=1", token);
  ask("POST", "/api/v1/x");
  ask("POST", "/api/v1/admin", token);
  ask("POST", "/api/v1/lost", token);
  EXPECT_EQ(seen_, (std::vector<std::string>{"POST zhang /api/v1/x 201", "POST zhang /api/v1/x 403",
                                             "admin zhang /api/v1/admin 403",
                                             "lost zhang /api/v1/lost 500"}));
}

TEST(Roles, ADeviceIsNoPerson) {
  for (const Role asked : {Role::board_key, Role::viewer, Role::guard, Role::admin}) {
    EXPECT_FALSE(satisfies(Role::device, asked));
    EXPECT_FALSE(satisfies(Role::none, asked));
  }
  EXPECT_FALSE(role_of_person("device"));
  EXPECT_FALSE(role_of_person("board_key"));
  EXPECT_FALSE(role_of_person("Admin"));
  EXPECT_FALSE(role_of_person(""));
  EXPECT_EQ(role_of_person("manager"), Role::manager);
}

TEST_F(RouterTest, EveryApiRouteAlsoStandsUnderItsPlant) {
  add("GET", "/api/v1/passages/{id}", Role::guard);
  add("GET", "/healthz");
  const std::string own = std::string("/api/v1/plants/") + kPlant;
  EXPECT_EQ(ask("GET", own + "/passages/7", "guard").status, 200);
  EXPECT_EQ(seen_.parameter("id"), "7");
  EXPECT_EQ(ask("GET", own + "/healthz", "guard").status, 404);
}

TEST_F(RouterTest, AForeignPlantLooksLikeNothingAtAll) {
  add("GET", "/api/v1/passages", Role::guard);
  add("GET", "/api/v1/open");
  const std::string foreign = "/api/v1/plants/0190c0de-0000-7000-8000-000000000002";
  const Response unknown = ask("GET", "/api/v1/nowhere", "guard");
  for (const std::string& target :
       {foreign + "/passages", foreign + "/open", std::string("/api/v1/plants/x/passages")}) {
    const Response response = ask("GET", target, "guard");
    EXPECT_EQ(response.status, 404) << target;
    EXPECT_EQ(response.body, unknown.body);
  }
  EXPECT_EQ(ask("GET", foreign + "/passages").status, 401)
      << "without a session nobody learns which plant is here";
  EXPECT_EQ(ask("GET", std::string("/api/v1/plants/") + kPlant + "/passages").status, 401);
  EXPECT_EQ(ask("GET", foreign + "/passages", "board_key").status, 404) << "not 403";
}

TEST_F(RouterTest, ALiveRouteNeedsAWebSocketAndItsOwnOrigin) {
  router_.add_live({"live", "GET", "/live", Role::guard}, [](Request, auto) {});
  EXPECT_EQ(ask("GET", "/live", "").status, 401);
  EXPECT_EQ(ask("GET", "/live", "guard").status, 426);
  const Headers foreign{{"Upgrade", "websocket"}, {"Host", "gate"}, {"Origin", "http://evil"}};
  EXPECT_EQ(ask("GET", "/live", "guard", foreign).status, 403);
  EXPECT_TRUE(router_.routes().front().live);
}

TEST(SameOriginTest, ComparesHostAndPort) {
  struct Row {
    const char* origin;
    const char* host;
    bool same;
  };
  const Row rows[] = {{"http://gate:8080", "gate:8080", true},
                      {"https://GATE", "gate", true},
                      {"http://gate:8081", "gate:8080", false},
                      {"http://gate.evil:8080", "gate:8080", false},
                      {"null", "gate", false},
                      {"", "gate", false}};
  for (const auto& row : rows) {
    Request request;
    request.headers = {{"Origin", row.origin}, {"Host", row.host}};
    EXPECT_EQ(is_same_origin(request), row.same) << row.origin;
  }
  EXPECT_TRUE(is_same_origin(Request{})) << "a program, not a browser";
}

TEST_F(RouterTest, RefusesATableThatContradictsItself) {
  const auto nothing = [](Request, Respond) {};
  router_.add({"a", "GET", "/a", Role::guard}, nothing);
  EXPECT_THROW(router_.add({"b", "GET", "/a", Role::guard}, nothing), std::logic_error);
  EXPECT_THROW(router_.add({"c", "GET", "/c", Role::none}, nothing), std::logic_error);
  EXPECT_THROW(router_.add({"d", "GET", "/d", Role::device}, nothing), std::logic_error);
  EXPECT_THROW(router_.add({"e", "GET", "e", Role::guard}, nothing), std::logic_error);
}

TEST_F(RouterTest, TheTableCanBeWalkedInTheOrderOfAdding) {
  add("GET", "/{rest*}");
  add("GET", "/a", Role::guard);
  const auto routes = router_.routes();
  ASSERT_EQ(routes.size(), 2u);
  EXPECT_EQ(routes[0].pattern, "/{rest*}");
  EXPECT_EQ(routes[1].role, Role::guard);
}

}  // namespace
}  // namespace cleangate::http
