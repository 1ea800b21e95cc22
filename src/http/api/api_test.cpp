#include "http/api/api.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "http/api/test_browser.h"
#include "http/api/test_tour.h"

namespace cleangate::http {
namespace {

/// A path of the route with something in every parameter.
std::string filled(const std::string& pattern) {
  static const std::map<std::string, std::string> kValues = {
      {"{lane}", "1"},
      {"{entry}", "0"},
      {"{id}", "0190c0de-0000-7000-8000-00000000000f"},
      {"{n}", "0"},
      {"{sha256}", "00"},
      {"{plate}", "%E5%86%80A12345"},
      {"{colour}", "blue"},
      {"{list}", "deny"},
      {"{rest*}", "x"},
      {"{token}", "no-such-link"},
      {"{key}", "table"},
      {"{version}", "1"},
      {"{device}", "cam1"},
      {"{secret}", "wrong-secret"}};
  std::string out = pattern;
  for (const auto& [name, value] : kValues) {
    if (const auto at = out.find(name); at != std::string::npos)
      out.replace(at, name.size(), value);
  }
  EXPECT_EQ(out.find('{'), std::string::npos) << pattern;
  return out;
}

class ApiTest : public testing::Test {
 protected:
  int status(const Route& route, const std::string& path, std::string_view token,
             bool by_key = false) {
    const bool key = by_key && !token.empty();
    const std::string target = key ? path + "?key=" + std::string(token) : path;
    return here_.ask(route.method, target, key ? "" : token, Json::object()).status;
  }
  TestPlant here_;
};

TEST_F(ApiTest, EveryRouteRefusesWhoMayNotOrSaysWhyItDoesNot) {
  here_.furnish();
  for (const Route& route : here_.api->router().routes()) {
    SCOPED_TRACE(route.name);
    const std::string path = filled(route.pattern);
    if (route.role == Role::none || route.role == Role::device) {
      EXPECT_NE(route.reason, "");
      EXPECT_NE(status(route, path, ""), 401);
      continue;
    }
    EXPECT_EQ(status(route, path, ""), 401) << "no session";
    EXPECT_EQ(status(route, path, "no-such-token"), 401) << "a wrong token";
    EXPECT_EQ(status(route, path, "no-such-key", true), 401) << "a wrong key";
    EXPECT_EQ(status(route, path, "board-key"), 401) << "a key is no token";
    EXPECT_EQ(status(route, path, "guard-token", true), 401) << "a token is no key";
    if (route.role >= Role::viewer) {
      EXPECT_EQ(status(route, path, "board-key", true), 403) << "a board";
    }
    for (const Role below : {Role::viewer, Role::guard, Role::manager}) {
      if (below >= route.role) continue;
      EXPECT_EQ(status(route, path, std::string(to_text(below)) + "-token"), 403) << to_text(below);
    }
  }
}

TEST_F(ApiTest, EveryUnsafeRouteRefusesABrowserThatDoesNotSendItsCsrfToken) {
  here_.furnish();
  const auto token = service::put_first_link(here_.people, here_.random, here_.loop.wall()).value();
  Browser boss(here_);
  boss.enter("/api/v1/setup",
             Json::object({{"token", token}, {"username", "boss"}, {"password", "right horse"}}));
  ASSERT_FALSE(boss.cookie.empty());
  boss.csrf.clear();
  for (const Route& route : here_.api->router().routes()) {
    if (route.role < Role::viewer || route.method == "GET") continue;
    SCOPED_TRACE(route.name);
    const Response response = boss.ask(route.method, filled(route.pattern), Json::object());
    EXPECT_EQ(response.status, 403);
    EXPECT_EQ(parse_json(response.body).value()["code"].text(), "csrf");
  }
}

TEST_F(ApiTest, EveryRouteOfThePlantStandsUnderItsIdAndUnderNoOther) {
  here_.furnish();
  const std::string prefix = "/api/v1/";
  for (const Route& route : here_.api->router().routes()) {
    if (!route.pattern.starts_with(prefix)) continue;
    SCOPED_TRACE(route.name);
    const std::string rest = filled(route.pattern).substr(prefix.size());
    const std::string own = prefix + "plants/" + kTestPlant + "/" + rest;
    const std::string foreign = prefix + "plants/0190c0de-0000-7000-8000-000000000002/" + rest;
    const int here = status(route, own, "admin-token");
    EXPECT_NE(here, 401);
    EXPECT_NE(here, 403);
    const Response there = here_.ask(route.method, foreign, "admin-token", Json::object());
    EXPECT_EQ(there.status, 404);
    EXPECT_EQ(there.body, here_.ask("GET", "/api/v1/nowhere", "admin-token").body);
    const int to_nobody = route.role == Role::none ? 404 : 401;
    EXPECT_EQ(status(route, foreign, ""), to_nobody) << "nobody learns which plant is here";
    if (route.role == Role::admin) {
      EXPECT_EQ(status(route, foreign, "manager-token"), 404);
    }
  }
}

TEST_F(ApiTest, TheContractNamesEveryRouteAndNoOther) {
  std::set<std::string> built, written;
  for (const Route& route : here_.api->router().routes()) {
    std::string path = route.pattern;
    if (const auto star = path.find("*}"); star != std::string::npos) path.erase(star, 1);
    built.insert(route.method + " " + path + " " + route.name + " " +
                 std::string(to_text(route.role)));
  }
  for (const auto& each : here_.openapi.operations()) {
    written.insert(each.method + " " + each.path + " " + each.id + " " + each.role);
  }
  EXPECT_EQ(built, written);
}

TEST_F(ApiTest, TheDeviceListenerServesDevicesOnly) {
  for (const Route& route : here_.api->device_router().routes()) {
    EXPECT_EQ(route.role, Role::device) << route.name;
  }
  const auto ask = [&](const char* path) {
    return here_
        .ask(TestPlant::request("GET", path, "", {{"Authorization", "Bearer admin-token"}}),
             here_.api->device_router())
        .status;
  };
  EXPECT_EQ(ask("/api/v1/plant"), 404);
  EXPECT_EQ(ask("/metrics"), 404);
}

TEST_F(ApiTest, OnlyWhoShowsWhoHeIsMaySendMuch) {
  const auto limit = [&](const std::string& path, const std::string& token = "",
                         const std::string& peer = "192.168.1.64") {
    Request request = TestPlant::request("POST", path);
    if (!token.empty()) request.headers.set("Authorization", "Bearer " + token);
    request.peer_address = peer;
    return here_.api->body_limit(request);
  };
  here_.ask("POST", "/api/v1/gates", "admin-token", Json::object({{"id", "g"}, {"name", "东门"}}));
  here_.ask("POST", "/api/v1/lanes", "admin-token",
            Json::object({{"id", "1"}, {"gate", "g"}, {"direction", "in"}}));
  here_.ask("POST", "/api/v1/devices", "admin-token",
            Json::object(
                {{"id", "cam1"}, {"kind", "vzenith"}, {"lane", "1"}, {"secret", "camera-secret"}}));
  for (const std::string path : {"/device/cam1/camera-secret", "/device/cam1/camera-secret/a/b"}) {
    EXPECT_EQ(limit(path), kMaxBodyBytes) << path;
  }
  for (const std::string path :
       {"/device/cam1/wrong", "/device/cam1/camera-secret-", "/device/cam1", "/device/cam1/",
        "/device/nobody/camera-secret", "/device/"}) {
    EXPECT_EQ(limit(path), kMaxStrangerBodyBytes) << path;
  }
  EXPECT_EQ(limit("/NotificationInfo/x"), kMaxBodyBytes);
  EXPECT_EQ(limit("/NotificationInfo/x", "", "10.0.0.1"), kMaxStrangerBodyBytes);
  EXPECT_EQ(limit("/api/v1/plant", "guard-token"), kMaxApiBodyBytes);
  EXPECT_EQ(limit("/api/v1/plant"), kMaxStrangerBodyBytes);
  EXPECT_EQ(limit("/devices", "no-token"), kMaxStrangerBodyBytes);
}

/// One walk through all of it; TestPlant holds each answer against the contract.
class Tour : public ApiTest {
 protected:
  void plant_and_lanes() {
    here_.furnish();
    EXPECT_EQ(here_.does("GET", "/api/v1/plant")["name"].text(), "测试厂");
    EXPECT_EQ(here_.does("GET", "/api/v1/kill-switch")["on"].boolean(), false);
    EXPECT_EQ(here_.does("GET", "/api/v1/gates")["items"].items().size(), 1u);
    EXPECT_EQ(here_.does("GET", "/api/v1/lanes")["items"].items().size(), 1u);
    const Json devices = here_.does("GET", "/api/v1/devices");
    EXPECT_EQ(devices.dump().find("camera-password"), std::string::npos);
    EXPECT_EQ(devices.dump().find("camera-secret"), std::string::npos);
    here_.does("PATCH", "/api/v1/lanes/1", Json::object({{"mode", "observe"}, {"reason", "new"}}));
    here_.does("PATCH", "/api/v1/lanes/1",
               Json::object({{"mode", "automatic"}, {"reason", "works"}}));
    here_.does("POST", "/api/v1/lanes/1/open", Json::object({{"reason", "fire brigade"}}));
    EXPECT_EQ(here_.barrier.opened, std::vector<std::string>{"cam1"});
  }
  void vehicles() {
    const std::string vehicle = "/api/v1/vehicles/%E5%86%80A12345/yellow";
    here_.does("GET", vehicle, {}, 404);
    here_.does("PUT", vehicle,
               Json::object({{"stage", Json::object({{"min", "5"}, {"max", "5"}})},
                             {"fuel", "B"},
                             {"vehicle_class", "H11"},
                             {"nev", nullptr}}));
    EXPECT_EQ(here_.does("GET", vehicle)["fuel"].text(), "B");
    here_.does("PUT", vehicle, Json::object({{"owner", "a person"}}), 422);
    here_.does("POST", "/api/v1/vehicles/import",
               Json::array({Json::object({{"plate", "冀B00001"}, {"colour", "blue"}})}));
    const Json item = here_.does("POST", "/api/v1/lists/deny",
                                 Json::object({{"plate", "冀C99999"},
                                               {"reason", "arrears"},
                                               {"valid_to", "2027-01-01T00:00:00+08:00"}}),
                                 201);
    EXPECT_EQ(here_.does("GET", "/api/v1/lists/deny")["items"].items().size(), 1u);
    EXPECT_EQ(
        here_
            .does("POST", "/api/v1/decisions",
                  Json::object(
                      {{"plate", "冀C99999"}, {"colour", "blue"}, {"direction", "in"}}))["verdict"]
            .text(),
        "refuse");
    here_.does("DELETE", "/api/v1/lists/deny/" + std::string(*item["id"].text()));
    here_.does("GET", "/api/v1/lists/other", {}, 404);
  }
  void passages() {
    const Json known = here_.arrives("冀A12345", plate::Colour::yellow, {"photo one", "photo two"});
    EXPECT_EQ(known["verdict"].text(), "admit") << known.dump();
    const Json held = here_.arrives("冀D55555", plate::Colour::blue);
    EXPECT_EQ(held["verdict"].text(), "hold") << held.dump();
    const std::string path = "/api/v1/passages/" + std::string(*held["id"].text());
    here_.does("GET", path + "/why");
    here_.does("GET", path);
    here_.does("POST", path + "/resolve",
               Json::object({{"verdict", "admit"}, {"reason", "papers seen"}}));
    here_.does("POST", path + "/resolve", Json::object({{"verdict", "admit"}, {"reason", "again"}}),
               409);
    const std::string photos = "/api/v1/passages/" + std::string(*known["id"].text()) + "/photos/";
    EXPECT_EQ(here_.ask("GET", photos + "1", "guard-token").body, "photo two");
    EXPECT_EQ(here_.ask("GET", photos + "2", "guard-token").status, 404);
  }
  void desk() {
    const Json held = here_.arrives("冀D66666", plate::Colour::blue);
    here_.does("POST", "/api/v1/passages/" + std::string(*held["id"].text()) + "/amend",
               Json::object({{"plate", "冀D66668"}, {"reason", "misread"}}));
    here_.does("POST", "/api/v1/shifts", Json::object({{"note", "all quiet"}}), 201);
    for (const char* page :
         {"desk", "inside", "shifts", "shifts/current", "vehicles", "search?q=666"}) {
      here_.does("GET", std::string("/api/v1/") + page);
    }
    const std::string vehicle = "/api/v1/vehicles/%E5%86%80D66668/blue";
    EXPECT_EQ(here_.ask("PUT", vehicle, "guard-token", Json::object()).status, 200);
    here_.does("POST", vehicle + "/confirm");
    const Response kept = here_.ask(TestPlant::request("POST", vehicle + "/evidence", "%PDF-1.7",
                                                       {{"Authorization", "Bearer guard-token"},
                                                        {"Content-Type", "application/pdf"}}),
                                    here_.api->router());
    const Json said = parse_json(kept.content()).value_or(Json());
    EXPECT_EQ(here_.ask("GET", std::string(said["url"].text().value_or("")), "guard-token").body,
              "%PDF-1.7");
  }
  void warnings() {
    here_.does("PUT", "/api/v1/plan", Json::object({{"orange", measures()}}));
    here_.does("GET", "/api/v1/plan");
    const auto in_hours = [&](int hours) {
      return to_rfc3339(here_.loop.wall() + std::chrono::hours(hours));
    };
    const Json started = here_.does("POST", "/api/v1/warnings",
                                    Json::object({{"level", "orange"},
                                                  {"effective_at", in_hours(0)},
                                                  {"order", Json::object({{"no", "7"}})}}),
                                    201);
    const std::string path = "/api/v1/warnings/" + std::string(*started["id"].text());
    here_.does("POST", path + "/change",
               Json::object({{"level", "red"}, {"effective_at", in_hours(1)}}));
    here_.does("POST", path + "/extend", Json::object({{"expected_end", in_hours(48)}}));
    here_.does("POST", path + "/measures", Json::object({{"template", "M1"}}), 201);
    EXPECT_EQ(here_.does("GET", "/api/v1/warnings")["in_force"]["level"].text(), "orange");
    const Response board = here_.ask("GET", "/api/v1/board?key=board-key");
    EXPECT_NE(board.body.find("停推台锯"), std::string::npos);
    plan(path);
    const Json lifted =
        here_.does("POST", path + "/lift", Json::object({{"effective_at", in_hours(2)}}));
    EXPECT_TRUE(lifted["level"].is_null()) << "after the act there is none";
    EXPECT_EQ(lifted["in_force"]["level"].text(), "orange") << "until then";
  }
  void plan(const std::string& warning) {
    const Json versions = here_.does("GET", "/api/v1/plan/versions");
    EXPECT_EQ(versions["items"].items().size(), 1u);
    here_.does("GET", "/api/v1/plan/versions/1");
    EXPECT_EQ(here_.ask("GET", "/api/v1/plan/versions/2", "viewer-token").status, 404);
    EXPECT_EQ(here_.ask("GET", "/api/v1/plan/versions/x", "viewer-token").status, 422);
    const Response page = here_.ask("GET", "/api/v1/plan/print?version=1", "viewer-token");
    EXPECT_EQ(page.headers.get("Content-Type"), "text/html; charset=utf-8");
    EXPECT_NE(page.body.find("停推台锯2台"), std::string::npos);
    const Response wrong =
        here_.ask("PUT", "/api/v1/plan", "manager-token",
                  parse_json(R"({"red":{"transport":[{"template":"QUOTA"}]}})").value());
    EXPECT_EQ(wrong.status, 422);
    EXPECT_NE(wrong.body.find("red.transport[0].params"), std::string::npos) << wrong.body;

    const Response kept = here_.ask(TestPlant::request("POST", "/api/v1/documents?name=x", "%PDF-1",
                                                       {{"Authorization", "Bearer manager-token"},
                                                        {"Content-Type", "application/pdf"}}),
                                    here_.api->router());
    EXPECT_EQ(kept.status, 201) << kept.body;
    const Json document = parse_json(kept.content()).value_or(Json());
    const std::string url(document["url"].text().value_or(""));
    EXPECT_EQ(here_.ask("GET", url, "viewer-token").body, "%PDF-1");

    const Json proof = Json::object({{"kind", "photo"}, {"document", document["sha256"]}});
    const Json measure =
        here_.does("GET", "/api/v1/plan")["orange"]["measures"].items().at(0)["id"];
    here_.does("POST", warning + "/executions",
               Json::object({{"measure", measure}, {"proof", proof}}), 201);
    const Json log = here_.does("GET", warning + "/executions?level=orange");
    EXPECT_EQ(log["items"].items().size(), 1u);
    EXPECT_EQ(log["complete"].boolean(), false) << "the order's measure has no proof";
    const auto day = std::chrono::hours(24);
    const Json rehearsed =
        here_.does("POST", "/api/v1/rehearsals",
                   Json::object({{"level", "red"},
                                 {"from", to_rfc3339(here_.loop.wall() - day)},
                                 {"to", to_rfc3339(here_.loop.wall() + Milliseconds(1))}}));
    EXPECT_TRUE(rehearsed["passages"].integer());
  }
  static Json measures() {
    return Json::object({{"measures", Json::array({Json::object({{"text", "停推台锯2台"}})})}});
  }
  void access() {
    const Json token = here_.does("POST", "/api/v1/tokens",
                                  Json::object({{"label", "x"}, {"role", "guard"}}), 201);
    const auto secret = token["token"].text().value_or("");
    EXPECT_EQ(here_.ask("GET", "/api/v1/plant", secret).status, 200);
    const Json tokens = here_.does("GET", "/api/v1/tokens");
    EXPECT_EQ(tokens["items"].items().size(), 5u);
    EXPECT_EQ(tokens.dump().find(secret), std::string::npos);
    here_.does("DELETE", "/api/v1/tokens/" + std::string(*token["id"].text()));
    EXPECT_EQ(here_.ask("GET", "/api/v1/plant", secret).status, 401) << "revoked";
    const Json key = here_.does("POST", "/api/v1/board-keys", Json::object(), 201);
    const std::string feed = "/api/v1/board?key=" + std::string(*key["key"].text());
    EXPECT_EQ(here_.ask("GET", feed).status, 200);
    EXPECT_EQ(here_.does("GET", "/api/v1/board-keys")["items"].items().size(), 2u);
    here_.does("DELETE", "/api/v1/board-keys/" + std::string(*key["id"].text()));
    EXPECT_EQ(here_.ask("GET", feed).status, 401) << "revoked";
    EXPECT_TRUE(here_.ops.quarantine({0, here_.loop.wall(), "cam1", "no XML", "text/xml", "abc"}));
    EXPECT_EQ(here_.does("GET", "/api/v1/quarantine")["items"].items().at(0)["size"].integer(), 3);
  }
  void accounts() {
    const auto token =
        service::put_first_link(here_.people, here_.random, here_.loop.wall()).value();
    Browser boss(here_);
    boss.does("GET", "/api/v1/setup/" + token);
    EXPECT_EQ(boss.enter("/api/v1/setup",
                         Json::object(
                             {{"token", token}, {"username", "boss"}, {"password", "right horse"}}))
                  .status,
              201);
    EXPECT_EQ(boss.sign_in("boss").status, 200);
    boss.does("GET", "/api/v1/session");
    const Json made = boss.does(
        "POST", "/api/v1/users",
        Json::object({{"username", "zhang"}, {"display_name", "张三"}, {"role", "guard"}}), 201);
    const std::string user = "/api/v1/users/" + std::string(*made["id"].text());
    boss.does("PATCH", user, Json::object({{"role", "viewer"}}));
    boss.does("POST", user + "/reset");
    boss.does("GET", "/api/v1/users");
    boss.does("GET", "/api/v1/login-log");
    boss.does("GET", "/api/v1/operations");
    boss.does("PUT", "/api/v1/preferences/table", Json::array());
    boss.does("GET", "/api/v1/preferences/table");
    boss.does("PUT", "/api/v1/session/password",
              Json::object({{"current", "right horse"}, {"password", "another horse"}}), 204);
    boss.does("DELETE", "/api/v1/session", {}, 204);
  }
  void log() {
    here_.loop.advance(std::chrono::minutes(2));
    here_.log.upkeep();
    const Json page = here_.does("GET", "/api/v1/log/entries?limit=2");
    EXPECT_EQ(page["items"].items().size(), 2u);
    EXPECT_EQ(page["next"].integer(), 2);
    EXPECT_NE(here_.ask("GET", "/api/v1/log/checkpoint", "guard-token").body.find("cleangate/"),
              std::string::npos);
    here_.does("GET", "/api/v1/log/proof/inclusion?index=1&size=3");
    here_.does("GET", "/api/v1/log/proof/consistency?from=1&to=3");
    EXPECT_EQ(here_.ask("GET", "/api/v1/log/tile/0/000.p/3", "guard-token").body.size(), 96u);
  }
  void open_pages() {
    EXPECT_EQ(here_.ask("GET", "/board?key=board-key").body.empty(), true) << "shared body";
    EXPECT_EQ(here_.ask("GET", "/board/assets/index-1.js").content(), "let a = 1");
    EXPECT_EQ(here_.ask("GET", "/q?g=east").status, 200);
    EXPECT_EQ(here_.ask("GET", "/q/assets/index-1.js").content(), "let a = 1");
    EXPECT_EQ(here_.ask("GET", "/healthz").status, 200);
    EXPECT_EQ(here_.ask("GET", "/readyz").status, 200);
    here_.ready = false;
    EXPECT_EQ(here_.ask("GET", "/readyz").status, 503);
    EXPECT_EQ(here_.ask("GET", "/metrics", "guard-token").body, "up 1\n");
    EXPECT_EQ(here_.ask("POST", "/device/cam1/camera-secret").status, 200);
  }
};

TEST_F(Tour, EveryOperationAnswersAsTheContractSays) {
  plant_and_lanes();
  vehicles();
  passages();
  desk();
  warnings();
  access();
  accounts();
  log();
  open_pages();
  tour_public_page(here_);
  tour_device_setup(here_);
  tour_imports(here_);
  tour_overview(here_);
  tour_rule_packs(here_);
  tour_look_ups(here_);
  here_.does("POST", "/api/v1/devices",
             Json::object({{"id", "dahua"},
                           {"kind", "dahua-itsapi"},
                           {"lane", "1"},
                           {"network", "192.168.1.0/24"}}),
             201);
  EXPECT_EQ(
      here_.ask("POST", "/NotificationInfo/TollgateInfo", "", Json::object({{"DeviceID", "dahua"}}))
          .status,
      200);
  for (const auto& operation : here_.openapi.operations()) {
    const bool live = operation.id == "live" || operation.id == "boardLive";
    EXPECT_TRUE(live || here_.answered.contains(operation.id))
        << operation.id << " was never answered";
  }
}

}  // namespace
}  // namespace cleangate::http
