#include <gtest/gtest.h>

#include "base/limits.h"
#include "http/api/test_tour.h"

namespace cleangate::http {
namespace {

class PublicPage : public testing::Test {
 protected:
  PublicPage() { here_.furnish(); }
  Response declare(const Json& body, Headers headers = {}) {
    return here_.ask("POST", "/api/v1/public/declarations", "", body, std::move(headers));
  }
  /// A new arrival: later than reads that would be the same passage.
  Json comes(std::string plate, plate::Colour colour) {
    here_.loop.advance(kMergeWindow + std::chrono::seconds(5));
    return here_.arrives(std::move(plate), colour);
  }
  Json notice(const std::string& gate = "east") {
    const Response response = here_.ask("GET", "/api/v1/public/notice?gate=" + gate);
    EXPECT_EQ(response.status, 200);
    return parse_json(response.content()).value_or(Json());
  }
  TestPlant here_;
};

TEST_F(PublicPage, WhatADriverDeclaresIsOnThePassageThatFollows) {
  EXPECT_TRUE(comes("冀A00001", plate::Colour::yellow)["declaration"].is_null());
  const Response done = declare(load_of("冀A·12345"));
  ASSERT_EQ(done.status, 201) << done.content();
  const Json answer = parse_json(done.content()).value();
  EXPECT_EQ(answer["text"]["zh"].text(), "到门口慢行，等大屏显示结果");
  const Json passage = comes("冀A12345", plate::Colour::yellow);
  const Json& declaration = passage["declaration"];
  EXPECT_EQ(declaration["id"].text(), answer["id"].text());
  EXPECT_EQ(declaration["cargo"].text(), "砂石");
  EXPECT_EQ(declaration["quantity"].number(), 31.5);
  EXPECT_TRUE(comes("冀A12345", plate::Colour::yellow)["declaration"].is_null());
}

TEST_F(PublicPage, ADeclaredVehicleIsNoLongerUnknown) {
  EXPECT_EQ(comes("冀A12345", plate::Colour::blue)["verdict"].text(), "hold");
  ASSERT_EQ(declare(load_of("冀A12345")).status, 201);
  EXPECT_EQ(comes("冀A12345", plate::Colour::blue)["verdict"].text(), "admit");
  EXPECT_EQ(comes("冀A12345", plate::Colour::blue)["verdict"].text(), "hold");
  ASSERT_EQ(declare(load_of("冀A12345")).status, 201);
  here_.loop.advance(kDeclarationCounts);
  EXPECT_EQ(comes("冀A12345", plate::Colour::blue)["verdict"].text(), "hold");
}

TEST_F(PublicPage, TheSameKeyIsOneDeclaration) {
  const Headers key = {{"Idempotency-Key", "0123456789abcdef0123456789abcdef"}};
  const Response first = declare(load_of("冀A12345"), key);
  const Response again = declare(load_of("冀A12345"), key);
  ASSERT_EQ(first.status, 201);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(first.content(), again.content());
}

TEST_F(PublicPage, SixAMinuteOfOneAddressThenTheyWait) {
  for (int i = 0; i < 6; ++i) EXPECT_EQ(declare(load_of("冀A12345")).status, 201) << i;
  const Response seventh = declare(load_of("冀A12345"));
  EXPECT_EQ(seventh.status, 429);
  EXPECT_EQ(seventh.headers.get("Retry-After"), "60");
  here_.loop.advance(std::chrono::seconds(60));
  EXPECT_EQ(declare(load_of("冀A12345")).status, 201);
}

TEST_F(PublicPage, SaysInBothLanguagesWhatIsWrong) {
  struct Case {
    std::string_view member;
    Json value;
    std::string_view says;
  };
  const Case cases[] = {{"plate", "12345", "号牌不对"},      {"plate", nullptr, "号牌不对"},
                        {"cargo", "  ", "请填写货物"},       {"cargo", std::string(121, 'x'), "40"},
                        {"quantity", -1, "数量不对"},        {"quantity", "3", "数量不对"},
                        {"quantity", 1'000'001, "数量不对"}, {"unit", "kg", "unit"},
                        {"direction", "up", "direction"},    {"phone", "call me", "电话"}};
  for (const auto& [member, value, says] : cases) {
    Json body = load_of("冀A12345");
    body.set(member, value);
    const Response response = declare(body);
    EXPECT_EQ(response.status, 422) << member;
    EXPECT_NE(response.content().find(says), std::string::npos) << response.content();
    here_.loop.advance(std::chrono::minutes(1));
  }
  Json bounds = load_of("冀A12345");
  bounds.set("quantity", 1'000'000).set("cargo", std::string(120, 'x')).set("phone", "+86 138");
  EXPECT_EQ(declare(bounds).status, 201);
}

TEST_F(PublicPage, APageOfAnotherSiteIsRefused) {
  EXPECT_EQ(
      declare(load_of("冀A12345"), {{"Origin", "https://evil.example"}, {"Host", "gate"}}).status,
      403);
}

TEST_F(PublicPage, TheNoticeNamesPlantGateWarningAndWhoMayNotCome) {
  Json calm = notice();
  EXPECT_EQ(calm["plant"].text(), "测试厂");
  EXPECT_EQ(calm["gate"].text(), "东门");
  EXPECT_TRUE(calm["level"].is_null());
  EXPECT_TRUE(notice("nowhere")["gate"].is_null());
  here_.does("POST", "/api/v1/warnings",
             Json::object({{"level", "orange"}, {"effective_at", to_rfc3339(here_.loop.wall())}}),
             201);
  const Json warned = notice();
  EXPECT_EQ(warned["level"].text(), "orange");
  EXPECT_EQ(warned["warning"]["zh"].text(), "橙色预警");
  EXPECT_EQ(warned["warning"]["en"].text(), "Orange warning");
  EXPECT_EQ(warned["rule"]["zh"].text(), "国四及以下重型柴油货车不能进厂");
}

TEST_F(PublicPage, ThePublicListenerServesThePageAndItsTwoRequestsOnly) {
  std::set<std::string> names;
  for (const Route& route : here_.api->public_router().routes()) names.insert(route.name);
  EXPECT_EQ(names, (std::set<std::string>{"driverPage", "driverFile", "getNotice", "declareLoad"}));
  const auto ask = [&](const char* path) {
    return here_
        .ask(TestPlant::request("GET", path, "", {{"Authorization", "Bearer admin-token"}}),
             here_.api->public_router())
        .status;
  };
  EXPECT_EQ(ask("/q?g=east"), 200);
  EXPECT_EQ(ask("/api/v1/public/notice"), 200);
  for (const char* path :
       {"/", "/board", "/api/v1/plant", "/device/cam1/camera-secret", "/metrics", "/healthz"}) {
    EXPECT_EQ(ask(path), 404) << path;
  }
}

TEST_F(PublicPage, ThePosterNeedsAPublicAddressAndAGate) {
  here_.does("GET", "/api/v1/gates/east/poster", {}, 409);
  here_.does("PUT", "/api/v1/plant", Json::object({{"public_url", "https://gate.example/"}}));
  here_.does("GET", "/api/v1/gates/west/poster", {}, 404);
  const Response sheet = here_.ask("GET", "/api/v1/gates/east/poster", "manager-token");
  EXPECT_EQ(sheet.headers.get("Content-Type"), "image/svg+xml");
  EXPECT_NE(sheet.body.find(">https://gate.example/q?g=east<"), std::string::npos);
  EXPECT_NE(sheet.body.find("东门"), std::string::npos);
}

}  // namespace
}  // namespace cleangate::http
