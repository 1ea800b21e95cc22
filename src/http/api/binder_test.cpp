#include "http/api/binder.h"

#include <gtest/gtest.h>

#include "http/api/test_plant.h"

namespace cleangate::http {
namespace {

const Json kGate = Json::object({{"id", "west"}, {"name", "西门"}});

class BinderTest : public testing::Test {
 protected:
  Response post(const std::string& path, const Json& body, const std::string& key,
                std::string_view token = "admin-token") {
    return here_.ask("POST", path, token, body, {{"Idempotency-Key", key}});
  }
  std::uint64_t size() { return here_.log.size().value(); }
  TestPlant here_;
};

TEST_F(BinderTest, TheSameWriteTwiceIsDoneOnce) {
  const Response first = post("/api/v1/gates", kGate, "k1");
  const auto entries = size();
  const Response second = post("/api/v1/gates", kGate, "k1");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(size(), entries) << "nothing more was logged";
  EXPECT_EQ(post("/api/v1/gates", kGate, "k2").status, 201);
  EXPECT_EQ(size(), entries + 1) << "another key is another write";
}

TEST_F(BinderTest, AKeyIsForOneRequestOfOnePrincipal) {
  here_.furnish();
  EXPECT_EQ(post("/api/v1/gates", kGate, "k").status, 201);
  EXPECT_EQ(post("/api/v1/gates", Json::object({{"id", "south"}}), "k").status, 422);
  const Json reason = Json::object({{"reason", "fire brigade"}});
  EXPECT_EQ(post("/api/v1/lanes/1/open", reason, "k", "guard-token").status, 200)
      << "the guard's own key";
}

TEST_F(BinderTest, AnOpeningAskedForTwiceOpensOnce) {
  here_.furnish();
  const Json reason = Json::object({{"reason", "fire brigade"}});
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(post("/api/v1/lanes/1/open", reason, "k", "guard-token").status, 200);
  }
  EXPECT_EQ(here_.barrier.opened.size(), 1u);
}

TEST_F(BinderTest, ATokenIsShownOnceEvenWithAKey) {
  const Json body = Json::object({{"label", "x"}, {"role", "guard"}});
  const Json first = parse_json(post("/api/v1/tokens", body, "k").body).value();
  const Json second = parse_json(post("/api/v1/tokens", body, "k").body).value();
  EXPECT_TRUE(first.has("token"));
  EXPECT_FALSE(second.has("token"));
  EXPECT_EQ(first["id"], second["id"]);
}

TEST_F(BinderTest, ABodyThatIsNoJsonIsRefused) {
  for (const char* body : {"{", "nonsense", "{\"a\":1}x", "\xff"}) {
    Request request = TestPlant::request("POST", "/api/v1/gates", body,
                                         {{"Authorization", "Bearer admin-token"}});
    EXPECT_EQ(here_.ask(std::move(request), here_.api->router()).status, 422) << body;
  }
  EXPECT_EQ(here_.ask("POST", "/api/v1/gates", "admin-token").status, 422) << "no body: no id";
  EXPECT_EQ(here_.ask("POST", "/api/v1/gates", "admin-token", Json::array({1})).status, 422);
}

TEST_F(BinderTest, WhoAskedStandsInTheLog) {
  here_.does("POST", "/api/v1/gates", kGate, 201);
  const auto newest = here_.log.entries(size() - 1, 1).value();
  const auto payload = ledger::decode_payload(newest.at(0).payload).value();
  EXPECT_EQ(payload.text(ledger::Field::actor), "admin (token admin)") << "labels repeat";
}

TEST_F(BinderTest, AGuardMayStopButNotLiftTheStop) {
  const auto put = [&](std::string_view token, bool on) {
    return here_
        .ask("PUT", "/api/v1/kill-switch", token, Json::object({{"on", on}, {"reason", "smoke"}}))
        .status;
  };
  EXPECT_EQ(put("guard-token", true), 200);
  EXPECT_EQ(put("guard-token", false), 403);
  EXPECT_EQ(put("admin-token", false), 200);
}

}  // namespace
}  // namespace cleangate::http
